import { z } from 'zod';
import { productIdSchema } from '../facts.ts';
import { centsSchema } from '../money.ts';
import { gramsSchema } from '../weight.ts';

/** A dated price list, as `assets/tariffs/*.json` holds it. Every price keeps its source and its confidence. */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const confidenceSchema = z.enum(['high', 'medium-high', 'medium', 'low', 'derived', 'conflict']);

export const tariffStepSchema = z.strictObject({
  /** Upper bound of the step, inclusive ("jusqu'à 20 g"). */
  maxGrams: gramsSchema,
  price: centsSchema,
  confidence: confidenceSchema,
  sources: z.array(z.string()).min(1),
});

export const tariffProductSchema = z.strictObject({
  product: productIdSchema,
  name: z.string(),
  kind: z.enum(['letter', 'parcel']),
  tracked: z.boolean(),
  deliveryDays: z.int().nullable(),
  lateCompensated: z.boolean(),
  /** Cover without insurance, cents a kilogram begun or not: see `quote()`; null when none. */
  coverPerKilogram: centsSchema.nullable(),
  coverSource: z.string().nullable(),
  steps: z.array(tariffStepSchema).min(1),
  note: z.string().nullable(),
});
export type TariffProduct = z.infer<typeof tariffProductSchema>;

export const tariffSchema = z.strictObject({
  /** Such as `2026-01-01`. */
  id: z.string(),
  /** First and last day it holds, Europe/Paris, both inclusive; `validTo` null = until replaced. */
  validFrom: day,
  validTo: day.nullable(),
  compiled: day,
  products: z.array(tariffProductSchema).min(1),
  sources: z.record(z.string(), z.strictObject({ url: z.string(), date: z.string(), kind: z.string() })),
});
export type Tariff = z.infer<typeof tariffSchema>;
