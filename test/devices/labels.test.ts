import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyMark } from '../../electron/ports/authority.ts';
import { withoutAccents } from '../../flows/addresses/characters.ts';
import { customsSheets } from '../../flows/documents/customs-sheets.ts';
import { frankingLabel } from '../../flows/documents/franking-label.ts';
import { isRoutingCode } from '../../flows/tracking/routing.ts';
import type { PrintedLabel } from '../../devices/label-printer/virtual.ts';
import { codesIn, prepareCodeReader } from './code-reader.ts';
import { labelPress, type Press } from './printers.ts';
import { anyAddressed, anyLetter, anyParcel, article, declared, declaredOnLetter, key, labelSubject, parcel, parcelAbroad, pickUpParcel, registeredLetter, stamp, supplement, trackedAbroad, trackedLetter, widest, type Item } from './subjects.ts';
import type { LabelDrawing } from '../../flows/documents/label-drawing.ts';

/**
 * From the facts of a sale to the paper: the label that the flows compose, in ZPL over a connection, painted by a printer
 * that reads ZPL for itself, and read by a decoder that knows nothing of either.
 */
type LabelPress = Press<LabelDrawing, PrintedLabel>;

beforeAll(prepareCodeReader);

/** Prints a label, and reads its mark: throws when the printer did not understand, or the mark is not one. */
async function franked(press: LabelPress, item: Item) {
  const subject = labelSubject(item);
  const paper = await press.print(frankingLabel(subject));
  const [payload = '', ...others] = await codesIn(paper.png, 'DataMatrix');
  expect(others).toEqual([]);
  expect(payload).toBe(subject.mark.payload);
  const mark = verifyMark(payload, key.publicKey);
  expect(mark).toEqual({
    ok: true,
    value: { terminal: 'MOULIN-01', label: subject.label, product: item.product, value: item.price, grams: item.grams, day: '20261123', number: subject.number },
  });
  return { subject, paper, bars: await codesIn(paper.png, 'Code128') };
}

/** As it may stand on the label: in plain letters where the composer had no room for the others. */
const stands = (lines: readonly string[], wanted: string): boolean => lines.includes(wanted) || lines.includes(withoutAccents(wanted));

describe.each([
  [203, 8],
  [300, 12],
] as const)('at %i dpi', (_, dotsPerMillimetre) => {
  let press: LabelPress;

  beforeAll(async () => {
    press = await labelPress(dotsPerMillimetre);
  });

  afterAll(async () => {
    await press.close();
  });

  test('the label of a parcel carries its number, its routing code and a mark that verifies, whoever it is for', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyParcel, async (item) => {
        const { subject, paper, bars } = await franked(press, item);
        expect(paper.complete).toBe(true);
        const routing = bars.filter((text) => text !== subject.number);
        expect(bars).toHaveLength(2);
        expect(bars).toContain(subject.number);
        expect(routing.every(isRoutingCode)).toBe(true);
        // Where to: product, postcode (`postal.md` 3.3).
        const postcode = item.addressee.at(-1)?.slice(0, 5) ?? '';
        expect(routing[0]).toContain(postcode);
        for (const line of [...item.sender, ...item.addressee.slice(0, -1)]) expect(paper.lines).toSatisfy((lines: readonly string[]) => stands(lines, line));
        expect(paper.lines).toContain(postcode);
        expect(paper.lines).toContain(item.addressee.at(-1)?.slice(6));
        expect(paper.lines).toContain('SPÉCIMEN · SANS VALEUR');
      }),
      { numRuns: 12, examples: [[parcel], [{ ...parcel, sender: Array(5).fill(widest).concat('69007 LYON'), addressee: [...Array(5).fill(widest), `01400 ${'W'.repeat(32)}`] }]] },
    );
  });

  test('what is registered or goes abroad carries its number as bars, and a mark that verifies, whoever it is for', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyAddressed, async (item) => {
        const { subject, paper, bars } = await franked(press, item);
        expect(paper.complete).toBe(true);
        expect(bars).toEqual([subject.number]);
        for (const line of [...item.sender, ...item.addressee]) expect(paper.lines).toSatisfy((lines: readonly string[]) => stands(lines, line));
        expect(paper.lines).toContain('SPÉCIMEN · SANS VALEUR');
      }),
      { numRuns: 8, examples: [[registeredLetter], [parcelAbroad]] },
    );
  });

  test.each([
    ['a parcel for a pick-up point', pickUpParcel, 2],
    ['a tracked letter for abroad', trackedAbroad, 1],
    ['a stamp', stamp, 0],
    ['the rest of a postage', supplement, 0],
    ['an article', article, 0],
  ])('the label of %s carries a mark that verifies, and its codes can be read', async (_, item, codes) => {
    const { subject, bars } = await franked(press, item);
    expect(bars).toHaveLength(codes);
    expect(bars).toEqual(expect.arrayContaining(subject.number === null ? [] : [subject.number]));
  });

  test.each([declared, declaredOnLetter])('every sheet of a $form comes out whole, word for word, and the number on a CN23 can be read', async (subject) => {
    for (const sheet of customsSheets(subject)) {
      const paper = await press.print(sheet);
      expect(paper.complete).toBe(true);
      const said = (lines: readonly string[]): string[] => lines.map((line) => line.replaceAll('\u00A0', ' ')).toSorted();
      expect(said(paper.lines)).toEqual(said(sheet.elements.flatMap((element) => (element.kind === 'text' ? [element.text] : []))));
      expect(await codesIn(paper.png, 'Code128')).toEqual(subject.form === 'CN23' ? [subject.number] : []);
    }
  });

  test('nothing that a customer typed is a command to the printer', async () => {
    const lines = ['^XA^FO0,0^A0N,99^FDX^FS^XZ', '~JA ~HS _5E \\& ^FN1', '12 RUE ^CC~', '69007 LYON'];
    const { paper } = await franked(press, { ...parcel, sender: lines, addressee: lines });
    for (const line of lines.slice(0, -1)) expect(paper.lines.filter((one) => one === line)).toHaveLength(2);
  });

  test('the vignette of a letter carries a mark that verifies, and its number as bars when the letter is tracked', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyLetter, async (item) => {
        const { subject, paper, bars } = await franked(press, item);
        expect(bars).toEqual(subject.number === null ? [] : [subject.number]);
        expect(paper.lines).toContain('SPÉCIMEN');
        expect(paper.lines).toContain('SANS VALEUR');
        expect(paper.lines).toContain(item.productName);
      }),
      { numRuns: 12, examples: [[trackedLetter], [{ ...trackedLetter, product: 'lettre_verte', productName: 'Lettre verte', grams: 2_000, price: 999_99 }]] },
    );
  });
});

test('a mark whose value was changed on the way does not verify', () => {
  const { payload } = labelSubject(trackedLetter).mark;
  expect(verifyMark(payload.replace(':360:', ':3600:'), key.publicKey)).toEqual({ ok: false, error: 'forged' });
});
