import type { Places, Town } from '../ports.ts';
import type { AddressDraft } from '../view.ts';

/** How many towns of a search are shown: more than that is answered by typing on. */
const mostFound = 12;

/** What to offer for what was typed: the towns of a whole postcode, or those that begin so. Foreign towns are in no list. */
export function townsWanted(draft: AddressDraft, places: Places): readonly Town[] {
  const text = draft.postcode;
  if (draft.country !== 'FR' || text === '') return [];
  return /^(\d{5}|AD\d{3})$/.test(text) ? places.townsOf(text) : places.search(text, mostFound);
}
