import { assign, setup } from 'xstate';
import { addressProblems, type AddressPart } from '../addresses/address.ts';
import { typedPostcode } from '../addresses/postcode.ts';
import type { Intent } from '../intents.ts';
import type { Places, Town } from '../ports.ts';
import type { AddressDraft, AddressProblem } from '../view.ts';

/**
 * One address, asked in three small questions (town, street, name) and shown as it will be printed. The same machine
 * serves addressee and sender; the session runs it once for each.
 */


export interface AddressEntryInput {
  readonly draft: AddressDraft;
  readonly places: Places;
}

export type AddressEntryOutput = { readonly kind: 'confirmed'; readonly draft: AddressDraft } | { readonly kind: 'left'; readonly draft: AddressDraft };

export interface AddressEntryContext {
  draft: AddressDraft;
  towns: readonly Town[];
  problems: readonly AddressProblem[];
  readonly places: Places;
  confirmed: boolean;
}

/** Typed text has its outer white space taken off, so that a stray space is never a mistake of the customer's. */
function typed<T extends Partial<AddressDraft>>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, (value ?? '').trim()])) as T;
}

function partOf(intent: Intent): AddressPart | null {
  switch (intent.type) {
    case 'address.postcode.entered':
    case 'address.town.chosen':
      return 'town';
    case 'address.street.entered':
      return 'street';
    case 'address.name.entered':
      return 'name';
    default:
      return null;
  }
}

/** The draft as it would be with what this intent brings. */
export function withTyped(draft: AddressDraft, intent: Intent): AddressDraft {
  switch (intent.type) {
    case 'address.postcode.entered':
      return { ...draft, postcode: typedPostcode(intent.postcode), town: '' };
    case 'address.town.chosen':
      return { ...draft, ...typed({ town: intent.town }) };
    case 'address.street.entered':
      return { ...draft, ...typed({ street: intent.street, building: intent.building, apartment: intent.apartment, place: intent.place }) };
    case 'address.name.entered':
      return { ...draft, ...typed({ name: intent.name, company: intent.company }) };
    default:
      return draft;
  }
}

export const addressEntryMachine = setup({
  types: {
    context: {} as AddressEntryContext,
    input: {} as AddressEntryInput,
    output: {} as AddressEntryOutput,
    events: {} as Intent,
  },
  guards: {
    /** The part as it would be after this intent has nothing to be corrected. */
    soundPart: ({ context, event }) => {
      const part = partOf(event);
      return part !== null && addressProblems(withTyped(context.draft, event), part, context.places).length === 0;
    },
    /** The postcode has exactly one town: no question to ask. */
    onlyTown: ({ context, event }) => {
      if (event.type !== 'address.postcode.entered') return false;
      const draft = withTyped(context.draft, event);
      const towns = context.places.townsOf(draft.postcode);
      const [town] = towns;
      return towns.length === 1 && town !== undefined && addressProblems({ ...draft, town: town.label }, 'town', context.places).length === 0;
    },
    complete: ({ context }) => (['town', 'street', 'name'] as const).every((part) => addressProblems(context.draft, part, context.places).length === 0),
  },
  actions: {
    /** What was typed is kept even when it is wrong: nothing typed is ever lost. */
    take: assign(({ context, event }) => ({ draft: withTyped(context.draft, event), problems: [] })),
    lookUp: assign(({ context }) => ({ towns: context.places.townsOf(context.draft.postcode) })),
    takeOnlyTown: assign(({ context }) => ({ draft: { ...context.draft, town: context.towns[0]?.label ?? '' } })),
    point: assign(({ context, event }) => {
      const part = partOf(event);
      return { problems: part === null ? [] : addressProblems(context.draft, part, context.places) };
    }),
    /** A postcode alone is not yet wrong for lack of a town. */
    pointAtPostcode: assign(({ context }) => ({ problems: addressProblems(context.draft, 'town', context.places).filter((one) => one.field === 'postcode') })),
    forgetProblems: assign({ problems: [] }),
    confirm: assign({ confirmed: true }),
  },
}).createMachine({
  id: 'address-entry',
  context: ({ input }) => ({
    draft: input.draft,
    places: input.places,
    towns: input.draft.postcode === '' ? [] : input.places.townsOf(input.draft.postcode),
    problems: [],
    confirmed: false,
  }),
  initial: 'town',
  states: {
    town: {
      on: {
        'address.postcode.entered': [
          { guard: 'onlyTown', actions: ['take', 'lookUp', 'takeOnlyTown'], target: 'street' },
          { actions: ['take', 'lookUp', 'pointAtPostcode'] },
        ],
        'address.town.chosen': [{ guard: 'soundPart', actions: 'take', target: 'street' }, { actions: ['take', 'point'] }],
        back: 'left',
      },
      exit: 'forgetProblems',
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
    },
    left: { type: 'final' },
  },
  output: ({ context }): AddressEntryOutput => ({ kind: context.confirmed ? 'confirmed' : 'left', draft: context.draft }),
});
