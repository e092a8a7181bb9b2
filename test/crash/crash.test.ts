import { describe, expect, it } from 'vitest';
import { errands, type Errand } from './errands.ts';
import { outcomes, type DeviceOutcome } from './outcomes.ts';
import { pointsOf, recoveryOf, rehearse, turnstile } from './plan.ts';
import { inWords, type Point } from './points.ts';
import { play, type Played, type Scene } from './scene.ts';

/**
 * The part of `npm run crashes` that runs with every test: around the steps that move money, take a number or keep customs data.
 * Each scene is a process killed with SIGKILL, and another that recovers and serves the next customer.
 */
const letIn = turnstile(8);
/** A limit is there to end a hang: scenes wait for each other, and for whatever else this machine does. */
const timeout = 900_000;

const scenes: readonly (readonly [Errand, DeviceOutcome, RegExp])[] = [
  [errands.letters, outcomes.well, /^(?:ledger payment\.|card pay|ledger number of label|label printed|ledger label\.printed|ledger sale\.closed)/],
  [errands.letters, outcomes.answerLost, /^(?:ledger payment\.unknown|card resolve)/],
  [errands.letters, outcomes.out, /^(?:ledger label\.spoiled|card cancel)/],
  [errands.canada, outcomes.well, /^customs data/],
];

/** On a busy machine a printer can take so long that another way is taken, past the point: then the scene is played again. */
const mostTries = 3;

/** Nothing is wrong, and each of its kills was met: said with the points, so that a failure names its own. */
async function playsSoundly(scene: Scene): Promise<Played> {
  const at = scene.kills.map(inWords).join(', then ');
  for (let tries = 1; ; tries += 1) {
    const played = await letIn(() => play(scene));
    expect({ at, findings: played.findings }).toEqual({ at, findings: [] });
    if (played.killed === scene.kills.length) return played;
    expect({ at, tries }).not.toEqual({ at, tries: mostTries });
  }
}

/** The points around steps of these names, of several alike the first; of a write the one before its commit, which says most. */
async function pointsAround(errand: Errand, outcome: DeviceOutcome, where: RegExp): Promise<readonly Point[]> {
  for (let tries = 1; ; tries += 1) {
    const { points, findings } = await letIn(() => rehearse(errand, outcome));
    expect(findings).toEqual([]);
    const named = points.filter(({ name, moment }) => where.test(name) && (moment === 'within' || !name.startsWith('ledger')));
    const chosen = named.filter(({ nth, name }) => nth === named.find((one) => one.name === name)?.nth);
    if (chosen.length > 0) return chosen;
    expect(tries).toBeLessThan(mostTries);
  }
}

describe('the power fails, and paid = issued + given back + open incidents, as the card terminal and the printers remember it', () => {
  it.concurrent.each(scenes.map(([errand, outcome, where]) => ({ errand, outcome, where })))('$errand.name, $outcome.name: $where', { timeout }, async ({ errand, outcome, where }) => {
    const chosen = await pointsAround(errand, outcome, where);
    const played = await Promise.all(chosen.map((point) => playsSoundly({ errand, outcome, kills: [point] })));
    expect(played).toHaveLength(chosen.length);
  });

  const recoveries = [
    { first: { name: 'card pay', nth: 1, moment: 'within' }, what: 'a payment that nobody had heard of', where: /^(?:ledger refund|card)/, step: 'card cancel' },
  ] as const satisfies readonly { first: Point; what: string; where: RegExp; step: string }[];

  it.concurrent.each(recoveries)('and again while it recovers from $what', { timeout }, async ({ first, where, step }) => {
    const scene = { errand: errands.letters, outcome: outcomes.well };
    const recovered = await playsSoundly({ ...scene, kills: [first] });
    const again = pointsOf(recoveryOf(recovered)).filter(({ name, moment }) => where.test(name) && moment !== 'before');
    expect(again.map(({ name }) => name)).toContain(step);
    const played = await Promise.all(again.map((second) => playsSoundly({ ...scene, kills: [first, second] })));
    expect(played).toHaveLength(again.length);
  });
});
