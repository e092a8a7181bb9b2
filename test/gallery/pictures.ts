import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';
import { findChromium } from '../../electron/browser.ts';
import { standings, type Look, type Standing } from './looks.ts';

/** Two pages at once keep two cores busy; a third gains nothing. */
const pagesAtOnce = 2;

export interface Picture {
  readonly look: Look;
  /** Within the gallery's folder. */
  readonly file: string;
}

export interface TakeOptions {
  readonly directory: string;
  /** Of the real screen: a quarter is a thumbnail of 270 × 480. */
  readonly scale: number;
}

/** Builds the page once and takes every look's picture into the folder. */
export async function takePictures(looks: readonly Look[], { directory, scale }: TakeOptions): Promise<Picture[]> {
  const executable = findChromium()?.executable;
  if (executable === undefined) throw new Error('the gallery needs a Chromium: npm start obtains one');
  const page = join(directory, 'page');
  const shared = { root: 'renderer', base: './', logLevel: 'warn', configFile: false } as const;
  await build({ ...shared, plugins: [react()], build: { outDir: page, emptyOutDir: true, target: 'chrome150', rolldownOptions: { input: 'renderer/gallery.html' } } });
  const server = await preview({ ...shared, build: { outDir: page }, preview: { host: '127.0.0.1', port: 0 } });
  const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const address = `${server.resolvedUrls?.local[0] ?? ''}gallery.html`;
    mkdirSync(join(directory, 'pictures'), { recursive: true });
    const taken: Picture[] = [];
    for (const standing of Object.keys(standings) as Standing[]) {
      const waiting = looks.filter((look) => look.standing === standing);
      const context = await browser.newContext({ viewport: standings[standing], deviceScaleFactor: scale, locale: 'fr-FR', timezoneId: 'Europe/Paris' });
      const take = async (): Promise<void> => {
        if (waiting.length === 0) return;
        const open = await context.newPage();
        await open.goto(address);
        for (let look = waiting.shift(); look !== undefined; look = waiting.shift()) taken.push({ look, file: await photograph(open, look, directory) });
      };
      await Promise.all(Array.from({ length: pagesAtOnce }, take));
      await context.close();
    }
    return taken;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** What `renderer/gallery.tsx` puts there. */
interface GalleryWindow {
  readonly show: (asked: Readonly<Record<string, string>>) => Promise<void>;
}

/** Without motion, so that two pictures of the same look are the same. */
async function photograph(page: Page, look: Look, directory: string): Promise<string> {
  await page.evaluate((asked) => (window as unknown as GalleryWindow).show(asked), { ...look, motion: 'reduced' });
  const name = Object.values(look).join('-').slice(0, 90);
  const file = `pictures/${name}-${createHash('sha256').update(JSON.stringify(look)).digest('hex').slice(0, 6)}.jpg`;
  writeFileSync(join(directory, file), await page.screenshot({ type: 'jpeg', quality: 72 }));
  return file;
}
