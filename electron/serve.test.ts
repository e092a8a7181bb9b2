import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { View } from '../flows/view.ts';
import { maximumMessageBytes } from './link/contract.ts';
import { attract, PretendTerminal } from './link/terminal.fixtures.ts';
import { reloadCode } from './link/websocket.ts';
import type { WorkbenchHandler } from './loopback.ts';

// The composition is not what is tested here, and brings every device with it.
const openTerminal = vi.hoisted(() => vi.fn<(words: readonly string[]) => Promise<unknown>>());
vi.mock('./opening.ts', () => ({ openTerminal }));
// `run` looks for the built pages beside itself; a checkout that is not built has none.
const builtPages = vi.hoisted(() => ({ directory: '' }));
vi.mock('./pages.ts', async (original) => {
  const pages = await original<typeof import('./pages.ts')>();
  const besideUs = (directory: string): boolean => directory === defaultRendererDirectory();
  return {
    ...pages,
    createPages: (options: Parameters<typeof pages.createPages>[0]) =>
      pages.createPages({ ...options, directory: besideUs(options.directory) ? builtPages.directory : options.directory }),
  };
});
const { defaultRendererDirectory, run, serve } = await import('./serve.ts');
const { stopMilliseconds } = await import('./ending.ts');
type Served = Awaited<ReturnType<typeof serve>>;

let rendererDirectory: string;
let terminal: PretendTerminal;
let served: Served;

beforeAll(() => {
  const directory = mkdtempSync(join(tmpdir(), 'moulin-serve-'));
  rendererDirectory = join(directory, 'renderer');
  builtPages.directory = rendererDirectory;
  mkdirSync(join(rendererDirectory, 'assets'), { recursive: true });
  writeFileSync(join(rendererDirectory, 'index.html'), '<!doctype html><html lang="fr"><head><meta charset="utf-8"></head><body>kiosk</body></html>');
  writeFileSync(join(rendererDirectory, 'workbench.html'), '<!doctype html><html lang="fr"><body>workbench</body></html>');
  writeFileSync(join(rendererDirectory, 'assets', 'index.js'), 'export {};');
  writeFileSync(join(rendererDirectory, 'assets', 'index.js.map'), '{}');
  writeFileSync(join(rendererDirectory, 'assets', 'type.woff2'), 'woff');
  writeFileSync(join(directory, 'secret.json'), '"secret"');
  symlinkSync(join(directory, 'secret.json'), join(rendererDirectory, 'linked.json'));
});
afterAll(() => rmSync(join(rendererDirectory, '..'), { recursive: true }));

beforeEach(async () => {
  terminal = new PretendTerminal();
  served = await serve({ terminal, rendererDirectory, log: () => {} });
});
afterEach(() => served.close());

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A request with the path exactly as given: `fetch` would tidy it. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET', to: Served = served): Promise<Answer> {
  const request = httpRequest({ host: '127.0.0.1', port: new URL(to.origin).port, path, method, headers, agent: false });
  request.end();
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() };
}

const withToken = (): string => `/?token=${served.token}`;

describe('the kiosk page', () => {
  test('is served to whoever has the token, with the size of a pixel on its root', async () => {
    const answer = await ask(withToken());
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<html data-millimetres-per-pixel="0.248" lang="fr">');
    expect(served.address).toBe(`${served.origin}${withToken()}`);
  });

  test.each(['/', '/index.html', '/?token=', '/?token=x', '/?token=x&token=', '/index.html?TOKEN='])('is refused at %s, without the token', async (path) => {
    expect((await ask(path)).status).toBe(401);
  });

  test('has a token that nobody guesses, new at every start', async () => {
    const other = await serve({ terminal, rendererDirectory, log: () => {} });
    expect(served.token).toMatch(/^[\w-]{43}$/u);
    expect(other.token).not.toBe(served.token);
    expect((await ask(`/?token=${other.token}`)).status).toBe(401);
    await other.close();
  });

  test('lets nothing run, load or connect but its own (SEC-3)', async () => {
    const { port } = new URL(served.origin);
    const { headers } = await ask(withToken());
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        `connect-src ws://127.0.0.1:${port} ws://localhost:${port}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });

  test('refusals carry the same protections', async () => {
    expect((await ask('/nowhere')).headers['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('packaged files', () => {
  test.each([
    ['/assets/index.js', 'text/javascript; charset=utf-8'],
    ['/assets/type.woff2', 'font/woff2'],
    ['/crashed.html', 'text/html; charset=utf-8'],
    ['/crashed.css', 'text/css; charset=utf-8'],
  ])('%s is served as %s', async (path, type) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
  });

  test.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/%252e%252e/secret.json',
    '/assets/..%5c..%5csecret.json',
    '//etc/passwd',
    '/linked.json',
    '/assets/index.js.map',
    '/assets/',
    '/assets',
    '/index.html/',
    '/index.js%00.html',
    '/workbench.html',
    '/workbench/',
  ])('%s is not there', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  test('no path leads out of the package', async () => {
    const part = fc.constantFrom('..', '.', '%2e%2e', '%2E.', 'assets', 'secret.json', '%2f', '%5c', '\\', '', '%00', '%', 'etc', 'passwd', ';');
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        const answer = await ask(`/${parts.join('/')}`);
        expect(answer.body).not.toContain('"secret"');
        expect(answer.body).not.toContain('root:');
        expect([400, 401, 404]).toContain(answer.status);
      }),
      { numRuns: 150 },
    );
  });

  test('a browser that asks for an icon is told that there is none, without an error', async () => {
    expect((await ask('/favicon.ico')).status).toBe(204);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('%s is refused', async (method) => {
    expect((await ask('/assets/index.js', {}, method)).status).toBe(405);
  });
});

describe('whoever asks under another name', () => {
  test.each([
    ['a rebound name', { host: 'evil.example' }],
    ['a rebound name with our port', { host: 'evil.example:PORT' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['an address of the network', { host: '192.168.0.9:PORT' }],
    ['another site’s page', { origin: 'http://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
  ])('is refused: %s', async (_who, headers) => {
    const { port } = new URL(served.origin);
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port)]));
    expect((await ask(withToken(), given)).status).toBe(403);
  });

  test('listens on the loopback address alone', async () => {
    const { port } = new URL(served.origin);
    // 127.0.0.2 is this machine too, but not where we listen.
    const other = connect({ host: '127.0.0.2', port: Number(port) });
    const [error] = (await once(other, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });
});

/** A page's socket, and the views it was shown. */
class Page {
  readonly socket: WebSocket;
  readonly views: View[] = [];
  #waiting: (() => void)[] = [];

  constructor(options: { token?: string; origin?: string | null; host?: string; autoPong?: boolean } = {}) {
    const { token = served.token, origin = served.origin, host, autoPong = true } = options;
    this.socket = new WebSocket(`${served.origin.replace('http', 'ws')}/link?token=${token}`, {
      autoPong,
      headers: { ...(origin === null ? {} : { origin }), ...(host === undefined ? {} : { host }) },
    });
    this.socket.on('message', (data) => {
      this.views.push(JSON.parse((data as Buffer).toString()) as View);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  async sees(office: string): Promise<void> {
    while (this.views.at(-1)?.office !== office) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async refused(): Promise<number> {
    const [, response] = (await once(this.socket, 'unexpected-response')) as [unknown, import('node:http').IncomingMessage];
    response.destroy();
    return response.statusCode ?? 0;
  }
}

/** Resolves when the terminal has been sent so many intents. */
async function received(count: number): Promise<void> {
  while (terminal.intents.length < count) {
    await new Promise<void>((resolve) => {
      const send = terminal.send.bind(terminal);
      terminal.send = (intent) => {
        send(intent);
        resolve();
      };
    });
  }
}

describe('the link over a WebSocket', () => {
  test('shows the current view at once, then every later one', async () => {
    const page = new Page();
    await page.sees('Lyon Bellecour');
    terminal.show(attract('second'));
    await page.sees('second');
    expect(page.views).toHaveLength(2);
  });

  test('a page that reloads is shown the same view', async () => {
    const first = new Page();
    terminal.show(attract('deep in a session'));
    await first.sees('deep in a session');
    first.socket.terminate();
    const second = new Page();
    await second.sees('deep in a session');
    expect(second.views).toHaveLength(1);
  });

  test('several changes of one turn are one message', async () => {
    const page = new Page();
    await page.sees('Lyon Bellecour');
    for (let number = 0; number <= 100; number += 1) terminal.show(attract(`view ${number}`));
    await page.sees('view 100');
    expect(page.views.map(({ office }) => office)).toEqual(['Lyon Bellecour', 'view 100']);
  });

  test('a page that does not read gets the latest view when it reads again, not all of them', async () => {
    const page = new Page();
    await page.sees('Lyon Bellecour');
    page.socket.pause();
    // Enough to fill the kernel's buffers many times over, were each of them sent.
    const long = 'x'.repeat(50_000);
    for (let number = 0; number < 1_000; number += 1) {
      terminal.show(attract(`${long}${number}`));
      await new Promise((resolve) => setImmediate(resolve));
    }
    terminal.show(attract('last'));
    page.socket.resume();
    await page.sees('last');
    expect(page.views.length).toBeLessThan(500);
  });

  test('the same view is not sent twice', async () => {
    const page = new Page();
    await page.sees('Lyon Bellecour');
    terminal.show(attract('Lyon Bellecour'));
    await new Promise((resolve) => setImmediate(resolve));
    terminal.show(attract('end'));
    await page.sees('end');
    expect(page.views).toHaveLength(2);
  });

  test.each([
    ['a wrong token', { token: 'x' }, 401],
    ['no token', { token: '' }, 401],
    ['another site’s page', { origin: 'http://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['no page at all', { origin: null }, 403],
    ['our page under https', { origin: 'https://127.0.0.1' }, 403],
    ['a rebound name', { host: 'evil.example' }, 403],
  ])('refuses %s', async (_who, options, status) => {
    expect(await new Page(options).refused()).toBe(status);
    expect(served.link.connections()).toBe(0);
  });

  test('an upgrade elsewhere is refused', async () => {
    const socket = new WebSocket(`${served.origin.replace('http', 'ws')}/elsewhere?token=${served.token}`, { origin: served.origin });
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, import('node:http').IncomingMessage];
    expect(response.statusCode).toBe(404);
    response.destroy();
  });

  test('an intent reaches the terminal, whatever was sent before it', async () => {
    const page = new Page();
    await page.sees('Lyon Bellecour');
    const arrived = received(1);
    for (const bad of ['', 'null', '{', '[]', '{"type":"spy"}', '"touched"', 'x'.repeat(maximumMessageBytes + 1), Buffer.from('{"type":"touched"}')]) page.socket.send(bad);
    page.socket.send('{"type":"service.started","service":"send"}');
    await arrived;
    expect(terminal.intents).toEqual([{ type: 'service.started', service: 'send' }]);
    expect(page.socket.readyState).toBe(WebSocket.OPEN);
    expect(served.link.door.counts).toMatchObject({ 'not-json': 2, 'not-an-intent': 4, 'too-large': 1, 'not-text': 1 });
  });

  test('a monstrous message costs its sender the connection, and nobody else', async () => {
    const bad = new Page();
    const good = new Page();
    await Promise.all([bad.sees('Lyon Bellecour'), good.sees('Lyon Bellecour')]);
    bad.socket.send('x'.repeat(2 * 1024 * 1024));
    const [code] = (await once(bad.socket, 'close')) as [number];
    expect(code).toBe(1009);
    terminal.show(attract('still here'));
    await good.sees('still here');
    await vi.waitFor(() => expect(terminal.listeners.size).toBe(1));
  });

  test('a page that does not answer its heartbeat is let go, one that does stays', async () => {
    await served.close();
    const { createWebSocketLink } = await import('./link/websocket.ts');
    const link = createWebSocketLink({ terminal, token: 'token', log: () => {}, heartbeatMilliseconds: 20 });
    const server = createServer().on('upgrade', (request, socket, head) => link.upgrade(request, socket, head)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const open = (autoPong: boolean): WebSocket =>
      new WebSocket(`ws://127.0.0.1:${port}/link?token=token`, { origin: `http://127.0.0.1:${port}`, autoPong });
    const alive = open(true);
    await once(alive, 'open');
    const dead = open(false);
    await once(dead, 'close');
    expect(alive.readyState).toBe(WebSocket.OPEN);
    await vi.waitFor(() => expect(link.connections()).toBe(1));
    link.close();
    server.close();
  });

  test('a page that hangs is let go, though its browser answers pings; one that never answered is not judged; and when none is left, that is told', async () => {
    const { createWebSocketLink, takenMessage } = await import('./link/websocket.ts');
    const told: string[] = [];
    const link = createWebSocketLink({ terminal, token: 'token', log: (entry) => told.push(entry.event), againMilliseconds: 10, hangMilliseconds: 60, absentMilliseconds: 60 });
    const server = createServer().on('upgrade', (request, socket, head) => link.upgrade(request, socket, head)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const open = (answers: (views: number) => boolean): WebSocket => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/link?token=token`, { origin: `http://127.0.0.1:${port}` });
      let views = 0;
      socket.on('message', () => answers((views += 1)) && socket.send(takenMessage));
      return socket;
    };
    const absent = new Promise<void>((resolve) => link.onAbsent(() => {
      told.push('absent');
      resolve();
    }));
    const [wellPage, otherProgram, hung] = [open(() => true), open(() => false), open((views) => views < 3)];
    await once(hung, 'close');
    expect(told).toEqual(['page.hung']);
    expect([wellPage.readyState, otherProgram.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    expect(terminal.intents).toEqual([]);
    for (const page of [wellPage, otherProgram]) page.terminate();
    await absent;
    expect(told).toEqual(['page.hung', 'absent']);
    link.close();
    server.close();
  });

  test('closing the server ends every page and frees the port', async () => {
    const page = new Page();
    await page.sees('Lyon Bellecour');
    const ended = once(page.socket, 'close');
    await served.close();
    await ended;
    expect(terminal.listeners.size).toBe(0);
    const { port } = new URL(served.origin);
    const again = createServer().listen(Number(port), '127.0.0.1');
    await once(again, 'listening');
    again.close();
  });
});

describe('the workbench', () => {
  const handler = (): WorkbenchHandler & { asked: string[] } => ({
    asked: [],
    handle(request, response) {
      if (!request.url?.startsWith('/workbench/devices')) return false;
      this.asked.push(`${request.method} ${request.url}`);
      response.end('{}');
      return true;
    },
  });

  test('is not there without virtual devices', async () => {
    expect(served.workbenchAddress).toBeNull();
    expect((await ask('/workbench/devices')).status).toBe(404);
  });

  test('answers its API, its page and its files below one path, and only its own page', async () => {
    const workbench = handler();
    const both = await serve({ terminal, rendererDirectory, workbench, log: () => {} });
    expect(both.workbenchAddress).toBe(`${both.origin}/workbench/`);
    expect((await ask('/workbench/devices/scale', {}, 'PUT', both)).body).toBe('{}');
    expect((await ask('/workbench/', {}, 'GET', both)).body).toContain('workbench</body>');
    expect((await ask('/workbench/assets/index.js', {}, 'GET', both)).status).toBe(200);
    expect((await ask('/workbench', {}, 'GET', both)).headers.location).toBe('/workbench/');
    expect((await ask('/workbench/', {}, 'GET', both)).headers['content-security-policy']).toContain("connect-src 'self' ws:");
    expect((await ask('/workbench/devices/scale', { origin: 'http://evil.example' }, 'PUT', both)).status).toBe(403);
    expect(workbench.asked).toEqual(['PUT /workbench/devices/scale']);
    await both.close();
  });
});

describe('starting', () => {
  test('without built screens says what to do', async () => {
    await expect(serve({ terminal, rendererDirectory: join(rendererDirectory, 'assets'), log: () => {} })).rejects.toThrow(/index\.html; run npm run build/u);
  });

  test('on a taken port says which', async () => {
    const { port } = new URL(served.origin);
    await expect(serve({ terminal, rendererDirectory, port: Number(port), log: () => {} })).rejects.toThrow(`port ${port} is taken`);
  });

  test('a refusal is printed, reason by reason, and sets the exit code', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    openTerminal.mockResolvedValueOnce({ ok: false, error: ['devices.scale.driver: …', 'the remedy'] });
    expect(await run([])).toBeNull();
    expect(printed.mock.calls.flat()).toEqual(['devices.scale.driver: …', 'the remedy']);
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    printed.mockRestore();
  });
});

describe('the whole terminal, run', () => {
  let printed: string[];
  let left: number[];
  const opened = (workbench: WorkbenchHandler | null = null): unknown => ({
    ok: true,
    value: { terminal, commandLine: { port: 0, data: '/data', config: null, window: false, help: false }, workbench: () => Promise.resolve(workbench), log: () => {}, health: null },
  });

  beforeEach(() => {
    printed = [];
    left = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      left.push(Number(code));
      return undefined as never;
    });
  });
  afterEach(() => vi.restoreAllMocks());

  test('prints one line when the first screen can be shown, and one for the workbench', async () => {
    openTerminal.mockResolvedValueOnce(opened({ handle: () => false }));
    const running = await run(['--no-window']);
    expect(printed).toEqual([`ready ${running?.address}`, expect.stringMatching(/^workbench http:\/\/127\.0\.0\.1:\d+\/workbench\/$/u)]);
    expect(running?.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/u);
    expect(running?.dataDirectory).toBe('/data');
    await running?.stop();
  });

  describe('begun anew by a worker', () => {
    const refused = { ok: false, error: ['a sale is still open'] };
    let lives: PretendTerminal[];
    beforeEach(() => {
      lives = [];
      openTerminal.mockReset();
    });
    const life = (): void => {
      const next = new PretendTerminal();
      lives.push(next);
      openTerminal.mockResolvedValueOnce({ ok: true, value: { terminal: next, commandLine: { port: 0, data: '/data' }, workbench: () => Promise.resolve(null), log: () => {}, health: null } });
    };
    const calls = (): string[] => openTerminal.mock.calls.map(([words]) => words.join(' '));
    /** The address serves a page again, of whichever life. */
    const isBack = (address: string, count: number) =>
      vi.waitFor(async () => {
        expect(openTerminal).toHaveBeenCalledTimes(count);
        expect((await fetch(address)).status).toBe(200);
      });

    test('the screen is loaded anew: our page is told to, and nothing else ends', async () => {
      life();
      const running = await run([]);
      const { port, searchParams } = new URL(running?.address ?? '');
      const page = new WebSocket(`ws://127.0.0.1:${port}/link?token=${searchParams.get('token')}`, { origin: `http://127.0.0.1:${port}` });
      await once(page, 'message');
      lives[0]?.restart({ what: 'screen' });
      expect((await once(page, 'close'))[0]).toBe(reloadCode);
      expect(lives[0]?.stops).toBe(0);
      await running?.stop();
    });

    test('the program ends in order and begins in school mode, behind the same door', async () => {
      life();
      const running = await run(['--data', 'd']);
      life();
      lives[0]?.restart({ what: 'program', training: true });
      await isBack(running?.address ?? '', 2);
      expect(calls()).toEqual(['--data d', '--data d --training']);
      expect(lives.map(({ stops }) => stops)).toEqual([1, 0]);
      life();
      lives[1]?.restart({ what: 'program', training: false });
      await isBack(running?.address ?? '', 3);
      expect(calls().at(-1)).toBe('--data d --no-training');
      await running?.stop();
      expect(lives.map(({ stops }) => stops)).toEqual([1, 1, 1]);
      expect(left).toEqual([]);
    });

    test('a start that is refused is followed by one as it was before', async () => {
      life();
      const running = await run(['--data', 'd']);
      openTerminal.mockResolvedValueOnce(refused);
      life();
      lives[0]?.restart({ what: 'program', training: true });
      await isBack(running?.address ?? '', 3);
      expect(calls()).toEqual(['--data d', '--data d --training', '--data d']);
      expect(process.exitCode).toBe(0);
      await running?.stop();
      process.exitCode = undefined;
    });

    test('when none can begin any more, the process ends and says so', async () => {
      life();
      const running = await run([]);
      openTerminal.mockResolvedValue(refused);
      lives[0]?.restart({ what: 'program', training: false });
      await running?.stopped;
      expect(process.exitCode).toBe(1);
      process.exitCode = undefined;
    });

    test('a terminal that is switched off meanwhile stays off', async () => {
      life();
      const running = await run([]);
      lives[0]?.restart({ what: 'program', training: false });
      await running?.stop();
      expect(openTerminal).toHaveBeenCalledTimes(1);
      expect(lives[0]?.stops).toBeGreaterThan(0);
    });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s stops the terminal, then closes the pages, once', async (signal) => {
    openTerminal.mockResolvedValueOnce(opened());
    const before = process.listenerCount(signal);
    const running = await run([]);
    process.emit(signal);
    await running?.stopped;
    expect(terminal.stops).toBe(1);
    expect(left).toEqual([]);
    expect(printed).toHaveLength(1);
    expect(process.listenerCount(signal)).toBe(before);
  });

  test('a terminal that cannot stop is left within five seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    openTerminal.mockResolvedValueOnce(opened());
    terminal.stop = () => new Promise(() => {});
    const running = await run([]);
    void running?.stop();
    await vi.advanceTimersByTimeAsync(stopMilliseconds - 1);
    expect(left).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(left).toEqual([1]);
    expect(stopMilliseconds).toBeLessThan(5_000);
    vi.useRealTimers();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(signal);
  });

  test('pages that are missing stop the terminal again', async () => {
    openTerminal.mockResolvedValueOnce(opened());
    builtPages.directory = '/nowhere';
    expect(await run([])).toBeNull();
    builtPages.directory = rendererDirectory;
    expect(terminal.stops).toBe(1);
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
  });
});
