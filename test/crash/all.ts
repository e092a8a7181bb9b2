import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { errands, type Errand } from './errands.ts';
import { outcomes, type DeviceOutcome } from './outcomes.ts';
import { pointsOf, recoveryOf, rehearse, turnstile } from './plan.ts';
import { inWords } from './points.ts';
import { play, type Played, type Scene } from './scene.ts';

/**
 * `npm run crashes`: the power fails at every point of every errand with every behaviour of the devices; where that leads to a
 * recovery that no other has taken, it fails again at every point of the recovery. The table goes to `out/crashes.md`.
 */

const usage = `usage: npm run crashes -- [options]
  --errand NAME    only this one of ${Object.keys(errands).join(', ')}
  --outcome NAME   only this one of ${Object.keys(outcomes).join(', ')}
  --at-once N      terminals that run at a time (default 6)`;

const { values } = parseArgs({ options: { errand: { type: 'string' }, outcome: { type: 'string' }, 'at-once': { type: 'string', default: '6' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const letIn = turnstile(Number(values['at-once']));

/** Two letters meet every behaviour; what another errand adds is met as all goes well, and where its own papers fail. */
const pairs: readonly (readonly [Errand, readonly DeviceOutcome[]])[] = [
  [errands.letters, Object.values(outcomes)],
  [errands.parcel, [outcomes.well, outcomes.out]],
  [errands.canada, [outcomes.well, outcomes.spoiled, outcomes.second, outcomes.unknown]],
  [errands.stamps, [outcomes.well, outcomes.second]],
  [errands.copy, [outcomes.well]],
  [errands.dropOff, [outcomes.well]],
];

function chosen(): readonly (readonly [Errand, DeviceOutcome])[] {
  const errand = values.errand === undefined ? null : entry(errands, values.errand);
  const outcome = values.outcome === undefined ? null : entry(outcomes, values.outcome);
  if (errand !== null && outcome !== null) return [[errand, outcome]];
  return pairs.filter(([one]) => errand === null || one === errand).flatMap(([one, some]) => some.filter((each) => outcome === null || each === outcome).map((each) => [one, each] as const));
}

function entry<T>(table: Readonly<Record<string, T>>, name: string): T {
  const found = table[name];
  if (found === undefined) throw new Error(usage);
  return found;
}

interface Row {
  readonly errand: string;
  readonly outcome: string;
  readonly points: number;
  readonly killed: number;
  readonly again: number;
  readonly findings: readonly string[];
}

/** A scene that breaks off is a finding too. */
async function played(scene: Scene): Promise<Played & { readonly scene: Scene }> {
  try {
    return { scene, ...(await play(scene)) };
  } catch (error) {
    return { scene, killed: 0, places: [], findings: [error instanceof Error ? error.message : String(error)] };
  }
}

function told({ scene: { kills }, findings }: Awaited<ReturnType<typeof played>>): readonly string[] {
  return findings.map((finding) => `killed ${kills.map(inWords).join(', then ')}: ${finding}`);
}

/** Recoveries that have been broken off already, by what they do: the same steps need not be killed for each of their causes. */
const known = new Set<string>();

async function row(errand: Errand, outcome: DeviceOutcome): Promise<Row> {
  const { points, findings } = await rehearse(errand, outcome);
  const once = await Promise.all(points.map((point) => letIn(() => played({ errand, outcome, kills: [point] }))));
  const pairsOfKills = once.flatMap((one) => {
    const path = recoveryOf(one);
    const name = path.map((place) => place.name).join();
    if (one.killed === 0 || known.has(name)) return [];
    known.add(name);
    return pointsOf(path).map((second) => [...one.scene.kills, second]);
  });
  const twice = await Promise.all(pairsOfKills.map((kills) => letIn(() => played({ errand, outcome, kills }))));
  return {
    errand: errand.name,
    outcome: outcome.name,
    points: points.length,
    killed: once.filter(({ killed }) => killed === 1).length,
    again: twice.filter(({ killed }) => killed === 2).length,
    findings: [...findings, ...once.flatMap(told), ...twice.flatMap(told)],
  };
}

function table(rows: readonly Row[]): string {
  const line = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const sum = (of: (row: Row) => number): number => rows.reduce((total, each) => total + of(each), 0);
  return [
    line('errand', 'devices', 'points', 'killed there', 'killed again in recovery', 'discrepancies'),
    line('---', '---', '--:', '--:', '--:', '--:'),
    ...rows.map((each) => line(each.errand, each.outcome, each.points, each.killed, each.again, each.findings.length)),
    line('**all**', '', sum(({ points }) => points), sum(({ killed }) => killed), sum(({ again }) => again), sum(({ findings }) => findings.length)),
  ].join('\n');
}

const rows: Row[] = [];
for (const [errand, outcome] of chosen()) {
  const done = await row(errand, outcome);
  rows.push(done);
  console.log(`${done.errand}, ${done.outcome}: ${done.killed} of ${done.points}, again ${done.again}`);
  for (const finding of done.findings) console.log(`  ${finding}`);
}
mkdirSync('out', { recursive: true });
writeFileSync('out/crashes.md', `${table(rows)}\n`);
console.log(`\n${table(rows)}`);
process.exit(rows.some(({ findings }) => findings.length > 0) ? 1 : 0);
