import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeviceKind } from '../../devices/device.ts';
import type { PrinterTwin } from '../../devices/twin.ts';
import type { WorkbenchHandler } from '../loopback.ts';
import type { Demonstrator } from '../staff/demonstration.ts';
import type { VirtualDevice } from '../terminal.ts';

/**
 * The world around a terminal whose devices are virtual, over HTTP on the loopback address: what stands on the pan, which
 * card is held where, which cable is pulled, and the papers that came out. Served only then; nothing of it exists when a
 * device is real. The caller has already checked that the request comes from our own page (`loopback.ts`).
 */

export interface WorkbenchTerminal {
  readonly virtual: ReadonlyMap<DeviceKind, VirtualDevice>;
  /** Whose badges lie beside the reader. */
  readonly demonstrators?: () => readonly Demonstrator[];
}

/** A request to turn knobs is a few hundred bytes. */
const largestBody = 64 * 1024;

const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } as const;

export interface WorkbenchDevice {
  readonly kind: DeviceKind;
  readonly protocol: string;
  /** Where the twin listens, for other programs to talk to. */
  readonly url: string;
  readonly plugged: boolean;
  readonly knobs: object;
  /** What the twin tells of itself besides its knobs, such as the totals of a card terminal. */
  readonly state: object | null;
  /** How many papers have come out since the start, those no longer kept among them; null when it prints none. */
  readonly papers: number | null;
}

export function createWorkbench(terminal: WorkbenchTerminal): WorkbenchHandler {
  const streams = new Set<ServerResponse>();
  const stops = [...terminal.virtual.values()].map(({ twin }) => twin.onChange(() => announce()));
  let announced = false;

  /** Once for all the changes of one turn. */
  function announce(): void {
    if (announced) return;
    announced = true;
    setImmediate(() => {
      announced = false;
      const message = `data: ${JSON.stringify(describeAll(terminal))}\n\n`;
      for (const stream of streams) stream.write(message);
    });
  }

  return {
    handle(request, response) {
      const route = routeOf(request);
      if (route === null) return false;
      void answer(terminal, route, request, response, { streams, announce }).catch((error: unknown) => fail(response, error));
      return true;
    },
    close() {
      for (const stop of stops) stop();
      for (const stream of streams) stream.end();
      // A change announced in this very turn must not be written to a page that was just told goodbye.
      streams.clear();
    },
  };
}

type Route =
  | { readonly to: 'devices' }
  | { readonly to: 'events' }
  | { readonly to: 'device'; readonly kind: string }
  | { readonly to: 'papers'; readonly kind: string }
  | { readonly to: 'picture'; readonly kind: string; readonly number: number };

function routeOf(request: IncomingMessage): Route | null {
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (path === '/workbench/devices') return { to: 'devices' };
  if (path === '/workbench/events') return { to: 'events' };
  const [, kind, papers, number] = /^\/workbench\/devices\/([a-z-]+)(?:\/(papers)(?:\/(\d{1,9})\.png)?)?$/.exec(path) ?? [];
  if (kind === undefined) return null;
  if (papers === undefined) return { to: 'device', kind };
  return number === undefined ? { to: 'papers', kind } : { to: 'picture', kind, number: Number(number) };
}

interface Stage {
  readonly streams: Set<ServerResponse>;
  readonly announce: () => void;
}

async function answer(terminal: WorkbenchTerminal, route: Route, request: IncomingMessage, response: ServerResponse, { streams, announce }: Stage): Promise<void> {
  const method = request.method ?? 'GET';
  const allowed = route.to === 'device' ? ['GET', 'PUT'] : ['GET'];
  if (!allowed.includes(method)) {
    response.setHeader('Allow', allowed.join(', '));
    sendProblem(response, 405, `${method} is not possible here: use ${allowed.join(' or ')}`);
    return;
  }
  if (route.to === 'devices') {
    sendJson(response, describeAll(terminal));
    return;
  }
  if (route.to === 'events') {
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify(describeAll(terminal))}\n\n`);
    streams.add(response);
    response.on('close', () => streams.delete(response));
    return;
  }
  const device = terminal.virtual.get(route.kind as DeviceKind);
  if (!device) {
    sendProblem(response, 404, `there is no virtual ${route.kind}: there are ${[...terminal.virtual.keys()].join(', ')}`);
    return;
  }
  if (route.to === 'device') {
    if (method === 'PUT' && !(await turn(device, request, response))) return;
    if (method === 'PUT') announce();
    sendJson(response, describe(route.kind as DeviceKind, device, terminal));
    return;
  }
  if (!isPrinter(device.twin)) {
    sendProblem(response, 404, `a ${route.kind} prints no papers`);
    return;
  }
  const papers = device.twin.papers();
  if (route.to === 'papers') {
    sendJson(response, papers.map(({ number, lines, codes }) => ({ number, lines, codes, picture: `/workbench/devices/${route.kind}/papers/${number}.png` })));
    return;
  }
  const paper = papers.find(({ number }) => number === route.number);
  if (!paper) {
    sendProblem(response, 404, `paper ${route.number} has not been printed, or is no longer kept`);
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': 'image/png', 'Content-Length': paper.png.length }).end(paper.png);
}

/** Turns the knobs that the body names; `plugged` pulls the cable. Says what is wrong otherwise, and turns nothing. */
async function turn(device: VirtualDevice, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  // A form of another site can send text, not JSON: it would have to ask first, and is refused.
  if (request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    refuseUnread(request, response, 415, 'send the knobs as application/json');
    return false;
  }
  const body = await readBody(request);
  if (body === null) {
    refuseUnread(request, response, 413, `send at most ${largestBody} bytes: these are more`);
    return false;
  }
  try {
    const { plugged, ...knobs } = readObject(body);
    if (plugged !== undefined && typeof plugged !== 'boolean') throw new Error('plugged takes true or false');
    if (Object.keys(knobs).length > 0 || plugged === undefined) device.twin.turn(knobs);
    if (plugged !== undefined) await device.plug(plugged);
    return true;
  } catch (error) {
    sendProblem(response, 400, error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** Null when there is more than a request to turn knobs can hold; the rest is left unread. */
function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    const take = (piece: Buffer): void => {
      length += piece.length;
      pieces.push(piece);
      if (length <= largestBody) return;
      // Not by leaving a `for await`: that closes the connection, and the sender never reads why.
      request.off('data', take);
      request.pause();
      resolve(null);
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
    request.once('error', reject);
  });
}

/** Says why a body is not taken, and ends the connection on which the rest of it would come. */
function refuseUnread(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  response.setHeader('Connection', 'close');
  sendProblem(response, status, message);
  request.resume();
}

/** @throws Error in words for whoever typed the body. */
function readObject(body: string): { readonly plugged?: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw new Error(`the body is not JSON (${error instanceof Error ? error.message : String(error)}): send an object such as {"plugged": false}`, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('the body is JSON, but no object: send one such as {"plugged": false}');
  }
  return value;
}

function describeAll(terminal: WorkbenchTerminal): WorkbenchDevice[] {
  return [...terminal.virtual].map(([kind, device]) => describe(kind, device, terminal));
}

function describe(kind: DeviceKind, device: VirtualDevice, { demonstrators = () => [] }: WorkbenchTerminal): WorkbenchDevice {
  const { twin } = device;
  return {
    kind,
    protocol: twin.protocol,
    url: device.url,
    plugged: device.plugged(),
    knobs: twin.knobs(),
    state: kind === 'badge-reader' ? { staff: demonstrators() } : 'state' in twin && typeof twin.state === 'function' ? (twin.state() as object) : null,
    papers: isPrinter(twin) ? (twin.papers().at(-1)?.number ?? 0) : null,
  };
}

function isPrinter(twin: VirtualDevice['twin']): twin is PrinterTwin {
  return 'papers' in twin;
}

/** Nothing here may fail without a word to the page; when the answer has begun, there is no place left for one. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else sendProblem(response, 500, error instanceof Error ? error.message : String(error));
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { ...headers, 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

function sendProblem(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { ...headers, 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify({ problem: message }));
}
