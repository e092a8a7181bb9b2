import content from '../../assets/places/country-names.json' with { type: 'json' };
import { capitals, tidy } from '../addresses/characters.ts';
import type { DestinationEntry } from './book.ts';
import type { Locale } from '../locales.ts';

/** What countries are called: on the screen, on the last line of an address, and on a contact card. */

/** Where the list's name is not what stands on an envelope: too long for a line, or with a word that explains it. */
const onEnvelopes: Readonly<Record<string, string>> = {
  CD: 'REPUBLIQUE DEMOCRATIQUE DU CONGO',
  CG: 'CONGO',
  GS: 'GEORGIE DU SUD',
  HK: 'HONG KONG',
  IO: 'OCEAN INDIEN BRITANNIQUE',
  MM: 'MYANMAR',
  MO: 'MACAO',
  PS: 'PALESTINE',
  UM: 'ILES ELOIGNEES DES ETATS UNIS',
};

/** Made at the first name asked for in a language: a terminal says most of them in one. */
const lists = new Map<Locale, Intl.DisplayNames>();

function namesIn(locale: Locale): Intl.DisplayNames {
  const known = lists.get(locale);
  if (known !== undefined) return known;
  const made = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  lists.set(locale, made);
  return made;
}

/** The country on the last line: in French, for it is French sorting that reads it, in capitals without accents. @param country ISO 3166-1 alpha-2. */
export function lastLine(country: string): string {
  return onEnvelopes[country] ?? capitals(countryName(country, 'fr'));
}

/** The code itself when nobody names it. */
export function countryName(code: string, locale: Locale): string {
  return regionName(namesIn(locale), code) ?? code;
}

/** What a place of the book is called on a screen. */
export function destinationName(entry: Pick<DestinationEntry, 'code' | 'name'>, locale: Locale): string {
  return entry.name?.[locale] ?? countryName(entry.code, locale);
}

/** What people call a place besides its name: `Hollande`, `USA`. */
export function otherNames(code: string): readonly string[] {
  const others: Readonly<Record<string, readonly string[]>> = content.names;
  return (Object.hasOwn(others, code) ? others[code] : undefined) ?? [];
}

/**
 * The country that a contact card names: its ISO code, or its name in French, in English, in its own language, or as people
 * say it. Null when no country is called so.
 */
export function countryNamed(text: string): string | null {
  codesByName ??= everyName();
  return codesByName.get(nameKey(text)) ?? null;
}

let codesByName: ReadonlyMap<string, string> | null = null;

function everyName(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (name: string | undefined, code: string) => {
    if (name !== undefined && nameKey(name) !== '' && !found.has(nameKey(name))) found.set(nameKey(name), code);
  };
  const codes = everyRegion();
  for (const code of codes) for (const list of [namesIn('fr'), namesIn('en'), new Intl.DisplayNames(ownLanguage(code), { type: 'region', fallback: 'none' })]) add(regionName(list, code), code);
  for (const code of Object.keys(content.names)) for (const name of otherNames(code)) add(name, code);
  for (const code of codes) add(code, code);
  return found;
}

/** Every code of two letters that has a name, but for those given up for another (`SU`, `UK`). */
function everyRegion(): string[] {
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCodePoint('A'.charCodeAt(0) + at));
  return letters.flatMap((first) => letters.map((second) => first + second)).filter((code) => regionName(namesIn('en'), code) !== undefined && new Intl.Locale(`und-${code}`).region === code);
}

/** The language most spoken there (CLDR's likely subtags). */
function ownLanguage(code: string): string {
  return new Intl.Locale(`und-${code}`).maximize().language;
}

/** As `capitals`, but names in other scripts stay apart from each other. */
function nameKey(text: string): string {
  return /^[\p{Script=Latin}\p{N}\p{P}\p{Z}\p{M}]*$/u.test(text) ? capitals(text) : tidy(text).toLowerCase();
}

/** Only codes of two letters are regions to `Intl`; anything else throws there. */
function regionName(list: Intl.DisplayNames, code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) ? list.of(code) : undefined;
}
