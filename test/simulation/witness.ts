import { basename } from 'node:path';
import type { OpenStore, Store, StoreValue } from '../../electron/ledger/store.ts';
import { ledgerFiles } from '../../electron/ledger/ledger.ts';

/** One record as it was handed to the database. */
export interface WrittenRecord {
  readonly seq: number;
  readonly at: number;
  /** The fact as it was written, canonical JSON. */
  readonly text: string;
}

/** Who is told what the journal was given, and what it holds when it is opened again. */
export interface Bookkeeper {
  /** The commit returned: from here on it is promised. */
  promised(records: readonly WrittenRecord[]): void;
  /** The commit failed: it may be there all the same, after a power failure. */
  doubtful(records: readonly WrittenRecord[]): void;
  /** Opened again: everything after `confirmed` that is there, in order. */
  found(records: readonly WrittenRecord[]): void;
  /** Up to here it was found before. */
  readonly confirmed: number;
}

/** A store that tells the bookkeeper of every record, at the one place that nothing can go round. */
export function witnessed(open: OpenStore, books: Bookkeeper): OpenStore {
  return (file, options) => {
    const store = open(file, options);
    if (basename(file) !== ledgerFiles.database || options.readOnly) return store;
    try {
      if (store.prepare("SELECT name FROM sqlite_schema WHERE name = 'journal'").get() !== undefined) {
        const rows = store.prepare('SELECT seq, at, fact FROM journal WHERE seq > ? ORDER BY seq').all(books.confirmed);
        books.found(rows.map((row) => ({ seq: Number(row['seq']), at: Number(row['at']), text: String(row['fact']) })));
      }
      return watched(store, books);
    } catch (error) {
      store.close();
      throw error;
    }
  };
}

function watched(store: Store, books: Bookkeeper): Store {
  let writing: WrittenRecord[] = [];
  return {
    exec: (sql) => store.exec(sql),
    close: () => store.close(),
    prepare(sql, options) {
      const statement = store.prepare(sql, options);
      if (!sql.startsWith('INSERT INTO journal')) return statement;
      return {
        ...statement,
        run(...values) {
          statement.run(...values);
          writing.push(recordOf(values));
        },
      };
    },
    transaction(work) {
      writing = [];
      try {
        const value = store.transaction(work);
        if (writing.length > 0) books.promised(writing);
        return value;
      } catch (error) {
        if (writing.length > 0) books.doubtful(writing);
        throw error;
      }
    },
  };
}

/** Position and time are the first two numbers, the fact is the JSON. */
function recordOf(values: readonly StoreValue[]): WrittenRecord {
  const [seq, at] = values.filter((value) => typeof value === 'number' || typeof value === 'bigint').map(Number);
  const text = values.find((value) => typeof value === 'string' && value.startsWith('{'));
  if (seq === undefined || at === undefined || typeof text !== 'string') throw new Error('a record without position, time or fact');
  return { seq, at, text };
}
