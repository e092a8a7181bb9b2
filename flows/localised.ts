import { z } from 'zod';
import { locales, type Locale } from './locales.ts';

/**
 * A sentence that comes with data (an operator's rule, the name of an article): one text a language of the screens. The bundled
 * data has all of them (`localised.test.ts`); of an operator's own French and English
 * are demanded, for an operator may not know the others, and French stands where one is missing.
 */
const sentence = z.string().min(1).max(240);
const other = sentence.optional();

export const localisedSchema = z.strictObject({
  fr: sentence,
  en: sentence,
  de: other,
  es: other,
  it: other,
  pt: other,
  nl: other,
  ar: other,
  uk: other,
  zh: other,
  br: other,
} satisfies Record<Locale, z.ZodType>);
export type Localised = z.infer<typeof localisedSchema>;

export function everyWording(said: Localised): string[] {
  return locales.map((locale) => said[locale]).filter((wording) => wording !== undefined);
}
