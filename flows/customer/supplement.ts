import { assign, setup, type SnapshotFrom } from 'xstate';
import { frenchWords } from '../documents/words.ts';
import type { Intent } from '../intents.ts';
import { cents, type Cents } from '../money.ts';
import type { Ports } from '../ports.ts';
import { stepAt, type Shown } from '../shown.ts';
import { sendReason } from '../terminal/services.ts';
import type { World, WorldChanged } from '../terminal/world.ts';
import { grams } from '../weight.ts';
import { plainLine, type NewLine } from './basket.ts';

/**
 * The rest of a postage (`postal.md` 1: a kiosk must sell a supplement of a free amount). Either the item is weighed and
 * the machine says what is missing (then `sending.ts` goes on), or the customer knows the amount.
 */

/** Largest free amount: what a letter can cost at most is far below; more is a slip of the finger. */
export const largestSupplement = cents(50_00);
/** A mark of less than this costs more to sell than it is worth; the old distributors began at 0.10 € too (`postal.md` 2.1: cards from 0.15 €). */
const smallestSupplement = cents(10);

export interface SupplementInput {
  readonly ports: Ports;
  readonly world: World;
}

export type SupplementOutput = { readonly kind: 'weigh' } | { readonly kind: 'line'; readonly line: NewLine } | { readonly kind: 'left' };

export interface SupplementContext extends SupplementInput {
  readonly entered: Cents | null;
  readonly end: SupplementOutput;
}

function problemOf(entered: Cents | null): 'too-much' | 'too-little' | null {
  if (entered === null) return null;
  if (entered > largestSupplement) return 'too-much';
  return entered < smallestSupplement ? 'too-little' : null;
}

/** The tariff whose day it is sold on, so that the journal can say when; a free amount is on no list. */
function supplementLine(ports: Ports, amount: Cents): NewLine {
  const tariff = ports.tariffs.at(ports.clock.now())?.id ?? 'none';
  return { ...plainLine, kind: 'supplement', product: 'supplement', productName: frenchWords('product.supplement'), grams: grams(0), unitPrice: amount, tariff };
}

export const supplementMachine = setup({
  types: {
    context: {} as SupplementContext,
    input: {} as SupplementInput,
    output: {} as SupplementOutput,
    events: {} as Intent | WorldChanged,
  },
  guards: {
    canWeigh: ({ context, event }) => event.type === 'supplement.way.chosen' && event.way === 'weighed' && sendReason(context.world) === null,
    byAmount: ({ event }) => event.type === 'supplement.way.chosen' && event.way === 'amount',
    sound: ({ context }) => context.entered !== null && problemOf(context.entered) === null,
  },
  actions: {
    noteWorld: assign(({ event }) => (event.type === 'world.changed' ? { world: event.world } : {})),
    take: assign(({ event }) => (event.type === 'supplement.amount.entered' ? { entered: event.amount } : {})),
    weigh: assign({ end: { kind: 'weigh' as const } }),
    sell: assign(({ context }) => ({ end: { kind: 'line' as const, line: supplementLine(context.ports, context.entered ?? cents(0)) } })),
  },
}).createMachine({
  id: 'supplement',
  context: ({ input }) => ({ ...input, entered: null, end: { kind: 'left' } }),
  initial: 'way',
  on: { 'world.changed': { actions: 'noteWorld' } },
  states: {
    way: {
      on: {
        'supplement.way.chosen': [
          { guard: 'canWeigh', actions: 'weigh', target: 'done' },
          { guard: 'byAmount', target: 'amount' },
        ],
        back: 'done',
      },
    },
    amount: {
      on: {
        'supplement.amount.entered': { actions: 'take' },
        'supplement.confirmed': { guard: 'sound', actions: 'sell', target: 'done' },
        back: 'way',
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.end,
});

export function showSupplement(snapshot: SnapshotFrom<typeof supplementMachine>): Omit<Shown, 'money'> {
  const { entered, world } = snapshot.context;
  const part = snapshot.matches('amount') ? 'amount' : 'way';
  const problem = problemOf(entered);
  return {
    body: {
      screen: 'supplement',
      part,
      way: part === 'amount' ? 'amount' : null,
      weighReason: sendReason(world),
      price: null,
      entered,
      rest: problem === null ? entered : null,
      problem,
      most: largestSupplement,
    },
    // The way to the missing amount may begin with the scale, which is an earlier step.
    step: part === 'way' ? null : stepAt('choose'),
    back: 'back',
  };
}
