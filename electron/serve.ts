import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import { systemClock } from '../devices/clock.ts';
import { err, ok, type Result } from '../flows/result.ts';
import { inMode } from './command-line.ts';
import { endInOrder, endWhenSignalled, leaveAfter } from './ending.ts';
import type { HealthReport } from './health.ts';
import { answerHealth, healthPath } from './health-door.ts';
import type { LinkedTerminal } from './link/contract.ts';
import { createWebSocketLink, refuseUpgrade, type WebSocketLink } from './link/websocket.ts';
import type { Log } from './log/entries.ts';
import { tellingLog } from './log/log.ts';
import { answer, isOurs, pathOf, type WorkbenchHandler } from './loopback.ts';
import { openTerminal, type Opened } from './opening.ts';
import { createPages, type PagesOptions } from './pages.ts';

/**
 * The terminal without Electron: the same pages and the same link behind a web server on the loopback address, for any
 * browser. Run directly (`node out/main/serve.js`) it is the whole terminal; `npm start` does that.
 */

export interface ServeOptions {
  readonly terminal: LinkedTerminal & Pick<PagesOptions, 'display' | 'keys' | 'theme'>;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly rendererDirectory?: string;
  /** Given only when devices are virtual. */
  readonly workbench?: WorkbenchHandler;
  /** Answered at `/health`, without a token: it says nothing of customers. */
  readonly health?: () => HealthReport;
  readonly log?: Log;
  /** Of the start before, so that its pages come back; absent: a fresh one. */
  readonly token?: string;
}

export interface Served {
  /** The kiosk page, token included. */
  readonly address: string;
  /** `http://127.0.0.1:PORT`: the Origin that the link accepts. */
  readonly origin: string;
  readonly token: string;
  readonly workbenchAddress: string | null;
  readonly link: WebSocketLink;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/** 256 bits: not guessable, and new at every start. */
const tokenBytes = 32;

/** Beside the built `out/main/serve.js`, or from the sources in `electron/`. */
export function defaultRendererDirectory(): string {
  const here = import.meta.dirname;
  return here.endsWith(join('out', 'main')) ? join(dirname(here), 'renderer') : join(dirname(here), 'out', 'renderer');
}

/** @throws Error with the remedy when the pages are not built or the port cannot be had. */
export async function serve(options: ServeOptions): Promise<Served> {
  const { terminal, workbench, health, log = tellingLog() } = options;
  const directory = options.rendererDirectory ?? defaultRendererDirectory();
  // Not by import: as an ES module, node:http brings a whole HTTP client along (25 ms of every start against 3, Node 24.21).
  const server = process.getBuiltinModule('node:http').createServer();
  const port = await listen(server, options.port ?? 0);
  const origin = `http://${loopback}:${port}`;
  const token = options.token ?? randomBytes(tokenBytes).toString('base64url');
  const connect = [`ws://${loopback}:${port}`, `ws://localhost:${port}`];
  const { display = {}, keys, theme = null } = terminal;
  const dress = { display, theme, ...(keys === undefined ? {} : { keys }) };
  const pages = createPages({ directory, connect, ...dress });
  if (!pages.complete) {
    await new Promise((resolve) => server.close(resolve));
    throw new Error(`the screens are not built: ${directory} has no index.html; run npm run build`);
  }
  // The workbench's page asks its own API, besides showing pictures of paper.
  const workbenchPages = createPages({ directory, connect: ["'self'", ...connect], ...dress });
  const link = createWebSocketLink({ terminal, token, log });

  server.on('request', (request, response) => {
    if (health !== undefined && pathOf(request) === healthPath && isOurs(request, port)) return answerHealth(request, response, health);
    void answer({ request, response, port, token, pages, workbenchPages, workbench }).catch(() => response.destroy());
    return undefined;
  });
  server.on('upgrade', (request, socket, head) => {
    const path = pathOf(request);
    if (path === '/link') return link.upgrade(request, socket, head);
    if (workbench?.upgrade !== undefined && path?.startsWith('/workbench/') === true && isOurs(request, port) && workbench.upgrade(request, socket, head)) {
      return undefined;
    }
    return refuseUpgrade(socket, '404 Not Found');
  });

  return {
    address: `${origin}/?token=${token}`,
    origin,
    token,
    workbenchAddress: workbench === undefined ? null : `${origin}/workbench/`,
    link,
    async close() {
      link.close();
      workbench?.close?.();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`port ${port} is taken: give another with --port, or none for any free one`) : error),
    );
    server.listen({ host: loopback, port, exclusive: true }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

export interface RunningServer {
  readonly address: string;
  /** Null when a device is real. */
  readonly workbenchAddress: string | null;
  readonly dataDirectory: string;
  /** Calls back when the page crashed or hangs: whoever shows it opens its window anew. */
  onAbsent(listener: () => void): void;
  /** Settles when the terminal has stopped, whoever asked for it. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/**
 * The whole terminal from its command line: prints `ready ADDRESS` when the first screen can be shown, and the workbench's
 * address. Null when it does not start; the reasons are printed and the exit code set.
 *
 * @param rendererDirectory where the built pages are, when not beside this file.
 */
export async function run(words: readonly string[], rendererDirectory = defaultRendererDirectory()): Promise<RunningServer | null> {
  const life = await begin(words, rendererDirectory);
  if (!life.ok) return refuseToRun(life.error);
  if (life.value === 'helped') return null;
  announce(life.value);
  return untilStopped(life.value, rendererDirectory);
}

/** A terminal and the pages that show it, from one start to its end. */
interface Life {
  readonly opened: Opened;
  readonly served: Served;
  readonly words: readonly string[];
}

/** @param door that of the life before: a page that is open finds the next one by itself. */
async function begin(words: readonly string[], rendererDirectory: string, door: Pick<ServeOptions, 'port' | 'token'> = {}): Promise<Result<Life | 'helped', readonly string[]>> {
  const opened = await openTerminal(words);
  if (!opened.ok) return opened;
  if (opened.value === 'helped') return ok('helped');
  const { terminal, workbench, commandLine, log } = opened.value;
  try {
    const handler = await workbench();
    const served = await serve({ terminal, port: commandLine.port, ...door, rendererDirectory, health: () => terminal.health(), log, ...(handler === null ? {} : { workbench: handler }) });
    return ok({ opened: opened.value, served, words });
  } catch (error) {
    await terminal.stop();
    return err([error instanceof Error ? error.message : String(error)]);
  }
}

function announce({ served }: Life): void {
  console.log(`ready ${served.address}`);
  if (served.workbenchAddress !== null) console.log(`workbench ${served.workbenchAddress}`);
}

function refuseToRun(reasons: readonly string[]): null {
  for (const reason of reasons) console.error(reason);
  process.exitCode = 1;
  return null;
}

/** Never rejects; a life ends once, however often it is asked to. */
function endOf({ opened: { terminal, health, log }, served }: Life): Promise<void> {
  return endInOrder({ terminal, pages: { told: () => served.link.told(), close: () => served.close() }, health, clock: systemClock, log });
}

function untilStopped(first: Life, rendererDirectory: string): RunningServer {
  let life = first;
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  const absentListeners: (() => void)[] = [];
  const end = async (): Promise<void> => {
    stopping = true;
    await restarting;
    await endOf(life);
  };
  const { stop, ended } = endWhenSignalled(end, { clock: systemClock, log: first.opened.log, exit: (code) => process.exit(code), elapsed: () => performance.now() });

  /** The old life to its end, then the new one at the same door; as it was before when the new one is refused. */
  const restart = async (training: boolean): Promise<void> => {
    const { words, served } = life;
    await endOf(life);
    const door = { port: Number(new URL(served.origin).port), token: served.token };
    for (const next of [inMode(words, training), words]) {
      if (stopping) return;
      const begun = await begin(next, rendererDirectory, door);
      if (begun.ok && begun.value !== 'helped') return live(begun.value);
      if (!begun.ok) refuseToRun(begun.error);
    }
    void stop();
  };
  const live = (begun: Life): void => {
    life = begun;
    process.exitCode = 0;
    for (const listener of absentListeners) begun.served.link.onAbsent(listener);
    begun.opened.terminal.onRestart((asked) => {
      if (asked.what === 'screen') begun.served.link.reload();
      else restarting = restart(asked.training);
    });
  };
  live(first);
  return {
    address: first.served.address,
    workbenchAddress: first.served.workbenchAddress,
    dataDirectory: first.opened.commandLine.data,
    onAbsent(listener) {
      absentListeners.push(listener);
      life.served.link.onAbsent(listener);
    },
    stopped: ended,
    stop,
  };
}

if (import.meta.main) leaveAfter(await run(process.argv.slice(2)));
