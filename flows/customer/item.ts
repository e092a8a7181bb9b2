import { emptyDraft } from '../addresses/address.ts';
import type { ProductId } from '../facts.ts';
import type { Cents } from '../money.ts';
import type { Places } from '../ports.ts';
import { quote, type Offer } from '../postage/quote.ts';
import type { Tariff } from '../postage/tariff.ts';
import type { AddressDraft } from '../view.ts';
import type { Grams } from '../weight.ts';
import type { BasketLine } from './basket.ts';

/** The item being prepared, from its weighing until it enters the basket. */
export interface Item {
  readonly grams: Grams;
  readonly format: 'letter' | 'parcel' | null;
  readonly offers: readonly Offer[];
  readonly selected: ProductId | null;
  readonly tariff: Tariff | null;
  /** What the chosen offer cost before the item was weighed again; null when it was not, or cost the same. */
  readonly priceBefore: Cents | null;
  /** Confirmed on its screen; only then is it printed. */
  readonly addressee: AddressDraft | null;
  /** What has been typed of it so far: kept when the customer goes back to look at a price. */
  readonly typed: AddressDraft;
  /** The pan changed since the weighing: it must be weighed again before it may be paid (`devices.md` 1.6 rule 7). */
  readonly left: boolean;
}

export function weighed(grams: Grams): Item {
  return { grams, format: null, offers: [], selected: null, tariff: null, priceBefore: null, addressee: null, typed: emptyDraft, left: false };
}

/** Prices the item; the best possible offer is selected beforehand, so that one touch is enough. */
export function priced(item: Item, format: 'letter' | 'parcel', tariff: Tariff): Item {
  const offers = quote({ grams: item.grams, format, tariff });
  const keeps = offers.find((offer) => offer.product === item.selected && offer.price !== null);
  const best = keeps ?? offers.find((offer) => offer.price !== null) ?? null;
  return { ...item, format, offers, tariff, selected: best?.product ?? null };
}

export function chosenOffer(item: Item): Offer | null {
  return item.offers.find((offer) => offer.product === item.selected && offer.price !== null) ?? null;
}

/** The same item with another weight: everything the customer said is kept, the price is made anew and the old one remembered. */
export function weighedAgain(item: Item, grams: Grams): Item {
  const again = { ...item, grams, left: false };
  if (grams === item.grams || item.format === null || item.tariff === null) return { ...again, priceBefore: null };
  const before = chosenOffer(item)?.price ?? null;
  const after = priced(again, item.format, item.tariff);
  return { ...after, priceBefore: before !== null && before !== chosenOffer(after)?.price ? before : null };
}

export function asLine(item: Item, line: string, sender: AddressDraft | null, places: Places): BasketLine | null {
  const offer = chosenOffer(item);
  if (offer === null || offer.price === null || item.format === null || item.tariff === null) return null;
  // A letter carries no address of ours, even if one was typed while the item was to be a parcel.
  const addressee = item.format === 'parcel' ? item.addressee : null;
  const product = item.tariff.products.find((one) => one.product === offer.product);
  return {
    line,
    kind: item.format,
    product: offer.product,
    productName: product?.name ?? offer.product,
    grams: item.grams,
    quantity: 1,
    unitPrice: offer.price,
    cover: offer.cover,
    tariff: item.tariff.id,
    addressee,
    town: addressee === null ? null : townName(addressee, places),
    sender: addressee === null ? null : sender,
  };
}

function townName({ postcode, town }: AddressDraft, places: Places): string {
  return places.townsOf(postcode).find((one) => one.label === town)?.name ?? town;
}
