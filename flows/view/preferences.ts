import { z } from 'zod';

/**
 * How somebody wants the terminal to be for them: what EN 301 549 calls a mode. They combine freely, are reached from every
 * screen, and are gone with the session (`forgetCustomer`): whoever comes next finds the terminal as it is for everybody.
 */
export const preferencesSchema = z.strictObject({
  /** `soft`: low glare, for eyes that bright surfaces hurt. */
  theme: z.enum(['light', 'dark', 'contrast', 'soft']),
  /** `largest` has capitals of 0.7° and more at the stated viewing distance (EN 301 549 5.1.4, A11Y-27). */
  textSize: z.enum(['standard', 'large', 'larger', 'largest']),
  motion: z.enum(['full', 'reduced']),
  /** `low`: whatever is touched lies within reach from a wheelchair (A11Y-40). */
  reach: z.enum(['full', 'low']),
  /** `easy`: the register "Facile à lire et à comprendre"; there is one of French, the other languages have theirs as it is. */
  wording: z.enum(['standard', 'easy']),
  /** `calm`: every limit is longer, and nothing says so twice (A11Y-57). */
  pace: z.enum(['standard', 'calm']),
  /** Where the terminal speaks: what is private is said to headphones only (A11Y-19). */
  speech: z.enum(['off', 'speaker', 'headphones']),
  /** How fast it speaks, 1 to 5; 3 is usual. */
  rate: z.int().min(1).max(5),
  /** How loud, 1 to 10; 5 is usual, at most 65 dBA where the site was measured, and so again after every use (A11Y-23). */
  volume: z.int().min(1).max(10),
  /** `blank`: nobody reads over the shoulder of somebody who listens (A11Y-73). */
  screen: z.enum(['shown', 'blank']),
});
export type Preferences = z.infer<typeof preferencesSchema>;
