import { describe, expect, test } from 'vitest';
import { ask, book } from '../../flows/postage/postage.fixture.ts';
import { boards, linesOf, type Board } from './boards.ts';
import { collectedPrice } from './collected.ts';
import { entryAt, type Place } from './places.ts';

/** What the terminal's shelf tells of a product, weight by weight. */
function told({ product, format, contents = 'documents' }: Board, place: Place, weights: readonly number[]) {
  const to = entryAt(place);
  return weights.map((grams) => {
    const offer = ask({ grams, format, to, contents }).find((one) => one.product === product);
    return { grams, told: offer?.price ?? offer?.reason };
  });
}

describe.each(boards.map((board) => [`${board.product}${board.contents === undefined ? '' : `, ${board.contents}`}`, board] as const))('%s', (_, board) => {
  const lines = linesOf(board);

  test.each(board.to)('to %s costs what the board says, just below, at and just above each step', (place) => {
    expect(told(board, place, lines.map(({ grams }) => grams))).toEqual(lines);
  });
});

describe('the boards', () => {
  const quotes = boards.flatMap((board) => board.to.flatMap((place) => linesOf(board).map((line) => ({ ...line, product: board.product, place, contents: board.contents }))));

  test('hold well over 300 quotes, none of them twice, and many that are not sold', () => {
    expect(new Set(quotes.map(({ product, place, contents, grams }) => `${product} ${place} ${contents} ${grams}`)).size).toBe(quotes.length);
    expect(quotes.length).toBeGreaterThan(1_500);
    expect(quotes.filter((quote) => typeof quote.told === 'string').length).toBeGreaterThan(400);
  });

  test('typed by hand, they say the same as the rows of the collection', () => {
    const differing = quotes.filter(({ product, grams, told }) => typeof told === 'number' && collectedPrice(product, grams) !== told);
    expect(differing).toEqual([]);
  });

  test('hang in every zone, in three places of each at least where it has as many', () => {
    const count = (zoneOf: (place: Place) => string | null) => {
      const places = Map.groupBy(new Set(quotes.map(({ place }) => place)), zoneOf);
      return Object.fromEntries([...places].map(([zone, { length }]) => [zone, length]));
    };
    const parcels = count((place) => entryAt(place).parcelZone);
    for (const zone of ['FR', 'OM1', 'OM2', 'A', 'B', 'C']) expect(parcels[zone]).toBeGreaterThanOrEqual(3);
    expect(parcels['GB']).toBe(1);
    expect(new Set(quotes.map(({ place }) => entryAt(place).letterZone))).toEqual(new Set(book.entries.map(({ letterZone }) => letterZone)));
  });
});
