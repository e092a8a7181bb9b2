import { encodeLabel } from '../../devices/label-printer/encode.ts';
import { encodeReceipt } from '../../devices/receipt-printer/encode.ts';
import { frankingLabel } from '../../flows/documents/franking-label.ts';
import { proofOfPosting } from '../../flows/documents/proof-of-posting.ts';
import { receipt } from '../../flows/documents/receipt.ts';
import { bought, labelSubject, parcel, proof, trackedLetter } from '../devices/subjects.ts';
import { count, type Bench, type Figure } from './figure.ts';

const warmUpMs = 300;
const measuredMs = 1_500;

/** How often a second, in a loop of its own. */
function perSecond(work: () => { readonly length: number }): number {
  const repeat = (forMs: number): number => {
    const begun = performance.now();
    let times = 0;
    // What is made is looked at, so that nobody may leave the work out.
    for (let bytes = 0; performance.now() - begun < forMs || bytes === 0; times += 1) bytes += work().length;
    return (times / (performance.now() - begun)) * 1_000;
  };
  repeat(warmUpMs);
  return repeat(measuredMs);
}

const alone = (what: string, times: number): Figure => ({ what, moulin: `${count(times)} a second`, against: null, ratio: null, aim: null });

export const papersBench: Bench = {
  name: 'papers',
  method: 'a paper composed from the facts of a sale and encoded for its printer, on one core',
  run() {
    const subjects = { parcel: labelSubject(parcel), letter: labelSubject(trackedLetter) };
    return Promise.resolve([
      alone('receipt composed and encoded (ESC/POS)', perSecond(() => encodeReceipt(receipt(bought), { columns: 48 }).bytes)),
      alone('proof of posting composed and encoded (ESC/POS)', perSecond(() => encodeReceipt(proofOfPosting(proof), { columns: 48 }).bytes)),
      alone('parcel label composed and encoded (ZPL)', perSecond(() => encodeLabel(frankingLabel(subjects.parcel)))),
      alone('letter vignette composed and encoded (ZPL)', perSecond(() => encodeLabel(frankingLabel(subjects.letter)))),
    ]);
  },
};
