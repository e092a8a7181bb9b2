import { z } from 'zod';
import type { Chain } from '../../flows/fiscal/catalogue.ts';
import { catalogue, chains } from '../../flows/fiscal/catalogue.ts';
import { fieldsOf } from '../../flows/fiscal/events.ts';
import type { FactType } from '../../flows/facts.ts';
import { description } from './export.ts';
import type { Beginning, ChainEnd } from './verify.ts';

/**
 * What an archive is (FIS-10): JSON lines, the first of which says what the rest is and what stood before it; beside it, in
 * a file of its own, an Ed25519 signature. Nothing in it depends on when it was made, so that it can be made again, byte
 * for byte, as long as the journal is kept (FIS-11).
 */

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const open = z.strictObject({ first: z.int().min(1), used: z.boolean() });

export const archiveHeaderSchema = z.strictObject({
  format: z.literal('moulin-archive-1'),
  /** As the newest start before its end called it; null when none did. */
  terminal: z.string().nullable(),
  period: z.strictObject({ from: day, to: day }),
  records: z.int().min(1),
  first: z.int().min(1),
  last: z.int().min(1),
  /** What stood before its first record: of the journal, of each chain that had begun, and of the open periods. */
  before: z.strictObject({
    hash: hex,
    chains: z.partialRecord(z.enum(Object.keys(chains) as [Chain, ...Chain[]]), z.strictObject({ number: z.int().min(1), hash: hex })),
    closures: z.strictObject({
      newest: z.int().nullable(),
      day: day.nullable(),
      perpetual: z.strictObject({ net: z.int(), absolute: z.int().min(0) }),
      periods: z.strictObject({ day: open, month: open, year: open }),
    }),
  }),
  description: z.record(z.string(), z.unknown()),
});
export type ArchiveHeader = z.infer<typeof archiveHeaderSchema>;

/** What is signed: a line that anyone can write down from the file's SHA-256 (hexadecimal), and check with any tool that knows Ed25519. */
export function signedText(sha256: string): Buffer {
  return Buffer.from(`moulin archive 1\n${sha256}\n`, 'ascii');
}

/** Beside an archive: its signature, base64. */
export const signatureFile = (archive: string): string => `${archive}.sig`;

export function beforeOf({ hash, chains: ends, closures }: Omit<Beginning, 'seq'>): ArchiveHeader['before'] {
  const written = (Object.entries(ends) as [Chain, ChainEnd][]).map(([chain, end]) => [chain, { number: Number(end.number), hash: Buffer.from(end.hash).toString('hex') }]);
  return { hash: Buffer.from(hash).toString('hex'), chains: Object.fromEntries(written) as ArchiveHeader['before']['chains'], closures };
}

export function beginningOf({ first, before }: ArchiveHeader): Beginning {
  const ends = Object.entries(before.chains).map(([chain, { number, hash }]) => [chain, { number: BigInt(number), hash: Buffer.from(hash, 'hex') }]);
  return { seq: BigInt(first) - 1n, hash: Buffer.from(before.hash, 'hex'), chains: Object.fromEntries(ends) as Beginning['chains'], closures: before.closures };
}

/** For whoever reads it in ten years without this program. */
export const archiveDescription: Readonly<Record<string, unknown>> = {
  ...description,
  signature: 'the file NAME.sig beside this one: base64 of the Ed25519 signature, by the key of the journal, of the text "moulin archive 1", a line feed, the SHA-256 of this file in hexadecimal, and a line feed',
  period: 'days of Europe/Paris, both included; the closures of its last day, and of the month and year that end with it, are its last records',
  before: 'what the first record goes on from: hash of the record before it in the journal, number and hash of the last record of each chain, the perpetual totals (cents), and where the open day, month and year begin',
  chains,
  events: Object.fromEntries((Object.keys(catalogue) as FactType[]).map((type) => [type, { ...catalogue[type], fields: fieldsOf(type) }])),
};
