import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grams } from '../weight.ts';
import { destinationChoices, formatChoices, isTakenForLetter } from './limits.ts';
import { anyDestination, anyWeight, ask, entry } from './postage.fixture.ts';

describe('what may be chosen', () => {
  test.each([
    [2_000, 'FR', null, null],
    [2_001, 'FR', 'too-heavy-for-letter', null],
    [30_000, 'FR', 'too-heavy-for-letter', null],
    [30_001, 'FR', 'too-heavy-for-letter', 'too-heavy'],
    [500, 'CA', null, null],
    [500, 'GI', null, 'at-the-counter'],
    [500, 'IC', null, 'at-the-counter'],
    [500, 'FR-SP', null, 'at-the-counter'],
    [30_001, 'IC', 'too-heavy-for-letter', 'too-heavy'],
  ])('at %i g to %s the letter is closed because %s and the parcel because %s; oversize is sold at the counter', (weight, code, letter, parcel) => {
    expect(formatChoices(grams(weight), entry(code))).toEqual([
      { id: 'letter', reason: letter },
      { id: 'parcel', reason: parcel },
      { id: 'oversize', reason: 'at-the-counter' },
    ]);
  });

  test('a place that no source puts into a zone has its parcels at the counter, however well it is known otherwise', () => {
    const nowhere = { ...entry('CA'), parcelZone: null, confidence: 'high' as const };
    expect(formatChoices(grams(500), nowhere)[1]).toEqual({ id: 'parcel', reason: 'at-the-counter' });
    expect(ask({ grams: 500, format: 'parcel', to: nowhere })[0]).toMatchObject({ price: null, reason: 'at-the-counter' });
  });

  test('a format that is closed has no price, for any weight and destination', () => {
    fc.assert(
      fc.property(anyWeight, anyDestination, (weight, to) => {
        const closed = formatChoices(grams(weight), to).flatMap(({ id, reason }) => (id === 'oversize' || reason === null ? [] : ask({ grams: weight, format: id, to })));
        expect(closed.filter(({ price }) => price !== null)).toEqual([]);
      }),
    );
  });

  test('in France a format that is open has a price, for any weight', () => {
    fc.assert(
      fc.property(anyWeight, (weight) => {
        const open = formatChoices(grams(weight), entry('FR')).flatMap(({ id, reason }) => (id === 'oversize' || reason !== null ? [] : [id]));
        expect(open.filter((format) => ask({ grams: weight, format })[0]?.price == null)).toEqual([]);
      }),
    );
  });

  test('France, overseas and abroad are open', () => {
    expect(destinationChoices().map(({ id, reason }) => [id, reason])).toEqual([['france', null], ['overseas', null], ['abroad', null]]);
  });

  test.each([[1, true], [100, true], [101, false]])('an item of %i g is taken for a letter without asking: %s', (weight, taken) => {
    expect(isTakenForLetter(grams(weight))).toBe(taken);
  });
});
