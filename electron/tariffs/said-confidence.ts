import { confidenceSchema, type Confidence } from '../../flows/postage/confidence.ts';

/** The collection says in a sentence how well a product is known; the price list needs one word for each step. */

export interface Reading {
  /** Heaviest step it holds for, in grams. */
  readonly upTo: number;
  readonly confidence: Confidence;
  /** Why this step is known otherwise than its neighbours; null when they are all alike. */
  readonly note: string | null;
}

const all = (confidence: Confidence): Reading[] => [{ upTo: Infinity, confidence, note: null }];

/** Sentence by sentence, so that a new one is refused instead of being guessed at. */
const readings: Readonly<Record<string, readonly Reading[]>> = {
  'low-medium (one source)': all('low-medium'),
  'low (one source)': all('low'),
  'low: three sources disagree, see conflicts[]': all('conflict'),
  'high at 20 g, medium at 100-500 g, derived above': [
    { upTo: 20, confidence: 'high', note: null },
    { upTo: 500, confidence: 'medium', note: 'the press confirms 20 g; this step has one source' },
    { upTo: Infinity, confidence: 'derived', note: null },
  ],
  'medium-high to 10 kg, medium above': [
    { upTo: 10_000, confidence: 'medium-high', note: null },
    { upTo: Infinity, confidence: 'medium', note: 'the sources agree to 10 kg' },
  ],
  /** One source alone is "low-medium" everywhere else in the collection. */
  'medium (500 g-2 kg two sources, above one)': [
    { upTo: 2_000, confidence: 'medium', note: null },
    { upTo: Infinity, confidence: 'low-medium', note: 'two sources to 2 kg, one above' },
  ],
};

/** Lightest first; null for a sentence that nobody has read yet. */
export function readConfidence(said: string): readonly Reading[] | null {
  const word = confidenceSchema.safeParse(said);
  if (word.success) return all(word.data);
  return Object.hasOwn(readings, said) ? (readings[said] ?? null) : null;
}

export function readingOf(readings: readonly Reading[], maxGrams: number): Reading | undefined {
  return readings.find((one) => maxGrams <= one.upTo);
}
