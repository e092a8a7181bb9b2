import { z } from 'zod';

/** How well a fact of the post is known, in the words of the research (`postal.md`, `tariffs-2026.json`). */
export const confidenceSchema = z.enum(['high', 'medium-high', 'medium', 'low-medium', 'low', 'derived', 'conflict']);
export type Confidence = z.infer<typeof confidenceSchema>;

/** A price that nobody can vouch for is not sold: the screen says "at the counter" until an operator's file replaces it. */
export function isSellable(confidence: Confidence): boolean {
  return confidence !== 'low' && confidence !== 'derived' && confidence !== 'conflict';
}
