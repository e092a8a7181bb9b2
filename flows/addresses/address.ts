import type { Places } from '../ports.ts';
import type { AddressDraft, AddressProblem } from '../view.ts';
import { abbreviated, type Wording } from './abbreviations.ts';
import { capitals, oddCharacters, spelling, tidy } from './characters.ts';
import { isCedex, regionOf, typedPostcode } from './postcode.ts';
import { line6, line6Town } from './town.ts';

/**
 * French addresses after NF Z 10-011 (`postal.md` 4): at most six lines of at most 38 characters, from the name to the
 * town, none empty; lines 4 to 6 in capitals without punctuation. What does not fit is answered with a proposal; it is
 * never cut.
 */

/** Spaces counted. The Colissimo web service allows 35, but it is not what this terminal prints through. */
export const longestLine = 38;
export const mostLines = 6;

export type AddressPart = 'town' | 'street' | 'name';
type Field = keyof AddressDraft;

export const emptyDraft: AddressDraft = { postcode: '', town: '', street: '', building: '', apartment: '', place: '', name: '', company: '' };

/** What is to be corrected in one part of a draft, or in all (`check`); empty when nothing is. */
export function addressProblems(draft: AddressDraft, part: AddressPart | 'check', places: Places): AddressProblem[] {
  switch (part) {
    case 'town':
      return townProblems(draft, places);
    case 'street':
      return streetProblems(draft);
    case 'name':
      return nameProblems(draft);
    case 'check':
      return [...townProblems(draft, places), ...streetProblems(draft), ...nameProblems(draft)];
  }
}

/** The address as it will be printed; empty while a line that it cannot do without is missing. */
export function formatAddress(draft: AddressDraft): string[] {
  const identity = [mixed(draft.company), mixed(draft.name)].filter(isFilled);
  const inside = [mixed(draft.apartment), mixed(draft.building)].filter(isFilled);
  const street = [capitals(draft.street), capitals(draft.place)].filter(isFilled);
  const postcode = typedPostcode(draft.postcode);
  const town = line6Town(draft.town);
  if (identity.length === 0 || street.length === 0 || postcode === '' || town === '') return [];
  const crowded = identity.length + inside.length + street.length + 1 > mostLines;
  return [...identity, ...(crowded ? [inside.join(' ')] : inside), ...street, line6(postcode, town)];
}

/** Lines 1 to 3 keep their accents and small letters; only white space and typographic signs are made plain. */
function mixed(text: string): string {
  const line = tidy(text);
  return isFilled(capitals(line)) ? line : '';
}

function isFilled(line: string): boolean {
  return line !== '';
}

function townProblems(draft: AddressDraft, places: Places): AddressProblem[] {
  const postcode = typedPostcode(draft.postcode);
  const missing = problem('town', 'missing');
  if (postcode === '') return [problem('postcode', 'missing'), ...(tidy(draft.town) === '' ? [missing] : [])];
  const region = regionOf(postcode);
  if (region === 'overseas' || region === 'andorra') return [problem('postcode', 'not-served')];
  const towns = region === 'none' ? [] : places.townsOf(postcode);
  const [only, ...others] = towns;
  if (only === undefined) return [problem('postcode', 'unknown-postcode')];
  const town = line6Town(draft.town);
  if (town === '') return [missing];
  if (towns.some((one) => line6Town(one.label) === town)) return [];
  if (isCedex(town)) return [problem('town', 'not-served')];
  return [problem('town', 'unknown-postcode', others.length === 0 ? only.label : null)];
}

function streetProblems(draft: AddressDraft): AddressProblem[] {
  const problems = [
    ...lineProblems('apartment', draft.apartment, mixed, 'inside'),
    ...lineProblems('building', draft.building, mixed, 'inside'),
    ...lineProblems('street', draft.street, capitals, 'street'),
    ...lineProblems('place', draft.place, capitals, 'street'),
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

function nameProblems(draft: AddressDraft): AddressProblem[] {
  const problems = [...lineProblems('company', draft.company, mixed, 'organisation'), ...lineProblems('name', draft.name, mixed, 'person')];
  if (problems.length > 0) return problems;
  return mixed(draft.name) === '' && mixed(draft.company) === '' ? [problem('name', 'missing')] : [];
}

/** @param layOut what is printed of the field, whose length counts. */
function lineProblems(field: Field, typed: string, layOut: (text: string) => string, wording: Wording): AddressProblem[] {
  if (oddCharacters(typed).length > 0) return [problem(field, 'odd-characters', spelling(typed))];
  if (layOut(typed).length <= longestLine) return [];
  return [problem(field, 'too-long', abbreviated(capitals(typed), longestLine, wording))];
}

function problem(field: Field, kind: AddressProblem['problem'], proposal: string | null = null): AddressProblem {
  return { field, problem: kind, proposal };
}
