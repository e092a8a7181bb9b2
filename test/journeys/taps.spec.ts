import { expect } from '@playwright/test';
import { Customer } from '../customer.ts';
import { Keypad } from '../keypad.ts';
import { Listener, quickVoice } from '../listener.ts';
import { expectBalanced } from './audit.ts';
import { errands, type Errand } from './errands.ts';
import { test } from './journey.ts';
import { held, heardRowOf, mostOfTouched, rowOf, tableInReadme, tableOf, workerRowOf, writeToReadme, type Table } from './taps-table.ts';
import { countTouches, keysOf } from './touches.ts';
import { workerErrands, type WorkerErrand } from './worker-errands.ts';

/**
 * Nobody should touch more than a thing needs: each errand stays within its aim, and the README says what was counted.
 * `npm run taps` writes the tables anew.
 */

test.describe.configure({ mode: 'default' });

const rows: Readonly<Record<Table, string[]>> = { taps: [], 'heard-taps': [], 'worker-taps': [] };
/** What a finger needed, by the errand's name. */
const touched = new Map<string, number>();

for (const errand of Object.values<Errand>(errands)) {
  test(`${errand.name}: at most ${errand.most} touches`, async ({ kiosk, customer }) => {
    const counted = await countTouches(customer.page);
    await errand.play(kiosk, customer);
    const touches = await counted();
    rows.taps.push(rowOf(errand, touches));
    touched.set(errand.name, held(errand, touches));
    console.log(rowOf(errand, touches));
    expect(held(errand, touches), JSON.stringify(touches)).toBeLessThanOrEqual(errand.most);
    await expectBalanced(kiosk, { paid: errand.paid, issued: errand.paid });
  });
}

/** Of the same errands those without an address, which is shown to the scanner where the way is not the point. */
for (const errand of [errands.letter, errands.threeLetters, errands.dropOff, errands.stamps] satisfies readonly Errand[]) {
  test.describe('without touch and without sight', () => {
    test.use({ configuration: { speech: quickVoice() } });

    test(`${errand.name}, by keypad and ear: at most ${mostOfTouched} times what a finger needs`, async ({ kiosk, page }) => {
      const listener = new Listener(page);
      await listener.listens();
      await page.goto(kiosk.address);
      const keypad = await Keypad.of(page);
      let decisions = 0;
      const customer = new Customer(page, (control) => {
        decisions += 1;
        return keypad.takes(control);
      });
      await customer.sees('attract');
      // The first key is what starts the voice: a step that nobody has who sees.
      decisions += 1;
      await keypad.presses('FocusNext');
      await listener.hears('Moulin');
      await errand.play(kiosk, customer);
      const touches = touched.get(errand.name);
      if (touches === undefined) throw new Error(`${errand.name} was not touched before`);
      const row = heardRowOf(errand, { touches, decisions, presses: keypad.count });
      rows['heard-taps'].push(row);
      console.log(row);
      expect(decisions / touches).toBeLessThanOrEqual(mostOfTouched);
      await expectBalanced(kiosk, { paid: errand.paid, issued: errand.paid });
    });
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
  for (const table of ['taps', 'heard-taps', 'worker-taps'] as const) {
    if (process.env['MOULIN_WRITE_TAPS'] === '1') writeToReadme(table, rows[table]);
    expect(tableInReadme(table), 'npm run taps writes it anew').toBe(tableOf(table, rows[table]));
  }
});
