import type { DestinationBook, DestinationEntry } from '../destinations/book.ts';
import type { DestinationCode } from '../destinations/code.ts';
import { destinationOfAddress, entryOf } from '../destinations/destinations.ts';

/**
 * Whether an address lies outside the destination that the price was made for. Tariff and customs follow the place, not
 * the country: 97400 is Réunion and 35001 the Canaries (`postal.md` 5). Monaco is served as France, without a form.
 */
export function liesElsewhere(book: DestinationBook, destination: DestinationCode, country: string, postcode: string): boolean {
  const there = destinationOfAddress(book, country, postcode.replaceAll(/[\s-]/g, ''));
  return there !== null && there.code !== destination && !servedAlike(there, entryOf(book, destination));
}

function servedAlike(there: DestinationEntry, asked: DestinationEntry | null): boolean {
  return asked !== null && there.country === asked.country && there.letterZone === asked.letterZone && there.parcelZone === asked.parcelZone && !there.declaration && !asked.declaration;
}
