import { expect, type Locator, type Page } from '@playwright/test';
import type { Screen } from '../../flows/view.ts';
import { showsContact } from '../contacts.ts';
import type { Customer } from '../customer.ts';
import { expectBalanced, expectNothingSold } from './audit.ts';
import { fillsBasketWithLetters, letterPrice, test, weighsLetter } from './journey.ts';

/** How the terminal answers to fingers, and to nobody: release, sliding off, language at any point, more time. */

/** Where a finger would land, once the question takes touches: a screen that has just changed does not (A11Y-36). */
async function middleOf(control: Locator): Promise<{ x: number; y: number }> {
  await control.page().locator('.kiosk:not([data-settling])').waitFor();
  const box = await control.boundingBox();
  if (box === null) throw new Error('there is nothing to touch');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** One finger, as the touchscreen's driver reports it. */
async function finger(page: Page) {
  const driver = await page.context().newCDPSession(page);
  const report = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) => driver.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  return {
    down: (point: { x: number; y: number }) => report('touchStart', [point]),
    moves: (point: { x: number; y: number }) => report('touchMove', [point]),
    up: () => report('touchEnd', []),
  };
}

test('a key acts when it is let go, not when it is touched; sliding off undoes the touch', async ({ kiosk, customer, page }) => {
  await weighsLetter(kiosk, customer);
  const confirm = customer.control('offer.confirmed');
  const { down, moves, up } = await finger(page);
  const inside = await middleOf(confirm);
  await down(inside);
  await expect(confirm, 'it shows that it is held').toHaveAttribute('data-held', 'true');
  await customer.sees('offers');
  await moves({ x: inside.x, y: inside.y - 400 });
  await expect(confirm).not.toHaveAttribute('data-held', 'true');
  await up();
  // What was sent is dealt with in order: once the next touch has had its effect, this one would have had its own.
  await customer.touches('offer.selected', 'lettre_verte_suivie');
  await page.locator('[data-choice="lettre_verte_suivie"][aria-pressed="true"]').waitFor();
  await customer.sees('offers');
  // A finger that trembles within the key still presses it.
  await down(inside);
  await moves({ x: inside.x + 30, y: inside.y + 10 });
  await up();
  await customer.sees('basket');
  await expectNothingSold(kiosk);
});

test('a key pressed twice in a hurry pays once', async ({ kiosk, customer, page }) => {
  await fillsBasketWithLetters(kiosk, customer, 1);
  await kiosk.turn('payment-terminal', { delayMs: 500 });
  const { x, y } = await middleOf(customer.control('basket.paid'));
  await page.touchscreen.tap(x, y);
  await page.touchscreen.tap(x, y);
  await customer.sees('deposit');
  expect((await kiosk.device('payment-terminal')).state?.['totals']).toMatchObject({ approved: letterPrice });
  await customer.chooses('none');
  await customer.sees('farewell');
  await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
});

test('a double tap on Cancel asks the question, and does not answer it', async ({ kiosk, customer, page }) => {
  await fillsBasketWithLetters(kiosk, customer, 1);
  const { x, y } = await middleOf(customer.control('dialog.opened', 'cancel'));
  await page.touchscreen.tap(x, y);
  await customer.sees('basket', { dialog: 'cancel' });
  // Where the finger strikes again, "Yes, cancel everything" lies now.
  const answer = await customer.control('session.cancelled').boundingBox();
  await page.touchscreen.tap((answer?.x ?? 0) + 10, (answer?.y ?? 0) + 10);
  await customer.touches('dialog.closed');
  await customer.sees('basket');
  await expectNothingSold(kiosk);
});

type Changes = (screen: Screen, kept?: Locator) => Promise<void>;

/** Changes the language and back: the screen stays, and so do the figures on what is `kept`. Each screen it was done on is noted. */
function changesLanguage(customer: Customer, passed: Screen[]): Changes {
  const { page } = customer;
  return async (screen, kept = page.locator('.money-plate')) => {
    await customer.sees(screen);
    const figures = async () => (await kept.allInnerTexts()).join().replaceAll(/[^0-9]/g, '');
    const before = await figures();
    for (const locale of ['en', 'fr'] as const) {
      await customer.touches('dialog.opened', 'languages');
      await customer.touches('language.chosen', locale);
      await page.locator(`[data-screen="${screen}"][lang="${locale}"]:not([data-dialog])`).waitFor();
      expect(await figures()).toBe(before);
    }
    passed.push(screen);
  };
}

test('the language can be changed on every screen of a parcel in France, and nothing else changes', async ({ kiosk, customer, page }) => {
  const passed: Screen[] = [];
  const changes = changesLanguage(customer, passed);
  await changes('attract');
  await customer.touches('service.started', 'send');
  await changes('weigh');
  await kiosk.turn('scale', { grams: 1_240 });
  await changes('destination');
  await customer.touches('destination.chosen', 'france');
  await changes('format');
  await customer.touches('format.chosen', 'parcel');
  await changes('offers');
  await customer.touches('offer.confirmed');
  await customer.sees('address');
  await customer.types('51290');
  await page.locator('.town').first().waitFor();
  await changes('address', page.locator('.town'));
  await customer.touches('back');
  await customer.sees('offers');
  await customer.touches('back');
  await customer.sees('format');
  await customer.touches('format.chosen', 'letter');
  await customer.sees('offers');
  await customer.touches('offer.confirmed');
  await changes('basket', page.locator('.basket-line, .total'));
  await kiosk.turn('payment-terminal', { answer: 'manual' });
  await customer.touches('basket.paid');
  await changes('pay', page.locator('.sums'));
  await kiosk.turn('payment-terminal', { press: 'red' });
  await changes('payment-refused');
  await kiosk.turn('payment-terminal', { answer: 'approve' });
  await kiosk.turn('label-printer', { labelsLeft: 0, media: 'out' });
  await kiosk.turn('label-printer', { media: 'ok', slowMs: 6_000 });
  await expect.poll(async () => (await kiosk.device('label-printer')).knobs['media']).toBe('ok');
  await customer.touches('payment.retried');
  await changes('issuing', page.locator('.piece'));
  await changes('deposit', page.locator('.piece'));
  await customer.chooses('proof');
  await changes('farewell');
  expect(new Set(passed).size).toBe(12);
});

test('and on every screen of a parcel abroad: what was declared stays as it was said', async ({ kiosk, customer, page }) => {
  const passed: Screen[] = [];
  const changes = changesLanguage(customer, passed);
  await kiosk.turn('scale', { grams: 1_240 });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'abroad');
  await changes('country');
  await customer.touches('country.chosen', 'CA');
  await changes('contents');
  await customer.touches('contents.chosen', 'goods');
  await customer.touches('format.chosen', 'parcel');
  await changes('offers');
  await customer.touches('offer.confirmed');
  await customer.sees('address');
  await showsContact(kiosk, customer, 'ottawa');
  await showsContact(kiosk, customer, 'sender');
  await changes('customs');
  await customer.touches('customs.category.chosen', 'gift');
  await customer.declares({ goods: 't-shirt', value: 25 });
  await changes('customs', page.locator('[data-article]'));
  await expect(page.locator('[data-article]')).toContainText('Cotton T-shirt');
  expect(new Set(passed).size).toBe(4);
  await expectNothingSold(kiosk);
});

test('and on what is sold and asked without an item', async ({ kiosk, customer, page }) => {
  const passed: Screen[] = [];
  const changes = changesLanguage(customer, passed);
  const leaves = async () => {
    await customer.chooses('back');
    await customer.sees('attract');
  };
  await customer.touches('service.started', 'stamps');
  await changes('stamps', page.locator('.stamp-choice'));
  await leaves();
  await customer.touches('service.started', 'supplement');
  await customer.touches('supplement.way.chosen', 'amount');
  await customer.types('140');
  // The last key is on its way to the terminal and back: what is compared below is what stands after it.
  await expect(page.locator('.money-plate')).toContainText('1,40');
  await changes('supplement', page.locator('.money-plate'));
  await customer.chooses('back');
  await leaves();
  for (const [service, screen] of [['deposit', 'drop-off'], ['copy', 'copy'], ['tracking', 'tracking']] as const) {
    await customer.touches('service.started', service);
    await changes(screen);
    // Nothing is lost by leaving, and nothing is asked.
    await customer.chooses('back');
    await customer.sees('attract', { timeout: 20_000 });
  }
  expect(passed).toHaveLength(5);
  await expectNothingSold(kiosk);
});

test('themes and large text are one touch away, hold through the session and end with it', async ({ kiosk, customer, page }) => {
  await weighsLetter(kiosk, customer);
  await customer.touches('dialog.opened', 'accessibility');
  await customer.touches('preferences.changed', 'theme-contrast');
  await customer.touches('preferences.changed', 'text-large');
  await customer.touches('dialog.closed');
  await page.locator('[data-screen="offers"][data-theme="contrast"][data-text-size="large"]:not([data-dialog])').waitFor();
  await page.reload();
  await page.locator('[data-screen="offers"][data-theme="contrast"][data-text-size="large"]').waitFor();
  await kiosk.turn('scale', { grams: 0 });
  for (const screen of ['destination', 'weigh'] as const) {
    await customer.touches('back');
    await customer.sees(screen);
  }
  await customer.touches('dialog.opened', 'cancel');
  await customer.touches('session.cancelled');
  await page.locator('[data-screen="attract"][data-theme="light"][data-text-size="standard"]').waitFor();
  await expectNothingSold(kiosk);
});

test.describe('nobody touches anything', () => {
  // The shortest that the configuration allows; the waits below are for the dialog, not for a clock.
  test.use({ configuration: { idle: { warnAfterSeconds: 20, graceSeconds: 20 } } });

  test('more time is offered, taken at one touch, and the basket is kept', async ({ kiosk, customer, page }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await customer.sees('basket', { dialog: 'idle', timeout: 30_000 });
    await expect(page.locator('[role="alertdialog"] .countdown')).toHaveText(/^(?:20|1\d)$/);
    await customer.touches('time.extended');
    await page.locator('[data-screen="basket"]:not([data-dialog])').waitFor();
    await expect(page.locator('.quantity')).toContainText('2');
    await expect(customer.control('basket.paid')).toBeVisible();
    await expectNothingSold(kiosk);
  });
});
