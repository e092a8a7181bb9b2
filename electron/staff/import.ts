import { verify, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { roleSchema, staffIdSchema } from '../../flows/assisted/acts.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { signatureFileOf } from '../tariffs/signature.ts';
import type { StaffStore } from './store.ts';

/**
 * The list of an office's staff as its operator sends it out: `staff.json`, and beside it `staff.json.sig`, the Ed25519
 * signature of its bytes in base64 (as price lists travel, VAL-16). The list is whole: who is not in it is revoked. Its
 * serial grows with each, so that an old one, signed as well, brings nobody back.
 */

/** Some thousands of people. */
const largestFile = 4 * 1024 * 1024;

const base64 = (bytes: number) =>
  z.base64().transform((text, context) => {
    const decoded = Buffer.from(text, 'base64');
    if (decoded.length !== bytes) context.addIssue(`must be ${bytes} bytes in base64`);
    return decoded;
  });

/** UID as the reader gives it: 4, 7 or 10 bytes. */
export const badgeSchema = z.string().regex(/^(?:[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/, 'a badge is 8, 14 or 20 capital hexadecimal digits, as "npm run device -- badge-reader read" tells them');
export const numberSchema = z.string().regex(/^\d{4,12}$/, 'a number is 4 to 12 digits');
/** As the bar names the helper. */
export const nameSchema = z.string().regex(/^[\p{L}][\p{L}\p{M} '’.-]{0,29}$/u, "a first name is 1 to 30 letters, with spaces, hyphens and apostrophes");

const entrySchema = z
  .strictObject({
    staff: staffIdSchema,
    name: nameSchema,
    role: roleSchema,
    badge: badgeSchema.nullable().default(null),
    number: numberSchema.nullable().default(null),
    /** As `npm run staff -- hash` makes it: no PIN travels. */
    pin: z.strictObject({ salt: base64(16), hash: base64(32) }),
  })
  .refine(({ badge, number }) => badge !== null || number !== null, 'has neither badge nor number, and could never sign in');

const listSchema = z
  .strictObject({ serial: z.int().min(1), staff: z.array(entrySchema).min(1).max(5_000) })
  .superRefine(({ staff }, context) => {
    for (const key of ['staff', 'badge', 'number'] as const) {
      const given = staff.map((one) => one[key]).filter((value) => value !== null);
      if (new Set(given).size < given.length) context.addIssue(`two workers have the same ${key}`);
    }
  });

export interface Imported {
  readonly serial: number;
  readonly staff: number;
  readonly revoked: readonly string[];
}

/** Whole or not at all; the error is a sentence with the remedy. @throws StoreError */
export function importStaff(store: StaffStore, file: string, key: KeyObject): Result<Imported, string> {
  const bytes = signedBytes(file, key);
  if (!bytes.ok) return bytes;
  const list = listOf(file, bytes.value);
  if (!list.ok) return list;
  const { serial, staff } = list.value;
  return store.transaction(() => {
    const before = store.serial();
    if (serial <= before) return err(`${file} has serial ${serial}, and ${before} was taken over already: ask the operator for the newest list.`);
    const kept = new Set(staff.map((one) => one.staff));
    const gone = store.list().filter((member) => !kept.has(member.staff) && !member.revoked).map((member) => member.staff);
    for (const one of store.list()) store.release(one.staff);
    for (const one of staff) store.put(one);
    for (const one of gone) store.revoke(one);
    store.setSerial(serial);
    return ok({ serial, staff: staff.length, revoked: gone });
  });
}

function signedBytes(file: string, key: KeyObject): Result<Buffer, string> {
  let bytes: Buffer;
  let text: string;
  try {
    bytes = readFileSync(file);
    text = readFileSync(signatureFileOf(file), 'utf8').trim();
  } catch (error) {
    return err(`${(error as Error).message}: a list of staff is two files, FILE and FILE.sig.`);
  }
  if (bytes.length > largestFile) return err(`${file} is larger than any list of staff.`);
  const signature = Buffer.from(text, 'base64');
  // Node takes anything for base64 and drops what is not: only what comes back unchanged was.
  if (signature.toString('base64') === text && verify(null, bytes, key, signature)) return ok(bytes);
  return err(`${signatureFileOf(file)} is not the signature of this file by the key of terminal.json: nothing was taken over.`);
}

function listOf(file: string, bytes: Buffer): Result<z.output<typeof listSchema>, string> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return err(`${file} is not JSON (${(error as Error).message}): nothing was taken over.`);
  }
  const parsed = listSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return err(`${file}, ${issue?.path.join('.') || 'as a whole'}: ${issue?.message ?? 'wrong'}. Nothing was taken over.`);
}

