import { assign, forwardTo, setup, type SnapshotFrom } from 'xstate';
import { emptyDraft, type PhoneDemand } from '../addresses/address.ts';
import { entryOf } from '../destinations/destinations.ts';
import type { Intent } from '../intents.ts';
import type { Ports, Scan } from '../ports.ts';
import { stepAt, type Shown } from '../shown.ts';
import type { AddressDraft, PickUpPoint } from '../view.ts';
import { addressEntryMachine, type AddressEntryOutput } from './address-entry.ts';
import { showAddress } from './address-view.ts';
import type { BasketLine } from './basket.ts';
import { townName } from './item.ts';

/**
 * The addressee of a line in the basket, opened again by a worker as it was. The price stays: an address for which another
 * one would hold is not taken. A pick-up point that is not near the new address is asked anew.
 */

export interface CorrectionInput {
  readonly ports: Ports;
  readonly line: BasketLine;
}

export type CorrectionOutput = { readonly kind: 'corrected'; readonly line: BasketLine } | { readonly kind: 'left' };

export interface CorrectionContext extends CorrectionInput {
  /** What stands on the label once it is confirmed. */
  readonly draft: AddressDraft;
  readonly pickUp: PickUpPoint | null;
  readonly corrected: boolean;
}

type CorrectionEvent = Intent | { readonly type: 'code.scanned'; readonly scan: Scan };

function pointsNear({ ports, draft }: CorrectionContext): readonly PickUpPoint[] {
  return ports.pickUpPoints.near(draft.postcode);
}

/** As when it was first asked: who is waited for at a pick-up point must be reachable, and customs abroad call. */
function phoneDemand({ ports, line }: CorrectionInput): PhoneDemand {
  if (line.pickUp !== null) return 'required';
  const entry = line.destination === null ? null : entryOf(ports.destinations, line.destination);
  return entry?.declaration === true ? 'optional' : 'none';
}

export const addressCorrectionMachine = setup({
  types: {
    context: {} as CorrectionContext,
    input: {} as CorrectionInput,
    output: {} as CorrectionOutput,
    events: {} as CorrectionEvent,
    children: {} as { address: 'addressEntry' },
  },
  actors: { addressEntry: addressEntryMachine },
  guards: {
    left: (_, end: AddressEntryOutput) => end.kind === 'left',
    asksPickUp: ({ context }) => context.pickUp !== null && pointsNear(context).every(({ id }) => id !== context.pickUp?.id),
    pointKnown: ({ context, event }) => event.type === 'pickup.chosen' && pointsNear(context).some(({ id }) => id === event.point),
  },
  actions: {
    keep: assign((_, { draft }: AddressEntryOutput) => ({ draft })),
    takePoint: assign(({ context, event }) => ({ pickUp: pointsNear(context).find(({ id }) => event.type === 'pickup.chosen' && id === event.point) ?? context.pickUp })),
    correct: assign({ corrected: true }),
  },
}).createMachine({
  id: 'correction',
  context: ({ input }) => ({ ...input, draft: input.line.addressee ?? emptyDraft, pickUp: input.line.pickUp, corrected: false }),
  initial: 'addressee',
  states: {
    addressee: {
      invoke: {
        id: 'address',
        src: 'addressEntry',
        input: ({ context }) => ({
          draft: context.draft,
          party: 'addressee' as const,
          places: context.ports.places,
          book: context.ports.destinations,
          destination: context.line.destination,
          phone: phoneDemand(context),
        }),
        onDone: [
          { guard: { type: 'left', params: ({ event }) => event.output }, target: 'done' },
          { actions: { type: 'keep', params: ({ event }) => event.output }, target: 'confirmed' },
        ],
      },
      on: {
        'address.*': { actions: forwardTo('address') },
        'country.*': { actions: forwardTo('address') },
        'code.scanned': { actions: forwardTo('address') },
        back: { actions: forwardTo('address') },
      },
    },
    confirmed: { always: [{ guard: 'asksPickUp', target: 'pickUp' }, { actions: 'correct', target: 'done' }] },
    pickUp: { on: { 'pickup.chosen': { guard: 'pointKnown', actions: ['takePoint', 'correct'], target: 'done' }, back: 'addressee' } },
    done: { type: 'final' },
  },
  output: ({ context: { corrected, line, draft, pickUp, ports } }): CorrectionOutput =>
    corrected ? { kind: 'corrected', line: { ...line, addressee: draft, town: townName(draft, ports.places), pickUp } } : { kind: 'left' },
});

/** @param scanner a contact's code can be scanned now. */
export function showCorrection(snapshot: SnapshotFrom<typeof addressCorrectionMachine>, scanner: boolean): Omit<Shown, 'money'> {
  const { context, children } = snapshot;
  const shown = { step: stepAt('address'), back: 'back' } as const;
  if (snapshot.matches('addressee') && children.address) return { ...shown, body: showAddress(children.address.getSnapshot(), 'addressee', scanner) };
  return { ...shown, body: { screen: 'pick-up', postcode: context.draft.postcode, points: [...pointsNear(context)], selected: context.pickUp?.id ?? null } };
}
