import { balanceOf, foldSale, type SaleState } from '../../flows/checkout/sale.ts';
import { factSchema, type Fact, type FactOf, type SoldId } from '../../flows/facts.ts';
import { AssistanceFold, type Assistance } from './assistance.ts';
import { dayReader } from './days.ts';
import type { RawRecord } from './evidence.ts';
import { saleOf } from './record.ts';

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
  /** Opened and settled that day, of whatever day's sale. */
  readonly incidentsOpened: number;
  readonly incidentsSettled: number;
  /** Who was called and what workers did that day, never who did it. */
  readonly assistance: Assistance;
  /** Null while the day is not closed, and of days before there were closures. */
  readonly closure: FactOf<'period.closed'> | null;
}

/** Days in order. @throws ZodError on a fact that cannot be read: verify first. */
export function reportDays(records: Iterable<RawRecord>): readonly DayReport[] {
  const sales = new Map<string, { day: string; facts: Fact[] }>();
  const deeds = new Map<string, Deeds>();
  const assistance = new Map<string, AssistanceFold>();
  const closures = new Map<string, FactOf<'period.closed'>>();
  const dayOf = dayReader();
  let training = false;
  for (const record of records) {
    // What was tried out in training was neither sold nor done (FIS-14).
    if (record.chain === 'X') continue;
    const fact = factSchema.parse(JSON.parse(Buffer.from(record.fact).toString('utf8')));
    const day = dayOf(Number(record.at));
    if (fact.type === 'period.closed' && fact.period === 'day') closures.set(fact.key, fact);
    count(deeds, day, fact);
    if (fact.type === 'training.begun') training = true;
    if (fact.type === 'training.ended' || fact.type === 'terminal.started') training = false;
    // What was done in school mode is technical, and on the chain of service; it was not done all the same.
    if (!training && isOfAssistance(fact)) assistanceOn(assistance, day).add(fact);
    const id = saleOf(fact);
    if (id === null) continue;
    const sale = sales.get(id) ?? { day, facts: [] };
    sale.facts.push(fact);
    sales.set(id, sale);
  }
  const sold = Map.groupBy(sales.values(), ({ day }) => day);
  const days = [...new Set([...sold.keys(), ...deeds.keys(), ...assistance.keys()])].toSorted();
  return days.map((day) => ({ ...reportDay(day, (sold.get(day) ?? []).map(({ facts }) => facts)), ...(deeds.get(day) ?? noDeeds), assistance: assistanceOn(assistance, day).assistance(), closure: closures.get(day) ?? null }));
}

function isOfAssistance({ type }: Fact): boolean {
  return type === 'help.called' || type === 'help.acknowledged' || type === 'staff.acted';
}

function assistanceOn(days: Map<string, AssistanceFold>, day: string): AssistanceFold {
  const fold = days.get(day) ?? new AssistanceFold();
  days.set(day, fold);
  return fold;
}

type Deeds = Pick<DayReport, 'deposits' | 'copies' | 'incidentsOpened' | 'incidentsSettled'>;
const noDeeds: Deeds = { deposits: { here: 0, elsewhere: 0 }, copies: 0, incidentsOpened: 0, incidentsSettled: 0 };

/** Deposits belong to no sale; copies, and what becomes of an incident, to the day they were made on. */
function count(days: Map<string, Deeds>, day: string, fact: Fact): void {
  const known = days.get(day) ?? noDeeds;
  switch (fact.type) {
    case 'document.copied':
      days.set(day, { ...known, copies: known.copies + 1 });
      return;
    case 'item.deposited':
      days.set(day, { ...known, deposits: { ...known.deposits, [fact.franked]: known.deposits[fact.franked] + 1 } });
      return;
    case 'incident.opened':
      days.set(day, { ...known, incidentsOpened: known.incidentsOpened + 1 });
      return;
    case 'incident.settled':
      days.set(day, { ...known, incidentsSettled: known.incidentsSettled + 1 });
      return;
    default:
  }
}

function reportDay(day: string, sales: readonly (readonly Fact[])[]): Omit<DayReport, keyof Deeds | 'assistance' | 'closure'> {
  const states = sales.map((facts) => foldSale(facts));
  const balances = states.map((state) => balanceOf(state));
  const sum = (part: 'paid' | 'issued' | 'returned' | 'incidents'): number => balances.reduce((total, balance) => total + balance[part], 0);
  return {
    day,
    sales: states.length,
    open: states.filter(({ closed }) => !closed).length,
    ...labelsOf(states),
    paid: sum('paid'),
    issued: sum('issued'),
    returned: sum('returned'),
    incidents: sum('incidents'),
  };
}

/** Labels that came out, by product, with what they are worth; and how many did not. */
export function labelsOf(states: readonly SaleState[]): { readonly labels: ReadonlyMap<SoldId, { readonly count: number; readonly value: number }>; readonly spoiled: number } {
  const labels = new Map<SoldId, { count: number; value: number }>();
  let spoiled = 0;
  for (const state of states) {
    for (const label of state.labels.values()) {
      if (label.state === 'spoiled') spoiled += 1;
      const product = state.lines.find(({ line }) => line === label.line)?.product;
      if (label.state !== 'printed' || product === undefined) continue;
      const known = labels.get(product) ?? { count: 0, value: 0 };
      labels.set(product, { count: known.count + 1, value: known.value + label.value });
    }
  }
  return { labels, spoiled };
}
