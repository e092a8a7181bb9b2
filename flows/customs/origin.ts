import { countryNamed } from '../destinations/names.ts';

/** What `Intl` names and ISO 3166-1 does not assign: unions, groups, parts of a country. Kosovo (`XK`) stays: customs of the Union use it. */
const noCountry: ReadonlySet<string> = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ']);

/** The country of origin that was typed, by its code or by any name that people have for it; null when it is none. */
export function originOf(text: string): string | null {
  const country = countryNamed(text);
  return country === null || noCountry.has(country) ? null : country;
}
