import { assign, enqueueActions, forwardTo, sendParent, setup, type SnapshotFrom } from 'xstate';
import { aimed, askedOf, begun, givenBack, helpedBy, isReason, needsSecond, opensPersonal, readValue, refusalOf, targetsOf, traceOf, type Deed } from './deed.ts';
import type { SessionAct } from './acts.ts';
import type { Helped } from './helped.ts';
import { actsListed, actsOffered, isOffered, isSessionAct, isWrong } from './offered.ts';
import { mayDo, reasonsOf } from './permissions.ts';
import { showKeypad, signInMachine, type SignInEvent, type SignInOutput } from './sign-in.ts';
import type { Situation } from './situation.ts';
import type { Intent } from '../intents.ts';
import { cents, type Cents } from '../money.ts';
import type { Ports, StaffMember } from '../ports.ts';
import type { ActRefusal, HelpPanel } from '../view.ts';

/**
 * What a worker does in the customer's session: which act, on what, how much, why, and who agrees. Questions with one possible
 * answer are not asked. Role and situation are looked at again at the end; the act is recorded, and only then done.
 */

export interface PanelInput {
  readonly ports: Ports;
  /** What the session is like now. */
  readonly situation: () => Situation;
  readonly worker: StaffMember;
  /** The customer has agreed that a worker sees what they wrote. */
  readonly agreed: boolean;
}

export interface PanelContext extends PanelInput {
  readonly deed: Deed;
  /** Who agreed, above the threshold. */
  readonly second: string | null;
  readonly refusal: ActRefusal | null;
}

type PanelEvent = Extract<Intent, { type: `staff.${string}` }> | SignInEvent;

/** What the panel tells whoever holds it: what is to be done, that the customer agreed, and while a second badge is awaited. */
export type FromPanel = { readonly type: 'acted'; readonly helped: Helped } | { readonly type: 'consented' } | { readonly type: 'second.awaited' } | { readonly type: 'second.over' };

/** Why `second` may not agree to it; null when they may. */
function secondRefusal({ worker, deed }: PanelContext, second: StaffMember | null): ActRefusal | null {
  if (second === null || second.staff === worker.staff) return 'same-person';
  return mayDo(second.role, deed.act) ? null : 'not-permitted';
}

/** The worker as the staff book has them now: a role may have changed since signing in. */
function currentRole({ ports, worker }: PanelContext): StaffMember['role'] {
  return ports.staff.current(worker.staff)?.role ?? worker.role;
}

/** Recorded, or the reason why it was not: nothing is done that is not in the journal. */
function attempt(context: PanelContext): { readonly refusal: ActRefusal | null; readonly helped: Helped | null } {
  const { ports, deed, second, worker } = context;
  const situation = context.situation();
  const current = ports.staff.current(worker.staff);
  const refusal = current === null ? 'not-permitted' : refusalOf(deed, current.role, situation);
  if (refusal === 'not-permitted') ports.ledger.record({ type: 'staff.refused', staff: worker.staff, why: current === null ? 'revoked' : refusal, act: deed.act });
  if (refusal !== null || current === null) return { refusal, helped: null };
  const recorded = ports.ledger.record({
    type: 'staff.acted',
    staff: worker.staff,
    role: current.role,
    session: situation.session,
    about: situation.sale,
    act: deed.act,
    ...traceOf(deed, situation),
    reason: deed.reason,
    text: deed.text,
    second,
  });
  return recorded.ok ? { refusal: null, helped: helpedBy(deed, situation, worker.staff) } : { refusal: 'ledger-unavailable', helped: null };
}

export const panelMachine = setup({
  types: { context: {} as PanelContext, input: {} as PanelInput, events: {} as PanelEvent, children: {} as { second: 'signIn' } },
  actors: { signIn: signInMachine },
  guards: {
    somethingWrong: ({ context }) => {
      const situation = context.situation();
      return isWrong(situation) && actsOffered(currentRole(context), situation).length > 0;
    },
    customerThere: ({ context }) => context.situation().session !== '',
    offered: ({ context, event }) => event.type === 'staff.act.chosen' && isSessionAct(event.act) && isOffered(currentRole(context), event.act, context.situation()),
    isSessionAct: ({ event }) => event.type === 'staff.act.chosen' && isSessionAct(event.act),
    asksTarget: ({ context: { deed, situation } }) => deed.target === null && targetsOf(deed.act, situation()) !== null,
    asksValue: ({ context }) => context.deed.value === null && askedOf(context.deed, currentRole(context), context.situation()) !== null,
    asksConsent: ({ context }) => !context.agreed && opensPersonal(context.deed) && !context.situation().personal,
    consents: ({ event }) => event.type === 'staff.consent.given' && event.given,
    asksReason: ({ context: { deed } }) => deed.reason === null && reasonsOf[deed.act] !== undefined,
    asksSecond: ({ context }) => context.second === null && needsSecond(context.deed, currentRole(context), context.situation()),
    /** Not allowed any more, overtaken, more than what is left: nobody is asked why, or to agree to it. */
    cannotBe: ({ context }) => refusalOf(context.deed, currentRole(context), context.situation()) !== null,
    isTarget: ({ context, event }) => event.type === 'staff.target.chosen' && (targetsOf(context.deed.act, context.situation()) ?? []).some(({ id }) => id === event.target),
    isReason: ({ context, event }) => event.type === 'staff.reason.chosen' && isReason(context.deed.act, event.reason, event.text),
    valueSound: ({ context, event }) => event.type === 'staff.value.entered' && readValue(context.deed, currentRole(context), context.situation(), event.value).ok,
    mayAgree: ({ context }, { member }: SignInOutput) => secondRefusal(context, member) === null,
    refused: ({ context }) => context.refusal !== null,
  },
  actions: {
    begin: assign(({ event }) => (event.type === 'staff.act.chosen' && isSessionAct(event.act) ? { deed: begun(event.act), second: null, refusal: null } : {})),
    aim: assign(({ context: { deed, situation } }) => ({ deed: aimed(deed, situation()) })),
    takeTarget: assign(({ context: { deed }, event }) => (event.type === 'staff.target.chosen' ? { deed: { ...deed, target: event.target } } : {})),
    takeValue: assign(({ context, event }) => {
      if (event.type !== 'staff.value.entered') return {};
      const read = readValue(context.deed, currentRole(context), context.situation(), event.value);
      return read.ok ? { deed: { ...context.deed, value: read.value }, refusal: null } : { refusal: read.error };
    }),
    takeReason: assign(({ context: { deed }, event }) => {
      if (event.type !== 'staff.reason.chosen') return {};
      return { deed: { ...deed, reason: event.reason, text: event.reason === 'other' ? event.text.trim().slice(0, 120) : null } };
    }),
    consent: assign({ agreed: true }),
    tellConsent: sendParent({ type: 'consented' } satisfies FromPanel),
    recordNoConsent: ({ context: { ports, worker, deed } }) => void ports.ledger.record({ type: 'staff.refused', staff: worker.staff, why: 'no-consent', act: deed.act }),
    takeSecond: assign((_, { member }: SignInOutput) => ({ second: member?.staff ?? null, refusal: null })),
    refuseSecond: assign(({ context }, { member }: SignInOutput) => ({ refusal: secondRefusal(context, member) })),
    recordSecond: ({ context: { ports, deed } }, { member }: SignInOutput) => {
      ports.ledger.record({ type: 'staff.refused', staff: member?.staff ?? null, why: 'not-permitted', act: deed.act });
    },
    awaitSecond: sendParent({ type: 'second.awaited' } satisfies FromPanel),
    endSecond: sendParent({ type: 'second.over' } satisfies FromPanel),
    toSecond: forwardTo('second'),
    carryOut: enqueueActions(({ context, enqueue }) => {
      const { refusal, helped } = attempt(context);
      enqueue.assign({ refusal });
      if (helped !== null) enqueue(sendParent({ type: 'acted', helped } satisfies FromPanel));
    }),
  },
}).createMachine({
  id: 'panel',
  context: ({ input }) => ({ ...input, deed: begun('session.ended'), second: null, refusal: null }),
  initial: 'joining',
  on: { 'staff.panel.closed': '.closed' },
  states: {
    /** Who was called because something went wrong finds open what can be done about it: behind this customer others wait. */
    joining: { always: [{ guard: 'somethingWrong', target: 'acts' }, { target: 'closed' }] },
    closed: { on: { 'staff.panel.opened': { guard: 'customerThere', target: 'acts' } } },
    acts: {
      on: {
        'staff.act.chosen': [
          { guard: 'offered', actions: ['begin', 'aim'], target: 'asking' },
          // What the list did not show, or no longer shows: refused, and recorded where the role forbids it.
          { guard: 'isSessionAct', actions: 'begin', target: 'deciding' },
        ],
      },
    },
    asking: {
      always: [
        { guard: 'asksTarget', target: 'target' },
        { guard: 'asksValue', target: 'value' },
        { guard: 'cannotBe', target: 'deciding' },
        { guard: 'asksConsent', target: 'consent' },
        { guard: 'asksReason', target: 'reason' },
        { guard: 'asksSecond', target: 'second' },
        { target: 'deciding' },
      ],
    },
    // From each question there is a way back to the list: nothing has been recorded yet.
    target: { on: { 'staff.target.chosen': { guard: 'isTarget', actions: 'takeTarget', target: 'asking' }, 'staff.panel.opened': 'acts' } },
    value: {
      on: {
        'staff.panel.opened': 'acts',
        'staff.value.entered': [{ guard: 'valueSound', actions: 'takeValue', target: 'asking' }, { actions: 'takeValue' }],
      },
    },
    /** The customer answers, and not the worker. */
    consent: {
      on: {
        'staff.consent.given': [
          { guard: 'consents', actions: ['consent', 'tellConsent'], target: 'asking' },
          { actions: 'recordNoConsent', target: 'closed' },
        ],
      },
    },
    reason: { on: { 'staff.reason.chosen': { guard: 'isReason', actions: 'takeReason', target: 'asking' }, 'staff.panel.opened': 'acts' } },
    /** Somebody else's badge, or number and PIN: the first one's badge may leave the reader meanwhile. */
    second: {
      entry: 'awaitSecond',
      exit: 'endSecond',
      invoke: {
        id: 'second',
        src: 'signIn',
        input: ({ context: { ports } }) => ({ ports, badge: null, reader: ports.badge.health().state === 'online' }),
        onDone: [
          { guard: { type: 'mayAgree', params: ({ event }) => event.output }, actions: { type: 'takeSecond', params: ({ event }) => event.output }, target: 'asking' },
          { actions: [{ type: 'recordSecond', params: ({ event }) => event.output }, { type: 'refuseSecond', params: ({ event }) => event.output }], target: 'second', reenter: true },
        ],
      },
      on: { 'badge.presented': { actions: 'toSecond' }, 'staff.key.*': { actions: 'toSecond' }, 'staff.panel.opened': 'acts' },
    },
    deciding: { entry: 'carryOut', always: [{ guard: 'refused', target: 'refused' }, { target: 'closed' }] },
    refused: { on: { 'staff.panel.opened': { guard: 'customerThere', target: 'acts' } } },
  },
});

/** The customer is being asked whether a worker may see what they wrote. */
export function asksConsent(snapshot: SnapshotFrom<typeof panelMachine>): boolean {
  return snapshot.matches('consent');
}

/** What goes back by it, where nothing need be chosen or typed first. */
function amountKnown(act: SessionAct, situation: Situation): Cents | null {
  const deed = aimed(begun(act), situation);
  const open = deed.target === null && targetsOf(act, situation) !== null;
  return open || act === 'amount.refunded' ? null : givenBack(deed, situation);
}

export function showPanel(snapshot: SnapshotFrom<typeof panelMachine>, situation: Situation): HelpPanel {
  const { context, children } = snapshot;
  const { deed, refusal } = context;
  const { act } = deed;
  const role = currentRole(context);
  if (situation.session === '' || snapshot.matches('closed')) return { kind: 'closed' };
  if (snapshot.matches('acts')) {
    return { kind: 'acts', acts: actsListed(role, situation).map((one) => ({ ...one, amount: amountKnown(one.act, situation) })) };
  }
  if (snapshot.matches('target')) return { kind: 'target', act, targets: targetsOf(act, situation) ?? [] };
  if (snapshot.matches('value')) {
    const asked = askedOf(deed, role, situation);
    return asked === null ? { kind: 'refused', act, refusal: 'overtaken' } : { kind: 'value', act, ...asked, refusal };
  }
  if (snapshot.matches('reason')) return { kind: 'reason', act, reasons: [...(reasonsOf[act] ?? [])], amount: givenBack(deed, situation) };
  if (snapshot.matches('second') && children.second) {
    return { kind: 'second', act, amount: givenBack(deed, situation) ?? cents(0), ...showKeypad(children.second.getSnapshot()), refusal };
  }
  return { kind: 'refused', act, refusal: refusal ?? 'overtaken' };
}
