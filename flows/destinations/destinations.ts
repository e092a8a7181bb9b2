import type { DestinationBook, DestinationEntry, DestinationRule } from './book.ts';
import type { DestinationCode } from './code.ts';

/** Questions to the book of destinations: which place an address lies in, what its customs ask, what is not taken there. */

export type Contents = 'documents' | 'goods';

export function entryOf(book: DestinationBook, code: DestinationCode): DestinationEntry | null {
  return book.entries.find((entry) => entry.code === code) ?? null;
}

/**
 * The place an address lies in, which is not always its country: the Canaries have Spanish addresses and need customs papers,
 * Martinique and Monaco have French ones and other prices or none (`postal.md` 3.4 and 5). Territories are therefore asked
 * first, by postcode. Null when the book does not know the country, or no territory has that French postcode.
 */
export function destinationOfAddress(book: DestinationBook, country: string, postcode: string): DestinationEntry | null {
  const spellings = spellingsOf(postcode);
  const territory = book.entries.find((entry) => writesAddressesOf(entry, country) && spellings.some((spelling) => isPostcodeOf(entry, spelling)));
  if (territory !== undefined) return territory;
  return country === 'FR' && spellings.some((spelling) => outsideMainland.test(spelling)) ? null : entryOf(book, country);
}

/** 97 and 98 are overseas and Monaco: one that no entry of the book claims must not be sold as mainland France. */
const outsideMainland = /^9[78]\d{3}$/;

/**
 * States and territories with addresses of their own that people write as their neighbour's, postcode and all: without this,
 * goods for San Marino would leave as goods for Italy, without their papers, and parcels for Jersey or Svalbard at the price
 * of the United Kingdom or Norway. General knowledge, medium confidence.
 */
const alsoWrittenIn: Readonly<Record<DestinationCode, string>> = { AD: 'FR', GG: 'GB', GI: 'GB', GL: 'DK', IM: 'GB', JE: 'GB', LI: 'CH', SJ: 'NO', SM: 'IT', VA: 'IT' };

function writesAddressesOf({ code, country: own }: DestinationEntry, country: string): boolean {
  return own === country || alsoWrittenIn[code] === country;
}

/** `35 001`, `E-35001` and `ES 35001` are all 35001, but `AD 500` is AD500: with and without the letters in front. */
function spellingsOf(postcode: string): readonly string[] {
  const plain = postcode.replaceAll(/[\s-]/gu, '').toUpperCase();
  return [plain, plain.replace(/^[A-Z]{1,3}(?=\d)/, '')];
}

function isPostcodeOf(entry: DestinationEntry, postcode: string): boolean {
  return entry.postcodes !== null && new RegExp(`^(?:${entry.postcodes})$`).test(postcode);
}

/**
 * Goods need CN22 or CN23 wherever the book says so; paper documents never do (`postal.md` 3.4, high confidence). Within an
 * island, and between Guadeloupe, Martinique, Saint-Barthélemy and Saint-Martin, goods travel without; our terminals
 * stand in mainland France.
 */
export function needsDeclaration(entry: DestinationEntry, contents: Contents | null): boolean {
  return contents === 'goods' && entry.declaration;
}

/** What is asked of the rules: where to, as what, what is in it (null: nobody asked), and on which day in Paris. */
export interface Dispatch {
  readonly code: DestinationCode;
  readonly kind: 'letter' | 'parcel';
  readonly contents: Contents | null;
  readonly day: string;
}

/** The rule that stands against a dispatch, the harder one first; null when nothing does. */
export function ruleAgainst(rules: readonly DestinationRule[], dispatch: Dispatch): DestinationRule | null {
  let found: DestinationRule | null = null;
  for (const rule of rules) {
    if (!isAgainst(rule, dispatch)) continue;
    if (rule.effect === 'suspended') return rule;
    found ??= rule;
  }
  return found;
}

function isAgainst(rule: DestinationRule, { code, kind, contents, day }: Dispatch): boolean {
  return (
    rule.where.includes(code) &&
    (rule.kind === null || rule.kind === kind) &&
    (rule.contents === null || rule.contents === contents) &&
    rule.from <= day &&
    (rule.to === null || day <= rule.to)
  );
}
