import { sumCents } from '../money.ts';
import type { Ports, Recorded } from '../ports.ts';
import { hasDoubtfulRefund, isLeftToPeople, retryUntil, settledFact } from './incidents.ts';
import { askAgain } from './money-steps.ts';
import { foldSale, type SaleState } from './sale.ts';
import { underway } from './underway.ts';

/**
 * What came late: the card terminal that was silent answers at last, and money that could not be given back can be. Done
 * while nobody is being served, as often as wished: every step is in the journal, so that it survives a restart and never
 * pays twice. Whatever a person has settled meanwhile is not touched.
 */
export async function reconcile(ports: Ports): Promise<void> {
  if (busy.has(ports.ledger)) return;
  busy.add(ports.ledger);
  try {
    const open = ports.ledger.openIncidents();
    const left = new Set(open.map(({ sale }) => sale).filter((sale) => leftToPeople.get(ports.ledger)?.has(sale)));
    leftToPeople.set(ports.ledger, left);
    for (const one of open) {
      if (left.has(one.sale)) continue;
      const { sale, facts } = one;
      // A sale that is still open belongs to its checkout, or to recovery.
      if (!facts.some(({ fact }) => fact.type === 'sale.closed')) continue;
      if (isLeftToPeople(ports, facts)) left.add(sale);
      else await underway(ports.ledger, () => reconcileSale(ports, sale, facts));
      if (ports.ledger.trouble() !== null) return;
    }
  } finally {
    busy.delete(ports.ledger);
  }
}

/** One at a time: the next look comes soon enough. */
const busy = new WeakSet<Ports['ledger']>();

/** Sales of which only a person can say more: read once, and not again at every look, however many wait at the counter. */
const leftToPeople = new WeakMap<Ports['ledger'], Set<string>>();

/** @param facts of the sale, as they stand now: read anew only once something was learnt. */
async function reconcileSale(ports: Ports, sale: string, facts: readonly Recorded[]): Promise<void> {
  const state = foldSale(facts.map(({ fact }) => fact));
  if (state.payment.state !== 'unknown') return giveBackLate(ports, facts, state);
  if (!(await learn(ports, state))) return;
  const since = ports.ledger.factsOfSale(sale);
  await giveBackLate(ports, since, foldSale(since.map(({ fact }) => fact)));
}

/** Asks what became of the payment. True when it was debited. */
async function learn(ports: Ports, { sale, payment, incidents }: SaleState): Promise<boolean> {
  if (payment.reference === null) return false;
  const { reference, amount } = payment;
  const outcome = await askAgain(ports, { sale, reference, amount });
  if (outcome.kind === 'ok') return ports.ledger.record({ type: 'payment.approved', sale, reference, amount, ...outcome.value }).ok;
  // Only the terminal's own word counts: not asked is not answered.
  if (outcome.kind !== 'refused') return false;
  const open = [...incidents].filter(([, { settled }]) => settled === null);
  ports.ledger.recordAll([
    { type: 'payment.declined', sale, reference, reason: outcome.reason },
    ...open.map(([incident, known]) => settledFact(sale, incident, known, 'not-owed', 'terminal')),
  ]);
  return false;
}

/** Within its time, and when nothing of the sale is in doubt, the terminal gives back what it owes. */
async function giveBackLate(ports: Ports, facts: readonly Recorded[], state: SaleState): Promise<void> {
  const { sale } = state;
  const open = [...state.incidents].filter(([, { settled }]) => settled === null);
  const until = retryUntil(ports, facts);
  if (open.length === 0 || until === null || ports.clock.now() >= until || state.payment.state !== 'approved' || state.payment.reference === null) return;
  const request = { sale, reference: `${sale}-R${state.refunds.size + 1}`, amount: sumCents(open.map(([, { amount }]) => amount)) };
  if (!ports.ledger.record({ type: 'refund.requested', ...request, means: 'refund' }).ok) return;
  // Other customers have paid since: only the last payment can be cancelled.
  const outcome = await ports.card.refund({ amount: request.amount, reference: request.reference, original: state.payment.reference });
  const { reference } = request;
  switch (outcome.kind) {
    case 'ok':
      ports.ledger.recordAll([{ type: 'refund.approved', ...request }, ...open.map(([incident, known]) => settledFact(sale, incident, known, 'returned', 'terminal'))]);
      return;
    case 'refused':
    case 'not-done':
      ports.ledger.record({ type: 'refund.refused', sale, reference, reason: outcome.reason });
      return;
    case 'unknown':
      ports.ledger.record({ type: 'refund.unknown', sale, reference, reason: outcome.reason });
  }
}

/** A late refund during which the power failed: nobody knows whether it was credited, and it is not asked for again. */
export function closeDoubtful(ports: Ports): void {
  for (const one of ports.ledger.openIncidents()) {
    if (leftToPeople.get(ports.ledger)?.has(one.sale)) continue;
    const { sale, facts } = one;
    const state = foldSale(facts.map(({ fact }) => fact));
    if (!state.closed || !hasDoubtfulRefund(state)) continue;
    for (const [reference, { state: end }] of state.refunds) if (end === 'requested') ports.ledger.record({ type: 'refund.unknown', sale, reference, reason: 'crashed' });
  }
}
