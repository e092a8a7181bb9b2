import { existsSync, mkdirSync } from 'node:fs';
import { verify as verifySignature } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, Ledger, LedgerTrouble, Recorded, Series } from '../../flows/ports.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { createJournal, type Journal } from './journal.ts';
import { openSigningKey, syncDirectory, type SigningKey } from './keys.ts';
import { inspectSchema, migrate } from './migrations.ts';
import { openRanges, RangeExhausted, type RangeSettings, type RangeState, type Ranges } from './ranges.ts';
import { genesis, recordHash } from './record.ts';
import { Refused, troubleOfFault, type LedgerRefusal } from './refusal.ts';
import { lockFile, openSqlite, StoreError, type OpenStore, type Store } from './store.ts';

/** Names inside the data directory. */
export const ledgerFiles = { database: 'ledger.db', key: 'ledger', publicKey: 'ledger.pub', lock: 'ledger.lock' } as const;

/** How many of the newest records are checked at start: enough for what a power cut may have hurt, and the same time at any age. */
const CHECKED_AT_START = 16;

/**
 * A terminal whose disk was full sells nothing, and so would never write again and never learn that there is room: asked
 * for its trouble, the ledger tries the disk, not more often than this.
 */
const TRY_AGAIN_MS = 5_000;

export interface LedgerOptions {
  /** Made when it does not exist. Holds the database, its lock and its key pair. */
  readonly directory: string;
  readonly clock: Clock;
  readonly ranges: RangeSettings;
  /** Another SQLite, or one that fails on purpose. */
  readonly openStore?: OpenStore;
}

export interface OpenLedger extends Ledger {
  /** The same journal, written on the training chain: takes its serials from counters of its own. */
  readonly training: Ledger;
  /** Position and hash (hexadecimal) of the newest record. */
  head(): { readonly seq: number; readonly hash: string };
  ranges(): readonly RangeState[];
  /** Tries a durable write that adds no fact, now; `trouble()` does so by itself from time to time. */
  probe(): LedgerTrouble | null;
  /** PEM of the key that anyone may verify the journal with. */
  readonly publicKey: string;
  close(): void;
}

/**
 * Opens the ledger of a directory, or makes it. Refuses what it could not stand behind: a corrupt or newer database, a
 * key that is missing, exposed or another's, a directory already in use. The refusal's message is for a technician.
 */
export function openLedger(options: LedgerOptions): Result<OpenLedger, LedgerRefusal> {
  const { directory, openStore = openSqlite } = options;
  const file = join(directory, ledgerFiles.database);
  const undo: (() => void)[] = [];
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    // Two terminals on one journal would fork its chain.
    const lock = lockFile(join(directory, ledgerFiles.lock));
    if (!lock) throw new Refused('in-use', directory, `${directory} is in use by another Moulin. Stop that one, or give another directory with --data.`);
    undo.push(() => lock.release());
    const store = openStore(file, { readOnly: false });
    undo.push(() => store.close());
    const { empty } = inspectSchema(store, file);
    if (empty) refuseSecondBeginning(directory, file);
    migrate(store, file);
    if (empty) syncDirectory(directory);
    refuseReadOnly(store);
    // The key comes after the tables: a key without a journal then always means that a journal was lost.
    const key = openSigningKey(directory, ledgerFiles.key, !hasRecords(store));
    const journal = createJournal(store, key);
    checkTail(store, key, file);
    checkOpenSales(journal, file);
    const ranges = openRanges(store, options.ranges, file);
    return ok(compose({ store, journal, ranges, key, clock: options.clock, close: () => closeAll(undo) }));
  } catch (error) {
    closeAll(undo);
    return err(refusalOf(error, file));
  }
}

function closeAll(undo: readonly (() => void)[]): void {
  for (const step of undo.toReversed()) step();
}

/**
 * A database that vanished is not a first start: begun anew, the journal would forget its open sales and give its numbers
 * a second time (VAL-4). The key beside it tells the two apart. @throws Refused
 */
function refuseSecondBeginning(directory: string, file: string): void {
  const left = [`${ledgerFiles.key}.key`, ledgerFiles.publicKey].find((name) => existsSync(join(directory, name)));
  if (left === undefined) return;
  throw new Refused(
    'not-a-ledger',
    file,
    `${file} is missing or empty, but ${left} shows that a journal was kept here; a new one would give its numbers a second time. Put the directory back from its last good copy, or give an empty one with --data and numbers newly allotted.`,
  );
}

const TOUCH = 'INSERT INTO probe (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at';

/**
 * SQLite opens a file that it may not write for reading only, says nothing, and never looks again: such a ledger would
 * refuse every record until the next start, and nobody would have been told why. A full disk is another matter: `trouble`
 * tries that again. @throws StoreError
 */
function refuseReadOnly(store: Store): void {
  try {
    store.transaction(() => store.prepare(TOUCH).run(0));
  } catch (error) {
    if (!(error instanceof StoreError) || error.fault === 'read-only') throw error;
  }
}

function hasRecords(store: Store): boolean {
  return store.prepare('SELECT seq FROM journal LIMIT 1').get() !== undefined;
}

/** The newest records must be whole and signed by this key. @throws Refused */
function checkTail(store: Store, key: SigningKey, file: string): void {
  const newest = store.prepare('SELECT seq, at, CAST(fact AS BLOB) AS fact, hash, signature FROM journal ORDER BY seq DESC LIMIT ?', { wholeIntegers: true });
  const rows = newest.all(BigInt(CHECKED_AT_START + 1)).toReversed();
  let previous: Uint8Array | null = null;
  for (const row of rows) {
    const seq = row['seq'] as bigint;
    const stored = row['hash'] as Uint8Array;
    if (seq === 1n) previous = genesis(key.publicKey);
    if (!verifySignature(null, stored, key.publicKey, row['signature'] as Uint8Array)) {
      throw new Refused('key-mismatch', file, `Record ${seq} of ${file} was not signed by ${ledgerFiles.key}.key. Put back the key that belongs to this journal, then run: npm run ledger -- verify`);
    }
    if (previous && Buffer.compare(recordHash(previous, seq, row['at'] as bigint, row['fact'] as Uint8Array), stored) !== 0) {
      throw new Refused('corrupt', file, `Record ${seq} of ${file} does not fit the chain. Run: npm run ledger -- verify; then restore the directory from its last good copy.`);
    }
    previous = stored;
  }
}

/** Recovery must be able to read every open sale: nothing may be forgotten in silence. @throws Refused */
function checkOpenSales(journal: Journal, file: string): void {
  try {
    journal.openSales();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new Refused('corrupt', file, `An open sale in ${file} cannot be read. Run: npm run ledger -- verify; then restore the directory from its last good copy.`);
  }
}

function refusalOf(error: unknown, file: string): LedgerRefusal {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof StoreError) {
    const refuse = (kind: LedgerRefusal['kind'], message: string): LedgerRefusal => ({ kind, file, message });
    switch (error.fault) {
      case 'full':
        return refuse('full', `The disk of ${file} is full. Free some space, then start Moulin again; nothing recorded is lost.`);
      case 'read-only':
        return refuse('unwritable', `${file} cannot be written (${error.message}). Give the terminal's user the right to write there, or mount the disk for writing.`);
      case 'busy':
        return refuse('in-use', `${file} is locked by another program. Stop it and start again.`);
      case 'corrupt':
      case 'not-a-database':
      case 'io':
        return refuse('corrupt', `${file} is damaged (${error.message}). Keep it for the auditor, and restore the directory from its last good copy.`);
      case 'rejected':
      case 'unexpected':
        throw error;
    }
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return { kind: code === 'ENOSPC' ? 'full' : 'unwritable', file, message: `${file} cannot be opened (${message}). Check that the data directory exists and may be written.` };
}

interface Parts {
  readonly store: Store;
  readonly journal: Journal;
  readonly ranges: Ranges;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly close: () => void;
}

function compose({ store, journal, ranges, key, clock, close }: Parts): OpenLedger {
  const touch = store.prepare(TOUCH);
  let closed = false;
  let trouble: LedgerTrouble | null = null;
  let triedAt = 0;

  function write<T>(work: () => T): Result<T, LedgerTrouble> {
    if (closed) return err('closed');
    try {
      const value = store.transaction(work);
      trouble = null;
      return ok(value);
    } catch (error) {
      journal.forgetHead();
      // One series at its end is not the ledger in trouble: it still takes every other record.
      if (error instanceof RangeExhausted) return err('range-exhausted');
      const known = error instanceof StoreError ? troubleOfFault(error.fault) : null;
      if (known === null) throw error;
      trouble = known;
      triedAt = clock.now();
      return err(known);
    }
  }

  function probe(): LedgerTrouble | null {
    write(() => touch.run(Math.trunc(clock.now())));
    return closed ? 'closed' : trouble;
  }

  return {
    training: refusingLedger('closed'),
    record: (fact) => write(() => journal.append(fact, clock.now())),
    issue: (series, make) =>
      write(() => {
        const serials = Object.fromEntries(series.map((one) => [one, ranges.take(one)])) as Record<(typeof series)[number], number>;
        return journal.append(make(serials), clock.now());
      }),
    recordAll: (facts) => write(() => facts.map((fact) => journal.append(fact, clock.now()))),
    openIncidents: () => [],
    left: () => null,
    openSales: () => journal.openSales(),
    factsOf: (item) => (closed ? [] : journal.factsOf(item)),
    factsOfSale: (sale) => (closed ? [] : journal.factsOfSale(sale)),
    remaining: (series) => ranges.states().find((range) => range.series === series)?.remaining ?? 0,
    trouble() {
      if (closed) return 'closed';
      // A clock set back must not silence the question for ever.
      return trouble !== null && Math.abs(clock.now() - triedAt) >= TRY_AGAIN_MS ? probe() : trouble;
    },
    head: () => ({ seq: journal.head().seq, hash: Buffer.from(journal.head().hash).toString('hex') }),
    ranges: () => ranges.states(),
    probe,
    publicKey: key.publicPem,
    close() {
      if (closed) return;
      closed = true;
      close();
    },
  };
}

/** Stands in when the ledger was refused: the terminal runs, sells nothing, and says why. */
export function refusingLedger(trouble: LedgerTrouble): Ledger {
  return {
    record: () => err(trouble),
    recordAll: () => err(trouble),
    openIncidents: () => [],
    left: () => null,
    issue: () => err(trouble),
    openSales: () => [],
    factsOf: () => [],
    factsOfSale: () => [],
    remaining: () => 0,
    trouble: () => trouble,
  };
}

export type { Ledger, Recorded, Series };
