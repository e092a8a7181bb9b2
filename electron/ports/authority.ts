import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { SoldId } from '../../flows/facts.ts';
import type { EpochMs, FrankingAuthority } from '../../flows/ports.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { openSigningKey } from '../ledger/keys.ts';
import { Refused, type LedgerRefusal } from '../ledger/refusal.ts';
import { base32, fromBase32 } from './base32.ts';

/**
 * The embedded franking authority: marks that are complete, signed and verifiable, and worth nothing. Content and right
 * of a real mark belong to the operator (house.md "What the franking mark is not"); an adapter to its service replaces
 * this file. The key is not the journal's (SEC-33).
 *
 * One text, colon between the fields:
 * `MOULIN-VOID:1:terminal:label:product:cents:grams:yyyymmdd:number:signature`
 * Capitals, digits and base32 on purpose: a Data Matrix packs them in two thirds of a byte each, and none of them is an
 * escape character of ZPL.
 */
export const MARK_PREFIX = 'MOULIN-VOID';
export const PROOF_PREFIX = 'MOULIN-PROOF';
export const DEPOSIT_PREFIX = 'MOULIN-DEPOSIT';
const VERSION = '1';
const FIELDS = 10;
const PROOF_FIELDS = 5;
const DEPOSIT_FIELDS = 6;

/** Printed beside every mark, always. */
export const VOID_LEGEND = ['SPÉCIMEN', 'SANS VALEUR'] as const;

/** Files `franking.key` and `franking.pub` of the data directory. */
export const FRANKING_KEY = 'franking';

const productCodes: Readonly<Record<SoldId, string>> = {
  lettre_verte: 'LV',
  lettre_verte_suivie: 'LVS',
  lettre_services_plus: 'LSP',
  lettre_recommandee_r1: 'LR1',
  lettre_recommandee_r2: 'LR2',
  lettre_recommandee_r3: 'LR3',
  lettre_internationale: 'LI',
  lettre_internationale_suivie: 'LIS',
  lettre_recommandee_internationale_r1: 'LRI1',
  lettre_recommandee_internationale_r2: 'LRI2',
  colissimo_france_domicile: 'CFD',
  colissimo_france_point_retrait: 'CFP',
  colissimo_om1: 'CO1',
  colissimo_om2: 'CO2',
  colissimo_eco_om1: 'CE1',
  colissimo_int_a: 'CIA',
  colissimo_int_gb: 'CIGB',
  colissimo_int_b: 'CIB',
  colissimo_int_c: 'CIC',
  supplement: 'SUP',
  article: 'ART',
};

export interface MarkContent {
  readonly terminal: string;
  readonly label: string;
  readonly product: string;
  /** Cents. */
  readonly value: number;
  readonly grams: number;
  /** Day of posting in Europe/Paris, `yyyymmdd`. */
  readonly day: string;
  readonly number: string | null;
}

export type MarkFault = 'not-a-mark' | 'unknown-version' | 'malformed' | 'forged';

const paris = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

function dayOf(at: EpochMs): string {
  return paris.format(at).replaceAll('-', '');
}

/** A colon inside a field would make two texts of one mark, or one of two. */
function field(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** What is signed for a proof can never be read as a mark, whatever text was asked for: no arbitrary signature (VAL-5). */
function sealed(text: string): Buffer {
  return Buffer.from(`moulin proof of posting\n${text}`, 'utf8');
}

export interface AuthorityKey {
  readonly privateKey: KeyObject;
}

export function createVoidAuthority(terminal: string, key: AuthorityKey): FrankingAuthority {
  const publicKey = createPublicKey(key.privateKey);
  return {
    mark({ label, product, value, grams, number, at }) {
      const code = Object.hasOwn(productCodes, product) ? productCodes[product as SoldId] : product;
      const signed = [MARK_PREFIX, VERSION, terminal, label, code, String(value), String(grams), dayOf(at), number ?? ''].map((one) => field(one)).join(':');
      const signature = sign(null, Buffer.from(signed, 'ascii'), key.privateKey);
      return { payload: `${signed}:${base32(signature)}`, legend: VOID_LEGEND };
    },
    seal: (text) => base32(sign(null, sealed(text), key.privateKey)),
    labelOf(mark) {
      const read = verifyMark(mark, publicKey);
      return read.ok ? read.value.label : null;
    },
    isSealOf(text, signature) {
      const bytes = fromBase32(signature);
      return bytes !== null && verify(null, sealed(text), publicKey, bytes);
    },
  };
}

/** The authority with its key in the data directory; both are made on first use. */
export function openVoidAuthority(directory: string, terminal: string): Result<FrankingAuthority, LedgerRefusal> {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return ok(createVoidAuthority(terminal, openSigningKey(directory, FRANKING_KEY, true)));
  } catch (error) {
    if (error instanceof Refused) return err(error.refusal);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return err({ kind: code === 'ENOSPC' ? 'full' : 'unwritable', file: directory, message: `The key of the franking marks cannot be kept in ${directory} (${message}). Check that the data directory may be written.` });
  }
}

/** Reads a mark and checks its signature; every field is covered by it. */
export function verifyMark(text: string, publicKey: KeyObject): Result<MarkContent, MarkFault> {
  const parts = text.split(':');
  if (parts[0] !== MARK_PREFIX) return err('not-a-mark');
  if (parts[1] !== VERSION) return err('unknown-version');
  const signature = fromBase32(parts.at(-1) ?? '');
  if (parts.length !== FIELDS || signature === null) return err('malformed');
  const signed = text.slice(0, text.lastIndexOf(':'));
  if (!verify(null, Buffer.from(signed, 'utf8'), publicKey, signature)) return err('forged');
  const [, , terminal = '', label = '', code = '', value = '', grams = '', day = '', number = ''] = parts.map((part) => decodeURIComponent(part));
  const product = Object.entries(productCodes).find(([, one]) => one === code)?.[0] ?? code;
  return ok({ terminal, label, product, value: Number(value), grams: Number(grams), day, number: number === '' ? null : number });
}

/** Checks the text of a proof of posting as its QR holds it: `MOULIN-PROOF:1:sale:labels:signature`. */
export function verifyProof(text: string, publicKey: KeyObject): Result<{ readonly sale: string; readonly labels: readonly string[] }, MarkFault> {
  const parts = verifySealed(text, PROOF_PREFIX, PROOF_FIELDS, publicKey);
  if (!parts.ok) return parts;
  const [, , sale = '', labels = ''] = parts.value;
  return ok({ sale: decodeURIComponent(sale), labels: labels.split(',').map((label) => decodeURIComponent(label)) });
}

/** Checks the text of a proof that an item was left: `MOULIN-DEPOSIT:1:terminal:item:seconds:signature`. */
export function verifyDeposit(text: string, publicKey: KeyObject): Result<{ readonly terminal: string; readonly item: string; readonly at: EpochMs }, MarkFault> {
  const parts = verifySealed(text, DEPOSIT_PREFIX, DEPOSIT_FIELDS, publicKey);
  if (!parts.ok) return parts;
  const [, , terminal = '', item = '', seconds = ''] = parts.value;
  return ok({ terminal: decodeURIComponent(terminal), item: decodeURIComponent(item), at: Number(seconds) * 1_000 });
}

/** The parts of a sealed text, once its seal holds. */
function verifySealed(text: string, prefix: string, fields: number, publicKey: KeyObject): Result<readonly string[], MarkFault> {
  const parts = text.split(':');
  if (parts[0] !== prefix) return err('not-a-mark');
  if (parts[1] !== VERSION) return err('unknown-version');
  const bytes = fromBase32(parts.at(-1) ?? '');
  if (parts.length !== fields || bytes === null) return err('malformed');
  return verify(null, sealed(text.slice(0, text.lastIndexOf(':'))), publicKey, bytes) ? ok(parts) : err('forged');
}
