import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import type { Screen } from '../../flows/view.ts';
import { Customer } from '../customer.ts';
import { Kiosk } from '../kiosk.ts';
import { expectBalanced, expectNothingSold, factsOf } from './audit.ts';
import { weighsForCanada } from './errands.ts';
import { fillsBasketWithLetters, hurry, letterPrice, parcelPrice, test } from './journey.ts';
import { StandingDevices } from './standing-devices.ts';

/**
 * The power fails, the screen dies. The devices stand where they are and remember; the terminal starts again on the same
 * data directory. Nothing is charged twice, nothing printed twice, nothing forgotten.
 */

const bothLetters = 2 * letterPrice;

/** As short as addresses may be: typing is not what dies here. */
const addressee = { postcode: '69007', street: '1 quai A', name: 'Jo' };
const sender = { postcode: '91130', street: '2 cours B', name: 'Al' };

interface PowerFailure {
  readonly devices: StandingDevices;
  readonly customer: Customer;
  readonly dataDirectory: string;
  /** The terminal's process is killed where it stands. */
  fail(): Promise<void>;
  /** The power is back; resolves when customers are served again. */
  comesBack(): Promise<void>;
}

const powerTest = base.extend<{ power: PowerFailure }>({
  power: async ({ page }, use) => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'moulin-crash-'));
    const devices = await StandingDevices.start();
    await hurry(devices);
    const options = { dataDirectory, configuration: devices.configuration, workbench: false };
    let kiosk = await Kiosk.start(options);
    const customer = new Customer(page);
    await page.goto(kiosk.address);
    await customer.sees('attract');
    await use({
      devices,
      customer,
      dataDirectory,
      fail: () => kiosk.kill(),
      async comesBack() {
        // Whoever was there has gone, and taken the letter along.
        devices.turn('scale', { grams: 0 });
        kiosk = await Kiosk.start(options);
        await page.goto(kiosk.address);
        await customer.sees('attract', { timeout: 30_000 });
      },
    });
    await kiosk.kill();
    await devices.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  },
});

powerTest.describe('the power fails', () => {
  powerTest.beforeEach(async ({ power: { devices, customer } }) => {
    await fillsBasketWithLetters(devices, customer);
  });

  powerTest('while the card is awaited, and the card is shown all the same: the whole amount goes back', async ({ power }) => {
    const { devices, customer } = power;
    devices.turn('payment-terminal', { answer: 'manual' });
    await customer.touches('basket.paid');
    await customer.sees('pay');
    await expect.poll(() => devices.cardTerminal.state().phase).toBe('card-expected');
    await power.fail();
    devices.turn('payment-terminal', { present: 'contactless' });
    expect(devices.totals.approved).toBe(bothLetters);
    await power.comesBack();
    expect(devices.totals).toEqual({ approved: bothLetters, cancelled: bothLetters, refunded: 0 });
    expect(devices.labels).toHaveLength(0);
    expect(devices.receiptText).toContain('7,20');
    await expectBalanced(power, { paid: bothLetters, returned: bothLetters });
  });

  powerTest('while the card is awaited, and nobody shows one: nothing was debited, and the terminal knows it', async ({ power }) => {
    const { devices, customer } = power;
    devices.turn('payment-terminal', { answer: 'manual' });
    await customer.touches('basket.paid');
    await customer.sees('pay');
    await expect.poll(() => devices.cardTerminal.state().phase).toBe('card-expected');
    await power.fail();
    devices.turn('payment-terminal', { press: 'red' });
    await power.comesBack();
    expect(devices.totals).toEqual({ approved: 0, cancelled: 0, refunded: 0 });
    await expectBalanced(power, { paid: 0 });
  });

  powerTest('after payment, while the second label prints: what came out for certain counts, the other goes to a person', async ({ power }) => {
    const { devices, customer } = power;
    await customer.touches('basket.paid');
    await customer.sees('issuing');
    await expect.poll(() => devices.labels.length).toBe(1);
    devices.turn('label-printer', { slowMs: 3_000 });
    await customer.page.locator('[data-piece]:nth-of-type(2)[data-state="printing"]').waitFor();
    await power.fail();
    await power.comesBack();
    expect(devices.totals).toEqual({ approved: bothLetters, cancelled: 0, refunded: 0 });
    const codes = devices.labels.flatMap((label) => label.codes);
    expect(new Set(codes).size, 'no label twice').toBe(codes.length);
    expect(devices.labels.length).toBeLessThanOrEqual(2);
    const incident = (await factsOf(power)).find((fact) => fact.type === 'incident.opened');
    expect(incident).toMatchObject({ cause: 'label-unknown', amount: letterPrice });
    expect(devices.receiptText).toContain(incident?.incident);
    await expectBalanced(power, { paid: bothLetters, issued: letterPrice, incidents: letterPrice });
    // The next customer's label goes on from where the numbers stood, whatever became of the last one.
    await fillsBasketWithLetters(devices, customer, 1);
    await customer.touches('basket.paid');
    await customer.sees('deposit');
    const numbers = (await factsOf(power)).flatMap((fact) => (fact.type === 'label.issued' ? [fact.label, fact.number] : []));
    expect(numbers).toHaveLength(6);
    expect(new Set(numbers).size, 'no number twice').toBe(numbers.length);
  });

  powerTest('during a refund: it is not asked for a second time, and a person settles what is not known', async ({ power }) => {
    const { devices, customer } = power;
    devices.turn('label-printer', { labelsLeft: 1 });
    await customer.touches('basket.paid');
    await customer.sees('label-trouble');
    devices.turn('payment-terminal', { delayMs: 2_500 });
    await customer.touches('label.refunded');
    await customer.sees('refunding');
    await expect.poll(() => devices.cardTerminal.state().transactions.length).toBe(2);
    await power.fail();
    await power.comesBack();
    expect(devices.cardTerminal.state().transactions, 'one sale, one refund').toHaveLength(2);
    const incident = (await factsOf(power)).find((fact) => fact.type === 'incident.opened');
    expect(incident).toMatchObject({ cause: 'refund-unknown', amount: letterPrice });
    await expectBalanced(power, { paid: bothLetters, issued: letterPrice, incidents: letterPrice });
  });

  powerTest('before anybody paid: nothing is owed, and the basket of whoever has gone is not shown to the next', async ({ power }) => {
    await power.fail();
    await power.comesBack();
    await expect(power.customer.page.locator('.money-plate')).toHaveCount(0);
    expect(power.devices.totals).toEqual({ approved: 0, cancelled: 0, refunded: 0 });
    await expectNothingSold(power);
  });
});

/** What is on the screen: which screen, what the money is, and the question. */
async function glance(page: Page): Promise<{ screen: string | null; money: string; title: string }> {
  await page.locator('[data-screen]:not([data-screen="starting"]) h1').waitFor();
  return {
    screen: await page.locator('[data-screen]').getAttribute('data-screen'),
    money: (await page.locator('.money-plate').allInnerTexts()).join(''),
    title: await page.locator('h1').first().innerText(),
  };
}

/** The browser's process for the page ends as in a crash; then the window loads the page anew, as the shell does. */
async function crashAndComeBack(context: BrowserContext, page: Page, address: string): Promise<Page> {
  const crashed = page.waitForEvent('crash');
  // The answer never comes: nobody is left to give it.
  void (await context.newCDPSession(page)).send('Page.crash').catch(() => undefined);
  await crashed;
  const next = await context.newPage();
  await next.goto(address);
  await page.close();
  return next;
}

type Accident = (page: Page, context: BrowserContext, kiosk: Kiosk) => Promise<Page>;

const accidents: Readonly<Record<string, Accident>> = {
  'is loaded anew': async (page) => {
    await page.reload();
    return page;
  },
  'crashes': (page, context, kiosk) => crashAndComeBack(context, page, kiosk.address),
};

test('a page that is loaded anew has forgotten nothing of a declaration, nor whom it goes to', async ({ kiosk, customer, page }) => {
  const comesBack = async (): Promise<void> => {
    const before = await glance(page);
    await page.reload();
    expect(await glance(page)).toEqual(before);
  };
  await weighsForCanada(kiosk, customer);
  await comesBack();
  await customer.touches('customs.category.chosen', 'gift');
  await customer.declares({ goods: 't-shirt', grams: 300, value: 25 });
  await comesBack();
  await expect(page.locator('[data-article]')).toContainText('Cotton T-shirt');
  await customer.touches('customs.article.added');
  await customer.declares({ goods: 'book', value: 12 });
  await customer.touches('customs.confirmed');
  await customer.sees('basket');
  await comesBack();
  await expect(page.locator('.basket-line')).toContainText('Ottawa');
  await expectNothingSold(kiosk);
});

for (const [what, accident] of Object.entries(accidents)) {
  test(`a screen that ${what} comes back as the same screen of the same session, at every step of a journey`, async ({ kiosk, customer: first, page: firstPage, context }) => {
    let customer = first;
    let page = firstPage;
    const passed: Screen[] = [];
    const comesBackAt = async (screen: Screen): Promise<void> => {
      await customer.sees(screen);
      const before = await glance(page);
      page = await accident(page, context, kiosk);
      customer = new Customer(page);
      await customer.sees(screen);
      expect(await glance(page)).toEqual(before);
      passed.push(screen);
    };
    await comesBackAt('attract');
    await customer.touches('service.started', 'send');
    await comesBackAt('weigh');
    await kiosk.turn('scale', { grams: 1_240 });
    await comesBackAt('destination');
    await customer.touches('destination.chosen', 'france');
    await comesBackAt('format');
    await customer.touches('format.chosen', 'parcel');
    await comesBackAt('offers');
    await customer.touches('offer.confirmed');
    await comesBackAt('address');
    await customer.writesAddress(addressee);
    await comesBackAt('address');
    await customer.confirmsAddress();
    await page.locator('[data-screen="address"] input[name="postcode"]').waitFor();
    await customer.writesAddress(sender);
    await customer.confirmsAddress();
    await comesBackAt('basket');
    await kiosk.turn('payment-terminal', { answer: 'manual' });
    await customer.touches('basket.paid');
    await comesBackAt('pay');
    await kiosk.turn('payment-terminal', { press: 'red' });
    await comesBackAt('payment-refused');
    await customer.touches('payment.retried');
    await customer.sees('pay');
    await kiosk.turn('label-printer', { labelsLeft: 0, media: 'out' });
    await kiosk.awaitsCard();
    await kiosk.turn('payment-terminal', { present: 'chip' });
    await comesBackAt('label-trouble');
    await kiosk.turn('label-printer', { media: 'ok', slowMs: 4_000 });
    await customer.touches('label.retried');
    await comesBackAt('issuing');
    await comesBackAt('deposit');
    await customer.chooses('none');
    await comesBackAt('farewell');
    expect(new Set(passed).size).toBe(13);
    const facts = await factsOf(kiosk);
    expect(facts.filter((fact) => fact.type === 'session.started')).toHaveLength(1);
    await expectBalanced(kiosk, { paid: parcelPrice, issued: parcelPrice });
  });
}
