import { expect, test } from 'vitest';
import { lastings, trial, type Cell } from './cell.ts';
import { faults, subjects, troubles } from './faults.ts';
import { cellsOf, resultOf, rows, tableOf, type Line, type Row } from './matrix.ts';
import type { Simulation } from '../simulation/world.ts';
import { stories } from './stories.ts';
import { Claims } from './truth.ts';

/** The whole is `npm run matrix`; here every moment and device has one of its faults, and over all of them every fault has its turn. */

const all = await rows();

const sample: readonly (readonly [string, Cell, number])[] = all.flatMap((row, index) => {
  const cells = cellsOf(row);
  const cell = cells[index % cells.length];
  return cell === undefined ? [] : [[`${row.moment}, ${row.subject}, ${cell.fault}`, cell, index] as const];
});

test('every device meets every fault it can have in some moment of money, and a device without a fault says why', () => {
  const moments = new Set(all.map(({ moment }) => moment));
  for (const moment of ['pay, presenting', 'pay, checking', 'issuing', 'label-trouble', 'refunding', 'deposit, papers offered', 'starting, recovering']) expect(moments).toContain(moment);
  expect(new Set(sample.map(([, { fault }]) => fault))).toEqual(new Set(faults));
  for (const subject of subjects) for (const fault of faults) expect(troubles[subject][fault]).not.toBe('');
});

test.each(sample)('%s', async (_name, cell, index) => {
  expect(await trial(cell, lastings[index % lastings.length] ?? 'mended')).toBeNull();
});

/** A terminal that shows this, while this many labels and papers have come out since. */
function telling(view: object, out: { labels: number; papers: number }): Simulation {
  const label = { complete: true, codes: ['MOULIN-VOID:1:T:T-1'] };
  let made = { labels: 0, papers: 0 };
  const world = {
    view: () => ({ incident: null, ...view }),
    cables: { twins: { 'label-printer': { papers: () => Array.from({ length: made.labels }, () => label) }, 'receipt-printer': { papers: () => Array.from({ length: made.papers }, () => ({})) } } },
  } as unknown as Simulation;
  claims = new Claims(world);
  made = out;
  return world;
}
let claims: Claims;

test.each<[string, object, { labels: number; papers: number }, string]>([
  ['more labels than came out', { screen: 'farewell', outcome: 'franked', printed: 2, papers: { proof: 'none', receipt: 'none' } }, { labels: 1, papers: 0 }, 'says that 2 labels were printed, and 1 came out'],
  ['a label that did not come out', { screen: 'issuing', pieces: [{ state: 'printed' }] }, { labels: 0, papers: 0 }, 'says that 1 labels were printed, and 0 came out'],
  ['a receipt that did not come out', { screen: 'farewell', outcome: 'sent', printed: 1, papers: { proof: 'printed', receipt: 'printed' } }, { labels: 1, papers: 1 }, 'says that 2 papers were printed, and 1 came out'],
  ['a slip that did not come out', { screen: 'deposit', pieces: [], incident: { slip: 'printed' } }, { labels: 0, papers: 0 }, 'says that 1 papers were printed, and 0 came out'],
  ['prices for another weight', { screen: 'offers', grams: 13 }, { labels: 0, papers: 0 }, 'prices are shown for 13 g, and 18 g lie there'],
])('a screen that tells of %s is caught', (_what, view, out, why) => {
  const world = telling(view, out);
  expect(() => claims.check(world)).toThrow(why);
});

test('the table tells what held, what fell and why a cell is empty', async () => {
  const [story] = stories;
  const row: Row = { story: story!, moment: 'pay, presenting', subject: 'card by nexo' };
  const run = (cell: Cell): Promise<string | null> => Promise.resolve(cell.fault === 'late' ? 'two debits' : null);
  const results = Object.fromEntries(await Promise.all(faults.map(async (fault) => [fault, await resultOf(row, fault, run)] as const))) as Line['results'];
  const table = tableOf([{ row, results }]);
  expect(table).toContain('| pay, presenting | card by nexo | ✓ | ✓ | ✓ | ✓ | –¹ | –² | –³ | **✗ 1** | ✓ |');
  expect(table).toContain('5 cells held, 1 fell, 3 are empty by rule.');
  expect(table).toContain('1. pay, presenting, card by nexo, late (a letter): mended: two debits; lasting: two debits');
  expect(table).toContain('–¹ nothing is printed by it');
});
