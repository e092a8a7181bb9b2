import { balanceOf, foldSale } from '../../flows/checkout/sale.ts';
import { factSchema, type Fact } from '../../flows/facts.ts';
import type { RecordedClosure } from './closures.ts';
import type { RawRecord } from './evidence.ts';
import { saleOf } from './record.ts';

/** The tables of an export for whoever has a spreadsheet and nothing else (FIS-12). Amounts in cents, times in UTC. */

export const closureColumns = ['period', 'key', 'record', 'at', 'first', 'last', 'sales_cents', 'returns_cents', 'tickets', 'labels', 'voided', 'copies', 'incidents_opened', 'incidents_settled', 'perpetual_net_cents', 'perpetual_absolute_cents'] as const;

export function closureRow({ period, key, seq, at, first, last, totals, perpetual }: RecordedClosure): readonly (string | number)[] {
  const { sales, returns, tickets, labels, voided, copies, incidentsOpened, incidentsSettled } = totals;
  return [period, key, seq, new Date(at).toISOString(), first, last, sales, returns, tickets, labels, voided, copies, incidentsOpened, incidentsSettled, perpetual.net, perpetual.absolute];
}

export const ticketColumns = ['sale', 'record', 'at', 'state', 'lines', 'total_cents', 'paid_cents', 'issued_cents', 'returned_cents', 'open_incidents_cents', 'card_last4'] as const;

/** One row a sale, in the order in which they were opened; training is none (FIS-14). @throws ZodError, Error: verify first. */
export function* ticketRows(records: Iterable<RawRecord>): Iterable<readonly (string | number | null)[]> {
  const sales = new Map<string, { readonly seq: number; readonly at: number; readonly facts: Fact[] }>();
  for (const { seq, at, chain, sale, fact: bytes } of records) {
    if (sale === null || chain === 'X') continue;
    const fact = factSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    const id = saleOf(fact);
    if (id === null) continue;
    const known = sales.get(id) ?? { seq: Number(seq), at: Number(at), facts: [] };
    known.facts.push(fact);
    sales.set(id, known);
  }
  for (const [sale, { seq, at, facts }] of sales) {
    const state = foldSale(facts);
    const { paid, issued, returned, incidents } = balanceOf(state);
    const approved = facts.findLast((fact) => fact.type === 'payment.approved');
    yield [sale, seq, new Date(at).toISOString(), state.closed ? 'closed' : 'open', state.lines.length, state.total, paid, issued, returned, incidents, approved?.cardLast4 ?? null];
  }
}
