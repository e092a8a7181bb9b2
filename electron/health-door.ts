import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { HealthReport } from './health.ts';
import { isOurs, pathOf } from './loopback.ts';
import type { Log } from './log/entries.ts';
import { securityHeaders } from './pages.ts';

/** `GET /health`, on this machine only: 200 when customers are served, 503 when they are not, and the report in both cases. */

export const healthPath = '/health';

export function answerHealth(request: IncomingMessage, response: ServerResponse, health: () => HealthReport): void {
  const headers = { ...securityHeaders([]), 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...headers, Allow: 'GET, HEAD' }).end();
    return;
  }
  const report = looked(health);
  const serves = report.status === 'ok' || report.status === 'degraded';
  response.writeHead(serves ? 200 : 503, headers).end(request.method === 'HEAD' ? undefined : `${JSON.stringify(report)}\n`);
}

/** A disk that is gone is what a watcher most wants to hear of: the question must not fail on it. */
function looked(health: () => HealthReport): HealthReport | { readonly status: 'unknown' } {
  try {
    return health();
  } catch {
    return { status: 'unknown' };
  }
}

export interface HealthDoor {
  readonly address: string;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * A door of its own on the configured port, where there is no page's server beside which it could stand, or a watcher needs a
 * fixed one. A port that cannot be had is told, and the terminal runs without: who watches must not be what fails.
 */
export async function openHealthDoor(port: number, health: () => HealthReport, log: Log): Promise<HealthDoor | null> {
  const server = process.getBuiltinModule('node:http').createServer((request, response) => {
    if (!isOurs(request, actualPort(server))) response.writeHead(403, securityHeaders([])).end();
    else if (pathOf(request) !== healthPath) response.writeHead(404, securityHeaders([])).end();
    else answerHealth(request, response, health);
  });
  const failure = await listens(server, port);
  if (failure !== null) {
    log({ event: 'health.unavailable', told: `health.port of terminal.json cannot be opened (${failure}): give another, or null` });
    return null;
  }
  // Nobody who asks for the health keeps the terminal from stopping.
  server.unref();
  return {
    address: `http://${loopback}:${actualPort(server)}${healthPath}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listens(server: Server, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(error.message));
    server.listen({ host: loopback, port, exclusive: true }, () => resolve(null));
  });
}

function actualPort(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
