import { balanceOf, foldSale } from '../../flows/checkout/sale.ts';
import { factSchema, type Fact } from '../../flows/facts.ts';
import { saleOf } from './journal.ts';
import type { RawRecord } from './verify.ts';

/** What one day sold, summed from the journal by the same fold that checkout uses. Amounts in cents. */
export interface DayReport {
  /** `2026-11-23`, in Europe/Paris, the day on which the sale was opened. */
  readonly day: string;
  readonly sales: number;
  readonly open: number;
  readonly labels: ReadonlyMap<string, { readonly count: number; readonly value: number }>;
  readonly spoiled: number;
  readonly paid: number;
  readonly issued: number;
  readonly returned: number;
  readonly incidents: number;
}

const paris = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/** Days in order. @throws ZodError on a fact that cannot be read: verify first. */
export function reportDays(records: Iterable<RawRecord>): readonly DayReport[] {
  const sales = new Map<string, { day: string; facts: Fact[] }>();
  for (const record of records) {
    const fact = factSchema.parse(JSON.parse(Buffer.from(record.fact).toString('utf8')));
    const id = saleOf(fact);
    if (id === null) continue;
    const sale = sales.get(id) ?? { day: paris.format(Number(record.at)), facts: [] };
    sale.facts.push(fact);
    sales.set(id, sale);
  }
  const days = Map.groupBy(sales.values(), ({ day }) => day);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, ofDay]) => reportDay(day, ofDay.map(({ facts }) => facts)));
}

function reportDay(day: string, sales: readonly (readonly Fact[])[]): DayReport {
  const states = sales.map((facts) => foldSale(facts));
  const balances = states.map((state) => balanceOf(state));
  const sum = (part: 'paid' | 'issued' | 'returned' | 'incidents'): number => balances.reduce((total, balance) => total + balance[part], 0);
  const labels = new Map<string, { count: number; value: number }>();
  let spoiled = 0;
  for (const state of states) {
    for (const label of state.labels.values()) {
      if (label.state === 'spoiled') spoiled += 1;
      if (label.state !== 'printed') continue;
      const product = state.lines.find(({ line }) => line === label.line)?.product ?? '?';
      const known = labels.get(product) ?? { count: 0, value: 0 };
      labels.set(product, { count: known.count + 1, value: known.value + label.value });
    }
  }
  return {
    day,
    sales: states.length,
    open: states.filter(({ closed }) => !closed).length,
    labels,
    spoiled,
    paid: sum('paid'),
    issued: sum('issued'),
    returned: sum('returned'),
    incidents: sum('incidents'),
  };
}
