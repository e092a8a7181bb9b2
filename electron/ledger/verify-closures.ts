import type { Fact, FactOf, PeriodTotals } from '../../flows/facts.ts';
import type { EpochMs } from '../../flows/ports.ts';
import { dayReader } from './days.ts';
import { about, type Finding } from './evidence.ts';

type Closure = FactOf<'period.closed'>;
type Period = Closure['period'];

const kinds: readonly Period[] = ['day', 'month', 'year'];

/** Characters of `2026-11-23` that name a period of this kind. */
const lengths: Readonly<Record<Period, number>> = { day: 10, month: 7, year: 4 };

interface Sums {
  sales: number;
  returns: number;
  tickets: number;
  labels: number;
  voided: number;
  copies: number;
  incidentsOpened: number;
  incidentsSettled: number;
}

const nothing = (): Sums => ({ sales: 0, returns: 0, tickets: 0, labels: 0, voided: 0, copies: 0, incidentsOpened: 0, incidentsSettled: 0 });

interface OpenPeriod {
  first: number;
  /** Anything but a closure was recorded in it. */
  used: boolean;
  /** False: it had begun before the walk did, and cannot be added up again. */
  whole: boolean;
  sums: Sums;
}

export interface Perpetual {
  readonly net: number;
  readonly absolute: number;
}

/** How the periods stood before the first record of a walk. */
export interface ClosuresBefore {
  /** When the newest closure was recorded; null before the first. */
  readonly newest: EpochMs | null;
  /** The newest day that was closed; null before the first. */
  readonly day: string | null;
  readonly perpetual: Perpetual;
  /** Where each open period begins, and whether anything but closures had been recorded in it. */
  readonly periods: Readonly<Record<Period, { readonly first: number; readonly used: boolean }>>;
}

export const noClosuresBefore: ClosuresBefore = {
  newest: null,
  day: null,
  perpetual: { net: 0, absolute: 0 },
  periods: { day: { first: 1, used: false }, month: { first: 1, used: false }, year: { first: 1, used: false } },
};

/**
 * Adds every period up again from single facts, apart from the program that closed it (FIS-6 to FIS-8): none is missing,
 * doubled, or overlaps another, and the perpetual totals go on from where the one before left them.
 */
export class ClosureAudit {
  readonly #dayOf = dayReader();
  readonly #open: Readonly<Record<Period, OpenPeriod>>;
  /** The fiscal instant never goes back: a clock that was set back stays in the open day. */
  #newest: EpochMs;
  /** Fiscal day of the newest record that is no closure. */
  #day: string;
  #perpetual: Perpetual;
  #checked = 0;

  constructor({ newest, day, perpetual, periods }: ClosuresBefore) {
    const begun = ({ first, used }: { readonly first: number; readonly used: boolean }): OpenPeriod => ({ first, used, whole: !used, sums: nothing() });
    this.#open = { day: begun(periods.day), month: begun(periods.month), year: begun(periods.year) };
    this.#newest = newest ?? Number.NEGATIVE_INFINITY;
    this.#day = day ?? '';
    this.#perpetual = perpetual;
  }

  /** Closures that hold. */
  get checked(): number {
    return this.#checked;
  }

  /** @param chain null for records before there were chains: they have no closures, and belong to the first periods of all. */
  add(seq: bigint, at: EpochMs, chain: string | null, fact: Fact, findings: Finding[]): void {
    if (fact.type === 'period.closed') {
      this.#closed(seq, at, fact, findings);
      this.#newest = Math.max(this.#newest, at);
      return;
    }
    const day = this.#dayOf(Math.max(at, this.#newest));
    if (chain !== null) this.#overdue(seq, day, findings);
    this.#newest = Math.max(this.#newest, at);
    this.#day = day;
    for (const kind of kinds) {
      this.#open[kind].used = true;
      if (chain !== 'X') count(this.#open[kind].sums, fact);
    }
  }

  /** Before anything of a later day is recorded, the day is closed (FIS-6). Each is told once. */
  #overdue(seq: bigint, day: string, findings: Finding[]): void {
    for (const kind of kinds) {
      const length = lengths[kind];
      if (!this.#open[kind].used || this.#day.slice(0, length) >= day.slice(0, length)) continue;
      findings.push(about('closure', seq, `it is of ${day}, and the ${kind} ${this.#day.slice(0, length)} had not been closed.`));
      this.#open[kind].used = false;
    }
  }

  #closed(seq: bigint, at: EpochMs, stated: Closure, findings: Finding[]): void {
    const open = this.#open[stated.period];
    const fault = this.#faultOf(seq, at, stated, open);
    if (fault !== null) findings.push(about('closure', seq, `the closure of ${stated.period} ${stated.key} ${fault}.`));
    else this.#checked += 1;
    // What follows is judged by what this one says: one wrong closure is one finding.
    this.#perpetual = stated.perpetual;
    Object.assign(open, { first: Number(seq), used: false, whole: true, sums: nothing() });
  }

  #faultOf(seq: bigint, at: EpochMs, stated: Closure, { first, used, whole, sums }: OpenPeriod): string | null {
    const { period, key, perpetual } = stated;
    if (!used) return 'closes nothing: nothing was recorded since the one before';
    if (key !== this.#day.slice(0, lengths[period])) return `closes what was recorded in ${this.#day.slice(0, lengths[period])}`;
    if (key >= this.#dayOf(at).slice(0, lengths[period])) return 'came before its end';
    if (period !== 'day' && kinds.slice(0, kinds.indexOf(period)).some((smaller) => this.#open[smaller].used)) return 'came before that of its last day';
    if (BigInt(stated.last) !== seq - 1n) return `ends at record ${stated.last}, not at the one before it`;
    if (stated.first !== first) return `begins at record ${stated.first}, not at ${first}`;
    const wrong = whole ? wrongTotal(stated.totals, sums) : null;
    if (wrong !== null) return wrong;
    return this.#perpetualFault(period, perpetual, stated.totals);
  }

  #perpetualFault(period: Period, { net, absolute }: Perpetual, { sales, returns }: PeriodTotals): string | null {
    const before = this.#perpetual;
    // A month or a year repeats what its last day left: its money is in its days.
    const expected = period === 'day' ? { net: before.net + sales - returns, absolute: before.absolute + sales + returns } : before;
    if (net === expected.net && absolute === expected.absolute) return null;
    return `states the perpetual totals ${net} and ${absolute}; from the one before they are ${expected.net} and ${expected.absolute} (cents)`;
  }
}

function count(sums: Sums, fact: Fact): void {
  switch (fact.type) {
    case 'payment.approved':
      sums.sales += fact.amount;
      sums.tickets += 1;
      return;
    case 'refund.approved':
      sums.returns += fact.amount;
      return;
    case 'incident.opened':
      sums.incidentsOpened += 1;
      return;
    case 'incident.settled':
      sums.incidentsSettled += 1;
      // What the terminal itself gave back has a refund of its own; the other endings move no money.
      if (fact.how === 'paid-out' || fact.how === 'refunded') sums.returns += fact.amount;
      return;
    case 'label.issued':
      sums.labels += 1;
      return;
    case 'label.spoiled':
    case 'label.voided':
      sums.voided += 1;
      return;
    case 'document.copied':
      sums.copies += 1;
      return;
    default:
  }
}

function wrongTotal(stated: PeriodTotals, sums: Sums): string | null {
  for (const name of Object.keys(sums) as (keyof Sums)[]) {
    if (stated[name] !== sums[name]) return `states ${stated[name]} for ${name}; its records add up to ${sums[name]}`;
  }
  for (const side of ['sales', 'returns'] as const) {
    const rated = stated.byRate.reduce((sum, rate) => sum + rate[side], 0);
    if (rated !== sums[side]) return `divides ${side} among VAT rates so that they add up to ${rated}, not to ${sums[side]}`;
  }
  return null;
}
