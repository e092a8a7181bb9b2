import { live, LifeFailed, type Lived } from './life.ts';

/** One process of `npm run simulate`: its share of the lives, one after the other. */

export interface Job {
  readonly seeds: readonly number[];
  readonly sessions: number;
}

export interface Report {
  readonly seed: number;
  readonly lived: Lived | null;
  readonly failure: string | null;
}

const { seeds, sessions } = JSON.parse(process.argv[2] ?? '{}') as Job;
for (const seed of seeds) process.send?.(await report(seed));

async function report(seed: number): Promise<Report> {
  try {
    return { seed, lived: await live({ seed, sessions }), failure: null };
  } catch (error) {
    if (!(error instanceof LifeFailed)) throw error;
    return { seed, lived: null, failure: error.message };
  }
}
