import { assign, setup, type SnapshotFrom } from 'xstate';
import type { Intent } from '../intents.ts';
import { cents, type Cents } from '../money.ts';
import type { Ports } from '../ports.ts';
import { parisDay } from '../postage/paris.ts';
import { stampChoices } from '../postage/stamps.ts';
import type { Tariff } from '../postage/tariff.ts';
import { stepAt, type Shown } from '../shown.ts';
import { stampsReason } from '../terminal/services.ts';
import type { World, WorldChanged } from '../terminal/world.ts';
import { plainLine, type NewLine } from './basket.ts';

/** Stamps in quantity: for which letter, how many, one payment. Each is a label of its own, stuck later by the customer. */

export interface StampsInput {
  readonly ports: Ports;
  readonly world: World;
  /** How many more the basket holds. */
  readonly room: number;
}

export type StampsOutput = { readonly kind: 'line'; readonly line: NewLine; readonly next: 'pay' | 'basket' } | { readonly kind: 'left' };

type StampChoice = ReturnType<typeof stampChoices>[number];

export interface StampsContext extends StampsInput {
  /** The list that made the prices on the screen; they hold until the customer leaves it. */
  readonly tariff: Tariff | null;
  readonly choices: readonly StampChoice[];
  readonly chosen: StampChoice | null;
  readonly quantity: number;
  readonly end: StampsOutput;
}

export const stampsMachine = setup({
  types: {
    context: {} as StampsContext,
    input: {} as StampsInput,
    output: {} as StampsOutput,
    events: {} as Intent | WorldChanged,
  },
  guards: {
    sellable: ({ context }) => context.chosen !== null && context.quantity <= context.room,
    notPayable: ({ context, event }) => event.type === 'stamps.confirmed' && event.next === 'pay' && stampsReason(context.world) !== null,
    roomFor: ({ context, event }) => event.type === 'stamps.quantity.changed' && event.quantity <= context.room,
  },
  actions: {
    noteWorld: assign(({ event }) => (event.type === 'world.changed' ? { world: event.world } : {})),
    choose: assign(({ context, event }) => {
      if (event.type !== 'stamps.chosen') return {};
      const choice = context.choices.find((one) => one.product === event.product && one.grams === event.grams && one.price !== null);
      return choice === undefined ? {} : { chosen: choice };
    }),
    count: assign(({ event }) => (event.type === 'stamps.quantity.changed' ? { quantity: event.quantity } : {})),
    sell: assign(({ context, event }) => {
      const line = lineOf(context);
      return line === null || event.type !== 'stamps.confirmed' ? {} : { end: { kind: 'line' as const, line, next: event.next } };
    }),
  },
}).createMachine({
  id: 'stamps',
  context: ({ input }) => {
    const now = input.ports.clock.now();
    const tariff = input.ports.tariffs.at(now);
    const choices = stampChoices(tariff, parisDay(now));
    return { ...input, tariff, choices, chosen: choices.find((one) => one.price !== null) ?? null, quantity: 1, end: { kind: 'left' } };
  },
  initial: 'choosing',
  on: { 'world.changed': { actions: 'noteWorld' } },
  states: {
    choosing: {
      on: {
        'stamps.chosen': { actions: 'choose' },
        'stamps.quantity.changed': { guard: 'roomFor', actions: 'count' },
        'stamps.confirmed': [{ guard: 'notPayable' }, { guard: 'sellable', actions: 'sell', target: 'done' }],
        back: 'done',
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.end,
});

function lineOf({ chosen, tariff, quantity }: StampsContext): NewLine | null {
  if (chosen?.price == null || tariff === null) return null;
  const { product, grams, price } = chosen;
  return {
    ...plainLine,
    kind: 'stamp',
    product,
    productName: tariff.products.find((one) => one.product === product)?.name ?? product,
    grams,
    quantity,
    unitPrice: price,
    tariff: tariff.id,
  };
}

function totalOf({ chosen, quantity }: StampsContext): Cents {
  return cents((chosen?.price ?? 0) * quantity);
}

export function showStamps(snapshot: SnapshotFrom<typeof stampsMachine>, basket: Cents): Shown {
  const { context } = snapshot;
  const { chosen, choices, quantity, room, world } = context;
  const total = totalOf(context);
  return {
    body: {
      screen: 'stamps',
      choices: [...choices],
      selected: chosen === null ? null : { product: chosen.product, grams: chosen.grams },
      quantity,
      most: room,
      total,
      payReason: stampsReason(world),
    },
    step: stepAt('choose'),
    money: { state: 'to-pay', amount: cents(basket + total) },
    back: 'back',
  };
}
