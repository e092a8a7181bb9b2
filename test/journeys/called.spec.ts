import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Worker } from '../worker.ts';
import { expectBalanced, factsOf } from './audit.ts';
import { fillsBasketWithLetters, letterPrice, test } from './journey.ts';

/** Somebody is called, by the customer or by the terminal itself: seen on the screen and on a lamp, kept in the journal, and over when a worker comes. */

const lamp = join(mkdtempSync(join(tmpdir(), 'moulin-lamp-')), 'brightness');

test.use({ configuration: { lamp: { file: lamp } } });
test.beforeEach(() => writeFileSync(lamp, '0'));

const lampShows = (): string => readFileSync(lamp, 'utf8').trim();

test('by the customer: the basket waits, the lamp burns, and the worker who comes finds it as it was', async ({ kiosk, customer, page }) => {
  const nadia = new Worker(kiosk, page, 'DEMO-A');
  await fillsBasketWithLetters(kiosk, customer, 1);
  await customer.touches('dialog.opened', 'call');
  await customer.touches('help.called');
  await customer.touches('dialog.closed');
  await expect(page.locator('.dock-called')).toBeVisible();
  await expect.poll(lampShows).toBe('1');
  await nadia.signsIn();
  await expect(page.locator('.dock-called')).toHaveCount(0);
  await customer.sees('basket');
  await nadia.leaves();
  await expect.poll(lampShows).toBe('0');
  await customer.touches('basket.paid');
  await customer.sees('deposit');
  await customer.chooses('none');
  await customer.sees('farewell');
  const facts = await factsOf(kiosk);
  const called = facts.find((fact) => fact.type === 'help.called');
  const acknowledged = facts.find((fact) => fact.type === 'help.acknowledged');
  expect(called?.why).toBe('customer');
  expect(acknowledged).toMatchObject({ session: called?.session, staff: 'DEMO-A' });
  expect(acknowledged?.after).toBeGreaterThan(0);
  await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
});

test('by the terminal, for a customer who is stuck: three errors on the same screen', async ({ kiosk, customer, page }) => {
  await customer.touches('service.started', 'send');
  await customer.sees('weigh');
  for (let at = 0; at < 3; at += 1) {
    await kiosk.turn('scale', { grams: 2 });
    await page.locator('[data-weighing="below-minimum"]').waitFor({ state: 'attached' });
    await kiosk.turn('scale', { grams: 0 });
    await page.locator('[data-weighing="empty"]').waitFor({ state: 'attached' });
  }
  await expect(page.locator('.dock-called')).toBeVisible();
  expect((await factsOf(kiosk)).flatMap((fact) => (fact.type === 'help.called' ? [fact.why] : []))).toEqual(['errors']);
});

test('by the terminal, for a label that jammed', async ({ kiosk, customer, page }) => {
  const nadia = new Worker(kiosk, page, 'DEMO-A');
  await fillsBasketWithLetters(kiosk, customer, 1);
  await kiosk.turn('payment-terminal', { answer: 'manual' });
  await customer.touches('basket.paid');
  await customer.sees('pay');
  await kiosk.awaitsCard();
  await kiosk.turn('label-printer', { jam: true });
  await kiosk.turn('payment-terminal', { present: 'chip' });
  await customer.sees('label-trouble');
  await expect.poll(lampShows).toBe('1');
  await nadia.signsIn();
  await kiosk.turn('label-printer', { jam: false });
  await nadia.does('label.reprinted', { reason: 'label-jammed' });
  await customer.sees('deposit');
  await nadia.leaves();
  await customer.chooses('none');
  await customer.sees('farewell');
  const told = (await factsOf(kiosk)).flatMap((fact) => (fact.type === 'help.called' ? [fact.why] : fact.type === 'help.acknowledged' ? [fact.staff] : []));
  expect(told).toEqual(['label', 'DEMO-A']);
  await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
});
