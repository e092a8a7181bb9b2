import { z } from 'zod';
import { localisedSchema } from '../localised.ts';
import { confidenceSchema } from '../postage/confidence.ts';
import { destinationCodeSchema } from './code.ts';

/**
 * The book of destinations, as `assets/destinations/*.json` holds it: zones, customs territories, what is suspended and
 * why. It is data with sources, so that an operator replaces it without touching code.
 */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const letterZoneSchema = z.enum(['FR', 'OM1', 'OM2', 'WORLD']);
export const parcelZoneSchema = z.enum(['FR', 'OM1', 'OM2', 'A', 'GB', 'B', 'C']);
export type LetterZone = z.infer<typeof letterZoneSchema>;
export type ParcelZone = z.infer<typeof parcelZoneSchema>;

export const destinationEntrySchema = z.strictObject({
  code: destinationCodeSchema,
  /** The country on the last line of the address, ISO 3166-1 alpha-2. The same as `code` but for territories. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** Null when `Intl.DisplayNames` names it. */
  name: localisedSchema.nullable(),
  letterZone: letterZoneSchema,
  /** Null: no source says in which zone it is; parcels are sold at the counter. */
  parcelZone: parcelZoneSchema.nullable(),
  /** Of the parcel's zone; low, derived or conflict is not sold. */
  confidence: confidenceSchema,
  sources: z.array(z.string()).min(1),
  /** Goods need a customs declaration (CN22, CN23). Paper documents never do (`postal.md` 3.4). */
  declaration: z.boolean(),
  /** Postcodes of `country` that belong to this territory, as a regular expression over the whole postcode; null for a country. */
  postcodes: z.string().nullable(),
});
export type DestinationEntry = z.infer<typeof destinationEntrySchema>;

/** What is not taken to a destination now, and the sentence that says why. */
export const destinationRuleSchema = z.strictObject({
  id: z.string(),
  where: z.array(destinationCodeSchema).min(1),
  /** Null: any. */
  kind: z.enum(['letter', 'parcel']).nullable(),
  contents: z.enum(['documents', 'goods']).nullable(),
  effect: z.enum(['suspended', 'at-the-counter']),
  /** Shown to the customer. */
  note: localisedSchema,
  from: day,
  to: day.nullable(),
  source: z.string(),
  confidence: confidenceSchema,
});
export type DestinationRule = z.infer<typeof destinationRuleSchema>;

export const destinationBookSchema = z.strictObject({
  id: z.string(),
  compiled: day,
  entries: z.array(destinationEntrySchema).min(1),
  rules: z.array(destinationRuleSchema),
  /** Shown with their flags before anybody types. */
  frequent: z.array(destinationCodeSchema).max(10),
  /** The overseas territories, in the order they are shown. */
  overseas: z.array(destinationCodeSchema),
  sources: z.record(z.string(), z.strictObject({ url: z.string(), date: z.string(), kind: z.string() })),
});
export type DestinationBook = z.infer<typeof destinationBookSchema>;
