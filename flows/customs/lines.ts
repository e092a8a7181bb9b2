import { cents, type Cents } from '../money.ts';
import { grams, type Grams } from '../weight.ts';
import type { CustomsArticle } from './declaration.ts';
import { totals } from './totals.ts';

/**
 * The lines of a declaration while they are being said. The first line is proposed the whole weight of the item; whoever leaves
 * that as it is has said "the rest", not "a thousand grams": when another line is added, the rest becomes less by itself.
 */
export interface Line {
  readonly article: CustomsArticle;
  /** It weighs what the other lines leave. At most one does. */
  readonly rest: boolean;
}

export function articlesOf(lines: readonly Line[]): CustomsArticle[] {
  return lines.map((line) => line.article);
}

/** Whether another line than `at` already takes the rest. */
export function restIsTaken(lines: readonly Line[], at: number): boolean {
  return others(lines, at).some((line) => line.rest);
}

/**
 * The most that line `at` may weigh. A line that takes the rest gives way, down to one gram. When the item was weighed again
 * and is too light for its lines, a line may always become lighter, so that they can be mended one by one.
 */
export function gramsLeftFor(lines: readonly Line[], at: number, itemGrams: Grams): Grams {
  const claimed = others(lines, at).reduce((sum, line) => sum + (line.rest ? 1 : line.article.grams), 0);
  const before = lines[at]?.article.grams ?? 0;
  return grams(Math.max(itemGrams - claimed, before - 1, 0));
}

export function valueElsewhere(lines: readonly Line[], at: number): Cents {
  return others(lines, at).length === 0 ? cents(0) : totals(articlesOf(others(lines, at))).value;
}

/** The lines with `article` at `at`, or behind the last one. */
export function withLine(lines: readonly Line[], at: number, article: CustomsArticle, itemGrams: Grams): Line[] {
  const rest = !restIsTaken(lines, at) && article.grams === gramsLeftFor(lines, at, itemGrams);
  const line = { article, rest };
  return settled(at < lines.length ? lines.with(at, line) : [...lines, line], itemGrams);
}

export function withoutLine(lines: readonly Line[], at: number, itemGrams: Grams): Line[] {
  return settled(others(lines, at), itemGrams);
}

/** What the rest weighs now. */
function settled(lines: readonly Line[], itemGrams: Grams): Line[] {
  const left = lines.reduce((sum, line) => (line.rest ? sum : sum - line.article.grams), itemGrams as number);
  return lines.map((line) => (line.rest && left > 0 ? { ...line, article: { ...line.article, grams: grams(left) } } : line));
}

function others(lines: readonly Line[], at: number): Line[] {
  return lines.filter((_, other) => other !== at);
}
