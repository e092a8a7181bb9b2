import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPages, type Pages } from '../pages.ts';
import { isAllowedKey, type KeyInput } from './keys.ts';
import { createRecovery, crashesToLoop, hangGraceMilliseconds, loopWindowMilliseconds, reloadAfterMilliseconds, retryAfterMilliseconds, type Recovery } from './recovery.ts';
import { answerScheme } from './scheme.ts';
import { refusedSwitches } from './switches.ts';

const key = (name: string, chord: Partial<KeyInput> = {}): KeyInput => ({ type: 'keyDown', key: name, control: false, alt: false, meta: false, ...chord });

describe('keys (SEC-12)', () => {
  test.each(['a', 'É', 'ç', '7', ' ', '-', '’', '@', '€', 'Enter', 'Tab', 'Backspace', 'ArrowLeft', 'Escape', 'Shift'])('%s reaches the page', (name) => {
    expect(isAllowedKey(key(name))).toBe(true);
  });

  test.each([
    ...Array.from({ length: 24 }, (_, number) => `F${number + 1}`),
    'ContextMenu', 'PrintScreen', 'Meta', 'Control', 'Alt', 'Power', 'BrowserBack', 'BrowserHome', 'LaunchMail', 'MediaPlayPause', 'ZoomIn', 'Help', 'Insert',
    'Unidentified', 'Process', '\u0000', '\u001B', '\u0010', '',
  ])('%s does not', (name) => {
    expect(isAllowedKey(key(name))).toBe(false);
  });

  test('no chord of Control, Alt or Meta reaches the page, with any key', () => {
    const chord = fc.record({ control: fc.boolean(), alt: fc.boolean(), meta: fc.boolean() }).filter(({ control, alt, meta }) => control || alt || meta);
    const anyKey = fc.oneof(fc.string(), fc.constantFrom('Tab', 'Enter', 'p', 'F4', 'Escape', 'ArrowLeft'));
    fc.assert(fc.property(anyKey, chord, (name, held) => {
      expect(isAllowedKey(key(name, held))).toBe(false);
    }));
  });
});

describe('command-line switches (SEC-8)', () => {
  const start = (argv: string[], execArgv: string[] = [], environment: Record<string, string> = {}): string[] => refusedSwitches({ argv, execArgv, environment });

  test.each([
    '--remote-debugging-port=9222', '--remote-debugging-pipe', '--remote-allow-origins=*', '--inspect', '--inspect-brk=0.0.0.0:9229', '--no-sandbox', '--disable-web-security',
    '--js-flags=--expose-gc', '--load-extension=/tmp/x', '--user-data-dir=/tmp', '--proxy-server=evil', '--host-rules=MAP * evil', '--disable-site-isolation-trials', '-r', '--require=x',
    '--config-of-somebody', '--', '--NO-SANDBOX', '--renderer-process-limit=1',
  ])('%s refuses to start, and is named', (argument) => {
    expect(start(['out/main/main.js', argument])).toEqual([`switch ${argument.split('=')[0]} is not allowed: start without it`]);
  });

  test('the terminal’s own options and those of a display pass', () => {
    expect(start(['--config', 'terminal.json', '--data=data', '--port', '0', '--ozone-platform=wayland', '--lang=fr'])).toEqual([]);
  });

  test('every refusal is named at once: switches, Node’s options, the environment', () => {
    expect(start(['--inspect', '--no-sandbox'], ['--expose-gc'], { NODE_OPTIONS: '--inspect', LD_PRELOAD: '' })).toHaveLength(4);
  });

  test('nothing unknown passes', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(start([`--x-${name}`])).toHaveLength(1);
    }));
  });
});

describe('a page that ends (SEC-10)', () => {
  let now: number;
  let timers: { at: number; action: () => void }[];
  let done: string[];
  let recovery: Recovery;

  /** Time passes, and what was due on the way happens at its own moment. */
  const pass = (milliseconds: number): void => {
    const end = now + milliseconds;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (next === undefined) break;
      now = next.at;
      timers.splice(timers.indexOf(next), 1);
      next.action();
    }
    now = end;
  };

  beforeEach(() => {
    now = 0;
    timers = [];
    done = [];
    recovery = createRecovery({
      reload: () => done.push(`reload at ${now}`),
      showCrashed: () => done.push(`static screen at ${now}`),
      end: () => done.push(`end at ${now}`),
      log: () => {},
      now: () => now,
      after(milliseconds, action) {
        const timer = { at: now + milliseconds, action };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    });
  });

  test('is loaded again, well within ten seconds', () => {
    recovery.crashed('crashed');
    pass(10_000);
    expect(done).toEqual([`reload at ${reloadAfterMilliseconds}`]);
  });

  test('again and again becomes the static screen, and is tried once more after a while', () => {
    for (let crash = 0; crash < crashesToLoop; crash += 1) {
      recovery.crashed('oom');
      pass(1_000);
    }
    const lastCrash = (crashesToLoop - 1) * 1_000;
    expect(done.at(-1)).toBe(`static screen at ${lastCrash}`);
    expect(done.filter((what) => what.startsWith('reload'))).toHaveLength(crashesToLoop - 1);
    pass(retryAfterMilliseconds);
    expect(done.at(-1)).toBe(`reload at ${lastCrash + retryAfterMilliseconds}`);
  });

  test('now and then, however often in a day, is never a loop', () => {
    for (let crash = 0; crash < 100; crash += 1) {
      recovery.crashed('crashed');
      pass(loopWindowMilliseconds / (crashesToLoop - 1) + 1);
    }
    expect(done).toHaveLength(100);
    expect(done.every((what) => what.startsWith('reload'))).toBe(true);
  });

  test('hangs, and is ended after the grace, unless it reacts again', () => {
    recovery.hung();
    pass(hangGraceMilliseconds - 1);
    recovery.responsive();
    pass(hangGraceMilliseconds);
    expect(done).toEqual([]);
    recovery.hung();
    pass(hangGraceMilliseconds);
    expect(done).toHaveLength(1);
    expect(done[0]).toMatch(/^end/u);
  });

  test('after stopping is left alone', () => {
    recovery.crashed('crashed');
    recovery.stop();
    recovery.crashed('crashed');
    recovery.hung();
    pass(1_000_000);
    expect(done).toEqual([]);
  });

  test('is never left without a page on its way, whatever happens in whatever order', () => {
    const happening = fc.oneof(fc.constantFrom('crash', 'hang', 'responsive'), fc.nat(20_000));
    fc.assert(
      fc.property(fc.array(happening), (happenings) => {
        done = [];
        timers = [];
        for (const what of happenings) {
          if (typeof what === 'number') pass(what);
          else if (what === 'crash') recovery.crashed('crashed');
          else if (what === 'hang') recovery.hung();
          else recovery.responsive();
        }
        recovery.crashed('crashed');
        pass(retryAfterMilliseconds);
        expect(done.some((what) => what.startsWith('reload'))).toBe(true);
      }),
    );
  });
});

describe('app://moulin/ (SEC-2)', () => {
  let directory: string;
  let pages: Pages;
  const get = (address: string, method = 'GET'): Promise<Response> => answerScheme(pages, method, address);

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'moulin-scheme-'));
    writeFileSync(join(directory, 'index.html'), '<html lang="fr"><body>kiosk</body></html>');
    pages = createPages({ directory, connect: [], display: { millimetresPerPixel: 0.3 } });
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test('gives the kiosk page, which may connect to nothing', async () => {
    const response = await get('app://moulin/');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('data-millimetres-per-pixel="0.3"');
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'none'");
  });

  test('gives the static screen in both languages, without a script', async () => {
    const html = await (await get('app://moulin/crashed.html')).text();
    expect(html).toContain('<section lang="fr">');
    expect(html).toContain('<section lang="en">');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('style=');
  });

  test.each(['POST', 'PUT', 'HEAD', 'OPTIONS', 'get'])('refuses %s', async (method) => {
    expect((await get('app://moulin/', method)).status).toBe(403);
  });

  test.each(['app://moulinette/', 'app://moulin:1/', 'file:///etc/passwd', 'https://moulin/', 'not an address', ''])('refuses %s', async (address) => {
    expect((await get(address)).status).toBe(403);
  });

  test('gives nothing but the packaged file for any path, and never throws', async () => {
    const part = fc.oneof(fc.constantFrom('..', '%2e%2e', '%2f', '%5c', '\\', 'etc', 'passwd', '%00', '%', '', 'index.html', '..%2f'), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(part), async (parts) => {
        const response = await get(`app://moulin/${parts.join('/')}`);
        expect([200, 403, 404]).toContain(response.status);
        expect(await response.text()).toMatch(response.status === 200 ? /kiosk|crashed|Ce terminal/u : /^$/u);
      }),
      { numRuns: 500 },
    );
  });
});
