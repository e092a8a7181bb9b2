/** A record as it lies in the database, in an export or in an archive: raw bytes, nothing believed. */
export interface RawRecord {
  readonly seq: bigint;
  readonly at: bigint;
  /** Null, as `number`: recorded before there were chains by type, form 1 of what is hashed (record.ts). */
  readonly chain: string | null;
  readonly number: bigint | null;
  readonly type: string;
  readonly sale: string | null;
  readonly fact: Uint8Array;
  readonly hash: Uint8Array;
  readonly signature: Uint8Array;
}

export type FindingKind =
  | 'missing'
  | 'fact-or-time'
  | 'hash'
  | 'signature'
  | 'forged'
  | 'chain'
  | 'repeated-columns'
  | 'unreadable'
  | 'sale'
  | 'number-twice'
  | 'copy'
  | 'deposit'
  | 'staff'
  | 'closure'
  | 'anchor'
  | 'index'
  | 'archive';

export interface Finding {
  readonly kind: FindingKind;
  /** The record it is about; for a sale, the last one of that sale. */
  readonly seq: bigint;
  readonly message: string;
}

/** A finding about one record: its message begins with the record's number. */
export function about(kind: FindingKind, seq: bigint, what: string): Finding {
  return { kind, seq, message: `Record ${seq}: ${what}` };
}
