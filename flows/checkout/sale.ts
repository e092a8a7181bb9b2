import type { Fact, FactOf, IncidentCause, SaleLine } from '../facts.ts';
import { cents, sumCents, type Cents } from '../money.ts';
import { unreachable } from '../result.ts';

/**
 * A sale, folded from its facts. This is the only reading of the journal that checkout, recovery and verification use,
 * so that what the terminal believes and what an auditor computes cannot differ.
 */

export type PaymentState = 'none' | 'requested' | 'approved' | 'declined' | 'unknown';
export type LabelState = 'issued' | 'printed' | 'spoiled' | 'unknown';
export type RefundState = 'requested' | 'approved' | 'refused' | 'unknown';
export type Settlement = FactOf<'incident.settled'>['how'];

export interface SaleState {
  readonly sale: string;
  readonly session: string;
  readonly lines: readonly SaleLine[];
  readonly total: Cents;
  readonly payment: { readonly state: PaymentState; readonly reference: string | null; readonly amount: Cents };
  readonly labels: ReadonlyMap<string, { readonly line: string; readonly value: Cents; readonly number: string | null; readonly state: LabelState }>;
  readonly refunds: ReadonlyMap<string, { readonly amount: Cents; readonly state: RefundState }>;
  readonly incidents: ReadonlyMap<string, { readonly amount: Cents; readonly cause: IncidentCause; readonly label: string | null; readonly settled: Settlement | null }>;
  readonly closed: boolean;
}

/** @throws Error on facts that do not begin with `sale.opened`: the journal would be inconsistent, which verification reports. */
export function foldSale(facts: readonly Fact[]): SaleState {
  const [first, ...rest] = facts;
  if (first?.type !== 'sale.opened') throw new Error('a sale must begin with sale.opened');
  return rest.reduce(applyFact, {
    sale: first.sale,
    session: first.session,
    lines: first.lines,
    total: first.total,
    payment: { state: 'none', reference: null, amount: cents(0) },
    labels: new Map(),
    refunds: new Map(),
    incidents: new Map(),
    closed: false,
  });
}

function applyFact(state: SaleState, fact: Fact): SaleState {
  switch (fact.type) {
    case 'payment.requested':
      return { ...state, payment: { state: 'requested', reference: fact.reference, amount: fact.amount } };
    case 'payment.approved':
      return { ...state, payment: { state: 'approved', reference: fact.reference, amount: fact.amount } };
    case 'payment.declined':
      return { ...state, payment: { ...state.payment, state: 'declined' } };
    case 'payment.unknown':
      return { ...state, payment: { ...state.payment, state: 'unknown' } };
    case 'label.issued':
      return { ...state, labels: added(state.labels, fact.label, { line: fact.line, value: fact.value, number: fact.number, state: 'issued' as const }) };
    case 'label.printed':
      return { ...state, labels: changed(state.labels, fact.label, { state: 'printed' as const }) };
    case 'label.spoiled':
      return { ...state, labels: changed(state.labels, fact.label, { state: 'spoiled' as const }) };
    case 'label.unknown':
      return { ...state, labels: changed(state.labels, fact.label, { state: 'unknown' as const }) };
    case 'label.voided':
      return { ...state, labels: changed(state.labels, fact.label, { state: 'spoiled' as const }) };
    case 'price.reduced':
      return { ...state, labels: reduced(state.labels, fact.label, fact.amount) };
    case 'refund.requested':
      return { ...state, refunds: added(state.refunds, fact.reference, { amount: fact.amount, state: 'requested' as const }) };
    case 'refund.approved':
      return { ...state, refunds: changed(state.refunds, fact.reference, { state: 'approved' as const }) };
    case 'refund.refused':
      return { ...state, refunds: changed(state.refunds, fact.reference, { state: 'refused' as const }) };
    case 'refund.unknown':
      return { ...state, refunds: changed(state.refunds, fact.reference, { state: 'unknown' as const }) };
    case 'incident.opened':
      return { ...state, incidents: added(state.incidents, fact.incident, { amount: fact.amount, cause: fact.cause, label: fact.label ?? null, settled: null }) };
    case 'incident.settled':
      return { ...state, incidents: changed(state.incidents, fact.incident, { settled: fact.how }) };
    case 'sale.closed':
      return { ...state, closed: true };
    case 'sale.opened':
      throw new Error(`sale ${fact.sale} was opened twice`);
    case 'document.printed':
    case 'document.copied':
    case 'copy.refused':
    case 'item.deposited':
    case 'terminal.started':
    case 'terminal.stopped':
    case 'session.started':
    case 'session.ended':
    case 'help.called':
    case 'help.acknowledged':
    case 'staff.signed-in':
    case 'staff.signed-out':
    case 'staff.refused':
    case 'staff.acted':
    case 'terminal.closed':
    case 'terminal.opened':
    case 'scale.verified':
    case 'day.reconciled':
    case 'device.changed':
    case 'service.changed':
    case 'clock.changed':
    case 'software.changed':
    case 'configuration.changed':
    case 'integrity.failed':
    case 'data.purged':
    case 'roll.counted':
    case 'training.begun':
    case 'training.ended':
    case 'period.closed':
    case 'archive.made':
      return state;
    default:
      return unreachable(fact);
  }
}

function added<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  if (map.has(key)) throw new Error(`${key} was recorded twice`);
  return new Map(map).set(key, value);
}

function changed<V extends object>(map: ReadonlyMap<string, V>, key: string, change: Partial<V>): ReadonlyMap<string, V> {
  const known = map.get(key);
  if (!known) throw new Error(`${key} has an outcome but was never begun`);
  return new Map(map).set(key, { ...known, ...change });
}

/** A label cannot be worth less than nothing: the journal would be inconsistent. */
function reduced(labels: SaleState['labels'], label: string, amount: Cents): SaleState['labels'] {
  const known = labels.get(label);
  if (!known || known.value < amount) throw new Error(`${label} was reduced by more than its value`);
  return new Map(labels).set(label, { ...known, value: cents(known.value - amount) });
}

export interface Balance {
  /** Debited, or possibly debited while the payment is unknown. */
  readonly paid: Cents;
  /** Value of the labels that came out. */
  readonly issued: Cents;
  readonly returned: Cents;
  /** Open incidents: what a person must still settle. */
  readonly incidents: Cents;
  /** `paid − issued − returned − incidents`: what the terminal still owes. Zero in every closed sale; never negative. */
  readonly owed: number;
}

/** The invariant of the house: paid = issued + given back + open incidents, once the sale is closed. */
export function balanceOf(state: SaleState): Balance {
  const incidents = [...state.incidents.values()];
  const settled = (...how: Settlement[]) => sumCents(incidents.filter((one) => one.settled !== null && how.includes(one.settled)).map((one) => one.amount));
  const debited = state.payment.state === 'approved' || state.payment.state === 'unknown' || state.payment.state === 'requested';
  const paid = cents(Math.max(0, (debited ? state.payment.amount : 0) - settled('not-owed')));
  const printed = sumCents([...state.labels.values()].filter((label) => label.state === 'printed').map((label) => label.value));
  const issued = cents(printed + settled('delivered'));
  const given = sumCents([...state.refunds.values()].filter((refund) => refund.state === 'approved').map((refund) => refund.amount));
  // What the terminal itself gave back late (`returned`) is among its refunds already.
  const returned = cents(given + settled('paid-out', 'refunded'));
  const open = sumCents(incidents.filter((one) => one.settled === null).map((one) => one.amount));
  return { paid, issued, returned, incidents: open, owed: paid - issued - returned - open };
}
