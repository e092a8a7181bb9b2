import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { besideFrench } from '../../flows/documents/beside.ts';
import { customsSheets } from '../../flows/documents/customs-sheets.ts';
import { dropOffProof } from '../../flows/documents/drop-off-proof.ts';
import { frankingLabel } from '../../flows/documents/franking-label.ts';
import { proofOfPosting } from '../../flows/documents/proof-of-posting.ts';
import { receipt } from '../../flows/documents/receipt.ts';
import type { LabelDrawing } from '../../flows/documents/label-drawing.ts';
import type { Paper } from '../../flows/documents/paper.ts';
import { slip } from '../../flows/documents/slip.ts';
import { markedLabel, markedPaper } from '../../flows/documents/training-marks.ts';
import { labelPress, paperPress, type Press } from './printers.ts';
import * as of from './subjects.ts';
import type { CustomsSubject, LabelSubject } from '../../flows/documents/subjects.ts';

/**
 * Pictures of papers as they came out of the printers, kept beside this file and compared dot by dot: what a person
 * looks at before a paper is changed. `MOULIN_RENEW_PICTURES=1 vitest run test/devices/pictures.test.ts` takes them anew.
 */
const renew = process.env['MOULIN_RENEW_PICTURES'] === '1';
const directory = join(import.meta.dirname, 'pictures');
/** Not kept: what came out otherwise than it did. */
const strange = join(import.meta.dirname, '..', '..', 'out', 'pictures');

/**
 * Fonts and canvas come with the lock file; what is left is how a processor rounds the edge of a letter. So many dots may
 * differ in a picture: one character in place of another differs in more.
 */
const tolerance = 20;

/** A signature is another with every key: these papers bear a mark of the same length that never changes. */
const steadyMark: LabelSubject['mark'] = { payload: `MOULIN-VOID:1:MOULIN-01:MOULIN-01-00000007:CFD:1119:1240:20261123:9V0000000007X:${'A2B3'.repeat(26)}`, legend: of.labelSubject(of.parcel).mark.legend };
const steadySignature = 'A2B3'.repeat(26);
const steadyProof = { ...of.proof, verification: `MOULIN-PROOF:1:MOULIN-01-00000042:MOULIN-01-01111111,MOULIN-01-00000007:${steadySignature}` };

async function printedBy<Content>(open: () => Promise<Press<Content, { readonly png: Uint8Array }>>, content: Content): Promise<Uint8Array> {
  const press = await open();
  try {
    return (await press.print(content)).png;
  } finally {
    await press.close();
  }
}

const roll = () => paperPress(48);
const labelOf = (item: of.Item) => () => printedBy(labelPress, frankingLabel({ ...of.labelSubject(item), mark: steadyMark }));
/** The first sheet of the first copy. */
const sheetOf = (subject: CustomsSubject, mark: (sheet: LabelDrawing) => LabelDrawing = (sheet) => sheet) => () => {
  const [sheet] = customsSheets(subject);
  if (sheet === undefined) throw new Error('no sheet was drawn');
  return printedBy(labelPress, mark(sheet));
};
const schoolLabelOf = (item: of.Item) => () => printedBy(labelPress, markedLabel(frankingLabel({ ...of.labelSubject(item), mark: steadyMark })));
const paperOf = (paper: Paper) => () => printedBy(roll, paper);
const pictures: readonly (readonly [name: string, take: () => Promise<Uint8Array>])[] = [
  ['parcel-label', labelOf(of.parcel)],
  ['pick-up-label', labelOf(of.pickUpParcel)],
  ['parcel-label-abroad', labelOf(of.parcelAbroad)],
  ['registered-label', labelOf(of.registeredLetter)],
  ['registered-label-abroad', labelOf(of.registeredAbroad)],
  ['letter-vignette', labelOf(of.trackedLetter)],
  ['letter-vignette-abroad', labelOf(of.trackedAbroad)],
  ['stamp', labelOf(of.stamp)],
  ['supplement', labelOf(of.supplement)],
  ['voucher', labelOf(of.article)],
  ['cn22', sheetOf(of.declaredOnLetter)],
  ['cn23', sheetOf(of.declared)],
  ['proof-of-posting', paperOf(proofOfPosting(steadyProof))],
  ['proof-copy', paperOf(proofOfPosting({ ...steadyProof, duplicate: { copy: 2, at: of.servedAt }, pieces: steadyProof.pieces.map((piece) => ({ ...piece, sender: [], addressee: [] })) }))],
  ['drop-off-proof', paperOf(dropOffProof({ ...of.dropOff, verification: `MOULIN-DEPOSIT:1:MOULIN-01:9V11111111219:1795430460:${steadySignature}` }))],
  ['receipt', paperOf(receipt(of.bought))],
  ['incident-slip', paperOf(slip(of.incident))],
  ['incident-slip-retried', paperOf(slip({ ...of.incident, retryUntil: of.servedAt + 30 * 60_000 }))],
  ['receipt-german', paperOf(besideFrench((words) => receipt(of.bought, words), 'de'))],
  ['receipt-ukrainian', paperOf(besideFrench((words) => receipt(of.bought, words), 'uk'))],
  ['proof-chinese', paperOf(besideFrench((words) => proofOfPosting(steadyProof, words), 'zh'))],
  ['incident-slip-arabic', paperOf(besideFrench((words) => slip({ ...of.incident, retryUntil: of.servedAt + 30 * 60_000 }, words), 'ar'))],
  ['school-parcel-label', schoolLabelOf(of.parcel)],
  ['school-registered-label-abroad', schoolLabelOf(of.registeredAbroad)],
  ['school-letter-vignette', schoolLabelOf(of.trackedLetter)],
  ['school-stamp', schoolLabelOf(of.stamp)],
  ['school-cn22', sheetOf(of.declaredOnLetter, markedLabel)],
  ['school-cn23', sheetOf(of.declared, markedLabel)],
  ['school-proof', paperOf(markedPaper(proofOfPosting(steadyProof)))],
  ['school-receipt', paperOf(markedPaper(receipt(of.bought)))],
];

interface Dots {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

async function dotsOf(png: Uint8Array): Promise<Dots> {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

/** In words; null when the two are the same picture. */
function difference(kept: Dots, taken: Dots): string | null {
  if (kept.width !== taken.width || kept.height !== taken.height) return `${taken.width} × ${taken.height} dots instead of ${kept.width} × ${kept.height}`;
  let count = 0;
  let first: string | null = null;
  for (let at = 0; at < kept.data.length; at += 4) {
    if (black(kept.data, at) === black(taken.data, at)) continue;
    first ??= `${(at / 4) % kept.width},${Math.floor(at / 4 / kept.width)}`;
    count += 1;
  }
  return count <= tolerance ? null : `${count} dots differ, the first at ${first}`;
}

/** Leaves the new picture where it can be looked at. */
function advice(name: string, file: string, png: Uint8Array): string {
  mkdirSync(strange, { recursive: true });
  const now = join(strange, `${name}.png`);
  writeFileSync(now, png);
  return `compare ${now} with ${file}; if the new one is right, run this file with MOULIN_RENEW_PICTURES=1`;
}

const black = (data: Uint8ClampedArray, at: number): boolean => (data[at + 3] ?? 0) > 127 && (data[at] ?? 255) < 128;

describe('papers look as they did when a person last looked at them', () => {
  test.each(pictures)('%s', async (name, take) => {
    const file = join(directory, `${name}.png`);
    const png = await take();
    if (renew) writeFileSync(file, png);
    expect(existsSync(file), `there is no picture of ${name}: take it with MOULIN_RENEW_PICTURES=1, and look at it`).toBe(true);
    const found = difference(await dotsOf(readFileSync(file)), await dotsOf(png));
    expect(found === null ? null : `${found}: ${advice(name, file, png)}`).toBeNull();
  });

  test('a paper on which one character is another is not the same picture', async () => {
    const taken = await printedBy(roll, receipt({ ...of.bought, payment: { authorisation: '123457', cardLast4: '4242' } }));
    expect(difference(await dotsOf(readFileSync(join(directory, 'receipt.png'))), await dotsOf(taken))).toMatch(/dots differ/);
  });
});
