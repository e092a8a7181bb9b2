import { createHash, hash, type KeyObject } from 'node:crypto';
import { factSchema, type Fact } from '../../flows/facts.ts';
import type { Chain } from '../../flows/fiscal/catalogue.ts';
import type { Recorded } from '../../flows/ports.ts';
import type { StoreRow } from './store.ts';

/**
 * What a record is, in bytes: the one thing that the writer and the auditor's program share. Form 1 is what was recorded
 * before there were chains by type; such records stay what they are. Form 2 binds a record twice: to the one before it in
 * the journal, and to the one before it on its own chain (FIS-2, FIS-3).
 */

const HASH_BYTES = 32;
const INTEGER_BYTES = 8;
const FORM_2 = Buffer.from('moulin record 2\n', 'ascii');

/** "Previous hash" of the first record: binds the journal to its key, and marks the first record as first (FIS-2). */
export function genesis(publicKey: KeyObject): Uint8Array {
  return createHash('sha256').update('moulin journal 1\n').update(derOf(publicKey)).digest();
}

/** The same of a chain: no chain can be moved to another letter, or begun again unseen. */
export function chainGenesis(publicKey: KeyObject, chain: Chain): Uint8Array {
  return createHash('sha256').update('moulin chain 1\n').update(chain, 'ascii').update(derOf(publicKey)).digest();
}

function derOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

/** Form 1. SHA-256 over previous hash (32) ‖ seq (8, big endian) ‖ at (8, big endian, signed) ‖ fact (canonical JSON, UTF-8). */
export function recordHash(previous: Uint8Array, seq: bigint, at: bigint, fact: Uint8Array): Buffer {
  const message = Buffer.allocUnsafe(HASH_BYTES + 2 * INTEGER_BYTES + fact.byteLength);
  message.set(previous, 0);
  message.writeBigUInt64BE(BigInt.asUintN(64, seq), HASH_BYTES);
  message.writeBigInt64BE(BigInt.asIntN(64, at), HASH_BYTES + INTEGER_BYTES);
  message.set(fact, HASH_BYTES + 2 * INTEGER_BYTES);
  return hash('sha256', message, 'buffer');
}

export interface ChainedRecord {
  /** Hash of the record before it in the journal. */
  readonly previous: Uint8Array;
  /** Hash of the record before it on its chain, or `chainGenesis`. */
  readonly previousInChain: Uint8Array;
  readonly seq: bigint;
  readonly chain: Chain;
  /** Position on its chain, from 1, without gaps. */
  readonly number: bigint;
  readonly at: bigint;
  /** Canonical JSON, UTF-8. */
  readonly fact: Uint8Array;
}

/**
 * Form 2. SHA-256 over "moulin record 2" and a line feed ‖ previous (32) ‖ previousInChain (32) ‖ seq (8, big endian) ‖
 * chain (1, ASCII) ‖ number (8, big endian) ‖ at (8, big endian, signed) ‖ fact.
 */
export function chainedHash({ previous, previousInChain, seq, chain, number, at, fact }: ChainedRecord): Buffer {
  const integers = Buffer.allocUnsafe(3 * INTEGER_BYTES + 1);
  integers.writeBigUInt64BE(BigInt.asUintN(64, seq), 0);
  integers.write(chain, INTEGER_BYTES, 'ascii');
  integers.writeBigUInt64BE(BigInt.asUintN(64, number), INTEGER_BYTES + 1);
  integers.writeBigInt64BE(BigInt.asIntN(64, at), 2 * INTEGER_BYTES + 1);
  return hash('sha256', Buffer.concat([FORM_2, previous, previousInChain, integers, fact]), 'buffer');
}

/** What a paper shows of a signature: the 3rd, 7th, 13th and 19th character of its base64url (REC-8). */
export function extractOf(signature: Uint8Array): string {
  const text = Buffer.from(signature).toString('base64url');
  return [3, 7, 13, 19].map((at) => text[at - 1]).join('');
}

/** A row that does not hold a fact as it was recorded: somebody, or the disk, has changed it. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';

  constructor(seq: number, cause: unknown) {
    super(`record ${seq} cannot be read`, { cause });
  }
}

/** @throws UnreadableRecord */
export function readRecord(row: StoreRow): Recorded {
  const seq = Number(row['seq']);
  try {
    return { seq, at: Number(row['at']), fact: factSchema.parse(JSON.parse(String(row['fact']))), extract: extractOf(row['signature'] as Uint8Array) };
  } catch (error) {
    throw new UnreadableRecord(seq, error);
  }
}

/** The sale that a fact belongs to; null for what concerns the terminal or a session. */
export function saleOf(fact: Fact): string | null {
  return 'sale' in fact ? fact.sale : null;
}

/** What a fact says something of and may be scanned later: labels, the numbers they bear, items that were left here. */
export function itemsOf(fact: Fact): readonly string[] {
  switch (fact.type) {
    case 'label.issued':
      return fact.number === null ? [fact.label] : [fact.label, fact.number];
    case 'label.printed':
    case 'label.spoiled':
    case 'label.unknown':
    case 'label.voided':
    case 'price.reduced':
      return [fact.label];
    case 'item.deposited':
      return [fact.item];
    default:
      return [];
  }
}

/** Under which name the newest record of some kinds is looked up; null for what nobody asks for so. */
export function latestOf(fact: Fact): string | null {
  switch (fact.type) {
    case 'terminal.started':
    case 'software.changed':
      return 'version';
    case 'configuration.changed':
      return `configuration.${fact.part}`;
    case 'period.closed':
      return `closed.${fact.period}`;
    case 'clock.changed':
      return 'clock';
    case 'terminal.closed':
    case 'terminal.opened':
      return 'service';
    case 'scale.verified':
      return 'scale';
    default:
      return null;
  }
}

/** Labels that a fact takes from the roll. */
export function labelsTakenBy(fact: Fact): number {
  switch (fact.type) {
    case 'label.printed':
    case 'label.spoiled':
      // What a worker says of a label in doubt was counted when it came to be in doubt.
      return fact.by === 'staff' ? 0 : 1;
    case 'label.unknown':
      return 1;
    case 'document.printed':
      return fact.sheets ?? 0;
    default:
      return 0;
  }
}
