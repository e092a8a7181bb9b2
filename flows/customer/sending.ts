import { assign, forwardTo, setup } from 'xstate';
import { emptyDraft } from '../addresses/address.ts';
import type { HelpStep } from '../assisted/helped.ts';
import type { DestinationCode } from '../destinations/code.ts';
import { entryOf } from '../destinations/destinations.ts';
import { destinationChoices, formatChoices, isTakenForLetter } from '../postage/limits.ts';
import { grams } from '../weight.ts';
import { addressEntryMachine, type AddressEntryOutput } from './address-entry.ts';
import { customsEntryMachine, type CustomsEntryOutput } from './customs-entry.ts';
import {
  asLine,
  chosenOffer,
  isDeclarationSound,
  isDeclared,
  missingPostage,
  needsParties,
  priced,
  pricingNow,
  sentTo,
  weighed,
  weighedAgain,
  withContents,
  withOption,
  withProduct,
  withWaived,
} from './item.ts';
import { isPriced, openSteps, overridable, placeForbidden } from './sending-help.ts';
import { leftSince, observe, stableGrams, used, weighing } from './pan.ts';
import type { SendingContext, SendingEvent, SendingInput, SendingOutput } from './sending-memory.ts';
import { contentsChoices, lacksPhone, phoneFor, pointsFor } from './sending-questions.ts';

/**
 * One item, from the empty pan to its line in the basket: weighed, where to, what is in it, how, and the papers that the
 * answers make necessary. Each question is asked once, and only when the machine can neither measure nor know it.
 */

/** How long an accepted weight is shown before the next question, ms: long enough to be read, too short to wait for. */
const weightShown = 900;

function addressOf(event: unknown): AddressEntryOutput {
  return (event as { output: AddressEntryOutput }).output;
}

function customsOf(event: unknown): CustomsEntryOutput {
  return (event as { output: CustomsEntryOutput }).output;
}

/** What mail to France starts from: the territory's own entry follows from the address. */
const home: DestinationCode = 'FR';

const machine = setup({
  types: {
    context: {} as SendingContext,
    input: {} as SendingInput,
    output: {} as SendingOutput,
    events: {} as SendingEvent,
    children: {} as { address: 'addressEntry'; customs: 'customsEntry' },
  },
  actors: { addressEntry: addressEntryMachine, customsEntry: customsEntryMachine },
  delays: { weightShown },
  guards: {
    /** A new item needs a zero before it; the same item put back does not. */
    weightAccepted: ({ context }) =>
      context.purpose === 'again' ? (stableGrams(context.pan) ?? 0) > 0 : weighing(context.pan).state === 'accepted',
    weightGone: ({ context }) => !((stableGrams(context.pan) ?? 0) > 0),
    weighsAgain: ({ context }) => context.purpose === 'again',
    sameWeightAgain: ({ context }) => context.purpose === 'again' && stableGrams(context.pan) === context.item?.grams,
    itemStillThere: ({ context }) => context.item !== null && (!context.item.left || context.item.weighedBy === 'staff'),
    toFrance: ({ event }) =>
      event.type === 'destination.chosen' && event.destination === 'france' && destinationChoices().some((choice) => choice.id === 'france' && choice.reason === null),
    toElsewhere: ({ event }) =>
      event.type === 'destination.chosen' &&
      event.destination !== 'france' &&
      destinationChoices().some((choice) => choice.id === event.destination && choice.reason === null),
    known: ({ context, event }) => event.type === 'country.chosen' && entryOf(context.ports.destinations, event.code) !== null,
    wasAbroad: ({ context }) => context.item?.destination?.code !== home,
    contentsOpen: ({ context, event }) =>
      event.type === 'contents.chosen' &&
      context.item?.destination != null &&
      contentsChoices(context, context.item.destination, context.item.waived).some((choice) => choice.id === event.contents && choice.reason === null),
    asksContents: ({ context }) => context.item?.destination?.declaration === true && context.item.contents === null,
    askedContents: ({ context }) => context.item?.destination?.declaration === true,
    takenForLetter: ({ context }) => context.item !== null && (context.supplement || isTakenForLetter(context.item.grams)) && context.item.format !== 'parcel',
    formatOpen: ({ context, event }) =>
      event.type === 'format.chosen' &&
      context.item?.destination != null &&
      formatChoices(context.item.grams, context.item.destination, context.item.waived).some((choice) => choice.id === event.format && choice.reason === null),
    isAssumed: ({ context }) => context.item?.assumedLetter === true,
    offerPossible: ({ context, event }) =>
      event.type === 'offer.selected' && (context.item?.offers.some((offer) => offer.product === event.product && offer.price !== null) ?? false),
    nothingChosen: ({ context }) => context.item === null || chosenOffer(context.item) === null,
    /** Also when the item was weighed again and lacks nothing any more: the screen says so, and what it bears can be corrected. */
    asksAffixed: ({ context }) => context.supplement && context.item !== null && (context.item.affixed === null || missingPostage(context.item) === 0),
    somethingMissing: ({ context }) => context.item !== null && (missingPostage(context.item) ?? 0) > 0,
    asksAddressee: ({ context }) => context.item !== null && needsParties(context.item) && (context.item.addressee === null || lacksPhone(context.item)),
    asksSender: ({ context }) => context.item !== null && needsParties(context.item) && context.sender === null,
    asksPickUp: ({ context }) => context.item !== null && chosenOffer(context.item)?.pickUp === true && context.item.pickUp === null,
    asksCustoms: ({ context }) => context.item !== null && isDeclared(context.item) && !isDeclarationSound(context.item),
    pointKnown: ({ context, event }) => event.type === 'pickup.chosen' && pointsFor(context).some((point) => point.id === event.point),
    ledTo: ({ context, event }, step: HelpStep) => event.type === 'helped.step' && event.step === step && openSteps(context).includes(step),
    entersWeight: ({ event }) => event.type === 'helped.weight' && event.grams > 0,
    pricedBefore: ({ context, event }) => event.type === 'helped.weight' && event.grams > 0 && context.item !== null && isPriced(context.item),
    destinationKnown: ({ context, event }) => event.type === 'helped.weight' && event.grams > 0 && context.item?.destination != null,
    overridesPlace: ({ context, event }) => event.type === 'helped.limit' && event.limit === 'destination' && placeForbidden(context),
    overrides: ({ context, event }) => event.type === 'helped.limit' && overridable(context).includes(event.limit),
    childLeft: ({ event }) => addressOf(event).kind === 'left',
  },
  actions: {
    noteWorld: assign(({ context, event }) => {
      if (event.type !== 'world.changed') return {};
      const { item } = context;
      const left = item !== null && (item.left || leftSince(event.world.reading, item.grams));
      return { world: event.world, pan: observe(context.pan, event.world.reading), item: item === null ? null : { ...item, left } };
    }),
    takeWeight: assign(({ context }) => {
      const weight = stableGrams(context.pan);
      if (weight === null) return {};
      const item = context.purpose === 'again' && context.item !== null ? weighedAgain(context.item, weight) : weighed(weight);
      return { item, pan: used(context.pan) };
    }),
    /** As a worker read it elsewhere: what lies on the pan is used up, so that it does not begin another item. */
    enterWeight: assign(({ context, event }) => {
      if (event.type !== 'helped.weight') return {};
      const item = context.item === null ? weighed(event.grams, 'staff') : weighedAgain(context.item, event.grams, 'staff');
      return { item, pan: used(context.pan) };
    }),
    waive: assign(({ context, event }) => (event.type === 'helped.limit' && context.item !== null ? { item: withWaived(context.item, event.limit) } : {})),
    forgetItem: assign({ item: null }),
    sendToFrance: assign(({ context }) => {
      const entry = entryOf(context.ports.destinations, home);
      return context.item === null || entry === null ? {} : { item: sentTo(context.item, entry) };
    }),
    lookAmong: assign(({ event }) => (event.type === 'destination.chosen' && event.destination !== 'france' ? { among: event.destination, query: '' } : {})),
    search: assign(({ event }) => (event.type === 'country.searched' ? { query: event.text } : {})),
    sendTo: assign(({ context, event }) => {
      const entry = event.type === 'country.chosen' ? entryOf(context.ports.destinations, event.code) : null;
      return context.item === null || entry === null ? {} : { item: sentTo(context.item, entry), query: '' };
    }),
    takeContents: assign(({ context, event }) =>
      event.type === 'contents.chosen' && context.item !== null ? { item: withContents(context.item, event.contents) } : {},
    ),
    forgetContents: assign(({ context }) => (context.item === null ? {} : { item: withContents(context.item, null) })),
    assumeLetter: assign(({ context }) => {
      if (context.item === null) return {};
      return { item: priced({ ...context.item, assumedLetter: true }, 'letter', pricingNow(context.ports, context.supplement)), allOffers: false };
    }),
    price: assign(({ context, event }) => {
      if (event.type !== 'format.chosen' || context.item === null) return {};
      // Open only once a worker has measured it: then it goes as what it is, a parcel.
      const format = event.format === 'oversize' ? 'parcel' : event.format;
      return { item: priced({ ...context.item, assumedLetter: false }, format, pricingNow(context.ports, context.supplement)), allOffers: false };
    }),
    select: assign(({ context, event }) =>
      event.type === 'offer.selected' && context.item !== null ? { item: { ...withProduct(context.item, event.product), priceBefore: null } } : {},
    ),
    showAll: assign(({ event }) => (event.type === 'offer.all.shown' ? { allOffers: event.all } : {})),
    choose: assign(({ context, event }) =>
      event.type === 'offer.option.chosen' && context.item !== null ? { item: withOption(context.item, event.option, event.chosen) } : {},
    ),
    takeAffixed: assign(({ context, event }) =>
      event.type === 'supplement.amount.entered' && context.item !== null ? { item: { ...context.item, affixed: event.amount } } : {},
    ),
    forgetAffixed: assign(({ context }) => (context.item === null ? {} : { item: { ...context.item, affixed: null } })),
    keepAddressee: assign(({ context, event }) => ({
      item: context.item === null ? null : { ...context.item, addressee: addressOf(event).draft, typed: addressOf(event).draft, pickUp: null },
    })),
    /** Left before it was confirmed: what was typed is kept, and must be confirmed to count. */
    keepAddresseeTyped: assign(({ context, event }) => ({
      item: context.item === null ? null : { ...context.item, addressee: null, typed: addressOf(event).draft },
    })),
    forgetAddressee: assign(({ context }) => (context.item === null ? {} : { item: { ...context.item, addressee: null } })),
    keepSenderTyped: assign(({ event }) => ({ senderTyped: addressOf(event).draft })),
    keepSender: assign(({ event }) => ({ sender: addressOf(event).draft })),
    takePoint: assign(({ context, event }) => {
      const point = event.type === 'pickup.chosen' ? pointsFor(context).find((one) => one.id === event.point) : undefined;
      return point === undefined || context.item === null ? {} : { item: { ...context.item, pickUp: point } };
    }),
    keepDeclaration: assign(({ context, event }) => {
      const { declaration } = customsOf(event);
      return context.item === null ? {} : { item: { ...context.item, declaration, declarationSaid: declaration } };
    }),
    /** Left before it was declared: what was said is kept, and must be declared to count. */
    keepDeclarationSaid: assign(({ context, event }) =>
      context.item === null ? {} : { item: { ...context.item, declaration: null, declarationSaid: customsOf(event).declaration } },
    ),
    makeLine: assign(({ context }) => ({ line: context.item === null ? null : asLine(context.item, context.sender, context.ports.places) })),
    beginAgain: assign({ purpose: 'again' as const }),
    /** What has a price keeps its answers; what has none yet begins as on the empty pan. */
    weighAnew: assign(({ context }) => (context.item !== null && isPriced(context.item) ? { purpose: 'again' as const } : { item: null, purpose: context.alone ? ('first' as const) : ('another' as const) })),
  },
});

export const sendingMachine = machine.createMachine({
  id: 'sending',
  context: ({ input }) => ({ ...input, alone: input.purpose === 'first', item: null, among: 'abroad', query: '', allOffers: false, line: null }),
  initial: 'weighing',
  on: {
    'world.changed': { actions: 'noteWorld' },
    'helped.weight': [
      { guard: 'pricedBefore', actions: 'enterWeight', target: '.offers' },
      { guard: 'destinationKnown', actions: 'enterWeight', target: '.describing' },
      { guard: 'entersWeight', actions: 'enterWeight', target: '.destination' },
    ],
    'helped.limit': { guard: 'overrides', actions: 'waive' },
    'helped.step': [
      { guard: { type: 'ledTo', params: 'weigh' }, actions: 'weighAnew', target: '.weighing' },
      { guard: { type: 'ledTo', params: 'destination' }, target: '.destination' },
      { guard: { type: 'ledTo', params: 'format' }, target: '.format' },
      { guard: { type: 'ledTo', params: 'offers' }, target: '.offers' },
      { guard: { type: 'ledTo', params: 'address' }, target: '.addressee' },
      { guard: { type: 'ledTo', params: 'customs' }, target: '.customs' },
      { guard: { type: 'ledTo', params: 'basket' }, target: '.left' },
    ],
  },
  states: {
    weighing: {
      initial: 'waiting',
      on: { back: [{ guard: 'weighsAgain', target: 'offers' }, { target: 'left' }] },
      states: {
        waiting: { always: { guard: 'weightAccepted', target: 'shown' } },
        shown: {
          always: { guard: 'weightGone', target: 'waiting' },
          after: {
            weightShown: [
              { guard: 'sameWeightAgain', actions: 'takeWeight', target: '#sending.completing' },
              { guard: 'weighsAgain', actions: 'takeWeight', target: '#sending.offers' },
              { actions: 'takeWeight', target: '#sending.destination' },
            ],
          },
        },
      },
    },
    destination: {
      on: {
        'destination.chosen': [
          { guard: 'toFrance', actions: 'sendToFrance', target: 'describing' },
          { guard: 'toElsewhere', actions: 'lookAmong', target: 'country' },
        ],
        back: { target: 'weighing', actions: 'forgetItem' },
      },
    },
    country: {
      on: {
        'helped.limit': { guard: 'overridesPlace', actions: 'waive' },
        'country.searched': { actions: 'search' },
        'country.chosen': { guard: 'known', actions: 'sendTo', target: 'describing' },
        back: 'destination',
      },
    },
    /** What must be known of the item before it has a price: only what is open is asked. */
    describing: {
      always: [
        { guard: 'asksContents', target: 'contents' },
        { guard: 'takenForLetter', actions: 'assumeLetter', target: 'offers' },
        { target: 'format' },
      ],
    },
    contents: {
      on: {
        'contents.chosen': { guard: 'contentsOpen', actions: 'takeContents', target: 'describing' },
        back: [{ guard: 'wasAbroad', target: 'country' }, { target: 'destination' }],
      },
    },
    format: {
      on: {
        'format.chosen': { guard: 'formatOpen', actions: 'price', target: 'offers' },
        back: [
          { guard: 'askedContents', actions: 'forgetContents', target: 'contents' },
          { guard: 'wasAbroad', target: 'country' },
          { target: 'destination' },
        ],
      },
    },
    offers: {
      on: {
        'offer.selected': { guard: 'offerPossible', actions: 'select' },
        'offer.all.shown': { actions: 'showAll' },
        'offer.option.chosen': { actions: 'choose' },
        'offer.confirmed': [{ guard: 'nothingChosen' }, { target: 'completing' }],
        'format.reopened': { guard: 'isAssumed', target: 'format' },
        back: [
          { guard: ({ context }) => context.item?.assumedLetter === false, target: 'format' },
          { guard: 'askedContents', actions: 'forgetContents', target: 'contents' },
          { guard: 'wasAbroad', target: 'country' },
          { target: 'destination' },
        ],
      },
    },
    /** What the chosen product still needs, in the order in which it is asked. */
    completing: {
      always: [
        { guard: 'asksAffixed', target: 'affixed' },
        { guard: 'asksAddressee', target: 'addressee' },
        { guard: 'asksSender', target: 'sender' },
        { guard: 'asksPickUp', target: 'pickUp' },
        { guard: 'asksCustoms', target: 'customs' },
        // The weight that was priced must still be what stands on the pan (`devices.md` 1.6 rule 7).
        { guard: 'itemStillThere', actions: 'makeLine', target: 'done' },
        { actions: 'beginAgain', target: 'weighing' },
      ],
    },
    affixed: {
      on: {
        'supplement.amount.entered': { actions: 'takeAffixed' },
        'supplement.confirmed': { guard: 'somethingMissing', target: 'completing' },
        back: { actions: 'forgetAffixed', target: 'offers' },
      },
    },
    addressee: {
      invoke: {
        id: 'address',
        src: 'addressEntry',
        input: ({ context: { item, ports } }) => ({
          draft: item?.typed ?? emptyDraft,
          party: 'addressee' as const,
          places: ports.places,
          book: ports.destinations,
          destination: item?.destination?.code ?? null,
          phone: phoneFor(item),
        }),
        onDone: [
          { guard: 'childLeft', actions: 'keepAddresseeTyped', target: 'offers' },
          { actions: 'keepAddressee', target: 'completing' },
        ],
      },
      on: {
        'address.*': { actions: forwardTo('address') },
        'country.*': { actions: forwardTo('address') },
        'code.scanned': { actions: forwardTo('address') },
        back: { actions: forwardTo('address') },
      },
    },
    sender: {
      invoke: {
        id: 'address',
        src: 'addressEntry',
        input: ({ context: { item, senderTyped, ports } }) => ({
          draft: senderTyped,
          party: 'sender' as const,
          places: ports.places,
          book: ports.destinations,
          destination: null,
          // Customs may have a question for who sends goods.
          phone: item !== null && isDeclared(item) ? ('optional' as const) : ('none' as const),
        }),
        onDone: [
          { guard: 'childLeft', actions: ['keepSenderTyped', 'forgetAddressee'], target: 'addressee' },
          { actions: 'keepSender', target: 'completing' },
        ],
      },
      on: {
        'address.*': { actions: forwardTo('address') },
        'country.*': { actions: forwardTo('address') },
        'code.scanned': { actions: forwardTo('address') },
        back: { actions: forwardTo('address') },
      },
    },
    pickUp: {
      on: {
        'pickup.chosen': { guard: 'pointKnown', actions: 'takePoint', target: 'completing' },
        back: { actions: 'forgetAddressee', target: 'addressee' },
      },
    },
    customs: {
      invoke: {
        id: 'customs',
        src: 'customsEntry',
        input: ({ context: { item } }) => ({
          itemGrams: item?.grams ?? grams(0),
          kind: item?.format ?? 'parcel',
          before: item?.declarationSaid ?? null,
        }),
        onDone: [
          { guard: ({ event }) => event.output.kind === 'left', actions: ['keepDeclarationSaid', 'forgetAddressee'], target: 'addressee' },
          { actions: 'keepDeclaration', target: 'completing' },
        ],
      },
      on: { 'customs.*': { actions: forwardTo('customs') }, back: { actions: forwardTo('customs') } },
    },
    done: { type: 'final' },
    left: { type: 'final' },
  },
  output: ({ context: { line, pan, sender, senderTyped } }): SendingOutput =>
    line === null ? { kind: 'left', pan, sender, senderTyped } : { kind: 'line', line, pan, sender, senderTyped },
});
