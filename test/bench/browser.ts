import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { obtainChromium } from '../../electron/browser.ts';

/** One Chromium for kiosk and bare page alike. */
export async function openBrowser(): Promise<Browser> {
  const found = await obtainChromium();
  if (!found.ok) throw new Error(found.error);
  return chromium.launch({ executablePath: found.value.executable, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'] });
}

/** The screen of the kiosk (look.md). */
export const screen: BrowserContextOptions = { viewport: { width: 1080, height: 1920 }, hasTouch: true, locale: 'fr-FR', timezoneId: 'Europe/Paris' };

/** One thing that became visible: when the document had it, when it was painted, ms of the page's own clock. */
export interface Painted {
  readonly what: string;
  readonly changed: number;
  readonly painted: number;
}

interface Watch {
  readonly painted: Painted[];
  /** When fingers left the screen, as the browser received it. */
  readonly released: number[];
}

declare global {
  // Only in pages that the bench watches.
  var moulinWatch: Watch | undefined;
}

/** What is watched: the dialog that is open, the weight that is shown, or how far a worker has come. */
export type Watched = 'dialog' | 'weight' | 'helper';

/**
 * Watches a page from outside, the kiosk and the bare one in the same way. Painted is the second animation frame after
 * the document has changed: the first is before its paint, the second after.
 */
export async function watch(page: Page, watched: Watched): Promise<void> {
  await page.evaluate((wanted) => {
    const read = (): string =>
      wanted !== 'weight'
        ? (document.querySelector('[data-screen]')?.getAttribute(`data-${wanted}`) ?? 'none')
        : (document.querySelector('.reading')?.textContent ?? '').replaceAll(/\D/g, '');
    const seen: Watch = { painted: [], released: [] };
    globalThis.moulinWatch = seen;
    let last = read();
    const look = (): void => {
      const what = read();
      if (what === last) return;
      last = what;
      const changed = performance.now();
      requestAnimationFrame(() => requestAnimationFrame(() => seen.painted.push({ what, changed, painted: performance.now() })));
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener('pointerup', (event) => seen.released.push(event.timeStamp), { capture: true });
  }, watched);
}

export async function seenBy(page: Page): Promise<Watch> {
  return page.evaluate(() => globalThis.moulinWatch ?? { painted: [], released: [] });
}

/** Until so many changes have been painted. */
export async function untilPainted(page: Page, changes: number): Promise<void> {
  await page.waitForFunction((wanted) => (globalThis.moulinWatch?.painted.length ?? 0) >= wanted, changes);
}

/**
 * What must be added to this process's clock to have the page's, ms. Both are clocks of this machine; the question is put
 * often, and the quickest answer has the least doubt: half of its time.
 */
export async function clockOffset(page: Page): Promise<number> {
  let best = { took: Infinity, offset: 0 };
  for (let at = 0; at < 60; at += 1) {
    const asked = performance.now();
    const theirs = await page.evaluate(() => performance.now());
    const took = performance.now() - asked;
    if (took < best.took) best = { took, offset: theirs - (asked + took / 2) };
  }
  return best.offset;
}

/** A person's pause, of uneven length, so that taps and weights fall anywhere between two frames. */
export function pause(leastMs: number, mostMs: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, leastMs + Math.random() * (mostMs - leastMs)));
}
