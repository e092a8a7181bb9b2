import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { percentile } from '../bench/figure.ts';
import { Chance } from './chance.ts';
import { Customers } from './customers.ts';
import { simulatedConfig } from './life.ts';
import { Weather, stormy } from './weather.ts';
import { createSimulation, type Simulation } from './world.ts';

/**
 * One long life: does the terminal keep more and more in its memory, and does the ten-thousandth customer wait longer than the
 * first? Compared are the first and the last fifth of those who come after the program has warmed up.
 */

export interface SoakFigures {
  readonly sessions: number;
  /** Uncounted ones before them. */
  readonly warmUp: number;
  readonly records: number;
  readonly minutes: number;
  /** Megabytes of the heap after collecting, with nobody there: the median of the first and of the last fifth. */
  readonly heap: readonly [first: number, last: number];
  /** Processor milliseconds of a session, 95th percentile, in the first and in the last fifth. */
  readonly p95: readonly [first: number, last: number];
}

/** What the last fifth may be of the first. */
export const soakAims = { heap: 1.05, p95: 1.1 } as const;
/** Sessions of an ordinary soak. */
export const soakSessions = 10_000;
/** The power stays on: a restart begins with an empty memory, and would hide what grows. */
const climate = { ...stormy, power: false } as const;
/** One in so many of all only warms it up: the code is compiled, and the auditor remembers as much as it ever will. */
const warmUpPart = 10;
/** At least so many: by then the twins' papers and the auditor's sales are as many as they keep. */
const leastWarmUp = 500;
/** The heap is looked at so often in each fifth. */
const looks = 5;

export async function soak({ seed, sessions, say }: { readonly seed: number; readonly sessions: number; readonly say: (line: string) => void }): Promise<SoakFigures> {
  const chance = new Chance(seed, 2);
  const world = await createSimulation({ seed, config: simulatedConfig });
  world.forgetFacts();
  const customers = new Customers(world, chance.split());
  const weather = new Weather(world, chance.split(), climate);
  const began = performance.now();
  try {
    const warmUp = Math.max(leastWarmUp, Math.ceil(sessions / warmUpPart));
    const { times, heaps } = await measure(world, warmUp, sessions, say);
    customers.stop();
    weather.end();
    await world.until((view) => view?.screen === 'attract', 900_000);
    world.audit();
    const fifth = Math.floor(times.length / 5);
    return {
      sessions,
      warmUp,
      records: world.books.records,
      minutes: (performance.now() - began) / 60_000,
      heap: [percentile(heaps.slice(0, looks), 50), percentile(heaps.slice(-looks), 50)],
      p95: [percentile(times.slice(0, fifth), 95), percentile(times.slice(-fifth), 95)],
    };
  } finally {
    await world.close();
  }
}

async function measure(world: Simulation, warmUp: number, sessions: number, say: (line: string) => void): Promise<{ times: number[]; heaps: number[] }> {
  const times: number[] = [];
  const heaps: number[] = [];
  const between = Math.floor(sessions / (5 * looks));
  let done = 0;
  let last = process.cpuUsage();
  while (done < warmUp + sessions) {
    await world.step();
    if (world.books.sessions === done) continue;
    done = world.books.sessions;
    const used = process.cpuUsage(last);
    if (done > warmUp) times.push((used.user + used.system) / 1_000);
    if (done > warmUp && heaps.length < 5 * looks && times.length >= (heaps.length + 1) * between) {
      await world.until((view) => view?.screen === 'attract', 900_000);
      done = world.books.sessions;
      heaps.push(heapAfterCollecting());
      say(`${done} people: ${heaps.at(-1)?.toFixed(1)} MB, ${world.books.records} records`);
    }
    last = process.cpuUsage();
  }
  return { times, heaps };
}

function heapAfterCollecting(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
