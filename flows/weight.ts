import { z } from 'zod';

/** Grams, a whole number: the value the verified scale indicated, never rounded by us (`devices.md` 1.6 rules 2 and 3). */
export type Grams = number & { readonly __unit: 'grams' };

export const gramsSchema = z
  .int()
  .min(0)
  .max(1_000_000)
  .transform((value) => value as Grams);

/** @throws RangeError when `value` is not a whole, non-negative number of grams. */
export function grams(value: number): Grams {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a weight in grams: ${value}`);
  return value as Grams;
}
