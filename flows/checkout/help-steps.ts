import type { FactOf } from '../facts.ts';
import { sumCents, type Cents } from '../money.ts';
import type { CardApproval, Ports } from '../ports.ts';
import { settledFact } from './incidents.ts';
import { askAgain, readSale, type PaymentEnd, type PaymentRequest } from './money-steps.ts';
import type { Piece } from './piece.ts';
import type { SaleState } from './sale.ts';

/**
 * What a worker does to a sale that is still open. Each step is recorded before anything follows from it, and what belongs
 * together in one record, so that a power failure leaves either all of it or nothing. False: it could not be recorded, and
 * nothing has changed.
 */

/** Labels are void before their value goes anywhere else, into a new label or back to the card: never both (VAL-10). */
export function voidLabels(ports: Ports, sale: string, pieces: readonly Piece[], staff: string): boolean {
  const labels = pieces.flatMap(({ label }) => label ?? []);
  if (!ports.ledger.recordAll(labels.map((label) => ({ type: 'label.voided' as const, sale, label, staff }))).ok) return false;
  // After it: withdrawn before, a label that could not be made void would travel without its customs data. Recovery does it again.
  for (const { line, label } of pieces) if (line.declaration !== null && label !== null) ports.preAdvice.withdraw(label);
  return true;
}

/** Somebody has looked for the label nobody was sure of. The incident ends with the doubt: a label that is not there is owed again. */
export function tellLabel(ports: Ports, sale: string, { label, line }: Piece, printed: boolean): Cents | null {
  const state = readSale(ports, sale);
  if (state === null || label === null) return null;
  const open = [...state.incidents].filter(([, one]) => one.label === label && one.settled === null);
  const recorded = ports.ledger.recordAll([
    ...open.map(([incident, known]) => settledFact(sale, incident, known, 'resumed', 'staff')),
    printed ? { type: 'label.printed', sale, label, by: 'staff' } : { type: 'label.spoiled', sale, label, reason: 'not-there', by: 'staff' },
  ]);
  if (!recorded.ok) return null;
  if (!printed && line.declaration !== null) ports.preAdvice.withdraw(label);
  return sumCents(open.map(([, { amount }]) => amount));
}

/** The card terminal is asked once more, at a worker's wish. Only its own word decides; without one nothing is recorded. */
export async function askUnknownPayment(ports: Ports, request: PaymentRequest): Promise<PaymentEnd> {
  const outcome = await askAgain(ports, request);
  if (outcome.kind === 'ok') return decidePayment(ports, request, { approval: outcome.value, by: 'terminal' });
  if (outcome.kind === 'refused') return decidePayment(ports, request, { refusal: outcome.reason, by: 'terminal' });
  return { kind: 'unknown' };
}

/** A worker has read on the card terminal what became of it: no authorisation and no card number are known then. */
export function tellPayment(ports: Ports, request: PaymentRequest, debited: boolean): PaymentEnd {
  return decidePayment(ports, request, debited ? { approval: { authorisation: null, cardLast4: null }, by: 'staff' } : { refusal: 'unavailable', by: 'staff' });
}

type Decision = { readonly by: 'terminal' | 'staff' } & ({ readonly approval: CardApproval } | { readonly refusal: Extract<PaymentEnd, { kind: 'refused' }>['reason'] });

function decidePayment(ports: Ports, { sale, reference, amount }: PaymentRequest, decision: Decision): PaymentEnd {
  const state = readSale(ports, sale);
  if (state?.payment.state !== 'unknown' || state.payment.reference !== reference) return { kind: 'unknown' };
  const debited = 'approval' in decision;
  const fact: FactOf<'payment.approved' | 'payment.declined'> = debited
    ? { type: 'payment.approved', sale, reference, amount, ...decision.approval }
    : { type: 'payment.declined', sale, reference, reason: decision.by === 'staff' ? 'seen-by-staff' : decision.refusal };
  if (!ports.ledger.recordAll([fact, ...openPayments(state).map(([incident, known]) => settledFact(sale, incident, known, debited ? 'resumed' : 'not-owed', decision.by))]).ok) return { kind: 'unknown' };
  return debited ? { kind: 'approved', approval: decision.approval } : { kind: 'refused', reason: decision.refusal };
}

function openPayments({ incidents }: SaleState) {
  return [...incidents].filter(([, { cause, settled }]) => cause === 'payment-unknown' && settled === null);
}

/** A part of the price of a label that stays good is owed again before it goes back. */
export function reducePrice(ports: Ports, sale: string, { label }: Piece, amount: Cents, staff: string): boolean {
  return label !== null && ports.ledger.record({ type: 'price.reduced', sale, label, amount, staff }).ok;
}
