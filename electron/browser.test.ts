import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findChromium, obtainChromium } from './browser.ts';
import { kioskArguments, prepareProfile } from './start/kiosk.ts';
import { systemsOf, type Machine } from './start/machine.ts';

/** A machine with these executables; what is run may put more there, or fail. */
function machine(options: {
  files?: string[];
  environment?: Record<string, string>;
  root?: boolean;
  systems?: string[];
  online?: boolean;
  broken?: string[];
  installs?: Record<string, string>;
}): Machine & { ran: string[] } {
  const files = new Set(options.files ?? []);
  const ran: string[] = [];
  return {
    ran,
    environment: { PATH: '/usr/bin:/bin', ...options.environment },
    home: '/users/moulin',
    root: options.root ?? false,
    systems: options.systems ?? ['debian'],
    isExecutable: (file) => files.has(file),
    list: (directory) => [...files].filter((file) => file.startsWith(`${directory}/`)).map((file) => file.slice(directory.length + 1).split('/')[0] ?? ''),
    reachable: () => Promise.resolve(options.online ?? false),
    run(command, given) {
      const line = `${command.split('/').at(-1)} ${given.map((word) => word.split('/').at(-1)).join(' ')}`;
      ran.push(line);
      for (const [what, file] of Object.entries(options.installs ?? {})) if (line.includes(what)) files.add(file);
      return files.has(command) ? !(options.broken ?? []).includes(command) : options.installs !== undefined;
    },
  };
}

const playwright = (revision: number): string => `/users/moulin/.cache/ms-playwright/chromium-${revision}/chrome-linux64/chrome`;

describe('finding a Chromium', () => {
  test('takes the one that CHROMIUM names before any other', () => {
    const here = machine({ files: ['/opt/chromium', '/usr/bin/chromium', playwright(1255)], environment: { CHROMIUM: '/opt/chromium' } });
    expect(findChromium(here)).toEqual({ executable: '/opt/chromium', origin: 'the CHROMIUM variable' });
  });

  test('takes no other when CHROMIUM names one that is not there', () => {
    expect(findChromium(machine({ files: ['/usr/bin/chromium'], environment: { CHROMIUM: '/opt/none' } }))).toBeNull();
  });

  test('takes Playwright’s newest before the system’s, by number and not by letter', () => {
    const here = machine({ files: [playwright(999), playwright(1255), '/usr/bin/chromium', '/users/moulin/.cache/ms-playwright/chromium-x/chrome-linux64/chrome'] });
    expect(findChromium(here)).toEqual({ executable: playwright(1255), origin: 'Playwright' });
  });

  test('looks where PLAYWRIGHT_BROWSERS_PATH says', () => {
    const here = machine({ files: ['/pw/chromium-1/chrome-linux/chrome'], environment: { PLAYWRIGHT_BROWSERS_PATH: '/pw' } });
    expect(findChromium(here)?.executable).toBe('/pw/chromium-1/chrome-linux/chrome');
  });

  test.each(['/usr/bin/chromium', '/usr/bin/google-chrome', '/snap/bin/chromium'])('finds the system’s %s, whatever PATH is', (file) => {
    expect(findChromium(machine({ files: [file], environment: { PATH: '' } }))).toEqual({ executable: file, origin: 'the system' });
  });

  test('finds nothing where there is nothing', () => {
    expect(findChromium(machine({}))).toBeNull();
  });
});

describe('getting a Chromium', () => {
  const debian = { 'install -y': '/usr/bin/chromium' };

  test('one that is there and starts is taken, without a word', async () => {
    const said: string[] = [];
    const here = machine({ files: ['/usr/bin/chromium'] });
    expect(await obtainChromium((line) => said.push(line), here)).toMatchObject({ ok: true, value: { executable: '/usr/bin/chromium' } });
    expect(said).toEqual([]);
    expect(here.ran).toEqual(['chromium --version']);
  });

  test('with the Internet, Playwright downloads its own', async () => {
    const said: string[] = [];
    const here = machine({ online: true, installs: { 'cli.js install': playwright(1255) } });
    expect(await obtainChromium((line) => said.push(line), here)).toMatchObject({ ok: true, value: { origin: 'Playwright' } });
    expect(said).toEqual(['no Chromium here: Playwright downloads its own']);
  });

  test('without it, root on Debian installs the package, saying so', async () => {
    const said: string[] = [];
    const here = machine({ root: true, installs: debian });
    expect(await obtainChromium((line) => said.push(line), here)).toMatchObject({ ok: true, value: { executable: '/usr/bin/chromium' } });
    expect(said[0]).toContain('apt-get install chromium');
    expect(here.ran[0]).toBe('apt-get update -qq');
  });

  test('a Playwright download without its libraries gives way to the package', async () => {
    const here = machine({ files: [playwright(1255)], broken: [playwright(1255)], root: true, installs: debian });
    expect(await obtainChromium(() => {}, here)).toMatchObject({ ok: true, value: { executable: '/usr/bin/chromium' } });
  });

  test.each([
    ['a user of Debian', {}, 'sudo apt-get install -y chromium'],
    ['another system', { systems: ['fedora'], root: true }, 'npx playwright install --with-deps chromium'],
    ['Ubuntu, whose package is a snap', { systems: ['ubuntu', 'debian'], root: true }, 'npx playwright install --with-deps chromium'],
    ['CHROMIUM that names nothing', { environment: { CHROMIUM: '/opt/none' } }, 'CHROMIUM names /opt/none, which is not an executable file'],
    ['CHROMIUM that does not start', { environment: { CHROMIUM: '/opt/bad' }, files: ['/opt/bad'], broken: ['/opt/bad'] }, 'run /opt/bad --version to see why'],
  ])('%s is told the command to run', async (_who, options, command) => {
    const here = machine(options);
    const obtained = await obtainChromium(() => {}, here);
    expect(obtained.ok ? '' : obtained.error).toContain(command);
    expect(here.ran.filter((line) => line.startsWith('apt-get'))).toEqual([]);
  });

  test('a package that fails is told with the command to repeat', async () => {
    const obtained = await obtainChromium(() => {}, machine({ root: true }));
    expect(obtained.ok ? '' : obtained.error).toContain('run apt-get install -y chromium');
  });
});

test('a system is known by its os-release', () => {
  expect(systemsOf('NAME="Ubuntu"\nID=ubuntu\nID_LIKE="debian something"\n')).toEqual(['ubuntu', 'debian', 'something']);
  expect(systemsOf('')).toEqual([]);
});

describe('the kiosk in Chromium', () => {
  test('gives up its sandbox for root only', () => {
    expect(kioskArguments('http://127.0.0.1:1/', '/p', false)).not.toContain('--no-sandbox');
    expect(kioskArguments('http://127.0.0.1:1/', '/p', true)).toContain('--no-sandbox');
    expect(kioskArguments('http://127.0.0.1:1/', '/p', true, 'small')).not.toContain('--kiosk');
    expect(kioskArguments('http://127.0.0.1:1/', '/p', true, 'beside')).not.toContain('--kiosk');
    expect(kioskArguments('http://127.0.0.1:1/?token=x', '/p', false)).toEqual(expect.arrayContaining(['--kiosk', '--incognito', '--app=http://127.0.0.1:1/?token=x', '--user-data-dir=/p']));
  });

  test('neither offers to translate nor to restore nor to fill in, and keeps what else the profile holds', () => {
    const profile = mkdtempSync(join(tmpdir(), 'moulin-profile-'));
    const file = join(profile, 'Default', 'Preferences');
    const read = (): unknown => JSON.parse(readFileSync(file, 'utf8'));
    prepareProfile(profile);
    const autofill = { enabled: false, profile_enabled: false, credit_card_enabled: false };
    expect(read()).toEqual({ translate: { enabled: false }, autofill, profile: { exit_type: 'Normal', exited_cleanly: true } });
    writeFileSync(file, JSON.stringify({ translate: { enabled: true, other: 1 }, profile: { exit_type: 'Crashed', name: 'x' }, own: 2 }));
    prepareProfile(profile);
    expect(read()).toEqual({ translate: { enabled: false, other: 1 }, autofill, profile: { exit_type: 'Normal', exited_cleanly: true, name: 'x' }, own: 2 });
    writeFileSync(file, '{ half');
    prepareProfile(profile);
    expect(read()).toMatchObject({ translate: { enabled: false } });
    expect(statSync(join(profile, 'Default')).mode & 0o077).toBe(0);
    rmSync(profile, { recursive: true });
  });
});
