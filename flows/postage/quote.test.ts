import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import content from '../../assets/tariffs/2026-01-01.json' with { type: 'json' };
import { grams } from '../weight.ts';
import { destinationChoices, formatChoices } from './limits.ts';
import { coverOf, quote, saving } from './quote.ts';
import { tariffSchema, type Tariff } from './tariff.ts';

const tariff = tariffSchema.parse(content);
const priceOf = (product: string, weight: number, format: 'letter' | 'parcel') =>
  quote({ grams: grams(weight), format, tariff }).find((offer) => offer.product === product)?.price ?? null;

const anyWeight = fc.integer({ min: 1, max: 40_000 }).map(grams);
const anyFormat = fc.constantFrom('letter' as const, 'parcel' as const);

/** The counter prices of 2026 as `postal.md` 1 prints them, written here a second time on purpose. */
const printed = {
  lettre_verte: [[20, 152], [100, 310], [250, 524], [500, 741], [1000, 929], [2000, 1114]],
  lettre_verte_suivie: [[20, 202], [100, 360], [250, 574], [500, 791], [1000, 979], [2000, 1164]],
  lettre_services_plus: [[20, 347], [100, 457], [250, 578], [500, 810], [1000, 1035], [2000, 1201]],
  colissimo_france_domicile: [[250, 549], [500, 759], [750, 929], [1000, 959], [2000, 1119], [5000, 1739], [10000, 2529], [15000, 3199], [30000, 3959]],
} as const;
const steps = Object.entries(printed).flatMap(([product, rows]) => rows.map(([top, price], at) => ({ product, top, price, next: rows[at + 1]?.[1] ?? null })));

describe('the price of an item', () => {
  test.each(steps)('$product: an item of $top g costs the $top g step, $price cents, and one gram more the next', ({ product, top, price, next }) => {
    const format = product.startsWith('lettre') ? 'letter' : 'parcel';
    expect(priceOf(product, top, format)).toBe(price);
    expect(priceOf(product, top + 1, format)).toBe(next);
  });

  test('it never falls when the weight rises', () => {
    fc.assert(
      fc.property(anyWeight, anyWeight, anyFormat, (one, other, format) => {
        const [light, heavy] = one < other ? [one, other] : [other, one];
        const before = quote({ grams: light, format, tariff });
        const after = quote({ grams: heavy, format, tariff });
        const dearer = before.filter((light) => {
          const heavy = after.find((one) => one.product === light.product)?.price ?? Infinity;
          return (light.price ?? Infinity) > heavy;
        });
        expect(dearer).toEqual([]);
      }),
    );
  });

  test('an offer has a price or a reason, never both and never neither; there are at most three; possible ones come first, cheapest first', () => {
    fc.assert(
      fc.property(anyWeight, anyFormat, (weight, format) => {
        const offers = quote({ grams: weight, format, tariff });
        expect(offers.length).toBeGreaterThan(0);
        expect(offers.length).toBeLessThanOrEqual(3);
        for (const offer of offers) expect(offer.price === null).toBe(offer.reason !== null);
        const order = offers.map((offer) => offer.price ?? Infinity);
        expect(order).toEqual(order.toSorted((one, other) => one - other));
      }),
    );
  });
});

describe('what is offered', () => {
  test('a letter may go plain, tracked, or faster with compensation, in this order', () => {
    const offers = quote({ grams: grams(60), format: 'letter', tariff });
    expect(offers.map(({ product, price, days, tracked, lateCompensated, cover }) => [product, price, days, tracked, lateCompensated, cover])).toEqual([
      ['lettre_verte', 310, 3, false, false, null],
      ['lettre_verte_suivie', 360, 3, true, false, null],
      ['lettre_services_plus', 457, 2, true, true, null],
    ]);
  });

  test.each([
    [1_240, 'too-thick-for-letter'],
    [2_000, 'too-thick-for-letter'],
    [2_001, 'too-heavy-for-letter'],
  ])('a parcel of %i g goes home by Colissimo, and the customer sees why it is no letter: %s', (weight, reason) => {
    const [colissimo, letter, ...others] = quote({ grams: grams(weight), format: 'parcel', tariff });
    expect(colissimo).toMatchObject({ product: 'colissimo_france_domicile', reason: null, days: 2, tracked: true });
    expect(letter).toMatchObject({ product: 'lettre_verte_suivie', price: null, reason });
    expect(others).toEqual([]);
  });

  test('a parcel above 30 kg has no price, and says that it is too heavy', () => {
    expect(quote({ grams: grams(30_001), format: 'parcel', tariff })[0]).toMatchObject({ price: null, reason: 'too-heavy' });
  });

  test('a product that the price list lacks says so instead of vanishing', () => {
    const without: Tariff = { ...tariff, products: tariff.products.filter((one) => one.product !== 'lettre_verte') };
    expect(quote({ grams: grams(20), format: 'letter', tariff: without })[2]).toMatchObject({ product: 'lettre_verte', price: null, reason: 'tariff-missing' });
  });

  test('a weight within the limits that the price list stops short of has no price', () => {
    const short: Tariff = { ...tariff, products: tariff.products.map((one) => ({ ...one, steps: one.steps.slice(0, 1) })) };
    expect(quote({ grams: grams(300), format: 'parcel', tariff: short })[0]).toMatchObject({ price: null, reason: 'tariff-missing' });
  });
});

describe('cover without insurance', () => {
  const colissimo = tariff.products.find((one) => one.product === 'colissimo_france_domicile')!;

  test.each([
    [1_240, 28_52],
    [1_000, 23_00],
    [1, 2],
    [30_000, 690_00],
  ])('a parcel of %i g is covered to %i cents: 23 € a kilogram, in proportion, rounded down', (weight, cover) => {
    expect(coverOf(colissimo, grams(weight))).toBe(cover);
  });

  test('it is a whole number of cents that never exceeds 23 € a kilogram', () => {
    fc.assert(
      fc.property(anyWeight, (weight) => {
        const cover = coverOf(colissimo, weight)!;
        expect(Number.isInteger(cover)).toBe(true);
        expect(cover * 1_000).toBeLessThanOrEqual(23_00 * weight);
      }),
    );
  });
});

describe('how much less it would cost a little lighter', () => {
  test.each([
    ['lettre_verte', 21, { grams: 1, cents: 158 }],
    ['lettre_verte', 30, { grams: 10, cents: 158 }],
    ['lettre_verte', 31, null],
    ['lettre_verte', 20, null],
    ['lettre_verte', 125, { grams: 25, cents: 214 }],
    ['lettre_verte', 126, null],
    ['colissimo_france_domicile', 1_240, { grams: 240, cents: 160 }],
    ['colissimo_france_domicile', 1_251, null],
    ['colissimo_france_domicile', 200, null],
    ['colissimo_france_domicile', 30_001, null],
  ] as const)('%s of %i g: %o', (product, weight, expected) => {
    expect(saving(product, grams(weight), tariff)).toEqual(expected);
  });

  test('what is promised comes true: taking out so many grams costs so many cents less', () => {
    fc.assert(
      fc.property(anyWeight, anyFormat, (weight, format) => {
        for (const { product, price } of quote({ grams: weight, format, tariff })) {
          const less = saving(product, weight, tariff);
          if (less === null || price === null) continue;
          expect(priceOf(product, weight - less.grams, format)).toBe(price - less.cents);
          expect(priceOf(product, weight - less.grams + 1, format)).toBe(price);
        }
      }),
    );
  });
});

describe('what may be chosen', () => {
  test.each([
    [2_000, null, null],
    [2_001, 'too-heavy-for-letter', null],
    [30_000, 'too-heavy-for-letter', null],
    [30_001, 'too-heavy-for-letter', 'too-heavy'],
  ])('at %i g the letter is closed because %s and the parcel because %s; oversize is sold at the counter', (weight, letter, parcel) => {
    expect(formatChoices(grams(weight))).toEqual([
      { id: 'letter', reason: letter },
      { id: 'parcel', reason: parcel },
      { id: 'oversize', reason: 'at-the-counter' },
    ]);
  });

  test('a format that is open has a price for every weight, and one that is closed has none', () => {
    fc.assert(
      fc.property(anyWeight, (weight) => {
        for (const { id, reason } of formatChoices(weight)) {
          if (id === 'oversize') continue;
          expect(quote({ grams: weight, format: id, tariff }).some((offer) => offer.price !== null)).toBe(reason === null);
        }
      }),
    );
  });

  test('France is served; overseas and abroad are sold at the counter', () => {
    expect(destinationChoices()).toEqual([
      { id: 'france', reason: null },
      { id: 'overseas', reason: 'at-the-counter' },
      { id: 'abroad', reason: 'at-the-counter' },
    ]);
  });
});
