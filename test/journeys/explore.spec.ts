import { expect } from '@playwright/test';
import { Customer } from '../customer.ts';
import { Listener, quickVoice } from '../listener.ts';
import { test as journey, words } from './journey.ts';

/** Touch for whoever listens: a finger hears what is under it, and takes it with a second tap (A11Y-33). */

const test = journey.extend<{ listener: Listener }>({
  configuration: [{ speech: quickVoice() }, { option: true }],
  listener: async ({ page }, use) => {
    const listener = new Listener(page);
    await listener.listens();
    await use(listener);
  },
  customer: async ({ kiosk, page, listener }, use) => {
    await page.goto(kiosk.address);
    const customer = new Customer(page);
    await customer.sees('attract');
    await listener.means('ToggleSpeech');
    await listener.hears(words('attract.title'));
    await page.locator('html[data-explored]').waitFor({ state: 'attached' });
    await use(customer);
  },
});

test('a finger that is laid on a key hears it, and nothing is pressed; the second tap takes it', async ({ customer, listener, page }) => {
  const stamps = customer.control('service.started', 'stamps');
  const name = (await stamps.innerText()).split('\n')[0] ?? '';
  await stamps.tap();
  await listener.hears(name);
  await expect(page.locator('[data-screen="attract"]')).toBeVisible();
  await stamps.tap();
  await customer.sees('stamps');
});

test('a finger that has gone on to another key presses neither, and one tap on each does nothing', async ({ customer, page }) => {
  await customer.control('service.started', 'stamps').tap();
  await customer.control('dialog.opened', 'call').tap();
  await customer.control('dialog.opened', 'languages').tap();
  await expect(page.locator('[data-dialog]')).toHaveCount(0);
  await expect(page.locator('[data-screen="attract"]')).toBeVisible();
});

test('without speech a touch is a touch again', async ({ customer, listener, page }) => {
  await listener.means('ToggleSpeech');
  await expect(page.locator('html[data-explored]')).toHaveCount(0);
  await customer.control('service.started', 'stamps').tap();
  await customer.sees('stamps');
});
