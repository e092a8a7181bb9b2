import { z } from 'zod';
import content from '../../assets/places/address-forms.json' with { type: 'json' };
import { confidenceSchema } from '../postage/confidence.ts';
import type { PlaceForm } from '../view.ts';
import { addressCountry } from './draft.ts';

/** How a country writes the place of an address, from `assets/places/address-forms.json`, which names its sources. */

const fieldSchema = z.enum(['postcode', 'town', 'region']);
type PlaceField = z.infer<typeof fieldSchema>;

const formSchema = z.strictObject({
  /** From above to below, such as `{town} {region} {postcode}`. */
  lines: z.array(z.string()).min(1).max(3),
  required: z.array(fieldSchema),
  /** What the region is called there; null when addresses have none. */
  region: z.enum(['state', 'province', 'county', 'prefecture', 'island', 'region']).nullable(),
  /** `pattern` over letters and digits alone; `written` puts the space or the hyphen where it belongs. */
  postcode: z.strictObject({ pattern: z.string(), written: z.string(), example: z.string() }).nullable(),
  confidence: confidenceSchema.optional(),
  /** Names of regions by their abbreviation, where addresses bear the abbreviation. */
  regions: z.record(z.string(), z.string()).optional(),
});
export type CountryForm = z.infer<typeof formSchema>;

const formsSchema = z.object({ forms: z.record(z.string(), formSchema) });
/** Read at the first foreign address: a terminal starts without. */
let forms: Readonly<Record<string, CountryForm>> | null = null;

/** A country of which nothing is known: a postcode if the customer knows one, and a town. */
const unknownForm: CountryForm = { lines: ['{postcode} {town}'], required: ['town'], region: null, postcode: null };

/** A French place whose towns no list names (`regionOf`: unlisted). */
const frenchForm: PlaceForm = { fields: ['postcode', 'town'], required: ['postcode', 'town'], region: 'region', postcodeExample: '98800' };

/** @param country ISO 3166-1 alpha-2. */
export function countryForm(country: string): CountryForm {
  forms ??= formsSchema.parse(content).forms;
  return (Object.hasOwn(forms, country) ? forms[country] : undefined) ?? unknownForm;
}

/** Which fields are asked of a place in that country, in its order. */
export function placeFormOf(country: string): PlaceForm {
  if (addressCountry(country) === 'FR') return frenchForm;
  const { lines, required, region, postcode } = countryForm(country);
  const fields = [...lines.join(' ').matchAll(/\{(postcode|town|region)\}/g)].map(([, field]) => field as PlaceField);
  return { fields, required: [...required], region: region ?? 'region', postcodeExample: postcode?.example ?? null };
}

/** The countries whose form is known. */
export const knownForms: readonly string[] = Object.keys(content.forms);
