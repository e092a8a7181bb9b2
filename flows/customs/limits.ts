import { z } from 'zod';
import content from '../../assets/customs/limits.json' with { type: 'json' };
import { localisedSchema } from '../localised.ts';
import { centsSchema } from '../money.ts';
import { confidenceSchema } from '../postage/confidence.ts';

/** The two amounts on which a declaration turns, as `assets/customs/limits.json` holds them with their sources. */
export const customsLimitsSchema = z.strictObject({
  note: z.string(),
  compiled: z.string(),
  /** A letter's goods up to this value go with CN22, above with CN23. */
  cn22: z.strictObject({ upTo: centsSchema, source: z.string(), confidence: confidenceSchema }),
  /** Above this value a clerk takes over. */
  staffOnly: z.strictObject({ above: centsSchema, note: localisedSchema, source: z.string(), confidence: confidenceSchema }),
});

export const customsLimits = customsLimitsSchema.parse(content);
