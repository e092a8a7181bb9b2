import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/**
 * What the ledger needs of a database: small on purpose, so that another SQLite (better-sqlite3) could stand behind it.
 * `undefined`, booleans and dates are left out of `StoreValue` because node:sqlite refuses the first and silently stores
 * the others as something else (toolchain.md 3).
 */
export type StoreValue = null | number | bigint | string | Uint8Array;
export type StoreRow = Readonly<Record<string, StoreValue>>;

export interface StoreStatement {
  run(...parameters: StoreValue[]): void;
  get(...parameters: StoreValue[]): StoreRow | undefined;
  all(...parameters: StoreValue[]): readonly StoreRow[];
  iterate(...parameters: StoreValue[]): Iterable<StoreRow>;
}

export interface Store {
  exec(sql: string): void;
  /** `wholeIntegers` reads integers as bigint: one beyond 2^53 would throw otherwise. */
  prepare(sql: string, options?: { readonly wholeIntegers: boolean }): StoreStatement;
  /** Takes the write lock first (BEGIN IMMEDIATE); all or nothing; durable when it returns. Whatever `work` throws undoes it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

export type StoreFault = 'full' | 'read-only' | 'busy' | 'corrupt' | 'not-a-database' | 'io' | 'rejected' | 'unexpected';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly fault: StoreFault;

  constructor(fault: StoreFault, cause: Error) {
    super(cause.message, { cause });
    this.fault = fault;
  }
}

export type OpenStore = (file: string, options: { readonly readOnly: boolean }) => Store;

/** How long a write waits for another process, such as a backup, to let go of the file. */
const BUSY_TIMEOUT_MS = 2_000;

/**
 * A record touches two or three pages, and each goes to the log whole: with 2 kB pages a record takes 1.25 times as long
 * as writing and syncing its bytes alone, with SQLite's usual 4 kB 1.45 times (measured on ext4). Set before the first table.
 */
const PAGE_BYTES = 2_048;
/** About 1 MB of log: soon written over instead of growing, which saves the file system a journal entry a record. */
const CHECKPOINT_PAGES = 500;
/** How the journal is kept, also on a disk that only simulates one. */
export const writeAhead = `PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};`;

/** Primary result codes, https://www.sqlite.org/rescode.html; extended codes carry them in the low byte. */
const faults: Readonly<Record<number, StoreFault>> = {
  3: 'read-only', // SQLITE_PERM
  5: 'busy',
  6: 'busy', // SQLITE_LOCKED
  8: 'read-only',
  10: 'io',
  11: 'corrupt',
  13: 'full',
  14: 'read-only', // SQLITE_CANTOPEN
  19: 'rejected', // SQLITE_CONSTRAINT, and RAISE(ABORT) of a trigger
  26: 'not-a-database',
};

/** A damaged header can come as SQLITE_ERROR, the code of every mistake in SQL; only its words tell it apart (sqlite/src/prepare.c, sqlite3InitOne). */
export function faultOf(code: number, message: string): StoreFault {
  return faults[code % 256] ?? (message === 'unsupported file format' ? 'not-a-database' : 'unexpected');
}

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as { errcode?: unknown }).errcode;
    if (error instanceof Error && typeof code === 'number') throw new StoreError(faultOf(code, error.message), error);
    throw error;
  }
}

/**
 * Write-ahead log with `synchronous=FULL`: a commit that returned is on the disk, not in a cache. Measured in toolchain.md 3
 * (one fsync a transaction).
 * @throws StoreError
 */
export const openSqlite: OpenStore = (file, { readOnly }) =>
  translated(() => {
    const database = new DatabaseSync(file, { readOnly, timeout: BUSY_TIMEOUT_MS });
    try {
      if (!readOnly) {
        database.exec(writeAhead);
      }
      return storeOver(database);
    } catch (error) {
      database.close();
      throw error;
    }
  });

/**
 * A database from whose file a deleted row is gone: freed bytes are overwritten with noughts (secure_delete), and a
 * rollback journal, unlike a write-ahead log, leaves no earlier copy beside the file. EXTRA also syncs the directory when
 * that journal is removed (https://www.sqlite.org/pragma.html#pragma_synchronous). For few rows, written now and then.
 * @throws StoreError
 */
export const openErasable: OpenStore = (file, { readOnly }) =>
  translated(() => {
    const database = new DatabaseSync(file, { readOnly, timeout: BUSY_TIMEOUT_MS });
    try {
      if (!readOnly) database.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;');
      return storeOver(database);
    } catch (error) {
      database.close();
      throw error;
    }
  });

function storeOver(database: DatabaseSync): Store {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  return {
    exec: (sql) => translated(() => database.exec(sql)),
    prepare(sql, options) {
      const statement = translated(() => database.prepare(sql));
      if (options?.wholeIntegers) statement.setReadBigInts(true);
      return {
        run: (...parameters) => void translated(() => statement.run(...parameters)),
        get: (...parameters) => translated(() => statement.get(...parameters)),
        all: (...parameters) => translated(() => statement.all(...parameters)),
        *iterate(...parameters) {
          const rows = translated(() => statement.iterate(...parameters))[Symbol.iterator]();
          for (let next = translated(() => rows.next()); !next.done; next = translated(() => rows.next())) yield next.value;
        },
      };
    },
    transaction: (work) =>
      translated(() => {
        begin.run();
        try {
          const value = work();
          commit.run();
          return value;
        } catch (error) {
          // SQLite has already undone some failures by itself (disk full, I/O error): https://www.sqlite.org/lang_transaction.html
          if (database.isTransaction) database.exec('ROLLBACK');
          throw error;
        }
      }),
    close: () => database.close(),
  };
}

/**
 * A database on a medium that cannot be written at all, such as an auditor's copy: without the shared memory file that a
 * write-ahead log needs beside it. Only right while nobody writes, and when no log is left to be read.
 * @throws StoreError
 */
export function openImmutable(file: string): Store {
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return translated(() => storeOver(new DatabaseSync(url, { readOnly: true })));
}

/**
 * An exclusive lock on a file of its own, held until released or until the process ends, however it ends: the operating
 * system drops an SQLite lock with its process, which a pid file would outlive. Null when another holds it.
 * @throws StoreError
 */
export function lockFile(file: string): { release(): void } | null {
  const database = translated(() => new DatabaseSync(file, { timeout: 0 }));
  try {
    translated(() => database.exec('BEGIN EXCLUSIVE'));
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof StoreError && error.fault === 'busy') return null;
    throw error;
  }
}
