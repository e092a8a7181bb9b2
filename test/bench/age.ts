import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { configSchema } from '../../electron/config.ts';
import { rangesOf } from '../../electron/config/numbering.ts';
import { readPublicKey } from '../../electron/ledger/keys.ts';
import { ledgerFiles, openLedger, type OpenLedger } from '../../electron/ledger/ledger.ts';
import { openForReading } from '../../electron/ledger/read.ts';
import { openSqlite, type OpenStore } from '../../electron/ledger/store.ts';
import { verifyRecords } from '../../electron/ledger/verify.ts';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import type { EpochMs } from '../../flows/ports.ts';
import { grams } from '../../flows/weight.ts';
import { alone, compared, count, median, milliseconds, type Bench, type Figure } from './figure.ts';
import { workDirectory } from './place.ts';

/** How many records a journal holds when it is looked at: the last is what a busy counter records in three years. */
const ages = [1_000, 10_000, 100_000, 1_000_000] as const;
/** Verified at this age: one signature after the other, so that the rate is the same at any. */
const verifiedAt = 10_000;
const starts = 7;
const appended = 1_500;
/** Before counting: the log's file grows to its size, the code is compiled. */
const warmUp = 300;
/** A sale each two and a half minutes: days, months and years end on the way, and are closed. */
const betweenSales = 150_000;

/** Of two ledgers alike, one old and one new: what they are told, and when. */
let now: EpochMs = Date.UTC(2026, 0, 2, 8);

function open(directory: string, openStore: OpenStore = openSqlite): OpenLedger {
  const opened = openLedger({ directory, clock: { now: () => now }, openStore, ranges: rangesOf(configSchema.parse({}).numbering) });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** Nothing is measured while a journal grows old, and nothing of it must survive: without a sync a million records take minutes. */
const hasty: OpenStore = (file, options) => {
  const store = openSqlite(file, options);
  store.exec('PRAGMA synchronous = OFF');
  return store;
};

/** One session and its sale, as a customer without trouble leaves them. */
function soldParcel(serial: number): readonly Fact[] {
  const [sale, label, session, value] = [`MOULIN-01-${serial}`, `MOULIN-01-E${serial}`, `S${serial}`, cents(11_19)];
  const line = { line: 'line-1', product: 'colissimo_france_domicile', grams: grams(1_240), quantity: 1, unitPrice: value, tariff: '2026-01-01' } as const;
  return [
    { type: 'session.started', session, service: 'send' },
    { type: 'sale.opened', sale, session, lines: [line], total: value },
    { type: 'payment.requested', sale, reference: `P${serial}`, amount: value },
    { type: 'payment.approved', sale, reference: `P${serial}`, amount: value, authorisation: '123456', cardLast4: '0042' },
    { type: 'label.issued', sale, line: 'line-1', label, product: 'colissimo_france_domicile', number: `9V${serial}`, value, mark: `MOULIN-VOID:1:${'A2B3'.repeat(26)}` },
    { type: 'label.printed', sale, label },
    { type: 'sale.closed', sale, paid: value, issued: value, returned: cents(0), incidents: cents(0) },
    { type: 'session.ended', session, how: 'completed' },
  ];
}

function grow(directory: string, records: number): void {
  const ledger = open(directory, hasty);
  while (ledger.head().seq < records) {
    now += betweenSales;
    if (!ledger.recordAll(soldParcel(ledger.head().seq)).ok) throw new Error('the ledger refused a sale');
  }
  ledger.close();
}

/** What a start after a crash does before the first screen: opens, checks the newest records, finds the sales that are open. */
function startOf(directory: string): number {
  const times = Array.from({ length: starts }, () => {
    const begun = performance.now();
    const ledger = open(directory);
    ledger.openSales();
    for (const { facts } of ledger.openIncidents()) void facts.length;
    const took = performance.now() - begun;
    ledger.close();
    return took;
  });
  return median(times);
}

/** Turn about, so that whatever else the disk does falls on both. */
function appends(old: string, fresh: string): { readonly old: number; readonly fresh: number } {
  const ledgers = [open(old), open(fresh)] as const;
  const times: readonly [number[], number[]] = [[], []];
  const facts = Array.from({ length: Math.ceil((warmUp + appended) / 8) }, (_, index) => soldParcel(10_000_000 + index)).flat();
  for (const [at, fact] of facts.entries()) {
    for (const side of [0, 1] as const) {
      const begun = performance.now();
      if (!ledgers[side].record(fact).ok) throw new Error('the ledger refused a record');
      if (at >= warmUp) times[side].push(performance.now() - begun);
    }
  }
  for (const ledger of ledgers) ledger.close();
  return { old: median(times[0]), fresh: median(times[1]) };
}

function verifiedPerSecond(directory: string): number {
  const { store, records } = openForReading(directory);
  const begun = performance.now();
  const verified = verifyRecords(records(), { publicKey: readPublicKey(join(directory, ledgerFiles.publicKey)) });
  const seconds = (performance.now() - begun) / 1_000;
  store.close();
  if (verified.findings.length > 0) throw new Error(verified.findings[0]?.message);
  return verified.records / seconds;
}

export const ageBench: Bench = {
  name: 'age',
  method: `a journal of ${ages.map((age) => count(age)).join(', ')} records of sales, its days, months and years closed: opened with all that recovery reads (median of ${starts}), and ${appended} records appended in turn with a new one`,
  run() {
    mkdirSync(workDirectory, { recursive: true });
    const directory = mkdtempSync(join(workDirectory, 'age-'));
    const [old, fresh] = [join(directory, 'old'), join(directory, 'fresh')];
    try {
      const figures: Figure[] = [];
      let youngest: number | null = null;
      for (const age of ages) {
        grow(old, age);
        const took = startOf(old);
        const what = `start of the ledger after ${count(age)} records`;
        figures.push(youngest === null ? alone(what, milliseconds(took)) : compared(what, took, `after ${count(ages[0])}`, youngest, null));
        youngest ??= took;
        if (age === verifiedAt) figures.push(alone('verify', `${count(verifiedPerSecond(old))} records/s`));
      }
      const record = appends(old, fresh);
      figures.push(compared(`durable record at ${count(ages.at(-1) ?? 0)} records, median`, record.old, 'in a new journal', record.fresh, 1.2));
      return Promise.resolve(figures);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
