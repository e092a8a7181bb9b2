import type { AddressDraft, AddressProblem } from '../view.ts';
import { abbreviated, type Wording } from './abbreviations.ts';
import { capitals, oddCharacters, spelling, tidy } from './characters.ts';

/** One line of an address: what is printed of what was typed, and whether it fits. */

/** NF Z 10-011, spaces counted. The Colissimo web service allows 35, but it is not what this terminal prints through. */
export const longestLine = 38;

/** Abroad the pre-advice and CN23 take 35 (`postal.md` 3.3, 4), and the label must say the same as they do. */
export const longestLineAbroad = 35;

export type Field = Exclude<AddressProblem['field'], 'contact'> & keyof AddressDraft;

/** Names, and lines 1 to 3 in France, keep their accents and small letters; only white space and typographic signs are made plain. */
export function mixed(text: string): string {
  const line = tidy(text);
  return isFilled(capitals(line)) ? line : '';
}

export function isFilled(line: string): boolean {
  return line !== '';
}

export interface Layout {
  readonly limit: number;
  /** What is printed of the field, whose length counts. */
  readonly printed: (text: string) => string;
  readonly wording: Wording;
}

/** What is wrong with one line by itself: signs that a label cannot write, or too many of them. */
export function lineProblems(field: Field, typed: string, { limit, printed, wording }: Layout): AddressProblem[] {
  if (oddCharacters(typed).length > 0) return [problem(field, 'odd-characters', spelling(typed))];
  if (printed(typed).length <= limit) return [];
  return [problem(field, 'too-long', abbreviated(capitals(typed), limit, wording))];
}

export function problem(field: AddressProblem['field'], kind: AddressProblem['problem'], proposal: string | null = null): AddressProblem {
  return { field, problem: kind, proposal };
}
