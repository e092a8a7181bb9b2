import type { z } from 'zod';
import type { configSchema } from '../../electron/config.ts';
import { Chance } from './chance.ts';
import { Customers } from './customers.ts';
import { canaries } from './hands.ts';
import { Violation } from './violation.ts';
import { calm, stormy, Weather, type Climate } from './weather.ts';
import { createSimulation, usualStart, type Simulation, type SimulationOptions } from './world.ts';

/**
 * One life of a terminal: a day on which people come and things go wrong, then everything is mended and must come to rest.
 * Many short lives find more than a long one, and a short one is replayed at once.
 */

export interface LifeOptions {
  readonly seed: number;
  /** People who come before it is mended. */
  readonly sessions: number;
  readonly climate?: Climate;
  readonly onEvent?: SimulationOptions['onEvent'];
  readonly weakened?: boolean;
}

export interface Lived {
  readonly sessions: number;
  readonly records: number;
  readonly starts: number;
  readonly events: number;
  readonly hash: string;
  /** Milliseconds of the simulated time. */
  readonly time: number;
}

/** So many people come in a usual life. */
export const sessionsOfALife = 20;

/** What went wrong, and where: the same seed leads there again. */
export class LifeFailed extends Error {
  override readonly name = 'LifeFailed';
  readonly seed: number;
  readonly event: number;

  constructor(seed: number, event: number, cause: unknown) {
    super(`seed ${seed}, event ${event}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.seed = seed;
    this.event = event;
  }
}

/** What the operator of a simulated terminal has configured. */
export const simulatedConfig: z.input<typeof configSchema> = {
  idle: { warnAfterSeconds: 20, graceSeconds: 20 },
  tracking: { link: 'https://suivi.example/{number}' },
  articles: [
    { article: 'box-m', name: { fr: 'Carton moyen', en: 'Medium box' }, kind: 'box', price: 250 },
    { article: 'envelope', name: { fr: 'Enveloppe prête à poster', en: 'Prepaid envelope' }, kind: 'envelope', price: 199 },
  ],
};

/** When a life may begin: on an ordinary morning, and shortly before a day, a month, a year or the summer time ends. */
const beginnings = [usualStart, Date.UTC(2026, 10, 23, 22, 57), Date.UTC(2026, 10, 30, 22, 57), Date.UTC(2026, 11, 31, 22, 57), Date.UTC(2026, 9, 25, 0, 57)] as const;

/** Everything works again; so long at most until no sale is open and somebody can be served, ms. */
const restWithin = 900_000;

/** @throws LifeFailed */
export async function live({ seed, sessions, climate, onEvent, weakened }: LifeOptions): Promise<Lived> {
  const chance = new Chance(seed, 1);
  const world = await createSimulation({ seed, config: simulatedConfig, start: chance.pick(beginnings), ...(onEvent ? { onEvent } : {}), ...(weakened === undefined ? {} : { weakened }) });
  try {
    await day(world, chance, sessions, climate ?? chance.pick([calm, stormy, stormy, { ...stormy, every: 3_000 }]));
    const { events, hash } = world.trace();
    const count = (type: string): number => world.facts().filter((fact) => fact.type === type).length;
    return { sessions: count('session.started'), records: world.books.records, starts: count('terminal.started'), events, hash, time: world.time.now };
  } catch (error) {
    throw new LifeFailed(seed, world.trace().events, error);
  } finally {
    await world.close();
  }
}

/** At each start it is seen that everything promised is there; every so many, the tables are read too, and the whole journal. */
const audited = { tables: 4, whole: 16 } as const;
/** So many events a person at most: what takes longer hangs. */
const patience = 30_000;

async function day(world: Simulation, chance: Chance, sessions: number, climate: Climate): Promise<void> {
  const customers = new Customers(world, chance.split());
  const weather = new Weather(world, chance.split(), climate);
  let starts = 0;
  for (let steps = 0; world.books.sessions < sessions; steps += 1) {
    if (steps > sessions * patience) throw new Violation('nobody is served any more');
    await world.step();
    if (world.starts === starts) continue;
    // What a power failure left is looked at as a whole before anything is built on it.
    starts = world.starts;
    if (starts % audited.tables === 0) world.audit(starts % audited.whole === 0 ? 'whole' : 'tables');
  }
  customers.stop();
  weather.end();
  if (!world.running) await world.restart();
  await world.until((view) => view?.screen === 'attract' && view.services.every(({ id, reason }) => id === 'articles' || reason === null), restWithin);
  await world.pass(60_000);
  world.books.checkRest();
  world.audit('tables');
  await world.stop();
  await world.restart();
  world.audit();
  checkPrivacy(world);
}

/** Nothing that was typed is in the journal (GDPR-5). */
function checkPrivacy(world: Simulation): void {
  const text = JSON.stringify(world.facts());
  for (const canary of canaries) if (text.toLowerCase().includes(canary.toLowerCase())) throw new Violation(`the journal holds "${canary}", which a customer typed`);
}
