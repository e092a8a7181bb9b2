import type { FactOf } from '../facts.ts';
import type { EpochMs } from '../ports.ts';
import { parisDay } from '../postage/paris.ts';

/**
 * Which day, month or year is over and must be closed (FIS-6). A fiscal day is a calendar day in Paris. It never goes back:
 * a clock that was set back stays in the open day, whatever it says, so that nothing is ever added to a day that was closed
 * (FIS-8). A day on which nothing was recorded has no closure, for there is nothing that it could state.
 */

export type Period = FactOf<'period.closed'>['period'];

/** In the order in which they are closed: a month is the sum of its days, a year that of its months. */
export const periods: readonly Period[] = ['day', 'month', 'year'];

/** Characters of `2026-11-23` that name the period. */
const keyLength: Readonly<Record<Period, number>> = { day: 10, month: 7, year: 4 };

/** What the period is called that this instant lies in: `2026-11-23`, `2026-11` or `2026`, Europe/Paris. */
export function periodKey(period: Period, instant: EpochMs): string {
  return parisDay(instant).slice(0, keyLength[period]);
}

/** The instant that decides in which periods a record lies: what the clock says, but never before `newest`. */
export function fiscalInstant(now: EpochMs, newest: EpochMs): EpochMs {
  return Math.max(now, newest);
}

export interface PeriodKey {
  readonly period: Period;
  readonly key: string;
}

/**
 * The periods of `then` that are over at `now`, in the order in which they are closed; none when the clock was set back.
 * However long the time between, one of each at most: in what lies between nothing was recorded.
 */
export function periodsOver(then: EpochMs, now: EpochMs): readonly PeriodKey[] {
  if (periodKey('day', then) >= periodKey('day', now)) return [];
  return periods.map((period) => ({ period, key: periodKey(period, then) })).filter(({ period, key }) => key < periodKey(period, now));
}
