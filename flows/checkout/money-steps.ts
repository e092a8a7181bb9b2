import type { BasketLine } from '../customer/basket.ts';
import { basketTotal, saleLine } from '../customer/basket.ts';
import type { Fact, IncidentCause } from '../facts.ts';
import type { Cents } from '../money.ts';
import type { CardApproval, CardRefusal, LedgerTrouble, Outcome, Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { counterFrom } from './incidents.ts';
import { balanceOf, foldSale, type SaleState } from './sale.ts';

/**
 * Everything that moves money, each step in the one order that survives a power failure: record what is about to be
 * done, do it, record how it ended. Nothing is done when the first record fails. Checkout and recovery share these steps.
 */

export interface PaymentRequest {
  readonly sale: string;
  readonly reference: string;
  readonly amount: Cents;
}

export type PaymentEnd =
  | { readonly kind: 'approved'; readonly approval: CardApproval }
  | { readonly kind: 'refused'; readonly reason: CardRefusal | 'not-recorded' }
  | { readonly kind: 'unknown' };

export function openSale(ports: Ports, session: string, lines: readonly BasketLine[]): Result<string, LedgerTrouble> {
  const recorded = ports.ledger.issue(['sale'], ({ sale }) => ({
    type: 'sale.opened' as const,
    sale: `${ports.office.terminal}-${String(sale).padStart(6, '0')}`,
    session,
    lines: lines.map(saleLine),
    total: basketTotal(lines),
  }));
  return recorded.ok ? ok(recorded.value.fact.sale) : recorded;
}

/** @param refusal what the card terminal said when it was asked for this sale before. */
export async function pay(ports: Ports, request: PaymentRequest, refusal: CardRefusal | 'not-recorded'): Promise<PaymentEnd> {
  const before = unrecordedRefusal(ports, request.sale, refusal);
  const recorded = before && ports.ledger.recordAll([...before, { type: 'payment.requested', ...request }]);
  if (recorded?.ok !== true) return { kind: 'refused', reason: 'not-recorded' };
  return recordPaymentEnd(ports, request, await ports.card.pay({ amount: request.amount, reference: request.reference }));
}

/**
 * Only a refusal allows another attempt. One that could not be written down when it came is written with the next request, or
 * that is not made either: a journal that asks twice and was told nothing in between reads as a second debit. Null when the
 * journal cannot be read.
 */
function unrecordedRefusal(ports: Ports, sale: string, reason: CardRefusal | 'not-recorded'): readonly Fact[] | null {
  const payment = readSale(ports, sale)?.payment;
  if (payment === undefined) return null;
  const { state, reference } = payment;
  return reference !== null && (state === 'requested' || state === 'unknown') ? [{ type: 'payment.declined', sale, reference, reason }] : [];
}

/** Asks the card terminal what became of a payment whose answer was lost. Never a second debit. */
export async function resolvePayment(ports: Ports, request: PaymentRequest): Promise<PaymentEnd> {
  const outcome = await askAgain(ports, request);
  // Not asked is not answered: only the terminal's own word may turn an unknown payment into a refused one.
  return recordPaymentEnd(ports, request, outcome.kind === 'not-done' ? { ...outcome, kind: 'unknown' } : outcome);
}

/** The question alone, with when the payment was asked for, as the journal says: what is long ago a terminal may have forgotten. */
export function askAgain(ports: Ports, { sale, reference, amount }: PaymentRequest): Promise<Outcome<CardApproval, CardRefusal>> {
  const requested = ports.ledger.factsOfSale(sale).find(({ fact }) => fact.type === 'payment.requested' && fact.reference === reference);
  return ports.card.resolve({ amount, reference, ...(requested ? { requestedAt: requested.at } : {}) });
}

function recordPaymentEnd(ports: Ports, { sale, reference, amount }: PaymentRequest, outcome: Outcome<CardApproval, CardRefusal>): PaymentEnd {
  switch (outcome.kind) {
    case 'ok': {
      const recorded = ports.ledger.record({ type: 'payment.approved', sale, reference, amount, ...outcome.value });
      // Debited but not recorded: nothing may be issued on it. The next start finds the request without an end and asks the terminal.
      return recorded.ok ? { kind: 'approved', approval: outcome.value } : { kind: 'unknown' };
    }
    case 'refused':
    case 'not-done':
      ports.ledger.record({ type: 'payment.declined', sale, reference, reason: outcome.reason });
      return { kind: 'refused', reason: outcome.reason };
    case 'unknown':
      ports.ledger.record({ type: 'payment.unknown', sale, reference, reason: outcome.reason });
      return { kind: 'unknown' };
  }
}

export interface GiveBackRequest {
  readonly sale: string;
  readonly amount: Cents;
  /** Reference of the payment it comes from. */
  readonly original: string;
  /** How often the card terminal was asked to give back money of this sale before: no reference is used twice. */
  readonly askedBefore: number;
  /** Everything is given back, and nothing was sold in between: the terminal can cancel instead of refunding. */
  readonly whole: boolean;
}

export type GiveBackEnd = { readonly kind: 'returned'; readonly asked: number } | { readonly kind: 'incident'; readonly asked: number; readonly cause: IncidentCause; readonly incident: string };

/**
 * Gives money back to the card. A cancellation that is refused moved nothing, and a refund may still be taken; what the
 * terminal refuses or does not answer in the end becomes an incident. `asked`: how often it was asked, now included.
 */
export async function giveBack(ports: Ports, request: GiveBackRequest): Promise<GiveBackEnd> {
  const { sale, amount, askedBefore } = request;
  const means = request.whole ? (['cancellation', 'refund'] as const) : (['refund'] as const);
  let asked = askedBefore;
  for (const one of means) {
    asked += 1;
    const end = await askBack(ports, request, `${sale}-R${asked}`, one);
    if (end === 'returned') return { kind: 'returned', asked };
    if (end === 'unknown') return { kind: 'incident', asked, cause: 'refund-unknown', incident: openIncident(ports, sale, amount, 'refund-unknown') };
    if (end === 'not-asked') break;
  }
  return { kind: 'incident', asked, cause: 'refund-refused', incident: openIncident(ports, sale, amount, 'refund-refused') };
}

async function askBack(ports: Ports, { sale, amount, original }: GiveBackRequest, reference: string, means: 'cancellation' | 'refund'): Promise<'returned' | 'refused' | 'not-asked' | 'unknown'> {
  if (!ports.ledger.record({ type: 'refund.requested', sale, reference, amount, means }).ok) return 'not-asked';
  const outcome = means === 'cancellation' ? await ports.card.cancel({ amount, reference, original }) : await ports.card.refund({ amount, reference, original });
  switch (outcome.kind) {
    case 'ok':
      ports.ledger.record({ type: 'refund.approved', sale, reference, amount });
      return 'returned';
    case 'refused':
    case 'not-done': {
      const { ok: written } = ports.ledger.record({ type: 'refund.refused', sale, reference, reason: outcome.reason });
      // A terminal that cannot be reached takes a refund no more than a cancellation; and a refusal that is not in the journal
      // allows no second try, for the first would stand there as money that may have gone back.
      return outcome.kind === 'refused' && written ? 'refused' : 'not-asked';
    }
    case 'unknown':
      ports.ledger.record({ type: 'refund.unknown', sale, reference, reason: outcome.reason });
      return 'unknown';
  }
}

/**
 * Opens an incident and returns the reference that the customer's slip carries. When even that cannot be recorded, the
 * sale itself is the reference: it stays open in the journal, and the next start takes it up again.
 */
export function openIncident(ports: Ports, sale: string, amount: Cents, cause: IncidentCause, label?: string): string {
  const hour = counterFrom(cause, ports);
  const recorded = ports.ledger.issue(['incident'], ({ incident }) => ({
    type: 'incident.opened' as const,
    sale,
    incident: `${sale}-I${incident}`,
    amount,
    cause,
    ...(hour === undefined ? {} : { counterFrom: hour }),
    ...(label === undefined ? {} : { label }),
  }));
  return recorded.ok ? recorded.value.fact.incident : sale;
}

/** What the journal says of an open sale now; null when there is no such open sale. */
export function readSale(ports: Ports, sale: string): SaleState | null {
  const open = ports.ledger.openSales().find((one) => one.sale === sale);
  return open ? foldSale(open.facts.map((recorded) => recorded.fact)) : null;
}

/**
 * Closes a sale in which nothing is owed any more. One that still owes stays open: the next start takes it up again.
 * The figures are those of the journal, not of the program's memory.
 */
export function closeSale(ports: Ports, sale: string): boolean {
  const state = readSale(ports, sale);
  if (state === null) return false;
  const { owed, ...balance } = balanceOf(state);
  if (owed !== 0) return false;
  return ports.ledger.record({ type: 'sale.closed', sale, paid: balance.paid, issued: balance.issued, returned: balance.returned, incidents: balance.incidents }).ok;
}
