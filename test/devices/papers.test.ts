import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyProof } from '../../electron/ports/authority.ts';
import { customerTrees } from '../../flows/documents/customer-words.ts';
import { besideFrench } from '../../flows/documents/beside.ts';
import type { Paper, PaperBlock } from '../../flows/documents/paper.ts';
import { dropOffProof } from '../../flows/documents/drop-off-proof.ts';
import { proofOfPosting } from '../../flows/documents/proof-of-posting.ts';
import { receipt, type ReceiptSubject } from '../../flows/documents/receipt.ts';
import { slip } from '../../flows/documents/slip.ts';
import { frenchWords, type Words } from '../../flows/documents/words.ts';
import { locales, type Locale } from '../../flows/locales.ts';
import { cents } from '../../flows/money.ts';
import { drawText } from '../../devices/receipt-printer/drawn-text.ts';
import { isCarried } from '../../devices/receipt-printer/text.ts';
import type { PrintedPaper } from '../../devices/twin.ts';
import { codesIn, prepareCodeReader } from './code-reader.ts';
import { paperPress, type Press } from './printers.ts';
import { anyLetter, anyParcel, bought, dropOff, key, parcel, proof, proofSubject, slips, trackedLetter, widest } from './subjects.ts';

/** From the facts of a sale to the roll: composed by the flows, in ESC/POS over a connection, as a printer reads it for itself. */
beforeAll(prepareCodeReader);

const complete: ReceiptSubject = {
  ...bought,
  returned: cents(4_56),
  vat: { lettre_verte: 0, colissimo_france_domicile: 2_000 },
  version: '0.1.0',
  journal: { seq: 12_345, extract: 'AbC1' },
  duplicate: { copy: 2, at: Date.parse('2026-11-30T15:05:00Z') },
};
const papers: readonly { readonly name: string; readonly paper: Paper }[] = [
  { name: 'a receipt', paper: receipt(bought) },
  { name: 'a duplicate with tax, money given back and its place in the journal', paper: receipt(complete) },
  { name: 'a proof of posting', paper: proofOfPosting(proof) },
  { name: 'the copy of a proof', paper: proofOfPosting({ ...proof, duplicate: { copy: 2, at: Date.parse('2026-11-30T15:05:00Z') } }) },
  { name: 'the proof of an item that was left', paper: dropOffProof(dropOff) },
  ...slips.map((subject) => ({ name: `a slip: ${subject.kind} ${'cause' in subject ? subject.cause : 'reason' in subject ? subject.reason : ''}`.trim(), paper: slip(subject) })),
];

/** In letters that the code page lacks. */
const drawn: readonly Locale[] = ['ar', 'uk', 'zh'];
const everyLanguage = locales.filter((language) => language !== 'fr').map((language) => ({ language }));
const composed: readonly ((words: Words) => Paper)[] = [
  (words) => receipt(complete, words),
  (words) => proofOfPosting(proof, words),
  (words) => dropOffProof(dropOff, words),
  ...slips.map((subject) => (words: Words) => slip(subject, words)),
];

describe('every sentence that stands beside the French', () => {
  test.each(everyLanguage)('in $language can be printed: the code page carries it, or a bundled face draws it', ({ language }) => {
    const sentences = Object.values(customerTrees[language]).flatMap(function leaves(part): string[] {
      return typeof part === 'string' ? [part] : Object.values(part).flatMap(leaves);
    });
    expect(sentences.length).toBeGreaterThan(80);
    const lacking = sentences.filter((sentence) => !isCarried(sentence));
    expect(lacking.filter((sentence) => drawText(sentence, 512).lines.length === 0)).toEqual([]);
    expect(lacking.length > 0).toBe(drawn.includes(language));
  });
});

describe.each([42, 48] as const)('on a roll of %i columns', (columns) => {
  let press: Press<Paper, PrintedPaper>;

  beforeAll(async () => {
    press = await paperPress(columns);
  });

  afterAll(async () => {
    await press.close();
  });

  test.each(papers)('$name comes out word for word, every accent and every € right, and no line is wider than the paper', async ({ paper }) => {
    const printed = await press.print(paper);
    expect(said(printed.lines)).toBe(said(wordsOf(paper)));
    expect(widestOf(printed)).toBeLessThanOrEqual(columns);
  });

  test.each(everyLanguage)('in $language the French comes out as it does alone, and the customer’s words with it', async ({ language }) => {
    for (const compose of composed) {
      const paper = besideFrench(compose, language);
      const printed = await press.print(paper);
      const besides = paper.blocks.flatMap((block) => (block.kind === 'beside' ? [block.text] : []));
      // What is drawn is no text of the printer's: it is looked at in pictures.
      expect(said(printed.lines)).toBe(said(drawn.includes(language) ? wordsOf(compose(frenchWords)) : wordsOf(paper)));
      expect(besides.length).toBeGreaterThan(3);
      expect(widestOf(printed)).toBeLessThanOrEqual(columns);
    }
  });

  test('a proof verifies from its picture, whatever was posted', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(anyParcel, anyLetter), { minLength: 1, maxLength: 4 }), async (items) => {
        const subject = proofSubject('MOULIN-01-00000042', items);
        const paper = proofOfPosting(subject);
        const printed = await press.print(paper);
        expect(said(printed.lines)).toBe(said(wordsOf(paper)));
        expect(widestOf(printed)).toBeLessThanOrEqual(columns);
        const [text = '', ...others] = await codesIn(printed.png, 'QRCode');
        expect(others).toEqual([]);
        expect(verifyProof(text, key.publicKey)).toEqual({ ok: true, value: { sale: subject.sale, labels: subject.pieces.map((piece) => piece.label) } });
      }),
      { numRuns: 15, examples: [[[parcel, trackedLetter]], [[{ ...parcel, sender: Array(6).fill(widest), addressee: Array(6).fill(widest) }]]] },
    );
  });

  test('a proof of twenty items still has a code that can be read', async () => {
    const items = Array.from({ length: 20 }, (_, at) => ({ ...trackedLetter, serial: at + 1 }));
    const printed = await press.print(proofOfPosting(proofSubject('MOULIN-01-00000042', items)));
    const [text = ''] = await codesIn(printed.png, 'QRCode');
    expect(verifyProof(text, key.publicKey)).toMatchObject({ ok: true, value: { labels: expect.toSatisfy((labels: readonly string[]) => labels.length === 20) } });
  });

  test('ink stays between the edges of the head', async () => {
    const printed = await press.print(proofOfPosting(proofSubject('MOULIN-01-00000042', [{ ...parcel, sender: Array(6).fill(widest), addressee: Array(6).fill(widest) }])));
    const { left, right, width } = await inkOf(printed.png);
    expect(left).toBeGreaterThan(0);
    expect(right).toBeLessThan(width - 1);
  });
});

/** What a paper says, block after block: what the printer's lines, read one after the other, must say again. */
function wordsOf(paper: Paper): string[] {
  return [paper.title, ...(paper.besideTitle === undefined ? [] : [paper.besideTitle]), ...paper.blocks.flatMap(textsOf)];
}

function textsOf(block: PaperBlock): string[] {
  if (block.kind === 'text' || block.kind === 'beside') return [block.text];
  return block.kind === 'pair' ? [block.left, block.right] : [];
}

/** Letter by letter without blanks, because a word longer than a line goes on in the next; a rule is drawn with hyphens. */
function said(lines: readonly string[]): string {
  return lines.filter((line) => !/^-+$/.test(line)).join('').replaceAll(/[\s\u00A0\u202F]+/g, '');
}

const widestOf = (printed: PrintedPaper): number => Math.max(...printed.lines.map((line) => line.length));

async function inkOf(png: Uint8Array): Promise<{ left: number; right: number; width: number }> {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let [left, right] = [image.width, 0];
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] ?? 0) === 0 || (data[at] ?? 255) >= 128) continue;
    const x = (at / 4) % image.width;
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  return { left, right, width: image.width };
}
