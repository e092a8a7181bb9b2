import { expect } from '@playwright/test';
import { expectBalanced } from './audit.ts';
import { errands, type Errand } from './errands.ts';
import { test } from './journey.ts';
import { held, rowOf, tableInReadme, tableOf, workerRowOf, writeToReadme, type Table } from './taps-table.ts';
import { countTouches, keysOf } from './touches.ts';
import { workerErrands, type WorkerErrand } from './worker-errands.ts';

/**
 * Nobody should touch more than a thing needs: each errand stays within its aim, and the README says what was counted.
 * `npm run taps` writes the tables anew.
 */

test.describe.configure({ mode: 'default' });

const rows: Readonly<Record<Exclude<Table, 'heard-taps'>, string[]>> = { taps: [], 'worker-taps': [] };

for (const errand of Object.values<Errand>(errands)) {
  test(`${errand.name}: at most ${errand.most} touches`, async ({ kiosk, customer }) => {
    const counted = await countTouches(customer.page);
    await errand.play(kiosk, customer);
    const touches = await counted();
    rows.taps.push(rowOf(errand, touches));
    console.log(rowOf(errand, touches));
    expect(held(errand, touches), JSON.stringify(touches)).toBeLessThanOrEqual(errand.most);
    await expectBalanced(kiosk, { paid: errand.paid, issued: errand.paid });
  });
}

for (const errand of Object.values<WorkerErrand>(workerErrands)) {
  test(`${errand.name}, by a worker: at most ${errand.most} touches`, async ({ kiosk, customer }) => {
    const worker = await errand.prepare(kiosk, customer);
    const counted = await countTouches(customer.page);
    await errand.play(kiosk, customer, worker);
    const touches = await counted();
    await worker.leaves();
    rows['worker-taps'].push(workerRowOf(errand, touches));
    console.log(workerRowOf(errand, touches));
    expect(keysOf(touches), JSON.stringify(touches)).toBeLessThanOrEqual(errand.most);
    if (errand.books.paid > 0) {
      await customer.chooses('none');
      await customer.sees('farewell');
    }
    await expectBalanced(kiosk, errand.books);
  });
}

test('the README’s tables are what was counted', () => {
  expect(rows.taps, 'every errand was played').toHaveLength(Object.keys(errands).length);
  expect(rows['worker-taps'], 'and every worker’s').toHaveLength(Object.keys(workerErrands).length);
  for (const table of ['taps', 'worker-taps'] as const) {
    if (process.env['MOULIN_WRITE_TAPS'] === '1') writeToReadme(table, rows[table]);
    expect(tableInReadme(table), 'npm run taps writes it anew').toBe(tableOf(table, rows[table]));
  }
});
