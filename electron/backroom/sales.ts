import type { Act } from '../../flows/assisted/acts.ts';
import { balanceOf, foldSale } from '../../flows/checkout/sale.ts';
import type { Fact } from '../../flows/facts.ts';
import type { CardCount, DaySales, EpochMs, Recorded } from '../../flows/ports.ts';
import { parisDay } from '../../flows/postage/paris.ts';
import type { OpenLedger } from '../ledger/ledger.ts';
import { saleOf } from '../ledger/record.ts';
import { labelsOf } from '../ledger/report.ts';

/**
 * What was sold today, summed by the fold that checkout and the auditor's report use. Sales belong to the day on which they were
 * opened; money to the day on which it moved, for that is how the card terminal counts it.
 */

export function salesOfToday(journal: Pick<OpenLedger, 'read'> | null, now: EpochMs): DaySales {
  const day = parisDay(now);
  return salesOf(journal?.read((books) => books.since(books.beginningOf(day)), []) ?? [], day);
}

/** @param records in order; those of other days are left out. */
export function salesOf(records: readonly Recorded[], day: string): DaySales {
  const facts = ofDay(records, day);
  const moved = (type: 'payment.approved' | 'refund.approved'): readonly number[] => facts.flatMap((fact) => (fact.type === type ? [fact.amount] : []));
  // In cash, or with a card on another terminal: a person did it, and no card terminal of ours counts it.
  const paidOut = facts.flatMap((fact) => (fact.type === 'incident.settled' && (fact.how === 'paid-out' || fact.how === 'refunded') ? [fact.amount] : []));
  const card = cardCountOf(moved('payment.approved'), moved('refund.approved'));
  const states = salesOpened(facts).map((one) => foldSale(one));
  return {
    day,
    sales: states.length,
    products: Array.from(labelsOf(states).labels, ([product, { count, value }]) => ({ product, count, value })),
    means: [
      { means: 'card', count: card.debits, amount: card.debited },
      { means: 'returned-to-card', count: card.credits, amount: card.credited },
      { means: 'paid-out', count: paidOut.length, amount: sum(paidOut) },
    ],
    incidents: sum(states.map((state) => balanceOf(state).incidents)),
    card,
    acts: actsOf(facts),
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** A cancellation counts as a credit here. A terminal that takes it off its debits instead differs by the same amount on both sides. */
function cardCountOf(debits: readonly number[], credits: readonly number[]): CardCount {
  return { debits: debits.length, debited: sum(debits), credits: credits.length, credited: sum(credits) };
}

/** What was only tried in school mode was done by nobody (FIS-14): its technical records stand on the chain of service. */
function ofDay(records: readonly Recorded[], day: string): readonly Fact[] {
  let training = false;
  return records.flatMap(({ at, fact }) => {
    if (fact.type === 'training.begun') training = true;
    if (fact.type === 'training.ended' || fact.type === 'terminal.started') training = false;
    return parisDay(at) !== day || (training && fact.type === 'staff.acted') ? [] : [fact];
  });
}

/** The facts of each sale that was opened among them. */
function salesOpened(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const sales = new Map<string, Fact[]>();
  for (const fact of facts) {
    const sale = saleOf(fact);
    if (sale === null) continue;
    if (fact.type === 'sale.opened') sales.set(sale, []);
    sales.get(sale)?.push(fact);
  }
  return [...sales.values()];
}

/** How often each act was done; who did it is in the journal, and is not read here. */
function actsOf(facts: readonly Fact[]): DaySales['acts'] {
  const acts = new Map<Act, number>();
  for (const fact of facts) if (fact.type === 'staff.acted') acts.set(fact.act, (acts.get(fact.act) ?? 0) + 1);
  return Array.from(acts, ([act, count]) => ({ act, count }));
}
