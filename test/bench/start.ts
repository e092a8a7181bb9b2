import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { openBareSite } from './bare-site.ts';
import { openBrowser, screen } from './browser.ts';
import { compared, median, type Bench } from './figure.ts';
import { root, workDirectory } from './place.ts';
import { startProcess } from './terminal-process.ts';

const starts = 11;
/** The first fills the caches of the disk and of compiled code, and makes the keys of the ledger. */
const warmUp = 1;

/** From navigation to first contentful paint, in a profile that has never seen the page, ms. */
async function firstPaint(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext(screen);
  try {
    const page = await context.newPage();
    await page.goto(address);
    const paint = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    return Number(await paint.jsonValue());
  } finally {
    await context.close();
  }
}

interface Starts {
  readonly ready: number[];
  readonly paint: number[];
}

async function measure(browser: Browser, directory: string, empty: string): Promise<{ ours: Starts; bare: Starts }> {
  const [ours, bare]: [Starts, Starts] = [{ ready: [], paint: [] }, { ready: [], paint: [] }];
  for (let at = 0; at < warmUp + starts; at += 1) {
    const terminal = await startProcess(['electron/start.ts', '--no-window', '--data', directory], root);
    const paint = await firstPaint(browser, terminal.address);
    await terminal.stop();
    if (terminal.said.some((line) => line.startsWith('building'))) continue;
    const least = await startProcess([join(import.meta.dirname, 'bare-process.ts')], root);
    await least.stop();
    const emptyPaint = await firstPaint(browser, empty);
    if (at < warmUp) continue;
    ours.ready.push(terminal.readyAfter);
    ours.paint.push(paint);
    bare.ready.push(least.readyAfter);
    bare.paint.push(emptyPaint);
  }
  return { ours, bare };
}

const sums = ({ ready, paint }: Starts): number[] => ready.map((one, at) => one + (paint[at] ?? 0));

export const startBench: Bench = {
  name: 'start',
  method: `${starts} starts of what \`npm start -- --no-window\` runs, built before and with a ledger that exists, in turn with a Node process that imports nothing but its own HTTP server; first contentful paint in a fresh profile, against a page of one word; medians`,
  async run() {
    mkdirSync(workDirectory, { recursive: true });
    const directory = mkdtempSync(join(workDirectory, 'start-'));
    const browser = await openBrowser();
    const site = await openBareSite();
    try {
      const { ours, bare } = await measure(browser, directory, site.empty);
      return [
        compared('spawn → ready', median(ours.ready), 'bare Node process', median(bare.ready), 1.5),
        compared('first contentful paint of the first screen', median(ours.paint), 'empty page', median(bare.paint), 1.5),
        compared('spawn → first contentful paint, both together', median(sums(ours)), 'bare process and empty page', median(sums(bare)), null),
      ];
    } finally {
      await site.close();
      await browser.close();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
