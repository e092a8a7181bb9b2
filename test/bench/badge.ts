import type { Page } from '@playwright/test';
import { Kiosk } from '../kiosk.ts';
import { Worker } from '../worker.ts';
import { clockOffset, openBrowser, pause, screen, seenBy, untilPainted, watch } from './browser.ts';
import { alone, milliseconds, percentile, type Bench } from './figure.ts';

/** Between both lies what nobody can hurry: a person types a PIN, and scrypt makes it dear to try out. */
const visits = 30;
/** Not counted: the first visits compile what they meet. */
const warmUp = 3;

/** When each began, by the page's clock: the badge was laid down, the PIN was sent. */
interface Visit {
  readonly presented: number;
  readonly entered: number;
}

/** Lays a badge on the reader, types the PIN, and takes the badge off again. Instants are the page's. */
async function visit(worker: Worker, page: Page, offset: number): Promise<Visit> {
  const before = (await seenBy(page)).painted.length;
  const presented = performance.now() + offset;
  await worker.presentsBadge();
  await untilPainted(page, before + 1);
  await worker.types(worker.who.pin);
  await untilPainted(page, before + 2);
  const entered = (await seenBy(page)).released.at(-1) ?? Number.NaN;
  await pause(30, 90);
  await worker.leaves();
  await untilPainted(page, before + 3);
  await pause(30, 90);
  return { presented, entered };
}

export const badgeBench: Bench = {
  name: 'badge',
  method: `${visits} times a badge is laid on the virtual reader, over pcscd's own protocol, while a customer is choosing; painted is the second animation frame after the document changed`,
  async run() {
    const browser = await openBrowser();
    const kiosk = await Kiosk.start();
    try {
      const page = await (await browser.newContext(screen)).newPage();
      await page.goto(kiosk.address);
      await page.locator('[data-screen="attract"] [data-intent="service.started"][data-choice="stamps"]').tap();
      await page.locator('[data-screen="stamps"]').waitFor();
      await page.evaluate(() => document.fonts.ready);
      await watch(page, 'helper');
      const offset = await clockOffset(page);
      const worker = new Worker(kiosk, page, 'DEMO-A');
      const made: Visit[] = [];
      for (let at = 0; at < warmUp + visits; at += 1) made.push(await visit(worker, page, offset));
      const { painted } = await seenBy(page);
      const after = (what: string, since: keyof Visit): number[] => painted.filter((one) => one.what === what).map((one, at) => one.painted - (made[at]?.[since] ?? Number.NaN)).slice(warmUp);
      return [
        alone('badge presented → sign-in sheet painted, p95', milliseconds(percentile(after('signing-in', 'presented'), 95))),
        alone('release of the key that sends the PIN → assisted bar painted, p95', milliseconds(percentile(after('helping', 'entered'), 95))),
      ];
    } finally {
      await kiosk.stop();
      await browser.close();
    }
  },
};
