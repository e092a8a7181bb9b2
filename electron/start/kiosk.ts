import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chromium } from '../browser.ts';
import { readText } from './machine.ts';

/**
 * How a page is shown: `kiosk` fills the screen of a terminal; with a workbench beside it, the kiosk is a window of half
 * its size that fits a desk's screen, and the workbench another next to it.
 */
export type Shape = 'kiosk' | 'small' | 'beside';

const shapes: Readonly<Record<Shape, readonly string[]>> = {
  kiosk: ['--kiosk'],
  small: ['--window-size=1080,1960', '--window-position=0,0', '--force-device-scale-factor=0.5'],
  beside: ['--window-size=1280,960', '--window-position=560,0'],
};

/** `toolchain.md` 7: what was measured to be needed, and switches that close ways out of the kiosk. */
export function kioskArguments(address: string, profile: string, root: boolean, shape: Shape = 'kiosk'): string[] {
  return [
    ...shapes[shape],
    // Nothing a customer typed, and no token in a history, outlives the window.
    '--incognito',
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--noerrdialogs',
    '--disable-session-crashed-bubble',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-component-update',
    '--disable-background-networking',
    '--disable-sync',
    '--disable-extensions',
    '--disable-dev-shm-usage',
    '--password-store=basic',
    // Chromium refuses its sandbox to root; a kiosk runs as an ordinary user and keeps it.
    ...(root ? ['--no-sandbox'] : []),
  ];
}

/**
 * The translation bubble over a French page is stopped only by the profile (`toolchain.md` 7); a profile left by a
 * crash would offer to restore it.
 */
export function prepareProfile(profile: string): void {
  const directory = join(profile, 'Default');
  const file = join(directory, 'Preferences');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const before = parseObject(readText(file));
  const inner = (key: string): object => (typeof before[key] === 'object' && before[key] !== null ? before[key] : {});
  const after = {
    ...before,
    translate: { ...inner('translate'), enabled: false },
    // It would offer one customer's address to the next.
    autofill: { ...inner('autofill'), enabled: false, profile_enabled: false, credit_card_enabled: false },
    profile: { ...inner('profile'), exit_type: 'Normal', exited_cleanly: true },
  };
  writeFileSync(file, JSON.stringify(after), { mode: 0o600 });
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Opens a window; the process belongs to the caller. */
export function openKiosk(chromium: Chromium, address: string, profile: string, shape: Shape): ChildProcess {
  prepareProfile(profile);
  const root = process.getuid?.() === 0;
  return spawn(chromium.executable, kioskArguments(address, profile, root, shape), {
    stdio: 'ignore',
    // Silences the search for a session bus (`toolchain.md` 7).
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: process.env['DBUS_SESSION_BUS_ADDRESS'] ?? 'disabled:' },
  });
}
