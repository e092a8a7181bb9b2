import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { findElectron, startsAtAll } from '../../electron/start/electron-binary.ts';
import { Customer } from '../customer.ts';

/**
 * The shell in the real Electron: what `electron/shell/` refuses is refused there too. Runs where the binary is; where it
 * is not, it says so and skips, because a download of 120 MB is not a test's business.
 */

const binary = findElectron(process.cwd());
const executable = binary !== null && startsAtAll(binary) ? binary : null;
if (executable === null) {
  console.warn('electron.spec.ts is SKIPPED: Electron’s binary is not here or does not start. Get it with: node node_modules/electron/install.js (or name a folder in ELECTRON_OVERRIDE_DIST_PATH)');
}

interface Shell {
  readonly app: ElectronApplication;
  readonly page: Page;
}

const test = base.extend<{ shell: Shell }>({
  // eslint-disable-next-line no-empty-pattern
  shell: async ({}, use) => {
    const data = mkdtempSync(join(tmpdir(), 'moulin-shell-'));
    const app = await _electron.launch({
      executablePath: executable ?? '',
      args: ['out/main/main.js', '--data', data],
      // Chromium has no sandbox to offer to root; everywhere else the shell is tested with it.
      chromiumSandbox: process.getuid?.() !== 0,
      env: { ...definedEnvironment(), MOULIN_SHELL_TEST: '1' },
    });
    const page = await app.firstWindow();
    await use({ app, page });
    await app.close();
    rmSync(data, { recursive: true, force: true });
  },
});

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

test.skip(executable === null, 'Electron’s binary is not here: node node_modules/electron/install.js');

test('the window shows the first screen, from the terminal’s own scheme', async ({ shell: { page } }) => {
  await new Customer(page).sees('attract');
  expect(page.url()).toMatch(/^app:\/\//);
});

test('the page is sandboxed, isolated, and has one bridge and nothing of Node', async ({ shell: { app, page } }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Not documented, and the only place where Electron says what it made of the wishes.
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, devTools: false });
  const found = await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in globalThis));
  expect(found).toEqual([]);
});

test('it does not go elsewhere, opens no window, no inspector and no download', async ({ shell: { app, page } }) => {
  const customer = new Customer(page);
  await customer.sees('attract');
  const home = page.url();
  await page.evaluate(() => {
    window.open('https://example.org/');
    const link = document.createElement('a');
    link.href = 'https://example.org/';
    link.click();
  });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.openDevTools());
  await customer.touches('dialog.opened', 'languages');
  await customer.touches('language.chosen', 'en');
  await page.locator('[data-screen="attract"][lang="en"]').waitFor();
  expect(page.url()).toBe(home);
  const state = await app.evaluate(({ BrowserWindow }) => ({ windows: BrowserWindow.getAllWindows().length, inspected: BrowserWindow.getAllWindows()[0]?.webContents.isDevToolsOpened() }));
  expect(state).toEqual({ windows: 1, inspected: false });
});

test('it grants no permission that a page could ask for', async ({ shell: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});

test('a renderer that is killed comes back to the same screen of the same session', async ({ shell: { app, page } }) => {
  const customer = new Customer(page);
  await customer.sees('attract');
  await customer.touches('service.started', 'send');
  await customer.sees('weigh');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  const screenShown = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.querySelector("[data-screen]")?.dataset.screen ?? ""').catch(() => ''),
    );
  await expect.poll(screenShown, { timeout: 20_000 }).toBe('weigh');
});
