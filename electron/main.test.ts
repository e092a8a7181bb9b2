import { EventEmitter } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { channels } from './link/channels.ts';
import { attract, PretendTerminal } from './link/terminal.fixtures.ts';

/**
 * The shell against an Electron that is only pretended: what it asks for, and what it answers to each thing a page, a
 * frame or the system could try. That Electron keeps its word is proven where its binary exists (`test/`).
 */
const world = vi.hoisted(() => {
  type Handler = (...given: never[]) => unknown;
  return {
    handlers: new Map<string, Handler>(),
    windows: [] as { options: Record<string, never>; addresses: string[]; contents: unknown; shown: boolean; destroyed: boolean }[],
    calls: [] as string[],
    exits: [] as number[],
    packaged: true,
    lock: true,
  };
});

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  const keep =
    (name: string) =>
    (...given: never[]): void => {
      world.calls.push(name);
      const handler = given.at(-1);
      if (typeof handler === 'function') world.handlers.set(name, handler);
    };
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: keep('permissionRequest'),
    setPermissionCheckHandler: keep('permissionCheck'),
    setDevicePermissionHandler: keep('devicePermission'),
    setDisplayMediaRequestHandler: keep('displayMedia'),
    setCertificateVerifyProc: keep('certificate'),
    setSpellCheckerEnabled: keep('spellChecker'),
    webRequest: { onBeforeRequest: keep('beforeRequest') },
    protocol: { handle: (_scheme: string, handler: never) => keep('scheme')(handler) },
  });
  const app = Object.assign(new EventEmitter(), {
    exit: (code: number) => world.exits.push(code),
    relaunch: ({ args }: { readonly args: readonly string[] }) => world.calls.push(`relaunch ${args.join(' ')}`),
    requestSingleInstanceLock: () => world.lock,
    enableSandbox: keep('enableSandbox'),
    commandLine: { appendSwitch: (...given: string[]) => world.calls.push(`switch ${given.join('=')}`) },
    whenReady: () => Promise.resolve(),
  });
  Object.defineProperty(app, 'isPackaged', { get: () => world.packaged });
  class WebContents extends EventEmitter {
    sent: unknown[] = [];
    openHandler: (() => { action: string }) | null = null;
    ended = 0;
    setWindowOpenHandler(handler: () => { action: string }): void {
      this.openHandler = handler;
    }
    isDestroyed(): boolean {
      return false;
    }
    send(channel: string, message: unknown): void {
      this.sent.push([channel, structuredClone(message)]);
    }
    forcefullyCrashRenderer(): void {
      this.ended += 1;
    }
  }
  class BrowserWindow extends EventEmitter {
    webContents = new WebContents();
    constructor(options: Record<string, never>) {
      super();
      const record = { options, addresses: [] as string[], contents: this.webContents, window: this, shown: false, destroyed: false };
      world.windows.push(record);
      app.emit('web-contents-created', {}, this.webContents);
    }
    get #record() {
      return world.windows.find(({ contents }) => contents === this.webContents)!;
    }
    removeMenu = keep('removeMenu');
    isDestroyed(): boolean {
      return this.#record.destroyed;
    }
    loadURL(address: string): Promise<void> {
      this.#record.addresses.push(address);
      return Promise.resolve();
    }
    show(): void {
      this.#record.shown = true;
    }
    destroy(): void {
      this.#record.destroyed = true;
    }
  }
  return {
    app,
    BrowserWindow,
    ipcMain: new EventEmitter(),
    Menu: { setApplicationMenu: (menu: unknown) => world.calls.push(`menu ${String(menu)}`) },
    protocol: { registerSchemesAsPrivileged: (schemes: unknown) => world.calls.push(`schemes ${JSON.stringify(schemes)}`) },
    session: { fromPartition: (name: string) => Object.assign(session, { partition: name }) },
  };
});

const openTerminal = vi.hoisted(() => vi.fn<(words: readonly string[]) => Promise<unknown>>());
vi.mock('./opening.ts', () => ({ openTerminal }));

// The pages beside the built main process; here the sources stand in for it.
const rendererDirectory = mkdtempSync(join(tmpdir(), 'moulin-main-'));
writeFileSync(join(rendererDirectory, 'index.html'), '<html lang="fr"><body>kiosk</body></html>');
vi.mock('./pages.ts', async (original) => {
  const pages = await original<typeof import('./pages.ts')>();
  return { ...pages, createPages: (options: Parameters<typeof pages.createPages>[0]) => pages.createPages({ ...options, directory: rendererDirectory }) };
});

const electron = await import('electron');
const { app, ipcMain, session } = electron as unknown as {
  app: EventEmitter;
  ipcMain: EventEmitter;
  session: { fromPartition(name: string): EventEmitter & { partition: string } };
};

interface PretendContents extends EventEmitter {
  sent: [string, string][];
  openHandler: () => { action: string };
  ended: number;
}

let terminal: PretendTerminal;
let printed: string[];

/** Starts the shell with the arguments and waits until it has a window or has given up. */
async function begin(argv: string[] = []): Promise<void> {
  vi.resetModules();
  process.argv = ['/opt/moulin/moulin', ...(world.packaged ? [] : ['out/main/main.js']), ...argv];
  await import('./main.ts');
  await vi.waitFor(() => expect(world.windows.length + world.exits.length).toBeGreaterThan(0));
}

const theWindow = (): (typeof world.windows)[number] & { window: EventEmitter; contents: PretendContents } => world.windows[0] as never;

beforeEach(() => {
  Object.assign(world, { windows: [], calls: [], exits: [], packaged: true, lock: true });
  world.handlers.clear();
  app.removeAllListeners();
  ipcMain.removeAllListeners();
  session.fromPartition('kiosk').removeAllListeners();
  terminal = new PretendTerminal();
  openTerminal.mockReset().mockResolvedValue({
    ok: true,
    value: { terminal, commandLine: { port: 0, data: '/tmp', config: null, window: true, help: false }, workbench: () => Promise.resolve(null), log: () => {}, health: null },
  });
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(process, 'on').mockReturnThis();
  process.execArgv = [];
  vi.stubEnv('NODE_OPTIONS', '');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** An event that remembers whether it was refused. */
function attempt(emitter: EventEmitter, name: string, ...given: unknown[]): boolean {
  let refused = false;
  const known = emitter.emit(name, { preventDefault: () => (refused = true) }, ...given);
  return known && refused;
}

describe('the window (SEC-1)', () => {
  test('isolates and sandboxes the page, and gives it nothing of Node', async () => {
    await begin();
    const { webPreferences } = theWindow().options as unknown as { webPreferences: Record<string, unknown> };
    const { preload, session: own, ...switches } = webPreferences;
    expect(switches).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      webgl: false,
      enableWebSQL: false,
      devTools: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
      spellcheck: false,
      backgroundThrottling: false,
    });
    expect(preload).toMatch(/preload[/\\]preload\.cjs$/u);
    // In memory: a partition that begins with `persist:` would keep what customers typed.
    expect((own as { partition: string }).partition).toBe('kiosk');
  });

  test('is a kiosk without menu, shown only when there is something to show, and then ready', async () => {
    await begin();
    expect(theWindow().options).toMatchObject({ kiosk: true, fullscreen: true, frame: false, show: false, closable: false });
    expect(world.calls).toContain('menu null');
    expect(world.calls).toContain('removeMenu');
    expect(world.calls).toContain('enableSandbox');
    expect(theWindow().shown).toBe(false);
    expect(printed).toEqual([]);
    theWindow().window.emit('ready-to-show');
    expect(theWindow().shown).toBe(true);
    expect(printed).toEqual(['ready app://moulin/']);
  });

  test('loads its own scheme, a secure origin without extra rights', async () => {
    await begin();
    expect(theWindow().addresses).toEqual(['app://moulin/']);
    expect(world.calls).toContain(
      'schemes [{"scheme":"app","privileges":{"standard":true,"secure":true,"supportFetchAPI":false,"corsEnabled":false,"allowServiceWorkers":false,"bypassCSP":false,"stream":false}}]',
    );
    const answer = world.handlers.get('scheme') as unknown as (request: Request) => Promise<Response>;
    const response = await answer({ method: 'GET', url: 'app://moulin/' } as Request);
    expect(await response.text()).toContain('data-millimetres-per-pixel="0.248"');
    expect((await answer({ method: 'GET', url: 'app://moulin/../main/main.js' } as Request)).status).toBe(404);
  });

  test('is not closed by a key or a gesture when devices are real', async () => {
    await begin();
    expect(attempt(theWindow().window, 'close')).toBe(true);
  });
});

test('gestures neither zoom nor go back (SEC-13)', async () => {
  await begin();
  expect(world.calls).toContain('switch disable-pinch');
  expect(world.calls).toContain('switch overscroll-history-navigation=0');
});

describe('what a page tries (SEC-4)', () => {
  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview', 'select-bluetooth-device', 'login', 'context-menu'])('%s is refused', async (name) => {
    await begin();
    expect(attempt(theWindow().contents, name)).toBe(true);
  });

  test('a new window is refused', async () => {
    await begin();
    expect(theWindow().contents.openHandler()).toEqual({ action: 'deny' });
  });

  test.each(['will-download', 'select-hid-device', 'select-serial-port', 'select-usb-device'])('%s is refused', async (name) => {
    await begin();
    expect(attempt(session.fromPartition('kiosk'), name)).toBe(true);
  });

  test.each(['open-file', 'open-url', 'certificate-error', 'select-client-certificate', 'login', 'continue-activity'])('%s of the system is refused', async (name) => {
    await begin();
    expect(attempt(app, name)).toBe(true);
  });

  test.each(['media', 'geolocation', 'notifications', 'fullscreen', 'openExternal', 'clipboard-read', 'fileSystem', 'unknown'])('permission %s is refused', async (permission) => {
    await begin();
    const granted = vi.fn<(granted: boolean) => void>();
    (world.handlers.get('permissionRequest') as (...given: unknown[]) => void)({}, permission, granted);
    expect(granted).toHaveBeenCalledExactlyOnceWith(false);
    for (const check of ['permissionCheck', 'devicePermission']) expect((world.handlers.get(check) as (...given: unknown[]) => unknown)({}, permission)).toBe(false);
  });

  test('screen capture is refused, and every certificate', async () => {
    await begin();
    const answer = vi.fn<(answer: unknown) => void>();
    (world.handlers.get('displayMedia') as (...given: unknown[]) => void)({}, answer);
    (world.handlers.get('certificate') as (...given: unknown[]) => void)({}, answer);
    expect(answer.mock.calls).toEqual([[null], [-2]]);
  });

  test.each([
    ['app://moulin/assets/index.js', 'script', false],
    ['data:image/png;base64,AAAA', 'image', false],
    ['data:text/html,x', 'mainFrame', true],
    ['data:text/javascript,x', 'script', true],
    ['https://example.org/', 'xhr', true],
    ['http://127.0.0.1:9/', 'xhr', true],
    ['ws://127.0.0.1:9/', 'webSocket', true],
    ['file:///etc/passwd', 'image', true],
    ['app://moulin.example/', 'image', true],
    ['blob:app://moulin/1', 'subFrame', true],
    ['devtools://devtools/', 'mainFrame', true],
  ])('a request for %s as %s: cancelled is %s', async (url, resourceType, cancel) => {
    await begin();
    const answer = vi.fn<(answer: unknown) => void>();
    (world.handlers.get('beforeRequest') as (...given: unknown[]) => void)({ url, resourceType }, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel });
  });

  test('a chord does not reach the page, a letter does', async () => {
    await begin();
    const key = { type: 'keyDown', key: 'p', control: false, alt: false, meta: false };
    expect(attempt(theWindow().contents, 'before-input-event', key)).toBe(false);
    expect(attempt(theWindow().contents, 'before-input-event', { ...key, control: true })).toBe(true);
    expect(attempt(theWindow().contents, 'before-input-event', { ...key, key: 'F11' })).toBe(true);
  });
});

describe('the page and the terminal (SEC-5)', () => {
  const frame = { url: 'app://moulin/', parent: null };

  test('speak over exactly three channels up and one down', async () => {
    await begin();
    expect(new Set(ipcMain.eventNames())).toEqual(new Set([channels.hello, channels.intent, channels.taken]));
    const event = { sender: theWindow().contents, senderFrame: frame };
    ipcMain.emit(channels.hello, event);
    ipcMain.emit(channels.intent, event, '{"type":"touched"}');
    expect(theWindow().contents.sent).toEqual([[channels.view, JSON.stringify(attract('Lyon Bellecour'))]]);
    expect(terminal.intents).toEqual([{ type: 'touched' }]);
  });

  test('a forged frame is heard by nobody', async () => {
    await begin();
    ipcMain.emit(channels.intent, { sender: theWindow().contents, senderFrame: { ...frame, url: 'https://evil.example/' } }, '{"type":"touched"}');
    ipcMain.emit(channels.intent, { sender: {}, senderFrame: frame }, '{"type":"touched"}');
    expect(terminal.intents).toEqual([]);
  });
});

describe('a page that ends (SEC-10)', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test.each([
    ['crashes', () => theWindow().contents.emit('render-process-gone', {}, { reason: 'crashed' })],
    ['does not load', () => theWindow().contents.emit('did-fail-load', {}, -2, 'ERR_FAILED', 'app://moulin/', true)],
    ['has a broken bridge', () => theWindow().contents.emit('preload-error', {}, 'preload.cjs', new Error('broken'))],
  ])('is loaded again when it %s', async (_how, end) => {
    await begin();
    end();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(theWindow().addresses).toEqual(['app://moulin/', 'app://moulin/']);
  });

  test('is ended when it hangs, and not when only a frame of it failed', async () => {
    await begin();
    theWindow().contents.emit('did-fail-load', {}, -2, 'ERR_FAILED', 'app://moulin/frame', false);
    theWindow().window.emit('unresponsive');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(theWindow().contents.ended).toBe(1);
    expect(theWindow().addresses).toHaveLength(1);
  });

  test('again and again leaves the static screen', async () => {
    await begin();
    for (let crash = 0; crash < 4; crash += 1) {
      theWindow().contents.emit('render-process-gone', {}, { reason: 'oom' });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(theWindow().addresses.at(-1)).toBe('app://moulin/crashed.html');
  });
});

describe('starting and stopping', () => {
  test.each(['--remote-debugging-port=9222', '--inspect', '--no-sandbox', '--js-flags=x', '--load-extension=x'])('%s refuses to start (SEC-8)', async (argument) => {
    await begin([argument]);
    expect(world.exits).toEqual([2]);
    expect(world.windows).toEqual([]);
    expect(openTerminal).not.toHaveBeenCalled();
  });

  test('the door for tests is shut in a packaged terminal', async () => {
    vi.stubEnv('MOULIN_SHELL_TEST', '1');
    await begin(['--remote-debugging-port=0']);
    expect(world.exits).toEqual([2]);
  });

  test('unpacked and asked by name, it lets Playwright drive', async () => {
    vi.stubEnv('MOULIN_SHELL_TEST', '1');
    world.packaged = false;
    await begin(['--remote-debugging-port=0', '--data', '/tmp/x']);
    expect(openTerminal).toHaveBeenCalledExactlyOnceWith(['--data', '/tmp/x']);
  });

  test('a second one on the same machine steps back', async () => {
    world.lock = false;
    await begin();
    expect(world.exits).toEqual([1]);
    expect(openTerminal).not.toHaveBeenCalled();
  });

  test('what the terminal refuses ends the shell', async () => {
    openTerminal.mockResolvedValue({ ok: false, error: ['devices.scale.driver: …'] });
    await begin();
    expect(world.exits).toEqual([1]);
  });

  test('quitting lets the page take the screen that says so, before its window goes', async () => {
    await begin();
    const { contents } = theWindow();
    const event = { sender: contents, senderFrame: { url: 'app://moulin/', parent: null } };
    ipcMain.emit(channels.hello, event);
    ipcMain.emit(channels.taken, event);
    const order: string[] = [];
    terminal.stop = () => {
      terminal.show(attract('stopping'));
      return Promise.resolve();
    };
    const send = (contents as unknown as { send: (channel: string, message: string) => void }).send.bind(contents);
    Object.assign(contents, {
      send(channel: string, message: string) {
        order.push(theWindow().destroyed ? 'sent too late' : 'sent');
        send(channel, message);
        // The page takes it a moment later.
        setImmediate(() => {
          order.push(theWindow().destroyed ? 'taken too late' : 'taken');
          ipcMain.emit(channels.taken, event);
        });
      },
    });
    app.emit('before-quit', { preventDefault: () => {} });
    await vi.waitFor(() => expect(world.exits).toEqual([0]));
    expect(order).toEqual(['sent', 'taken']);
    expect(contents.sent.at(-1)?.[1]).toContain('stopping');
  });

  test('quitting with a page that takes nothing ends all the same', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await begin();
    const event = { sender: theWindow().contents, senderFrame: { url: 'app://moulin/', parent: null } };
    ipcMain.emit(channels.hello, event);
    app.emit('before-quit', { preventDefault: () => {} });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(world.exits).toEqual([0]);
    expect(terminal.stops).toBe(1);
    vi.useRealTimers();
  });

  test('a worker’s new screen is a page loaded anew', async () => {
    await begin();
    terminal.restart({ what: 'screen' });
    expect(theWindow().addresses).toHaveLength(2);
    expect(theWindow().addresses[1]).toBe(theWindow().addresses[0]);
    expect(terminal.stops).toBe(0);
  });

  test('a worker’s new start ends this one in order, and begins in the mode that was asked for', async () => {
    await begin(['--data', 'd', '--training']);
    terminal.restart({ what: 'program', training: false });
    await vi.waitFor(() => expect(world.exits).toEqual([0]));
    expect(terminal.stops).toBe(1);
    expect(world.calls).toContain('relaunch --data d --no-training');
  });

  test('quitting stops the terminal once, in order, before the process ends', async () => {
    await begin();
    expect(attempt(app, 'before-quit')).toBe(true);
    app.emit('before-quit', { preventDefault: () => {} });
    await vi.waitFor(() => expect(world.exits).toEqual([0]));
    expect(terminal.stops).toBe(1);
    expect(theWindow().destroyed).toBe(true);
    expect(terminal.listeners.size).toBe(0);
  });
});
