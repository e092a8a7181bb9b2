import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandsFor, rest, type Story } from './commands.ts';
import { opened } from './model.ts';
import { Stand } from './stand.ts';

/**
 * A small model of money and labels against the whole terminal, over its real link, with its real devices' twins on real sockets
 * and a power supply that fails. `MOULIN_MODEL_RUNS=200` for more, `MOULIN_MODEL_SEED` (and `MOULIN_MODEL_PATH`) to see one again.
 */
const { MOULIN_MODEL_RUNS: more, MOULIN_MODEL_SEED: given, MOULIN_MODEL_PATH: path } = process.env;
const numRuns = Number(more ?? 3);
/** A story is played again for each of its shorter forms: in CI the shortest that was found in this time is told, ms. */
const shrinkFor = 180_000;
/**
 * One seed is CI's memory: a story against real processes is too dear for chance to decide whether a change lands (the
 * simulation has fresh ones at each run). Whoever asks for more runs has a fresh one as well, and is told which.
 */
const seeds = given === undefined ? [20261123, ...(more === undefined ? [] : [Date.now() % 0x7fffffff])] : [Number(given)];

describe('whatever people, devices and the power company do, cents and labels are where a small model says', () => {
  it.concurrent.each(seeds)('seed %i', { timeout: 86_400_000 }, async (seed) => {
    const story = fc.commands(commandsFor({ silent: more === undefined ? 0 : 1 }), { maxCommands: 160, size: 'max' });
    await fc.assert(
      fc.asyncProperty(story, async (commands) => {
        const stand = await Stand.open();
        const told: Story = { possible: [opened], since: Date.now() };
        try {
          await stand.becomes(() => told.possible);
          await fc.asyncModelRun(() => ({ model: told, real: stand }), commands);
          await rest(told, stand);
          expect(stand.audit()).toEqual([]);
        } finally {
          await stand.close();
        }
      }),
      { numRuns, seed, ...(path === undefined ? {} : { path }), ...(more === undefined ? { interruptAfterTimeLimit: shrinkFor } : {}), verbose: 1 },
    );
  });
});
