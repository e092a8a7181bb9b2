import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import kernel from '../../assets/fiscal-kernel.json' with { type: 'json' };

/**
 * The fiscal kernel apart from the rest of the program (FIS-17): the files that decide what is recorded, how it is signed,
 * numbered, added up, closed and archived. Whoever attests the program attests a major version of these; a digest kept
 * beside the version shows that none of them has changed since.
 */
export const fiscalVersion: string = kernel.version;

export const fiscalFiles: readonly string[] = [
  'electron/ledger/archive-format.ts',
  'electron/ledger/archive-plan.ts',
  'electron/ledger/archive.ts',
  'electron/ledger/canonical.ts',
  'electron/ledger/clock.ts',
  'electron/ledger/journal.ts',
  'electron/ledger/keys.ts',
  'electron/ledger/ledger.ts',
  'electron/ledger/ranges.ts',
  'electron/ledger/record.ts',
  'electron/ledger/running.ts',
  'electron/ledger/schema.ts',
  'electron/ledger/writer.ts',
  'flows/checkout/sale.ts',
  'flows/facts.ts',
  'flows/fiscal/catalogue.ts',
  'flows/fiscal/periods.ts',
  'flows/fiscal/totals.ts',
  'flows/money.ts',
];

/** Which number moves. `same`: before a first release, or when only words in comments changed. */
export type FiscalChange = 'major' | 'minor' | 'same';

export const changeRules: Readonly<Record<FiscalChange, string>> = {
  major: 'what is hashed, signed, numbered, added up, closed or archived is another: a new attestation is needed',
  minor: 'an event or a field more, or the same done otherwise: earlier journals and archives are read and verified as before',
  same: 'nothing that runs has changed, or no version was released yet',
};

/** The files whose digest is not the one kept beside the version; new and vanished ones too. */
export function changedFiscalFiles(root: string, known: Readonly<Record<string, string>> = kernel.files): readonly string[] {
  const now = digests(root);
  return [...new Set([...fiscalFiles, ...Object.keys(known)])].filter((file) => now[file] !== known[file]);
}

/** Renews the digests, and moves the version. @returns the version from now on. */
export function renewFiscalVersion(root: string, change: FiscalChange): string {
  const [major = 0, minor = 0] = kernel.version.split('.').map(Number);
  const version = { major: `${major + 1}.0`, minor: `${major}.${minor + 1}`, same: kernel.version }[change];
  writeFileSync(join(root, 'assets/fiscal-kernel.json'), `${JSON.stringify({ version, files: digests(root) }, null, 2)}\n`);
  return version;
}

function digests(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(fiscalFiles.map((file) => [file, createHash('sha256').update(readFileSync(join(root, file))).digest('hex')]));
}
