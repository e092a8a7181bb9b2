import type { ScaleReading, TypePlate } from './scale.ts';

/** A weight as indicated, exactly: in whole grams, or why it cannot be. Never a float, never rounded (`devices.md` 1.6 rules 2 and 3). */
export type Indication =
  | { readonly kind: 'grams'; readonly grams: number }
  /** The scale shows fractions of a gram. */
  | { readonly kind: 'finer'; readonly shown: string }
  /** The scale shows another unit than g or kg. */
  | { readonly kind: 'unit'; readonly shown: string };

/** Grams above zero that are drift or dust and no mail item: the lightest, a postcard, weighs about five. */
export const zeroDrift = 2;

/** Integer part up to 9999999: beyond any scale in grams, within exact integers once it is in grams. */
const decimal = /^([+-]?)(\d{1,7})(?:\.(\d{1,6}))?$/;

/** Reads a decimal and its unit into whole grams, by its digits alone. Null when it is no decimal. */
export function indicationOf(digits: string, unit: string): Indication | null {
  const match = decimal.exec(digits);
  if (!match || !/^[a-z]+$/i.test(unit)) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const shown = `${digits} ${unit}`;
  if (unit !== 'g' && unit !== 'kg') return { kind: 'unit', shown };
  const decimals = unit === 'kg' ? 3 : 0;
  if (/[1-9]/.test(fraction.slice(decimals))) return { kind: 'finer', shown };
  const grams = Number.parseInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'), 10);
  return { kind: 'grams', grams: sign === '-' && grams !== 0 ? -grams : grams };
}

/** Why a weight shown like this may not be used at all, in words with the remedy; null when it may. */
export function faultIn(indication: Indication, { divisionGrams }: TypePlate): string | null {
  switch (indication.kind) {
    case 'finer':
      return `the scale shows fractions of a gram (${indication.shown}), which may not be rounded: set its division to 1 g or more`;
    case 'unit':
      // Converted, it would be a weight that the scale never indicated (`devices.md` 1.6 rule 3).
      return `the scale shows ${indication.shown}: set its unit to g or kg`;
    case 'grams':
      return indication.grams % divisionGrams === 0
        ? null
        : `the scale shows ${indication.grams} g, finer than its division of ${divisionGrams} g: turn its high resolution off, or mend divisionGrams in the settings`;
  }
}

/** What whole grams of a pan at rest mean by the type plate (`devices.md` 1.6 rule 5). */
export function settledReading(grams: number, { minimumGrams, maximumGrams }: TypePlate): ScaleReading {
  if (grams > maximumGrams) return { kind: 'overload' };
  if (grams < 0) return { kind: 'underload' };
  if (grams > 0 && grams < minimumGrams) return { kind: 'below-minimum', grams };
  return { kind: 'stable', grams };
}
