import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import type { Fact } from '../../flows/facts.ts';

/** The terminal's books, read by the auditor's own tool and from outside, as an inspector would. */

export interface Sums {
  /** Cents, as all of them. */
  readonly paid: number;
  readonly issued?: number;
  readonly returned?: number;
  readonly incidents?: number;
}

const run = promisify(execFile);

async function ledger(data: string, ...words: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['electron/ledger/cli.ts', ...words, '--data', data]);
  return stdout;
}

const euros = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')} EUR`;

/** The journal is intact, no sale is left open, and the day's sums are exactly these: every cent is accounted for. */
export async function expectBalanced({ dataDirectory }: { readonly dataDirectory: string }, { paid, issued = 0, returned = 0, incidents = 0 }: Sums): Promise<void> {
  expect(paid, 'what the test expects must itself balance').toBe(issued + returned + incidents);
  const [verified, report] = await Promise.all([ledger(dataDirectory, 'verify'), ledger(dataDirectory, 'report')]);
  expect(verified).toContain('The journal is intact');
  expect(report).not.toContain('still open');
  expect(report).toContain(`paid ${euros(paid)} = issued ${euros(issued)} + given back ${euros(returned)} + open incidents ${euros(incidents)}`);
}

/** Whatever was done: the journal is intact, and no sale is left open. */
export async function expectIntact({ dataDirectory }: { readonly dataDirectory: string }): Promise<void> {
  const [verified, report] = await Promise.all([ledger(dataDirectory, 'verify'), ledger(dataDirectory, 'report')]);
  expect(verified).toContain('The journal is intact');
  expect(report).not.toContain('still open');
}

/** Nothing was ever sold: the journal is intact and has no sale. */
export async function expectNothingSold({ dataDirectory }: { readonly dataDirectory: string }): Promise<void> {
  const [verified, report] = await Promise.all([ledger(dataDirectory, 'verify'), ledger(dataDirectory, 'report')]);
  expect(verified).toContain('The journal is intact');
  expect(report).toContain('Nothing was sold yet');
}

/** Everything that was recorded, in order, out of an export as an auditor gets it. */
export async function factsOf({ dataDirectory }: { readonly dataDirectory: string }): Promise<readonly Fact[]> {
  const out = mkdtempSync(join(tmpdir(), 'moulin-export-'));
  try {
    await ledger(dataDirectory, 'export', '--out', out);
    const lines = readFileSync(join(out, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
    return lines.map((line) => (JSON.parse(line) as { fact: Fact }).fact);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
