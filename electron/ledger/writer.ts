import type { FactType } from '../../flows/facts.ts';
import type { Clock, EpochMs, LedgerTrouble } from '../../flows/ports.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { isImplausible, isTooEarly, wentBack } from './clock.ts';
import { isDue, watchSpace } from './disk.ts';
import type { Journal } from './journal.ts';
import { RangeExhausted } from './ranges.ts';
import { UnreadableRecord } from './record.ts';
import { troubleOfFault } from './refusal.ts';
import { StoreError, type Store } from './store.ts';

/**
 * The one door through which anything is recorded. Before a record of a later fiscal day the open day, and with it the month
 * and the year when they are over too, is closed in the same transaction (FIS-6): no closure can be missing, doubled or
 * overdue, for nothing can be sold past one; also after three days without power.
 */
export interface Writer {
  /**
   * `work` records at the instant it is given; all of it is durable when this returns, or nothing.
   * @param first what it records first: who tells that the clock changed is not told so.
   */
  write<T>(work: (at: EpochMs) => T, first?: FactType): Result<T, LedgerTrouble>;
  /** Closes what is over. How many periods that was. */
  closeDue(): Result<number, LedgerTrouble>;
  /** A technician says that the clock is right, though the journal cannot believe it. Records it; false when nobody doubted it. */
  acceptClock(): Result<boolean, LedgerTrouble>;
  trouble(): LedgerTrouble | null;
  /**
   * Reads what was recorded; `nothing` when the ledger is closed, or cannot be read. A damaged page or record is not mended by
   * the next write: nothing new begins until the ledger is opened again, and its journal says why.
   */
  read<T>(work: () => T, nothing: T): T;
  /** Tries a durable write that adds no fact, now. */
  probe(): LedgerTrouble | null;
  readonly isClosed: () => boolean;
  close(): void;
}

export interface WriterParts {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  /** What is left on the disk; null when nobody can say. */
  readonly freeBytes: () => number | null;
}

/** One row that is written over. */
export const TOUCH = 'INSERT INTO probe (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at';

/** As long as the fact allows. */
const DETAIL_LENGTH = 120;

/** What a failed read or write means; null for a mistake of ours, which is thrown on. */
function troubleOf(error: unknown): LedgerTrouble | null {
  if (error instanceof UnreadableRecord) return 'corrupt';
  return error instanceof StoreError ? troubleOfFault(error.fault) : null;
}

/** What no later write mends, unlike a full disk or a loose cable. */
function isDamage(error: unknown): boolean {
  return error instanceof UnreadableRecord || (error instanceof StoreError && (error.fault === 'corrupt' || error.fault === 'not-a-database'));
}

export function createWriter({ store, journal, clock, freeBytes }: WriterParts): Writer {
  const touch = store.prepare(TOUCH);
  let closed = false;
  /** Why the last write failed, and when; null when it went well. */
  let failure: { readonly trouble: LedgerTrouble; readonly at: EpochMs } | null = null;
  let last = journal.head().at;
  let damaged = false;
  /** With the clock of the last record before this start. While the terminal runs, clock-watch.ts tells every jump: one event each. */
  let compared = false;
  const isShortOfSpace = watchSpace(freeBytes);

  function guarded<T>(work: () => T): Result<T, LedgerTrouble> {
    try {
      return ok(work());
    } catch (error) {
      journal.forget();
      // One series at its end is not the ledger in trouble: it still takes every other record.
      if (error instanceof RangeExhausted) return err('range-exhausted');
      return err(told(error));
    }
  }

  /** @throws what is a mistake of ours. */
  function told(error: unknown): LedgerTrouble {
    const trouble = troubleOf(error);
    if (trouble === null) throw error;
    failure = { trouble, at: clock.now() };
    if (isDamage(error) && !damaged) {
      damaged = true;
      write((at) => journal.append({ type: 'integrity.failed', what: 'journal', detail: (error as Error).message.slice(0, DETAIL_LENGTH) }, at));
    }
    return trouble;
  }

  function attempt<T>(work: () => T): Result<T, LedgerTrouble> {
    if (closed) return err('closed');
    return guarded(() => {
      const value = store.transaction(work);
      failure = null;
      last = journal.head().at;
      return value;
    });
  }

  function closePeriods(now: EpochMs): number {
    const over = journal.running.over(now);
    for (const period of over) journal.append(journal.running.closing(period, journal.head().seq), now);
    return over.length;
  }

  function clockChanged(now: EpochMs): void {
    if (last !== null) journal.append({ type: 'clock.changed', from: last, to: now }, now);
  }

  function write<T>(work: (at: EpochMs) => T, first?: FactType): Result<T, LedgerTrouble> {
    const now = Math.trunc(clock.now());
    if (!closed && isImplausible(now, last)) return err('clock');
    const done = attempt(() => {
      closePeriods(now);
      if (!compared && wentBack(now, last) && first !== 'clock.changed') clockChanged(now);
      return work(now);
    });
    compared ||= done.ok;
    return done;
  }

  function read<T>(work: () => T, nothing: T): T {
    if (closed) return nothing;
    try {
      return work();
    } catch (error) {
      told(error);
      return nothing;
    }
  }

  function probe(): LedgerTrouble | null {
    const touched = attempt(() => touch.run(Math.trunc(clock.now())));
    return touched.ok ? null : touched.error;
  }

  return {
    write,
    read,
    closeDue() {
      const now = Math.trunc(clock.now());
      if (closed) return err('closed');
      if (isImplausible(now, last)) return err('clock');
      const due = guarded(() => journal.running.over(now).length);
      return due.ok && due.value > 0 ? attempt(() => closePeriods(now)) : due;
    },
    acceptClock() {
      const now = Math.trunc(clock.now());
      if (!isImplausible(now, last)) return ok(false);
      // What this program cannot have lived through is not made true by anybody's word: the clock is set first.
      if (isTooEarly(now)) return err('clock');
      return attempt(() => {
        closePeriods(now);
        clockChanged(now);
        return true;
      });
    },
    trouble() {
      if (closed) return 'closed';
      const now = clock.now();
      // A terminal whose disk was full sells nothing, and so would never write again and never learn that there is room.
      if (failure !== null && isDue(failure.at, now)) probe();
      if (failure !== null) return failure.trouble;
      if (damaged) return 'corrupt';
      if (isImplausible(now, last)) return 'clock';
      return isShortOfSpace(now) ? 'full' : null;
    },
    probe,
    isClosed: () => closed,
    close: () => void (closed = true),
  };
}
