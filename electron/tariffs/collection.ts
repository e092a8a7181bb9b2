import { z } from 'zod';

/** The researched price collection (`tariffs-2026.json`: many products, many sources) as far as the generator reads it. */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const sources = z.array(z.string()).min(1);

const namedSchema = z.looseObject({ id: z.string(), name: z.string() });

export const collectionSchema = z.object({
  compiled: day,
  /** Only what is sold is read further: the rest has fields of its own, such as a step without a weight. */
  products: z.array(namedSchema),
  options: z.array(namedSchema),
  conflicts: z.array(z.object({ id: z.string(), what: z.string(), reading: z.string() })),
  sources: z.record(z.string(), z.object({ url: z.string(), date: z.string(), kind: z.string() })),
});
export type Collection = z.infer<typeof collectionSchema>;

export const collectedProductSchema = z.object({
  id: z.string(),
  name: z.string(),
  zone: z.string(),
  valid_from: day,
  valid_to: day.nullable(),
  steps: z
    .array(
      z.object({
        max_g: z.int(),
        price_cents: z.int(),
        derived: z.boolean().optional(),
        derivation: z.string().optional(),
        note: z.string().optional(),
      }),
    )
    .min(1),
  /** In words: see `readConfidence`. */
  confidence: z.string(),
  sources,
  delivery_days: z.int().optional(),
  delivery_days_range: z.tuple([z.int(), z.int()]).optional(),
  tracking: z.boolean().optional(),
  indemnity_cap_cents: z.int().optional(),
  indemnity_source: z.string().optional(),
  note: z.string().optional(),
});
export type CollectedProduct = z.infer<typeof collectedProductSchema>;

export const collectedOptionSchema = z.object({
  id: z.string(),
  name: z.string(),
  applies_to: z.array(z.string()).min(1),
  price_cents: z.int(),
  valid_from: day,
  valid_to: day.nullable().default(null),
  confidence: z.string(),
  sources,
  note: z.string().optional(),
});
export type CollectedOption = z.infer<typeof collectedOptionSchema>;
