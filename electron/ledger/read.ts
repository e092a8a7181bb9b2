import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import { ledgerFiles } from './ledger.ts';
import { inspectSchema } from './migrations.ts';
import { Refused } from './refusal.ts';
import { openImmutable, openSqlite, StoreError, type Store, type StoreRow } from './store.ts';
import type { ItemIndex, RawRecord } from './verify.ts';

export interface ReadOnlyLedger {
  readonly store: Store;
  readonly records: () => Iterable<RawRecord>;
  /** What recovery would find at the next start. */
  readonly openSales: () => ReadonlySet<string>;
  /** Null for a database that an older Moulin wrote and no newer one has opened yet. */
  readonly items: ItemIndex | null;
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

function readOver(store: Store, file: string): ReadOnlyLedger {
  try {
    const { version, empty } = inspectSchema(store, file);
    if (empty) throw new Refused('not-a-ledger', file, `${file} holds no journal.`);
    // The fact as bytes: what was signed is bytes, and a text that is not UTF-8 must not be mended while reading.
    const all = store.prepare('SELECT seq, at, type, sale, CAST(fact AS BLOB) AS fact, hash, signature FROM journal ORDER BY seq', { wholeIntegers: true });
    const open = store.prepare('SELECT sale FROM sale WHERE closed IS NULL');
    return {
      store,
      records: () => mapped(all.iterate()),
      openSales: () => new Set(open.all().map((row) => String(row['sale']))),
      items: version >= SCHEMA_WITH_ITEMS ? itemIndex(store) : null,
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** `user_version` from which there is a table of items (schema.ts). */
const SCHEMA_WITH_ITEMS = 2;

function itemIndex(store: Store): ItemIndex {
  const one = store.prepare('SELECT seq FROM item WHERE item = ? AND seq = ?', { wholeIntegers: true });
  return {
    has: (item, seq) => one.get(item, seq) !== undefined,
    count: () => Number(store.prepare('SELECT count(*) AS items FROM item').get()?.['items'] ?? 0),
  };
}

function* mapped(rows: Iterable<StoreRow>): Iterable<RawRecord> {
  for (const row of rows) {
    yield {
      seq: row['seq'] as bigint,
      at: row['at'] as bigint,
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
  type: z.string(),
  sale: z.string().nullable(),
  fact: z.record(z.string(), z.unknown()),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.base64(),
});

export const manifestSchema = z.object({
  format: z.literal('moulin-journal-1'),
  records: z.int(),
  head: z.strictObject({ seq: z.int(), hash: z.string() }),
  journal: z.strictObject({ file: z.string(), sha256: z.string(), bytes: z.int() }),
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

/** The records of an export, read without its database. @throws Refused on a line that is not a record. */
export function* readExport(directory: string): Iterable<RawRecord> {
  const file = join(directory, 'journal.jsonl');
  let number = 0;
  for (const line of linesOf(file)) {
    number += 1;
    const parsed = lineSchema.safeParse(parseLine(line));
    if (!parsed.success) throw new Refused('corrupt', file, `${file}:${number} is not a record of a journal.`);
    const { seq, at, type, sale, fact, hash, signature } = parsed.data;
    yield {
      seq: BigInt(seq),
      at: BigInt(at),
      type,
      sale,
      fact: Buffer.from(canonicalJson(fact), 'utf8'),
      hash: Buffer.from(hash, 'hex'),
      signature: Buffer.from(signature, 'base64'),
    };
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const CHUNK_BYTES = 1 << 20;

/** Line by line, since a year's journal is larger than a string can be. */
function* linesOf(file: string): Iterable<string> {
  let rest: Buffer = Buffer.alloc(0);
  for (const chunk of chunksOf(file)) {
    let from = 0;
    const bytes = Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      yield bytes.toString('utf8', from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
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
