import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { configSchema } from '../../electron/config.ts';
import { rangesOf } from '../../electron/config/numbering.ts';
import { openLedger } from '../../electron/ledger/ledger.ts';
import type { FactOf } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { compared, percentile, type Bench, type Figure } from './figure.ts';
import { workDirectory } from './place.ts';

const records = 1_500;
/** Before counting: the log's file grows to its size, the code is compiled. */
const warmUp = 300;
/** Hash, signature, position and time, beside the fact itself. */
const overheadBytes = 32 + 64 + 8 + 8;

const fact: FactOf<'label.issued'> = {
  type: 'label.issued',
  sale: 'MOULIN-01-00000042',
  line: 'line-1',
  label: 'MOULIN-01-00000007',
  product: 'colissimo_france_domicile',
  number: '9V00011111115',
  value: cents(11_19),
  mark: `MOULIN-VOID:1:MOULIN-01:MOULIN-01-00000007:CFD:1119:1240:20261123:9V00011111115:${'A2B3'.repeat(26)}`,
};

function timed(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** Turn about, so that whatever else the disk does falls on both. */
function measure(directory: string): { journal: number[]; raw: number[] } {
  const opened = openLedger({
    directory: join(directory, 'ledger'),
    clock: { now: () => Date.now() },
    ranges: rangesOf(configSchema.parse({}).numbering),
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const file = openSync(join(directory, 'raw'), 'a');
  const bytes = Buffer.alloc(Buffer.byteLength(JSON.stringify(fact)) + overheadBytes, 0x61);
  const [journal, raw]: [number[], number[]] = [[], []];
  try {
    for (let at = 0; at < warmUp + records; at += 1) {
      const kept = at >= warmUp;
      const record = timed(() => {
        if (!opened.value.record(fact).ok) throw new Error('the ledger refused a record');
      });
      const write = timed(() => {
        writeSync(file, bytes);
        fsyncSync(file);
      });
      if (kept) journal.push(record);
      if (kept) raw.push(write);
    }
  } finally {
    closeSync(file);
    opened.value.close();
  }
  return { journal, raw };
}

export const journalBench: Bench = {
  name: 'journal',
  method: `${records} records of a label (checked, chained, signed, committed with synchronous=FULL) in turn with a raw write + fsync of as many bytes in the same directory`,
  run() {
    mkdirSync(workDirectory, { recursive: true });
    const directory = mkdtempSync(join(workDirectory, 'journal-'));
    try {
      const { journal, raw } = measure(directory);
      const figure = (hundredths: number, name: string, aim: number | null): Figure =>
        compared(`durable journal record, ${name}`, percentile(journal, hundredths), 'write + fsync', percentile(raw, hundredths), aim);
      return Promise.resolve([figure(50, 'median', 1.5), figure(95, 'p95', null)]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
