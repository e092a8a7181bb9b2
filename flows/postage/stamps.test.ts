import { describe, expect, test } from 'vitest';
import { day, tariff, withProduct } from './postage.fixture.ts';
import { priceOf } from './price.ts';
import { stampChoices } from './stamps.ts';

describe('stamps', () => {
  test('seven, the most usual first', () => {
    expect(stampChoices(tariff, day)).toEqual([
      { product: 'lettre_verte', grams: 20, price: 152, reason: null },
      { product: 'lettre_verte_suivie', grams: 20, price: 202, reason: null },
      { product: 'lettre_internationale', grams: 20, price: 225, reason: null },
      { product: 'lettre_verte', grams: 100, price: 310, reason: null },
      { product: 'lettre_services_plus', grams: 20, price: 347, reason: null },
      { product: 'lettre_internationale', grams: 100, price: 485, reason: null },
      { product: 'lettre_verte', grams: 250, price: 524, reason: null },
    ]);
  });

  test('each costs what the same letter costs on the scale', () => {
    for (const { product, grams, price } of stampChoices(tariff, day)) expect(price).toBe(priceOf(product, grams, tariff, day));
  });

  test('one that today’s list lacks, or that nobody vouches for, keeps its place with the reason', () => {
    const [step, ...steps] = tariff.products.find(({ product }) => product === 'lettre_verte')!.steps;
    const reasons = (list: typeof tariff | null, on = day) => stampChoices(list, on).map(({ price, reason }) => reason ?? price);
    expect(reasons(withProduct('lettre_internationale', null))).toEqual([152, 202, 'tariff-missing', 310, 347, 'tariff-missing', 524]);
    expect(reasons(withProduct('lettre_verte', { steps: [{ ...step!, confidence: 'low' }, ...steps] }))[0]).toBe('at-the-counter');
    expect(reasons(null)).toEqual(Array.from({ length: 7 }, () => 'tariff-missing'));
    expect(reasons(tariff, '2026-03-31')).toEqual(Array.from({ length: 7 }, () => 'tariff-missing'));
  });
});
