import { z } from 'zod';
import { destinationCodeSchema } from '../destinations/code.ts';
import { optionIdSchema, productIdSchema, soldIdSchema } from '../facts.ts';
import { localisedSchema } from '../localised.ts';
import { centsSchema } from '../money.ts';
import { gramsSchema } from '../weight.ts';
import { reasonSchema } from './reason.ts';

/** What screens say of the things sold: basket lines, labels, offers. */

/** How a thing is drawn and named: what is posted, or what is only bought. */
export const soldKindSchema = z.enum(['letter', 'parcel', 'stamp', 'supplement', 'article']);
export type SoldKind = z.infer<typeof soldKindSchema>;

const thing = {
  kind: soldKindSchema,
  product: soldIdSchema,
  /** What it is called when the product does not name it: an article of the operator's list. */
  name: localisedSchema.nullable(),
  grams: gramsSchema,
  options: z.array(optionIdSchema),
  /** Null where nothing is sent. */
  destination: destinationCodeSchema.nullable(),
  /** Town of the addressee when the product has an address, as the customer knows it; else null. */
  town: z.string().nullable(),
};

/** What one basket line is, in facts. */
export const lineViewSchema = z.strictObject({
  line: z.string(),
  ...thing,
  quantity: z.int(),
  unitPrice: centsSchema,
  price: centsSchema,
});
export type LineView = z.infer<typeof lineViewSchema>;

/** One label to be printed: a line of quantity 3 makes three pieces. */
export const pieceViewSchema = z.strictObject({
  piece: z.string(),
  ...thing,
  price: centsSchema,
  /** Of its label, once that is given; null before, and for what has none. */
  number: z.string().nullable(),
  state: z.enum(['waiting', 'printing', 'printed', 'spoiled', 'unknown', 'returned']),
  /** Customs sheets that belong to it: to be signed and put in the pouch; null when it has none. */
  customs: z.enum(['CN22', 'CN23']).nullable(),
  /** `none`: it is not dropped here (stamps, articles). `awaited` until its label was scanned at the drop. */
  deposit: z.enum(['none', 'awaited', 'deposited']),
});
export type PieceView = z.infer<typeof pieceViewSchema>;

export const offerViewSchema = z.strictObject({
  product: productIdSchema,
  /** Null when the offer is impossible; then `reason` says why. */
  price: centsSchema.nullable(),
  reason: reasonSchema.nullable(),
  /** The sentence of the rule that forbids it, when it was a rule. */
  note: localisedSchema.nullable(),
  /** Working days to delivery; null when the operator promises none. */
  days: z.strictObject({ from: z.int(), to: z.int() }).nullable(),
  tracked: z.boolean(),
  signed: z.boolean(),
  registered: z.enum(['R1', 'R2', 'R3']).nullable(),
  pickUp: z.boolean(),
  /** How far the item is covered without insurance, in cents; null when there is no cover. */
  cover: centsSchema.nullable(),
  /** Late delivery is compensated (Lettre Services Plus, `postal.md` 1). */
  lateCompensated: z.boolean(),
  /** What can be added to it today, each with its price. */
  options: z.array(z.strictObject({ option: optionIdSchema, price: centsSchema })),
});
export type OfferView = z.infer<typeof offerViewSchema>;

