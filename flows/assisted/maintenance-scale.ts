import { assign, fromPromise, setup, type SnapshotFrom } from 'xstate';
import { isPermitted, recordAct, refusalOfAct, type MaintenanceEvent, type MaintenanceInput } from './maintenance-act.ts';
import { resultOf, type DeviceResult } from './maintenance-devices.ts';
import type { Outcome } from '../ports.ts';
import { parisDay } from '../postage/paris.ts';
import { isWell } from '../terminal/world.ts';
import type { ActRefusal, MaintenancePage } from '../view.ts';

/** The scale: its zero, and until when it is verified. Weighed sales stop when that day has passed (`devices.md` 1.6). */

type ScalePage = Extract<MaintenancePage, { page: 'scale' }>;

/** A mistyped year is refused. Ours: how long a verification holds is on the scale's vignette and was not found as a rule. */
const longestVerification = 10;

export interface ScaleContext extends MaintenanceInput {
  readonly result: DeviceResult | null;
  readonly refusal: ActRefusal | null;
}

/** A day of the calendar that has not passed, and not one that nobody can mean. */
function dayRefusal(until: string, today: string): ActRefusal | null {
  const [year = ''] = /^\d{4}(?=-\d{2}-\d{2}$)/.exec(until) ?? [];
  const noon = Date.parse(`${until}T12:00:00Z`);
  if (year === '' || Number.isNaN(noon) || new Date(noon).toISOString().slice(0, 10) !== until || until < today) return 'not-a-number';
  return Number(year) > Number(today.slice(0, 4)) + longestVerification ? 'too-much' : null;
}

function verify(context: ScaleContext, until: string): ActRefusal | null {
  const { ports } = context;
  const mistyped = dayRefusal(until, parisDay(ports.clock.now()));
  if (mistyped !== null && isPermitted(context, 'scale.verified')) return mistyped;
  const done = recordAct(context, 'scale.verified', { subject: 'scale', before: ports.backroom.scaleVerifiedUntil(), after: until });
  if (!done.ok) return done.error;
  return ports.ledger.record({ type: 'scale.verified', staff: done.value.staff, until }).ok ? null : 'ledger-unavailable';
}

export const scaleMachine = setup({
  types: { context: {} as ScaleContext, input: {} as MaintenanceInput, events: {} as MaintenanceEvent },
  actors: { zero: fromPromise<Outcome, ScaleContext>(({ input: { ports } }) => ports.backroom.zeroScale()) },
  guards: { refused: ({ context: { refusal } }) => refusal !== null },
  actions: {
    noteWorld: assign(({ event }) => (event.type === 'world.changed' ? { world: event.world } : {})),
    askZero: assign(({ context }) => ({ result: null, refusal: refusalOfAct(context, 'scale.zeroed', { subject: 'scale', before: indication(context) }) })),
    verify: assign(({ context, event }) => (event.type === 'maintenance.scale.verified' ? { result: null, refusal: verify(context, event.until) } : {})),
    end: assign((_, outcome: Outcome) => ({ result: resultOf('zero', outcome) })),
  },
}).createMachine({
  id: 'scale',
  context: ({ input }) => ({ ...input, result: null, refusal: null }),
  initial: 'idle',
  on: { 'world.changed': { actions: 'noteWorld' } },
  states: {
    idle: { on: { 'maintenance.scale.zeroed': { actions: 'askZero', target: 'asked' }, 'maintenance.scale.verified': { actions: 'verify' } } },
    asked: { always: [{ guard: 'refused', target: 'idle' }, { target: 'zeroing' }] },
    zeroing: {
      invoke: {
        src: 'zero',
        input: ({ context }) => context,
        onDone: { actions: { type: 'end', params: ({ event }) => event.output }, target: 'idle' },
        onError: { actions: { type: 'end', params: { kind: 'unknown', reason: 'fault', detail: '' } }, target: 'idle' },
      },
    },
  },
});

function grams({ world: { reading } }: ScaleContext): number | null {
  return 'grams' in reading ? reading.grams : null;
}

function indication(context: ScaleContext): string | null {
  const shown = grams(context);
  return shown === null ? null : `${shown} g`;
}

export function showScale({ context, value }: SnapshotFrom<typeof scaleMachine>): { readonly content: ScalePage; readonly refusal: ActRefusal | null } {
  const { ports, world, result, refusal } = context;
  const verifiedUntil = ports.backroom.scaleVerifiedUntil();
  const content: ScalePage = {
    page: 'scale',
    state: world.health.scale.state,
    grams: grams(context),
    stable: world.reading.kind === 'stable',
    verifiedUntil,
    expired: verifiedUntil !== null && parisDay(ports.clock.now()) > verifiedUntil,
    canZero: isWell(world.health.scale) && isPermitted(context, 'scale.zeroed'),
    canVerify: isPermitted(context, 'scale.verified'),
    busy: value !== 'idle',
    result,
  };
  return { content, refusal };
}
