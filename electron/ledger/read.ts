import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import { ledgerFiles } from './ledger.ts';
import { inspectSchema } from './migrations.ts';
import { Refused } from './refusal.ts';
import { openImmutable, openSqlite, StoreError, type Store, type StoreRow } from './store.ts';
import type { RawRecord } from './evidence.ts';
import type { DerivedTables, Interval, ItemIndex } from './verify-tables.ts';

export interface ReadOnlyLedger {
  readonly store: Store;
  /** All, or those from one position to another. */
  readonly records: (range?: { readonly first: number; readonly last: number }) => Iterable<RawRecord>;
  readonly tables: DerivedTables;
  /** False for a database that an older Moulin wrote and no newer one has opened yet: it has no closures. */
  readonly chained: boolean;
}

/** A data directory opened for reading beside a running terminal, which goes on writing. @throws Refused, StoreError */
export function openForReading(directory: string): ReadOnlyLedger {
  const file = join(directory, ledgerFiles.database);
  if (!existsSync(file)) throw new Refused('not-a-ledger', file, `There is no ledger in ${directory}: give the terminal's data directory with --data DIR.`);
  try {
    return readOver(openSqlite(file, { readOnly: true }), file);
  } catch (error) {
    if (!(error instanceof StoreError) || error.fault !== 'read-only') throw error;
    const log = `${file}-wal`;
    if (existsSync(log) && statSync(log).size > 0) {
      throw new Refused('unwritable', file, `${file} has records in its log and lies where nothing can be written: copy the whole directory to a place that can be written, and give that with --data DIR.`);
    }
    return readOver(openImmutable(file), file);
  }
}

/** Over a store that is open already, such as a copy on a disk of a simulation. @throws Refused, StoreError */
export function readOver(store: Store, file: string): ReadOnlyLedger {
  try {
    const { version, empty } = inspectSchema(store, file);
    if (empty) throw new Refused('not-a-ledger', file, `${file} holds no journal.`);
    const chained = version >= SCHEMA_WITH_CHAINS;
    // The fact as bytes: what was signed is bytes, and a text that is not UTF-8 must not be mended while reading.
    const columns = `seq, at, type, sale, CAST(fact AS BLOB) AS fact, hash, signature, ${chained ? 'chain, number' : 'NULL AS chain, NULL AS number'}`;
    const all = store.prepare(`SELECT ${columns} FROM journal ORDER BY seq`, { wholeIntegers: true });
    const some = store.prepare(`SELECT ${columns} FROM journal WHERE seq BETWEEN ? AND ? ORDER BY seq`, { wholeIntegers: true });
    return {
      store,
      records: (range) => mapped(range === undefined ? all.iterate() : some.iterate(BigInt(range.first), BigInt(range.last))),
      tables: derivedTables(store, version),
      chained,
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** `user_version` from which there is a table of items, and from which there are chains, closures and the tables of both sides (schema.ts). */
const SCHEMA_WITH_ITEMS = 2;
const SCHEMA_WITH_CHAINS = 3;

function derivedTables(store: Store, version: number): DerivedTables {
  const chained = version >= SCHEMA_WITH_CHAINS;
  return {
    service: {
      sales: intervals(store, 'SELECT sale AS name, opened AS begun, closed AS ended FROM sale'),
      incidents: chained ? intervals(store, 'SELECT incident AS name, opened AS begun, settled AS ended FROM incident') : null,
      items: version >= SCHEMA_WITH_ITEMS ? itemIndex(store, 'item') : null,
    },
    training: chained
      ? {
          sales: intervals(store, 'SELECT sale AS name, opened AS begun, closed AS ended FROM training_sale'),
          incidents: intervals(store, 'SELECT incident AS name, opened AS begun, settled AS ended FROM training_incident'),
          items: itemIndex(store, 'training_item'),
        }
      : null,
    roll() {
      const row = chained ? store.prepare("SELECT remaining FROM roll WHERE roll = 'labels'").get() : undefined;
      return row ? Number(row['remaining']) : null;
    },
  };
}

function intervals(store: Store, query: string): () => Iterable<Interval> {
  const all = store.prepare(query);
  return function* () {
    for (const { name, begun, ended } of all.iterate()) yield { name: String(name), begun: Number(begun), ended: ended === null ? null : Number(ended) };
  };
}

function itemIndex(store: Store, table: 'item' | 'training_item'): ItemIndex {
  const one = store.prepare(`SELECT seq FROM ${table} WHERE item = ? AND seq = ?`, { wholeIntegers: true });
  return {
    has: (item, seq) => one.get(item, seq) !== undefined,
    count: () => Number(store.prepare(`SELECT count(*) AS items FROM ${table}`).get()?.['items'] ?? 0),
  };
}

function* mapped(rows: Iterable<StoreRow>): Iterable<RawRecord> {
  for (const row of rows) {
    yield {
      seq: row['seq'] as bigint,
      at: row['at'] as bigint,
      chain: row['chain'] === null ? null : String(row['chain']),
      number: row['number'] as bigint | null,
      type: String(row['type']),
      sale: row['sale'] === null ? null : String(row['sale']),
      fact: row['fact'] as Uint8Array,
      hash: row['hash'] as Uint8Array,
      signature: row['signature'] as Uint8Array,
    };
  }
}

/** What a line of `journal.jsonl` holds (export.ts writes them). */
const lineSchema = z.strictObject({
  seq: z.int(),
  at: z.int(),
  /** Absent in exports of an older Moulin, which had no chains. */
  chain: z.string().nullable().default(null),
  number: z.int().nullable().default(null),
  type: z.string(),
  sale: z.string().nullable(),
  fact: z.record(z.string(), z.unknown()),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.base64(),
});

const manifestSchema = z.object({
  format: z.literal('moulin-journal-1'),
  records: z.int(),
  head: z.strictObject({ seq: z.int(), hash: z.string() }),
  journal: z.strictObject({ file: z.string(), sha256: z.string(), bytes: z.int() }),
  /** Absent in exports of an older Moulin. */
  tables: z.array(z.strictObject({ file: z.string(), sha256: z.string() })).default([]),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** @throws Refused */
export function readManifest(file: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Refused('not-a-ledger', file, `${file} is not the manifest of an export (${(error as Error).message.split('\n')[0]}).`);
  }
}

/** The record that a line of an export or of an archive holds; null when it holds none. */
export function readLine(line: string): RawRecord | null {
  try {
    return recordOf(lineSchema.parse(JSON.parse(line)));
  } catch {
    // Not JSON, not a record, or a fact with a number or a depth that no fact of ours has.
    return null;
  }
}

/** The records of an export, read without its database. @throws Refused on a line that is not a record. */
export function* readExport(directory: string): Iterable<RawRecord> {
  const file = join(directory, 'journal.jsonl');
  let number = 0;
  for (const line of linesOf(file)) {
    number += 1;
    const record = readLine(line);
    if (record === null) throw new Refused('corrupt', file, `${file}:${number} is not a record of a journal.`);
    yield record;
  }
}

function recordOf({ seq, at, chain, number, type, sale, fact, hash, signature }: z.output<typeof lineSchema>): RawRecord {
  return {
    seq: BigInt(seq),
    at: BigInt(at),
    chain,
    number: number === null ? null : BigInt(number),
    type,
    sale,
    fact: Buffer.from(canonicalJson(fact), 'utf8'),
    hash: Buffer.from(hash, 'hex'),
    signature: Buffer.from(signature, 'base64'),
  };
}

export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const CHUNK_BYTES = 1 << 20;

/** A record has some hundred bytes, the first line of an archive some ten thousand. */
const LONGEST_LINE_BYTES = 1 << 24;

/**
 * Line by line, since a year's journal is larger than a string can be. A line that no program of ours wrote may be too: it
 * ends the reading as an empty one, which no record is.
 */
export function* linesOf(file: string): Iterable<string> {
  let rest: Buffer = Buffer.alloc(0);
  for (const chunk of chunksOf(file)) {
    let from = 0;
    const bytes = Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      yield bytes.toString('utf8', from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.byteLength > LONGEST_LINE_BYTES) {
      yield '';
      return;
    }
  }
  if (rest.byteLength > 0) yield rest.toString('utf8');
}

const LINE_FEED = 0x0a;

function* chunksOf(file: string): Iterable<Buffer> {
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const length = readSync(descriptor, chunk);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

export function sha256OfFile(file: string): string {
  const digest = createHash('sha256');
  for (const chunk of chunksOf(file)) digest.update(chunk);
  return digest.digest('hex');
}
