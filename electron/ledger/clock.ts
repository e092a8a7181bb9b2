import type { EpochMs } from '../../flows/ports.ts';

/** What the journal thinks of the clock (FIS-16). It never renumbers: a record bears the time that the clock said, and its place. */

/** So far a clock may go back without a word: a time server that corrects a drift moves it by seconds, now and then by a minute. */
const TOLERANCE_MS = 5 * 60_000;

/** Before Moulin was sold, so that no record can be older: a clock without its battery starts in 1970 or 2000. */
const EARLIEST: EpochMs = Date.UTC(2026, 0, 1);

/**
 * A terminal that was off for so long is looked at by a technician anyway; and a clock that is months ahead would close periods
 * that are not over, for ever.
 */
const FURTHEST_AHEAD_MS = 90 * 24 * 3_600_000;

/** The clock went back since the last record, further than is usual. */
export function wentBack(now: EpochMs, last: EpochMs | null): boolean {
  return last !== null && now < last - TOLERANCE_MS;
}

/** No year in which this terminal can have run. */
export function isTooEarly(now: EpochMs): boolean {
  return now < EARLIEST;
}

/** The clock cannot be right, as far as the journal knows: nothing may be dated by it before a technician has looked. */
export function isImplausible(now: EpochMs, last: EpochMs | null): boolean {
  if (isTooEarly(now)) return true;
  return last !== null && !isTooEarly(last) && now > last + FURTHEST_AHEAD_MS;
}
