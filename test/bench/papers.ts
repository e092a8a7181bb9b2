import { encodeLabel } from '../../devices/label-printer/encode.ts';
import { encodeReceipt } from '../../devices/receipt-printer/encode.ts';
import { besideFrench } from '../../flows/documents/beside.ts';
import { customsSheets } from '../../flows/documents/customs-sheets.ts';
import { frankingLabel } from '../../flows/documents/franking-label.ts';
import { proofOfPosting } from '../../flows/documents/proof-of-posting.ts';
import { receipt } from '../../flows/documents/receipt.ts';
import type { Locale } from '../../flows/locales.ts';
import { bought, declared, labelSubject, parcel, proof, trackedLetter } from '../devices/subjects.ts';
import { alone, count, milliseconds, type Bench, type Figure } from './figure.ts';
import { perSecond } from './rate.ts';

const rate = (what: string, times: number): Figure => alone(what, `${count(times)} a second`);

const proofIn = (language: Locale): Uint8Array => encodeReceipt(besideFrench((words) => proofOfPosting(proof, words), language), { columns: 48 }).bytes;

/** Drawing library and faces are loaded by the first of them: what the first such customer of a day waits for. */
function first(language: Locale): Figure {
  const begun = performance.now();
  proofIn(language);
  return alone(`the first proof with ${names[language]} beside the French: faces loaded, every line drawn`, milliseconds(performance.now() - begun));
}

/** Ten bits a byte: the slowest serial line, and the usual fast one. */
function onTheLine(language: Locale): Figure {
  const bytes = proofIn(language).length;
  const seconds = (baud: number): string => `${((bytes * 10) / baud).toFixed(1)} s`;
  return alone(`proof in ${names[language]}, sent to the printer`, `${count(bytes)} bytes: ${seconds(9_600)} at 9600 baud, ${seconds(115_200)} at 115,200`);
}

const names: Readonly<Partial<Record<Locale, string>>> = { fr: 'French alone', de: 'German', uk: 'Ukrainian', ar: 'Arabic', zh: 'Chinese' };

export const papersBench: Bench = {
  name: 'papers',
  method: 'a paper composed from the facts of a sale and encoded for its printer, on one core',
  run() {
    const subjects = { parcel: labelSubject(parcel), letter: labelSubject(trackedLetter) };
    return Promise.resolve([
      ...(['uk', 'ar', 'zh'] as const).map(first),
      ...(['uk', 'ar', 'zh'] as const).map((language) => rate(`proof with ${names[language]} beside the French, lines kept`, perSecond(() => proofIn(language)))),
      ...(['fr', 'de', 'ar', 'zh'] as const).map(onTheLine),
      rate('receipt composed and encoded (ESC/POS)', perSecond(() => encodeReceipt(receipt(bought), { columns: 48 }).bytes)),
      rate('proof of posting composed and encoded (ESC/POS)', perSecond(() => encodeReceipt(proofOfPosting(proof), { columns: 48 }).bytes)),
      rate('parcel label composed and encoded (ZPL)', perSecond(() => encodeLabel(frankingLabel(subjects.parcel)))),
      rate('letter vignette composed and encoded (ZPL)', perSecond(() => encodeLabel(frankingLabel(subjects.letter)))),
      rate('CN 23 of three articles in three copies, composed and encoded (ZPL)', perSecond(() => customsSheets(declared).map((sheet) => encodeLabel(sheet)).join(''))),
    ]);
  },
};
