import { soldIdSchema } from '../../flows/facts.ts';
import type { Backroom, EpochMs } from '../../flows/ports.ts';
import { parisDay } from '../../flows/postage/paris.ts';
import { seriesOf } from '../../flows/tracking/series.ts';
import type { OpenLedger } from '../ledger/ledger.ts';

/** How long the numbers that the operator allotted will last, at the pace of late. */

const dayMs = 86_400_000;
/** Two weeks: each day of the week counts twice. */
const daysLookedBack = 14;
/** Two weeks of a busy counter are some hundred thousand records, looked through in a tenth of a second: not at every glance. */
const believedFor = 60_000;

export type Numbers = ReturnType<Backroom['numbers']>;

export function createNumbers(journal: () => Pick<OpenLedger, 'read' | 'ranges'> | null): (now: EpochMs) => Numbers {
  let seen: { readonly at: EpochMs; readonly perDay: ReadonlyMap<string, number> } | null = null;
  return (now) => {
    const open = journal();
    if (open === null) return [];
    if (seen === null || Math.abs(now - seen.at) >= believedFor) seen = { at: now, perDay: paceOf(open, now) };
    const { perDay } = seen;
    // Sales, labels and incidents are the terminal's own, and practically endless.
    return open.ranges().flatMap(({ series, remaining }) => (series === 'sale' || series === 'label' || series === 'incident' ? [] : [{ series, remaining, perDay: perDay.get(series) ?? 0 }]));
  };
}

function paceOf(journal: Pick<OpenLedger, 'read'>, now: EpochMs): ReadonlyMap<string, number> {
  const from = parisDay(now - daysLookedBack * dayMs);
  const { began, taken } = journal.read((books) => books.numbersSince(books.beginningOf(from)), { began: null, taken: [] });
  const days = began === null ? 1 : Math.min(daysLookedBack, Math.max(1, Math.ceil((now - began) / dayMs)));
  const pace = new Map<string, number>();
  for (const { product, count } of taken) {
    const sold = soldIdSchema.safeParse(product);
    const series = sold.success ? seriesOf(sold.data) : null;
    if (series !== null) pace.set(series, (pace.get(series) ?? 0) + count / days);
  }
  return pace;
}
