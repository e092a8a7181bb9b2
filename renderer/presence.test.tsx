import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { View } from '../flows/view.ts';
import { everyFixture } from './fixtures.ts';

/** A page that has just begun: nothing but what the first screen brings. */
async function justBegun() {
  vi.resetModules();
  return { ...(await import('./presence.ts')), ...(await import('./kiosk-page.tsx')) };
}

const viewOf = (screen: View['screen'], fits: (view: View) => boolean = () => true): View => {
  const found = everyFixture().find(({ view }) => view.screen === screen && fits(view));
  if (found === undefined) throw new Error(`no fixture of ${screen}`);
  return found.view;
};

const attract = viewOf('attract', ({ dialog, helper, staffDoor }) => dialog === null && helper === null && !staffDoor);
let page: Awaited<ReturnType<typeof justBegun>>;

beforeEach(async () => {
  page = await justBegun();
});
afterEach(() => {
  vi.doUnmock('./screens/later.ts');
});

test('the first screens are drawn before anything else has come', () => {
  for (const view of [attract, viewOf('starting')]) {
    expect(page.canDraw(view)).toBe(true);
    expect(renderToStaticMarkup(<page.KioskPage view={view} connection="open" send={() => undefined} />)).toContain('<h1');
  }
});

test('what needs more waits: another screen, a question, a worker, the staff’s door', async () => {
  const waiting: readonly View[] = [
    viewOf('basket'),
    { ...attract, dialog: { kind: 'languages' } },
    { ...attract, helper: { phase: 'consent', name: 'Nadia' } as View['helper'] },
    { ...attract, staffDoor: true },
  ];
  for (const view of waiting) expect(page.canDraw(view)).toBe(false);
  await page.loadLater();
  for (const view of waiting) expect(page.canDraw(view)).toBe(true);
});

test('what did not come is asked for again', async () => {
  vi.doMock('./screens/later.ts', () => {
    throw new Error('the terminal is starting anew');
  });
  await expect(page.loadLater()).rejects.toThrow('error when mocking');
  expect(page.there.later).toBeNull();
  vi.doUnmock('./screens/later.ts');
  await page.loadLater();
  expect(page.there.later).not.toBeNull();
});
