import { assign, forwardTo, raise, setup } from 'xstate';
import { emptyDraft } from '../addresses/address.ts';
import { checkoutMachine } from '../checkout/checkout.ts';
import type { CheckoutOutput } from '../checkout/memory.ts';
import type { Intent } from '../intents.ts';
import type { Ports } from '../ports.ts';
import { destinationChoices, formatChoices } from '../postage/limits.ts';
import { payReason } from '../terminal/services.ts';
import type { World, WorldChanged } from '../terminal/world.ts';
import type { AddressDraft } from '../view.ts';
import { addressEntryMachine, type AddressEntryOutput } from './address-entry.ts';
import { basketLimit, itemCount, withQuantity, type BasketLine } from './basket.ts';
import { asLine, chosenOffer, priced, weighed, weighedAgain, type Item } from './item.ts';
import { leftSince, observe, stableGrams, used, weighing, type Pan } from './pan.ts';

/**
 * One customer, from the first gram to the farewell. Three regions run side by side: the journey (which question is
 * being asked), the attention (is somebody still there) and the surroundings (what the devices report). Only the
 * journey decides.
 */

/** How long an accepted weight is shown before the next question, ms: long enough to be read, too short to wait for. */
const weightShown = 900;
/** How long the farewell stays before the terminal is free again, ms. */
const farewellShown = 12_000;
/** A11Y-57: the time can be extended at least ten times. */
export const extensions = 10;

/** Times that an installation may set, ms. */
export interface SessionTimes {
  /** Without a touch for this long, the terminal asks whether somebody is there (A11Y-57: 60 s). */
  readonly warnAfter: number;
  /** The question stays this long (A11Y-57: at least 20 s; 30 s). */
  readonly grace: number;
}

/** The session's own signals between its regions; the link cannot send them, for they are no intents. */
type Signal = { readonly type: 'attention.paused' } | { readonly type: 'attention.resumed' };
export type SessionEvent = Intent | WorldChanged | Signal;

export interface SessionInput {
  readonly ports: Ports;
  readonly session: string;
  readonly world: World;
  readonly pan: Pan;
  readonly times: SessionTimes;
}

export interface SessionOutput {
  readonly session: string;
  readonly how: 'completed' | 'cancelled' | 'timed-out';
  /** What a customer who gives up leaves on the pan starts no session of its own. */
  readonly pan: Pan;
}

export interface SessionContext extends SessionInput {
  readonly world: World;
  readonly pan: Pan;
  readonly purpose: 'first' | 'another' | 'again';
  readonly item: Item | null;
  readonly lines: readonly BasketLine[];
  readonly linesMade: number;
  /** Typed once a session (A11Y-65). */
  readonly sender: AddressDraft | null;
  readonly senderTyped: AddressDraft;
  readonly checkout: CheckoutOutput | null;
  readonly extended: number;
  /** When the idle question ends, epoch milliseconds. */
  readonly warnedUntil: number;
  readonly how: SessionOutput['how'];
}

function addressOf(event: unknown): AddressEntryOutput {
  return (event as { output: AddressEntryOutput }).output;
}

const machine = setup({
  types: {
    context: {} as SessionContext,
    input: {} as SessionInput,
    output: {} as SessionOutput,
    events: {} as SessionEvent,
    children: {} as { address: 'addressEntry'; checkout: 'checkout' },
  },
  actors: { addressEntry: addressEntryMachine, checkout: checkoutMachine },
  delays: {
    weightShown,
    farewellShown,
    warnAfter: ({ context }) => context.times.warnAfter,
    grace: ({ context }) => context.times.grace,
  },
  guards: {
    /** A new item needs a zero before it; the same item put back does not. */
    weightAccepted: ({ context }) =>
      context.purpose === 'again' ? (stableGrams(context.pan) ?? 0) > 0 : weighing(context.pan).state === 'accepted',
    weightGone: ({ context }) => !((stableGrams(context.pan) ?? 0) > 0),
    weighsAgain: ({ context }) => context.purpose === 'again',
    sameWeightAgain: ({ context }) => context.purpose === 'again' && stableGrams(context.pan) === context.item?.grams,
    newItemPlaced: ({ context }) => itemCount(context.lines) < basketLimit && weighing(context.pan).state === 'accepted',
    itemStillThere: ({ context }) => context.item !== null && !context.item.left,
    destinationOpen: ({ event }) =>
      event.type === 'destination.chosen' && destinationChoices().some((choice) => choice.id === event.destination && choice.reason === null),
    formatOpen: ({ context, event }) =>
      event.type === 'format.chosen' &&
      context.item !== null &&
      formatChoices(context.item.grams).some((choice) => choice.id === event.format && choice.reason === null) &&
      context.ports.tariffs.at(context.ports.clock.now()) !== null,
    offerPossible: ({ context, event }) =>
      event.type === 'offer.selected' && (context.item?.offers.some((offer) => offer.product === event.product && offer.price !== null) ?? false),
    needsAddress: ({ context }) => context.item?.format === 'parcel' && context.item.addressee === null && chosenOffer(context.item) !== null,
    readyForBasket: ({ context }) => context.item !== null && chosenOffer(context.item) !== null,
    addressLeft: ({ event }) => addressOf(event).kind === 'left',
    senderKnown: ({ context }) => context.sender !== null,
    roomLeft: ({ context }) => itemCount(context.lines) < basketLimit,
    basketEmpty: ({ context }) => context.lines.length === 0,
    payable: ({ context }) => context.lines.length > 0 && payReason(context.world, context.lines, context.ports.ledger) === null,
    extensionLeft: ({ context }) => context.extended < extensions,
    panTouched: ({ context, event }) =>
      event.type === 'world.changed' && weighing(observe(context.pan, event.world.reading)).state !== weighing(context.pan).state,
  },
  actions: {
    noteWorld: assign(({ context, event }) => {
      if (event.type !== 'world.changed') return {};
      const { item } = context;
      const left = item !== null && (item.left || leftSince(event.world.reading, item.grams));
      return { world: event.world, pan: observe(context.pan, event.world.reading), item: item === null ? null : { ...item, left } };
    }),
    takeWeight: assign(({ context }) => {
      const grams = stableGrams(context.pan);
      if (grams === null) return {};
      const item = context.purpose === 'again' && context.item !== null ? weighedAgain(context.item, grams) : weighed(grams);
      return { item, pan: used(context.pan) };
    }),
    price: assign(({ context, event }) => {
      const tariff = context.ports.tariffs.at(context.ports.clock.now());
      if (event.type !== 'format.chosen' || event.format === 'oversize' || context.item === null || tariff === null) return {};
      return { item: priced({ ...context.item, priceBefore: null }, event.format, tariff) };
    }),
    select: assign(({ context, event }) =>
      event.type === 'offer.selected' && context.item !== null ? { item: { ...context.item, selected: event.product, priceBefore: null } } : {},
    ),
    keepAddressee: assign(({ context, event }) => ({
      item: context.item === null ? null : { ...context.item, addressee: addressOf(event).draft, typed: addressOf(event).draft },
    })),
    /** Left before it was confirmed: what was typed is kept, and must be confirmed to count. */
    keepAddresseeTyped: assign(({ context, event }) => ({
      item: context.item === null ? null : { ...context.item, addressee: null, typed: addressOf(event).draft },
    })),
    keepSenderTyped: assign(({ event }) => ({ senderTyped: addressOf(event).draft })),
    keepSender: assign(({ event }) => ({ sender: addressOf(event).draft })),
    addLine: assign(({ context }) => {
      const line = context.item === null ? null : asLine(context.item, `L${context.linesMade + 1}`, context.sender, context.ports.places);
      return line === null ? {} : { lines: [...context.lines, line], linesMade: context.linesMade + 1, item: null };
    }),
    changeQuantity: assign(({ context, event }) =>
      event.type === 'basket.quantity.changed' ? { lines: withQuantity(context.lines, event.line, event.quantity) } : {},
    ),
    beginItem: assign(({ context }) => ({ item: null, purpose: context.lines.length === 0 ? ('first' as const) : ('another' as const) })),
    beginAgain: assign({ purpose: 'again' as const }),
    keepCheckout: assign(({ event }) => ({ checkout: (event as unknown as { output: CheckoutOutput }).output, lines: [], item: null })),
    startWarning: assign(({ context }) => ({ warnedUntil: context.ports.clock.now() + context.times.grace })),
    extend: assign(({ context }) => ({ extended: context.extended + 1 })),
    restartExtensions: assign({ extended: 0 }),
    endCancelled: assign({ how: 'cancelled' as const }),
    endTimedOut: assign({ how: 'timed-out' as const }),
  },
});

export const sessionMachine = machine.createMachine({
  id: 'session',
  context: ({ input }) => ({
    ...input,
    purpose: 'first',
    item: null,
    lines: [],
    linesMade: 0,
    sender: null,
    senderTyped: emptyDraft,
    checkout: null,
    extended: 0,
    warnedUntil: 0,
    how: 'completed',
  }),
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      states: {
        surroundings: { on: { 'world.changed': { actions: 'noteWorld' } } },
        journey: {
          initial: 'preparing',
          states: {
            /** Nothing has been paid: everything can be given up at one touch. */
            preparing: {
              initial: 'weighing',
              on: { 'session.cancelled': { target: '#session.ended', actions: 'endCancelled' } },
              states: {
                weighing: {
                  initial: 'waiting',
                  on: {
                    back: [
                      { guard: 'weighsAgain', target: 'offers' },
                      { guard: 'basketEmpty', target: '#session.ended', actions: 'endCancelled' },
                      { target: 'basket' },
                    ],
                  },
                  states: {
                    waiting: { always: { guard: 'weightAccepted', target: 'shown' } },
                    shown: {
                      always: { guard: 'weightGone', target: 'waiting' },
                      after: {
                        weightShown: [
                          { guard: 'sameWeightAgain', actions: 'takeWeight', target: '#session.open.journey.preparing.adding' },
                          { guard: 'weighsAgain', actions: 'takeWeight', target: '#session.open.journey.preparing.offers' },
                          { actions: 'takeWeight', target: '#session.open.journey.preparing.destination' },
                        ],
                      },
                    },
                  },
                },
                destination: {
                  on: {
                    'destination.chosen': { guard: 'destinationOpen', target: 'format' },
                    back: { target: 'weighing', actions: 'beginItem' },
                  },
                },
                format: {
                  on: { 'format.chosen': { guard: 'formatOpen', actions: 'price', target: 'offers' }, back: 'destination' },
                },
                offers: {
                  on: {
                    'offer.selected': { guard: 'offerPossible', actions: 'select' },
                    'offer.confirmed': [
                      { guard: 'needsAddress', target: 'addressee' },
                      { guard: 'readyForBasket', target: 'adding' },
                    ],
                    back: 'format',
                  },
                },
                addressee: {
                  invoke: {
                    id: 'address',
                    src: 'addressEntry',
                    input: ({ context }) => ({ draft: context.item?.typed ?? emptyDraft, places: context.ports.places }),
                    onDone: [
                      { guard: 'addressLeft', actions: 'keepAddresseeTyped', target: 'offers' },
                      { guard: 'senderKnown', actions: 'keepAddressee', target: 'adding' },
                      { actions: 'keepAddressee', target: 'sender' },
                    ],
                  },
                  on: { 'address.*': { actions: forwardTo('address') }, back: { actions: forwardTo('address') } },
                },
                sender: {
                  invoke: {
                    id: 'address',
                    src: 'addressEntry',
                    input: ({ context }) => ({ draft: context.senderTyped, places: context.ports.places }),
                    onDone: [
                      { guard: 'addressLeft', actions: 'keepSenderTyped', target: 'addressee' },
                      { actions: 'keepSender', target: 'adding' },
                    ],
                  },
                  on: { 'address.*': { actions: forwardTo('address') }, back: { actions: forwardTo('address') } },
                },
                /** The weight that was priced must still be what stands on the pan (`devices.md` 1.6 rule 7). */
                adding: {
                  always: [
                    { guard: 'itemStillThere', actions: 'addLine', target: 'basket' },
                    { actions: 'beginAgain', target: 'weighing' },
                  ],
                },
                /** Another item put on the pan needs no button: the order of the first steps is free. */
                basket: {
                  always: { guard: 'newItemPlaced', actions: 'beginItem', target: 'weighing' },
                  on: {
                    'basket.quantity.changed': { actions: 'changeQuantity' },
                    'basket.item.added': { guard: 'roomLeft', actions: 'beginItem', target: 'weighing' },
                    'basket.paid': { guard: 'payable', target: '#session.open.journey.checkout' },
                  },
                },
              },
            },
            checkout: {
              entry: raise({ type: 'attention.paused' }),
              exit: raise({ type: 'attention.resumed' }),
              invoke: {
                id: 'checkout',
                src: 'checkout',
                input: ({ context }) => ({ ports: context.ports, session: context.session, lines: context.lines, world: context.world }),
                onDone: [
                  { guard: ({ event }) => event.output.kind === 'back-to-basket', target: 'preparing.basket' },
                  { actions: 'keepCheckout', target: 'farewell' },
                ],
              },
              on: {
                'world.changed': { actions: forwardTo('checkout') },
                back: { actions: forwardTo('checkout') },
                'basket.*': { actions: forwardTo('checkout') },
                'payment.*': { actions: forwardTo('checkout') },
                'label.*': { actions: forwardTo('checkout') },
                'papers.*': { actions: forwardTo('checkout') },
                'session.finished': { actions: forwardTo('checkout') },
              },
            },
            farewell: {
              after: { farewellShown: '#session.ended' },
              on: { 'session.finished': '#session.ended' },
            },
          },
        },
        attention: {
          initial: 'awake',
          states: {
            awake: {
              after: { warnAfter: 'warned' },
              on: {
                touched: { target: 'awake', reenter: true, actions: 'restartExtensions' },
                'world.changed': { guard: 'panTouched', target: 'awake', reenter: true },
                'attention.paused': 'paused',
              },
            },
            warned: {
              entry: 'startWarning',
              after: { grace: { target: '#session.ended', actions: 'endTimedOut' } },
              on: {
                'time.extended': { guard: 'extensionLeft', actions: 'extend', target: 'awake' },
                // Whoever moves something on the pan is there, and need not say so.
                'world.changed': { guard: 'panTouched', target: 'awake' },
                'attention.paused': 'paused',
              },
            },
            paused: { on: { 'attention.resumed': 'awake' } },
          },
        },
      },
    },
    ended: { type: 'final' },
  },
  output: ({ context }): SessionOutput => ({
    session: context.session,
    how: context.how,
    // What stands there at the farewell was put there by whoever comes next; at a cancellation, by who just left.
    pan: context.how === 'completed' ? context.pan : used(context.pan),
  }),
});
