import { z } from 'zod';
import content from '../../assets/customs/prohibited.json' with { type: 'json' };
import { localisedSchema } from '../localised.ts';
import { confidenceSchema } from '../postage/confidence.ts';
import { occurrences, wordsOf } from './words.ts';

/**
 * What a description gives away as forbidden, or as something that a clerk must see first. Whole words only, and innocent
 * phrases are taken out (`pistolet à eau`): a machine that cries wolf is not listened to.
 */

export const prohibitionsSchema = z.strictObject({
  note: z.string(),
  compiled: z.string(),
  sources: z.record(z.string(), z.strictObject({ url: z.string(), date: z.string(), kind: z.string() })),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      effect: z.enum(['prohibited', 'staff-only']),
      note: localisedSchema,
      words: z.array(z.string().min(1)).min(1),
      unless: z.array(z.string().min(1)),
      sources: z.array(z.string()).min(1),
      confidence: confidenceSchema,
    }),
  ),
});
export type Prohibition = Pick<z.infer<typeof prohibitionsSchema>['rules'][number], 'id' | 'effect' | 'note'>;

type Rule = Prohibition & { readonly words: readonly (readonly string[])[]; readonly unless: readonly (readonly string[])[] };

/** Read at the first question: whoever starts a terminal declares nothing yet. */
let rules: readonly Rule[] | null = null;

function readRules(): readonly Rule[] {
  return prohibitionsSchema.parse(content).rules.map((rule) => ({ ...rule, words: rule.words.map(wordsOf), unless: rule.unless.map(wordsOf) }));
}

/** The rule against a thing so described, the stricter one first; null when none is known. */
export function prohibitionOf(description: string): Prohibition | null {
  const text = wordsOf(description);
  rules ??= readRules();
  const against = rules.filter(({ words, unless }) => {
    const innocent = unless.flatMap((phrase) => occurrences(phrase, text));
    return words.some((phrase) => occurrences(phrase, text).some((found) => !innocent.some((span) => span.from <= found.from && found.to <= span.to)));
  });
  return against.find((rule) => rule.effect === 'prohibited') ?? against[0] ?? null;
}
