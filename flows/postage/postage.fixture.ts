import fc from 'fast-check';
import places from '../../assets/destinations/2026.json' with { type: 'json' };
import prices from '../../assets/tariffs/2026-04-01.json' with { type: 'json' };
import { destinationBookSchema, type DestinationEntry } from '../destinations/book.ts';
import { entryOf } from '../destinations/destinations.ts';
import type { ProductId } from '../facts.ts';
import { grams } from '../weight.ts';
import { quote, type Offer, type QuoteRequest } from './quote.ts';
import { tariffSchema, type Tariff, type TariffProduct } from './tariff.ts';

/** The price list and the book of destinations that the terminal ships, and questions to them. */

export const tariff: Tariff = tariffSchema.parse(prices);
export const book = destinationBookSchema.parse(places);
/** A day on which that list holds. */
export const day = '2026-11-23';

export function entry(code: string): DestinationEntry {
  const found = entryOf(book, code);
  if (found === null) throw new Error(`no destination ${code}`);
  return found;
}

/** A letter of 20 g to France today, unless told otherwise. */
export function ask(change: Partial<Omit<QuoteRequest, 'grams' | 'destination'>> & { readonly grams?: number; readonly to?: string | DestinationEntry } = {}): Offer[] {
  const { grams: weight = 20, to = 'FR', ...rest } = change;
  const destination = typeof to === 'string' ? entry(to) : to;
  return quote({ grams: grams(weight), format: 'letter', destination, contents: null, tariff, rules: book.rules, day, pickUpPoints: true, ...rest });
}

/** The list with one product changed; null takes it out. */
export function withProduct(id: ProductId, change: Partial<TariffProduct> | null): Tariff {
  const others = tariff.products.filter(({ product }) => product !== id);
  const [product] = tariff.products.filter((one) => one.product === id);
  return { ...tariff, products: change === null || product === undefined ? others : [...others, { ...product, ...change }] };
}

export const anyWeight = fc.integer({ min: 1, max: 40_000 });
export const anyFormat = fc.constantFrom('letter' as const, 'parcel' as const);
export const anyDestination = fc.constantFrom(...book.entries);
export const anyContents = fc.constantFrom('documents' as const, 'goods' as const, null);
