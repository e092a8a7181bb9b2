import { capitals } from '../addresses/characters.ts';
import { locales } from '../locales.ts';
import type { DestinationBook, DestinationEntry } from './book.ts';
import { destinationName, otherNames } from './names.ts';

/**
 * The place a customer means, while they type: names in French and English, what people say instead (`Hollande`, `USA`),
 * ISO codes, and names in every other language of the screen that is written in the keyboard's letters (`Alemania`). Accents,
 * case, hyphens and apostrophes do not matter.
 */

export type Among = 'abroad' | 'overseas' | 'all';

interface Indexed {
  readonly entry: DestinationEntry;
  /** Whole names first: a match at their beginning is better than one at a later word. */
  readonly names: readonly string[];
  /** In the other languages: they never stand before one that is found in French or English. */
  readonly elsewhere: readonly string[];
}

const others = locales.filter((locale) => locale !== 'fr' && locale !== 'en');

/** One list a book, made at the first question. */
const indexes = new WeakMap<DestinationBook, readonly Indexed[]>();

function indexOf(book: DestinationBook): readonly Indexed[] {
  const known = indexes.get(book);
  if (known !== undefined) return known;
  const made = book.entries.map((entry) => ({
    entry,
    names: [...new Set([destinationName(entry, 'fr'), destinationName(entry, 'en'), ...otherNames(entry.code)].map(capitals))],
    elsewhere: [...new Set(others.map((locale) => capitals(destinationName(entry, locale))).filter((name) => /^[A-Z]/.test(name)))],
  }));
  indexes.set(book, made);
  return made;
}

/** Best first: the whole name, the ISO code, the beginning of a name, the beginning of a word in it, then the same in other languages. Empty when nothing is typed. */
export function searchDestinations(book: DestinationBook, text: string, among: Among, most: number): DestinationEntry[] {
  const wanted = capitals(text);
  if (wanted === '') return [];
  return indexOf(book)
    .filter(({ entry }) => belongs(book, entry, among))
    .map((one) => ({ one, rank: rankOf(one, wanted) }))
    .filter(({ rank }) => rank < noMatch)
    .sort((left, right) => left.rank - right.rank || (left.one.names[0] ?? '').localeCompare(right.one.names[0] ?? ''))
    .slice(0, most)
    .map(({ one }) => one.entry);
}

const noMatch = 6;

function rankOf({ entry, names, elsewhere }: Indexed, wanted: string): number {
  if (names.includes(wanted)) return 0;
  if (entry.code === wanted) return 1;
  if (names.some((name) => name.startsWith(wanted))) return 2;
  if (names.some((name) => name.includes(` ${wanted}`))) return 3;
  if (elsewhere.includes(wanted)) return 4;
  return elsewhere.some((name) => name.startsWith(wanted)) ? 5 : noMatch;
}

function belongs(book: DestinationBook, entry: DestinationEntry, among: Among): boolean {
  switch (among) {
    case 'all':
      return true;
    case 'overseas':
      return book.overseas.includes(entry.code);
    case 'abroad':
      return entry.code !== 'FR' && !book.overseas.includes(entry.code);
  }
}
