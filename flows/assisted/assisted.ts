import { and, assign, enqueueActions, forwardTo, not, sendParent, setup, type ActorRefFrom, type SnapshotFrom } from 'xstate';
import type { Helped, Helping } from './helped.ts';
import { asksConsent, panelMachine, showPanel, type FromPanel } from './panel.ts';
import { mayDo } from './permissions.ts';
import { showKeypad, signInMachine, type SignInOutput } from './sign-in.ts';
import type { Situation } from './situation.ts';
import type { FactOf } from '../facts.ts';
import type { Intent, Locale } from '../intents.ts';
import type { EpochMs, Ports, StaffMember } from '../ports.ts';
import type { Preferences } from '../preferences.ts';
import { isWell } from '../terminal/world.ts';
import type { HelperView } from '../view.ts';

/**
 * The worker: absent → signing in → (the customer agrees) → helping → absent. Lives as long as the terminal, beside whatever the
 * customer does: nothing here stops a session, and nothing of a session ends a worker's stay. What was begun in a worker's name
 * goes on by itself when they leave, and records its own end.
 */

/** A worker who touches nothing for this long is signed out, ms (SEC-24). */
export const staffPatience = 60_000;
/** A keypad that nobody types on goes away, ms: whatever lies on the reader must not keep a customer from the screen. */
export const keypadPatience = 30_000;

export interface AssistedInput {
  readonly ports: Ports;
  readonly situation: () => Situation;
  /** How the screen is shown now, for a worker may change it. */
  readonly shown: () => { readonly locale: Locale; readonly preferences: Preferences };
}

export interface AssistedContext extends AssistedInput {
  /** The badge on the reader. */
  readonly lying: string | null;
  /** The badge that the worker signed in with; null with a number. */
  readonly badge: string | null;
  readonly worker: StaffMember | null;
  /** The session whose customer has agreed. */
  readonly agreed: string | null;
  /** When it ends by itself without a touch. */
  readonly until: EpochMs;
  readonly recorded: boolean;
  /** A second person's badge is awaited: none that goes meanwhile ends the first one's help. */
  readonly awaitsSecond: boolean;
}

export type BadgeSeen = { readonly type: 'badge.presented'; readonly badge: string } | { readonly type: 'badge.removed' } | { readonly type: 'badge.rejected' };

export type AssistedEvent =
  | Extract<Intent, { type: `staff.${string}` | 'language.chosen' | 'preferences.changed' }>
  | BadgeSeen
  | FromPanel
  /** Whatever else was touched on the screen. */
  | { readonly type: 'screen.touched' }
  | { readonly type: 'looked' }
  | { readonly type: 'stop.asked' };

/** What the root hears. No intents: the link cannot send them. */
export type FromAssisted =
  | Helped
  | (Helping & { readonly type: 'helper.left' })
  | { readonly type: 'helper.joined'; readonly staff: string }
  /** A worker's wish, allowed and recorded. */
  | { readonly type: 'language.agreed'; readonly locale: Locale }
  | { readonly type: 'preferences.agreed'; readonly preferences: Wish };

type Wish = Extract<Intent, { type: 'preferences.changed' }>['preferences'];
type Leaving = FactOf<'staff.signed-out'>['how'];

const sessionOf = (situation: Situation): string | null => (situation.session === '' ? null : situation.session);

/** A change of the screen in a worker's name; false when it may not be, or could not be recorded. */
function recordSetting({ ports, worker, situation }: AssistedContext, act: 'language.changed' | 'preferences.changed', before: string, after: string): boolean {
  const current = worker === null ? null : ports.staff.current(worker.staff);
  if (current === null || !mayDo(current.role, act)) return false;
  const { session, sale } = situation();
  const fact = { type: 'staff.acted', staff: current.staff, role: current.role, session: session === '' ? null : session, about: sale, act, subject: null, before, after, reason: null, text: null, second: null } as const;
  return ports.ledger.record(fact).ok;
}

/** `textSize: large`. */
const inWords = (preferences: Wish): string => Object.entries(preferences).map(([which, value]) => `${which}: ${String(value)}`).join(', ');

/** What was in the place of what is wished. */
const before = (preferences: Preferences, wish: Wish): Wish => Object.fromEntries(Object.entries(preferences).filter(([which]) => which in wish));

const machine = setup({
  types: {
    context: {} as AssistedContext,
    input: {} as AssistedInput,
    events: {} as AssistedEvent,
    children: {} as { signIn: 'signIn'; panel: 'panel' },
  },
  actors: { signIn: signInMachine, panel: panelMachine },
  delays: { staffPatience, keypadPatience },
  guards: {
    somebodyWorksHere: ({ context }) => !context.ports.staff.empty(),
    noReader: ({ context }) => !isWell(context.ports.badge.health()),
    byBadge: ({ context }) => context.badge !== null,
    ownBadge: ({ context, event }) => event.type === 'badge.presented' && event.badge === context.badge,
    ownBadgeLies: ({ context }) => context.badge !== null && context.lying === context.badge,
    awaitsSecond: ({ context }) => context.awaitsSecond,
    customersData: ({ context }) => context.situation().personal && context.agreed !== context.situation().session,
    consents: ({ event }) => event.type === 'staff.consent.given' && event.given,
    /** Where no customer is, nothing is seen: a full journal must not keep out who can mend it. */
    mayJoin: ({ context }) => context.recorded || sessionOf(context.situation()) === null,
    revoked: ({ context: { ports, worker } }) => worker === null || ports.staff.current(worker.staff) === null,
  },
  actions: {
    noteBadge: assign(({ event }) => (event.type === 'badge.presented' ? { lying: event.badge } : event.type === 'badge.removed' ? { lying: null } : {})),
    beginBadge: assign(({ event }) => ({ badge: event.type === 'badge.presented' ? event.badge : null })),
    recordRejected: ({ context }) => void context.ports.ledger.record({ type: 'staff.refused', staff: null, why: 'unknown' }),
    /** Two at once: the second one is nobody's business here, and is recorded. */
    recordOther: ({ context }) => void context.ports.ledger.record({ type: 'staff.refused', staff: null, why: 'not-permitted' }),
    keepWorker: assign((_, { member }: SignInOutput) => ({ worker: member })),
    keepConsent: assign(({ context }) => ({ agreed: context.situation().session })),
    recordNoConsent: ({ context }) => void context.ports.ledger.record({ type: 'staff.refused', staff: context.worker?.staff ?? null, why: 'no-consent' }),
    recordIn: assign(({ context: { ports, worker, badge, situation } }) => {
      if (worker === null) return { recorded: false };
      const fact = { type: 'staff.signed-in', staff: worker.staff, role: worker.role, session: sessionOf(situation()), with: badge === null ? 'number' : 'badge' } as const;
      return { recorded: ports.ledger.record(fact).ok };
    }),
    recordOut: ({ context: { ports, worker, situation } }, how: Leaving) => {
      if (worker !== null) ports.ledger.record({ type: 'staff.signed-out', staff: worker.staff, session: sessionOf(situation()), how });
    },
    join: sendParent(({ context }) => ({ type: 'helper.joined', staff: context.worker?.staff ?? '' }) satisfies FromAssisted),
    leave: sendParent({ type: 'helper.left' } satisfies FromAssisted),
    forgetWorker: assign({ worker: null, badge: null, awaitsSecond: false }),
    touch: assign(({ context: { ports, worker } }) => ({ until: ports.clock.now() + staffPatience, worker: worker === null ? null : (ports.staff.current(worker.staff) ?? worker) })),
    help: sendParent(({ event }) => (event as Extract<FromPanel, { type: 'acted' }>).helped),
    speak: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'language.chosen' || !recordSetting(context, 'language.changed', context.shown().locale, event.locale)) return;
      enqueue(sendParent({ type: 'language.agreed', locale: event.locale } satisfies FromAssisted));
    }),
    prefer: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'preferences.changed' || !recordSetting(context, 'preferences.changed', inWords(before(context.shown().preferences, event.preferences)), inWords(event.preferences))) return;
      enqueue(sendParent({ type: 'preferences.agreed', preferences: event.preferences } satisfies FromAssisted));
    }),
    toSignIn: forwardTo('signIn'),
    toPanel: forwardTo('panel'),
  },
});

export const assistedMachine = machine.createMachine({
  id: 'assisted',
  context: ({ input }) => ({ ...input, lying: null, badge: null, worker: null, agreed: null, until: 0, recorded: false, awaitsSecond: false }),
  initial: 'absent',
  on: {
    'badge.presented': { actions: 'noteBadge' },
    'badge.removed': { actions: 'noteBadge' },
    'badge.rejected': { actions: 'recordRejected' },
    'stop.asked': '.stopped',
  },
  states: {
    absent: {
      entry: 'forgetWorker',
      on: {
        'badge.presented': [{ guard: 'somebodyWorksHere', actions: ['noteBadge', 'beginBadge'], target: 'signingIn' }, { actions: 'noteBadge' }],
        'staff.asked': { guard: and(['somebodyWorksHere', 'noReader']), target: 'signingIn' },
      },
    },
    /** The customer's screen goes on beneath. */
    signingIn: {
      invoke: {
        id: 'signIn',
        src: 'signIn',
        input: ({ context: { ports, badge } }) => ({ ports, badge, reader: false }),
        onDone: { actions: { type: 'keepWorker', params: ({ event }) => event.output }, target: 'arriving' },
        onError: 'absent',
      },
      initial: 'typing',
      states: {
        typing: {
          after: { keypadPatience: '#assisted.absent' },
          on: { 'staff.key.*': { actions: 'toSignIn', target: 'typing', reenter: true } },
        },
      },
      on: {
        'badge.removed': [{ guard: 'byBadge', actions: 'noteBadge', target: 'absent' }, { actions: 'noteBadge' }],
        // Another one in its place: whatever was typed belonged to the first.
        'badge.presented': { actions: ['noteBadge', 'beginBadge', 'toSignIn'] },
        'staff.left': 'absent',
      },
    },
    arriving: { always: [{ guard: 'customersData', target: 'consent' }, { target: 'joining' }] },
    consent: {
      after: { staffPatience: 'absent' },
      on: {
        'staff.consent.given': [
          { guard: 'consents', actions: 'keepConsent', target: 'joining' },
          { actions: 'recordNoConsent', target: 'absent' },
        ],
        'badge.removed': [{ guard: 'ownBadgeLies', actions: 'noteBadge', target: 'absent' }, { actions: 'noteBadge' }],
        'staff.left': 'absent',
      },
    },
    joining: { entry: 'recordIn', always: [{ guard: 'mayJoin', target: 'helping' }, { target: 'absent' }] },
    helping: {
      entry: ['touch', 'join'],
      exit: 'leave',
      invoke: { id: 'panel', src: 'panel', input: ({ context: { ports, situation, worker, agreed } }) => ({ ports, situation, worker: worker ?? nobody, agreed: agreed === situation().session }) },
      initial: 'watched',
      states: {
        watched: {
          after: { staffPatience: { actions: { type: 'recordOut', params: 'idle' }, target: '#assisted.absent' } },
          on: {
            'staff.*': [
              { guard: 'revoked', actions: { type: 'recordOut', params: 'revoked' }, target: '#assisted.absent' },
              { actions: ['touch', 'toPanel'], target: 'watched', reenter: true },
            ],
            'staff.left': { actions: { type: 'recordOut', params: 'left' }, target: '#assisted.absent' },
            'language.chosen': { actions: ['touch', 'speak'], target: 'watched', reenter: true },
            'preferences.changed': { actions: ['touch', 'prefer'], target: 'watched', reenter: true },
            'screen.touched': { actions: 'touch', target: 'watched', reenter: true },
          },
        },
      },
      on: {
        acted: { actions: 'help' },
        consented: { actions: 'keepConsent' },
        'second.awaited': { actions: assign({ awaitsSecond: true }) },
        'second.over': { actions: assign({ awaitsSecond: false }) },
        looked: { guard: 'revoked', actions: { type: 'recordOut', params: 'revoked' }, target: 'absent' },
        'badge.removed': [
          { guard: and(['ownBadgeLies', not('awaitsSecond')]), actions: ['noteBadge', { type: 'recordOut', params: 'badge-removed' }], target: 'absent' },
          { actions: 'noteBadge' },
        ],
        'badge.presented': [
          { guard: 'awaitsSecond', actions: ['noteBadge', 'toPanel'] },
          { guard: 'ownBadge', actions: 'noteBadge' },
          { actions: ['noteBadge', 'recordOther'] },
        ],
        'stop.asked': { actions: { type: 'recordOut', params: 'stopped' }, target: 'stopped' },
      },
    },
    /** The terminal is being switched off: nobody signs in any more. */
    stopped: { entry: 'forgetWorker' },
  },
});

const nobody: StaffMember = { staff: '', name: '', role: 'technician' };

/** Who is signed in; null when nobody is. */
export function workerOf(assisted: ActorRefFrom<typeof assistedMachine> | undefined): StaffMember | null {
  const snapshot = assisted?.getSnapshot();
  return snapshot?.matches('helping') === true ? snapshot.context.worker : null;
}

/** What lies over the screen while a worker is there, or is signing in. */
export function showAssisted(snapshot: SnapshotFrom<typeof assistedMachine>, situation: Situation): HelperView | null {
  const { context, children } = snapshot;
  const { worker, until } = context;
  if (snapshot.matches('signingIn') && children.signIn) {
    const { ask, ...keypad } = showKeypad(children.signIn.getSnapshot());
    return { phase: 'signing-in', ask: ask === 'pin' ? 'pin' : 'number', ...keypad, keys: [...keypad.keys] };
  }
  if (snapshot.matches('consent') && worker !== null) return { phase: 'consent', name: worker.name };
  if (!snapshot.matches('helping') || worker === null || !children.panel) return null;
  const panel = children.panel.getSnapshot();
  if (asksConsent(panel)) return { phase: 'consent', name: worker.name };
  const badge = context.badge !== null && context.lying === context.badge;
  return { phase: 'helping', name: worker.name, role: worker.role, badge, until, panel: showPanel(panel, situation) };
}
