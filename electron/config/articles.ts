import { z } from 'zod';
import { cents } from '../../flows/money.ts';
import type { Article } from '../../flows/ports.ts';
import { localised, section, whole } from './fields.ts';

/**
 * Prepaid envelopes and packaging. Which there are and what they cost was not found (`postal.md` 1): the operator writes
 * them, and without a list none are sold.
 */

const IDENTIFIER = 'letters, digits and hyphens, at most 40, such as "box-m"';
const KINDS = ['envelope', 'box', 'padded', 'other'] as const;
/** What one screen's pages can show; also the longest list of the contract. */
const MOST = 40;
const DEAREST = 50_000;

const articleSchema = section({
  article: z.string(IDENTIFIER).regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, IDENTIFIER),
  name: localised(60),
  /** What it is for or how large it is, in one sentence. */
  text: localised(120).nullable().default(null),
  kind: z.enum(KINDS, `one of ${KINDS.map((kind) => `"${kind}"`).join(', ')}`),
  price: whole(1, DEAREST, 'cents').transform((price) => cents(price)),
}).transform((article): Article => article);

export const articlesSchema = z
  .array(articleSchema, 'a list in brackets')
  .max(MOST, `at most ${MOST} articles`)
  .check((context) => {
    for (const [at, { article }] of context.value.entries()) {
      const first = context.value.findIndex((other) => other.article === article);
      if (first < at) context.issues.push({ code: 'custom', input: article, path: [at, 'article'], message: `another name than articles[${first}].article, which it repeats` });
    }
  });
