import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { openBareSite } from './bare-site.ts';
import { clockOffset, openBrowser, pause, screen, seenBy, untilPainted, watch } from './browser.ts';
import { compared, percentile, type Bench } from './figure.ts';
import { root, workDirectory } from './place.ts';
import { openScalePeer } from './scale-peer.ts';
import { startProcess } from './terminal-process.ts';

const weights = 100;
const warmUp = 10;
/** Above the least weight, and never twice the same. */
const lightest = 1_000;

interface Delays {
  readonly painted: number[];
  readonly changed: number[];
}

/** Shows one weight after the other, each when the one before is on the screen, and takes the time of each. */
async function weigh(page: Page, show: (grams: number) => number): Promise<Delays> {
  await page.evaluate(() => document.fonts.ready);
  await watch(page, 'weight');
  const before = await clockOffset(page);
  const sent = new Map<string, number>();
  for (let at = 0; at < warmUp + weights; at += 1) {
    const grams = lightest + at;
    sent.set(String(grams), show(grams));
    await untilPainted(page, at + 1);
    await pause(60, 140);
  }
  // Two clocks of one machine drift apart by microseconds in a minute; the mean of both ends takes even that out.
  const offset = (before + (await clockOffset(page))) / 2;
  const { painted } = await seenBy(page);
  const from = (end: 'painted' | 'changed'): number[] => painted.slice(warmUp).map((one) => one[end] - ((sent.get(one.what) ?? Number.NaN) + offset));
  return { painted: from('painted'), changed: from('changed') };
}

async function onKiosk(browser: Browser): Promise<Delays> {
  mkdirSync(workDirectory, { recursive: true });
  const directory = mkdtempSync(join(workDirectory, 'weight-'));
  const scale = await openScalePeer();
  const config = join(directory, 'terminal.json');
  writeFileSync(config, JSON.stringify({ devices: { scale: { driver: 'mt-sics', at: scale.url } }, idle: { warnAfterSeconds: 600 } }));
  const terminal = await startProcess(['out/main/serve.js', '--data', join(directory, 'data'), '--config', config], root);
  const context = await browser.newContext(screen);
  try {
    const page = await context.newPage();
    await page.goto(terminal.address);
    await scale.streaming;
    await page.locator('[data-screen="attract"] [data-intent="send.started"]').tap();
    await page.locator('[data-screen="weigh"]').waitFor();
    return await weigh(page, (grams) => scale.show(grams));
  } finally {
    await context.close();
    await terminal.stop();
    await scale.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function onBarePage(browser: Browser): Promise<Delays> {
  const site = await openBareSite();
  const context = await browser.newContext(screen);
  try {
    const page = await context.newPage();
    await page.goto(site.page);
    await page.locator('[data-screen="bare"]').waitFor();
    return await weigh(page, (grams) => {
      const sent = performance.now();
      site.send(JSON.stringify({ grams }));
      return sent;
    });
  } finally {
    await context.close();
    await site.close();
  }
}

export const weightBench: Bench = {
  name: 'weight',
  method: `${weights} weights of a scale (MT-SICS over TCP, this process plays the scale) until each is painted on the weighing screen, against the same numbers sent over a WebSocket to a bare React page, in the same browser`,
  async run() {
    const browser = await openBrowser();
    try {
      const bare = await onBarePage(browser);
      const ours = await onKiosk(browser);
      return [
        compared('weight on the wire → painted weight, p95', percentile(ours.painted, 95), 'bare React page', percentile(bare.painted, 95), 2),
        compared('weight on the wire → the document has it, p95', percentile(ours.changed, 95), 'bare React page', percentile(bare.changed, 95), null),
      ];
    } finally {
      await browser.close();
    }
  },
};
