import type { CustomsArticle, CustomsDraft } from './declaration.ts';

/** What is typed of a line before it is one. */
export const emptyCustomsDraft: CustomsDraft = { description: '', quantity: '', grams: '', value: '', hsCode: '', origin: '' };

/** A line opened again, as it would have been typed: `12,50`. */
export function draftOf({ description, quantity, grams, value, hsCode, origin }: CustomsArticle): CustomsDraft {
  const euros = `${Math.trunc(value / 100)},${String(value % 100).padStart(2, '0')}`;
  return { description, quantity: String(quantity), grams: String(grams), value: euros, hsCode: hsCode ?? '', origin: origin ?? '' };
}
