import { z } from 'zod';

/** Euro cents, a whole number. Money is never a float (house rule, `requirements.md` VAL-3). */
export type Cents = number & { readonly __unit: 'cents' };

export const centsSchema = z
  .int()
  .min(0)
  .max(100_000_00)
  .transform((value) => value as Cents);

/** What a year took in, or a terminal in all its life: without the bound of a single amount. */
export const totalSchema = z
  .int()
  .min(0)
  .transform((value) => value as Cents);

/** @throws RangeError when `value` is not a whole number of cents. A negative amount is a programming error too. */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an amount in cents: ${value}`);
  return value as Cents;
}

export function sumCents(amounts: Iterable<Cents>): Cents {
  let total = 0;
  for (const amount of amounts) total += amount;
  return cents(total);
}
