import type { Screen } from '../../flows/view.ts';
import { lastings, momentsOf, trial, type Cell, type Lasting } from './cell.ts';
import { faults, kindOf, subjects, troubles, type Fault, type Subject } from './faults.ts';
import { matters, type Moment } from './moments.ts';
import { stories, type Story } from './stories.ts';

/** Every moment × every device that matters in it × everything that can go wrong with that device: made, not written. */

export interface Row {
  readonly story: Story;
  readonly moment: Moment;
  readonly subject: Subject;
}

export type Result = { readonly kind: 'held' } | { readonly kind: 'fell'; readonly why: readonly string[] } | { readonly kind: 'none'; readonly why: string };

/** Each moment once, on the first errand that comes through it; and on it each device that matters there. */
export async function rows(): Promise<readonly Row[]> {
  const seen = new Set<Moment>();
  const found: Row[] = [];
  for (const story of stories) {
    for (const moment of await momentsOf(story)) {
      if (seen.has(moment)) continue;
      seen.add(moment);
      const kinds = matters[moment.split(',')[0] as Screen];
      for (const subject of subjects) if (kinds.includes(kindOf(subject))) found.push({ story, moment, subject });
    }
  }
  return found;
}

export function cellsOf(row: Row): readonly Cell[] {
  return faults.filter((fault) => typeof troubles[row.subject][fault] !== 'string').map((fault) => ({ ...row, fault }));
}

export async function resultOf(row: Row, fault: Fault, run: (cell: Cell, lasting: Lasting) => Promise<string | null> = trial): Promise<Result> {
  const trouble = troubles[row.subject][fault];
  if (typeof trouble === 'string') return { kind: 'none', why: trouble };
  const why: string[] = [];
  for (const lasting of lastings) {
    const fallen = await run({ ...row, fault }, lasting);
    if (fallen !== null) why.push(`${lasting}: ${fallen}`);
  }
  return why.length === 0 ? { kind: 'held' } : { kind: 'fell', why };
}

export interface Line {
  readonly row: Row;
  readonly results: Readonly<Record<Fault, Result>>;
}

export async function lineOf(row: Row): Promise<Line> {
  const results: Partial<Record<Fault, Result>> = {};
  for (const fault of faults) results[fault] = await resultOf(row, fault);
  return { row, results: results as Record<Fault, Result> };
}

/** As Markdown: one line a moment and device, one column a fault, and below what fell and why a cell is empty. */
export function tableOf(lines: readonly Line[]): string {
  const reasons = [...new Set(lines.flatMap(({ results }) => Object.values(results).flatMap((result) => (result.kind === 'none' ? [result.why] : []))))];
  const fallen: string[] = [];
  const show = ({ row, results }: Line, fault: Fault): string => {
    const result = results[fault];
    switch (result.kind) {
      case 'held':
        return '✓';
      case 'none':
        return `–${'¹²³⁴⁵⁶⁷⁸⁹'[reasons.indexOf(result.why)] ?? ''}`;
      case 'fell':
        fallen.push(`${fallen.length + 1}. ${row.moment}, ${row.subject}, ${fault} (${row.story.name}): ${result.why.join('; ')}`);
        return `**✗ ${fallen.length}**`;
    }
  };
  const table = lines.map((line) => `| ${line.row.moment} | ${line.row.subject} | ${faults.map((fault) => show(line, fault)).join(' | ')} |`);
  const count = (kind: Result['kind']): number => lines.reduce((sum, { results }) => sum + Object.values(results).filter((result) => result.kind === kind).length, 0);
  return [
    '# Failure matrix',
    '',
    'A fault strikes at the moment named, once mended after twenty seconds and once only after the customer has gone. The customer goes on to the',
    'end, everything is mended, and then: what was paid is what was issued, given back or is an open incident; the journal verifies; and at no',
    'event did a screen claim what the devices deny.',
    '',
    `${count('held')} cells held, ${count('fell')} fell, ${count('none')} are empty by rule.`,
    '',
    `| moment | device | ${faults.join(' | ')} |`,
    `|---|---|${faults.map(() => ':-:').join('|')}|`,
    ...table,
    '',
    ...reasons.map((why, index) => `–${'¹²³⁴⁵⁶⁷⁸⁹'[index] ?? ''} ${why}  `),
    ...(fallen.length > 0 ? ['', '## What fell', '', ...fallen] : []),
    '',
  ].join('\n');
}
