import { spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';
import english from '../../assets/locales/en/screens.json' with { type: 'json' };
import { Customer } from '../customer.ts';
import { Listener, quickVoice } from '../listener.ts';
import { expectBalanced } from './audit.ts';
import { addressee, letterPrice, test as journey, weighsLetter, words } from './journey.ts';

/** The terminal reads itself aloud: what is heard on the way, by whom, and when it is silent. */

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
    await use(customer);
  },
});

const euros = (cents: number): string => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;

test('a letter is heard from the first screen to the last: what it costs, where its label comes out, that it is done', async ({ kiosk, customer, listener, page }) => {
  await listener.hears('point d’interrogation');
  await listener.hears(words('attract.title'));
  await weighsLetter(kiosk, customer);
  await listener.hears(words('offers.title'));
  await listener.hears('84');
  await customer.touches('offer.selected', 'lettre_verte_suivie');
  await listener.hears(euros(letterPrice));
  await customer.touches('offer.confirmed');
  await listener.hears(euros(letterPrice));
  // Nobody who listens has their card out before they have heard where it goes.
  await kiosk.turn('payment-terminal', { answer: 'manual' });
  await customer.touches('basket.paid');
  await listener.hears(words('pay.presenting.title'));
  await listener.hears(words('pay.where'));
  await kiosk.awaitsCard();
  await kiosk.turn('payment-terminal', { present: 'chip' });
  await customer.sees('deposit');
  await listener.hears(words('deposit.question'));
  await customer.chooses('none');
  await customer.sees('farewell');
  await listener.hears('Merci');
  const transcript = await listener.transcript();
  expect(transcript[0]?.text).toMatch(/Moulin.*aide/u);
  expect(new Set(transcript.map(({ lang }) => lang))).toEqual(new Set(['fr']));
  expect(transcript.filter(({ private: isPrivate }) => isPrivate)).toEqual([]);
  await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
  // Whoever comes next finds a terminal that reads nothing aloud, as loud as ever (A11Y-23).
  await listener.means('VolumeUp');
  await customer.touches('session.finished');
  await customer.sees('attract');
  await kiosk.turn('scale', { grams: 0 });
  const before = (await listener.transcript()).length;
  await page.locator('[data-intent="dialog.opened"][data-choice="call"]').tap();
  await expect(page.locator('[data-dialog="call"]')).toBeVisible();
  expect(await listener.transcript()).toHaveLength(before);
});

test('the voice speaks the language that is shown, and changes with it (A11Y-24)', async ({ customer, listener }) => {
  await listener.hears(words('attract.title'));
  await customer.touches('dialog.opened', 'languages');
  await customer.touches('language.chosen', 'en');
  await listener.hears(english.attract.title);
  expect((await listener.transcript()).at(-1)?.lang).toBe('en');
});

test('it is repeated, silenced, made quicker and louder by keys, and says so', async ({ customer, listener, page }) => {
  await customer.touches('service.started', 'stamps');
  await listener.hears(words('stamps.title'));
  await listener.hearsOut();
  await listener.means('Repeat');
  await listener.hears(words('stamps.title'));
  await listener.means('Stop');
  await listener.hearsOut();
  await listener.means('VolumeUp');
  await listener.hears('Volume 6 sur 10');
  await listener.means('RateUp');
  await listener.hears('Vitesse 4 sur 5');
  await listener.means('ToggleScreen');
  await listener.hears('L’écran est éteint');
  await expect(page.locator('.covered')).toBeVisible();
  await listener.means('ToggleScreen');
  await expect(page.locator('.covered')).toHaveCount(0);
});

test('an address is kept from the room until its owner, warned, asks for it (A11Y-19)', async ({ kiosk, customer, listener }) => {
  await kiosk.turn('scale', { grams: 1_240 });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'france');
  await customer.sees('format');
  await customer.touches('format.chosen', 'parcel');
  await customer.sees('offers');
  await customer.touches('offer.confirmed');
  await customer.writesAddress(addressee);
  await listener.hears('Texte privé');
  await listener.hearsOut();
  const name = addressee.name.toUpperCase();
  expect((await listener.transcript()).filter(({ text }) => text.toUpperCase().includes(name))).toEqual([]);
  await listener.means('Repeat');
  await listener.hears(new RegExp(name.split(' ').join('.*'), 'u'));
  expect((await listener.transcript()).filter(({ text }) => text.toUpperCase().includes(name)).every(({ private: isPrivate }) => isPrivate)).toBe(true);
});

test('headphones start it; pulled out, it is silent within 200 ms, and asks how to go on (A11Y-2, A11Y-77)', async ({ kiosk, listener, page }) => {
  await page.addInitScript(() => {
    const media = Object.assign(new EventTarget(), { outputs: 1, enumerateDevices: () => Promise.resolve(Array.from({ length: media.outputs }, () => ({ kind: 'audiooutput' }))) });
    Object.defineProperty(navigator, 'mediaDevices', { value: media });
  });
  const plug = (outputs: number): Promise<void> =>
    page.evaluate((count) => {
      Object.assign(navigator.mediaDevices, { outputs: count });
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    }, outputs);
  await page.goto(kiosk.address);
  await new Customer(page).sees('attract');
  await plug(2);
  await listener.hears('Moulin');
  const silentAfter = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        navigator.mediaDevices.addEventListener('devicechange', () => {
          const began = performance.now();
          const look = (): void => (document.documentElement.hasAttribute('data-speaking') ? void setTimeout(look, 1) : resolve(performance.now() - began));
          look();
        }, { once: true });
      }),
  );
  await plug(1);
  expect(await silentAfter).toBeLessThan(200);
  await expect(page.locator('[data-dialog="headphones"]')).toBeVisible();
  await listener.hears(words('dialog.headphones.title'));
  await plug(2);
  await expect(page.locator('[data-dialog="headphones"]')).toHaveCount(0);
});

test('nothing here can speak: the screen says so, and offers to call somebody', async ({ page }) => {
  const { Kiosk } = await import('../kiosk.ts');
  const kiosk = await Kiosk.start({ configuration: { speech: { command: ['there-is-no-such-voice'] } } });
  try {
    const listener = new Listener(page);
    await page.goto(kiosk.address);
    await new Customer(page).sees('attract');
    await listener.means('ToggleSpeech');
    await expect(page.locator('.mute')).toHaveText(words('spoken.mute'));
    await expect(page.locator('[data-dialog="call"]')).toBeVisible();
  } finally {
    await kiosk.stop();
  }
});

const installed = spawnSync('espeak-ng', ['--version'], { stdio: 'ignore' }).status === 0;
if (!installed) console.warn('espeak-ng is missing: no sound of it is heard in a browser here. Install it with: sudo apt-get install espeak-ng');

journey('espeak-ng is really heard: sound that lasts, and is not silence', async ({ kiosk, page }) => {
  journey.skip(!installed, 'espeak-ng is not installed');
  const listener = new Listener(page);
  await page.addInitScript(() => {
    const sounds: { seconds: number; loudest: number }[] = [];
    Object.assign(globalThis, { moulinSounds: sounds });
    const { prototype } = AudioBufferSourceNode;
    prototype.start = new Proxy(prototype['start'], {
      apply(start, source: AudioBufferSourceNode, given) {
        const samples = source.buffer?.getChannelData(0) ?? new Float32Array();
        sounds.push({ seconds: source.buffer?.duration ?? 0, loudest: samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) });
        Reflect.apply(start, source, given);
      },
    });
  });
  await page.goto(kiosk.address);
  await new Customer(page).sees('attract');
  await listener.means('ToggleSpeech');
  const sounds = await page.waitForFunction(() => {
    const { moulinSounds } = globalThis as unknown as { moulinSounds: { seconds: number; loudest: number }[] };
    return moulinSounds[0] ?? null;
  });
  const first = await sounds.jsonValue();
  expect(first?.seconds).toBeGreaterThan(2);
  expect(first?.loudest).toBeGreaterThan(0.1);
});
