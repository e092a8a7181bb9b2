import { readFileSync, writeFileSync } from 'node:fs';
import type { Errand } from './errands.ts';
import { keysOf, type Touches } from './touches.ts';
import type { WorkerErrand } from './worker-errands.ts';

/** The README's tables of touches: one row an errand, written by `npm run taps` and compared with what is counted in every run. */

const readme = 'README.md';
const heads = {
  taps: ['| from the first screen to the farewell | touches | aim | for addresses | characters typed |', '|---|---|---|---|---|'],
  'heard-taps': ['| by keypad and ear | decisions | by a finger | ratio | aim | presses of a key |', '|---|---|---|---|---|---|'],
  'worker-taps': ['| by a worker, once signed in | touches | aim |', '|---|---|---|'],
} as const;
export type Table = keyof typeof heads;
const markersOf = (table: Table): RegExp => new RegExp(`(?<=<!-- ${table} -->\\n)[^]*?(?=<!-- /${table} -->)`);

/** What is held against the aim. */
export function held(errand: Errand, touches: Touches): number {
  return keysOf(touches, errand.withoutAddresses === true ? 'address' : undefined);
}

export function rowOf(errand: Errand, touches: Touches): string {
  const addresses = errand.withoutAddresses === true ? `${touches.keys.address ?? 0}, not counted` : touches.keys.address === undefined ? '–' : `${touches.keys.address}, counted`;
  return `| ${errand.name} | **${held(errand, touches)}** | ≤ ${errand.most} | ${addresses} | ${touches.typed === 0 ? '–' : touches.typed} |`;
}

/** What the table of fingers says of it. */
export function touchesInReadme({ name }: Errand): number {
  const row = tableInReadme('taps').split('\n').find((line) => line.startsWith(`| ${name} |`));
  const touches = Number(/\*\*(\d+)\*\*/.exec(row ?? '')?.[1]);
  if (!Number.isInteger(touches)) throw new Error(`README.md does not say how many touches "${name}" needs: npm run taps`);
  return touches;
}

/** Of what a finger needs: issue 6. */
export const mostOfTouched = 1.5;

/** @param heard.presses with the way to each decision: what is read on the way is a stop too */
export function heardRowOf({ name }: Errand, { touches, decisions, presses }: { readonly touches: number; readonly decisions: number; readonly presses: number }): string {
  return `| ${name} | **${decisions}** | ${touches} | ${(decisions / touches).toFixed(2)}× | ≤ ${mostOfTouched}× | ${presses} |`;
}

export function workerRowOf({ name, most }: WorkerErrand, touches: Touches): string {
  return `| ${name} | **${keysOf(touches)}** | ≤ ${most} |`;
}

export function tableInReadme(table: Table): string {
  const found = markersOf(table).exec(readFileSync(readme, 'utf8'));
  if (found === null) throw new Error(`README.md has no <!-- ${table} --> … <!-- /${table} -->: put the two markers where the table belongs`);
  return found[0];
}

export function tableOf(table: Table, rows: readonly string[]): string {
  return `${[...heads[table], ...rows].join('\n')}\n`;
}

export function writeToReadme(table: Table, rows: readonly string[]): void {
  tableInReadme(table);
  writeFileSync(readme, readFileSync(readme, 'utf8').replace(markersOf(table), () => tableOf(table, rows)));
}
