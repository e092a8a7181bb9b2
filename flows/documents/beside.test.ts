import { describe, expect, test } from 'vitest';
import papers from '../../assets/locales/fr/papers.json' with { type: 'json' };
import { locales, type Locale } from '../locales.ts';
import { cents } from '../money.ts';
import { besideFrench } from './beside.ts';
import { customerTrees, customerWords } from './customer-words.ts';
import { dropOffProof, type DropOffSubject } from './drop-off-proof.ts';
import { bought, copied, everything, left, proof, registered, shared } from './paper.fixture.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { proofOfPosting } from './proof-of-posting.ts';
import { receipt, type ReceiptSubject } from './receipt.ts';
import { slip, type SlipSubject } from './slip.ts';
import { markedPaper } from './training-marks.ts';
import { frenchWords, type Tree, type WordKey, type Words } from './words.ts';

const others = locales.filter((locale) => locale !== 'fr');
const entered = { weight: true, size: true };
const changed: ReceiptSubject = {
  ...everything,
  lines: everything.lines.map((line) => ({ ...line, byHand: entered, tariffPrice: cents(line.unitPrice + 1) })),
  returned: cents(4_56),
  duplicate: { copy: 3, at: shared.at },
};
const [parcel, letter] = [proof.pieces[0]!, proof.pieces[1]!];
const until = shared.at + 30 * 60_000;
const silent = { ...shared, office: { ...shared.office, provider: { ...shared.office.provider, phone: '' } } };
const incident = { kind: 'incident', reference: 'I-1', amount: cents(3_60), returned: cents(4_56) } as const;
const slips: readonly SlipSubject[] = [
  ...(['declined', 'abandoned', 'timed-out', 'terminal-unavailable', 'not-recorded'] as const).map((reason) => ({ ...shared, kind: 'refused', reason, reference: 'P-1', amount: cents(5) }) as const),
  { ...shared, kind: 'cancelled', reference: 'A-1', amount: cents(5) },
  { ...shared, kind: 'refunded', reference: 'R-1', amount: cents(5) },
  { ...shared, kind: 'refunded', byStaff: true, reference: 'R-1', amount: cents(5) },
  ...(['payment-unknown', 'label-unknown', 'refund-refused', 'refund-unknown', 'crashed'] as const).flatMap((cause) =>
    [shared, silent].flatMap((one) => [null, until].map((retryUntil): SlipSubject => ({ ...one, ...incident, cause, retryUntil }))),
  ),
];
type Compose = (words: Words) => Paper;
const composed: readonly (readonly [name: string, compose: Compose])[] = [
  ['a receipt', (words) => receipt(bought, words)],
  ['the receipt of everything', (words) => receipt(everything, words)],
  ['the copy of a receipt with what a worker changed', (words) => receipt(changed, words)],
  ['a proof of posting', (words) => proofOfPosting(proof, words)],
  ['the proof of what was left', (words) => proofOfPosting({ ...proof, pieces: [{ ...parcel, byHand: entered, tariffPrice: cents(9_00) }, registered] }, words)],
  ['the proof of what was not left', (words) => proofOfPosting({ ...proof, pieces: [{ ...letter, deposit: null }, { ...registered, deposit: null }] }, words)],
  ['the copy of a proof', (words) => proofOfPosting(copied, words)],
  ...(['colissimo', 'letter', 's10', 'franked-here'] as const).map((kind): readonly [string, Compose] => {
    const subject: DropOffSubject = { ...left, kind };
    return [`the proof of a ${kind} that was left`, (words) => dropOffProof(subject, words)];
  }),
  ...slips.map((subject, at): readonly [string, Compose] => [`slip ${at + 1}: ${subject.kind}`, (words) => slip(subject, words)]),
];

const frenchOf = ({ title, blocks }: Paper): Paper => ({ title, blocks: blocks.filter(({ kind }) => kind !== 'beside') });
const textOf = (block: PaperBlock): string => (block.kind === 'pair' ? `${block.left} ${block.right}` : 'text' in block ? block.text : '');
const figuresIn = (text: string): string[] => text.match(/\d+(?:[/:,]\d+)*/g) ?? [];
const leaves = (tree: Tree, path = ''): [key: string, sentence: string][] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`)));
const holesIn = (sentence: string | undefined): string[] => (sentence?.match(/\{\{\w+\}\}/g) ?? []).sort();

describe.each(others)('beside the French, in %s', (language) => {
  test.each(composed)('%s has every French word, figure and code of the French paper, in its order', (_, compose) => {
    const paper = besideFrench(compose, language);
    expect(frenchOf(paper)).toEqual(compose(frenchWords));
    expect(paper.besideTitle).toBe(compose(customerWords(language)).title);
    expect(paper.blocks.some(({ kind }) => kind === 'beside')).toBe(true);
  });

  test.each(composed)('%s says no figure that the French line above it does not say', (_, compose) => {
    const { blocks } = besideFrench(compose, language);
    for (const [at, block] of blocks.entries()) {
      if (block.kind !== 'beside') continue;
      const above = figuresIn(textOf(blocks[at - 1] ?? { kind: 'space' }));
      expect(above).toEqual(expect.arrayContaining(figuresIn(block.text)));
    }
  });

  test('every sentence is one of the French ones, with the same figures to be filled in', () => {
    const french = new Map(leaves(papers));
    const different = leaves(customerTrees[language]).filter(([key, sentence]) => holesIn(french.get(key)).join() !== holesIn(sentence).join() || !french.has(key));
    expect(different).toEqual([]);
  });

  test('every sentence is on some paper, and none is empty or has a straight quote', () => {
    const asked = new Set<WordKey>();
    const words = customerWords(language);
    const listening: Words = (key, parameters) => {
      asked.add(key);
      return words(key, parameters);
    };
    for (const [, compose] of composed) compose(listening);
    const written = leaves(customerTrees[language]);
    expect(written.map(([key]) => key).filter((key) => !asked.has(key as WordKey))).toEqual([]);
    expect(written.filter(([, sentence]) => sentence.trim() === '' || /['"]/.test(sentence))).toEqual([]);
  });
});

test('every language has the same sentences', () => {
  const english = leaves(customerTrees.en).map(([key]) => key);
  for (const language of others) expect({ language, keys: leaves(customerTrees[language]).map(([key]) => key) }).toEqual({ language, keys: english });
});

test('a customer who reads French has the French paper and nothing else', () => {
  for (const [, compose] of composed) expect(besideFrench(compose, 'fr')).toEqual(compose(frenchWords));
});

test('inside an Arabic sentence whatever is filled in stands between isolates, so that it keeps its own direction', () => {
  for (const [key, sentence] of leaves(customerTrees.ar)) {
    const open = sentence.replaceAll(/\u2068\{\{\w+\}\}\u2069/g, '');
    expect({ key, open: holesIn(open) }).toEqual({ key, open: [] });
    expect(open).not.toMatch(/[\u2066-\u2069]/);
  }
});

test.each<[Locale, string, string]>([
  ['de', 'TOTAL TTC', 'Gesamtbetrag mit Steuer'],
  ['ar', 'Carte bancaire', 'دُفع بالبطاقة'],
  ['zh', 'TOTAL TTC', '应付总额（含税）'],
])('in %s the line below "%s" says "%s"', (language, french, theirs) => {
  const { blocks } = besideFrench((words) => receipt(bought, words), language);
  const at = blocks.findIndex((block) => block.kind === 'pair' && block.left === french);
  expect(blocks[at + 1]).toEqual({ kind: 'beside', text: theirs, align: 'left' });
});

test('what is a word on both sides of a line is said on both; a date of figures is not said twice', () => {
  const { blocks } = besideFrench((words) => proofOfPosting(proof, words), 'de');
  const below = (left: string) => blocks[blocks.findIndex((block) => block.kind === 'pair' && block.left === left) + 1];
  expect(below('Garantie (perte, avarie)')).toMatchObject({ kind: 'beside', text: 'Haftung (Verlust, Schaden) · bis 28,52\u00A0€' });
  expect(below('Date et heure')).toMatchObject({ kind: 'pair', left: 'Opération' });
});

test('the paper of school mode keeps both titles together', () => {
  const { blocks } = markedPaper(besideFrench((words) => receipt(bought, words), 'uk'));
  const at = blocks.findIndex((block) => block.kind === 'text' && block.text === 'Reçu');
  expect(blocks[at + 1]).toEqual({ kind: 'beside', text: 'Чек', align: 'centre' });
});
