import { expect, test } from 'vitest';
import { lastings, trial, type Cell } from './cell.ts';
import { faults, subjects, troubles } from './faults.ts';
import { cellsOf, resultOf, rows, tableOf, type Line, type Row } from './matrix.ts';
import { stories } from './stories.ts';

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
