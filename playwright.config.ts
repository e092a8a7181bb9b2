import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './electron/browser.ts';

// The auditor's tool is called two or three times a journey: read from its sources once, it costs 0.2 s of processor instead of 0.5.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'out', 'compiled');

// One browser window a worker, emptied between two journeys, instead of a new one each: a quarter of a short journey's processor time.
// Not documented: a runner that does not know it opens a new one, and the journeys are the same.
process.env['PW_TEST_REUSE_CONTEXT'] ??= '1';

// The journeys in a real Chromium, by touch, at the size of the real screen. `test/browser.ts` obtains one when there is none.
export default defineConfig({
  testDir: 'test/journeys',
  outputDir: 'out/test/journeys',
  globalSetup: './test/browser.ts',
  // A customer mostly waits: for a weight to be shown, for a finger to lift, for paper. Two cores carry four of them.
  workers: 4,
  fullyParallel: true,
  reporter: 'list',
  // A finger that came a moment too early on a busy machine: tried once more, and named at the end of the run.
  retries: 1,
  // Limits are there to end a hang; a slow machine is not one.
  timeout: 150_000,
  expect: { timeout: 20_000 },
  use: {
    viewport: { width: 1080, height: 1920 },
    hasTouch: true,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findChromium()?.executable ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'] },
  },
});
