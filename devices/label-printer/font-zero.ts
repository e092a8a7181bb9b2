/**
 * Metrics of the resident scalable font 0 (CG Triumvirate Bold Condensed), in fractions of the height given to `^A0`.
 *
 * [K] No source of the advance widths was opened: they are Helvetica Bold's, which Triumvirate follows, condensed and
 * rounded up, so that a line that fits by this table fits on paper. Measure them on the printer before relying on less.
 */
const condensed = 0.86;

/** Capital height of font 0 as a fraction of the height in `^A0N,h`. [K]: to be measured on the printer. */
export const capitalRatio = 0.72;

/** The narrowest a line may be set to make it fit: below, an address is no longer read at arm's length. */
export const narrowest = 0.8;

const thousandths: readonly (readonly [string, number])[] = [
  ['il|jIĳ ,./\\:;·\u00a0\u202f’‘ıİl', 290],
  ["'", 250],
  ['f!()[]-t`"“”‐‑', 400],
  ['rz{}*°ªº', 500],
  ['0123456789', 610],
  ['aceksvxyJ$#_«»€–', 575],
  ['bdghnopquLFTZ?+<=>^~×÷', 625],
  ['AEPSVXYBCDHKNRU&ß', 735],
  ['GOQMwØ', 840],
  ['%mWæ@ÆŒœ—…', 1000],
];

const widths = new Map(thousandths.flatMap(([characters, width]) => Array.from(characters, (character) => [character, width] as const)));

/** Anything not in the table is taken as a full square and a third: too wide is an error we see, too narrow is not. */
const unlisted = 1_330;

/** Width of a line, as a fraction of the height given to `^A0`. */
export function lineWidth(text: string): number {
  let sum = 0;
  for (const character of text) {
    // An accent stands above its letter and takes no room of its own.
    const letter = widths.has(character) ? character : (character.normalize('NFD')[0] ?? character);
    sum += /\p{M}/u.test(character) ? 0 : (widths.get(letter) ?? unlisted);
  }
  return (sum / 1_000) * condensed;
}
