import type { AddressDraft } from '../view.ts';

/** Their addresses are French: Monaco and the territories overseas, whose codes of ISO 3166-1 are countries of their own (`postal.md` 5). */
const writtenAsFrance: ReadonlySet<string> = new Set(['MC', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF', 'NC', 'PF', 'WF', 'TF']);

/** The country an address is written for: `FR` for Réunion or Monaco. */
export function addressCountry(country: string): string {
  return writtenAsFrance.has(country) ? 'FR' : country;
}

/** Nothing typed yet, of an address in that country. @param country ISO 3166-1 alpha-2. */
export function emptyDraftIn(country: string): AddressDraft {
  return { country: addressCountry(country), postcode: '', town: '', region: '', street: '', building: '', apartment: '', place: '', name: '', company: '', phone: '' };
}

export const emptyDraft: AddressDraft = emptyDraftIn('FR');
