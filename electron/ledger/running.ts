import { z } from 'zod';
import { periodTotalsSchema, type Fact, type FactOf, type PeriodTotals } from '../../flows/facts.ts';
import type { Chain } from '../../flows/fiscal/catalogue.ts';
import { fiscalInstant, periods, periodsOver, type Period, type PeriodKey } from '../../flows/fiscal/periods.ts';
import { noPerpetual, noTotals, perpetualAfter, withRecord } from '../../flows/fiscal/totals.ts';
import type { EpochMs } from '../../flows/ports.ts';
import type { Latest } from './latest.ts';
import type { Store } from './store.ts';

/**
 * The open day, month and year with their totals so far, kept in the same transaction as each record: a day is closed, and
 * the terminal starts, without adding up what was recorded. Each kind of period divides the whole journal: the first record
 * of one is the closure of the one before it.
 */
export interface Running {
  /** Inside the record's transaction. */
  note(record: { readonly seq: number; readonly at: EpochMs; readonly chain: Chain; readonly fact: Fact }): void;
  /** What must be closed before anything is recorded at `now`, in order. */
  over(now: EpochMs): readonly PeriodKey[];
  /** @param last the newest position in the journal. */
  closing(period: PeriodKey, last: number): FactOf<'period.closed'>;
  /** Forgets what is in memory: after a failed commit only the database knows. */
  forget(): void;
}

interface OpenPeriod {
  readonly first: number;
  /** Whether anything but closures was recorded since it began: a period without has no closure. */
  readonly open: boolean;
  readonly totals: PeriodTotals;
}

interface State {
  /** In the newest fiscal day. */
  readonly newest: EpochMs;
  readonly rows: Readonly<Record<Period, OpenPeriod>>;
}

const rowSchema = z.object({ period: z.enum(['day', 'month', 'year']), first: z.int(), newest: z.int(), open: z.literal([0, 1]), totals: z.string() });

/** @throws ZodError, SyntaxError when the table does not hold what `note` wrote. */
export function openRunning(store: Store, latest: Latest): Running {
  const select = store.prepare('SELECT period, first, newest, open, totals FROM running');
  const update = store.prepare('UPDATE running SET first = ?, newest = ?, open = ?, totals = ? WHERE period = ?');
  let known: State | null = null;
  const state = (): State => (known ??= readState(select.all()));
  state();

  function save(next: State): void {
    for (const period of periods) {
      const { first, open, totals } = next.rows[period];
      update.run(first, next.newest, open ? 1 : 0, JSON.stringify(totals), period);
    }
    known = next;
  }

  return {
    forget: () => void (known = null),
    note({ seq, at, chain, fact }) {
      const { newest, rows } = state();
      if (fact.type === 'period.closed') {
        save({ newest: fiscalInstant(at, newest), rows: { ...rows, [fact.period]: { first: seq, open: false, totals: noTotals } } });
        return;
      }
      const opens = periods.some((period) => !rows[period].open);
      if (!opens && withRecord(rows.day.totals, chain, fact) === rows.day.totals) return;
      const grown = (row: OpenPeriod): OpenPeriod => ({ ...row, open: true, totals: withRecord(row.totals, chain, fact) });
      save({ newest: opens ? fiscalInstant(at, newest) : newest, rows: { day: grown(rows.day), month: grown(rows.month), year: grown(rows.year) } });
    },
    over(now) {
      const { newest, rows } = state();
      return periodsOver(newest, now).filter(({ period }) => rows[period].open);
    },
    closing({ period, key }, last) {
      const { first, totals } = state().rows[period];
      const before = latest.closure('day')?.perpetual ?? noPerpetual;
      // A month or a year is closed right after its last day, and stands where that one left the perpetual totals.
      return { type: 'period.closed', period, key, first, last, totals, perpetual: period === 'day' ? perpetualAfter(before, totals) : before };
    },
  };
}

function readState(stored: readonly unknown[]): State {
  const rows = stored.map((row) => rowSchema.parse(row));
  const read = (period: Period): OpenPeriod => {
    const row = rows.find((one) => one.period === period);
    if (row === undefined) throw new SyntaxError(`no running ${period}`);
    return { first: row.first, open: row.open === 1, totals: periodTotalsSchema.parse(JSON.parse(row.totals)) };
  };
  return { newest: Math.max(...rows.map((row) => row.newest)), rows: { day: read('day'), month: read('month'), year: read('year') } };
}
