import { expect } from '@playwright/test';
import { Customer } from '../customer.ts';
import { Keypad } from '../keypad.ts';
import { Listener, quickVoice } from '../listener.ts';
import { Chance } from '../simulation/chance.ts';
import { expectBalanced, expectIntact } from './audit.ts';
import type { Action } from '../../flows/actions.ts';
import { letterPrice, test as journey, words } from './journey.ts';

/** Without touch and without sight: eight keys under the fingers, and what the terminal says. */

const test = journey.extend<{ listener: Listener; keypad: Keypad }>({
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
    expect(await listener.transcript()).toEqual([]);
    await use(customer);
  },
  keypad: async ({ page }, use) => use(await Keypad.of(page)),
});

const euros = (cents: number): string => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;

test('a letter is bought by the keypad alone, its screen dark, by ear', async ({ kiosk, customer, listener, keypad, page }) => {
  await keypad.presses('FocusNext');
  await listener.hears(words('attract.title'));
  await listener.means('ToggleScreen');
  await expect(page.locator('.covered')).toBeVisible();
  await kiosk.turn('scale', { grams: 84 });
  await customer.sees('destination');
  await listener.hears(words('destination.title'));
  await keypad.chooses('france');
  await customer.sees('offers');
  await listener.hears(words('offers.title'));
  await keypad.chooses('lettre_verte_suivie');
  await listener.hears(euros(letterPrice));
  await keypad.presses('Next');
  await customer.sees('basket');
  await listener.hears(euros(letterPrice));
  await keypad.presses('Next');
  await listener.hears(words('pay.presenting.title'));
  await customer.sees('deposit', { timeout: 30_000 });
  await listener.hears(words('deposit.question'));
  await keypad.chooses('none');
  await customer.sees('farewell');
  await listener.hears('Merci');
  await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
  await expect(page.locator('.covered')).toBeVisible();
});

test('a street is typed by the keypad alone: Select on its field, up and down between rows, Back and Next within one', async ({ kiosk, customer, keypad, page }) => {
  await keypad.presses('FocusNext');
  await kiosk.turn('scale', { grams: 1_240 });
  await customer.sees('destination');
  await keypad.chooses('france');
  await customer.sees('format');
  await keypad.chooses('parcel');
  await customer.sees('offers');
  await keypad.presses('Next');
  await keypad.chooses('postcode');
  for (const digit of '69007') await keypad.types(digit);
  await customer.field('street').waitFor();
  await keypad.chooses('street');
  for (const letter of 'rue') await keypad.types(letter);
  await expect(page.locator('input[name="street"]')).toHaveValue('rue');
});

test('help is the same key on every screen, and what lies behind its question is not reached (A11Y-9, A11Y-74)', async ({ customer, keypad, page }) => {
  await keypad.presses('FocusNext');
  await keypad.chooses('stamps');
  await customer.sees('stamps');
  await keypad.presses('Help');
  await customer.sees('stamps', { dialog: 'call' });
  for (let steps = 0; steps < 8; steps += 1) {
    await keypad.presses('FocusNext');
    expect(await page.evaluate(() => document.activeElement?.closest('[aria-modal="true"]') !== null)).toBe(true);
  }
  await keypad.presses('Back');
  await expect(page.locator('[data-dialog]')).toHaveCount(0);
  await keypad.presses('Back');
  await customer.sees('attract');
});

test('what there is for whom is told in sentences, by the same key on every screen, and heard (A11Y-9)', async ({ customer, keypad, listener }) => {
  await keypad.presses('FocusNext');
  await listener.hears('Moulin');
  for (const screen of ['attract', 'stamps'] as const) {
    if (screen === 'stamps') await keypad.chooses('stamps');
    await customer.sees(screen);
    await keypad.chooses('accessibility');
    await customer.sees(screen, { dialog: 'accessibility' });
    await keypad.chooses('modes');
    await customer.sees(screen, { dialog: 'modes' });
    await listener.hears(words('dialog.modes.title'));
    await listener.hears(words('dialog.modes.speech'));
    await keypad.presses('Back');
    await customer.sees(screen);
  }
});

test('a key that is held is pressed once (A11Y-35), and one that nobody knows does nothing and is counted (A11Y-78)', async ({ customer, keypad, page }) => {
  await keypad.presses('FocusNext');
  await keypad.chooses('stamps');
  await customer.sees('stamps');
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await keypad.presses('FocusNext');
  const before = await focused();
  for (let tick = 0; tick < 20; tick += 1) await keypad.strikes('F19', true);
  expect(await focused()).toBe(before);
  await keypad.strikes('F15');
  expect(await focused()).toBe(before);
  await expect(page.locator('html')).toHaveAttribute('data-unknown-keys', '1');
});

/** How many voices sound at once, at most: counted where the page starts them, once whatever ended in the same moment is over. */
function countVoices(): void {
  const sounding = new Set<AudioBufferSourceNode>();
  const node = AudioBufferSourceNode.prototype;
  const first = (name: 'start' | 'stop', what: (source: AudioBufferSourceNode) => void): void => {
    const usual: (this: AudioBufferSourceNode, ...words: number[]) => void = Reflect.get(node, name);
    node[name] = function known(...words: number[]) {
      what(this);
      usual.apply(this, words);
    };
  };
  first('stop', (source) => sounding.delete(source));
  first('start', (source) => {
    sounding.add(source);
    source.addEventListener('ended', () => sounding.delete(source));
    setTimeout(() => {
      const { dataset } = document.documentElement;
      dataset['voices'] = String(Math.max(sounding.size, Number(dataset['voices'] ?? 0)));
    });
  });
}

/** What a hand can do that knows nothing: every key of the keypad but those of the voice, and more ways on than back. */
const anyKey: readonly Action[] = ['FocusNext', 'FocusNext', 'FocusNext', 'FocusPrevious', 'Select', 'Select', 'Next', 'Back', 'Help', 'Repeat', 'Stop'];

test('keys that are pressed at random never lose the focus, and never make two voices speak at once', async ({ kiosk, customer, listener, keypad, page }) => {
  const seed = Number(process.env['MOULIN_SEED'] ?? Date.now() % 1_000_000);
  console.log(`MOULIN_SEED=${seed}`);
  const chance = new Chance(seed, 1);
  await page.addInitScript(countVoices);
  await page.reload();
  await customer.sees('attract');
  await keypad.presses('FocusNext');
  await listener.hears('Moulin');
  await kiosk.turn('scale', { grams: 84 });
  await customer.sees('destination');
  const lost: string[] = [];
  for (let presses = 0; presses < 120; presses += 1) {
    const action = chance.pick(anyKey);
    await keypad.presses(action);
    const at = await page.evaluate(() => {
      const { activeElement: focused } = document;
      return focused === null || focused === document.body ? 'nowhere' : focused.closest('[inert]') === null ? null : 'behind a question';
    });
    if (at !== null) lost.push(`${action}: ${at}`);
  }
  expect(lost).toEqual([]);
  expect(await page.locator('html').getAttribute('data-voices')).toBe('1');
  await expectIntact(kiosk);
});

test.describe('when nobody has pressed anything for a while', () => {
  test.use({ configuration: { speech: quickVoice(), idle: { warnAfterSeconds: 20, graceSeconds: 20 } } });

  test('any key says that somebody is there (A11Y-4), and a note has said that it is asked (A11Y-3)', async ({ customer, keypad, page }) => {
    await customer.touches('service.started', 'stamps');
    await page.evaluate(() => window.addEventListener('moulin-warning', () => (document.documentElement.dataset['warned'] = 'yes')));
    await customer.sees('stamps', { dialog: 'idle', timeout: 40_000 });
    await expect(page.locator('html')).toHaveAttribute('data-warned', 'yes');
    await keypad.presses('FocusNext');
    await expect(page.locator('[data-dialog]')).toHaveCount(0, { timeout: 5_000 });
    await customer.sees('stamps');
  });
});
