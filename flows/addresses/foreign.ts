import { lastLine } from '../destinations/names.ts';
import type { AddressDraft, AddressProblem } from '../view.ts';
import { abbreviated } from './abbreviations.ts';
import { capitals, tidy } from './characters.ts';
import type { AddressContext } from './context.ts';
import { liesElsewhere } from './elsewhere.ts';
import { isFilled, lineProblems, longestLineAbroad, mixed, problem, type Layout } from './line.ts';
import { countryForm, type CountryForm } from './place-form.ts';

/**
 * Foreign addresses: names and streets as they are written there, in Latin-1; the place in the country's own order; the
 * country alone on the last line, in French capitals, for it is French sorting that reads it (NF Z 10-011, `postal.md` 4).
 * At most seven lines of at most 35 characters, the limit of the pre-advice and of CN23.
 */

export const mostLinesAbroad = 7;

const inside: Layout = { limit: longestLineAbroad, printed: mixed, wording: 'inside' };
const street: Layout = { limit: longestLineAbroad, printed: mixed, wording: 'street' };
const person: Layout = { limit: longestLineAbroad, printed: mixed, wording: 'person' };
const organisation: Layout = { limit: longestLineAbroad, printed: mixed, wording: 'organisation' };
const place: Layout = { limit: longestLineAbroad, printed: latinCapitals, wording: 'town' };

/** The address as it will be printed; empty while a line that it cannot do without is missing. */
export function formatForeign(draft: AddressDraft): string[] {
  const identity = [mixed(draft.company), mixed(draft.name)].filter(isFilled);
  const streets = [mixed(draft.street), mixed(draft.place)].filter(isFilled);
  const places = placeLines(draft);
  if (identity.length === 0 || streets.length === 0 || places.length === 0) return [];
  const within = [mixed(draft.apartment), mixed(draft.building)].filter(isFilled);
  let tooMany = identity.length + within.length + streets.length + places.length + 1 - mostLinesAbroad;
  const gathered = (lines: readonly string[]): string[] => {
    if (tooMany <= 0 || lines.length < 2) return [...lines];
    tooMany -= lines.length - 1;
    return [lines.join(' ')];
  };
  // Inside the building first: it is what a sorting centre reads last.
  const [withinLines, placesLines] = [gathered(within), gathered(places)];
  return [...identity, ...withinLines, ...streets, ...placesLines, lastLine(draft.country)];
}

/** Capitals that keep their accents: MÜNCHEN. */
function latinCapitals(text: string): string {
  return tidy(tidy(text).toUpperCase());
}

function placeLines(draft: AddressDraft): string[] {
  return countryForm(draft.country)
    .lines.map((template) => placeLine(template, draft))
    .filter(isFilled);
}

/** One line of the place, without what stands around a field that is empty. */
function placeLine(template: string, draft: AddressDraft): string {
  const form = countryForm(draft.country);
  const printed = { postcode: writtenPostcode(draft, form) ?? latinCapitals(draft.postcode), town: printedTown(draft), region: writtenRegion(draft.region, form) };
  return template
    .replaceAll(/\{(postcode|town|region)\}/g, (_, field: keyof typeof printed) => printed[field])
    .replaceAll(/ +/g, ' ')
    .replaceAll(/^[ ,]+|[ ,]+$/g, '');
}

function printedTown(draft: AddressDraft): string {
  return isFilled(mixed(draft.town)) ? latinCapitals(draft.town) : '';
}

/** `sw1a1aa` → `SW1A 1AA`, `D-10115` → `10115`. Null when the country writes its postcodes otherwise. */
export function writtenPostcode(draft: Pick<AddressDraft, 'postcode'>, { postcode }: CountryForm): string | null {
  if (postcode === null) return null;
  const compact = tidy(draft.postcode).toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const whole = new RegExp(`^(?:${postcode.pattern})$`);
  // The country's letters in front (`D-`, `CH-`) are an old custom, and no mistake.
  const found = [compact, compact.replace(/^[A-Z]{1,3}(?=\d)/, '')].find((one) => whole.test(one));
  return found === undefined ? null : found.replace(whole, postcode.written).replace(/[ -]$/, '');
}

function writtenRegion(text: string, { regions }: CountryForm): string {
  if (!isFilled(mixed(text))) return '';
  const wanted = capitals(text);
  const [code] = Object.entries(regions ?? {}).find(([code, name]) => code === wanted || capitals(name) === wanted) ?? [];
  return code ?? latinCapitals(text);
}

export function foreignPlaceProblems(draft: AddressDraft, { book, destination }: AddressContext): AddressProblem[] {
  const form = countryForm(draft.country);
  const problems = (['postcode', 'town', 'region'] as const)
    .filter((field) => form.lines.some((line) => line.includes(`{${field}}`)))
    .flatMap((field) => (isFilled(mixed(draft[field])) || isOdd(draft[field]) ? lineProblems(field, draft[field], place) : form.required.includes(field) ? [problem(field, 'missing')] : []));
  if (problems.length > 0) return problems;
  const postcode = writtenPostcode(draft, form);
  if (form.postcode !== null && postcode === null && isFilled(mixed(draft.postcode))) return [problem('postcode', 'not-a-postcode', form.postcode.example)];
  if (destination !== null && liesElsewhere(book, destination, draft.country, postcode ?? draft.postcode)) return [problem('postcode', 'other-destination')];
  return longPlaceProblems(draft);
}

/** Something stands there, though nothing of it can be printed. */
function isOdd(text: string): boolean {
  return lineProblems('town', text, { ...place, limit: Infinity }).length > 0;
}

/** Each field fits by itself, but not the line that they share: its town, or else its region, is asked to be shorter. */
function longPlaceProblems(draft: AddressDraft): AddressProblem[] {
  const long = countryForm(draft.country).lines.find((template) => placeLine(template, draft).length > longestLineAbroad);
  if (long === undefined) return [];
  const field = long.includes('{town}') ? 'town' : 'region';
  // What the rest of the line takes, seen with one letter in the field: signs that are not printed there take nothing.
  const room = longestLineAbroad - (placeLine(long, { ...draft, [field]: 'X' }).length - 1);
  return [problem(field, 'too-long', abbreviated(capitals(draft[field]), room, 'town'))];
}

export function foreignStreetProblems(draft: AddressDraft): AddressProblem[] {
  const problems = [
    ...lineProblems('apartment', draft.apartment, inside),
    ...lineProblems('building', draft.building, inside),
    ...lineProblems('street', draft.street, street),
    ...lineProblems('place', draft.place, street),
  ];
  if (problems.length > 0) return problems;
  if (!isFilled(mixed(draft.street)) && !isFilled(mixed(draft.place))) return [problem('street', 'missing')];
  return crowdedProblems(draft);
}

/**
 * With a company above the name there would be more than seven lines: then apartment and building share one, and so do
 * the lines of the place. It is asked for here, while the customer is at these fields.
 */
function crowdedProblems(draft: AddressDraft): AddressProblem[] {
  const [apartment, building] = [mixed(draft.apartment), mixed(draft.building)];
  const within = [apartment, building].filter(isFilled);
  const streets = [mixed(draft.street), mixed(draft.place)].filter(isFilled);
  const places = placeLines(draft);
  const tooMany = 2 + within.length + streets.length + places.length + 1 - mostLinesAbroad;
  if (tooMany <= 0) return [];
  const room = longestLineAbroad - apartment.length - 1;
  if (within.length === 2 && building.length > room) return [problem('building', 'too-long', abbreviated(capitals(building), room, 'inside'))];
  const stillTooMany = tooMany - Math.max(0, within.length - 1);
  if (stillTooMany > 0 && places.join(' ').length > longestLineAbroad) return [problem('place', 'too-long')];
  return [];
}

export function foreignNameProblems(draft: AddressDraft): AddressProblem[] {
  const problems = [...lineProblems('company', draft.company, organisation), ...lineProblems('name', draft.name, person)];
  if (problems.length > 0) return problems;
  return isFilled(mixed(draft.name)) || isFilled(mixed(draft.company)) ? [] : [problem('name', 'missing')];
}
