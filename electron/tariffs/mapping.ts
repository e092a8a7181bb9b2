import { z } from 'zod';
import { optionIdSchema, productIdSchema } from '../../flows/facts.ts';
import { confidenceSchema } from '../../flows/postage/confidence.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { readJson } from './json.ts';
import { complaints, type TariffTrouble } from './trouble.ts';

/**
 * Which field of the operator's price feed means what, and which of our products its names are. Data, because only some
 * of the feed is known (`postal.md` 0.1): who imports corrects the file, not the code.
 */

/** `source` names one of the table `sources`. */
const known = { confidence: confidenceSchema, source: z.string() };
const fieldSchema = z.strictObject({ name: z.string(), ...known });
const rows = {
  /** Of the product, as the feed spells it; capitals, accents and hyphens do not matter. */
  names: z.array(z.string()).min(1),
  /** How the kind of sending begins; null: any. */
  sendings: z.array(z.string()).min(1).nullable(),
};

export const feedMappingSchema = z.strictObject({
  feed: z.strictObject({ name: z.string(), url: z.string(), licence: z.string(), note: z.string() }),
  fields: z.strictObject({ product: fieldSchema, sending: fieldSchema, maxGrams: fieldSchema, price: fieldSchema, priceWithoutTax: fieldSchema }),
  products: z.array(z.strictObject({ product: productIdSchema, ...rows, ...known })),
  options: z.array(z.strictObject({ option: optionIdSchema, ...rows, ...known })),
  /** Rows that are none of our prices. `withoutWeight`: only those that state no weight, such as a supplement. */
  ignored: z.array(z.strictObject({ ...rows, withoutWeight: z.boolean(), why: z.string() })),
  /** What we sell and the feed has no row for on purpose; `maxGrams` null: the whole of it. It is then left out of the list. */
  absent: z.array(z.strictObject({ id: z.union([productIdSchema, optionIdSchema]), maxGrams: z.array(z.int()).min(1).nullable(), why: z.string() })),
  sources: z.record(z.string(), z.strictObject({ what: z.string(), date: z.string(), note: z.string() })),
});
export type FeedMapping = z.infer<typeof feedMappingSchema>;

export function readMapping(file: string): Result<FeedMapping, TariffTrouble[]> {
  const content = readJson(file, 'restore the file, or give the right one with --mapping');
  if (!content.ok) return err([content.error]);
  const mapping = feedMappingSchema.safeParse(content.value);
  return mapping.success ? ok(mapping.data) : err(complaints(file, mapping.error, '', 'correct it: the form is electron/tariffs/mapping.ts'));
}
