import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import type { Kiosk } from '../kiosk.ts';
import { fillsBasketWithLetters, test as journey } from './journey.ts';

/** The page beside the kiosk, played with as a newcomer does: by mouse and keyboard, on a desk. */

const test = journey.extend<{ workbench: Page }>({
  workbench: async ({ browser, kiosk }, use) => {
    const page = await openWorkbench(browser, kiosk);
    await use(page);
    await page.context().close();
  },
});

/** Every refusal of the page's content security policy and every error of its scripts fails the test; a refused request is the page's to tell. */
async function openWorkbench(browser: Browser, kiosk: Kiosk, options: { readonly width?: number; readonly height?: number } = {}): Promise<Page> {
  const { width = 1280, height = 900 } = options;
  const context = await browser.newContext({ viewport: { width, height }, locale: 'fr-FR', hasTouch: false, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) wrong.push(message.text());
  });
  page.on('pageerror', (error) => void wrong.push(error.message));
  page.on('close', () => expect(wrong).toEqual([]));
  await page.goto(kiosk.workbenchAddress);
  await page.locator('.office').waitFor();
  return page;
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (start === null || end === null) throw new Error('what is dragged, or where to, is not on the page');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 3, { steps: 8 });
  await page.mouse.up();
}

const scaleOf = (page: Page): Locator => page.locator('[data-drop="scale"]');
const displayOf = (page: Page): Locator => scaleOf(page).locator('output');

test('a parcel dragged onto the scale begins a session at the kiosk', async ({ workbench, customer, kiosk }) => {
  await drag(workbench, workbench.locator('[data-object="parcel"]'), scaleOf(workbench));
  await expect(displayOf(workbench)).toHaveText('1240 g');
  await expect(customer.page.locator('[data-screen]')).not.toHaveAttribute('data-screen', 'attract');
  expect((await kiosk.device('scale')).knobs['grams']).toBe(1_240);
  await drag(workbench, workbench.locator('.on-pan'), workbench.locator('.things'));
  await expect(displayOf(workbench)).toHaveText('0 g');
});

test('a drag that ends beside the scale puts nothing on it', async ({ workbench, kiosk }) => {
  await drag(workbench, workbench.locator('[data-object="anvil"]'), workbench.locator('.scanner'));
  await workbench.locator('[data-object="coin"]').press('Enter');
  await expect(displayOf(workbench)).toHaveText('3 g');
  expect((await kiosk.device('scale')).knobs['grams']).toBe(3);
});

test('grams are typed, a refused weight is told in words, and the scale is emptied', async ({ workbench }) => {
  const grams = workbench.getByLabel('Poids en grammes');
  await grams.fill('260');
  await grams.press('Enter');
  await expect(displayOf(workbench)).toHaveText('260 g');
  await grams.fill('999999');
  await grams.press('Enter');
  await expect(workbench.getByRole('alert')).toContainText('Refusé par le terminal');
  await expect(displayOf(workbench)).toHaveText('260 g');
  await workbench.getByRole('button', { name: 'Vider' }).click();
  await expect(displayOf(workbench)).toHaveText('0 g');
  await expect(workbench.getByRole('alert')).toBeHidden();
});

test('a cable that is pulled says so, here and at the device, until everything is put right', async ({ workbench, kiosk }) => {
  const cable = workbench.getByRole('switch', { name: /^Balance/ });
  await cable.click();
  await expect(cable).toHaveAttribute('aria-checked', 'false');
  await expect(cable).toContainText('Débranché');
  await expect(scaleOf(workbench)).toContainText('Débranché');
  expect(await kiosk.device('scale')).toMatchObject({ plugged: false });
  await workbench.getByRole('button', { name: 'Tout remettre en ordre' }).click();
  await expect(cable).toHaveAttribute('aria-checked', 'true');
  await expect.poll(() => kiosk.device('scale')).toMatchObject({ plugged: true });
});

test('a card held by hand pays, and the labels fall into the tray as pictures', async ({ workbench, customer, kiosk }) => {
  await workbench.getByRole('radio', { name: 'À la main' }).click();
  await expect.poll(async () => (await kiosk.device('payment-terminal')).knobs['answer']).toBe('manual');
  await fillsBasketWithLetters(kiosk, customer);
  await customer.touches('basket.paid');
  const display = workbench.getByLabel('Écran du terminal de paiement');
  await expect(display).toContainText('Présentez la carte');
  await drag(workbench, workbench.locator('.bank-card-button'), workbench.locator('[data-drop="contactless"]'));
  await expect(display).toContainText('Paiement accepté');
  await customer.sees('deposit');
  const papers = workbench.getByRole('region', { name: 'Imprimante d’étiquettes' }).locator('.paper');
  await expect(papers).toHaveCount(2);
  await expect.poll(() => papers.last().locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(200);
  await papers.last().press('Enter');
  const enlarged = workbench.getByRole('dialog', { name: /papier n° 2/ });
  await expect(enlarged.locator('img')).toHaveAttribute('alt', /SPÉCIMEN|SPECIMEN/);
  await workbench.keyboard.press('Escape');
  await expect(enlarged).toBeHidden();
});

test('a roll is given its last labels by typing, quickly, and a fault shows on the drawing', async ({ workbench, kiosk }) => {
  const panel = workbench.getByRole('region', { name: 'Imprimante d’étiquettes' });
  await panel.getByLabel('Étiquettes restantes').pressSequentially('12');
  await expect.poll(async () => (await kiosk.device('label-printer')).knobs['labelsLeft']).toBe(12);
  await panel.getByLabel('Étiquettes restantes').fill('');
  await expect.poll(async () => (await kiosk.device('label-printer')).knobs['labelsLeft']).toBeNull();
  await panel.getByRole('switch', { name: 'Tête ouverte' }).click();
  await expect(workbench.getByRole('group', { name: 'Imprimante d’étiquettes' })).toHaveAttribute('data-open', 'true');
});

test('a terminal that is gone is told, and what was on the page stays', async ({ workbench, kiosk }) => {
  await kiosk.kill();
  await expect(workbench.getByRole('alert')).toContainText('Le terminal ne répond plus');
  await expect(scaleOf(workbench)).toBeVisible();
});

test('with papers in both trays and their codes beside the scanner, all of it is still seen without scrolling', async ({ browser, customer, kiosk }) => {
  await fillsBasketWithLetters(kiosk, customer);
  await customer.touches('basket.paid');
  await customer.sees('deposit');
  await customer.chooses('proof-and-receipt');
  await customer.sees('farewell');
  // Held by hand: what is said of the card is longest then.
  await kiosk.turn('payment-terminal', { answer: 'manual' });
  const page = await openWorkbench(browser, kiosk);
  await page.locator('.tray .paper img').nth(3).waitFor();
  await expect(page.locator('.codes-printed button')).toHaveCount(4);
  await page.evaluate(() => document.fonts.ready);
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0);
  await page.context().close();
});

for (const [width, height] of [
  [1280, 900],
  [1920, 1080],
] as const) {
  test(`at ${width} × ${height} all of it is seen without scrolling, in both languages, and nothing stands in anybody’s way`, async ({ browser, kiosk }) => {
    const page = await openWorkbench(browser, kiosk, { width, height });
    for (const language of ['English', 'Français']) {
      expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      await page.getByRole('button', { name: language }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'English' ? 'en' : 'fr');
    }
    await page.context().close();
  });
}
