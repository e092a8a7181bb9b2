import { expect } from '@playwright/test';
import { Customer } from '../customer.ts';
import { Keypad } from '../keypad.ts';
import { expectBalanced } from './audit.ts';
import { letterPrice, test as journey } from './journey.ts';

/** Whoever has two switches and nothing else: one moves a frame, the other takes what is framed (A11Y-71). */

const test = journey.extend<{ switches: Keypad }>({
  switches: async ({ page }, use) => use(await Keypad.of(page)),
});

test('a letter is bought with two actions only', async ({ kiosk, customer, switches }) => {
  await kiosk.turn('scale', { grams: 84 });
  await customer.sees('destination');
  await switches.choosesByScanning('france');
  await customer.sees('offers');
  await switches.choosesByScanning('lettre_verte_suivie');
  await switches.choosesByScanning('offer.confirmed');
  await customer.sees('basket');
  await switches.choosesByScanning('basket.paid');
  await customer.sees('deposit', { timeout: 30_000 });
  await switches.choosesByScanning('none');
  await customer.sees('farewell');
  await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
});

test('an address is typed with two actions: a row, then a letter', async ({ kiosk, customer, switches, page }) => {
  await kiosk.turn('scale', { grams: 1_240 });
  await customer.sees('destination');
  await switches.choosesByScanning('france');
  await customer.sees('format');
  await switches.choosesByScanning('parcel');
  await customer.sees('offers');
  await switches.choosesByScanning('offer.confirmed');
  await customer.field('postcode').waitFor();
  const before = switches.count;
  for (const digit of '69007') await switches.choosesByScanning(digit);
  await customer.field('street').waitFor();
  // A row is found among few, and a letter in its row.
  expect((switches.count - before) / 5).toBeLessThanOrEqual(12);
  await switches.choosesByScanning('r');
  // The fields that the frame passed over on its way to the keyboard are not the ones that are typed in.
  await expect(page.locator('input[name="street"]')).toHaveValue('r');
  await switches.choosesByScanning('building');
  await switches.choosesByScanning('B');
  await expect(page.locator('input[name="building"]')).toHaveValue('B');
  await expect(page.locator('input[name="street"]')).toHaveValue('r');
});

test('the frame is seen, and goes when a finger comes', async ({ customer, switches, page }) => {
  await switches.presses('SwitchMove');
  const framed = page.locator('[data-scanned]');
  await expect(framed).toHaveCount(1);
  expect(await framed.evaluate((element) => Number.parseFloat(getComputedStyle(element).outlineWidth))).toBeGreaterThan(4);
  await new Customer(page).touches('service.started', 'stamps');
  await customer.sees('stamps');
  await expect(framed).toHaveCount(0);
});
