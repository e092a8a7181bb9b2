import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import papers from '../../assets/locales/fr/papers.json' with { type: 'json' };
import { cents } from '../money.ts';
import { grams } from '../weight.ts';
import { dropOffProof } from './drop-off-proof.ts';
import { euros, momentOf, percent, weightOf } from './figures.ts';
import { asText, bought, copied, everything, left, proof, registered, shared, spaced } from './paper.fixture.ts';
import { proofOfPosting } from './proof-of-posting.ts';
import { receipt } from './receipt.ts';
import { slip, type SlipSubject } from './slip.ts';
import { markedPaper } from './training-marks.ts';
import { frenchWords, type WordKey } from './words.ts';

describe.each([42, 48])('on paper of %i columns', (columns) => {
  const slips: SlipSubject[] = [
    { ...shared, kind: 'refused', reason: 'declined', reference: 'P-42-1', amount: cents(14_79) },
    { ...shared, kind: 'cancelled', reference: 'A-42-1', amount: cents(14_79) },
    { ...shared, kind: 'refunded', reference: 'R-42-1', amount: cents(3_60) },
    { ...shared, kind: 'incident', cause: 'payment-unknown', reference: 'I-00000003', amount: cents(14_79), returned: cents(0), retryUntil: null },
  ];

  test('the proof of posting', () => {
    expect(asText(proofOfPosting(proof), columns)).toMatchSnapshot();
  });

  test('the proof of a registered letter that a member of staff took', () => {
    expect(asText(proofOfPosting({ ...proof, pieces: [registered] }), columns)).toMatchSnapshot();
  });

  test('the copy of a proof', () => {
    expect(asText(proofOfPosting(copied), columns)).toMatchSnapshot();
  });

  test('the proof of an item that was left', () => {
    expect(asText(dropOffProof(left), columns)).toMatchSnapshot();
  });

  test('the receipt', () => {
    expect(asText(receipt(bought), columns)).toMatchSnapshot();
  });

  test('the receipt of stamps, options, a supplement and an article', () => {
    expect(asText(receipt(everything), columns)).toMatchSnapshot();
  });

  test.each(slips)('the slip of a payment that is $kind', (subject) => {
    expect(asText(slip(subject), columns)).toMatchSnapshot();
  });

  test('the slip of an incident that the terminal still tries to settle', () => {
    expect(asText(slip({ ...shared, kind: 'incident', cause: 'refund-refused', reference: 'I-00000003', amount: cents(3_60), returned: cents(0), retryUntil: shared.at + 30 * 60_000 }), columns)).toMatchSnapshot();
  });

  test('the receipt of school mode', () => {
    expect(asText(markedPaper(receipt(bought)), columns)).toMatchSnapshot();
  });

  test('the proof of posting of school mode', () => {
    expect(asText(markedPaper(proofOfPosting(proof)), columns)).toMatchSnapshot();
  });

  test('no line is wider than the paper, whatever 38 characters an address holds', () => {
    const line = fc.stringMatching(/^[A-Za-z0-9 ]{1,38}$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 99_999_99 }), (address, price) => {
        const pieces = proof.pieces.map((piece) => ({ ...piece, price: cents(price), sender: address, addressee: address }));
        const rows = asText(proofOfPosting({ ...proof, pieces }), columns).split('\n').filter((row) => !row.startsWith('['));
        expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  test('no word of a paper is wider than the paper', () => {
    const printed = [proofOfPosting(proof), receipt({ ...bought, vat: { lettre_verte: 0, colissimo_france_domicile: 2_000 }, journal: { seq: 123_456, extract: 'AbC1' }, version: '0.1.0' }), ...slips.map((one) => slip(one))];
    for (const paper of printed) {
      const rows = asText(paper, columns).split('\n').filter((row) => !row.startsWith('['));
      expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(columns);
    }
  });
});

describe('figures', () => {
  test.each([
    [0, '0,00 €'],
    [5, '0,05 €'],
    [1_119, '11,19 €'],
    [123_456_789, '1 234 567,89 €'],
  ])('%i cents are written %s', (amount, written) => {
    expect(spaced(euros(cents(amount)))).toBe(written);
  });

  test('weights, days and rates are written the French way', () => {
    expect(spaced(weightOf(grams(999)))).toBe('999 g');
    expect(spaced(weightOf(grams(30_000)))).toBe('30 000 g');
    expect(spaced(percent(550))).toBe('5,5 %');
    expect(momentOf(Date.parse('2026-07-31T22:05:00Z'), frenchWords)).toBe('01/08/2026 à 00:05');
  });
});

describe('the sentences of papers', () => {
  const leaves = (tree: object, path = ''): [string, string][] =>
    Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value as object, `${path}${key}.`)));

  test('are French: typographic apostrophe, no-break space before : ; ! ? and no straight quote', () => {
    for (const [, sentence] of leaves(papers)) {
      expect(sentence).not.toMatch(/['"]/);
      expect(sentence).not.toMatch(/(?<!\u00A0)[:;!?]/u);
    }
  });

  test('can all be had by their key; what is missing or lacks a parameter is an error, never a blank', () => {
    for (const [key, sentence] of leaves(papers)) {
      const parameters = Object.fromEntries([...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => [name, 'x']));
      expect(frenchWords(key as WordKey, parameters)).toBe(sentence.replaceAll(/\{\{\w+\}\}/g, 'x'));
    }
    expect(() => frenchWords('proof.item')).toThrow('needs at');
    expect(() => frenchWords('proof.nothing' as WordKey)).toThrow('no sentence');
  });
});
