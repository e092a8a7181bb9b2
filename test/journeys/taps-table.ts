import { readFileSync, writeFileSync } from 'node:fs';
import type { Errand } from './errands.ts';
import { keysOf, type Touches } from './touches.ts';

/** The README's table of touches: one row an errand, written by `npm run taps` and compared with what is counted in every run. */

const readme = 'README.md';
const head = ['| from the first screen to the farewell | touches | aim | for addresses | characters typed |', '|---|---|---|---|---|'];
const markers = /(?<=<!-- taps -->\n)[^]*?(?=<!-- \/taps -->)/;

/** What is held against the aim. */
export function held(errand: Errand, touches: Touches): number {
  return keysOf(touches, errand.withoutAddresses === true ? 'address' : undefined);
}

export function rowOf(errand: Errand, touches: Touches): string {
  const addresses = errand.withoutAddresses === true ? `${touches.keys.address ?? 0}, not counted` : touches.keys.address === undefined ? '–' : `${touches.keys.address}, counted`;
  return `| ${errand.name} | **${held(errand, touches)}** | ≤ ${errand.most} | ${addresses} | ${touches.typed === 0 ? '–' : touches.typed} |`;
}

export function tableInReadme(): string {
  const found = markers.exec(readFileSync(readme, 'utf8'));
  if (found === null) throw new Error('README.md has no <!-- taps --> … <!-- /taps -->: put the two markers where the table belongs');
  return found[0];
}

export function tableOf(rows: readonly string[]): string {
  return `${[...head, ...rows].join('\n')}\n`;
}

export function writeToReadme(table: string): void {
  tableInReadme();
  writeFileSync(readme, readFileSync(readme, 'utf8').replace(markers, () => table));
}
