import { emptyDraft, emptyDraftIn } from '../addresses/address.ts';
import { declarationProblems } from '../customs/check.ts';
import type { CustomsDeclaration } from '../customs/declaration.ts';
import { formOf } from '../customs/form.ts';
import type { DestinationEntry, DestinationRule } from '../destinations/book.ts';
import { needsDeclaration } from '../destinations/destinations.ts';
import { frenchWords } from '../documents/words.ts';
import type { OptionId, ProductId } from '../facts.ts';
import { cents, sumCents, type Cents } from '../money.ts';
import type { Places, Ports } from '../ports.ts';
import { parisDay } from '../postage/paris.ts';
import { quote, type Offer } from '../postage/quote.ts';
import type { Tariff } from '../postage/tariff.ts';
import { numberSeries } from '../tracking/series.ts';
import type { AddressDraft, PickUpPoint } from '../view.ts';
import type { Grams } from '../weight.ts';
import { plainLine, type ChosenOption, type NewLine } from './basket.ts';

/** What a price was made with. It is kept with the item, so that the customer keeps the price that was shown, over midnight too. */
export interface Pricing {
  /** Null when no list is in force: every offer then says so. */
  readonly tariff: Tariff | null;
  /** In Paris, `2026-11-23`. */
  readonly day: string;
  readonly rules: readonly DestinationRule[];
  readonly pickUpPoints: boolean;
  /** Only the rest of a postage is bought: products without a number of their own. */
  readonly supplement: boolean;
}

export function pricingNow(ports: Ports, supplement: boolean): Pricing {
  const now = ports.clock.now();
  return { tariff: ports.tariffs.at(now), day: parisDay(now), rules: ports.destinations.rules, pickUpPoints: ports.pickUpPoints.any, supplement };
}

/** The item being prepared, from its weighing until it enters the basket. */
export interface Item {
  readonly grams: Grams;
  /** Null as the scale indicated it. What a worker entered asks for nothing on the pan. */
  readonly weighedBy: 'staff' | null;
  /** Limits that a worker has overridden, for this item and no other. */
  readonly waived: readonly ('size' | 'destination')[];
  readonly destination: DestinationEntry | null;
  /** Asked only where goods need a declaration. */
  readonly contents: 'documents' | 'goods' | null;
  readonly format: 'letter' | 'parcel' | null;
  /** It was taken for a letter without asking. */
  readonly assumedLetter: boolean;
  readonly pricing: Pricing | null;
  /** All of them, best first. */
  readonly offers: readonly Offer[];
  readonly selected: ProductId | null;
  readonly options: readonly OptionId[];
  /** What the chosen offer cost before the item was weighed again; null when it was not, or cost the same. */
  readonly priceBefore: Cents | null;
  /** What the item bears already, when only the rest is bought. */
  readonly affixed: Cents | null;
  /** Confirmed on its screen; only then is it printed. */
  readonly addressee: AddressDraft | null;
  /** What has been typed of it so far: kept when the customer goes back to look at a price. */
  readonly typed: AddressDraft;
  readonly pickUp: PickUpPoint | null;
  readonly declaration: CustomsDeclaration | null;
  /** What has been said of it so far, declared or not. */
  readonly declarationSaid: CustomsDeclaration | null;
  /** The pan changed since the weighing: it must be weighed again before it may be paid (`devices.md` 1.6 rule 7). */
  readonly left: boolean;
}

export function weighed(grams: Grams, weighedBy: Item['weighedBy'] = null): Item {
  return {
    grams,
    weighedBy,
    waived: [],
    destination: null,
    contents: null,
    format: null,
    assumedLetter: false,
    pricing: null,
    offers: [],
    selected: null,
    options: [],
    priceBefore: null,
    affixed: null,
    addressee: null,
    typed: emptyDraft,
    pickUp: null,
    declaration: null,
    declarationSaid: null,
    left: false,
  };
}

/** Another destination asks for other papers; what was typed of the address stays, to be confirmed again. */
export function sentTo(item: Item, destination: DestinationEntry): Item {
  if (item.destination?.code === destination.code) return item;
  // A place is written as its own country writes it; the name is the same everywhere.
  const { country, name, company } = item.typed;
  const typed = country === destination.country ? item.typed : { ...emptyDraftIn(destination.country), name, company };
  return { ...item, destination, typed, contents: null, offers: [], addressee: null, pickUp: null, declaration: null, declarationSaid: null };
}

/** Prices the item; the best possible offer is selected beforehand, so that one touch is enough. */
export function priced(item: Item, format: 'letter' | 'parcel', pricing: Pricing): Item {
  const offers = offersOf(item, format, pricing);
  const keeps = offers.find((offer) => offer.product === item.selected && offer.price !== null);
  const best = keeps ?? offers.find((offer) => offer.price !== null) ?? null;
  return withProduct({ ...item, format, offers, pricing, priceBefore: null }, best?.product ?? null);
}

function offersOf({ grams, destination, contents, waived }: Item, format: 'letter' | 'parcel', { tariff, day, rules, pickUpPoints, supplement }: Pricing): Offer[] {
  if (destination === null) return [];
  const offers = quote({ grams, format, destination, contents, tariff, rules: waived.includes('destination') ? [] : rules, day, pickUpPoints });
  // A number of its own comes on a label of its own: stamps cannot pay a part of it here.
  return supplement ? offers.filter((offer) => numberSeries[offer.product] === null) : offers;
}

/** Chooses a product; of the options chosen before, those that it has too are kept. */
export function withProduct(item: Item, product: ProductId | null): Item {
  const offer = item.offers.find((one) => one.product === product);
  const options = item.options.filter((option) => offer?.options.some((one) => one.option === option) ?? false);
  return { ...item, selected: product, options, pickUp: offer?.pickUp === true ? item.pickUp : null };
}

export function withOption(item: Item, option: OptionId, chosen: boolean): Item {
  const offered = chosenOffer(item)?.options.some((one) => one.option === option) ?? false;
  if (!offered) return item;
  const others = item.options.filter((one) => one !== option);
  return { ...item, options: chosen ? [...others, option] : others };
}

export function chosenOffer(item: Item): Offer | null {
  return item.offers.find((offer) => offer.product === item.selected && offer.price !== null) ?? null;
}

/** What the chosen offer costs with its options; null while nothing is chosen. */
export function chosenPrice(item: Item): Cents | null {
  const offer = chosenOffer(item);
  return offer?.price == null ? null : sumCents([offer.price, ...chosenOptions(item).map(({ price }) => price)]);
}

function chosenOptions(item: Item): ChosenOption[] {
  const offer = chosenOffer(item);
  const names = item.pricing?.tariff?.options ?? [];
  return (offer?.options ?? [])
    .filter(({ option }) => item.options.includes(option))
    .map(({ option, price }) => ({ option, price, name: names.find((one) => one.option === option)?.name ?? option }));
}

/** The same item with another weight: everything the customer said is kept, the price is made anew and the old one remembered. */
export function weighedAgain(item: Item, grams: Grams, weighedBy: Item['weighedBy'] = null): Item {
  const again = { ...item, grams, weighedBy, left: false };
  if (grams === item.grams || item.format === null || item.pricing === null) return { ...again, priceBefore: null };
  const before = chosenPrice(item);
  const after = priced(again, item.format, item.pricing);
  return { ...after, priceBefore: before !== null && before !== chosenPrice(after) ? before : null };
}

/** A worker overrides a limit: what has a price already gets it anew. */
export function withWaived(item: Item, limit: Item['waived'][number]): Item {
  const freed = { ...item, waived: [...item.waived, limit] };
  return freed.format === null || freed.pricing === null || freed.offers.length === 0 ? freed : { ...priced(freed, freed.format, freed.pricing), priceBefore: item.priceBefore };
}

/** Another content may be forbidden, or need papers: the price is asked anew. */
export function withContents(item: Item, contents: Item['contents']): Item {
  return { ...item, contents, offers: contents === item.contents ? item.offers : [] };
}

/** Goods that cross a customs border. */
export function isDeclared({ destination, contents }: Item): boolean {
  return destination !== null && contents === 'goods' && needsDeclaration(destination, contents);
}

/** Whose names and addresses must be known: parcels, registered letters, and whatever customs must read. */
export function needsParties(item: Item): boolean {
  if (item.pricing?.supplement === true) return false;
  return item.format === 'parcel' || chosenOffer(item)?.registered != null || isDeclared(item);
}

/** The declaration still fits the item, which may have been weighed again, or become a parcel. */
export function isDeclarationSound({ declaration, format, grams }: Item): boolean {
  if (declaration === null || format === null) return false;
  return declaration.form === formOf(format, declaration.articles) && declarationProblems(declaration, grams).length === 0;
}

/** What is missing on an item that bears stamps already; null while it is not known, zero when nothing is missing. */
export function missingPostage(item: Item): Cents | null {
  const price = chosenPrice(item);
  return price === null || item.affixed === null ? null : cents(Math.max(0, price - item.affixed));
}

/** The item as a line of the basket; null while something is missing. */
export function asLine(item: Item, sender: AddressDraft | null, places: Places): NewLine | null {
  const offer = chosenOffer(item);
  const price = chosenPrice(item);
  const { pricing, format, destination } = item;
  if (offer === null || price === null || format === null || destination === null || pricing?.tariff == null) return null;
  const common = { ...plainLine, grams: item.grams, weighedBy: item.weighedBy, sizedBy: item.waived.includes('size') && format === 'parcel' ? ('staff' as const) : null, tariff: pricing.tariff.id, destination: destination.code };
  if (pricing.supplement) {
    const rest = missingPostage(item);
    return rest === null || rest === 0 ? null : { ...common, kind: 'supplement', product: 'supplement', productName: frenchWords('product.supplement'), unitPrice: rest };
  }
  // A letter without registration carries no address of ours, even if one was typed while the item was to be a parcel.
  const addressee = needsParties(item) ? item.addressee : null;
  return {
    ...common,
    kind: format,
    product: offer.product,
    productName: pricing.tariff.products.find((one) => one.product === offer.product)?.name ?? offer.product,
    options: chosenOptions(item),
    unitPrice: price,
    cover: offer.cover,
    registered: offer.registered,
    addressee,
    town: addressee === null ? null : townName(addressee, places),
    sender: addressee === null ? null : sender,
    pickUp: offer.pickUp ? item.pickUp : null,
    declaration: isDeclared(item) ? item.declaration : null,
  };
}

/** As people write it. */
export function townName({ country, postcode, town }: AddressDraft, places: Places): string {
  if (country !== 'FR') return town;
  return places.townsOf(postcode).find((one) => one.label === town)?.name ?? town;
}
