import type { Clock } from '../devices/clock.ts';
import type { LedgerTrouble } from '../flows/ports.ts';
import { watchClock } from './clock-watch.ts';
import { keepArchived } from './ledger/archive.ts';
import type { OpenLedger } from './ledger/ledger.ts';
import type { Log } from './log/entries.ts';

/** What the terminal does by itself while it runs, whether or not a customer comes. */

/** A day is closed within a minute of its end; the ledger does it at its own door too, before the first record of the next. */
export const closeEvery = 60_000;
/** A file of the log that is an hour too old is not much older than one that is not. */
export const purgeEvery = 3_600_000;

export interface UpkeepOptions {
  readonly clock: Clock;
  /** Time that has passed, ms, whatever hand moves the clock. */
  readonly elapsed: () => number;
  readonly log: Log;
  /** Deletes log files that are too old; how many. */
  readonly purgeLog: () => number;
  /** Tells the journal that the terminal has begun; false when it took nothing, as on a disk that is still full. */
  readonly begin: () => boolean;
  /** The data directory, for the archive of each month; null where its journal can be read by nobody beside the terminal. */
  readonly archives: string | null;
}

export interface Upkeep {
  /** How often the clock was moved since the start. */
  readonly clockJumps: () => number;
  readonly stop: () => void;
}

/** Begins when the journal is open. */
export function keepUp(journal: OpenLedger, { clock, elapsed, log, purgeLog, begin, archives }: UpkeepOptions): Upkeep {
  let jumps = 0;
  let begun = false;
  let refused: LedgerTrouble | null = null;
  const close = (): void => {
    begun ||= begin();
    const closed = journal.closeDue();
    // Once for each trouble, not every minute of it.
    if (!closed.ok && closed.error !== refused) log({ event: 'record.refused', type: 'period.closed', trouble: closed.error });
    refused = closed.ok ? null : closed.error;
  };
  const purge = (): void => {
    const count = purgeLog();
    if (count === 0) return;
    journal.record({ type: 'data.purged', what: 'log', count });
    log({ event: 'data.purged', what: 'log', count });
  };
  const stops = [
    every(clock, closeEvery, close),
    every(clock, purgeEvery, purge),
    watchClock(clock, elapsed, (jump) => {
      jumps += 1;
      journal.record({ type: 'clock.changed', ...jump });
      log({ event: 'clock.changed', ...jump });
      close();
    }),
  ];
  if (archives !== null) stops.push(keepArchived(journal, { directory: archives, clock, log }));
  return { clockJumps: () => jumps, stop: () => stops.forEach((stop) => stop()) };
}

/** At once, and then again and again. */
function every(clock: Clock, milliseconds: number, work: () => void): () => void {
  let callOff = (): void => {};
  const turn = (): void => {
    work();
    callOff = clock.after(milliseconds, turn);
  };
  turn();
  return () => callOff();
}
