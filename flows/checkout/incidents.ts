import type { Fact, FactOf, IncidentCause } from '../facts.ts';
import type { EpochMs, LedgerTrouble, Ports, PreAdvice, Recorded } from '../ports.ts';
import { err, type Result } from '../result.ts';
import { foldSale, type SaleState } from './sale.ts';
import { isUnderway } from './underway.ts';

/** Open incidents: until when the terminal itself may still give the money back, and how one is settled for good. */

/** What the card terminal may still put right by itself: it has certainly not credited the card, or may yet say whether it debited it. */
const retriable: Readonly<Record<IncidentCause, boolean>> = {
  'refund-refused': true,
  'payment-unknown': true,
  'refund-unknown': false,
  'label-unknown': false,
  crashed: false,
};

/**
 * Until when the terminal gives the money of this sale back by itself; from then on the counter pays on the slip. Null when
 * it does not try: something of the sale is a person's to settle, and two who pay pay twice.
 */
export function retryUntil({ ledger, retryFor }: Pick<Ports, 'ledger' | 'retryFor'>, facts: readonly Recorded[]): EpochMs | null {
  // A journal that cannot be read says nothing, and promises nothing.
  if (facts.length === 0) return null;
  const state = foldSale(facts.map(({ fact }) => fact));
  const incidents = facts.filter((one): one is Recorded<FactOf<'incident.opened'>> => one.fact.type === 'incident.opened');
  const open = incidents.filter(({ fact }) => state.incidents.get(fact.incident)?.settled === null);
  if (hasDoubtfulRefund(state)) return null;
  // Not even the incident could be recorded: the sale is still open, and recovery gives back what it owes until then.
  const [opened] = facts;
  if (open.length === 0) return state.closed || opened === undefined || retryFor === 0 ? null : opened.at + retryFor;
  if (!open.every(({ fact }) => fact.counterFrom !== undefined)) return null;
  // A clock that was moved since no longer tells when that hour is; the counter's does.
  if (ledger.clockChangedAt() > (incidents[0]?.seq ?? 0)) return null;
  // The first slip's hour holds for all of the sale: nobody pays before it, and the terminal does not after it, also not once
  // the counter has told of one of two that it paid.
  return Math.min(...incidents.flatMap(({ fact }) => fact.counterFrom ?? []));
}

/**
 * Whether nothing that comes late can change this sale any more: its payment is known, and the hour until which the terminal gives
 * back is over, or never was. A refund in doubt may still be told by a person, and then be tried again.
 */
export function isLeftToPeople(ports: Pick<Ports, 'ledger' | 'clock' | 'retryFor'>, facts: readonly Recorded[]): boolean {
  const state = foldSale(facts.map(({ fact }) => fact));
  if (!state.closed || state.payment.state === 'unknown' || hasDoubtfulRefund(state)) return false;
  const until = retryUntil(ports, facts);
  return until === null || ports.clock.now() >= until;
}

/** The hour that the slip of a new incident promises; undefined when the counter pays at once. */
export function counterFrom(cause: IncidentCause, { clock, retryFor }: Pick<Ports, 'clock' | 'retryFor'>): EpochMs | undefined {
  return retriable[cause] && retryFor > 0 ? clock.now() + retryFor : undefined;
}

/** Money may already have gone back: another try could pay twice. */
export function hasDoubtfulRefund({ refunds }: SaleState): boolean {
  return [...refunds.values()].some(({ state }) => state === 'requested' || state === 'unknown');
}

/** In which ways an incident can end. A card that was debited is not `not-owed`, a label that never was is not `delivered`. */
const endings: Readonly<Record<IncidentCause, readonly FactOf<'incident.settled'>['how'][]>> = {
  'payment-unknown': ['not-owed', 'paid-out', 'refunded', 'returned'],
  'label-unknown': ['delivered', 'paid-out', 'refunded'],
  'refund-refused': ['paid-out', 'refunded', 'returned'],
  'refund-unknown': ['paid-out', 'refunded'],
  crashed: ['paid-out', 'refunded', 'delivered'],
};

type BySomebody = Exclude<FactOf<'incident.settled'>['how'], 'returned' | 'resumed'>;

/**
 * The ways in which a person may settle one open incident of a sale, as its facts stand; `tooEarly` where the terminal itself
 * still tries, or is asking the card terminal at this moment: what it answers and what the counter pays would both count.
 */
export function waysToSettle(ports: Pick<Ports, 'ledger' | 'clock' | 'retryFor'>, facts: readonly Recorded[], incident: string): readonly { readonly how: BySomebody; readonly tooEarly: boolean }[] {
  const state = foldSale(facts.map(({ fact }) => fact));
  const known = state.incidents.get(incident);
  if (known === undefined || known.settled !== null) return [];
  const until = retryUntil(ports, facts);
  const waits = until !== null && ports.clock.now() < until;
  const asking = isUnderway(ports.ledger);
  return endings[known.cause].flatMap((how) => {
    if (how === 'returned' || how === 'resumed' || (how === 'not-owed' && state.payment.state === 'approved')) return [];
    // That nothing is owed harms nobody at any hour.
    return [{ how, tooEarly: asking || (waits && how !== 'not-owed') }];
  });
}

export type NotSettled = 'unknown' | 'settled-already' | 'not-so' | 'too-early' | LedgerTrouble;

export type SettlingPorts = Pick<Ports, 'ledger' | 'clock' | 'retryFor'> & { readonly preAdvice: Pick<PreAdvice, 'withdraw'> };

/**
 * A person settles an incident. `not-so`: an incident of this cause cannot end so. `too-early`: the terminal itself still
 * tries to give the money back, and does not know yet whether it can. Who is told so asks again in a minute. A label in doubt that is
 * paid for will not travel (the drop refuses it), and its customs data is withdrawn: nothing is announced that never comes (GDPR-5).
 */
export function settleIncident(ports: SettlingPorts, incident: string, how: FactOf<'incident.settled'>['how']): Result<readonly Recorded[], NotSettled> {
  const found = ports.ledger.openIncidents().find(({ facts }) => facts.some(({ fact }) => fact.type === 'incident.opened' && fact.incident === incident));
  if (found === undefined) return err('unknown');
  const state = foldSale(found.facts.map(({ fact }) => fact));
  const known = state.incidents.get(incident);
  if (known === undefined) return err('unknown');
  if (known.settled !== null) return err('settled-already');
  const way = waysToSettle(ports, found.facts, incident).find((one) => one.how === how);
  if (way === undefined) return err('not-so');
  if (way.tooEarly) return err('too-early');
  const recorded = ports.ledger.recordAll([...acceptedDebit(state, known.cause, how), settledFact(state.sale, incident, known, how, 'staff')]);
  // After it, as with a label that is made void: one that was not paid back after all must not lose its customs data.
  if (recorded.ok && known.label !== null && how !== 'delivered') ports.preAdvice.withdraw(known.label);
  return recorded;
}

/** Whoever pays out for a payment that nobody was sure of says that it was debited: then it counts as taken in. */
function acceptedDebit({ sale, payment }: SaleState, cause: IncidentCause, how: FactOf<'incident.settled'>['how']): Fact[] {
  if (cause !== 'payment-unknown' || how === 'not-owed' || payment.state === 'approved' || payment.reference === null) return [];
  return [{ type: 'payment.approved', sale, reference: payment.reference, amount: payment.amount, authorisation: null, cardLast4: null }];
}

export function settledFact(
  sale: string,
  incident: string,
  { amount, cause }: Pick<FactOf<'incident.settled'>, 'amount' | 'cause'>,
  how: FactOf<'incident.settled'>['how'],
  by: FactOf<'incident.settled'>['by'],
): FactOf<'incident.settled'> {
  return { type: 'incident.settled', sale, incident, amount, cause, how, by };
}
