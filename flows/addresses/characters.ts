/**
 * Which characters an address may hold. A label is printed and read in Latin-1 at most (`postal.md` 4: "latin-1 only");
 * line 6 and the lines above it in capitals without punctuation (NF Z 10-011). Nothing is dropped silently: what cannot
 * be printed is named, and a spelling that can is proposed.
 */

/** Typographic signs that keyboards and paste bring along, in their plain form. */
const plain: ReadonlyMap<string, string> = new Map([
  ['’', "'"],
  ['‘', "'"],
  ['ʼ', "'"],
  ['`', "'"],
  ['“', '"'],
  ['”', '"'],
  ['‐', '-'],
  ['‑', '-'],
  ['–', '-'],
  ['—', '-'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['Ÿ', 'Y'],
]);
const plainPattern = new RegExp(`[${[...plain.keys()].join('')}]`, 'gu');

/** Letters that do not come apart into a base letter and an accent. */
const spelled: ReadonlyMap<string, string> = new Map([
  ['ł', 'l'],
  ['Ł', 'L'],
  ['đ', 'd'],
  ['Đ', 'D'],
  ['ð', 'd'],
  ['Ð', 'D'],
  ['ı', 'i'],
  ['ħ', 'h'],
  ['Ħ', 'H'],
  ['þ', 'th'],
  ['Þ', 'TH'],
  ['ø', 'o'],
  ['Ø', 'O'],
  ['æ', 'ae'],
  ['Æ', 'AE'],
  ['ß', 'ss'],
  ['ẞ', 'SS'],
  ['ŋ', 'n'],
  ['Ŋ', 'N'],
]);

const spelledPattern = new RegExp(`[${[...spelled.keys()].join('')}]`, 'gu');

/** Letters of Latin-1, digits, the space, and the few signs that names and numbers of houses use. */
const allowed = /^[A-Za-zÀ-ÖØ-öø-ÿ0-9 .,;:'"\-/&()°ºª+@#*!]$/u;

export type OddKind = 'control' | 'emoji' | 'right-to-left' | 'other-script' | 'sign';

export interface OddCharacter {
  readonly character: string;
  /** Such as `U+1F600`: how a clerk can name what cannot be seen. */
  readonly codePoint: string;
  readonly kind: OddKind;
}

/** White space collapsed and trimmed, typographic signs in their plain form, letters composed. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(plainPattern, (sign) => plain.get(sign) ?? sign)
    .replaceAll(/[\s\u00A0\u202F]+/gu, ' ')
    .trim();
}

/** Every character of a tidy text that cannot be printed on an address, once each, in order. */
export function oddCharacters(text: string): OddCharacter[] {
  const odd = new Map<string, OddCharacter>();
  for (const character of tidy(text)) {
    if (!allowed.test(character)) odd.set(character, { character, codePoint: codePoint(character), kind: kindOf(character) });
  }
  return [...odd.values()];
}

function kindOf(character: string): OddKind {
  if (/[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Bidi_Control}]/u.test(character)) return 'right-to-left';
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u.test(character)) return 'control';
  if (/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u{FE0F}\u{20E3}]/u.test(character)) return 'emoji';
  return /[\p{L}\p{M}\p{N}]/u.test(character) ? 'other-script' : 'sign';
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * How the text could be written: `Łódź` → `Lódz`, an emoji left out. Null when nothing can be said, as for another
 * script: we do not transliterate a person's name for them.
 */
export function spelling(text: string): string | null {
  let written = '';
  for (const character of tidy(text)) {
    if (allowed.test(character)) written += character;
    else if (kindOf(character) === 'other-script') {
      const latin = withoutAccents(character);
      if (!/^[A-Za-z]+$/.test(latin)) return null;
      written += latin;
    }
  }
  written = tidy(written);
  return /[\p{L}\p{N}]/u.test(written) ? written : null;
}

export function withoutAccents(text: string): string {
  return text
    .replaceAll(spelledPattern, (letter) => spelled.get(letter) ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
}

/** As lines 4 to 6 are written: capitals, no accent, no punctuation, one space between words. */
export function capitals(text: string): string {
  // Most labels of the list of towns are in capitals already; search reads all of them at once.
  if (/^[A-Z0-9]+( [A-Z0-9]+)*$/.test(text)) return text;
  return withoutAccents(tidy(text))
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim();
}
