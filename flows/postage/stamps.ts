import type { ProductId } from '../facts.ts';
import type { Cents } from '../money.ts';
import type { Reason } from '../view.ts';
import { grams, type Grams } from '../weight.ts';
import { productOn, stepPrice } from './price.ts';
import type { Tariff } from './tariff.ts';

/**
 * Stamps in quantity, for letters that nobody weighs here. Seven at most, the most usual first: the order is a choice of ours,
 * for no source says what people buy. Registered mail is not among them: its proof needs the item (`postal.md` 3.5).
 */
const usual: readonly (readonly [ProductId, Grams])[] = [
  ['lettre_verte', grams(20)],
  ['lettre_verte_suivie', grams(20)],
  ['lettre_internationale', grams(20)],
  ['lettre_verte', grams(100)],
  ['lettre_services_plus', grams(20)],
  ['lettre_internationale', grams(100)],
  ['lettre_verte', grams(250)],
];

export interface StampChoice {
  readonly product: ProductId;
  /** The letter may weigh so much. */
  readonly grams: Grams;
  /** Null when it is not sold; then `reason` says why. */
  readonly price: Cents | null;
  readonly reason: Reason | null;
}

/** @param tariff null when no list is in force: every stamp then says so. */
export function stampChoices(tariff: Tariff | null, day: string): StampChoice[] {
  return usual.map(([id, weight]) => {
    const product = productOn(id, tariff, day);
    if (product === null) return { product: id, grams: weight, price: null, reason: 'tariff-missing' };
    const price = stepPrice(product, weight);
    return price.ok ? { product: id, grams: weight, price: price.value, reason: null } : { product: id, grams: weight, price: null, reason: price.error };
  });
}
