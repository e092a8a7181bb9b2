import { z } from 'zod';

/** What is typed of one address, and what is wrong with it. */

export const addressDraftSchema = z.strictObject({
  /** Of the address, ISO 3166-1 alpha-2; `FR` for Monaco and overseas too, whose addresses are French. */
  country: z.string().regex(/^[A-Z]{2}$/),
  postcode: z.string(),
  town: z.string(),
  /** State, province or county, where the country's addresses have one; else empty. */
  region: z.string(),
  street: z.string(),
  building: z.string(),
  apartment: z.string(),
  place: z.string(),
  name: z.string(),
  company: z.string(),
  /** Asked where the product demands it (pick-up point, some countries); else empty. */
  phone: z.string(),
});
export type AddressDraft = z.infer<typeof addressDraftSchema>;

/** What is wrong with one typed field, and what we propose instead (an abbreviation, a spelling), if anything. */
export const addressProblemSchema = z.strictObject({
  field: z.enum(['postcode', 'town', 'region', 'street', 'building', 'apartment', 'place', 'name', 'company', 'phone', 'contact']),
  problem: z.enum([
    'missing',
    'too-long',
    'odd-characters',
    'unknown-postcode',
    'not-served',
    /** Not in the form that the country's postcodes have; the proposal shows an example. */
    'not-a-postcode',
    'not-a-phone',
    /** The scanned contact lies in another country than the item goes to. */
    'other-country',
    /** What was scanned is no contact card. */
    'not-a-contact',
    /** Another tariff, or none of ours, holds in that place (Canaries, overseas …): `back` changes the destination. */
    'other-destination',
  ]),
  proposal: z.string().nullable(),
});
export type AddressProblem = z.infer<typeof addressProblemSchema>;

/** How the foreign country writes the place: which fields are asked, in its order, and what the region is called there. */
export const placeFormSchema = z.strictObject({
  fields: z.array(z.enum(['postcode', 'town', 'region'])),
  required: z.array(z.enum(['postcode', 'town', 'region'])),
  region: z.enum(['state', 'province', 'county', 'prefecture', 'island', 'region']),
  /** Such as `K1A 0B1`; null when the country has no postcodes or none is known. */
  postcodeExample: z.string().nullable(),
});
export type PlaceForm = z.infer<typeof placeFormSchema>;
