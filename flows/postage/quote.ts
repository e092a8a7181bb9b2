import type { DestinationEntry, DestinationRule } from '../destinations/book.ts';
import { ruleAgainst, type Contents } from '../destinations/destinations.ts';
import type { OptionId, ProductId } from '../facts.ts';
import type { Localised } from '../localised.ts';
import type { Cents } from '../money.ts';
import { err, type Result } from '../result.ts';
import type { OfferView, Reason } from '../view.ts';
import type { Grams } from '../weight.ts';
import { isSellable } from './confidence.ts';
import { isParcelZoneKnown, letterHeaviest, overseasWithoutSupplement, parcelHeaviest, withoutAddressForm, withoutPickUp } from './limits.ts';
import { coverOf, holdsOn, productOn, stepPrice } from './price.ts';
import { letterBesideParcel, lettersTo, onlyWhileListed, parcelsTo } from './shelf.ts';
import type { Tariff, TariffProduct } from './tariff.ts';

export { coverOf, priceOf, saving, type Saving } from './price.ts';

/** An offer has a price or a reason, never both and never neither. */
export type Offer = OfferView;

export interface QuoteRequest {
  readonly grams: Grams;
  readonly format: 'letter' | 'parcel';
  readonly destination: DestinationEntry;
  /** Null when nobody asked: where it makes no difference. */
  readonly contents: Contents | null;
  /** Null when no list is in force: every offer then says so. */
  readonly tariff: Tariff | null;
  readonly rules: readonly DestinationRule[];
  /** In Paris. */
  readonly day: string;
  /** The operator's list of pick-up points is at hand. */
  readonly pickUpPoints: boolean;
}

/**
 * All offers for one item, best first; screens show the first three and keep the rest behind "more". Possible ones stand
 * before impossible ones, each group in the order of the shelf (`shelf.ts` says which and why), and the first is the one to
 * select. A parcel is compared with the letter it cannot be, so that nobody wonders.
 */
export function quote(request: QuoteRequest): Offer[] {
  const { grams: weight, destination, format, tariff, day } = request;
  const possible: Offer[] = [];
  const impossible: Offer[] = [];
  const everyProduct = refusalOfItem(request);
  for (const id of format === 'letter' ? lettersTo(destination) : parcelsTo(destination)) {
    const product = productOn(id, tariff, day);
    if (product === null && onlyWhileListed.has(id)) continue;
    const price = everyProduct ?? priceOrRefusal(request, product);
    (price.ok ? possible : impossible).push(offer(id, product, weight, price, price.ok ? optionsOf(id, tariff, day) : []));
  }
  if (format === 'parcel') impossible.push(letterThatItIsNot(request));
  return [...possible, ...impossible];
}

/** Why a product cannot be had, with the sentence of the rule when it was a rule. */
interface Refusal {
  readonly reason: Reason;
  readonly note: Localised | null;
}

function refused(reason: Reason, note: Localised | null = null): Result<never, Refusal> {
  return err({ reason, note });
}

/** What stands against the whole item, whichever product is chosen. */
function refusalOfItem({ grams: weight, format, destination, contents, rules, day }: QuoteRequest): Result<never, Refusal> | null {
  const [heaviest, tooHeavy] = format === 'letter' ? ([letterHeaviest, 'too-heavy-for-letter'] as const) : ([parcelHeaviest, 'too-heavy'] as const);
  if (weight > heaviest) return refused(tooHeavy);
  const rule = ruleAgainst(rules, { code: destination.code, kind: format, contents, day });
  if (rule !== null) return refused(rule.effect, rule.note);
  const forTheCounter = format === 'letter' ? isOverseas(destination) && weight > overseasWithoutSupplement : !isParcelZoneKnown(destination);
  return forTheCounter ? refused('at-the-counter') : null;
}

function isOverseas({ letterZone }: DestinationEntry): boolean {
  return letterZone === 'OM1' || letterZone === 'OM2';
}

function priceOrRefusal({ grams: weight, destination, pickUpPoints }: QuoteRequest, product: TariffProduct | null): Result<Cents, Refusal> {
  if (product === null) return refused('tariff-missing');
  const price = stepPrice(product, weight);
  if (!price.ok) return refused(price.error);
  if (product.registered !== null && withoutAddressForm.has(destination.code)) return refused('at-the-counter');
  if (product.pickUp && withoutPickUp.has(destination.code)) return refused('not-there');
  return product.pickUp && !pickUpPoints ? refused('no-pick-up-point') : price;
}

function letterThatItIsNot({ grams: weight, destination, tariff, day }: QuoteRequest): Offer {
  const id = letterBesideParcel(destination);
  return offer(id, productOn(id, tariff, day), weight, refused(weight > letterHeaviest ? 'too-heavy-for-letter' : 'too-thick-for-letter'), []);
}

function offer(id: ProductId, product: TariffProduct | null, weight: Grams, price: Result<Cents, Refusal>, options: Offer['options']): Offer {
  return {
    product: id,
    price: price.ok ? price.value : null,
    reason: price.ok ? null : price.error.reason,
    note: price.ok ? null : price.error.note,
    days: product?.deliveryDays ?? null,
    tracked: product?.tracked ?? false,
    signed: product?.signed ?? false,
    registered: product?.registered ?? null,
    pickUp: product?.pickUp ?? false,
    cover: product === null ? null : coverOf(product, weight),
    lateCompensated: product?.lateCompensated ?? false,
    options,
  };
}

/**
 * Tracking is a product of its own here, the Lettre verte suivie, at the same price as the plain one with the option: only the
 * product has a number of its own to print.
 */
const soldAsProduct: OptionId = 'suivi';

/** What can be added that day at a price that somebody vouches for. */
function optionsOf(id: ProductId, tariff: Tariff | null, day: string): Offer['options'] {
  return (tariff?.options ?? [])
    .filter((one) => one.option !== soldAsProduct && one.products.includes(id) && holdsOn(one, day) && isSellable(one.confidence))
    .map(({ option, price }) => ({ option, price }));
}
