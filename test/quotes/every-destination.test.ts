import { describe, expect, test } from 'vitest';
import { loadTariffs } from '../../electron/tariffs/tariffs.ts';
import { ask, book } from '../../flows/postage/postage.fixture.ts';
import { edges, soldTo, zoneInDoubt } from './collected.ts';

/** Nothing is drawn by lot here: every place of the book, every weight at which some price changes, both lists. */

const days = ['2026-01-01', '2026-11-23'] as const;
const formats = ['letter', 'parcel'] as const;
const listOf = (day: string) => loadTariffs('assets/tariffs', null).tariffs.at(Date.parse(`${day}T11:00:00Z`));

function* items(day: string) {
  const tariff = listOf(day);
  for (const to of book.entries) {
    for (const format of formats) {
      for (const contents of ['documents', 'goods'] as const) yield { to, format, contents, tariff, day };
    }
  }
}

describe.each(days)('on %s, to every place of the book, as letter and as parcel, documents and goods', (day) => {
  test('exactly that is sold, at exactly that price, which the collection names and somebody vouches for', () => {
    const differing: unknown[] = [];
    let prices = 0;
    for (const { to, format, contents, ...when } of items(day)) {
      for (const grams of edges) {
        const offers = ask({ grams, to, format, contents, ...when }).filter(({ price }) => price !== null);
        const sold = Object.fromEntries(offers.map(({ product, price }) => [product, price]));
        const expected = soldTo(to.code, format, contents, grams, day);
        prices += offers.length;
        if (!isSame(sold, expected)) differing.push({ to: to.code, format, contents, grams, sold, expected });
      }
    }
    expect(differing).toEqual([]);
    expect(prices).toBeGreaterThan(50_000);
  });

  test('no product\'s price falls when the weight rises, and what has become too heavy does not become light again', () => {
    const falling: unknown[] = [];
    for (const item of items(day)) {
      const last = new Map<string, number>();
      for (const grams of edges) {
        for (const { product, price, reason } of ask({ grams, ...item })) {
          const before = last.get(product) ?? 0;
          const now = price ?? (reason === 'too-heavy' || reason === 'too-heavy-for-letter' ? Infinity : before);
          if (now < before) falling.push({ to: item.to.code, product, grams, before, now });
          last.set(product, now);
        }
      }
    }
    expect(falling).toEqual([]);
  });

  test('whatever is refused says why, and whatever is sold has no reason', () => {
    const silent: unknown[] = [];
    for (const item of items(day)) {
      for (const grams of [1, 20, 101, 501, 2_001, 5_001, 30_001, 1_000_000]) {
        const offers = ask({ grams, pickUpPoints: false, ...item });
        if (offers.length === 0) silent.push({ to: item.to.code, grams });
        for (const { product, price, reason } of offers) if ((price === null) === (reason === null)) silent.push({ to: item.to.code, product, grams, price, reason });
      }
    }
    expect(silent).toEqual([]);
  });
});

test('the places whose zone is in doubt are places of the book, and no parcel is sold there', () => {
  const sold = zoneInDoubt.map((to) => ask({ grams: 400, format: 'parcel', to }).every(({ price }) => price === null));
  expect(sold).toEqual(zoneInDoubt.map(() => true));
});

function isSame(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
