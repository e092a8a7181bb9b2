import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { openBareSite, type BareSite } from './bare-site.ts';
import { clockOffset, openBrowser, pause, screen, seenBy, untilPainted, watch } from './browser.ts';
import { compared, percentile, type Bench, type Figure } from './figure.ts';
import { root, workDirectory } from './place.ts';
import { openScalePeer, type ScalePeer } from './scale-peer.ts';
import { startProcess } from './terminal-process.ts';

const weights = 100;
const warmUp = 10;
/** Above the least weight, and never twice the same. */
const lightest = 1_000;

/** A page that shows weights, and how to send it one: the instant before it left is returned, ms of this process. */
interface Display {
  readonly page: Page;
  readonly show: (grams: number) => number;
}

/** Weights on each display in turn, each when the one before is on its screen. Returns the instants of sending by weight. */
async function weigh(displays: readonly Display[]): Promise<readonly ReadonlyMap<string, number>[]> {
  const sent = displays.map(() => new Map<string, number>());
  for (let at = 0; at < warmUp + weights; at += 1) {
    for (const [index, { page, show }] of displays.entries()) {
      sent[index]?.set(String(lightest + at), show(lightest + at));
      await untilPainted(page, at + 1);
      await pause(30, 90);
    }
  }
  return sent;
}

/** From each instant of sending until the document had the weight, and until it was painted, ms. */
async function delays(page: Page, sent: ReadonlyMap<string, number>, offset: number): Promise<{ painted: number[]; changed: number[] }> {
  const { painted } = await seenBy(page);
  const from = (end: 'painted' | 'changed'): number[] => painted.slice(warmUp).map((one) => one[end] - ((sent.get(one.what) ?? Number.NaN) + offset));
  return { painted: from('painted'), changed: from('changed') };
}

async function watchWeights(page: Page): Promise<number> {
  await page.evaluate(() => document.fonts.ready);
  await watch(page, 'weight');
  return clockOffset(page);
}

async function kioskPage(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext(screen)).newPage();
  await page.goto(address);
  await page.locator('[data-screen="attract"] [data-intent="service.started"][data-choice="send"]').tap();
  await page.locator('[data-screen="weigh"]').waitFor();
  return page;
}

async function barePage(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext(screen)).newPage();
  await page.goto(address);
  await page.locator('[data-screen="bare"]').waitFor();
  return page;
}

async function measure(browser: Browser, scale: ScalePeer, site: BareSite, address: string): Promise<readonly Figure[]> {
  const bare = await barePage(browser, site.page);
  const kiosk = await kioskPage(browser, address);
  const offsets = [await watchWeights(bare), await watchWeights(kiosk)] as const;
  const send = (grams: number): number => {
    const instant = performance.now();
    site.send(JSON.stringify({ grams }));
    return instant;
  };
  const [toBare = new Map(), toKiosk = new Map()] = await weigh([
    { page: bare, show: send },
    { page: kiosk, show: (grams) => scale.show(grams) },
  ]);
  const [theirs, ours] = [await delays(bare, toBare, offsets[0]), await delays(kiosk, toKiosk, offsets[1])];
  return [
    compared('weight on the wire → painted weight, p95', percentile(ours.painted, 95), 'bare React page', percentile(theirs.painted, 95), 2),
    compared('weight on the wire → the document has it, p95', percentile(ours.changed, 95), 'bare React page', percentile(theirs.changed, 95), null),
  ];
}

export const weightBench: Bench = {
  name: 'weight',
  method: `${weights} weights of a scale (MT-SICS over TCP, this process plays the scale) until each is painted on the weighing screen, in turn with the same numbers sent over a WebSocket to a bare React page, in the same browser`,
  async run() {
    mkdirSync(workDirectory, { recursive: true });
    const directory = mkdtempSync(join(workDirectory, 'weight-'));
    const config = join(directory, 'terminal.json');
    const scale = await openScalePeer();
    writeFileSync(config, JSON.stringify({ devices: { scale: { driver: 'mt-sics', at: scale.url } }, idle: { warnAfterSeconds: 600 } }));
    const browser = await openBrowser();
    const site = await openBareSite();
    const terminal = await startProcess(['out/main/serve.js', '--data', join(directory, 'data'), '--config', config], root);
    try {
      await scale.streaming;
      return await measure(browser, scale, site, terminal.address);
    } finally {
      await browser.close();
      await terminal.stop();
      await site.close();
      await scale.close();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
