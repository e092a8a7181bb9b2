import { balanceOf, foldSale } from '../../flows/checkout/sale.ts';
import { factSchema, type Fact } from '../../flows/facts.ts';
import { saleOf } from './record.ts';
import type { RawRecord } from './evidence.ts';

/** What one day sold and took in, summed from the journal by the same fold that checkout uses. Amounts in cents. */
export interface DayReport {
  /** `2026-11-23`, in Europe/Paris; a sale belongs to the day on which it was opened. */
  readonly day: string;
  readonly sales: number;
  readonly open: number;
  readonly labels: ReadonlyMap<string, { readonly count: number; readonly value: number }>;
  readonly spoiled: number;
  readonly paid: number;
  readonly issued: number;
  readonly returned: number;
  readonly incidents: number;
  /** Items left at the terminal that day, whenever they were franked. */
  readonly deposits: { readonly here: number; readonly elsewhere: number };
  /** DUPLICATA made that day, of whatever day's sale. */
  readonly copies: number;
}

const paris = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/** Days in order. @throws ZodError on a fact that cannot be read: verify first. */
export function reportDays(records: Iterable<RawRecord>): readonly DayReport[] {
  const sales = new Map<string, { day: string; facts: Fact[] }>();
  const deeds = new Map<string, Deeds>();
  for (const record of records) {
    const fact = factSchema.parse(JSON.parse(Buffer.from(record.fact).toString('utf8')));
    const day = paris.format(Number(record.at));
    count(deeds, day, fact);
    const id = saleOf(fact);
    if (id === null) continue;
    const sale = sales.get(id) ?? { day, facts: [] };
    sale.facts.push(fact);
    sales.set(id, sale);
  }
  const sold = Map.groupBy(sales.values(), ({ day }) => day);
  const days = [...new Set([...sold.keys(), ...deeds.keys()])].toSorted();
  return days.map((day) => ({ ...reportDay(day, (sold.get(day) ?? []).map(({ facts }) => facts)), ...(deeds.get(day) ?? noDeeds) }));
}

type Deeds = Pick<DayReport, 'deposits' | 'copies'>;
const noDeeds: Deeds = { deposits: { here: 0, elsewhere: 0 }, copies: 0 };

/** Deposits belong to no sale, and copies to the day they were made on. */
function count(days: Map<string, Deeds>, day: string, fact: Fact): void {
  const { deposits, copies } = days.get(day) ?? noDeeds;
  if (fact.type === 'document.copied') days.set(day, { deposits, copies: copies + 1 });
  if (fact.type === 'item.deposited') days.set(day, { deposits: { ...deposits, [fact.franked]: deposits[fact.franked] + 1 }, copies });
}

function reportDay(day: string, sales: readonly (readonly Fact[])[]): Omit<DayReport, keyof Deeds> {
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
