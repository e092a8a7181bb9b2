import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { choose, describe as describeChoice, type Situation } from './start.ts';
import { buildState } from './start/build.ts';
import { findElectron, obtainElectron } from './start/electron-binary.ts';
import { thisMachine, type Machine } from './start/machine.ts';

const chromium = { executable: '/usr/bin/chromium', origin: 'the system' } as const;
const situation = (changes: Partial<Situation> = {}): Situation => ({
  noWindow: false,
  display: true,
  root: false,
  electron: () => Promise.resolve({ ok: true, value: '/opt/electron' }),
  chromium: () => chromium,
  ...changes,
});
const noElectron = (): ReturnType<Situation['electron']> => Promise.resolve({ ok: false, error: 'Electron’s binary is not installed and github.com does not answer' });

describe('what shows the screen', () => {
  test.each([
    ['Electron, when it is there', {}, 'screen: Electron (/opt/electron), because its binary is installed'],
    [
      'Chromium, without Electron',
      { electron: noElectron },
      'screen: a Chromium window (/usr/bin/chromium, from the system), because Electron’s binary is not installed and github.com does not answer',
    ],
    ['Chromium, for root', { root: true }, 'screen: a Chromium window (/usr/bin/chromium, from the system), because Electron does not run sandboxed as root'],
    [
      'nothing, without a display',
      { display: false },
      'screen: no window, because there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); open the address below in a browser',
    ],
    ['nothing, as asked', { noWindow: true }, 'screen: no window, as --no-window asks; open the address below in a browser'],
    [
      'nothing, with neither',
      { electron: noElectron, chromium: () => null },
      'screen: no window, because Electron’s binary is not installed and github.com does not answer, and there is no Chromium either (set CHROMIUM to one); open the address below in a browser',
    ],
  ])('is %s, and is said in one line with the reason', async (_what, changes, line) => {
    expect(describeChoice(await choose(situation(changes)))).toBe(line);
  });

  test.each([{ noWindow: true }, { display: false }])('nothing is looked for, let alone fetched, with %o', async (changes) => {
    const asked = (): never => expect.unreachable();
    expect((await choose(situation({ ...changes, electron: asked, chromium: asked }))).shows).toBe('nothing');
  });
});

describe('Electron’s binary', () => {
  const machine = (executables: string[], environment: Record<string, string> = {}, online = false): Machine & { ran: string[] } => {
    const ran: string[] = [];
    return {
      ...thisMachine(),
      ran,
      environment,
      isExecutable: (file) => executables.includes(file),
      reachable: () => Promise.resolve(online),
      run(_command, [script = '']) {
        ran.push(script);
        executables.push('/moulin/node_modules/electron/dist/electron');
        return true;
      },
    };
  };

  test('is the installed one, or the one that ELECTRON_OVERRIDE_DIST_PATH holds', () => {
    expect(findElectron('/moulin', machine(['/moulin/node_modules/electron/dist/electron']))).toBe('/moulin/node_modules/electron/dist/electron');
    expect(findElectron('/moulin', machine(['/opt/e/electron'], { ELECTRON_OVERRIDE_DIST_PATH: '/opt/e' }))).toBe('/opt/e/electron');
    expect(findElectron('/moulin', machine(['/moulin/node_modules/electron/dist/electron'], { ELECTRON_OVERRIDE_DIST_PATH: '/opt/e' }))).toBeNull();
  });

  test('is fetched only where somebody answers', async () => {
    const offline = machine([]);
    expect(await obtainElectron('/moulin', () => {}, offline)).toEqual({ ok: false, error: 'Electron’s binary is not installed and github.com does not answer' });
    expect(offline.ran).toEqual([]);
    const online = machine([], {}, true);
    expect(await obtainElectron('/moulin', () => {}, online)).toEqual({ ok: true, value: '/moulin/node_modules/electron/dist/electron' });
  });

  test('is not fetched over one that was named', async () => {
    const named = machine([], { ELECTRON_OVERRIDE_DIST_PATH: '/opt/e' }, true);
    expect(await obtainElectron('/moulin', () => {}, named)).toEqual({ ok: false, error: 'ELECTRON_OVERRIDE_DIST_PATH (/opt/e) holds no electron' });
    expect(named.ran).toEqual([]);
  });
});

describe('a build', () => {
  let root: string;
  const built = new Date('2026-11-23T12:00:00Z');
  const write = (path: string, seconds: number): void => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    const time = new Date(built.getTime() + seconds * 1_000);
    utimesSync(file, time, time);
    // Writing also touched the folder: give it a time of before the build, as after a checkout.
    for (let folder = dirname(file); folder !== root; folder = dirname(folder)) utimesSync(folder, new Date(0), new Date(0));
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'moulin-build-'));
    for (const source of ['flows/view.ts', 'electron/link/ipc.ts', 'renderer/index.html', 'assets/locales/fr/shell.json', 'package-lock.json', 'vite.config.ts']) write(source, -10);
    for (const output of ['out/renderer/index.html', 'out/main/serve.js', 'out/preload/preload.cjs']) write(output, 0);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('newer than every source is fresh', () => {
    expect(buildState(root)).toBe('fresh');
  });

  test.each(['out/renderer/index.html', 'out/main/serve.js', 'out/preload/preload.cjs'])('without %s is missing', (output) => {
    rmSync(join(root, output));
    expect(buildState(root)).toBe('missing');
  });

  test.each(['flows/view.ts', 'electron/link/ipc.ts', 'renderer/new/deep/part.tsx', 'assets/locales/fr/shell.json', 'package-lock.json', 'vite.config.ts'])('is stale when %s is newer', (source) => {
    write(source, 1);
    expect(buildState(root)).toBe('stale');
  });

  test.each(['flows/quote.test.ts', 'electron/link/terminal.fixtures.ts', 'devices/README.md', 'test/journey.ts'])('is not stale for %s, which is not built', (file) => {
    write(file, 1);
    expect(buildState(root)).toBe('fresh');
  });

  test('is stale when one of its parts is older than a source', () => {
    write('flows/view.ts', -5);
    write('out/preload/preload.cjs', -7);
    expect(buildState(root)).toBe('stale');
  });

  test('without the sources, as installed, is taken as it is', () => {
    for (const folder of ['flows', 'electron', 'renderer', 'assets']) rmSync(join(root, folder), { recursive: true });
    expect(buildState(root)).toBe('fresh');
  });
});
