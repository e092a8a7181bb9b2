import content from '../../assets/places/country-names.json' with { type: 'json' };
import { capitals } from '../addresses/characters.ts';
import type { DestinationEntry } from './book.ts';
import type { Locale } from '../intents.ts';

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

const names = { fr: new Intl.DisplayNames('fr', { type: 'region', fallback: 'none' }), en: new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }) } as const satisfies Record<Locale, Intl.DisplayNames>;

/** The country on the last line: in French, for it is French sorting that reads it, in capitals without accents. @param country ISO 3166-1 alpha-2. */
export function lastLine(country: string): string {
  return onEnvelopes[country] ?? capitals(countryName(country, 'fr'));
}

/** The code itself when nobody names it. */
export function countryName(code: string, locale: Locale): string {
  return regionName(names[locale], code) ?? code;
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

/** Only codes of two letters are regions to `Intl`; anything else throws there. */
function regionName(list: Intl.DisplayNames, code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) ? list.of(code) : undefined;
}
