import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { View } from '../../flows/view.ts';
import { everyFixture } from '../../renderer/fixtures.ts';
import { firstScreenBytes, mostForTheFirstScreen } from '../first-screen.ts';
import { test } from './journey.ts';
import { ShownScreens } from './showing.ts';

const built = join(import.meta.dirname, '..', '..', 'out', 'renderer');
const later = /later-[\w-]+\.js/;

function viewOf(screen: View['screen'], dialog: 'languages' | null): View {
  const found = everyFixture().find(({ view }) => view.screen === screen && view.helper === null && !view.staffDoor && view.dialog === null)?.view;
  if (found === undefined) throw new Error(`no fixture of ${screen}`);
  return dialog === null ? found : { ...found, dialog: { kind: dialog } };
}

test('the first screen waits for less than 150 kB, its fonts apart', () => {
  expect(firstScreenBytes(built)).toBeLessThan(mostForTheFirstScreen);
});

test('whoever is quicker than the rest of the page sees the first screen until it is there, and loses nothing', async ({ kiosk, page }) => {
  const asked = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  await page.route(later, async (route) => {
    asked.resolve();
    await held.promise;
    await route.continue();
  });
  const screens = await ShownScreens.open(page, kiosk.address, viewOf('attract', null));
  const shown = screens.show(viewOf('attract', 'languages'));
  await asked.promise;
  await expect(page.locator('[data-screen="attract"]:not([data-dialog])')).toBeVisible();
  held.resolve();
  await shown;
});

test('the rest of the page that did not come is fetched again', async ({ kiosk, page }) => {
  let refused = 0;
  await page.route(later, async (route) => {
    refused += 1;
    await (refused === 1 ? route.abort() : route.continue());
  });
  const screens = await ShownScreens.open(page, kiosk.address, viewOf('attract', null));
  await screens.show(viewOf('basket', null));
  expect(refused).toBeGreaterThan(1);
});
