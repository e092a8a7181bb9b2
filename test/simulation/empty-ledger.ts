import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../electron/config.ts';
import { rangesOf } from '../../electron/config/numbering.ts';
import { openLedger } from '../../electron/ledger/ledger.ts';
import { Chance } from './chance.ts';
import { Disk } from './disk.ts';
import { storeOn } from './sqlite.ts';

/**
 * A disk with a ledger that has its tables and no record: the terminal takes the keys that lie beside it, and a simulation
 * signs with the same ones in every run. (A key beside no ledger at all it would refuse, for then a journal was lost.)
 */
export function emptyLedger(numbering: Config['numbering'], chance: Chance): Disk {
  const key = JSON.stringify(numbering);
  if (prepared?.key !== key) prepared = { key, disk: prepare(numbering) };
  return prepared.disk.copy(chance);
}

let prepared: { readonly key: string; readonly disk: Disk } | null = null;

function prepare(numbering: Config['numbering']): Disk {
  const disk = new Disk(new Chance(0));
  const directory = mkdtempSync(join(tmpdir(), 'moulin-simulation-'));
  try {
    const ledger = openLedger({ directory, clock: { now: () => 0 }, ranges: rangesOf(numbering), openStore: storeOn(disk) });
    if (!ledger.ok) throw new Error(ledger.error.message);
    ledger.value.close();
    return disk;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
