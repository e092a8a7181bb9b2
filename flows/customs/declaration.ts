import { z } from 'zod';
import { localisedSchema, type Localised } from '../localised.ts';
import { centsSchema, type Cents } from '../money.ts';
import { gramsSchema, type Grams } from '../weight.ts';

/**
 * What a customs declaration says (`postal.md` 3.4: fields of CN23 V0410 and the rules of the operator's interface of
 * 2026). Personal data: it lives in the session, on the paper and in the pre-advice record, never in the ledger.
 */

/** In the order of the operator's interface: 1 gift, 2 sample, 3 commercial, 4 document, 5 other, 6 return. */
export const customsCategorySchema = z.enum(['gift', 'sample', 'commercial', 'documents', 'other', 'return']);
export type CustomsCategory = z.infer<typeof customsCategorySchema>;

/** Forms had fifteen lines, the interface takes a hundred; fifteen is what a person declares at a terminal. */
export const mostArticles = 15;
/** Characters of one description (interface of 2026: 64, no accents). */
export const longestDescription = 64;

/** One line: `quantity` articles of one kind, with the net weight and the value of all of them together. */
export const customsArticleSchema = z.strictObject({
  description: z.string().min(1).max(longestDescription),
  quantity: z.int().min(1).max(999),
  grams: gramsSchema,
  value: centsSchema,
  /** Six, eight or ten digits of the Harmonized System; null when the sender does not know it and the category does not demand it. */
  hsCode: z.string().regex(/^(\d{6}|\d{8}|\d{10})$/).nullable(),
  /** Country of origin, ISO 3166-1 alpha-2; null when not demanded and not said. */
  origin: z.string().regex(/^[A-Z]{2}$/).nullable(),
});
export type CustomsArticle = z.infer<typeof customsArticleSchema>;

export interface CustomsDeclaration {
  readonly form: 'CN22' | 'CN23';
  readonly category: CustomsCategory;
  readonly articles: readonly CustomsArticle[];
}

/** What the sender has said so far of one line, as typed. */
export const customsDraftSchema = z.strictObject({
  description: z.string(),
  quantity: z.string(),
  /** Net weight in grams. */
  grams: z.string(),
  /** In euros, with a comma or a point: `12,50`. */
  value: z.string(),
  hsCode: z.string(),
  origin: z.string(),
});
export type CustomsDraft = z.infer<typeof customsDraftSchema>;

/** What is wrong with one field of a line, or with the whole. */
export const customsProblemSchema = z.strictObject({
  field: z.enum(['description', 'quantity', 'grams', 'value', 'hsCode', 'origin', 'articles']),
  problem: z.enum([
    'missing',
    'not-a-number',
    'zero',
    'too-long',
    'odd-characters',
    'not-a-code',
    'not-a-country',
    /** The articles together weigh more than the item on the scale. */
    'heavier-than-item',
    'too-many',
    /** May not be sent at all; `note` says why. */
    'prohibited',
    /** A clerk must see it: over 1 000 €, or goods with papers of their own; `note` says why. */
    'staff-only',
  ]),
  proposal: z.string().nullable(),
  /** From the data that forbids it. */
  note: localisedSchema.nullable(),
});
export type CustomsProblem = z.infer<typeof customsProblemSchema>;

/** One of the bundled common goods: what a person calls it, and its code. */
export interface Goods {
  readonly id: string;
  readonly name: Localised;
  readonly hsCode: string;
}

export interface CustomsTotals {
  readonly articles: number;
  readonly grams: Grams;
  readonly value: Cents;
}
