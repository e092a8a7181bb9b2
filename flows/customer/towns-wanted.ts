import type { AddressContext } from '../addresses/address.ts';
import { regionOf } from '../addresses/postcode.ts';
import { entryOf } from '../destinations/destinations.ts';
import type { Town } from '../ports.ts';
import type { AddressDraft } from '../view.ts';

/** How many towns of a search are shown: more than that is answered by typing on. */
const mostFound = 12;

/** Nearly every town is in mainland France: so many hold enough of them, and the thousands behind need not be looked at. */
const atFirst = 60;

/**
 * What to offer for what was typed: the towns of a whole postcode, or those that begin so. Only where the item goes: a town of
 * Réunion is no answer to a price for France. Foreign towns are in no list.
 */
export function townsWanted(draft: AddressDraft, context: AddressContext): readonly Town[] {
  const text = draft.postcode;
  if (draft.country !== 'FR' || text === '') return [];
  const there = liesThere(context);
  if (/^\d{5}$/.test(text)) return context.places.townsOf(text).filter(there);
  const first = context.places.search(text, atFirst).filter(there);
  const found = first.length >= mostFound ? first : context.places.search(text, Number.POSITIVE_INFINITY).filter(there);
  return found.slice(0, mostFound);
}

function liesThere({ book, destination }: AddressContext): (town: Town) => boolean {
  const entry = destination === null ? null : entryOf(book, destination);
  if (entry === null) return ({ postcode }) => regionOf(postcode) !== 'andorra';
  // Monaco is served as France is.
  if (entry.letterZone === 'FR') return ({ postcode }) => regionOf(postcode) === 'france';
  const territory = new RegExp(`^(?:${entry.postcodes ?? ''})$`);
  return ({ postcode }) => territory.test(postcode);
}
