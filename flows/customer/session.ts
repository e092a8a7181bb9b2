import { and, assign, forwardTo, fromPromise, not, raise, setup, stateIn } from 'xstate';
import { emptyDraft } from '../addresses/address.ts';
import { awaitedNow, awaitedPatience, type Caller, type HelpDocument, type Helped, type Helping } from '../assisted/helped.ts';
import { printCopyOf, copyable } from '../checkout/copies.ts';
import { checkoutMachine } from '../checkout/checkout.ts';
import type { CheckoutOutput } from '../checkout/memory.ts';
import { underway } from '../checkout/underway.ts';
import type { Intent, ServiceId } from '../intents.ts';
import type { Ports, Scan } from '../ports.ts';
import { paced, type PaceChanged } from '../preferences.ts';
import { addReason, otherSales, payReason } from '../terminal/services.ts';
import type { World, WorldChanged } from '../terminal/world.ts';
import type { AddressDraft, ViewOf } from '../view.ts';
import { addressCorrectionMachine, type CorrectionOutput } from './address-correction.ts';
import { articlesMachine, type ArticlesOutput } from './articles.ts';
import { basketLimit, itemCount, withPrice, withQuantity, type BasketLine, type NewLine } from './basket.ts';
import { copyMachine } from './copy.ts';
import { dropOffMachine, type DropOffOutput } from './drop-off.ts';
import { observe, used, weighing, type Pan } from './pan.ts';
import type { SendingOutput } from './sending-memory.ts';
import { sendingMachine } from './sending.ts';
import { stampsMachine, type StampsOutput } from './stamps.ts';
import { supplementMachine, type SupplementOutput } from './supplement.ts';
import { trackingMachine } from './tracking.ts';

/**
 * One customer, from the first gram to the farewell. Three regions run side by side: the journey (which question is
 * being asked), the attention (is somebody still there) and the surroundings (what the devices report). Only the
 * journey decides; each thing one can buy or ask for is a machine of its own, and all end in the one basket.
 */

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
export type CodeScanned = { readonly type: 'code.scanned'; readonly scan: Scan };
export type SessionEvent = Intent | WorldChanged | PaceChanged | CodeScanned | Signal | Helped | Helping;

/** What the customer came for, and what was scanned on the first screen, if that is how it began. */
export interface Opening {
  readonly service: ServiceId;
  readonly scan: Scan | null;
}

export interface SessionInput {
  readonly ports: Ports;
  readonly session: string;
  readonly world: World;
  readonly pan: Pan;
  readonly times: SessionTimes;
  readonly opening: Opening;
  /** Who has called somebody who has not come yet. */
  readonly awaited: Caller | null;
  /** Whoever listens, or asked for it, has longer for everything. */
  readonly unhurried: boolean;
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
  /** Only the rest of a postage is bought for the item being prepared. */
  readonly supplement: boolean;
  readonly lines: readonly BasketLine[];
  readonly linesMade: number;
  /** Typed once a session (A11Y-65). */
  readonly sender: AddressDraft | null;
  readonly senderTyped: AddressDraft;
  readonly checkout: CheckoutOutput | null;
  readonly dropOff: DropOffOutput | null;
  /** A worker stands beside the customer. */
  readonly helped: boolean;
  /** The line whose address a worker has opened again. */
  readonly corrected: BasketLine | null;
  readonly extended: number;
  /** When the idle question ends, epoch milliseconds. */
  readonly warnedUntil: number;
  readonly how: SessionOutput['how'];
}

/** What the machines inside leave behind. */
interface Outputs {
  readonly sending: SendingOutput;
  readonly dropOff: DropOffOutput;
  readonly checkout: CheckoutOutput;
}

/** The end of a machine inside is no event of the session's own, so that named actions must be told whose it is. */
function outputOf<C extends keyof Outputs>(event: { readonly type: string }, child: C): Outputs[C] {
  if (event.type !== `xstate.done.actor.${child}`) throw new Error(`${event.type} is not the end of ${child}`);
  return (event as unknown as { readonly output: Outputs[C] }).output;
}

/** What a machine inside has made for the basket. */
function linesOf(output: SendingOutput | StampsOutput | SupplementOutput | ArticlesOutput): readonly NewLine[] {
  switch (output.kind) {
    case 'line':
      return [output.line];
    case 'lines':
      return output.lines;
    case 'left':
    case 'weigh':
      return [];
  }
}

function added(context: SessionContext, lines: readonly NewLine[]): Pick<SessionContext, 'lines' | 'linesMade'> {
  const named = lines.map((line, at): BasketLine => ({ ...line, line: `L${context.linesMade + at + 1}` }));
  return { lines: [...context.lines, ...named], linesMade: context.linesMade + lines.length };
}

/** What the basket may be added to without weighing: nothing once it is full. */
export function addable({ lines, world, ports }: SessionContext): ViewOf<'basket'>['others'] {
  return addReason(world, lines) === null ? otherSales(world, ports) : [];
}

const machine = setup({
  types: {
    context: {} as SessionContext,
    input: {} as SessionInput,
    output: {} as SessionOutput,
    events: {} as SessionEvent,
    children: {} as {
      sending: 'sending';
      correction: 'correction';
      stamps: 'stamps';
      supplement: 'supplement';
      articles: 'articles';
      dropOff: 'dropOff';
      copy: 'copy';
      tracking: 'tracking';
      checkout: 'checkout';
    },
  },
  actors: {
    sending: sendingMachine,
    correction: addressCorrectionMachine,
    stamps: stampsMachine,
    supplement: supplementMachine,
    articles: articlesMachine,
    dropOff: dropOffMachine,
    copy: copyMachine,
    tracking: trackingMachine,
    checkout: checkoutMachine,
    printCopy: fromPromise<boolean, { readonly ports: Ports; readonly sale: string; readonly document: HelpDocument }>(({ input: { ports, sale, document } }) =>
      underway(ports.ledger, () => printCopyOf(ports, sale, document)),
    ),
  },
  delays: {
    farewellShown: ({ context }) => paced(context, farewellShown),
    warnAfter: ({ context }) => (context.awaited === null ? paced(context, context.times.warnAfter) : Math.max(paced(context, context.times.warnAfter), awaitedPatience)),
    grace: ({ context }) => paced(context, context.times.grace),
  },
  guards: {
    opens: ({ context }, service: ServiceId) => context.opening.service === service,
    newItemPlaced: ({ context }) => addReason(context.world, context.lines) === null && weighing(context.pan).state === 'accepted',
    madeLine: ({ event }) => outputOf(event, 'sending').kind === 'line',
    roomLeft: ({ context }) => addReason(context.world, context.lines) === null,
    adds: ({ context, event }, service: ServiceId) => event.type === 'service.started' && event.service === service && addable(context).some((one) => one === service),
    basketEmpty: ({ context }) => context.lines.length === 0,
    payable: ({ context }) => context.lines.length > 0 && payReason(context.world, context.lines, context.ports) === null,
    somethingDeposited: ({ event }) => outputOf(event, 'dropOff').deposited > 0,
    alone: ({ context }) => !context.helped,
    customerWaits: ({ context }) => context.awaited === 'customer',
    ledToBasket: ({ context, event }) => event.type === 'helped.step' && event.step === 'basket' && context.lines.length > 0,
    hasAddress: ({ context, event }) => event.type === 'helped.address' && context.lines.some(({ line, addressee }) => line === event.line && addressee !== null),
    copyable: ({ context, event }) => event.type === 'helped.copy' && context.checkout?.kind === 'finished' && copyable(context.ports, context.checkout.sale).includes(event.document),
    extensionLeft: ({ context }) => context.unhurried || context.extended < extensions,
    panTouched: ({ context, event }) =>
      event.type === 'world.changed' && weighing(observe(context.pan, event.world.reading)).state !== weighing(context.pan).state,
  },
  actions: {
    noteWorld: assign(({ context, event }) => (event.type === 'world.changed' ? { world: event.world, pan: observe(context.pan, event.world.reading) } : {})),
    keepSending: assign(({ event }) => {
      const { pan, sender, senderTyped } = outputOf(event, 'sending');
      return { pan, sender, senderTyped };
    }),
    addLines: assign(({ context }, lines: readonly NewLine[]) => added(context, lines)),
    forSupplement: assign({ supplement: true }),
    forWhole: assign({ supplement: false }),
    changeQuantity: assign(({ context, event }) =>
      event.type === 'basket.quantity.changed' ? { lines: withQuantity(context.lines, event.line, event.quantity) } : {},
    ),
    notePace: assign(({ event }) => (event.type === 'pace.changed' ? { unhurried: event.unhurried } : {})),
    noteHelper: assign(({ event }) => ({ helped: event.type === 'helper.joined', awaited: awaitedNow(event) })),
    removeLine: assign(({ context, event }) => (event.type === 'helped.line.removed' ? { lines: withQuantity(context.lines, event.line, 0) } : {})),
    repriceLine: assign(({ context, event }) => (event.type === 'helped.line.repriced' ? { lines: withPrice(context.lines, event.line, event.unitPrice) } : {})),
    openAddress: assign(({ context, event }) => ({ corrected: context.lines.find(({ line }) => event.type === 'helped.address' && line === event.line) ?? null })),
    keepCorrected: assign(({ context }, output: CorrectionOutput) =>
      output.kind === 'corrected' ? { lines: context.lines.map((line) => (line.line === output.line.line ? output.line : line)) } : {},
    ),
    keepCheckout: assign(({ event }) => ({ checkout: outputOf(event, 'checkout'), lines: [] })),
    keepDropOff: assign(({ event }) => ({ dropOff: outputOf(event, 'dropOff') })),
    startWarning: assign(({ context }) => ({ warnedUntil: context.ports.clock.now() + paced(context, context.times.grace) })),
    extend: assign(({ context }) => ({ extended: context.extended + 1 })),
    restartExtensions: assign({ extended: 0 }),
    endCancelled: assign({ how: 'cancelled' as const }),
    endTimedOut: assign({ how: 'timed-out' as const }),
    toSending: forwardTo('sending'),
    toCorrection: forwardTo('correction'),
    toStamps: forwardTo('stamps'),
    toSupplement: forwardTo('supplement'),
    toArticles: forwardTo('articles'),
    toDropOff: forwardTo('dropOff'),
    toCopy: forwardTo('copy'),
    toTracking: forwardTo('tracking'),
    toCheckout: forwardTo('checkout'),
  },
});

export const sessionMachine = machine.createMachine({
  id: 'session',
  context: ({ input }) => ({
    ...input,
    supplement: false,
    lines: [],
    linesMade: 0,
    sender: null,
    senderTyped: emptyDraft,
    checkout: null,
    dropOff: null,
    helped: false,
    corrected: null,
    extended: 0,
    warnedUntil: 0,
    how: 'completed',
  }),
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      states: {
        surroundings: { on: { 'world.changed': { actions: 'noteWorld' }, 'helper.*': { actions: 'noteHelper' }, 'pace.changed': { actions: 'notePace' } } },
        journey: {
          initial: 'opening',
          states: {
            opening: {
              always: [
                { guard: { type: 'opens', params: 'stamps' }, target: 'preparing.stamps' },
                { guard: { type: 'opens', params: 'supplement' }, target: 'preparing.supplement' },
                { guard: { type: 'opens', params: 'articles' }, target: 'preparing.articles' },
                { guard: { type: 'opens', params: 'deposit' }, target: 'visiting.dropOff' },
                { guard: { type: 'opens', params: 'copy' }, target: 'visiting.copy' },
                { guard: { type: 'opens', params: 'tracking' }, target: 'visiting.tracking' },
                { target: 'preparing.sending' },
              ],
            },
            /** Nothing has been paid: everything can be given up at one touch. */
            preparing: {
              initial: 'sending',
              on: {
                'session.cancelled': { target: '#session.ended', actions: 'endCancelled' },
                'helped.ended': { target: '#session.ended', actions: 'endCancelled' },
                'helped.line.removed': { actions: 'removeLine' },
                'helped.line.repriced': { actions: 'repriceLine' },
                'helped.step': { guard: 'ledToBasket', target: '.basket' },
              },
              states: {
                sending: {
                  invoke: {
                    id: 'sending',
                    src: 'sending',
                    input: ({ context: { ports, world, pan, lines, supplement, sender, senderTyped } }) => ({
                      ports,
                      world,
                      pan,
                      purpose: lines.length === 0 ? ('first' as const) : ('another' as const),
                      supplement,
                      sender,
                      senderTyped,
                    }),
                    onDone: [
                      { guard: 'madeLine', actions: ['keepSending', { type: 'addLines', params: ({ event }) => linesOf(event.output) }, 'forWhole'], target: 'basket' },
                      { guard: 'basketEmpty', actions: ['keepSending', 'endCancelled'], target: '#session.ended' },
                      { actions: ['keepSending', 'forWhole'], target: 'basket' },
                    ],
                  },
                  on: {
                    'world.changed': { actions: 'toSending' },
                    'code.scanned': { actions: 'toSending' },
                    back: { actions: 'toSending' },
                    'destination.*': { actions: 'toSending' },
                    'country.*': { actions: 'toSending' },
                    'contents.*': { actions: 'toSending' },
                    'format.*': { actions: 'toSending' },
                    'offer.*': { actions: 'toSending' },
                    'supplement.*': { actions: 'toSending' },
                    'address.*': { actions: 'toSending' },
                    'pickup.*': { actions: 'toSending' },
                    'customs.*': { actions: 'toSending' },
                    'helped.step': { actions: 'toSending' },
                    'helped.weight': { actions: 'toSending' },
                    'helped.limit': { actions: 'toSending' },
                  },
                },
                stamps: {
                  invoke: {
                    id: 'stamps',
                    src: 'stamps',
                    input: ({ context: { ports, world, lines } }) => ({ ports, world, room: basketLimit - itemCount(lines) }),
                    onDone: [
                      { guard: ({ event }) => event.output.kind === 'line' && event.output.next === 'pay', actions: { type: 'addLines', params: ({ event }) => linesOf(event.output) }, target: 'paying' },
                      { guard: ({ event }) => event.output.kind === 'line', actions: { type: 'addLines', params: ({ event }) => linesOf(event.output) }, target: 'basket' },
                      { target: 'leaving' },
                    ],
                  },
                  on: { 'world.changed': { actions: 'toStamps' }, 'stamps.*': { actions: 'toStamps' }, back: { actions: 'toStamps' } },
                },
                supplement: {
                  invoke: {
                    id: 'supplement',
                    src: 'supplement',
                    input: ({ context: { ports, world } }) => ({ ports, world }),
                    onDone: [
                      { guard: ({ event }) => event.output.kind === 'weigh', actions: 'forSupplement', target: 'sending' },
                      { guard: ({ event }) => event.output.kind === 'line', actions: { type: 'addLines', params: ({ event }) => linesOf(event.output) }, target: 'basket' },
                      { target: 'leaving' },
                    ],
                  },
                  on: { 'world.changed': { actions: 'toSupplement' }, 'supplement.*': { actions: 'toSupplement' }, back: { actions: 'toSupplement' } },
                },
                articles: {
                  invoke: {
                    id: 'articles',
                    src: 'articles',
                    input: ({ context: { ports, world, lines } }) => ({ ports, world, room: basketLimit - itemCount(lines) }),
                    onDone: [
                      { guard: ({ event }) => event.output.kind === 'lines' && event.output.next === 'pay', actions: { type: 'addLines', params: ({ event }) => linesOf(event.output) }, target: 'paying' },
                      { guard: ({ event }) => event.output.kind === 'lines', actions: { type: 'addLines', params: ({ event }) => linesOf(event.output) }, target: 'basket' },
                      { target: 'leaving' },
                    ],
                  },
                  on: { 'world.changed': { actions: 'toArticles' }, 'article.*': { actions: 'toArticles' }, 'articles.*': { actions: 'toArticles' }, back: { actions: 'toArticles' } },
                },
                /** A step back from the first question leaves, unless something lies in the basket. */
                leaving: { always: [{ guard: 'basketEmpty', actions: 'endCancelled', target: '#session.ended' }, { target: 'basket' }] },
                /** Straight to the card, without a look at the basket, when it can be paid now. */
                paying: { always: [{ guard: 'payable', target: '#session.open.journey.checkout' }, { target: 'basket' }] },
                /** A worker has opened the address of a line again. */
                correcting: {
                  invoke: {
                    id: 'correction',
                    src: 'correction',
                    input: ({ context: { ports, corrected } }) => {
                      if (corrected === null) throw new Error('no address to correct');
                      return { ports, line: corrected };
                    },
                    onDone: { actions: { type: 'keepCorrected', params: ({ event }) => event.output }, target: 'basket' },
                  },
                  on: {
                    'address.*': { actions: 'toCorrection' },
                    'country.*': { actions: 'toCorrection' },
                    'pickup.*': { actions: 'toCorrection' },
                    'code.scanned': { actions: 'toCorrection' },
                    back: { actions: 'toCorrection' },
                  },
                },
                /** Another item put on the pan needs no button: the order of the first steps is free. */
                basket: {
                  always: { guard: 'newItemPlaced', target: 'sending' },
                  on: {
                    'basket.quantity.changed': { actions: 'changeQuantity' },
                    'basket.item.added': { guard: 'roomLeft', target: 'sending' },
                    'helped.address': { guard: 'hasAddress', actions: 'openAddress', target: 'correcting' },
                    'basket.paid': { guard: 'payable', target: '#session.open.journey.checkout' },
                    'service.started': [
                      { guard: { type: 'adds', params: 'stamps' }, target: 'stamps' },
                      { guard: { type: 'adds', params: 'articles' }, target: 'articles' },
                      { guard: { type: 'adds', params: 'supplement' }, target: 'supplement' },
                    ],
                  },
                },
              },
            },
            /** Nothing is bought: an item is left, a paper is had again, a number is looked up. */
            visiting: {
              initial: 'dropOff',
              on: { 'session.cancelled': { target: '#session.ended', actions: 'endCancelled' }, 'helped.ended': { target: '#session.ended', actions: 'endCancelled' } },
              states: {
                dropOff: {
                  invoke: {
                    id: 'dropOff',
                    src: 'dropOff',
                    input: ({ context: { ports, world, opening } }) => ({ ports, world, scan: opening.scan }),
                    onDone: [
                      { guard: 'somethingDeposited', actions: 'keepDropOff', target: '#session.open.journey.farewell' },
                      { actions: 'endCancelled', target: '#session.ended' },
                    ],
                  },
                  on: { 'world.changed': { actions: 'toDropOff' }, 'code.scanned': { actions: 'toDropOff' }, 'dropoff.*': { actions: 'toDropOff' }, 'scan.*': { actions: 'toDropOff' }, 'papers.*': { actions: 'toDropOff' }, 'session.finished': { actions: 'toDropOff' }, back: { actions: 'toDropOff' } },
                },
                copy: {
                  invoke: { id: 'copy', src: 'copy', input: ({ context: { ports, world, opening } }) => ({ ports, world, scan: opening.scan }), onDone: '#session.ended' },
                  on: { 'world.changed': { actions: 'toCopy' }, 'code.scanned': { actions: 'toCopy' }, 'copy.*': { actions: 'toCopy' }, 'scan.*': { actions: 'toCopy' }, 'session.finished': { actions: 'toCopy' }, back: { actions: 'toCopy' } },
                },
                tracking: {
                  invoke: { id: 'tracking', src: 'tracking', input: ({ context: { ports } }) => ({ ports }), onDone: '#session.ended' },
                  on: { 'code.scanned': { actions: 'toTracking' }, 'scan.*': { actions: 'toTracking' }, 'session.finished': { actions: 'toTracking' }, back: { actions: 'toTracking' } },
                },
              },
            },
            checkout: {
              entry: raise({ type: 'attention.paused' }),
              exit: raise({ type: 'attention.resumed' }),
              invoke: {
                id: 'checkout',
                src: 'checkout',
                input: ({ context }) => ({ ports: context.ports, session: context.session, lines: context.lines, world: context.world, helped: context.helped, awaited: context.awaited, unhurried: context.unhurried }),
                onDone: [
                  { guard: ({ event }) => event.output.kind === 'back-to-basket', target: 'preparing.basket' },
                  { guard: ({ event }) => event.output.kind === 'finished' && event.output.dismissed, actions: 'keepCheckout', target: '#session.ended' },
                  { actions: 'keepCheckout', target: 'farewell' },
                ],
              },
              on: {
                'world.changed': { actions: 'toCheckout' },
                'code.scanned': { actions: 'toCheckout' },
                back: { actions: 'toCheckout' },
                'basket.*': { actions: 'toCheckout' },
                'payment.*': { actions: 'toCheckout' },
                'label.*': { actions: 'toCheckout' },
                'papers.*': { actions: 'toCheckout' },
                'session.finished': { actions: 'toCheckout' },
                'helped.*': { actions: 'toCheckout' },
                'helper.*': { actions: 'toCheckout' },
                'pace.changed': { actions: 'toCheckout' },
              },
            },
            farewell: {
              initial: 'shown',
              on: { 'session.finished': '#session.ended', 'helped.ended': '#session.ended', 'helped.copy': { guard: 'copyable', target: '.copying' } },
              states: {
                shown: { after: { farewellShown: { guard: and(['alone', not('customerWaits')]), target: '#session.ended' } }, on: { 'helper.left': { target: 'shown', reenter: true } } },
                /** Another paper for the customer, out of the journal: names and addresses are on the original alone. */
                copying: {
                  invoke: {
                    src: 'printCopy',
                    input: ({ context: { ports, checkout }, event }) => ({ ports, sale: checkout?.kind === 'finished' ? checkout.sale : '', document: event.type === 'helped.copy' ? event.document : 'receipt' }),
                    onDone: 'shown',
                    onError: 'shown',
                  },
                },
              },
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
                'code.scanned': { target: 'awake', reenter: true },
                'attention.paused': 'paused',
                'helper.joined': 'paused',
                // What was begun waits for whoever was called.
                'helper.awaited': { target: 'awake', reenter: true },
                'pace.changed': { target: 'awake', reenter: true },
              },
            },
            warned: {
              entry: 'startWarning',
              after: { grace: { target: '#session.ended', actions: 'endTimedOut' } },
              on: {
                'time.extended': { guard: 'extensionLeft', actions: 'extend', target: 'awake' },
                // Whoever moves something on the pan or scans something is there, and need not say so.
                'world.changed': { guard: 'panTouched', target: 'awake' },
                'code.scanned': 'awake',
                'attention.paused': 'paused',
                'helper.joined': 'paused',
                'helper.awaited': 'awake',
                'pace.changed': 'awake',
              },
            },
            /** While the checkout goes on by itself, and while a worker is there: then nobody is asked whether somebody is. */
            paused: {
              on: { 'attention.resumed': { guard: 'alone', target: 'awake' }, 'helper.left': { guard: not(stateIn({ open: { journey: 'checkout' } })), target: 'awake' } },
            },
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
