import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { isLoopbackHost, sameToken } from './link/websocket.ts';
import { securityHeaders, type Pages } from './pages.ts';

/** How the loopback server answers: whom, with which file, and everybody else with a refusal. */

/** What serves everything below `/workbench/` except its packaged page. */
export interface WorkbenchHandler {
  /** True when the request was taken; the answer may come later. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** True when the socket was taken. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close?(): void;
}

export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly port: number;
  readonly token: string;
  readonly pages: Pages;
  readonly workbenchPages: Pages;
  readonly workbench: WorkbenchHandler | undefined;
}

export async function answer(visit: Visit): Promise<void> {
  const { request, response, port, token, workbench } = visit;
  const path = pathOf(request);
  if (path === null) return refuse(response, 400, 'bad address');
  if (!isOurs(request, port)) return refuse(response, 403, 'this terminal answers its own page only');

  if (workbench !== undefined && path === '/workbench') {
    response.writeHead(308, { ...securityHeaders([]), Location: '/workbench/' }).end();
    return undefined;
  }
  if (workbench !== undefined && path.startsWith('/workbench/')) {
    if (workbench.handle(request, response)) return undefined;
    const inside = path.slice('/workbench'.length);
    return await sendPage(visit, visit.workbenchPages, inside === '/' ? '/workbench.html' : inside);
  }
  // Browsers ask by themselves; the kiosk shows none, and an error in the page's console would look like ours.
  if (path === '/favicon.ico') {
    response.writeHead(204, securityHeaders([])).end();
    return undefined;
  }
  // The files of the pages hold no secret; the kiosk's own page is only for whoever was given its address.
  if ((path === '/' || path === '/index.html') && !sameToken(queryOf(request).get('token'), token)) {
    return refuse(response, 401, 'open the address that the terminal printed, token included');
  }
  if (path === '/workbench.html') return refuse(response, 404, 'not found');
  return await sendPage(visit, visit.pages, path);
}

async function sendPage({ request, response }: Visit, pages: Pages, path: string): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'only GET');
  const page = await pages.find(path);
  if (page === null) return refuse(response, 404, 'not found');
  response.writeHead(200, { ...page.headers, 'Content-Length': page.body.length });
  response.end(request.method === 'HEAD' ? undefined : page.body);
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { ...securityHeaders([]), 'Content-Type': 'text/plain; charset=utf-8' }).end(`${reason}\n`);
}

/** Against DNS rebinding and requests from other sites' pages: our own name, and our own origin when one is given. */
export function isOurs(request: IncomingMessage, port: number): boolean {
  const { host, origin } = request.headers;
  return isLoopbackHost(host, port) && (origin === undefined || origin === `http://${host}`);
}

/** The path as the URL standard reads it, decoded once; null when it is not one. */
export function pathOf(request: IncomingMessage): string | null {
  const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
  if (url === null) return null;
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
}

function queryOf(request: IncomingMessage): URLSearchParams {
  return URL.parse(request.url ?? '/', 'http://127.0.0.1')?.searchParams ?? new URLSearchParams();
}
