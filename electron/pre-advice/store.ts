import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../devices/clock.ts';
import type { EpochMs, LedgerTrouble, PreAdvice, PreAdviceRecord } from '../../flows/ports.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { troubleOfFault } from '../ledger/refusal.ts';
import type { Log } from '../log/entries.ts';
import { openErasable, StoreError, type OpenStore, type Store } from '../ledger/store.ts';
import { preAdviceRecordSchema } from './record.ts';

/**
 * Customs data on its way to the operator's back office (GDPR-5): apart from the journal, which never forgets, in a file
 * that does. A record is deleted as soon as the back office has acknowledged it, when its label is voided, or after so many
 * days; what is deleted is gone from the file, not only from its tables.
 */

export const PRE_ADVICE_FILE = 'pre-advice.db';

/** `Moua` in the database header, so that no other program's file is taken for this one. */
const APPLICATION_ID = 0x4d6f7561;
const SCHEMA_VERSION = 1;

const OWNER_ONLY = 0o600;

const DAY_MS = 86_400_000;
/** How often old records are looked for: an hour late is nothing against days. */
export const PURGE_EVERY_MS = 3_600_000;

export interface KeptRecord {
  readonly at: EpochMs;
  readonly record: PreAdviceRecord;
}

export interface PreAdviceStore extends PreAdvice {
  /** What waits for the back office, oldest first. @throws StoreError, ZodError */
  list(): readonly KeptRecord[];
  /** Deletes what the back office has taken over; how many of the labels were here. @throws StoreError */
  acknowledge(labels: readonly string[]): number;
  /** Deletes what is older than the days allowed; how many. @throws StoreError */
  purge(keepDays: number): number;
  close(): void;
}

export interface PreAdviceOptions {
  /** Made when it does not exist. */
  readonly directory: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Another SQLite, or one that fails on purpose. */
  readonly openStore?: OpenStore;
}

/** Opens the store of a directory, or makes it. The error is a sentence for a technician, with the remedy. */
export function openPreAdvice({ directory, clock, openStore = openErasable }: PreAdviceOptions): Result<PreAdviceStore, string> {
  const file = join(directory, PRE_ADVICE_FILE);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const store = openStore(file, { readOnly: false });
    try {
      // Whatever the directory allows: names and addresses are for the terminal's own user.
      chmodSync(file, OWNER_ONLY);
      const fault = prepare(store);
      if (fault === null) return ok(compose(store, clock));
      store.close();
      return err(`${file} ${fault}`);
    } catch (error) {
      store.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof StoreError || (error as NodeJS.ErrnoException).code !== undefined) {
      return err(`${file}: customs data cannot be kept there (${(error as Error).message}). Check the disk and the right to write; without it no item with a customs declaration is sold.`);
    }
    throw error;
  }
}

/** Whether there is a store to be read, for tools that must not make one. */
export function hasPreAdvice(directory: string): boolean {
  return existsSync(join(directory, PRE_ADVICE_FILE));
}

/** Makes the table, or says why this file is not taken. */
function prepare(store: Store): string | null {
  const pragma = (name: string): number => Number(store.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  const version = pragma('user_version');
  if (version > SCHEMA_VERSION) return 'was written by a newer Moulin. Install that version again.';
  if (version > 0 && pragma('application_id') !== APPLICATION_ID) return 'is a database of another program. Move it away, or give another directory with --data.';
  if (version === 0) {
    store.transaction(() => {
      store.exec('CREATE TABLE advice (label TEXT PRIMARY KEY, at INTEGER NOT NULL, record TEXT NOT NULL) STRICT');
      store.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`);
    });
  }
  return null;
}

function compose(store: Store, clock: Pick<Clock, 'now'>): PreAdviceStore {
  const insert = store.prepare('INSERT INTO advice (label, at, record) VALUES (?, ?, ?) ON CONFLICT (label) DO UPDATE SET at = excluded.at, record = excluded.record');
  const remove = store.prepare('DELETE FROM advice WHERE label = ? RETURNING label');
  const removeOlder = store.prepare('DELETE FROM advice WHERE at < ? RETURNING label');
  const all = store.prepare('SELECT at, record FROM advice ORDER BY at, label');
  /** Withdrawn while the disk refused: tried again at the next purge. */
  const withdrawn = new Set<string>();
  let trouble: LedgerTrouble | null = null;
  let closed = false;

  return {
    keep(record) {
      if (closed) return err('closed');
      try {
        store.transaction(() => insert.run(record.label, clock.now(), JSON.stringify(record)));
        trouble = null;
        return ok(undefined);
      } catch (error) {
        trouble = troubleOf(error);
        return err(trouble);
      }
    },
    withdraw(label) {
      withdrawn.add(label);
      if (closed) return;
      try {
        store.transaction(() => remove.all(label));
        withdrawn.delete(label);
      } catch (error) {
        troubleOf(error);
      }
    },
    trouble: () => (closed ? 'closed' : trouble),
    list: () => all.all().map((row) => ({ at: Number(row['at']), record: preAdviceRecordSchema.parse(JSON.parse(String(row['record']))) })),
    acknowledge: (labels) => store.transaction(() => labels.reduce((count, label) => count + remove.all(label).length, 0)),
    purge(keepDays) {
      const count = store.transaction(() => {
        for (const label of withdrawn) remove.all(label);
        return removeOlder.all(clock.now() - keepDays * DAY_MS).length;
      });
      withdrawn.clear();
      // The disk takes changes again: the next declaration may be tried.
      trouble = null;
      return count;
    },
    close() {
      if (closed) return;
      closed = true;
      store.close();
    },
  };
}

/** @throws what is a mistake of ours. */
function troubleOf(error: unknown): LedgerTrouble {
  const trouble = error instanceof StoreError ? troubleOfFault(error.fault) : null;
  if (trouble === null) throw error;
  return trouble;
}

export interface PurgeOptions {
  readonly clock: Clock;
  readonly keepDays: number;
  /** How many were deleted, when any was: a deletion is an event of the journal (FIS-9). */
  readonly onPurged: (count: number) => void;
  readonly log: Log;
}

/** Purges now and every hour until stopped. A disk that refuses is told, and asked again an hour later. */
export function keepPurged(store: PreAdviceStore, { clock, keepDays, onPurged, log }: PurgeOptions): () => void {
  let callOff = (): void => {};
  const purge = (): void => {
    try {
      const count = store.purge(keepDays);
      if (count > 0) onPurged(count);
    } catch (error) {
      log({ event: 'pre-advice.not-purged', told: `customs data older than ${keepDays} days could not be deleted (${(error as Error).message}); it will be tried again in an hour` });
    }
    callOff = clock.after(PURGE_EVERY_MS, purge);
  };
  purge();
  return () => callOff();
}

/** Stands in when the store was refused: no item with a customs declaration is sold, the rest is. */
export function refusingPreAdvice(trouble: LedgerTrouble): PreAdvice {
  return { keep: () => err(trouble), withdraw: () => {}, trouble: () => trouble };
}
