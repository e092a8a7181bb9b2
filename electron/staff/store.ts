import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { roleSchema, type Role } from '../../flows/assisted/acts.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { writeDurably } from '../ledger/keys.ts';
import { openSqlite, StoreError, type OpenStore, type Store, type StoreRow } from '../ledger/store.ts';
import type { Tries } from './lock-out.ts';
import type { KeptPin } from './pin.ts';

/**
 * Who works here, in a database of its own: the journal keeps what they did, and must not be able to say who could have.
 * Written by the running terminal (wrong tries) and by `npm run staff` beside it, each in its own transactions; what the one
 * writes the other reads at its next question. Badges and numbers are kept as keyed digests: the file alone names no badge.
 */

export const STAFF_FILE = 'staff.db';
export const STAFF_KEY = 'staff.key';

/** `Mous` in the database header, so that no other program's file is taken for this one. */
const APPLICATION_ID = 0x4d6f7573;
const SCHEMA_VERSION = 1;
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;
const KEY_BYTES = 32;
/** Badges that nobody has are counted too, or a lock would tell which ones somebody has; not without end. */
const MOST_TRIES = 10_000;

const schema = `
  CREATE TABLE member (
    staff TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, badge TEXT UNIQUE, number TEXT UNIQUE,
    salt BLOB NOT NULL, hash BLOB NOT NULL, revoked INTEGER NOT NULL DEFAULT 0, demonstration INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE tries (subject TEXT PRIMARY KEY, failures INTEGER NOT NULL, wait INTEGER) STRICT;
  CREATE TABLE import (serial INTEGER NOT NULL) STRICT;
`;

/** By what somebody signs in. */
export type Credential = { readonly badge: string } | { readonly number: string };

export interface Member {
  readonly staff: string;
  readonly name: string;
  readonly role: Role;
  /** Whether there is one; which, nobody can read here. */
  readonly hasBadge: boolean;
  readonly hasNumber: boolean;
  readonly pin: KeptPin;
  readonly revoked: boolean;
  readonly demonstration: boolean;
}

/** A worker as provisioned: with the badge and the number as they are. */
export interface Provision {
  readonly staff: string;
  readonly name: string;
  readonly role: Role;
  readonly badge: string | null;
  readonly number: string | null;
  readonly pin: KeptPin;
  readonly demonstration?: boolean;
}

export interface StaffStore {
  /** All or nothing. @throws StoreError */
  transaction<T>(work: () => T): T;
  /** By identifier. @throws StoreError */
  list(): readonly Member[];
  find(staff: string): Member | null;
  holderOf(credential: Credential): Member | null;
  /** Under which wrong tries are counted: the worker's where one is known, so that badge and number share three tries. */
  subjectOf(credential: Credential): string;
  /** Replaces whoever had that identifier; wrong tries are forgotten. @throws StoreError `rejected` when another has that badge or number */
  put(provision: Provision): void;
  /** Takes badge and number back, which may be another's now. */
  release(staff: string): void;
  setPin(staff: string, pin: KeptPin): void;
  revoke(staff: string): void;
  /** Gone without a trace: workers of a demonstration. */
  removeDemonstration(): void;
  tries(subject: string): Tries;
  setTries(subject: string, tries: Tries): void;
  /** Those who must wait, and will not for ever. */
  waiting(): readonly string[];
  /** Newest signed file taken over; 0 before the first. */
  serial(): number;
  setSerial(serial: number): void;
  close(): void;
}

export interface StaffStoreOptions {
  /** Made when it does not exist. */
  readonly directory: string;
  readonly openStore?: OpenStore;
}

/** The error is a sentence for a technician, with the remedy. */
export function openStaffStore({ directory, openStore = openSqlite }: StaffStoreOptions): Result<StaffStore, string> {
  const file = join(directory, STAFF_FILE);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const key = secretOf(directory);
    if (!key.ok) return key;
    const store = openStore(file, { readOnly: false });
    try {
      chmodSync(file, OWNER_ONLY);
      const fault = prepare(store);
      if (fault === null) return ok(compose(store, key.value));
      store.close();
      return err(`${file} ${fault}`);
    } catch (error) {
      store.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof StoreError || (error as NodeJS.ErrnoException).code !== undefined) {
      return err(`${file}: who works here cannot be read (${(error as Error).message}). Check the disk and the right to write; until then nobody signs in.`);
    }
    throw error;
  }
}

/** What badges and numbers are digested with; without the one it was made with, a list of staff knows no badge any more. */
function secretOf(directory: string): Result<Uint8Array, string> {
  const file = join(directory, STAFF_KEY);
  if (!existsSync(file)) {
    if (existsSync(join(directory, STAFF_FILE))) return err(`${file} is missing, and without it no badge is known. Put it back from its safe copy, or delete ${STAFF_FILE} and add the staff again.`);
    writeDurably(file, randomBytes(KEY_BYTES).toString('hex'), OWNER_ONLY);
  }
  if (process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0) return err(`${file} can be read by others. Find out who had access, then run: chmod 600 ${file}`);
  const key = readFileSync(file, 'utf8').trim();
  return /^[0-9a-f]{64}$/.test(key) ? ok(Buffer.from(key, 'hex')) : err(`${file} is damaged. Put it back from its safe copy.`);
}

/** Makes the tables, or says why this file is not taken. */
function prepare(store: Store): string | null {
  const pragma = (name: string): number => Number(store.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  const version = pragma('user_version');
  if (version > SCHEMA_VERSION) return 'was written by a newer Moulin. Install that version again.';
  if (version > 0 && pragma('application_id') !== APPLICATION_ID) return 'is a database of another program. Move it away, or give another directory with --data.';
  if (version === 0) store.transaction(() => store.exec(`${schema} PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`));
  return null;
}

function compose(store: Store, key: Uint8Array): StaffStore {
  const digest = (kind: 'badge' | 'number', value: string): string => createHmac('sha256', key).update(`${kind} ${value}`).digest('hex');
  const digestOf = (credential: Credential): string => ('badge' in credential ? digest('badge', credential.badge) : digest('number', credential.number));
  const all = store.prepare('SELECT * FROM member ORDER BY staff');
  const byStaff = store.prepare('SELECT * FROM member WHERE staff = ?');
  const byBadge = store.prepare('SELECT * FROM member WHERE badge = ?');
  const byNumber = store.prepare('SELECT * FROM member WHERE number = ?');
  const insert = store.prepare('INSERT INTO member (staff, name, role, badge, number, salt, hash, demonstration) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = store.prepare('DELETE FROM member WHERE staff = ?');
  const release = store.prepare('UPDATE member SET badge = NULL, number = NULL WHERE staff = ?');
  const setPin = store.prepare('UPDATE member SET salt = ?, hash = ? WHERE staff = ?');
  const revoke = store.prepare('UPDATE member SET revoked = 1 WHERE staff = ?');
  const removeDemonstration = store.prepare('DELETE FROM member WHERE demonstration = 1');
  const tries = store.prepare('SELECT failures, wait FROM tries WHERE subject = ?');
  const setTries = store.prepare('INSERT INTO tries (subject, failures, wait) VALUES (?, ?, ?) ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, wait = excluded.wait');
  const waiting = store.prepare('SELECT subject FROM tries WHERE wait > 0');
  const trim = store.prepare(`DELETE FROM tries WHERE subject LIKE 'unknown %' AND rowid <= (SELECT max(rowid) FROM tries) - ${MOST_TRIES}`);
  const forget = store.prepare('DELETE FROM tries WHERE subject = ?');
  const serial = store.prepare('SELECT max(serial) AS serial FROM import');
  const setSerial = store.prepare('INSERT INTO import (serial) VALUES (?)');
  const holderOf = (credential: Credential): Member | null => memberOf(('badge' in credential ? byBadge : byNumber).get(digestOf(credential)));
  const subject = (staff: string): string => `staff ${staff}`;

  return {
    transaction: (work) => store.transaction(work),
    list: () => all.all().flatMap((row) => memberOf(row) ?? []),
    find: (staff) => memberOf(byStaff.get(staff)),
    holderOf,
    subjectOf(credential) {
      const member = holderOf(credential);
      return member === null ? `unknown ${digestOf(credential)}` : subject(member.staff);
    },
    put({ staff, name, role, badge, number, pin, demonstration = false }) {
      remove.run(staff);
      insert.run(staff, name, role, badge === null ? null : digest('badge', badge), number === null ? null : digest('number', number), pin.salt, pin.hash, demonstration ? 1 : 0);
      forget.run(subject(staff));
    },
    release: (staff) => release.run(staff),
    setPin(staff, pin) {
      setPin.run(pin.salt, pin.hash, staff);
      forget.run(subject(staff));
    },
    revoke: (staff) => revoke.run(staff),
    removeDemonstration: () => removeDemonstration.run(),
    tries(of) {
      const row = tries.get(of);
      return row === undefined ? { failures: 0, wait: 0 } : { failures: Number(row['failures']), wait: row['wait'] === null ? null : Number(row['wait']) };
    },
    setTries(of, { failures, wait }) {
      if (failures === 0) forget.run(of);
      else setTries.run(of, failures, wait);
      trim.run();
    },
    waiting: () => waiting.all().map((row) => String(row['subject'])),
    serial: () => Number(serial.get()?.['serial'] ?? 0),
    setSerial: (value) => setSerial.run(value),
    close: () => store.close(),
  };
}

/** Null also for one whose role this version does not know: it may do nothing. */
function memberOf(row: StoreRow | undefined): Member | null {
  const role = roleSchema.safeParse(row?.['role']);
  if (row === undefined || !role.success) return null;
  return {
    staff: String(row['staff']),
    name: String(row['name']),
    role: role.data,
    hasBadge: row['badge'] !== null,
    hasNumber: row['number'] !== null,
    pin: { salt: row['salt'] as Uint8Array, hash: row['hash'] as Uint8Array },
    revoked: row['revoked'] !== 0,
    demonstration: row['demonstration'] !== 0,
  };
}
