import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { configSchema } from '../../electron/config.ts';
import { rangesOf } from '../../electron/config/numbering.ts';
import { openLedger } from '../../electron/ledger/ledger.ts';
import { openSqlite } from '../../electron/ledger/store.ts';
import type { MaintenancePage } from '../../flows/view.ts';
import { Customer } from '../customer.ts';
import { Kiosk } from '../kiosk.ts';
import { Worker } from '../worker.ts';
import { expectBalanced, factsOf } from './audit.ts';
import { fillsBasketWithLetters, letterPrice, test, words } from './journey.ts';

/** Behind the counter, where no customer is: each act ends with its entry in the journal, and the books balance after it. */

type Room = MaintenancePage['page'];

/** From one page to the next, over the first. */
async function opens(customer: Customer, page: Room): Promise<void> {
  const tile = customer.control('maintenance.opened', page);
  if ((await tile.count()) === 0) await customer.touches('back');
  await tile.tap();
  await expect(tile).toHaveCount(0);
}

/** The test of one device, up to what the page says of it. */
async function tests(customer: Customer, device: 'scale' | 'card' | 'labels' | 'papers', what: 'weighing' | 'card' | 'label' | 'receipt'): Promise<void> {
  await customer.touches('maintenance.device.chosen', device);
  await customer.touches('maintenance.device.tested');
  await expect(customer.page.locator('[data-tone="sage"][role="status"]')).toContainText(words('maintenance.result.ok').replace('{{what}}', words(`maintenance.result.${what}`)));
  await customer.touches('maintenance.device.chosen', 'all');
}

async function actsOf(kiosk: Pick<Kiosk, 'dataDirectory'>): Promise<readonly string[]> {
  return (await factsOf(kiosk)).flatMap((fact) => (fact.type === 'staff.acted' ? [`${fact.act} ${fact.staff}`] : []));
}

async function buysLetter(kiosk: Kiosk, customer: Customer): Promise<void> {
  await fillsBasketWithLetters(kiosk, customer, 1);
  await customer.touches('basket.paid');
  await customer.sees('deposit');
  await customer.chooses('none');
  await customer.sees('farewell');
  await kiosk.turn('scale', { grams: 0 });
  await customer.touches('session.finished');
  await customer.sees('attract');
}

async function typesDigits(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.locator(`[data-skbtn="${digit}"]`).tap();
}

test('a manager’s round: devices tried, both rolls changed, the day looked at and compared, and out of service for an hour', async ({ kiosk, customer, page }) => {
  const karim = new Worker(kiosk, page, 'DEMO-M1');
  await buysLetter(kiosk, customer);
  await karim.signsIn();
  await customer.sees('maintenance');

  await test.step('devices', async () => {
    await opens(customer, 'devices');
    await tests(customer, 'papers', 'receipt');
    await tests(customer, 'labels', 'label');
    await tests(customer, 'card', 'card');
    await tests(customer, 'scale', 'weighing');
    await customer.touches('maintenance.device.chosen', 'scale');
    await customer.touches('maintenance.device.restarted');
    await expect(page.locator('[data-tone="sage"][role="status"]')).toContainText(words('maintenance.result.ok').replace('{{what}}', words('maintenance.result.restarted')));
  });

  await test.step('rolls', async () => {
    await opens(customer, 'rolls');
    await customer.touches('maintenance.roll.chosen', 'labels');
    await kiosk.turn('label-printer', { headOpen: true });
    await expect(page.locator('h1')).toHaveText(words('maintenance.rolls.replace.title'));
    await kiosk.turn('label-printer', { headOpen: false });
    await customer.touches('maintenance.roll.counted', 'full');
    await expect(page.locator('h1')).toHaveText(words('maintenance.rolls.done.title'));
    await customer.touches('maintenance.roll.next');
    await customer.touches('maintenance.roll.chosen', 'receipts');
    await customer.touches('maintenance.roll.next');
    await expect(page.locator('h1')).toHaveText(words('maintenance.rolls.replace.title'));
    await customer.touches('maintenance.roll.next');
    await expect(page.locator('h1')).toHaveText(words('maintenance.rolls.done.title'));
  });

  await test.step('the day', async () => {
    await opens(customer, 'sales');
    await expect(page.locator('[data-screen]')).toContainText('3,60');
    await opens(customer, 'events');
    await opens(customer, 'closing');
    await customer.chooses('debits');
    await typesDigits(page, '1');
    await customer.chooses('debited');
    await typesDigits(page, '370');
    await customer.touches('maintenance.day.counted');
    await expect(page.locator('[data-differs]')).toHaveCount(1);
    await customer.touches('maintenance.day.closed');
    await expect(page.getByText(words('maintenance.closing.done'))).toBeVisible();
  });

  await test.step('out of service', async () => {
    await opens(customer, 'service');
    await customer.chooses('card-terminal');
    await customer.chooses('minutes-60');
    await customer.touches('maintenance.service.closed');
    await karim.leaves();
    await customer.sees('out-of-service');
    await expect(page.locator('[data-screen]')).toContainText(words('closing-message.card-terminal'));
    await karim.signsIn();
    await opens(customer, 'service');
    await customer.touches('maintenance.service.opened');
    await karim.leaves();
    await customer.sees('attract');
  });

  const by = ' DEMO-M1';
  expect(await actsOf(kiosk)).toEqual(
    ['receipt.tested', 'label.tested', 'card.tested', 'weighing.tested', 'device.restarted', 'roll.changed', 'roll.changed', 'sales.viewed', 'events.viewed', 'day.closed', 'service.closed', 'service.opened'].map((act) => `${act}${by}`),
  );
  const facts = await factsOf(kiosk);
  expect(facts.find((fact) => fact.type === 'day.reconciled')).toMatchObject({ ledger: { debits: 1, debited: letterPrice }, counted: { debits: 1, debited: 3_70 } });
  expect(facts.filter((fact) => fact.type === 'payment.requested'), 'the card terminal is tested without a payment').toHaveLength(1);
  await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
});

test('a technician’s round: the scale’s zero and the day until which it is verified, then the screen, school and the program begin anew', async ({ kiosk, customer, page }) => {
  const yann = new Worker(kiosk, page, 'DEMO-T');
  const signsInAgain = async (): Promise<void> => {
    // With the program its virtual devices begin anew: the badge is laid on the reader once more.
    await customer.sees('attract', { timeout: 60_000 });
    await yann.removesBadge();
    await yann.signsIn();
    await customer.sees('maintenance');
  };
  await yann.signsIn();
  await customer.sees('maintenance');
  await opens(customer, 'scale');
  await customer.touches('maintenance.scale.zeroed');
  await expect(page.locator('[data-tone="sage"][role="status"]')).toContainText(words('maintenance.result.zero'));
  await customer.chooses('verify');
  await typesDigits(page, '31052030');
  await customer.touches('maintenance.scale.verified');
  await expect.poll(async () => (await factsOf(kiosk)).find((fact) => fact.type === 'scale.verified')?.until).toBe('2030-05-31');
  await opens(customer, 'service');
  const loaded = page.waitForEvent('load');
  await customer.touches('maintenance.screen.restarted');
  await loaded;
  await customer.sees('maintenance');
  await opens(customer, 'training');
  await customer.touches('maintenance.training.switched');
  await page.locator('[data-training]').waitFor({ timeout: 60_000 });
  await signsInAgain();
  await opens(customer, 'training');
  await customer.touches('maintenance.training.switched');
  await page.locator('[data-screen]:not([data-training])').waitFor({ timeout: 60_000 });
  await signsInAgain();
  await opens(customer, 'service');
  await customer.touches('maintenance.program.restarted');
  await customer.sees('attract', { timeout: 60_000 });
  await expect.poll(() => actsOf(kiosk)).toEqual(expect.arrayContaining(['scale.zeroed', 'scale.verified', 'screen.restarted', 'training.switched', 'program.restarted'].map((act) => `${act} DEMO-T`)));
});

test('a label that somebody left in doubt was found in the tray: a manager settles the incident, and the books are closed', async ({ kiosk, customer, page }) => {
  const karim = new Worker(kiosk, page, 'DEMO-M1');
  await kiosk.turn('label-printer', { slowMs: 1_500 });
  await fillsBasketWithLetters(kiosk, customer, 1);
  await customer.touches('basket.paid');
  await page.locator('[data-piece][data-state="printing"]').waitFor();
  await kiosk.turn('label-printer', { silent: true });
  await customer.sees('farewell', { timeout: 60_000 });
  await kiosk.turn('scale', { grams: 0 });
  await customer.touches('session.finished');
  await page.locator('[data-screen="attract"], [data-screen="out-of-service"]').waitFor();
  await karim.signsIn();
  await opens(customer, 'incidents');
  await page.locator('[data-intent="maintenance.incident.chosen"]').first().tap();
  await customer.touches('maintenance.incident.settled', 'delivered');
  await expect(page.getByText(words('maintenance.incidents.none'))).toBeVisible();
  await karim.leaves();
  expect(await actsOf(kiosk)).toEqual(['incident.settled DEMO-M1']);
  await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
});

test('without a reader a marked place asks for number and PIN; the signed archive of yesterday goes onto a stick', async ({ page }) => {
  const data = mkdtempSync(join(tmpdir(), 'moulin-'));
  await livedYesterday(data);
  const stick = '/dev/shm';
  const before = readdirSync(stick);
  // Every Linux has a file system in memory there: to the terminal it is one more that somebody plugged in.
  const kiosk = await Kiosk.start({ dataDirectory: data, configuration: { devices: { 'badge-reader': null }, export: { mountRoot: '/dev' } } });
  try {
    await page.goto(kiosk.address);
    const customer = new Customer(page);
    await customer.sees('attract');
    const karim = new Worker(kiosk, page, 'DEMO-M1');
    await customer.touches('staff.asked');
    await karim.types(karim.who.number ?? '');
    await page.getByRole('heading', { name: words('sign-in.pin') }).waitFor();
    await karim.types(karim.who.pin);
    await customer.sees('maintenance');
    await opens(customer, 'export');
    await page.locator('[data-intent="maintenance.exported"]', { hasText: 'shm' }).tap();
    await expect(page.locator('[data-tone="sage"][role="status"]')).toContainText(words('maintenance.export.done'), { timeout: 60_000 });
    await customer.touches('staff.left');
    await customer.sees('attract');
    expect(await actsOf(kiosk)).toEqual(['archive.exported DEMO-M1']);
    expect((await factsOf(kiosk)).some((fact) => fact.type === 'archive.made')).toBe(true);
  } finally {
    await kiosk.kill();
    for (const name of readdirSync(stick)) if (!before.includes(name) && /moulin/i.test(name)) rmSync(join(stick, name), { recursive: true, force: true });
    rmSync(data, { recursive: true, force: true });
  }
});

/** A journal with a day that is over: the next start closes it. */
async function livedYesterday(directory: string): Promise<void> {
  const yesterday = Date.now() - 24 * 60 * 60 * 1_000;
  const opened = openLedger({ directory, clock: { now: () => yesterday }, openStore: openSqlite, ranges: rangesOf(configSchema.parse({}).numbering) });
  if (!opened.ok) throw new Error(opened.error.message);
  opened.value.record({ type: 'session.started', session: 'yesterday', service: 'tracking' });
  opened.value.record({ type: 'session.ended', session: 'yesterday', how: 'completed' });
  opened.value.close();
}
