import { describe, expect, it } from 'vitest';
import { intentSchema } from '../../flows/intents.ts';
import { Chance } from './chance.ts';
import { live, LifeFailed } from './life.ts';
import { stormy } from './weather.ts';
import { createSimulation } from './world.ts';

/** Seeds that once found something, and some that never did: each is lived again with every change. */
const fixed = [6, 12, 14] as const;
/** Never seen before, drawn from the seed of the whole run; one that fails is named, and `npm run simulate -- --seed N` goes there again. */
const drawn = new Chance(Number(process.env['MOULIN_SEED'] ?? Date.now()));
const fresh = Array.from({ length: 2 }, () => drawn.below(1_000_000_000));
const people = 6;

describe('a life of a terminal, with everything that can go wrong', () => {
  it.each(fixed)('seed %i: nothing is lost, nothing is printed or debited twice, nobody is told what is not so', async (seed) => {
    expect((await live({ seed, sessions: people })).sessions).toBeGreaterThanOrEqual(people);
  });

  it.each(fresh)('the fresh seed %i, too', async (seed) => {
    expect((await live({ seed, sessions: people })).sessions).toBeGreaterThanOrEqual(people);
  });

  it('is the same when it is lived again, event by event', async () => {
    const lived = async (): Promise<{ events: string[]; hash: string }> => {
      const events: string[] = [];
      const { hash } = await live({ seed: 4, sessions: 4, onEvent: ({ number, at, what }) => events.push(`${number} ${at} ${what}`) });
      return { events, hash };
    };
    const [one, other] = [await lived(), await lived()];
    expect(other.events).toEqual(one.events);
    expect(other.hash).toBe(one.hash);
  });

  it('is another with another seed', async () => {
    const [one, other] = [await live({ seed: 4, sessions: 1 }), await live({ seed: 5, sessions: 1 })];
    expect(other.hash).not.toBe(one.hash);
  });
});

describe('the auditor', () => {
  it('finds a record that a disk without syncs has lost', async () => {
    const found: unknown = await live({ seed: 1, sessions: 8, climate: { ...stormy, every: 2_000, disk: false }, weakened: true }).catch((error: unknown) => error);
    expect(found).toBeInstanceOf(LifeFailed);
    expect((found as Error).message).toMatch(/was promised|does not verify|does not start|records were promised/);
  });

  it('finds a label that comes out twice', async () => {
    const world = await createSimulation({ seed: 1 });
    await world.until((view) => view?.screen === 'attract');
    for (const intent of [{ type: 'service.started', service: 'supplement' }, { type: 'supplement.way.chosen', way: 'amount' }, { type: 'supplement.amount.entered', amount: 50 }, { type: 'supplement.confirmed' }]) world.send(intentSchema.parse(intent));
    await world.pass(1_000);
    if (world.view()?.screen === 'basket') world.send({ type: 'basket.paid' });
    await world.until((view) => view?.screen === 'deposit' || view?.screen === 'farewell');
    // The printer forgets that it has printed: what it shows is printed once more.
    const [paper] = world.cables.twins['label-printer'].papers();
    if (paper === undefined) throw new Error('no label came out');
    const { books } = world;
    Object.assign(world.cables.twins['label-printer'], { papers: () => [{ ...paper, number: paper.number + 1 }] });
    world.turn('label-printer', { media: 'ok' });
    expect(() => books.check()).toThrow(/came out twice/);
    await world.close();
  });
});

describe('chance', () => {
  it('is the same from the same seed, spread evenly, and another in each stream', () => {
    const draws = (chance: Chance): number[] => Array.from({ length: 6_000 }, () => chance.below(6));
    const [one, same, other] = [draws(new Chance(7)), draws(new Chance(7)), draws(new Chance(7, 1))];
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    for (let side = 0; side < 6; side += 1) expect(one.filter((draw) => draw === side).length).toBeGreaterThan(850);
  });
});
