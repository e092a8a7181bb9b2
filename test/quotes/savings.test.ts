import { describe, expect, test } from 'vitest';
import { productIdSchema } from '../../flows/facts.ts';
import { day, tariff } from '../../flows/postage/postage.fixture.ts';
import { saving } from '../../flows/postage/quote.ts';
import { grams } from '../../flows/weight.ts';
import { collectedPrice, edges } from './collected.ts';

/** "12 g less and it costs 2.14 € less": a promise about money, so every one that is made is checked against the collection. */

test('112 g of Lettre verte: 12 g less, and it costs 2.14 € less', () => {
  expect(saving('lettre_verte', grams(112), tariff, day)).toEqual({ grams: 12, cents: 214 });
});

describe.each(productIdSchema.options)('%s', (product) => {
  const weights = edges.flatMap((edge) => [0, 1, 4, 9, 40, 200, 900].map((over) => edge + over));
  const promises = weights.flatMap((weight) => {
    const less = saving(product, grams(weight), tariff, day);
    return less === null ? [] : [{ weight, less }];
  });

  test('whoever takes out so many grams pays so many cents less, and with one gram fewer taken out nothing less', () => {
    const costs = (weight: number) => collectedPrice(product, weight) ?? Number.NaN;
    const kept = promises.filter(({ weight, less }) => costs(weight) - costs(weight - less.grams) === less.cents && costs(weight - less.grams + 1) === costs(weight));
    expect(kept).toEqual(promises);
  });

  test('a promise is within reach: a fifth of the item, or two sheets of paper', () => {
    expect(promises.filter(({ weight, less }) => less.grams > Math.max(10, weight / 5))).toEqual([]);
  });
});

test('what nobody vouches for promises nothing, and what is sold does somewhere', () => {
  const promising = productIdSchema.options.filter((product) => edges.some((edge) => saving(product, grams(edge), tariff, day) !== null));
  expect(productIdSchema.options.filter((product) => !promising.includes(product))).toEqual(['lettre_recommandee_internationale_r2', 'colissimo_int_gb']);
});
