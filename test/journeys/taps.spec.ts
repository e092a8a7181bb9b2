import { expect } from '@playwright/test';
import { expectBalanced } from './audit.ts';
import { errands, type Errand } from './errands.ts';
import { test } from './journey.ts';
import { held, rowOf, tableInReadme, tableOf, writeToReadme } from './taps-table.ts';
import { countTouches } from './touches.ts';

/**
 * Nobody should touch more than a thing needs: each errand stays within its aim, and the README says what was counted.
 * `npm run taps` writes the table anew.
 */

test.describe.configure({ mode: 'default' });

const rows: string[] = [];

for (const errand of Object.values<Errand>(errands)) {
  test(`${errand.name}: at most ${errand.most} touches`, async ({ kiosk, customer }) => {
    const counted = await countTouches(customer.page);
    await errand.play(kiosk, customer);
    const touches = await counted();
    rows.push(rowOf(errand, touches));
    console.log(rowOf(errand, touches));
    expect(held(errand, touches), JSON.stringify(touches)).toBeLessThanOrEqual(errand.most);
    await expectBalanced(kiosk, { paid: errand.paid, issued: errand.paid });
  });
}

test('the README’s table is what was counted', () => {
  expect(rows, 'every errand was played').toHaveLength(Object.keys(errands).length);
  if (process.env['MOULIN_WRITE_TAPS'] === '1') writeToReadme(tableOf(rows));
  expect(tableInReadme(), 'npm run taps writes it anew').toBe(tableOf(rows));
});
