/** What a worker types on the value pad. Null for what is neither. */

/** Whole grams: `1240`. */
export function weightTyped(text: string): number | null {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : null;
}

/** Euros as people write them, in cents: `3,60`, `3.6`, `3`. */
export function amountTyped(text: string): number | null {
  const [, euros, decimals = ''] = /^(\d{1,6})(?:[.,](\d{0,2}))?$/.exec(text.trim()) ?? [];
  return euros === undefined ? null : Number(euros) * 100 + Number(decimals.padEnd(2, '0'));
}
