import { z } from 'zod';
import { localeSchema } from './intents.ts';
import { preferencesSchema } from './view/preferences.ts';

/**
 * What a page and its host say to each other about speech. Apart from intents, for nothing of it changes what the terminal does:
 * the page knows what is to be said and plays it, the host makes sound of it.
 */

/** Longer than any sentence of the screens; the page splits what is longer. */
export const longestUtterance = 500;

/** One sentence to be made audible, in the language that it is shown in (A11Y-24). */
export const speechAskedSchema = z.strictObject({
  type: z.literal('speech.asked'),
  /** The page's own, so that it knows which answer is which. */
  id: z.int().min(0),
  text: z.string().min(1).max(longestUtterance),
  locale: localeSchema,
  rate: preferencesSchema.shape.rate,
  /** What somebody typed, or is called: made, and kept nowhere. */
  private: z.boolean(),
});
export type SpeechAsked = z.infer<typeof speechAskedSchema>;

/** Why there is no sound: nothing here speaks that language, or what speaks did not. */
export const speechlessnessSchema = z.enum(['no-voice', 'failed']);
export type Speechlessness = z.infer<typeof speechlessnessSchema>;

/** What the host says to the page besides views. `type` stands first in each, by which the page knows it from a view. */
export const hostSaysSchema = z.discriminatedUnion('type', [
  /** WAV, 16 bits, mono, in base64. */
  z.strictObject({ type: z.literal('speech.made'), id: z.int().min(0), wav: z.base64() }),
  z.strictObject({ type: z.literal('speech.not-made'), id: z.int().min(0), why: speechlessnessSchema }),
  /** The switch in the jack, where the host has one: what a page finds out by itself counts as much (A11Y-76). */
  z.strictObject({ type: z.literal('headphones'), plugged: z.boolean() }),
]);
export type HostSays = z.infer<typeof hostSaysSchema>;
