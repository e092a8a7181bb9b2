import { z } from 'zod';
import { customsArticleSchema, customsCategorySchema, mostArticles } from '../../flows/customs/declaration.ts';
import { centsSchema } from '../../flows/money.ts';
import type { PreAdviceRecord } from '../../flows/ports.ts';
import { gramsSchema } from '../../flows/weight.ts';

/** A record as it lies in the database: written by another run of the program, so it is read like anything from outside. */
export const preAdviceRecordSchema = z.strictObject({
  label: z.string(),
  number: z.string().nullable(),
  product: z.string(),
  grams: gramsSchema,
  postage: centsSchema,
  destination: z.string(),
  sender: z.array(z.string()),
  addressee: z.array(z.string()),
  phone: z.string(),
  declaration: z.strictObject({ form: z.enum(['CN22', 'CN23']), category: customsCategorySchema, articles: z.array(customsArticleSchema).max(mostArticles) }),
}) satisfies z.ZodType<PreAdviceRecord>;
