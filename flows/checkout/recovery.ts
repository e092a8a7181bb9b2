import type { IncidentCause } from '../facts.ts';
import { cents, sumCents, type Cents } from '../money.ts';
import type { Ports } from '../ports.ts';
import { closeSale, giveBack, openIncident, readSale, resolvePayment } from './money-steps.ts';
import { printPaper, recoverySlipPaper } from './paper-steps.ts';
import { closeDoubtful } from './reconcile.ts';
import { balanceOf, type SaleState } from './sale.ts';
import { settled } from './underway.ts';

/**
 * What a crash left open. Recovery reads the ledger, asks the device, and brings each sale to an end in which nothing is
 * charged twice, nothing printed twice, nothing forgotten. It never resumes a screen, and never a payment or a print:
 * the customer may have gone, and the addresses were never stored. What cannot be decided becomes an incident.
 */
export async function recover(ports: Ports): Promise<void> {
  // A session may be gone while what it had begun in a device is not: each step is left to its own end.
  await settled(ports.ledger);
  closeDoubtful(ports);
  for (const { sale } of ports.ledger.openSales()) {
    try {
      await recoverSale(ports, sale);
    } catch {
      // One sale that cannot be brought to an end must not keep the others open: it stays, and a person is called.
      ports.call('fault');
    }
  }
}

export type RecoveryStep =
  | { readonly kind: 'ask-payment'; readonly reference: string; readonly amount: Cents }
  | { readonly kind: 'label-unknown'; readonly label: string }
  | { readonly kind: 'refund-unknown'; readonly reference: string }
  | { readonly kind: 'incident'; readonly cause: IncidentCause; readonly amount: Cents; readonly label?: string }
  | { readonly kind: 'give-back'; readonly amount: Cents; readonly original: string; readonly whole: boolean }
  | { readonly kind: 'close' };

/**
 * The next thing to do for an open sale: pure, so that every state of a sale can be tested without a device. `asked`: the card
 * terminal has been asked in this run, and did not know either. `late`: the sale is so old that the counter may have paid.
 */
export function nextStep(state: SaleState, { asked = false, late = false } = {}): RecoveryStep {
  const { payment } = state;
  const { owed } = balanceOf(state);
  // Unknown is asked again: the power may have failed before the terminal could be asked (PAY-7).
  const undecided = payment.state === 'requested' || (payment.state === 'unknown' && owed > 0 && !asked);
  if (undecided && payment.reference !== null) return { kind: 'ask-payment', reference: payment.reference, amount: payment.amount };
  // Issued and no outcome: it may have come out. Nobody but a person can tell.
  for (const [label, issued] of state.labels) if (issued.state === 'issued') return { kind: 'label-unknown', label };
  // Asked for and no answer: a second refund could pay twice.
  for (const [reference, refund] of state.refunds) if (refund.state === 'requested') return { kind: 'refund-unknown', reference };
  if (payment.state === 'unknown' && owed > 0) return { kind: 'incident', cause: 'payment-unknown', amount: cents(owed) };
  const doubtful = doubtfulLabel(state);
  if (doubtful !== null) return { kind: 'incident', cause: 'label-unknown', ...doubtful };
  const refunds = uncovered(state, 'refund-unknown', [...state.refunds.values()].filter((refund) => refund.state === 'unknown').map((refund) => refund.amount));
  if (refunds > 0) return { kind: 'incident', cause: 'refund-unknown', amount: cents(refunds) };
  if (owed > 0 && late) return { kind: 'incident', cause: 'crashed', amount: cents(owed) };
  if (owed > 0 && payment.reference !== null) return { kind: 'give-back', amount: cents(owed), original: payment.reference, whole: owed === payment.amount };
  return { kind: 'close' };
}

/** The first label in doubt that no incident answers for. */
function doubtfulLabel(state: SaleState): { readonly label: string; readonly amount: Cents } | null {
  const incidents = [...state.incidents.values()].filter(({ cause }) => cause === 'label-unknown');
  // Incidents of older records name no label: as many labels are answered for as there are such incidents.
  let nameless = incidents.filter(({ label }) => label === null).length;
  for (const [label, { state: end, value }] of state.labels) {
    if (end !== 'unknown' || incidents.some((one) => one.label === label)) continue;
    if (nameless === 0) return { label, amount: value };
    nameless -= 1;
  }
  return null;
}

/** What is unknown and no incident answers for yet: the power may have failed between the two records. */
function uncovered(state: SaleState, cause: IncidentCause, amounts: readonly Cents[]): number {
  const covered = [...state.incidents.values()].filter((incident) => incident.cause === cause).map((incident) => incident.amount);
  return sumCents(amounts) - sumCents(covered);
}

async function recoverSale(ports: Ports, sale: string): Promise<void> {
  // The power may have failed between a void label and its customs data: nothing travels under a number that is void.
  for (const [label, { state }] of readSale(ports, sale)?.labels ?? []) if (state === 'spoiled') ports.preAdvice.withdraw(label);
  const tried = new Set<string>();
  for (;;) {
    const state = readSale(ports, sale);
    if (state === null) return;
    const step = nextStep(state, { asked: tried.has('ask-payment'), late: isLate(ports, sale) });
    if (step.kind === 'close') {
      if (owesSlip(ports, state)) await printPaper(ports, sale, 'slip', recoverySlipPaper(ports, state));
      closeSale(ports, sale);
      return;
    }
    // A step that did not help is not taken for ever; the sale stays open for the next start.
    const name = step.kind === 'label-unknown' ? step.label : step.kind === 'incident' ? `${step.cause} ${step.label ?? ''}` : step.kind === 'refund-unknown' ? step.reference : step.kind;
    if (tried.has(name)) return;
    tried.add(name);
    await take(ports, state, step);
    // What cannot be recorded cannot be done; the sale stays open for the next start.
    if (ports.ledger.trouble() !== null) return;
  }
}

/**
 * The power was away so long that whoever paid may have been at the counter: from this hour on the counter pays, and the
 * terminal does not (see incidents.ts).
 */
function isLate(ports: Ports, sale: string): boolean {
  const opened = ports.ledger.factsOfSale(sale)[0];
  return opened !== undefined && ports.clock.now() >= opened.at + ports.retryFor;
}

/**
 * Whether the customer is owed a paper about this sale. Read from the journal and not from what this run did: the power may
 * have failed between the incident and its slip.
 */
function owesSlip(ports: Ports, { sale, incidents }: SaleState): boolean {
  const facts = ports.ledger.openSales().find((one) => one.sale === sale)?.facts.map(({ fact }) => fact) ?? [];
  const event = facts.findLastIndex((fact) => fact.type === 'refund.approved' || (fact.type === 'incident.opened' && incidents.get(fact.incident)?.settled === null));
  // A slip whose end is unknown holds no value, and may be printed again.
  return event !== -1 && !facts.slice(event).some((fact) => fact.type === 'document.printed' && fact.document === 'slip' && fact.outcome === 'printed');
}

/** Takes one step. */
async function take(ports: Ports, { sale, refunds }: SaleState, step: Exclude<RecoveryStep, { kind: 'close' }>): Promise<void> {
  switch (step.kind) {
    case 'ask-payment':
      await resolvePayment(ports, { sale, reference: step.reference, amount: step.amount });
      return;
    case 'label-unknown':
      ports.ledger.record({ type: 'label.unknown', sale, label: step.label, reason: 'crashed' });
      return;
    case 'refund-unknown':
      ports.ledger.record({ type: 'refund.unknown', sale, reference: step.reference, reason: 'crashed' });
      return;
    case 'incident':
      openIncident(ports, sale, step.amount, step.cause, step.label);
      return;
    case 'give-back':
      await giveBack(ports, { sale, amount: step.amount, original: step.original, askedBefore: refunds.size, whole: step.whole });
      return;
  }
}
