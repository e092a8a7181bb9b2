import { assign, fromPromise, setup, type SnapshotFrom } from 'xstate';
import { refusalOfAct, type MaintenanceEvent, type MaintenanceInput } from './maintenance-act.ts';
import { printTestLabel, printTestReceipt } from './maintenance-prints.ts';
import type { Health, Outcome } from '../ports.ts';
import { isWell } from '../terminal/world.ts';
import type { ActRefusal, MaintenancePage } from '../view.ts';

/**
 * A roll is changed: open, replace, close, count, test print. The printer's own sensors move it on as far as they see; a key
 * does where they do not.
 */

type RollsPage = Extract<MaintenancePage, { page: 'rolls' }>;
type Roll = NonNullable<RollsPage['roll']>;

export interface RollsContext extends MaintenanceInput {
  readonly roll: Roll | null;
  readonly refusal: ActRefusal | null;
}

function printerOf({ world, roll }: RollsContext): Health {
  return roll === 'receipts' ? world.health.papers : world.health.labels;
}

/** What a person counted, or said is a full one: labels, a whole number. */
function countTyped(typed: string, most: number): number | ActRefusal {
  if (!/^\d{1,6}$/.test(typed.trim())) return 'not-a-number';
  return Number(typed) > most ? 'too-much' : Number(typed);
}

/** Recorded, or why not. The journal counts down from here. */
function countRoll({ ports }: RollsContext, left: number | ActRefusal): ActRefusal | null {
  if (typeof left !== 'number') return left;
  return ports.ledger.record({ type: 'roll.counted', roll: 'labels', left, why: 'counted' }).ok ? null : 'ledger-unavailable';
}

/** Drivers name an open cover or print head so (`devices/label-printer/condition.ts`, `devices/receipt-printer/status.ts`); a pressed PAUSE is none. */
const openCauses: readonly string[] = ['print head is open', 'cover open'];

export const rollsMachine = setup({
  types: { context: {} as RollsContext, input: {} as MaintenanceInput, events: {} as MaintenanceEvent },
  actors: { test: fromPromise<Outcome, RollsContext>(({ input: { ports, roll } }) => (roll === 'receipts' ? printTestReceipt(ports) : printTestLabel(ports))) },
  guards: {
    refused: ({ context: { refusal } }) => refusal !== null,
    isOpen: ({ context }) => openCauses.includes(printerOf(context).cause ?? ''),
    isReady: ({ context }) => isWell(printerOf(context)),
    /** Nothing says how much paper for receipts a roll holds: only labels are counted. */
    isCounted: ({ context: { roll } }) => roll === 'labels',
    printed: (_, outcome: Outcome) => outcome.kind === 'ok',
  },
  actions: {
    noteWorld: assign(({ event }) => (event.type === 'world.changed' ? { world: event.world } : {})),
    choose: assign(({ context, event }) => {
      if (event.type !== 'maintenance.roll.chosen') return {};
      const { roll } = event;
      const left = roll === 'labels' ? context.world.labelsLeft : null;
      return { roll, refusal: refusalOfAct(context, 'roll.changed', { subject: roll, before: left === null ? null : String(left) }) };
    }),
    countFull: assign(({ context }) => ({ refusal: countRoll(context, context.ports.roll.capacity) })),
    countTyped: assign(({ context, event }) => (event.type === 'maintenance.roll.counted' ? { refusal: countRoll(context, countTyped(event.left, context.ports.roll.capacity)) } : {})),
    forget: assign({ roll: null, refusal: null }),
  },
}).createMachine({
  id: 'rolls',
  context: ({ input }) => ({ ...input, roll: null, refusal: null }),
  initial: 'choose',
  on: { 'world.changed': { actions: 'noteWorld' } },
  states: {
    choose: { on: { 'maintenance.roll.chosen': { actions: 'choose', target: 'asked' } } },
    asked: { always: [{ guard: 'refused', target: 'choose' }, { target: 'open' }] },
    open: { always: { guard: 'isOpen', target: 'replace' }, on: { 'maintenance.roll.next': 'replace' } },
    replace: { on: { 'maintenance.roll.next': 'close' }, initial: 'waiting', states: { waiting: { always: { guard: 'isOpen', target: 'seen' } }, seen: { always: { guard: 'isReady', target: '#rolls.counting' } } } },
    close: { always: { guard: 'isReady', target: 'counting' }, on: { 'maintenance.roll.next': 'failed' } },
    counting: { always: [{ guard: 'isCounted', target: 'count' }, { target: 'testing' }] },
    count: { on: { 'maintenance.roll.next': { actions: 'countFull', target: 'counted' }, 'maintenance.roll.counted': { actions: 'countTyped', target: 'counted' } } },
    counted: { always: [{ guard: 'refused', target: 'count' }, { target: 'testing' }] },
    testing: {
      invoke: {
        src: 'test',
        input: ({ context }) => context,
        onDone: [{ guard: { type: 'printed', params: ({ event }) => event.output }, target: 'done' }, { target: 'failed' }],
        onError: 'failed',
      },
    },
    done: { on: { 'maintenance.roll.next': { actions: 'forget', target: 'choose' } } },
    /** It is opened again, and looked at again: the same way, from the beginning. */
    failed: { on: { 'maintenance.roll.next': 'open' } },
  },
});

const steps = ['choose', 'open', 'replace', 'close', 'count', 'testing', 'done', 'failed'] as const satisfies readonly RollsPage['step'][];

export function showRolls(snapshot: SnapshotFrom<typeof rollsMachine>): { readonly content: RollsPage; readonly refusal: ActRefusal | null } {
  const { context } = snapshot;
  const { state, cause } = printerOf(context);
  const step = steps.find((one) => snapshot.matches(one)) ?? 'choose';
  return { content: { page: 'rolls', roll: context.roll, step, state, cause, labelsLeft: context.world.labelsLeft, capacity: context.ports.roll.capacity }, refusal: context.refusal };
}
