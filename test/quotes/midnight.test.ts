import { describe, expect, test } from 'vitest';
import { loadTariffs } from '../../electron/tariffs/tariffs.ts';
import { priced, sentTo, weighed, weighedAgain, withProduct, chosenPrice, type Pricing } from '../../flows/customer/item.ts';
import { parisDay } from '../../flows/postage/paris.ts';
import { ask, book, entry } from '../../flows/postage/postage.fixture.ts';
import { grams } from '../../flows/weight.ts';

/** Lists change at midnight in Paris. What changes for certain in 2026: the international R2 is withdrawn on 1 April. */

const r2 = 'lettre_recommandee_internationale_r2';
const { tariffs } = loadTariffs('assets/tariffs', null);
const lettersAt = (instant: string, to = 'CA') => ask({ to, tariff: tariffs.at(Date.parse(instant)), day: parisDay(Date.parse(instant)) });

describe('the international R2', () => {
  test.each([
    ['2026-01-01T00:00:00.000+01:00', 820],
    ['2026-03-31T23:59:59.000+02:00', 820],
    ['2026-03-31T23:59:59.999+02:00', 820],
    ['2026-04-01T00:00:00.000+02:00', null],
    ['2026-04-01T00:00:00.000Z', null],
    ['2026-11-23T10:42:00.000+01:00', null],
  ])('at %s: %s', (instant, price) => {
    expect(lettersAt(instant).find(({ product }) => product === r2)?.price ?? null).toBe(price);
  });

  test('at that midnight nothing else of the shelf changes', () => {
    const before = lettersAt('2026-03-31T23:59:59.999+02:00');
    expect(lettersAt('2026-04-01T00:00:00.000+02:00')).toEqual(before.filter(({ product }) => product !== r2));
  });
});

test('before the first list begins, every product says that its price is missing, and none is sold', () => {
  const offers = lettersAt('2025-12-31T23:59:59.999+01:00', 'FR');
  expect(offers.map(({ price, reason }) => [price, reason])).toEqual(offers.map(() => [null, 'tariff-missing']));
  expect(lettersAt('2026-01-01T00:00:00.000+01:00', 'FR')[0]).toMatchObject({ product: 'lettre_verte', price: 152 });
});

describe('a customer whom midnight finds at the terminal', () => {
  const pricingAt = (instant: string): Pricing => ({
    tariff: tariffs.at(Date.parse(instant)),
    day: parisDay(Date.parse(instant)),
    rules: book.rules,
    pickUpPoints: true,
    supplement: false,
  });
  const letter = (instant: string) => priced(sentTo(weighed(grams(20)), entry('CA')), 'letter', pricingAt(instant));
  const shown = withProduct(letter('2026-03-31T23:59:30.000+02:00'), r2);

  test('keeps the price that was shown, even when the item is weighed again after it', () => {
    expect(chosenPrice(shown)).toBe(820);
    const heavier = weighedAgain({ ...shown, left: true }, grams(21));
    expect([chosenPrice(heavier), heavier.priceBefore, heavier.pricing?.tariff?.id]).toEqual([1080, 820, '2026-01-01']);
  });

  test('meets the new list with the next item', () => {
    expect(letter('2026-04-01T00:00:00.000+02:00').offers.map(({ product }) => product)).not.toContain(r2);
  });
});
