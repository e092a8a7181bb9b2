import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import { systemClock } from '../devices/clock.ts';
import { endInOrder, endWhenSignalled, leaveAfter } from './ending.ts';
import type { HealthReport } from './health.ts';
import { answerHealth, healthPath } from './health-door.ts';
import type { LinkedTerminal } from './link/contract.ts';
import { createWebSocketLink, refuseUpgrade, type WebSocketLink } from './link/websocket.ts';
import type { Log } from './log/entries.ts';
import { tellingLog } from './log/log.ts';
import { answer, isOurs, pathOf, type WorkbenchHandler } from './loopback.ts';
import { openTerminal, type Opened } from './opening.ts';
import { createPages } from './pages.ts';

/**
 * The terminal without Electron: the same pages and the same link behind a web server on the loopback address, for any
 * browser. Run directly (`node out/main/serve.js`) it is the whole terminal; `npm start` does that.
 */

export interface ServeOptions {
  readonly terminal: LinkedTerminal & { readonly display: { readonly millimetresPerPixel: number } };
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly rendererDirectory?: string;
  /** Given only when devices are virtual. */
  readonly workbench?: WorkbenchHandler;
  /** Answered at `/health`, without a token: it says nothing of customers. */
  readonly health?: () => HealthReport;
  readonly log?: Log;
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
  const token = randomBytes(tokenBytes).toString('base64url');
  const connect = [`ws://${loopback}:${port}`, `ws://localhost:${port}`];
  const { millimetresPerPixel } = terminal.display;
  const pages = createPages({ directory, connect, millimetresPerPixel });
  if (!pages.complete) {
    await new Promise((resolve) => server.close(resolve));
    throw new Error(`the screens are not built: ${directory} has no index.html; run npm run build`);
  }
  // The workbench's page asks its own API, besides showing pictures of paper.
  const workbenchPages = createPages({ directory, connect: ["'self'", ...connect], millimetresPerPixel });
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
  const opened = await openTerminal(words);
  if (!opened.ok) return refuseToRun(opened.error);
  if (opened.value === 'helped') return null;
  const { terminal, workbench, commandLine, log } = opened.value;
  let served: Served;
  try {
    const handler = await workbench();
    served = await serve({ terminal, port: commandLine.port, rendererDirectory, health: () => terminal.health(), log, ...(handler === null ? {} : { workbench: handler }) });
  } catch (error) {
    await terminal.stop();
    return refuseToRun([error instanceof Error ? error.message : String(error)]);
  }
  console.log(`ready ${served.address}`);
  if (served.workbenchAddress !== null) console.log(`workbench ${served.workbenchAddress}`);
  return untilStopped(served, opened.value);
}

function refuseToRun(reasons: readonly string[]): null {
  for (const reason of reasons) console.error(reason);
  process.exitCode = 1;
  return null;
}

function untilStopped(served: Served, { terminal, commandLine, health, log }: Opened): RunningServer {
  const pages = { told: () => served.link.told(), close: () => served.close() };
  const end = (): Promise<void> => endInOrder({ terminal, pages, health, clock: systemClock, log });
  const { stop, ended } = endWhenSignalled(end, { clock: systemClock, log, exit: (code) => process.exit(code), elapsed: () => performance.now() });
  return {
    address: served.address,
    workbenchAddress: served.workbenchAddress,
    dataDirectory: commandLine.data,
    onAbsent: (listener) => served.link.onAbsent(listener),
    stopped: ended,
    stop,
  };
}

if (import.meta.main) leaveAfter(await run(process.argv.slice(2)));
