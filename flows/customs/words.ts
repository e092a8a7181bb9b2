import { tidy, withoutAccents } from '../addresses/characters.ts';

/**
 * Words as they are compared: small letters, no accents, no final s or x, so that `Jouets`, `jouet` and `JOUÉT` are one.
 * Nothing cleverer: a rule that guesses more begins to find weapons in toys.
 */
export function wordsOf(text: string): string[] {
  return withoutAccents(tidy(text))
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => (word.length > 3 ? word.replace(/[sx]$/, '') : word));
}

/** A run of words inside a text, as half-open positions. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Every place where the phrase stands in the text, whole words in their order. */
export function occurrences(phrase: readonly string[], text: readonly string[]): Span[] {
  if (phrase.length === 0) return [];
  return text.flatMap((_, from) => (phrase.every((word, offset) => text[from + offset] === word) ? [{ from, to: from + phrase.length }] : []));
}
