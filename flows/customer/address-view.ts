import type { SnapshotFrom } from 'xstate';
import { formatAddress, placeFormOf } from '../addresses/address.ts';
import { regionOf } from '../addresses/postcode.ts';
import { entryOf } from '../destinations/destinations.ts';
import { searchDestinations } from '../destinations/search.ts';
import type { Shown } from '../shown.ts';
import type { PlaceForm } from '../view.ts';
import type { AddressEntryContext, addressEntryMachine } from './address-entry.ts';

/** One address on the screen, or the country of the sender. */

/** How many countries a search shows: what fits without turning pages. */
const mostFound = 7;

/** @param scanner a contact's code can be scanned now. */
export function showAddress(snapshot: SnapshotFrom<typeof addressEntryMachine>, party: 'addressee' | 'sender', scanner: boolean): Shown['body'] {
  const { context, value } = snapshot;
  if (value === 'country') return showCountry(context);
  const part = value === 'left' || value === 'scanned' ? 'check' : value;
  const { draft, towns, problems, phone } = context;
  return {
    screen: 'address',
    party,
    part,
    draft,
    towns: towns.slice(0, 60).map(({ postcode, label }) => ({ postcode, label })),
    problems: [...problems],
    lines: part === 'check' ? formatAddress(draft) : [],
    form: formOf(context),
    phone,
    scanner,
    canChangeCountry: party === 'sender',
  };
}

function showCountry({ book, query }: AddressEntryContext): Shown['body'] {
  const usual = ['FR', ...book.frequent].flatMap((code) => entryOf(book, code) ?? []);
  const found = query.trim() === '' ? usual : searchDestinations(book, query, 'all', mostFound);
  return { screen: 'country', purpose: 'sender', query, choices: found.map(({ code, name }) => ({ code, name, reason: null, note: null })) };
}

/** Null where a list of towns answers the postcode; otherwise the place is typed. */
function formOf({ draft, book, destination }: AddressEntryContext): PlaceForm | null {
  if (draft.country !== 'FR') return placeFormOf(draft.country);
  const territory = destination === null ? null : entryOf(book, destination);
  const unlisted = regionOf(draft.postcode) === 'unlisted' || territory?.letterZone === 'OM2';
  return unlisted ? placeFormOf('FR') : null;
}
