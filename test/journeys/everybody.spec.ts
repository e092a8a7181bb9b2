import { expect, type Page } from '@playwright/test';
import { Customer, taps, type Hand } from '../customer.ts';
import { holdsContact } from '../contacts.ts';
import { Keypad } from '../keypad.ts';
import { Listener, quickVoice } from '../listener.ts';
import { Worker } from '../worker.ts';
import { expectBalanced } from './audit.ts';
import { letterPrice, parcelPrice, test as journey } from './journey.ts';

/**
 * The same four visits for whoever uses eight keys and a dark screen, two switches, a low screen in the largest letters, or reads from
 * the right: a parcel, a refused card, a jam, a worker's help. Each ends in the auditor's books. Every way and every visit is here once,
 * and the worker at eight keys besides; `MOULIN_JOURNEYS=whole` plays all sixteen.
 */

type Kiosk = Parameters<Parameters<typeof journey>[2]>[0]['kiosk'];

/** Somebody who takes what is offered, by its choice or by what it asks of the terminal. */
interface Person {
  /** Whatever is on the screen; a worker who helps uses the same keys. */
  readonly hand: Hand;
  takes(name: string): Promise<void>;
  /** What was heard, for whoever listens; null for whoever reads. */
  readonly heard: (() => Promise<readonly string[]>) | null;
}

interface Visit {
  readonly kiosk: Kiosk;
  readonly page: Page;
  readonly customer: Customer;
  readonly person: Person;
}

const named = (page: Page, name: string) => page.locator(`[data-choice="${name}"], [data-intent="${name}"]`).first();

function withHand(page: Page, hand: Hand, heard: Person['heard'] = null): Person {
  return { hand, takes: (name) => hand(named(page, name)), heard };
}

async function inLanguage(page: Page, locale: string): Promise<void> {
  const customer = new Customer(page);
  await customer.touches('dialog.opened', 'languages');
  await customer.touches('language.chosen', locale);
  await page.locator(`[data-screen="attract"][lang="${locale}"]:not([data-dialog])`).waitFor();
}

const people: Readonly<Record<string, (page: Page) => Promise<Person>>> = {
  'by keypad, the screen dark': async (page) => {
    const keypad = await Keypad.of(page);
    await keypad.presses('FocusNext');
    const listener = new Listener(page);
    // Until it has begun to speak nobody can ask it anything.
    await listener.hears('Moulin');
    await listener.means('ToggleScreen');
    await page.locator('.covered').waitFor();
    return withHand(page, (control) => keypad.takes(control), async () => (await listener.transcript()).map(({ text }) => text));
  },
  'by two switches': async (page) => {
    const switches = await Keypad.of(page);
    return withHand(page, (control) => switches.scansAndTakes(control));
  },
  'low, in the largest letters, in German': async (page) => {
    const person = withHand(page, taps);
    await inLanguage(page, 'de');
    await person.takes('mode-low');
    await page.locator('[data-reach="low"]').waitFor();
    for (const size of ['large', 'larger', 'largest']) {
      await person.takes('mode-text-up');
      await page.locator(`[data-text-size="${size}"]`).waitFor();
    }
    return person;
  },
  'in Arabic': async (page) => {
    await inLanguage(page, 'ar');
    return withHand(page, taps);
  },
};

async function buysLetter({ kiosk, customer, person }: Visit): Promise<void> {
  await kiosk.turn('scale', { grams: 84 });
  await customer.sees('destination');
  await person.takes('france');
  await customer.sees('offers');
  await person.takes('lettre_verte_suivie');
  await customer.page.locator('[data-choice="lettre_verte_suivie"][aria-pressed="true"]').waitFor({ state: 'attached' });
  await person.takes('offer.confirmed');
  await customer.sees('basket');
}

async function goes({ customer, person }: Visit): Promise<void> {
  await customer.sees('deposit', { timeout: 30_000 });
  await person.takes('none');
  await customer.sees('farewell');
}

const visits: Readonly<Record<string, (visit: Visit) => Promise<void>>> = {
  'a parcel': async (visit) => {
    const { kiosk, customer, person } = visit;
    await kiosk.turn('scale', { grams: 1_240 });
    await customer.sees('destination');
    await person.takes('france');
    await customer.sees('format');
    await person.takes('parcel');
    await customer.sees('offers');
    await person.takes('offer.confirmed');
    for (const contact of ['lyon', 'sender'] as const) {
      await holdsContact(kiosk, customer, contact);
      await person.takes('address.confirmed');
    }
    await customer.sees('basket');
    await person.takes('basket.paid');
    await goes(visit);
    await expectBalanced(kiosk, { paid: parcelPrice, issued: parcelPrice });
  },
  'a refused card': async (visit) => {
    const { kiosk, customer, person } = visit;
    await buysLetter(visit);
    await kiosk.turn('payment-terminal', { answer: 'decline' });
    await person.takes('basket.paid');
    await customer.sees('payment-refused');
    await kiosk.turn('payment-terminal', { answer: 'approve' });
    await person.takes('payment.retried');
    await goes(visit);
    await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
  },
  'a jam': async (visit) => {
    const { kiosk, customer, person } = visit;
    await buysLetter(visit);
    await kiosk.turn('payment-terminal', { answer: 'manual' });
    await person.takes('basket.paid');
    await customer.sees('pay');
    await kiosk.awaitsCard();
    await kiosk.turn('label-printer', { jam: true });
    await kiosk.turn('payment-terminal', { present: 'chip', answer: 'approve' });
    await customer.sees('label-trouble');
    await kiosk.turn('label-printer', { jam: false, slowMs: 100 });
    await person.takes('label.retried');
    await goes(visit);
    await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
  },
  'a worker’s help': async (visit) => {
    const { kiosk, person, page } = visit;
    await buysLetter(visit);
    const nadia = new Worker(kiosk, page, 'DEMO-A', person.hand);
    await person.takes('more');
    await page.locator('.quantity', { hasText: '2' }).waitFor({ state: 'attached' });
    const wasDark = (await page.locator('.covered').count()) > 0;
    await nadia.signsIn();
    // Whoever helps sees what they do, also where the customer’s screen was dark; then it is dark again.
    await expect(page.locator('.covered')).toHaveCount(0);
    await nadia.does('line.repriced', { value: 3_00, reason: 'price-wrong' });
    await nadia.leaves();
    await expect(page.locator('.covered')).toHaveCount(wasDark ? 1 : 0);
    await person.takes('basket.paid');
    await goes(visit);
    await expectBalanced(kiosk, { paid: 2 * 3_00, issued: 2 * 3_00 });
  },
};

const test = journey.extend({ configuration: [{ speech: quickVoice() }, { option: true }] });

const ways = Object.entries(people);
Object.entries(visits).forEach(([visitName, visit], at) => {
  ways.forEach(([way, become], place) => {
    const isOften = place === at || (visitName === 'a worker’s help' && way === 'by keypad, the screen dark');
    if (!isOften && process.env['MOULIN_JOURNEYS'] !== 'whole') return;
    test(`${visitName}, ${way}`, async ({ kiosk, page }) => {
      await new Listener(page).listens();
      await page.goto(kiosk.address);
      const customer = new Customer(page);
      await customer.sees('attract');
      const person = await become(page);
      await visit({ kiosk, page, customer, person });
      if (person.heard === null) return;
      const said = await person.heard();
      expect(said.length).toBeGreaterThan(10);
      expect(said.join(' ')).toMatch(/€/u);
    });
  });
});
