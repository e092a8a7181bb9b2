import { readFileSync, rmSync } from 'node:fs';
import { test as base } from '@playwright/test';
import { Customer } from '../customer.ts';
import { Kiosk } from '../kiosk.ts';

/** What every journey begins with: a terminal of its own, somebody in front of it, and the way to a filled basket. */

/** The world around a terminal, however its devices are played. */
export interface Surroundings {
  turn(kind: string, knobs: object): unknown;
}

/** Twins as quick as their protocols allow: what a device takes its time for is not what these tests are about. */
export async function hurry(surroundings: Surroundings): Promise<void> {
  await surroundings.turn('scale', { settleMs: 100 });
  await surroundings.turn('payment-terminal', { delayMs: 100 });
  await surroundings.turn('label-printer', { slowMs: 100 });
}

/** Chromium paints without a graphics card here: what moves cost a journey a tenth of its processor time, two thirds of the painting. */
function standStill(): void {
  const still = new CSSStyleSheet();
  still.replaceSync('*, *::before, *::after { animation: none !important; transition: none !important; }');
  document.adoptedStyleSheets = [still];
}

export const test = base.extend<{ configuration: object | undefined; kiosk: Kiosk; customer: Customer }>({
  configuration: [undefined, { option: true }],
  kiosk: async ({ configuration }, use) => {
    const kiosk = await Kiosk.start(configuration === undefined ? {} : { configuration });
    await hurry(kiosk);
    await use(kiosk);
    await kiosk.kill();
    rmSync(kiosk.dataDirectory, { recursive: true, force: true });
  },
  page: async ({ page }, use) => {
    await page.addInitScript(standStill);
    await use(page);
  },
  customer: async ({ kiosk, page }, use) => {
    await page.goto(kiosk.address);
    const customer = new Customer(page);
    await customer.sees('attract');
    await use(customer);
  },
});

/** What one tracked letter of 84 g costs, in cents (tariff of 2026). */
export const letterPrice = 3_60;
/** What one parcel of 1 240 g to Lyon costs. */
export const parcelPrice = 11_19;

export const addressee = { postcode: '69007', street: '12 rue de la République', name: 'Camille Martin' };
export const sender = { postcode: '91130', street: '3 place du Moulin à Vent', name: 'Dominique Petit' };

/** Puts a letter of 84 g on the pan and goes as far as the offers: so light an item is taken for a letter without asking. */
export async function weighsLetter(surroundings: Surroundings, customer: Customer): Promise<void> {
  await surroundings.turn('scale', { grams: 84 });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'france');
  await customer.sees('offers');
}

/** A basket of so many tracked letters: they need no address, so the way is short. */
export async function fillsBasketWithLetters(surroundings: Surroundings, customer: Customer, quantity = 2): Promise<void> {
  await weighsLetter(surroundings, customer);
  await customer.touches('offer.selected', 'lettre_verte_suivie');
  await customer.page.locator('[data-choice="lettre_verte_suivie"][aria-pressed="true"]').waitFor();
  await customer.touches('offer.confirmed');
  await customer.sees('basket');
  for (let have = 1; have < quantity; have += 1) {
    await customer.touches('basket.quantity.changed', 'more');
    // A second touch before the first is answered asks for the same number, and counts once.
    await customer.page.locator('.quantity', { hasText: String(have + 1) }).waitFor();
  }
}

/** A sentence of the screens, as the customer reads it in French. */
export function words(key: string): string {
  const found = key.split('.').reduce<unknown>((tree, part) => (tree as Record<string, unknown> | undefined)?.[part], sentences);
  if (typeof found !== 'string') throw new Error(`no sentence "${key}"`);
  return found;
}

const sentences: unknown = JSON.parse(readFileSync('assets/locales/fr/screens.json', 'utf8'));
