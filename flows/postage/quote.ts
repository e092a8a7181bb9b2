import type { ProductId } from '../facts.ts';
import { cents, type Cents } from '../money.ts';
import type { OfferView, Reason } from '../view.ts';
import { grams, type Grams } from '../weight.ts';
import { letterHeaviest, parcelHeaviest } from './limits.ts';
import type { Tariff, TariffProduct } from './tariff.ts';

/** An offer has a price or a reason, never both and never neither. */
export type Offer = OfferView;

/** Reading order, from plainest to richest: see `quote`. */
const letters: readonly ProductId[] = ['lettre_verte', 'lettre_verte_suivie', 'lettre_services_plus'];
const parcels: readonly ProductId[] = ['colissimo_france_domicile'];
/** What a parcel is compared with, so that the customer sees why it cannot go as a letter: the letter that is as well tracked. */
const letterBesideParcel: ProductId = 'lettre_verte_suivie';

/**
 * At most three offers for one item. Possible offers come first, and the first is the one to select: the cheapest,
 * because a public service does not sell more than was asked for; each following card then says what the difference in
 * price buys (a tracking number, a day less and compensation).
 */
export function quote(request: { readonly grams: Grams; readonly format: 'letter' | 'parcel'; readonly tariff: Tariff }): Offer[] {
  const { format, tariff } = request;
  const weight = request.grams;
  const offers =
    format === 'letter'
      ? letters.map((product) => offer(product, weight, tariff, weight > letterHeaviest ? 'too-heavy-for-letter' : null))
      : [
          ...parcels.map((product) => offer(product, weight, tariff, weight > parcelHeaviest ? 'too-heavy' : null)),
          offer(letterBesideParcel, weight, tariff, weight > letterHeaviest ? 'too-heavy-for-letter' : 'too-thick-for-letter'),
        ];
  return offers.toSorted((one, other) => (one.price ?? Infinity) - (other.price ?? Infinity) || 0);
}

function offer(id: ProductId, weight: Grams, tariff: Tariff, impossible: Reason | null): Offer {
  const product = tariff.products.find((one) => one.product === id);
  const step = product === undefined ? undefined : stepOf(product, weight);
  const reason = impossible ?? (step === undefined ? 'tariff-missing' : null);
  return {
    product: id,
    price: reason === null && step !== undefined ? step.price : null,
    reason,
    days: product?.deliveryDays ?? null,
    tracked: product?.tracked ?? false,
    cover: product === undefined ? null : coverOf(product, weight),
    lateCompensated: product?.lateCompensated ?? false,
  };
}

/** The step of a weight. Steps are inclusive at the top: 250 g costs the 250 g step, 251 g the next ("jusqu'à 250 g"). */
function stepOf(product: TariffProduct, weight: Grams): TariffProduct['steps'][number] | undefined {
  return product.steps.find((step) => weight <= step.maxGrams);
}

/**
 * Cover without insurance: so much a kilogram, in proportion to the grams and rounded down to the cent, so that nobody
 * is promised a cent too much: 1 240 g at 23 €/kg = 28.52 € (`postal.md` 1, medium confidence).
 */
export function coverOf(product: TariffProduct, weight: Grams): Cents | null {
  return product.coverPerKilogram === null ? null : cents(Math.floor((product.coverPerKilogram * weight) / 1_000));
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

/** "20 g over: 2.14 € less": null when the lower step is not near, or costs the same. */
export function saving(id: ProductId, weight: Grams, tariff: Tariff): Saving | null {
  const product = tariff.products.find((one) => one.product === id);
  const at = product?.steps.findIndex((step) => weight <= step.maxGrams) ?? -1;
  const step = product?.steps[at];
  const lower = product?.steps[at - 1];
  if (step === undefined || lower === undefined) return null;
  const over = weight - lower.maxGrams;
  if (over > Math.max(weight * nearPart, nearGrams) || step.price <= lower.price) return null;
  return { grams: grams(over), cents: cents(step.price - lower.price) };
}
