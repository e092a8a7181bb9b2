import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Chance } from './chance.ts';
import { Customers } from './customers.ts';
import { simulatedConfig } from './life.ts';
import { Weather, stormy } from './weather.ts';
import { createSimulation } from './world.ts';

/**
 * One long life: does the terminal keep more and more in its memory, and does the ten-thousandth customer wait longer than the
 * first? Compared are the first and the last fifth, after the program has warmed up.
 */

export interface SoakFigures {
  readonly sessions: number;
  /** Megabytes of the heap after collecting, at the end of the first and of the last fifth. */
  readonly heap: readonly [first: number, last: number];
  /** Processor milliseconds of a session, 95th percentile, in the first and in the last fifth. */
  readonly p95: readonly [first: number, last: number];
}

const allowed = { heap: 1.05, p95: 1.1 } as const;
/** The power stays on: a restart begins with an empty memory, and would hide what grows. */
const climate = { ...stormy, power: false } as const;

export async function soak({ seed, sessions, say }: { readonly seed: number; readonly sessions: number; readonly say: (line: string) => void }): Promise<boolean> {
  const { heap, p95 } = await measure(seed, sessions, say);
  const ratio = (of: readonly [number, number]): number => of[1] / of[0];
  say(`${sessions} people on one terminal that was never switched off, with faults: nothing lost`);
  say(`heap after collecting: ${heap[0].toFixed(1)} MB after the first fifth, ${heap[1].toFixed(1)} MB at the end (${percent(ratio(heap))})`);
  say(`p95 of a session: ${p95[0].toFixed(1)} ms of processor in the first fifth, ${p95[1].toFixed(1)} ms in the last (${percent(ratio(p95))})`);
  return ratio(heap) <= allowed.heap && ratio(p95) <= allowed.p95;
}

async function measure(seed: number, sessions: number, say: (line: string) => void): Promise<SoakFigures> {
  const chance = new Chance(seed, 2);
  const world = await createSimulation({ seed, config: simulatedConfig });
  world.forgetFacts();
  const customers = new Customers(world, chance.split());
  const weather = new Weather(world, chance.split(), climate);
  const times: number[] = [];
  const heaps: number[] = [];
  let last = process.cpuUsage();
  try {
    for (let done = 0; done < sessions; ) {
      await world.step();
      if (world.books.sessions === done) continue;
      done = world.books.sessions;
      const used = process.cpuUsage(last);
      last = process.cpuUsage();
      times.push((used.user + used.system) / 1_000);
      if (done % Math.ceil(sessions / 5) !== 0) continue;
      heaps.push(heapAfterCollecting());
      say(`${done} people: ${heaps.at(-1)?.toFixed(1)} MB, ${world.books.records} records`);
      last = process.cpuUsage();
    }
    customers.stop();
    weather.end();
    await world.until((view) => view?.screen === 'attract', 900_000);
    world.audit();
  } finally {
    await world.close();
  }
  const fifth = Math.floor(times.length / 5);
  return { sessions, heap: [heaps[0] ?? 0, heaps.at(-1) ?? 0], p95: [percentile(times.slice(0, fifth)), percentile(times.slice(-fifth))] };
}

function percentile(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0;
}

function heapAfterCollecting(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

function percent(ratio: number): string {
  return `${ratio >= 1 ? '+' : ''}${((ratio - 1) * 100).toFixed(1)} %`;
}
