import { assign, setup } from 'xstate';
import { articleOf, declarationProblems, lineProblems } from '../customs/check.ts';
import { mostArticles, type CustomsArticle, type CustomsCategory, type CustomsDeclaration, type CustomsDraft, type CustomsProblem } from '../customs/declaration.ts';
import { draftOf, emptyCustomsDraft } from '../customs/draft.ts';
import { formOf } from '../customs/form.ts';
import { goodsNamedIn, goodsOf, isNamedIn, isNameOf, searchGoods, type ListedGoods } from '../customs/goods.ts';
import { articlesOf, gramsLeftFor, restIsTaken, valueElsewhere, withLine, withoutLine, type Line } from '../customs/lines.ts';
import type { Intent } from '../intents.ts';
import type { Result } from '../result.ts';
import type { Grams } from '../weight.ts';

/**
 * The customs declaration of one item: why it is sent, what is in it line by line, and a last look at which the sender
 * declares. A common thing that is chosen leaves only its value to be typed.
 */

export interface CustomsEntryInput {
  readonly itemGrams: Grams;
  readonly kind: 'letter' | 'parcel';
  /** What was said before, of the same item: held against what it weighs now. */
  readonly before: CustomsDeclaration | null;
}

export interface CustomsEntryOutput {
  readonly kind: 'confirmed' | 'left';
  /** What was said, complete or not; null when not even the category was. */
  readonly declaration: CustomsDeclaration | null;
}

export interface CustomsEntryContext {
  readonly itemGrams: Grams;
  readonly kind: 'letter' | 'parcel';
  category: CustomsCategory | null;
  lines: readonly Line[];
  /** Which line is being said, from 0: one of `lines`, or the one behind them. */
  at: number;
  draft: CustomsDraft;
  /** The thing that filled in description and code, or that a line opened again speaks of; null when it is none of the list. */
  goods: ListedGoods | null;
  suggestions: readonly ListedGoods[];
  problems: readonly CustomsProblem[];
  confirmed: boolean;
}

/** As many as the screen shows at once. */
const mostSuggestions = 6;

/** Typed text has its outer white space taken off, so that a stray space is never a mistake of the customer's. */
function typedIn({ context, event }: { context: CustomsEntryContext; event: Intent }): CustomsDraft {
  if (event.type !== 'customs.article.entered') return context.draft;
  const { type: _, ...fields } = event;
  const draft = Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, text.trim()])) as typeof fields;
  return { ...draft, hsCode: codeKept(context, draft) };
}

/** The code of a chosen thing goes when the description speaks of another: nobody would notice it standing there. A code that differs was typed. */
function codeKept({ goods }: CustomsEntryContext, draft: Pick<CustomsDraft, 'description' | 'hsCode'>): string {
  return goods !== null && draft.hsCode === goods.hsCode && !isNamedIn(goods, draft.description) ? '' : draft.hsCode;
}

/** A chosen thing stands on the form in the form's own words, under whatever name the screen showed it. */
function inFormWords({ goods }: CustomsEntryContext, article: CustomsArticle): CustomsArticle {
  return goods !== null && isNameOf(goods, article.description) ? { ...article, description: goods.description } : article;
}

function lineOf(context: CustomsEntryContext, draft: CustomsDraft): Result<CustomsArticle, CustomsProblem[]> {
  const { category, lines, at, itemGrams } = context;
  return articleOf(draft, { category, gramsLeft: gramsLeftFor(lines, at, itemGrams), valueElsewhere: valueElsewhere(lines, at) });
}

/** The first line of which the category, chosen later, asks more; -1 when none is. */
function incompleteLine({ category, lines }: CustomsEntryContext): number {
  return category === null ? -1 : lines.findIndex(({ article }) => lineProblems(article, category).length > 0);
}

function wholeProblems({ category, lines, itemGrams }: CustomsEntryContext): CustomsProblem[] {
  return category === null ? [] : declarationProblems({ category, articles: articlesOf(lines) }, itemGrams);
}

function fresh(context: CustomsEntryContext): Partial<CustomsEntryContext> {
  return { at: context.lines.length, draft: emptyCustomsDraft, goods: null, suggestions: searchGoods('', mostSuggestions) };
}

function opened({ lines }: CustomsEntryContext, at: number): Partial<CustomsEntryContext> {
  const line = lines[at];
  return line === undefined ? {} : { at, draft: draftOf(line.article), goods: goodsNamedIn(line.article.description), suggestions: [] };
}

/** Description and code come from the thing, one piece, and the weight that is left: the value alone is the sender's to say. */
function filledWith({ draft, lines, at, itemGrams }: CustomsEntryContext, goods: ListedGoods): CustomsDraft {
  const left = restIsTaken(lines, at) ? 0 : gramsLeftFor(lines, at, itemGrams);
  const proposed = left > 0 ? String(left) : '';
  return { ...draft, description: goods.description, hsCode: goods.hsCode, quantity: draft.quantity === '' ? '1' : draft.quantity, grams: draft.grams === '' ? proposed : draft.grams };
}

export const customsEntryMachine = setup({
  types: {
    context: {} as CustomsEntryContext,
    input: {} as CustomsEntryInput,
    output: {} as CustomsEntryOutput,
    events: {} as Intent,
  },
  guards: {
    somethingDeclared: ({ context }) => context.category !== null && context.lines.length > 0,
    categoryKnown: ({ context }) => context.category !== null,
    anyLine: ({ context }) => context.lines.length > 0,
    onlyLine: ({ context, event }) => event.type === 'customs.article.removed' && event.at === 0 && context.lines.length === 1,
    knownLine: ({ context, event }) => (event.type === 'customs.article.reopened' || event.type === 'customs.article.removed') && event.at < context.lines.length,
    canAdd: ({ context }) => context.lines.length < mostArticles,
    knownGoods: ({ event }) => event.type === 'customs.goods.chosen' && goodsOf(event.goods) !== null,
    soundLine: ({ context, event }) => lineOf(context, typedIn({ context, event })).ok,
    incomplete: ({ context }) => incompleteLine(context) >= 0,
    soundWhole: ({ context }) => context.category !== null && wholeProblems(context).length === 0,
  },
  actions: {
    takeCategory: assign(({ event }) => (event.type === 'customs.category.chosen' ? { category: event.category } : {})),
    beginLine: assign(({ context }) => fresh(context)),
    openLine: assign(({ context, event }) => (event.type === 'customs.article.reopened' ? opened(context, event.at) : {})),
    /** Opens the line that lacks something and says what. */
    openIncomplete: assign(({ context }) => {
      const at = incompleteLine(context);
      const line = context.lines[at];
      return line === undefined || context.category === null ? {} : { ...opened(context, at), problems: lineProblems(line.article, context.category) };
    }),
    search: assign(({ context, event }) => {
      if (event.type !== 'customs.goods.searched') return {};
      const draft = { ...context.draft, description: event.text.trim() };
      return { draft: { ...draft, hsCode: codeKept(context, draft) }, suggestions: searchGoods(event.text, mostSuggestions), problems: [] };
    }),
    fill: assign(({ context, event }) => {
      const goods = event.type === 'customs.goods.chosen' ? goodsOf(event.goods) : null;
      return goods === null ? {} : { draft: filledWith(context, goods), goods, suggestions: [] };
    }),
    /** A thing that may not be posted says so at once, before anything more is typed of it. */
    pointAtGoods: assign(({ context }) => {
      const line = lineOf(context, context.draft);
      return { problems: line.ok ? [] : line.error.filter(({ field, problem }) => field === 'description' && (problem === 'prohibited' || problem === 'staff-only')) };
    }),
    /** What was typed is kept even when it is wrong: nothing typed is ever lost. */
    take: assign(({ context, event }) => ({ draft: typedIn({ context, event }) })),
    point: assign(({ context }) => {
      const line = lineOf(context, context.draft);
      return { problems: line.ok ? [] : line.error, suggestions: [] };
    }),
    putLine: assign(({ context }) => {
      const line = lineOf(context, context.draft);
      return line.ok ? { lines: withLine(context.lines, context.at, inFormWords(context, line.value), context.itemGrams) } : {};
    }),
    removeLine: assign(({ context, event }) => (event.type === 'customs.article.removed' ? { lines: withoutLine(context.lines, event.at, context.itemGrams) } : {})),
    /** The draft of a line that has been said, or given up, is the line itself. */
    closeLine: assign(({ context }) => fresh(context)),
    pointAtWhole: assign(({ context }) => ({ problems: wholeProblems(context) })),
    forgetProblems: assign({ problems: [] }),
    confirm: assign({ confirmed: true }),
  },
}).createMachine({
  id: 'customs-entry',
  context: ({ input: { itemGrams, kind, before } }) => ({
    itemGrams,
    kind,
    category: before?.category ?? null,
    lines: (before?.articles ?? []).map((article) => ({ article, rest: false })),
    at: before?.articles.length ?? 0,
    draft: emptyCustomsDraft,
    goods: null,
    suggestions: searchGoods('', mostSuggestions),
    problems: [],
    confirmed: false,
  }),
  initial: 'opening',
  states: {
    /** Whoever comes back finds what was said. */
    opening: {
      always: [{ guard: 'somethingDeclared', target: 'overview' }, { guard: 'categoryKnown', target: 'article' }, { target: 'category' }],
    },
    category: {
      on: {
        'customs.category.chosen': [
          { guard: 'anyLine', actions: 'takeCategory', target: 'reviewing' },
          { actions: 'takeCategory', target: 'article' },
        ],
        back: 'left',
      },
    },
    article: {
      on: {
        'customs.goods.searched': { actions: 'search' },
        'customs.goods.chosen': { guard: 'knownGoods', actions: ['fill', 'pointAtGoods'] },
        'customs.article.entered': [{ guard: 'soundLine', actions: ['take', 'putLine'], target: 'reviewing' }, { actions: ['take', 'point'] }],
        back: [{ guard: 'anyLine', target: 'overview' }, { target: 'category' }],
      },
      exit: 'forgetProblems',
    },
    /** Goods that became commercial need a code and an origin on every line: the first that lacks them is opened. */
    reviewing: {
      always: [{ guard: 'incomplete', actions: 'openIncomplete', target: 'article' }, { target: 'overview' }],
    },
    overview: {
      entry: ['closeLine', 'pointAtWhole'],
      on: {
        'customs.article.added': { guard: 'canAdd', actions: 'beginLine', target: 'article' },
        'customs.article.reopened': { guard: 'knownLine', actions: 'openLine', target: 'article' },
        'customs.article.removed': [
          { guard: 'onlyLine', actions: ['removeLine', 'beginLine'], target: 'article' },
          { guard: 'knownLine', actions: ['removeLine', 'closeLine', 'pointAtWhole'] },
        ],
        'customs.confirmed': [{ guard: 'soundWhole', actions: 'confirm', target: 'left' }, { target: 'reviewing' }],
        back: 'category',
      },
      exit: 'forgetProblems',
    },
    left: { type: 'final' },
  },
  output: ({ context }): CustomsEntryOutput => ({ kind: context.confirmed ? 'confirmed' : 'left', declaration: declarationOf(context) }),
});

function declarationOf({ category, kind, lines }: CustomsEntryContext): CustomsDeclaration | null {
  if (category === null) return null;
  const articles = articlesOf(lines);
  return { form: formOf(kind, articles), category, articles };
}
