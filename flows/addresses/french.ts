import type { AddressDraft, AddressProblem } from '../view.ts';
import { abbreviated } from './abbreviations.ts';
import { capitals, tidy } from './characters.ts';
import type { AddressContext } from './context.ts';
import { liesElsewhere } from './elsewhere.ts';
import { isFilled, lineProblems, longestLine, mixed, problem, type Layout } from './line.ts';
import { isCedex, regionOf, typedPostcode } from './postcode.ts';
import { line6, line6Town } from './town.ts';

/**
 * French addresses after NF Z 10-011 (`postal.md` 4): at most six lines of at most 38 characters, from the name to the
 * town, none empty; lines 4 to 6 in capitals without punctuation. What does not fit is answered with a proposal; it is
 * never cut.
 */

export const mostLines = 6;

const inside: Layout = { limit: longestLine, printed: mixed, wording: 'inside' };
const street: Layout = { limit: longestLine, printed: capitals, wording: 'street' };
const person: Layout = { limit: longestLine, printed: mixed, wording: 'person' };
const organisation: Layout = { limit: longestLine, printed: mixed, wording: 'organisation' };

/** The address as it will be printed; empty while a line that it cannot do without is missing. */
export function formatFrench(draft: AddressDraft): string[] {
  const identity = [mixed(draft.company), mixed(draft.name)].filter(isFilled);
  const within = [mixed(draft.apartment), mixed(draft.building)].filter(isFilled);
  const streets = [capitals(draft.street), capitals(draft.place)].filter(isFilled);
  const postcode = typedPostcode(draft.postcode);
  const town = line6Town(draft.town);
  if (identity.length === 0 || streets.length === 0 || postcode === '' || town === '') return [];
  const crowded = identity.length + within.length + streets.length + 1 > mostLines;
  return [...identity, ...(crowded ? [within.join(' ')] : within), ...streets, line6(postcode, town)];
}

export function frenchPlaceProblems(draft: AddressDraft, { places, book, destination }: AddressContext): AddressProblem[] {
  const postcode = typedPostcode(draft.postcode);
  const missing = problem('town', 'missing');
  if (postcode === '') return [problem('postcode', 'missing'), ...(tidy(draft.town) === '' ? [missing] : [])];
  if (destination !== null && liesElsewhere(book, destination, 'FR', postcode)) return [problem('postcode', 'other-destination')];
  const region = regionOf(postcode);
  if (region === 'none' || region === 'andorra') return [problem('postcode', 'unknown-postcode')];
  const town = line6Town(draft.town);
  if (region === 'unlisted') return unlistedTownProblems(draft, postcode);
  const towns = places.townsOf(postcode);
  const [only, ...others] = towns;
  if (only === undefined) return [problem('postcode', 'unknown-postcode')];
  if (town === '') return [missing];
  if (towns.some((one) => line6Town(one.label) === town)) return [];
  if (isCedex(town)) return [problem('town', 'not-served')];
  return [problem('town', 'unknown-postcode', others.length === 0 ? only.label : null)];
}

/** No list names the towns of these postcodes: what is typed is taken when line 6 can bear it. */
function unlistedTownProblems(draft: AddressDraft, postcode: string): AddressProblem[] {
  if (isCedex(draft.town)) return [problem('town', 'not-served')];
  const problems = lineProblems('town', draft.town, { limit: longestLine - postcode.length - 1, printed: line6Town, wording: 'town' });
  if (problems.length > 0) return problems;
  return line6Town(draft.town) === '' ? [problem('town', 'missing')] : [];
}

export function frenchStreetProblems(draft: AddressDraft): AddressProblem[] {
  const problems = [
    ...lineProblems('apartment', draft.apartment, inside),
    ...lineProblems('building', draft.building, inside),
    ...lineProblems('street', draft.street, street),
    ...lineProblems('place', draft.place, street),
  ];
  if (problems.length > 0) return problems;
  if (capitals(draft.street) === '' && capitals(draft.place) === '') return [problem('street', 'missing')];
  return crowdedProblems(draft);
}

/**
 * With everything filled in, a company and a name above would make seven lines; then apartment and building share one.
 * It is asked for here, while the customer is at these fields, and not after the name has been typed.
 */
function crowdedProblems(draft: AddressDraft): AddressProblem[] {
  const [apartment, building] = [mixed(draft.apartment), mixed(draft.building)];
  if (apartment === '' || building === '' || capitals(draft.place) === '' || capitals(draft.street) === '') return [];
  if (`${apartment} ${building}`.length <= longestLine) return [];
  const room = longestLine - apartment.length - 1;
  return [problem('building', 'too-long', abbreviated(capitals(building), room, 'inside'))];
}

export function frenchNameProblems(draft: AddressDraft): AddressProblem[] {
  const problems = [...lineProblems('company', draft.company, organisation), ...lineProblems('name', draft.name, person)];
  if (problems.length > 0) return problems;
  return mixed(draft.name) === '' && mixed(draft.company) === '' ? [problem('name', 'missing')] : [];
}
