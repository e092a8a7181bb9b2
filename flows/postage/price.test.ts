import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProductId } from '../facts.ts';
import { grams } from '../weight.ts';
import { anyContents, anyDestination, anyFormat, anyWeight, ask, day, tariff, withProduct } from './postage.fixture.ts';
import { coverOf, priceOf, saving } from './price.ts';
import type { TariffStep } from './tariff.ts';

/** The counter prices of 2026 as `postal.md` 1 prints them, written here a second time on purpose. */
const printed = {
  lettre_verte: [[20, 152], [100, 310], [250, 524], [500, 741], [1000, 929], [2000, 1114]],
  lettre_verte_suivie: [[20, 202], [100, 360], [250, 574], [500, 791], [1000, 979], [2000, 1164]],
  lettre_services_plus: [[20, 347], [100, 457], [250, 578], [500, 810], [1000, 1035], [2000, 1201]],
  lettre_recommandee_r1: [[20, 611], [50, 698], [100, 788], [250, 963], [500, 1132], [1000, 1302], [2000, 1542]],
  lettre_internationale: [[20, 225], [100, 485], [250, 1165], [500, 1660]],
  lettre_internationale_suivie: [[20, 505], [100, 765], [250, 1445], [500, 1940], [2000, 3450]],
  colissimo_france_domicile: [[250, 549], [500, 759], [750, 929], [1000, 959], [2000, 1119], [5000, 1739], [10000, 2529], [15000, 3199], [30000, 3959]],
  colissimo_france_point_retrait: [[250, 479], [500, 689], [750, 859], [1000, 889], [2000, 1049], [5000, 1669]],
} as const;
const steps = Object.entries(printed).flatMap(([product, rows]) =>
  rows.map(([top, price], at) => ({ product: product as ProductId, top, price, next: rows[at + 1]?.[1] ?? null })),
);

describe('the price of an item', () => {
  test.each(steps)('$product: an item of $top g costs the $top g step, $price cents, and one gram more the next', ({ product, top, price, next }) => {
    expect(priceOf(product, grams(top), tariff, day)).toBe(price);
    expect(priceOf(product, grams(top + 1), tariff, day)).toBe(next);
  });

  test.each([
    ['the day before its list', tariff, '2026-03-31'],
    ['the day before its own first day', withProduct('lettre_verte', { validFrom: '2026-11-24' }), day],
    ['where the list lacks the product', withProduct('lettre_verte', null), day],
  ])('there is none %s', (_when, list, on) => {
    expect(priceOf('lettre_verte', grams(20), list, on)).toBeNull();
  });

  test('a list that stops short of what the post takes is a gap in the list, not a limit of the post', () => {
    const short = (id: ProductId) => withProduct(id, { steps: tariff.products.find(({ product }) => product === id)!.steps.slice(0, 1) });
    expect(ask({ grams: 2_000, tariff: short('lettre_verte') }).find(({ product }) => product === 'lettre_verte')?.reason).toBe('tariff-missing');
    expect(ask({ grams: 30_000, format: 'parcel', tariff: short('colissimo_france_domicile') }).find(({ product }) => product === 'colissimo_france_domicile')?.reason).toBe('tariff-missing');
    expect(ask({ grams: 600, format: 'parcel', to: 'DE', tariff: short('colissimo_int_a') })[0]?.reason).toBe('too-heavy');
  });
});

describe('cover without insurance', () => {
  const product = (id: ProductId) => tariff.products.find((one) => one.product === id)!;
  const colissimo = product('colissimo_france_domicile');

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
        const cover = coverOf(colissimo, grams(weight))!;
        expect(Number.isInteger(cover)).toBe(true);
        expect(cover * 1_000).toBeLessThanOrEqual(23_00 * weight);
      }),
    );
  });

  test('a registered letter is covered to one amount whatever it weighs, a plain one not at all', () => {
    expect([20, 2_000].map((weight) => coverOf(product('lettre_recommandee_r2'), grams(weight)))).toEqual([153_00, 153_00]);
    expect(coverOf(product('lettre_verte'), grams(20))).toBeNull();
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
    ['lettre_verte', 2_001, null],
    ['colissimo_france_domicile', 1_240, { grams: 240, cents: 160 }],
    ['colissimo_france_domicile', 1_251, null],
    ['colissimo_france_domicile', 200, null],
    ['colissimo_france_domicile', 30_001, null],
    ['lettre_internationale', 510, null],
    ['colissimo_int_a', 20_100, null],
  ] as const)('%s of %i g: %o', (product, weight, expected) => {
    expect(saving(product, grams(weight), tariff, day)).toEqual(expected);
  });

  test('nothing is promised of a step that is not sold, nor of a list that does not hold', () => {
    const [first, ...rest] = tariff.products.find(({ product }) => product === 'lettre_verte')!.steps;
    const doubtful: TariffStep = { ...first!, confidence: 'derived' };
    expect(saving('lettre_verte', grams(21), withProduct('lettre_verte', { steps: [doubtful, ...rest] }), day)).toBeNull();
    expect(saving('lettre_verte', grams(21), tariff, '2026-03-31')).toBeNull();
    expect(saving('lettre_verte', grams(21), withProduct('lettre_verte', null), day)).toBeNull();
  });

  test('what is promised comes true: taking out so many grams costs so many cents less, and one gram fewer does not', () => {
    fc.assert(
      fc.property(anyWeight, anyFormat, anyDestination, anyContents, (weight, format, to, contents) => {
        for (const { product, price } of ask({ grams: weight, format, to, contents })) {
          const less = saving(product, grams(weight), tariff, day);
          if (less === null || price === null) continue;
          const lighter = ask({ grams: weight - less.grams, format, to, contents }).find((one) => one.product === product);
          expect(lighter?.price).toBe(price - less.cents);
          expect(priceOf(product, grams(weight - less.grams + 1), tariff, day)).toBe(price);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
