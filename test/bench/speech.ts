import { spawnSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { Kiosk } from '../kiosk.ts';
import { Listener } from '../listener.ts';
import { openBrowser, pause, screen } from './browser.ts';
import { alone, milliseconds, percentile, type Bench, type Figure } from './figure.ts';

/** Each key of the first screen, at each rate: every one of them is a sentence that was never made before, and then once more. */
const rates = 5;
const keysOnScreen = 15;
/** Not counted: the first sounds compile what they meet. */
const warmUp = 5;
/** A sound that has not begun by then is none. */
const longestWait = 5_000;

interface Sounds {
  /** When keys went down, as the browser received them, and when a sound began: ms of the page's clock. */
  readonly pressed: number[];
  readonly begun: number[];
  /** What the sound card and the browser keep in hand on top, ms. */
  latency: number;
}

declare global {
  // Only in pages that this bench listens to.
  var moulinSounds: Sounds | undefined;
}

async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sounds: Sounds = { pressed: [], begun: [], latency: 0 };
    globalThis.moulinSounds = sounds;
    document.addEventListener('keydown', (event) => sounds.pressed.push(event.timeStamp), true);
    const { prototype } = AudioBufferSourceNode;
    prototype.start = new Proxy(prototype['start'], {
      apply(start, source: AudioBufferSourceNode, given) {
        Reflect.apply(start, source, given);
        sounds.begun.push(performance.now());
        if (source.context instanceof AudioContext) sounds.latency = (source.context.baseLatency + source.context.outputLatency) * 1_000;
      },
    });
  });
}

/** One key to the next answer; how long until it was heard, ms. */
async function step(page: Page): Promise<number> {
  const before = await page.evaluate(() => globalThis.moulinSounds?.begun.length ?? 0);
  await page.keyboard.press('Tab');
  await page.waitForFunction((had) => (globalThis.moulinSounds?.begun.length ?? 0) > had, before, { timeout: longestWait });
  return page.evaluate((had) => {
    const { pressed = [], begun = [], latency = 0 } = globalThis.moulinSounds ?? {};
    return (begun[had] ?? Number.NaN) - (pressed.at(-1) ?? Number.NaN) + latency;
  }, before);
}

async function round(page: Page): Promise<number[]> {
  const taken: number[] = [];
  for (let at = 0; at < keysOnScreen; at += 1) {
    taken.push(await step(page));
    await pause(60, 160);
  }
  return taken;
}

/** Every key at every rate; from the first key again each time. */
async function rounds(page: Page, listener: Listener): Promise<number[]> {
  const taken: number[] = [];
  for (let rate = 0; rate < rates; rate += 1) {
    await page.locator('h1').focus();
    taken.push(...(await round(page)));
    await listener.means(rate === rates - 1 ? 'Stop' : 'RateUp');
    await pause(200, 300);
  }
  return taken;
}

async function slowest(page: Page, listener: Listener): Promise<void> {
  for (let at = 0; at < rates; at += 1) {
    await listener.means('RateDown');
    await pause(60, 100);
  }
}

export const speechBench: Bench = {
  name: 'speech',
  method: `${rates * keysOnScreen} times Tab on the first screen with speech on, each a sentence that was not made before, and the same once more; first sound is the start of the buffer plus what the browser says its audio keeps in hand`,
  async run(): Promise<readonly Figure[]> {
    if (spawnSync('espeak-ng', ['--version'], { stdio: 'ignore' }).status !== 0) throw new Error('espeak-ng is missing: sudo apt-get install espeak-ng');
    const browser = await openBrowser();
    const kiosk = await Kiosk.start();
    try {
      const page = await (await browser.newContext(screen)).newPage();
      const listener = new Listener(page);
      await listen(page);
      await page.goto(kiosk.address);
      await page.locator('[data-screen="attract"]').waitFor();
      await listener.means('ToggleSpeech');
      for (let at = 0; at < warmUp; at += 1) await step(page);
      await slowest(page, listener);
      const made = await rounds(page, listener);
      await slowest(page, listener);
      const kept = await rounds(page, listener);
      return [
        alone('key press → first sound of a sentence that was never made (espeak-ng), p95; aim 300 ms', milliseconds(percentile(made, 95))),
        alone('key press → first sound of a sentence that was kept, p95', milliseconds(percentile(kept, 95))),
      ];
    } finally {
      await kiosk.stop();
      await browser.close();
    }
  },
};
