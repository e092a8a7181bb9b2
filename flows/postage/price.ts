import type { ProductId } from '../facts.ts';
import { cents, type Cents } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import type { Reason } from '../view.ts';
import { grams, type Grams } from '../weight.ts';
import { isSellable } from './confidence.ts';
import { letterHeaviest, parcelHeaviest } from './limits.ts';
import type { Tariff, TariffProduct, TariffStep } from './tariff.ts';

/** What one product costs at one weight on one day, and why it costs nothing that we could name. */

/** A span of days, both inclusive, as lists, products and options have it; days in Paris compare as text. */
interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
}

export function holdsOn(dated: Dated, day: string): boolean {
  return dated.validFrom <= day && (dated.validTo === null || day <= dated.validTo);
}

/** The product as it is sold on that day; null when the list does not sell it then, or no list holds at all. */
export function productOn(id: ProductId, tariff: Tariff | null, day: string): TariffProduct | null {
  if (tariff === null || !holdsOn(tariff, day)) return null;
  return tariff.products.find((product) => product.product === id && holdsOn(product, day)) ?? null;
}

/** The step of a weight. Steps are inclusive at the top: 250 g costs the 250 g step, 251 g the next ("jusqu'à 250 g"). */
function stepOf(product: TariffProduct, weight: Grams): TariffStep | undefined {
  return product.steps.find((step) => weight <= step.maxGrams);
}

/**
 * The price of a weight, or the reason why there is none: the item is heavier than the product goes, the list stops short of
 * what the post takes, or nobody vouches for the price.
 */
export function stepPrice(product: TariffProduct, weight: Grams): Result<Cents, Reason> {
  const step = stepOf(product, weight);
  if (step !== undefined) return isSellable(step.confidence) ? ok(step.price) : err('at-the-counter');
  if (isTakenByThePost(product, weight)) return err('tariff-missing');
  return err(product.kind === 'letter' ? 'too-heavy-for-letter' : 'too-heavy');
}

/** Known apart from the list for letters and for the parcel at home in France; of the others the list's last step is all that is known. */
function isTakenByThePost({ kind, product }: TariffProduct, weight: Grams): boolean {
  return kind === 'letter' ? weight <= letterHeaviest : product === 'colissimo_france_domicile' && weight <= parcelHeaviest;
}

/** Without options and wherever the product goes; null when it is not sold. */
export function priceOf(id: ProductId, weight: Grams, tariff: Tariff, day: string): Cents | null {
  const product = productOn(id, tariff, day);
  if (product === null) return null;
  const price = stepPrice(product, weight);
  return price.ok ? price.value : null;
}

/**
 * Cover without insurance: one amount, or so much a kilogram in proportion to the grams and rounded down to the cent, so that
 * nobody is promised a cent too much: 1 240 g at 23 €/kg = 28.52 € (`postal.md` 1, medium confidence).
 */
export function coverOf({ cover }: TariffProduct, weight: Grams): Cents | null {
  if (cover === null) return null;
  return cover.per === 'item' ? cover.amount : cents(Math.floor((cover.amount * weight) / 1_000));
}

/** A step is near when what is over it is at most this part of the item's weight (a fifth: 240 g of 1 240 g is near) … */
const nearPart = 0.2;
/** … or at most two sheets of A4 paper of 80 g/m² (5 g each), which anybody can take out of a letter. */
const nearGrams = 10;

export interface Saving {
  /** How much must be taken out to reach the next lower step. */
  readonly grams: Grams;
  /** How much less it then costs. */
  readonly cents: Cents;
}

/** "20 g less and it costs 2.14 € less": null when the lower step is not near, costs the same, or is not sold. */
export function saving(id: ProductId, weight: Grams, tariff: Tariff, day: string): Saving | null {
  const product = productOn(id, tariff, day);
  const lower = product?.steps.findLast((step) => step.maxGrams < weight);
  const price = priceOf(id, weight, tariff, day);
  if (lower === undefined || price === null || !isSellable(lower.confidence)) return null;
  const over = weight - lower.maxGrams;
  if (over > Math.max(weight * nearPart, nearGrams) || price <= lower.price) return null;
  return { grams: grams(over), cents: cents(price - lower.price) };
}
