import { assign, fromPromise, setup, type SnapshotFrom } from 'xstate';
import type { EpochMs, Ports, SignInRefusal, StaffMember } from '../ports.ts';
import { err, type Result } from '../result.ts';
import type { HelperView } from '../view.ts';

/**
 * The keypad: who somebody is, by badge or number, and the PIN that proves it. Keys are pressed by their place; what was typed
 * lives in this machine alone, and is gone with the answer. Whatever was wrong, the screen says `wrong` and no more (SEC-21).
 */

/** Longer than any PIN or number that an office gives out (SEC-20: 16 digits need no badge). */
const longest = 16;
/** No timer is set for longer, ms: who is locked out for a day is told so, and the keypad has gone long before. */
const longestWait = 3_600_000;

export interface SignInInput {
  readonly ports: Pick<Ports, 'staff' | 'clock' | 'shuffledDigits' | 'ledger'>;
  /** The badge that lies on the reader; null to ask who it is. */
  readonly badge: string | null;
  /** A badge may still be presented. */
  readonly reader: boolean;
}

export interface SignInOutput {
  readonly member: StaffMember | null;
  readonly with: 'badge' | 'number';
}

type Who = { readonly badge: string } | { readonly number: string };

export interface SignInContext extends SignInInput {
  readonly who: Who | null;
  readonly keys: readonly number[];
  readonly typed: string;
  readonly problem: 'wrong' | 'locked' | null;
  readonly lockedUntil: EpochMs | null;
  readonly member: StaffMember | null;
}

export type SignInEvent =
  | { readonly type: 'badge.presented'; readonly badge: string }
  | { readonly type: 'staff.key.pressed'; readonly at: number }
  | { readonly type: 'staff.key.erased' }
  | { readonly type: 'staff.key.entered' };

type Answer = Result<StaffMember, SignInRefusal>;

const emptied = (ports: SignInInput['ports']): Pick<SignInContext, 'keys' | 'typed'> => ({ keys: ports.shuffledDigits(), typed: '' });

export const signInMachine = setup({
  types: {
    context: {} as SignInContext,
    input: {} as SignInInput,
    output: {} as SignInOutput,
    events: {} as SignInEvent,
    children: {} as { check: 'check' },
  },
  actors: {
    check: fromPromise<Answer, { readonly staff: Ports['staff']; readonly who: Who; readonly pin: string }>(({ input }) => input.staff.signIn(input.who, input.pin)),
  },
  delays: {
    unlocked: ({ context }) => Math.min(longestWait, Math.max(0, (context.lockedUntil ?? 0) - context.ports.clock.now())),
  },
  guards: {
    whoIsKnown: ({ context }) => context.who !== null,
    badgeMayCome: ({ context }) => context.reader,
    somethingTyped: ({ context }) => context.typed !== '',
    accepted: (_, answer: Answer) => answer.ok,
    lockedOut: (_, answer: Answer) => !answer.ok && answer.error.why === 'locked',
  },
  actions: {
    /** Another order of the keys each time, so that neither a place nor a trace on the glass betrays a digit. */
    empty: assign(({ context }) => emptied(context.ports)),
    press: assign(({ context, event }) => {
      const digit = event.type === 'staff.key.pressed' ? context.keys[event.at] : undefined;
      return digit === undefined || context.typed.length >= longest ? {} : { typed: `${context.typed}${digit}`, problem: null };
    }),
    erase: assign(({ context }) => ({ typed: context.typed.slice(0, -1) })),
    takeBadge: assign(({ event }) => (event.type === 'badge.presented' ? { who: { badge: event.badge }, problem: null } : {})),
    takeNumber: assign(({ context }) => ({ who: { number: context.typed } })),
    forgetNumber: assign(({ context }) => (context.who !== null && 'number' in context.who ? { who: null } : {})),
    keepMember: assign((_, answer: Answer) => (answer.ok ? { member: answer.value } : {})),
    refuse: assign((_, answer: Answer) => {
      if (answer.ok) return {};
      return answer.error.why === 'locked' ? { problem: 'locked' as const, lockedUntil: answer.error.until } : { problem: 'wrong' as const, lockedUntil: null };
    }),
    recordRefusal: ({ context }, answer: Answer) => {
      if (!answer.ok) context.ports.ledger.record({ type: 'staff.refused', staff: answer.error.staff, why: answer.error.why });
    },
    unlock: assign({ problem: null, lockedUntil: null }),
  },
}).createMachine({
  id: 'signIn',
  context: ({ input }) => ({ ...input, ...emptied(input.ports), who: input.badge === null ? null : { badge: input.badge }, problem: null, lockedUntil: null, member: null }),
  initial: 'asking',
  on: { 'badge.presented': { actions: ['takeBadge', 'empty'], target: '.pin' } },
  states: {
    asking: {
      always: [
        { guard: 'whoIsKnown', target: 'pin' },
        { guard: 'badgeMayCome', target: 'badge' },
        { target: 'number' },
      ],
    },
    /** Whoever has no badge at hand begins to type a number. */
    badge: { on: { 'staff.key.pressed': { actions: 'press', target: 'number' } } },
    number: {
      on: {
        'staff.key.pressed': { actions: 'press' },
        'staff.key.erased': { actions: 'erase' },
        'staff.key.entered': { guard: 'somethingTyped', actions: ['takeNumber', 'empty'], target: 'pin' },
      },
    },
    pin: {
      on: {
        'staff.key.pressed': { actions: 'press' },
        'staff.key.erased': { actions: 'erase' },
        'staff.key.entered': { guard: 'somethingTyped', target: 'checking' },
      },
    },
    checking: {
      invoke: {
        id: 'check',
        src: 'check',
        input: ({ context }) => ({ staff: context.ports.staff, who: context.who ?? { number: '' }, pin: context.typed }),
        onDone: [
          { guard: { type: 'accepted', params: ({ event }) => event.output }, actions: [{ type: 'keepMember', params: ({ event }) => event.output }, 'empty'], target: 'done' },
          {
            guard: { type: 'lockedOut', params: ({ event }) => event.output },
            actions: [{ type: 'recordRefusal', params: ({ event }) => event.output }, { type: 'refuse', params: ({ event }) => event.output }, 'forgetNumber', 'empty'],
            target: 'locked',
          },
          { actions: [{ type: 'recordRefusal', params: ({ event }) => event.output }, { type: 'refuse', params: ({ event }) => event.output }, 'forgetNumber', 'empty'], target: 'asking' },
        ],
        // A port that breaks its word lets nobody in.
        onError: { actions: [{ type: 'refuse', params: err({ why: 'unknown', staff: null } as const) }, 'forgetNumber', 'empty'], target: 'asking' },
      },
    },
    locked: { after: { unlocked: { actions: 'unlock', target: 'asking' } } },
    done: { type: 'final' },
  },
  output: ({ context: { member, who } }): SignInOutput => ({ member, with: who !== null && 'badge' in who ? 'badge' : 'number' }),
});

type SigningIn = Extract<HelperView, { phase: 'signing-in' }>;

export interface Keypad extends Pick<SigningIn, 'keys' | 'typed' | 'problem' | 'lockedUntil' | 'checking'> {
  readonly ask: 'badge' | 'number' | 'pin';
}

/** What the screen may know of it: how many digits, never which. */
export function showKeypad(snapshot: SnapshotFrom<typeof signInMachine>): Keypad {
  const { ports, who, keys, typed, problem } = snapshot.context;
  // An hour that is years away is none to wait for: somebody must reset it, and the screen says so.
  const lockedUntil = (snapshot.context.lockedUntil ?? 0) > ports.clock.now() + longestWait ? null : snapshot.context.lockedUntil;
  const ask = snapshot.matches('badge') ? 'badge' : who === null ? 'number' : 'pin';
  return { ask, keys: [...keys], typed: typed.length, problem, lockedUntil, checking: snapshot.matches('checking') };
}
