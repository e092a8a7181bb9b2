import { capitals } from '../addresses/characters.ts';
import type { DestinationBook, DestinationEntry } from './book.ts';
import { destinationName, otherNames } from './names.ts';

/**
 * The place a customer means, while they type: names in French and English, what people say instead (`Hollande`, `USA`),
 * and ISO codes. Accents, case, hyphens and apostrophes do not matter.
 */

export type Among = 'abroad' | 'overseas' | 'all';

interface Indexed {
  readonly entry: DestinationEntry;
  /** Whole names first: a match at their beginning is better than one at a later word. */
  readonly names: readonly string[];
}

/** One list a book, made at the first question. */
const indexes = new WeakMap<DestinationBook, readonly Indexed[]>();

function indexOf(book: DestinationBook): readonly Indexed[] {
  const known = indexes.get(book);
  if (known !== undefined) return known;
  const made = book.entries.map((entry) => ({
    entry,
    names: [...new Set([destinationName(entry, 'fr'), destinationName(entry, 'en'), ...otherNames(entry.code)].map(capitals))],
  }));
  indexes.set(book, made);
  return made;
}

/** Best first: the whole name, the ISO code, the beginning of a name, the beginning of a word in it. Empty when nothing is typed. */
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

const noMatch = 4;

function rankOf({ entry, names }: Indexed, wanted: string): number {
  if (names.includes(wanted)) return 0;
  if (entry.code === wanted) return 1;
  if (names.some((name) => name.startsWith(wanted))) return 2;
  return names.some((name) => name.includes(` ${wanted}`)) ? 3 : noMatch;
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
