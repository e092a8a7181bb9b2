import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readClosures } from './closures.ts';
import { csv } from './csv.ts';
import { ledgerFiles } from './ledger.ts';
import { syncDirectory, writeDurably } from './keys.ts';
import { openForReading, type Manifest } from './read.ts';
import { Refused } from './refusal.ts';
import type { Store } from './store.ts';
import { closureColumns, closureRow, ticketColumns, ticketRows } from './tables.ts';
import type { RawRecord } from './evidence.ts';

/**
 * An export for an auditor: open formats, nothing of ours needed to read it (FIS-12). The manifest says what every field
 * is and how a record is checked; kept elsewhere, its head proves later that no record was cut off or replaced.
 */

const READABLE_BY_ALL = 0o644;

export const description = {
  encoding: 'UTF-8, one JSON object a line, in order of record',
  fields: {
    seq: 'position in the journal, from 1, without gaps',
    at: 'time of record, milliseconds since 1970-01-01T00:00:00Z',
    chain: 'chain by type of record: T tickets, P payments, G closures, L events, C copies, A archives, X training; null in records before there were chains',
    number: 'position on its chain, from 1, without gaps; null with it',
    type: 'kind of fact; repeats fact.type',
    sale: 'sale that the fact belongs to, or null; repeats fact.sale',
    fact: 'what was recorded; amounts in euro cents, weights in grams',
    hash: 'SHA-256, hexadecimal, over: the text "moulin record 2" with a line feed, previous hash (32 bytes), previous hash of the same chain (32 bytes), seq (8 bytes, big endian), chain (1 byte, ASCII), number (8 bytes, big endian), at (8 bytes, big endian, signed), fact (as it stands here: keys sorted, no white space, UTF-8)',
    hashBeforeChains: 'of records whose chain is null, SHA-256 over: previous hash (32 bytes), seq (8 bytes, big endian), at (8 bytes, big endian, signed), fact',
    signature: 'Ed25519 signature of the 32 bytes of hash, base64',
  },
  firstPreviousHash: 'SHA-256 over the text "moulin journal 1" with a line feed, then the public key as DER SubjectPublicKeyInfo',
  firstPreviousHashOfAChain: 'SHA-256 over the text "moulin chain 1" with a line feed, the letter of the chain, then the public key as DER SubjectPublicKeyInfo',
} as const;

/**
 * Writes `journal.jsonl`, `closures.csv`, `tickets.csv`, `ledger.pub` and `manifest.json` into a directory that must not hold an export yet.
 * @throws Refused, StoreError, and the file system's own errors
 */
export function exportJournal(dataDirectory: string, out: string): Manifest {
  const target = { journal: join(out, 'journal.jsonl'), key: join(out, ledgerFiles.publicKey), manifest: join(out, 'manifest.json') };
  for (const file of Object.values(target)) {
    if (existsSync(file)) throw new Refused('unwritable', file, `${file} is there already: give an empty directory with --out, an export is never overwritten.`);
  }
  const { store, records, chained } = openForReading(dataDirectory);
  try {
    // One transaction: what a running terminal records meanwhile is in all files, or in none.
    store.exec('BEGIN');
    mkdirSync(out, { recursive: true });
    const written = writeLines(target.journal, records());
    copyFileSync(join(dataDirectory, ledgerFiles.publicKey), target.key);
    const manifest = {
      format: 'moulin-journal-1' as const,
      records: written.records,
      head: written.head,
      journal: { file: 'journal.jsonl', sha256: written.sha256, bytes: written.bytes },
      tables: chained ? writeTables(out, store, records()) : [],
      description,
    };
    writeDurably(target.manifest, `${JSON.stringify(manifest, null, 2)}\n`, READABLE_BY_ALL);
    syncDirectory(out);
    return manifest;
  } finally {
    store.close();
  }
}

/** Closures and tickets once more, as tables. */
function writeTables(out: string, store: Store, records: Iterable<RawRecord>): Manifest['tables'] {
  const tables = { 'closures.csv': csv(closureColumns, readClosures(store).map(closureRow)), 'tickets.csv': csv(ticketColumns, ticketRows(records)) };
  return Object.entries(tables).map(([file, text]) => {
    writeDurably(join(out, file), text, READABLE_BY_ALL);
    return { file, sha256: createHash('sha256').update(text).digest('hex') };
  });
}

function writeLines(file: string, records: Iterable<RawRecord>) {
  const digest = createHash('sha256');
  const descriptor = openSync(file, 'wx', READABLE_BY_ALL);
  let bytes = 0;
  let count = 0;
  let head = { seq: 0, hash: '' };
  try {
    for (const record of records) {
      const line = Buffer.from(`${lineOf(record)}\n`, 'utf8');
      writeSync(descriptor, line);
      digest.update(line);
      bytes += line.byteLength;
      count += 1;
      head = { seq: Number(record.seq), hash: Buffer.from(record.hash).toString('hex') };
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return { records: count, head, bytes, sha256: digest.digest('hex') };
}

/** The fact goes in as the bytes that were signed, so that an auditor can hash them without knowing how JSON is sorted. */
export function lineOf({ seq, at, chain, number, type, sale, fact, hash, signature }: RawRecord): string {
  const hex = Buffer.from(hash).toString('hex');
  const base64 = Buffer.from(signature).toString('base64');
  return `{"seq":${seq},"at":${at},"chain":${JSON.stringify(chain)},"number":${number},"type":${JSON.stringify(type)},"sale":${JSON.stringify(sale)},"fact":${Buffer.from(fact).toString('utf8')},"hash":"${hex}","signature":"${base64}"}`;
}
