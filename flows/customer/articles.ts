import { assign, setup, type SnapshotFrom } from 'xstate';
import type { Intent } from '../intents.ts';
import { cents, sumCents, type Cents } from '../money.ts';
import type { Article, Ports } from '../ports.ts';
import { stepAt, type Shown } from '../shown.ts';
import { articlesReason } from '../terminal/services.ts';
import type { World, WorldChanged } from '../terminal/world.ts';
import { grams } from '../weight.ts';
import { plainLine, type NewLine } from './basket.ts';

/** Prepaid envelopes and packaging from the operator's list: how many of each, one payment, a voucher stuck on each. */

export interface ArticlesInput {
  readonly ports: Ports;
  readonly world: World;
  /** How many more the basket holds. */
  readonly room: number;
}

export type ArticlesOutput = { readonly kind: 'lines'; readonly lines: readonly NewLine[]; readonly next: 'pay' | 'basket' } | { readonly kind: 'left' };

export interface ArticlesContext extends ArticlesInput {
  readonly quantities: ReadonlyMap<string, number>;
  readonly end: ArticlesOutput;
}

export const articlesMachine = setup({
  types: {
    context: {} as ArticlesContext,
    input: {} as ArticlesInput,
    output: {} as ArticlesOutput,
    events: {} as Intent | WorldChanged,
  },
  guards: {
    fits: ({ context, event }) => event.type === 'article.quantity.changed' && countOf(withQuantity(context, event.article, event.quantity)) <= context.room,
    nothing: ({ context }) => countOf(context) === 0,
    notPayable: ({ context, event }) => event.type === 'articles.confirmed' && event.next === 'pay' && articlesReason(context.world, context.ports) !== null,
  },
  actions: {
    noteWorld: assign(({ event }) => (event.type === 'world.changed' ? { world: event.world } : {})),
    count: assign(({ context, event }) => (event.type === 'article.quantity.changed' ? { quantities: withQuantity(context, event.article, event.quantity).quantities } : {})),
    sell: assign(({ context, event }) =>
      event.type === 'articles.confirmed' ? { end: { kind: 'lines' as const, lines: chosenOf(context).map(({ article, quantity }) => lineOf(article, quantity)), next: event.next } } : {},
    ),
  },
}).createMachine({
  id: 'articles',
  context: ({ input }) => ({ ...input, quantities: new Map(), end: { kind: 'left' } }),
  initial: 'choosing',
  on: { 'world.changed': { actions: 'noteWorld' } },
  states: {
    choosing: {
      on: {
        'article.quantity.changed': { guard: 'fits', actions: 'count' },
        'articles.confirmed': [{ guard: 'nothing' }, { guard: 'notPayable' }, { actions: 'sell', target: 'done' }],
        back: 'done',
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.end,
});

type Chosen = Pick<ArticlesContext, 'quantities' | 'ports'>;

/** What is not on the list cannot be counted. */
function withQuantity({ quantities, ports }: Chosen, article: string, quantity: number): Chosen {
  if (!ports.articles.some((one) => one.article === article)) return { quantities, ports };
  return { ports, quantities: new Map(quantities).set(article, quantity) };
}

function chosenOf({ quantities, ports }: Chosen): { article: Article; quantity: number }[] {
  return ports.articles.map((article) => ({ article, quantity: quantities.get(article.article) ?? 0 })).filter(({ quantity }) => quantity > 0);
}

function countOf(chosen: Chosen): number {
  return chosenOf(chosen).reduce((count, { quantity }) => count + quantity, 0);
}

function lineOf({ article, name, price }: Article, quantity: number): NewLine {
  return {
    ...plainLine,
    kind: 'article',
    product: 'article',
    productName: name.fr,
    article: { id: article, name },
    grams: grams(0),
    quantity,
    unitPrice: price,
    // The operator's list in terminal.json is no dated tariff.
    tariff: 'articles',
  };
}

export function showArticles(snapshot: SnapshotFrom<typeof articlesMachine>, basket: Cents): Shown {
  const { context } = snapshot;
  const total = sumCents(chosenOf(context).map(({ article, quantity }) => cents(article.price * quantity)));
  const amount = cents(basket + total);
  return {
    body: {
      screen: 'articles',
      articles: context.ports.articles.map((article) => ({ ...article, quantity: context.quantities.get(article.article) ?? 0 })),
      total,
      full: countOf(context) >= context.room,
      payReason: articlesReason(context.world, context.ports),
    },
    step: stepAt('choose'),
    money: amount === 0 ? null : { state: 'to-pay', amount },
    back: 'back',
  };
}
