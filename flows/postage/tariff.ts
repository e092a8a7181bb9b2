import { z } from 'zod';
import { optionIdSchema, productIdSchema } from '../facts.ts';
import { centsSchema } from '../money.ts';
import { gramsSchema } from '../weight.ts';
import { confidenceSchema } from './confidence.ts';

/** A dated price list, as `assets/tariffs/*.json` holds it. Every price keeps its dates, its source and its confidence. */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const tariffStepSchema = z.strictObject({
  /** Upper bound of the step, inclusive ("jusqu'à 20 g"). */
  maxGrams: gramsSchema,
  price: centsSchema,
  confidence: confidenceSchema,
  sources: z.array(z.string()).min(1),
  /** Why the confidence is lower than the product's; null when it is the product's. */
  note: z.string().nullable(),
});
export type TariffStep = z.infer<typeof tariffStepSchema>;

/** Where a product goes: France, overseas, a zone of parcels, or the whole world by letter. */
export const tariffZoneSchema = z.enum(['FR', 'OM1', 'OM2', 'WORLD', 'A', 'GB', 'B', 'C']);
export type TariffZone = z.infer<typeof tariffZoneSchema>;

export const tariffProductSchema = z.strictObject({
  product: productIdSchema,
  name: z.string(),
  kind: z.enum(['letter', 'parcel']),
  zone: tariffZoneSchema,
  /** First and last day these prices hold, Europe/Paris, both inclusive; null = until replaced. Within the list's own period. */
  validFrom: day,
  validTo: day.nullable(),
  tracked: z.boolean(),
  /** Handed over against signature. */
  signed: z.boolean(),
  /** Level of registration; null when it is not registered. */
  registered: z.enum(['R1', 'R2', 'R3']).nullable(),
  /** Delivered to a pick-up point that the sender names. */
  pickUp: z.boolean(),
  /** Working days to delivery, first and last; null when none is promised. */
  deliveryDays: z.strictObject({ from: z.int(), to: z.int() }).nullable(),
  lateCompensated: z.boolean(),
  /** Cover without insurance: so many cents a kilogram in proportion, or one amount; null when none. */
  cover: z.strictObject({ per: z.enum(['kilogram', 'item']), amount: centsSchema, source: z.string() }).nullable(),
  steps: z.array(tariffStepSchema).min(1),
  note: z.string().nullable(),
});
export type TariffProduct = z.infer<typeof tariffProductSchema>;

export const tariffOptionSchema = z.strictObject({
  option: optionIdSchema,
  name: z.string(),
  products: z.array(productIdSchema).min(1),
  price: centsSchema,
  validFrom: day,
  validTo: day.nullable(),
  confidence: confidenceSchema,
  sources: z.array(z.string()).min(1),
  note: z.string().nullable(),
});
export type TariffOption = z.infer<typeof tariffOptionSchema>;

export const tariffSchema = z.strictObject({
  /** Such as `2026-01-01`. */
  id: z.string(),
  /** First and last day it holds, Europe/Paris, both inclusive; `validTo` null = until replaced. */
  validFrom: day,
  validTo: day.nullable(),
  compiled: day,
  products: z.array(tariffProductSchema).min(1),
  options: z.array(tariffOptionSchema),
  /** What the source knows and this terminal does not sell, with the reason: nothing disappears silently. */
  leftOut: z.array(z.strictObject({ id: z.string(), name: z.string(), why: z.string() })),
  sources: z.record(z.string(), z.strictObject({ url: z.string(), date: z.string(), kind: z.string() })),
});
export type Tariff = z.infer<typeof tariffSchema>;
