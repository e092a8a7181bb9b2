import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Recorded } from '../../flows/ports.ts';
import { readJournal } from './journal.fixture.ts';
import { readPublicKey } from './keys.ts';
import { openForReading } from './read.ts';
import { temporaryDirectory } from './sample.fixture.ts';
import { verifyRecords } from './verify.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => void (directory = temporaryDirectory()));
afterEach(() => directory.remove());

const recorder = join(import.meta.dirname, 'recorder.fixture.ts');

/** Lets a process record until it has returned `count` records, kills it without warning, and gives all it had returned. */
async function recordUntilKilled(count: number): Promise<readonly Recorded[]> {
  const child = spawn(process.execPath, [recorder, directory.path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const returned: Recorded[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    // A line cut by the kill was never finished, so its record was not returned to anyone.
    if (!line.endsWith('}')) continue;
    returned.push(JSON.parse(line) as Recorded);
    if (returned.length === count) child.kill('SIGKILL');
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return returned;
}

describe('a process killed between records', () => {
  it('loses no record that was returned, gives no number twice, and opens again without help', { timeout: 30_000 }, async () => {
    const returned: Recorded[] = [];
    for (const count of [1, 7, 40]) returned.push(...(await recordUntilKilled(count)));

    const { store, records } = openForReading(directory.path);
    const kept = new Map([...records()].map((record) => [Number(record.seq), JSON.parse(Buffer.from(record.fact).toString('utf8')) as unknown]));
    const verified = verifyRecords(records(), { publicKey: readPublicKey(join(directory.path, 'ledger.pub')) });
    store.close();

    expect(returned.length).toBeGreaterThanOrEqual(48);
    for (const { seq, fact } of returned) expect(kept.get(seq)).toEqual(fact);
    // At most the one that was being written at each kill is there beyond what was returned.
    expect(kept.size - returned.length).toBeLessThanOrEqual(3);
    expect(verified.findings.filter(({ kind }) => kind !== 'sale')).toEqual([]);
    expect(verified.records).toBe(kept.size);
    const numbersOf = (side: string): readonly string[] => [...kept.values()].filter((fact) => (fact as { sale: string }).sale.startsWith(side)).map((fact) => (fact as { reason: string }).reason);
    for (const numbers of [numbersOf('V'), numbersOf('X')]) expect(numbers).toEqual(numbers.map((_, index) => String(index + 1)));
    // Each chain by itself has no gap either (FIS-3).
    for (const chain of ['T', 'X']) {
      const places = readJournal(directory.path).filter((record) => record.chain === chain).map(({ number }) => number);
      expect(places).toEqual(places.map((_, index) => index + 1));
      expect(places.length).toBeGreaterThan(20);
    }
  });
});
