import { z } from 'zod';
import type { Locale } from './intents.ts';

/** A sentence that comes with data (an operator's rule, the name of an article): one text a language of the screens. */
export const localisedSchema = z.strictObject({ fr: z.string().min(1).max(200), en: z.string().min(1).max(200) });
export type Localised = Readonly<Record<Locale, string>>;
