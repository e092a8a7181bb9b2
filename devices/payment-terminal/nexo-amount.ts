/**
 * Amounts of nexo are decimal numbers in JSON (`12.34`), ours are whole cents. The way goes over their digits, never over
 * arithmetic: 0.29 × 100 is 28.999999999999996.
 */

/** The number whose shortest decimal form is the amount: what `JSON.stringify` writes. Up to `mostCents`. */
export function decimalOf(cents: number): number {
  const digits = String(cents).padStart(3, '0');
  return Number(`${digits.slice(0, -2)}.${digits.slice(-2)}`);
}

/** Whole cents; null for what is no amount of euros, such as a third decimal. */
export function centsOf(decimal: number): number | null {
  const [, euros, cents = ''] = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(String(decimal)) ?? [];
  return euros === undefined ? null : Number(euros + cents.padEnd(2, '0'));
}

/** `SimpleAmountType` of the nexo schema ends below a hundred million [K]: eight digits before the point. */
export const mostCents = 9_999_999_999;
