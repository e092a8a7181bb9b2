import { assign, setup } from 'xstate';
import { addressProblems, emptyDraftIn, type AddressContext, type AddressPart, type PhoneDemand } from '../addresses/address.ts';
import { withContact } from '../addresses/contact-draft.ts';
import { contactOf } from '../addresses/contact.ts';
import { typedPhone } from '../addresses/phone.ts';
import { typedPostcode } from '../addresses/postcode.ts';
import type { DestinationBook } from '../destinations/book.ts';
import type { DestinationCode } from '../destinations/code.ts';
import { entryOf } from '../destinations/destinations.ts';
import type { Intent } from '../intents.ts';
import type { Places, Scan, Town } from '../ports.ts';
import { err, type Result } from '../result.ts';
import type { AddressDraft, AddressProblem } from '../view.ts';
import { townsWanted } from './towns-wanted.ts';

/**
 * One address, asked in three small questions (town, street, name) and shown as it will be printed. The same machine
 * serves addressee and sender; the session runs it once for each. A contact's code, scanned at any moment, answers all
 * three at once and is checked like what is typed.
 */

export interface AddressEntryInput {
  readonly draft: AddressDraft;
  readonly party: 'addressee' | 'sender';
  readonly places: Places;
  readonly book: DestinationBook;
  /** Where the price was made for; null for the sender. */
  readonly destination: DestinationCode | null;
  readonly phone: PhoneDemand;
}

export type AddressEntryOutput = { readonly kind: 'confirmed'; readonly draft: AddressDraft } | { readonly kind: 'left'; readonly draft: AddressDraft };

export interface AddressEntryContext extends AddressContext {
  draft: AddressDraft;
  readonly party: 'addressee' | 'sender';
  towns: readonly Town[];
  problems: readonly AddressProblem[];
  /** What was typed to find the sender's country. */
  query: string;
  confirmed: boolean;
}

export type AddressEntryEvent = Intent | { readonly type: 'code.scanned'; readonly scan: Scan };

/** Typed text has its outer white space taken off, so that a stray space is never a mistake of the customer's. */
function typed<T extends Partial<AddressDraft>>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, (value ?? '').trim()])) as T;
}

/** One field takes both: digits are a postcode, in whatever way they are grouped; letters begin the name of a town. */
function postcodeOrName(text: string): string {
  const postcode = typedPostcode(text);
  return /^\d+$|^AD\d+$/.test(postcode) ? postcode : text.trim();
}

function partOf(event: AddressEntryEvent): AddressPart | null {
  switch (event.type) {
    case 'address.postcode.entered':
    case 'address.town.chosen':
    case 'address.place.entered':
      return 'town';
    case 'address.street.entered':
      return 'street';
    case 'address.name.entered':
      return 'name';
    default:
      return null;
  }
}

/** The draft as it would be with what this event brings. */
export function withTyped(draft: AddressDraft, event: AddressEntryEvent): AddressDraft {
  switch (event.type) {
    case 'address.postcode.entered':
      return { ...draft, postcode: postcodeOrName(event.postcode), town: '' };
    case 'address.town.chosen':
      return { ...draft, ...typed({ town: event.town, postcode: event.postcode ?? draft.postcode }) };
    case 'address.place.entered':
      return { ...draft, ...typed({ postcode: event.postcode, town: event.town, region: event.region }) };
    case 'address.street.entered':
      return { ...draft, ...typed({ street: event.street, building: event.building, apartment: event.apartment, place: event.place }) };
    case 'address.name.entered':
      return { ...draft, ...typed({ name: event.name, company: event.company }), phone: typedPhone(event.phone, draft.country) ?? event.phone.trim() };
    default:
      return draft;
  }
}

/** The draft with what a scanned contact says, or why it is not taken. */
function scanned(context: AddressEntryContext, scan: Scan): Result<AddressDraft, 'not-a-contact' | 'other-country'> {
  if (scan.kind === 'rejected') return err('not-a-contact');
  const contact = contactOf(scan.text);
  return contact.ok ? withContact(context.draft, contact.value, context) : contact;
}

/** The first question that has something to be corrected; null when none has. */
function partToMend(context: AddressEntryContext): AddressPart | null {
  return (['town', 'street', 'name'] as const).find((part) => addressProblems(context.draft, part, context).length > 0) ?? null;
}

export const addressEntryMachine = setup({
  types: {
    context: {} as AddressEntryContext,
    input: {} as AddressEntryInput,
    output: {} as AddressEntryOutput,
    events: {} as AddressEntryEvent,
  },
  guards: {
    /** The part as it would be after this event has nothing to be corrected. */
    soundPart: ({ context, event }) => {
      const part = partOf(event);
      return part !== null && addressProblems(withTyped(context.draft, event), part, context).length === 0;
    },
    /** The postcode has exactly one town: no question to ask. */
    onlyTown: ({ context, event }) => {
      if (event.type !== 'address.postcode.entered') return false;
      const draft = withTyped(context.draft, event);
      const towns = context.places.townsOf(draft.postcode);
      const [town] = towns;
      return towns.length === 1 && town !== undefined && addressProblems({ ...draft, town: town.label }, 'town', context).length === 0;
    },
    complete: ({ context }) => addressProblems(context.draft, 'check', context).length === 0,
    contactFits: ({ context, event }) => event.type === 'code.scanned' && scanned(context, event.scan).ok,
    townToMend: ({ context }) => partToMend(context) === 'town',
    streetToMend: ({ context }) => partToMend(context) === 'street',
    nameToMend: ({ context }) => partToMend(context) === 'name',
    isSender: ({ context }) => context.party === 'sender',
    knownCountry: ({ context, event }) => event.type === 'country.chosen' && entryOf(context.book, event.code) !== null,
  },
  actions: {
    /** What was typed is kept even when it is wrong: nothing typed is ever lost. */
    take: assign(({ context, event }) => ({ draft: withTyped(context.draft, event), problems: [] })),
    lookUp: assign(({ context }) => ({ towns: townsWanted(context.draft, context) })),
    takeOnlyTown: assign(({ context }) => ({ draft: { ...context.draft, town: context.towns[0]?.label ?? '' } })),
    point: assign(({ context, event }) => {
      const part = partOf(event);
      return { problems: part === null ? [] : addressProblems(context.draft, part, context) };
    }),
    /** A postcode alone is not yet wrong for lack of a town, nor is the beginning of one or of a name that fits some town. */
    pointAtPostcode: assign(({ context }) => {
      const whole = /^\d{5}/.test(context.draft.postcode);
      if (!whole && context.towns.length > 0) return { problems: [] };
      return { problems: addressProblems(context.draft, 'town', context).filter((one) => one.field === 'postcode') };
    }),
    forgetProblems: assign({ problems: [] }),
    seek: assign({ query: ({ event }) => (event.type === 'country.searched' ? event.text : '') }),
    forgetQuery: assign({ query: '' }),
    /** Another country writes its places otherwise: what was typed of the place is asked again, street and name stay. */
    takeCountry: assign(({ context, event }) => {
      const entry = event.type === 'country.chosen' ? entryOf(context.book, event.code) : null;
      const { country } = emptyDraftIn(entry?.country ?? context.draft.country);
      return country === context.draft.country ? {} : { draft: { ...context.draft, country, postcode: '', town: '', region: '' }, towns: [] };
    }),
    takeContact: assign(({ context, event }) => {
      const draft = event.type === 'code.scanned' ? scanned(context, event.scan) : null;
      return draft?.ok === true ? { draft: draft.value, towns: townsWanted(draft.value, context), problems: [] } : {};
    }),
    refuseContact: assign(({ context, event }) => {
      const draft = event.type === 'code.scanned' ? scanned(context, event.scan) : null;
      return draft?.ok === false ? { problems: [{ field: 'contact' as const, problem: draft.error, proposal: null }] } : {};
    }),
    /** What the card lacks is asked, not scolded for: only what stands there and is wrong is pointed at. */
    pointAtContact: assign(({ context }) => {
      const part = partToMend(context);
      return { problems: part === null ? [] : addressProblems(context.draft, part, context).filter(({ problem }) => problem !== 'missing') };
    }),
    confirm: assign({ confirmed: true }),
  },
}).createMachine({
  id: 'address-entry',
  context: ({ input }) => ({
    ...input,
    towns: townsWanted(input.draft, input),
    problems: [],
    query: '',
    confirmed: false,
  }),
  initial: 'town',
  on: {
    'code.scanned': [{ guard: 'contactFits', actions: 'takeContact', target: '.scanned' }, { actions: 'refuseContact' }],
  },
  states: {
    town: {
      on: {
        'address.postcode.entered': [
          { guard: 'onlyTown', actions: ['take', 'lookUp', 'takeOnlyTown'], target: 'street' },
          { actions: ['take', 'lookUp', 'pointAtPostcode'] },
        ],
        'address.town.chosen': [{ guard: 'soundPart', actions: ['take', 'lookUp'], target: 'street' }, { actions: ['take', 'lookUp', 'point'] }],
        'address.place.entered': [{ guard: 'soundPart', actions: ['take', 'lookUp'], target: 'street' }, { actions: ['take', 'lookUp', 'point'] }],
        'address.country.reopened': { guard: 'isSender', target: 'country' },
        back: 'left',
      },
      exit: 'forgetProblems',
    },
    country: {
      on: {
        'country.searched': { actions: 'seek' },
        'country.chosen': { guard: 'knownCountry', actions: 'takeCountry', target: 'town' },
        back: 'town',
      },
      exit: ['forgetQuery', 'forgetProblems'],
    },
    street: {
      on: {
        'address.street.entered': [{ guard: 'soundPart', actions: 'take', target: 'name' }, { actions: ['take', 'point'] }],
        back: 'town',
      },
      exit: 'forgetProblems',
    },
    name: {
      on: {
        'address.name.entered': [{ guard: 'soundPart', actions: 'take', target: 'check' }, { actions: ['take', 'point'] }],
        back: 'street',
      },
      exit: 'forgetProblems',
    },
    check: {
      on: {
        'address.confirmed': { guard: 'complete', actions: 'confirm', target: 'left' },
        'address.part.reopened': [
          { guard: ({ event }) => event.part === 'town', target: 'town' },
          { guard: ({ event }) => event.part === 'street', target: 'street' },
          { target: 'name' },
        ],
        back: 'name',
      },
      exit: 'forgetProblems',
    },
    scanned: {
      always: [
        { guard: 'townToMend', actions: 'pointAtContact', target: 'town' },
        { guard: 'streetToMend', actions: 'pointAtContact', target: 'street' },
        { guard: 'nameToMend', actions: 'pointAtContact', target: 'name' },
        { target: 'check' },
      ],
    },
    left: { type: 'final' },
  },
  output: ({ context }): AddressEntryOutput => ({ kind: context.confirmed ? 'confirmed' : 'left', draft: context.draft }),
});
