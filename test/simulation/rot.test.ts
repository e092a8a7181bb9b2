import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../electron/config.ts';
import { rangesOf } from '../../electron/config/numbering.ts';
import { readPublicKey } from '../../electron/ledger/keys.ts';
import { ledgerFiles, openLedger, type OpenLedger } from '../../electron/ledger/ledger.ts';
import { readOver } from '../../electron/ledger/read.ts';
import { soldParcel } from '../../electron/ledger/sample.fixture.ts';
import { damageOf } from '../../electron/ledger/soundness.ts';
import { checkTables } from '../../electron/ledger/verify-tables.ts';
import { verifyRecords } from '../../electron/ledger/verify.ts';
import { cents } from '../../flows/money.ts';
import { Chance } from './chance.ts';
import type { Disk } from './disk.ts';
import { emptyLedger } from './empty-ledger.ts';
import { writeKeys } from './keys.ts';
import { storeOn } from './sqlite.ts';
import { usualStart } from './world.ts';

/** One bit of the database turns over while the terminal is switched off: SQLite keeps no checksum of its pages. */

const { numbering } = configSchema.parse({});
const directory = mkdtempSync(join(tmpdir(), 'moulin-rot-'));
writeKeys(directory);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function open(disk: Disk): ReturnType<typeof openLedger> {
  let now = usualStart;
  return openLedger({ directory, clock: { now: () => (now += 1_000) }, ranges: rangesOf(numbering), openStore: storeOn(disk) });
}

const pageBits = 8 * 2_048;

/** Forty sales, then one that is open and one with an incident that nobody has settled. */
function used(): Disk {
  const disk = emptyLedger(numbering, new Chance(1));
  const opened = open(disk);
  if (!opened.ok) throw new Error(opened.error.message);
  const ledger = opened.value;
  for (let sale = 1; sale <= 40; sale += 1) ledger.recordAll(soldParcel(`T-${sale}`, `T-L${sale}`, `9V${sale}`));
  const owed = soldParcel('T-41', 'T-L41', '9V41');
  ledger.recordAll(owed.slice(0, 4));
  ledger.record({ type: 'label.unknown', sale: 'T-41', label: 'T-L41', reason: 'silent' });
  ledger.issue(['incident'], ({ incident }) => ({ type: 'incident.opened', sale: 'T-41', incident: `T-41-I${incident}`, amount: cents(1_129), cause: 'label-unknown' }));
  ledger.record({ type: 'sale.closed', sale: 'T-41', paid: cents(1_129), issued: cents(0), returned: cents(0), incidents: cents(1_129) });
  ledger.issue(['sale'], ({ sale }) => ({ ...(owed[0] as Extract<(typeof owed)[number], { type: 'sale.opened' }>), sale: `T-${41 + sale}` }));
  ledger.record({ type: 'payment.requested', sale: 'T-42', reference: 'T-42-P1', amount: cents(1_129) });
  ledger.close();
  return disk;
}

/** All that a start decides by. */
function seen(ledger: OpenLedger): string {
  return JSON.stringify([ledger.openSales(), ledger.openIncidents(), ledger.ranges().map(({ series, remaining }) => [series, remaining]), ledger.left('labels'), ledger.head()]);
}

type Ending = 'refused' | 'in trouble' | 'as before' | 'believed';

function start(disk: Disk, before: string): Ending {
  const opened = open(disk);
  if (!opened.ok) return 'refused';
  const ledger = opened.value;
  try {
    const now = seen(ledger);
    if (ledger.trouble() !== null) return 'in trouble';
    return now === before ? 'as before' : 'believed';
  } finally {
    ledger.close();
  }
}

/** Whether the auditor's tool, which reads everything, finds the journal as it was written. */
function verifies(disk: Disk): boolean {
  try {
    const store = storeOn(disk)(ledgerFiles.database, { readOnly: false });
    try {
      const { records, tables } = readOver(store, ledgerFiles.database);
      const { findings } = verifyRecords(records(), { publicKey: readPublicKey(join(directory, ledgerFiles.publicKey)) });
      return [...findings, ...checkTables(records(), tables), ...damageOf(store)].length === 0;
    } finally {
      store.close();
    }
  } catch {
    return false;
  }
}

function journalOf(disk: Disk): string {
  try {
    const store = storeOn(disk)(ledgerFiles.database, { readOnly: false });
    try {
      return JSON.stringify(store.prepare('SELECT seq, at, fact FROM journal ORDER BY seq').all());
    } finally {
      store.close();
    }
  } catch {
    return 'unreadable';
  }
}

/** Pages of one table or index. */
function pagesOf(disk: Disk, name: string): readonly number[] {
  const store = storeOn(disk)(ledgerFiles.database, { readOnly: false });
  const rows = store.prepare('SELECT pageno FROM dbstat WHERE name = ?').all(name);
  store.close();
  return rows.map((row) => Number(row['pageno']));
}

describe('a bit that turns over in a page of the journal', () => {
  const disk = used();
  const opened = open(disk.copy());
  if (!opened.ok) throw new Error(opened.error.message);
  const before = seen(opened.value);
  opened.value.close();
  const journal = journalOf(disk.copy());
  const chance = new Chance(5);
  const pages = pagesOf(disk.copy(), 'journal');
  const flipped = Array.from({ length: 150 }, () => (chance.pick(pages) - 1) * pageBits + chance.below(pageBits)).map((bit) => {
    const rotten = disk.copy();
    rotten.flip(ledgerFiles.database, bit);
    return { bit, rotten };
  });

  it('is refused, or changes nothing of what a start decides by', () => {
    const endings = flipped.map(({ bit, rotten }) => ({ bit, ending: start(rotten.copy(), before) }));
    expect(endings.filter(({ ending }) => ending === 'believed').map(({ bit }) => bit)).toEqual([]);
    expect(endings.some(({ ending }) => ending === 'refused')).toBe(true);
  });

  it('is found by whoever verifies, when it stands in a record', () => {
    const changed = flipped.filter(({ rotten }) => journalOf(rotten.copy()) !== journal);
    expect(changed.length).toBeGreaterThan(50);
    expect(changed.filter(({ rotten }) => verifies(rotten.copy())).map(({ bit }) => bit)).toEqual([]);
  });
});

/** Signed by nobody, and what a start finds its open sales and its next serials by (electron/ledger/soundness.ts). */
describe('what is derived from the journal', () => {
  const disk = used();
  const opened = open(disk.copy());
  if (!opened.ok) throw new Error(opened.error.message);
  const before = seen(opened.value);
  opened.value.close();

  it.each(['sale', 'sale_open', 'incident', 'incident_open', 'journal_by_sale', 'range'])('a bit that turns over in %s is refused, or changes nothing of what a start decides by', (name) => {
    const chance = new Chance(7);
    const pages = pagesOf(disk.copy(), name);
    // Rows lie at the end of their page, from where SQLite fills it.
    const bits = Array.from({ length: 40 }, () => chance.pick(pages) * pageBits - 1 - chance.below(pageBits / 4));
    const believed = bits.filter((bit) => {
      const rotten = disk.copy();
      rotten.flip(ledgerFiles.database, bit);
      return start(rotten, before) === 'believed';
    });
    expect(believed).toEqual([]);
  });
});
