import { encodeLabel } from '../../devices/label-printer/encode.ts';
import { encodeReceipt } from '../../devices/receipt-printer/encode.ts';
import { customsSheets } from '../../flows/documents/customs-sheets.ts';
import { frankingLabel } from '../../flows/documents/franking-label.ts';
import { proofOfPosting } from '../../flows/documents/proof-of-posting.ts';
import { receipt } from '../../flows/documents/receipt.ts';
import { bought, declared, labelSubject, parcel, proof, trackedLetter } from '../devices/subjects.ts';
import { alone, count, type Bench, type Figure } from './figure.ts';
import { perSecond } from './rate.ts';

const rate = (what: string, times: number): Figure => alone(what, `${count(times)} a second`);

export const papersBench: Bench = {
  name: 'papers',
  method: 'a paper composed from the facts of a sale and encoded for its printer, on one core',
  run() {
    const subjects = { parcel: labelSubject(parcel), letter: labelSubject(trackedLetter) };
    return Promise.resolve([
      rate('receipt composed and encoded (ESC/POS)', perSecond(() => encodeReceipt(receipt(bought), { columns: 48 }).bytes)),
      rate('proof of posting composed and encoded (ESC/POS)', perSecond(() => encodeReceipt(proofOfPosting(proof), { columns: 48 }).bytes)),
      rate('parcel label composed and encoded (ZPL)', perSecond(() => encodeLabel(frankingLabel(subjects.parcel)))),
      rate('letter vignette composed and encoded (ZPL)', perSecond(() => encodeLabel(frankingLabel(subjects.letter)))),
      rate('CN 23 of three articles in three copies, composed and encoded (ZPL)', perSecond(() => customsSheets(declared).map((sheet) => encodeLabel(sheet)).join(''))),
    ]);
  },
};
