import { expect } from '@playwright/test';
import { Customer } from '../customer.ts';
import { Keypad } from '../keypad.ts';
import { Listener, quickVoice } from '../listener.ts';
import { expectBalanced } from './audit.ts';
import { errands, type Errand } from './errands.ts';
import { test } from './journey.ts';
import { heardRowOf, mostOfTouched, tableInReadme, tableOf, touchesInReadme, writeToReadme } from './taps-table.ts';

/**
 * The same errands without touch and without sight: each wants hardly more decisions than a finger makes, and the README says how many,
 * beside what it says of fingers (taps.spec.ts). Those with an address are left out: it is shown to the scanner, whoever sends.
 */

test.describe.configure({ mode: 'default' });
test.use({ configuration: { speech: quickVoice() } });

const heard = [errands.letter, errands.threeLetters, errands.dropOff, errands.stamps] satisfies readonly Errand[];
const rows: string[] = [];

for (const errand of heard) {
  test(`${errand.name}, by keypad and ear: at most ${mostOfTouched} times what a finger needs`, async ({ kiosk, page }) => {
    const listener = new Listener(page);
    await listener.listens();
    await page.goto(kiosk.address);
    const keypad = await Keypad.of(page);
    let decisions = 0;
    const customer = new Customer(page, async (control) => {
      decisions += 1;
      // The screen's one thing to do has a key of its own.
      if (await control.evaluate((element) => element.matches('.main-button'))) await keypad.presses('Next');
      else await keypad.takes(control);
    });
    await customer.sees('attract');
    // The first key is what starts the voice: a step that nobody has who sees.
    decisions += 1;
    await keypad.presses('FocusNext');
    await listener.hears('Moulin');
    await errand.play(kiosk, customer);
    const touches = touchesInReadme(errand);
    const row = heardRowOf(errand, { touches, decisions, presses: keypad.count });
    rows.push(row);
    console.log(row);
    expect(decisions / touches).toBeLessThanOrEqual(mostOfTouched);
    await expectBalanced(kiosk, { paid: errand.paid, issued: errand.paid });
  });
}

test('the README’s table is what was counted', () => {
  expect(rows, 'every errand was played').toHaveLength(heard.length);
  if (process.env['MOULIN_WRITE_TAPS'] === '1') writeToReadme('heard-taps', rows);
  expect(tableInReadme('heard-taps'), 'npm run taps writes it anew').toBe(tableOf('heard-taps', rows));
});
