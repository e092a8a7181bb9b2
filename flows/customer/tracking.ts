import { assign, setup, type SnapshotFrom } from 'xstate';
import { unreachable } from '../result.ts';
import type { Intent } from '../intents.ts';
import type { Ports, Recorded, Scan } from '../ports.ts';
import type { Shown } from '../shown.ts';
import type { ScanProblem, ViewOf } from '../view.ts';
import { itemAskedFor, problemToShow, scanProblem, type ScannedItem } from './scanned-item.ts';

/**
 * Where is it? What this terminal knows of the label or the proof in the customer's hand, and the operator's own tracking page. Times
 * only: no names, no prices, no purchase (GDPR-10).
 */

export interface TrackingInput {
  readonly ports: Ports;
}

export interface TrackingContext extends TrackingInput {
  readonly item: ScannedItem | null;
  readonly problem: ScanProblem | null;
}

type TrackingEvent = ViewOf<'tracking'>['events'][number];

function looked(ports: Ports, scan: Scan): Pick<TrackingContext, 'item' | 'problem'> {
  const found = itemAskedFor(ports, scan);
  if (!found.ok) return { item: null, problem: found.error };
  const nothing = found.value.facts.length === 0 && linkOf(ports, found.value) === null;
  return nothing ? { item: null, problem: scanProblem('nothing-here') } : { item: found.value, problem: null };
}

/** The operator's page of a number. A label without tracking has none: its name is ours, and means nothing there. */
function linkOf(ports: Ports, { issued, form, number }: ScannedItem): string | null {
  const isNumber = issued === null ? form !== 'franked-here' : issued.fact.number !== null;
  return isNumber ? ports.trackingLink(number) : null;
}

export const trackingMachine = setup({
  types: { context: {} as TrackingContext, input: {} as TrackingInput, events: {} as Intent | { readonly type: 'code.scanned'; readonly scan: Scan } },
  guards: { found: ({ context }) => context.item !== null },
  actions: {
    look: assign(({ context, event }) => (event.type === 'code.scanned' ? looked(context.ports, event.scan) : {})),
    forget: assign({ item: null, problem: null }),
  },
}).createMachine({
  id: 'tracking',
  context: ({ input }) => ({ ...input, item: null, problem: null }),
  initial: 'scanning',
  on: { 'code.scanned': { actions: 'look', target: '.looking' } },
  states: {
    scanning: { on: { back: 'left', 'scan.again': { actions: 'forget' } } },
    looking: { always: [{ guard: 'found', target: 'found' }, { target: 'scanning' }] },
    found: { on: { 'scan.again': { actions: 'forget', target: 'scanning' }, 'session.finished': 'left', back: { actions: 'forget', target: 'scanning' } } },
    left: { type: 'final' },
  },
});

function eventOf({ at, fact }: Recorded): TrackingEvent[] {
  switch (fact.type) {
    case 'label.issued':
      return [{ what: 'franked', at }];
    case 'label.spoiled':
    case 'label.voided':
      return [{ what: 'voided', at }];
    case 'item.deposited':
      switch (fact.into) {
        case 'box':
          return [{ what: 'deposited', at }];
        case 'staff':
          return [{ what: 'handed-to-staff', at }];
        default:
          return unreachable(fact.into);
      }
    default:
      return [];
  }
}

export function showTracking(snapshot: SnapshotFrom<typeof trackingMachine>): Shown {
  const { item, problem, ports } = snapshot.context;
  const found = snapshot.matches('found') && item !== null;
  return {
    body: {
      screen: 'tracking',
      phase: found ? 'found' : 'scan',
      number: found ? item.number : null,
      events: found ? item.facts.flatMap(eventOf) : [],
      link: found ? linkOf(ports, item) : null,
      problem: found ? null : problemToShow(ports, problem),
    },
    step: null,
    money: null,
    back: 'back',
  };
}
