import { cents, type Cents } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import { grams, type Grams } from '../weight.ts';
import { mostArticles, type CustomsArticle, type CustomsCategory, type CustomsDraft, type CustomsProblem } from './declaration.ts';
import { descriptionOf } from './description.ts';
import { draftOf } from './draft.ts';
import { goodsNamedIn } from './goods.ts';
import { customsLimits } from './limits.ts';
import { originOf } from './origin.ts';
import { totals } from './totals.ts';

/** What a line is held against: the category, and what the other lines leave. */
export interface ArticleContext {
  readonly category: CustomsCategory | null;
  /** The most that this line may weigh. */
  readonly gramsLeft: Grams;
  /** Declared by the other lines together. */
  readonly valueElsewhere: Cents;
}

type Field = CustomsProblem['field'];
type Read<T> = Result<T, CustomsProblem>;

const mostPieces = 999;

/** HS code and origin are compulsory for commercial goods (`postal.md` 3.4, H), and welcome otherwise. */
export function isDetailed(category: CustomsCategory | null): boolean {
  return category === 'commercial';
}

/** The line that the draft says, or everything that is wrong with it. */
export function articleOf(draft: CustomsDraft, context: ArticleContext): Result<CustomsArticle, CustomsProblem[]> {
  const description = descriptionOf(draft.description);
  const quantity = quantityOf(draft.quantity);
  const weight = weightOf(draft.grams, context.gramsLeft);
  const value = valueOf(draft.value, context.valueElsewhere);
  const hsCode = hsCodeOf(draft, context.category);
  const origin = originOfDraft(draft.origin, context.category);
  if (description.ok && quantity.ok && weight.ok && value.ok && hsCode.ok && origin.ok) {
    return ok({ description: description.value, quantity: quantity.value, grams: weight.value, value: value.value, hsCode: hsCode.value, origin: origin.value });
  }
  return err([description, quantity, weight, value, hsCode, origin].flatMap((read) => (read.ok ? [] : [read.error])));
}

/** What is wrong with the declaration as a whole; of its lines, everything that one of them alone can be blamed for. */
export function declarationProblems(declaration: { readonly category: CustomsCategory; readonly articles: readonly CustomsArticle[] }, itemGrams: Grams): CustomsProblem[] {
  const { category, articles } = declaration;
  const { grams: net, value } = totals(articles);
  const problems: CustomsProblem[] = [];
  if (articles.length === 0) problems.push(problem('articles', 'missing'));
  if (articles.length > mostArticles) problems.push(problem('articles', 'too-many'));
  // The item may weigh more than its contents: packing. Never less.
  if (net > itemGrams) problems.push(problem('articles', 'heavier-than-item'));
  if (value > customsLimits.staffOnly.above) problems.push(aboveLimit('articles'));
  return distinct([...problems, ...articles.flatMap((article) => lineProblems(article, category))]);
}

/** Ten lines without a code are one thing to be told, not ten. */
function distinct(problems: readonly CustomsProblem[]): CustomsProblem[] {
  return [...new Map(problems.map((one) => [`${one.field} ${one.problem} ${one.note?.fr ?? ''}`, one])).values()];
}

/** What is wrong with one line whatever the others say: a category chosen later can ask for more of it. */
export function lineProblems(article: CustomsArticle, category: CustomsCategory): CustomsProblem[] {
  const line = articleOf(draftOf(article), { category, gramsLeft: article.grams, valueElsewhere: cents(0) });
  return line.ok ? [] : line.error;
}

function problem(field: Field, kind: CustomsProblem['problem'], proposal: string | null = null): CustomsProblem {
  return { field, problem: kind, proposal, note: null };
}

function aboveLimit(field: Field): CustomsProblem {
  return { field, problem: 'staff-only', proposal: null, note: customsLimits.staffOnly.note };
}

/** Typed figures without the spaces that group them and without their unit. Twelve digits are exact, and more than anything is. */
function figures(typed: string, unit: RegExp): string {
  return typed.replaceAll(/\s/gu, '').replace(unit, '');
}

function quantityOf(typed: string): Read<number> {
  const text = figures(typed, /^[x×]/iu);
  if (text === '') return ok(1);
  if (!/^\d{1,12}$/.test(text)) return err(problem('quantity', 'not-a-number'));
  const quantity = Number(text);
  if (quantity === 0) return err(problem('quantity', 'zero'));
  return quantity > mostPieces ? err(problem('quantity', 'too-many')) : ok(quantity);
}

function weightOf(typed: string, gramsLeft: Grams): Read<Grams> {
  const text = figures(typed, /g$/iu);
  if (text === '') return err(problem('grams', 'missing'));
  if (!/^\d{1,12}$/.test(text)) return err(problem('grams', 'not-a-number'));
  const net = Number(text);
  if (net === 0) return err(problem('grams', 'zero'));
  return net > gramsLeft ? err(problem('grams', 'heavier-than-item', gramsLeft > 0 ? String(gramsLeft) : null)) : ok(grams(net));
}

/** `12`, `12,5`, `12.50 €`. Three decimals are not money, and `1.200` could be either thing: it is asked again. */
function valueOf(typed: string, elsewhere: Cents): Read<Cents> {
  const text = figures(typed, /(€|eur)$/iu);
  if (text === '') return err(problem('value', 'missing'));
  const [, euros, decimals = ''] = /^(\d{1,12})(?:[.,](\d{0,2}))?$/.exec(text) ?? [];
  if (euros === undefined) return err(problem('value', 'not-a-number'));
  const value = Number(euros) * 100 + Number(decimals.padEnd(2, '0'));
  // A gift has a value too: the operator's interface refuses zero (`postal.md` 3.4).
  if (value === 0) return err(problem('value', 'zero'));
  return elsewhere + value > customsLimits.staffOnly.above ? err(aboveLimit('value')) : ok(cents(value));
}

/** Six digits of the world's nomenclature, eight of the Union's, ten of a tariff; written with points or spaces as tables do. */
function hsCodeOf({ hsCode, description }: CustomsDraft, category: CustomsCategory | null): Read<string | null> {
  const code = hsCode.replaceAll(/[\s.]/gu, '');
  const known = () => goodsNamedIn(description)?.hsCode ?? null;
  if (code === '') return isDetailed(category) ? err(problem('hsCode', 'missing', known())) : ok(null);
  const isOne = /^(\d{6}|\d{8}|\d{10})$/.test(code) && !code.startsWith('00');
  return isOne ? ok(code) : err(problem('hsCode', 'not-a-code', known()));
}

function originOfDraft(typed: string, category: CustomsCategory | null): Read<string | null> {
  if (typed.trim() === '') return isDetailed(category) ? err(problem('origin', 'missing')) : ok(null);
  const origin = originOf(typed);
  return origin === null ? err(problem('origin', 'not-a-country')) : ok(origin);
}
