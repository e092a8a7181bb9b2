import { describe, expect, test } from 'vitest';
import { cents } from '../../flows/money.ts';
import type { PieceView } from '../../flows/view.ts';
import { grams } from '../../flows/weight.ts';
import { groupPieces } from './piece-groups.ts';

const stamp: PieceView = {
  piece: 'piece',
  kind: 'stamp',
  product: 'lettre_verte',
  name: null,
  grams: grams(20),
  options: [],
  destination: 'FR',
  town: null,
  price: cents(152),
  state: 'waiting',
  customs: null,
  number: null,
  deposit: 'none',
};
const rows = (...pieces: Partial<PieceView>[]) => groupPieces(pieces.map((piece) => ({ ...stamp, ...piece }))).map(({ count, number }) => [number, count]);

describe('in a list of what comes out', () => {
  test('twenty stamps are one row', () => {
    expect(rows(...Array.from({ length: 20 }, () => ({})))).toEqual([[1, 20]]);
  });

  test('stamps are told apart by what has become of them', () => {
    expect(rows({ state: 'printed' }, { state: 'printed' }, { state: 'printing' }, {}, {})).toEqual([
      [1, 2],
      [3, 1],
      [4, 2],
    ]);
  });

  test.each([
    ['weights', { grams: grams(100) }],
    ['products', { product: 'lettre_internationale' as const }],
    ['articles', { kind: 'article' as const, product: 'article' as const, name: { fr: 'Carton S', en: 'Box S' } }],
  ])('different %s stand in rows of their own', (_, other) => {
    expect(rows({}, other)).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  test.each(['letter', 'parcel'] as const)('two like %ss stand in two rows: each has its own label', (kind) => {
    expect(rows({ kind }, { kind })).toHaveLength(2);
  });

  test('two supplements of weighed items are two rows, two of a free amount are one', () => {
    const supplement = { kind: 'supplement', product: 'supplement', destination: null } as const;
    expect(rows({ ...supplement, grams: grams(60) }, { ...supplement, grams: grams(60) })).toHaveLength(2);
    expect(rows({ ...supplement, grams: grams(0) }, { ...supplement, grams: grams(0) })).toEqual([[1, 2]]);
  });

  test('of nothing there is no row', () => {
    expect(rows()).toEqual([]);
  });
});
