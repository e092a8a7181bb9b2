import { existsSync, mkdirSync } from 'node:fs';
import { sign, verify as verifySignature } from 'node:crypto';
import { join } from 'node:path';
import type { Chain } from '../../flows/fiscal/catalogue.ts';
import type { Clock, Ledger, LedgerTrouble, Recorded, Series } from '../../flows/ports.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { openBooks, type Books } from './books.ts';
import { freeBytesOf } from './disk.ts';
import { openJournal, type Journal } from './journal.ts';
import { openSigningKey, syncDirectory, type SigningKey } from './keys.ts';
import { nothingKnown, type Known } from './latest.ts';
import type { Side } from './lookup.ts';
import { inspectSchema, migrate } from './migrations.ts';
import { openRanges, openTrainingRanges, type RangeSettings, type RangeState, type Ranges } from './ranges.ts';
import { chainedHash, chainGenesis, genesis, recordHash } from './record.ts';
import { Refused, type LedgerRefusal } from './refusal.ts';
import { checkSoundness } from './soundness.ts';
import { lockFile, openSqlite, StoreError, type OpenStore, type Store, type StoreRow } from './store.ts';
import { createWriter, TOUCH, type Writer } from './writer.ts';

/** Names inside the data directory. */
export const ledgerFiles = { database: 'ledger.db', key: 'ledger', publicKey: 'ledger.pub', lock: 'ledger.lock' } as const;

/** How many of the newest records are checked at start: enough for what a power cut may have hurt, and the same time at any age. */
const CHECKED_AT_START = 16;

export interface LedgerOptions {
  /** Made when it does not exist. Holds the database, its lock and its key pair. */
  readonly directory: string;
  readonly clock: Clock;
  /** None for a tool, which takes no number that the operator allots. */
  readonly ranges: Partial<RangeSettings>;
  /** Another SQLite, or one that fails on purpose. */
  readonly openStore?: OpenStore;
  /** What is left on the disk of the directory; null when nobody can say. Asked of the system by itself. */
  readonly freeBytes?: () => number | null;
}

export interface OpenLedger extends Ledger {
  /** The same journal, written on the training chain: takes its serials from counters of its own. */
  readonly training: Ledger;
  /**
   * Closes the day, month and year that are over: how many. Whoever records does so first; called every minute, it closes a
   * day soon after midnight without a customer.
   */
  closeDue(): Result<number, LedgerTrouble>;
  /** A technician confirms a clock that is months ahead of the last record; false when nobody doubted it. */
  acceptClock(): Result<boolean, LedgerTrouble>;
  /** What the last start recorded of program and configuration. */
  known(): Known;
  /** Ed25519, by the key of the journal. */
  sign(bytes: Uint8Array): Uint8Array;
  /** Position and hash (hexadecimal) of the newest record. */
  head(): { readonly seq: number; readonly hash: string };
  ranges(): readonly RangeState[];
  /** What is read behind the counter; `nothing` when the ledger is closed or cannot be read. */
  read<T>(work: (books: Books) => T, nothing: T): T;
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
    checkTail(store, key, file);
    const journal = openReadable(store, key, file);
    const ranges = { service: openRanges(store, options.ranges, file), training: openTrainingRanges(store, options.ranges) };
    const writer = createWriter({ store, journal, clock: options.clock, freeBytes: options.freeBytes ?? (() => freeBytesOf(directory)) });
    return ok(compose({ journal, ranges, key, writer, books: openBooks(store), close: () => closeAll(undo) }));
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
  const newest = store.prepare('SELECT seq, at, CAST(fact AS BLOB) AS fact, hash, signature, chain, number FROM journal ORDER BY seq DESC LIMIT ?', { wholeIntegers: true });
  const before = store.prepare('SELECT hash FROM journal WHERE chain = ? AND number = ?');
  const rows = newest.all(BigInt(CHECKED_AT_START + 1)).toReversed();
  let previous: Uint8Array | null = null;
  for (const row of rows) {
    const seq = row['seq'] as bigint;
    const stored = row['hash'] as Uint8Array;
    if (seq === 1n) previous = genesis(key.publicKey);
    if (!verifySignature(null, stored, key.publicKey, row['signature'] as Uint8Array)) {
      throw new Refused('key-mismatch', file, `Record ${seq} of ${file} was not signed by ${ledgerFiles.key}.key. Put back the key that belongs to this journal, then run: npm run ledger -- verify`);
    }
    if (previous && !fits(row, previous)) {
      throw new Refused('corrupt', file, `Record ${seq} of ${file} does not fit the chain. Run: npm run ledger -- verify; then restore the directory from its last good copy.`);
    }
    previous = stored;
  }

  function fits(row: StoreRow, previousHash: Uint8Array): boolean {
    const { seq, at, fact, chain, number } = row as { seq: bigint; at: bigint; fact: Uint8Array; chain: Chain | null; number: bigint | null };
    const stored = row['hash'] as Uint8Array;
    if (chain === null || number === null) return recordHash(previousHash, seq, at, fact).equals(stored);
    const previousInChain = number === 1n ? chainGenesis(key.publicKey, chain) : (before.get(chain, number - 1n)?.['hash'] as Uint8Array | undefined);
    return previousInChain !== undefined && chainedHash({ previous: previousHash, previousInChain, seq, chain, number, at, fact }).equals(stored);
  }
}

/** Recovery must be able to read every open sale and incident, and the day its totals: nothing may be forgotten in silence. @throws Refused */
function openReadable(store: Store, key: SigningKey, file: string): Journal {
  const cannotBeRead = (what: string): Refused =>
    new Refused('corrupt', file, `${what} in ${file} cannot be read. Run: npm run ledger -- verify; then restore the directory from its last good copy.`);
  const reading = <T>(what: string, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw error instanceof StoreError ? error : cannotBeRead(what);
    }
  };
  const journal = reading('The open day', () => openJournal(store, key));
  reading('An open sale', () => journal.of.service.openSales());
  reading('An open incident', () => journal.of.service.openIncidents());
  reading('The last closure', () => journal.latest.closure('day'));
  checkSoundness(store, journal, file);
  return journal;
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
  readonly journal: Journal;
  readonly ranges: Readonly<Record<Side, Ranges>>;
  readonly key: SigningKey;
  readonly writer: Writer;
  readonly books: Books;
  readonly close: () => void;
}

function compose({ journal, ranges, key, writer, books, close }: Parts): OpenLedger {
  return {
    ...sideOf('service', journal, ranges.service, writer),
    training: sideOf('training', journal, ranges.training, writer),
    closeDue: () => writer.closeDue(),
    acceptClock: () => writer.acceptClock(),
    known: () => writer.read(() => journal.latest.known(), nothingKnown),
    sign: (bytes) => sign(null, bytes, key.privateKey),
    head: () => ({ seq: journal.head().seq, hash: Buffer.from(journal.head().hash).toString('hex') }),
    ranges: () => ranges.service.states(),
    read: (work, nothing) => writer.read(() => work(books), nothing),
    probe: () => writer.probe(),
    publicKey: key.publicPem,
    close() {
      if (writer.isClosed()) return;
      writer.close();
      close();
    },
  };
}

/** The journal as one side sees it: what is sold, or what is only tried. */
function sideOf(side: Side, journal: Journal, ranges: Ranges, writer: Writer): Ledger {
  const lookup = journal.of[side];
  const factsOfSale = (sale: string): readonly Recorded[] => writer.read(() => lookup.factsOfSale(sale), []);
  return {
    record: (fact) => writer.write((at) => journal.append(fact, at, side), fact.type),
    recordAll: (facts) => writer.write((at) => facts.map((fact) => journal.append(fact, at, side)), facts[0]?.type),
    issue: (series, make) =>
      writer.write((at) => {
        const serials = Object.fromEntries(series.map((one) => [one, ranges.take(one)])) as Record<(typeof series)[number], number>;
        return journal.append(make(serials), at, side);
      }),
    openSales: () => writer.read(() => lookup.openSales(), []),
    openIncidents: () =>
      writer.read(() => lookup.salesWithIncidents(), []).map((sale) => ({
        sale,
        get facts() {
          return factsOfSale(sale);
        },
      })),
    factsOf: (item) => writer.read(() => lookup.factsOf(item), []),
    factsOfSale,
    left: () => writer.read(() => journal.roll.left(), null),
    clockChangedAt: () => writer.read(() => journal.latest.clockChangedAt(), 0),
    remaining: (series) => writer.read(() => ranges.states().find((range) => range.series === series)?.remaining ?? 0, 0),
    trouble: () => writer.trouble(),
  };
}

/** Stands in when the ledger was refused: the terminal runs, sells nothing, and says why. */
export function refusingLedger(trouble: LedgerTrouble): Ledger {
  return {
    record: () => err(trouble),
    recordAll: () => err(trouble),
    openIncidents: () => [],
    clockChangedAt: () => 0,
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
