import type { Browser, Page } from '@playwright/test';
import { Kiosk } from '../kiosk.ts';
import { openBareSite } from './bare-site.ts';
import { openBrowser, pause, screen, seenBy, untilPainted, watch } from './browser.ts';
import { compared, percentile, type Bench } from './figure.ts';

const taps = 100;
/** Not counted: the first taps compile what they meet. */
const warmUp = 10;

async function open(browser: Browser, address: string, first: string): Promise<Page> {
  const page = await (await browser.newContext(screen)).newPage();
  await page.goto(address);
  await page.locator(`[data-screen="${first}"]`).waitFor();
  await page.evaluate(() => document.fonts.ready);
  await watch(page, 'dialog');
  return page;
}

/** Opens a dialog or closes it again, on each page in turn: whatever else the machine does falls on both. */
async function tapAway(pages: readonly Page[]): Promise<void> {
  for (let at = 0; at < warmUp + taps; at += 1) {
    for (const page of pages) {
      await tap(page, at % 2 === 0 ? '[data-intent="dialog.opened"][data-choice="languages"]' : '[data-intent="dialog.closed"]');
      await untilPainted(page, at + 1);
      await pause(30, 90);
    }
  }
}

/** From each release until the document had the new state, and until it was painted, ms. */
async function delays(page: Page): Promise<{ painted: number[]; changed: number[] }> {
  const { painted, released } = await seenBy(page);
  const from = (end: 'painted' | 'changed'): number[] => painted.slice(warmUp).map((one, at) => one[end] - (released[warmUp + at] ?? Number.NaN));
  return { painted: from('painted'), changed: from('changed') };
}

/** The finger alone: looking for the button is no part of what is measured, and neither is the browser's help. */
async function tap(page: Page, selector: string): Promise<void> {
  // A question that has just changed takes no touch yet (renderer/parts/settling.ts); the bare page has no such mark.
  await page.locator('[data-settling]').waitFor({ state: 'detached' });
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not on the screen`);
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
}

export const tapBench: Bench = {
  name: 'tap',
  method: `${taps} taps that open and close the dialog of languages on the first screen, in turn with as many that do the same with setState on a bare React page, in the same browser; painted is the second animation frame after the document changed`,
  async run() {
    const browser = await openBrowser();
    const site = await openBareSite();
    const kiosk = await Kiosk.start();
    try {
      const pages = [await open(browser, site.page, 'bare'), await open(browser, kiosk.address, 'attract')] as const;
      await tapAway(pages);
      const [bare, ours] = [await delays(pages[0]), await delays(pages[1])];
      return [
        compared('release of a tap → next view painted, p95', percentile(ours.painted, 95), 'bare React page', percentile(bare.painted, 95), 2),
        compared('release of a tap → the document has changed, p95', percentile(ours.changed, 95), 'bare React page', percentile(bare.changed, 95), null),
      ];
    } finally {
      await kiosk.stop();
      await site.close();
      await browser.close();
    }
  },
};
