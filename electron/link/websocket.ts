import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Log } from '../log/entries.ts';
import { openDoor, type Door, type LinkedTerminal } from './contract.ts';

/** Beyond this the connection is cut instead of the message being read: our own page never comes near it. */
const hardLimitBytes = 1024 * 1024;

/** A page that has not answered a ping for this long is gone, and its connection is freed. */
export const heartbeatMilliseconds = 10_000;

/**
 * A browser answers pings for a page that hangs. So our page answers every view that it has handled, and is sent the same one
 * again so often; one that then says nothing for so long hangs, and is let go. A page that has never answered is another
 * program, and is not judged.
 */
export const takenMessage = '"taken"';
export const againMilliseconds = 1_000;
export const hangMilliseconds = 4_000;

/**
 * A page that lost its connection is back within a tenth of a second. When the last one stays away for so long, it crashed or
 * hangs, and its window must be opened anew: with the two above and a second for the window, within the ten seconds of SEC-10.
 */
export const absentMilliseconds = 2_000;

/** "Service restart" (RFC 6455's registry of close codes): our page loads itself anew, where it would otherwise only connect again. */
export const reloadCode = 1012;

export interface WebSocketLinkOptions {
  readonly terminal: LinkedTerminal;
  readonly token: string;
  readonly log: Log;
  readonly heartbeatMilliseconds?: number;
  readonly againMilliseconds?: number;
  readonly hangMilliseconds?: number;
  readonly absentMilliseconds?: number;
}

export interface WebSocketLink {
  readonly door: Door;
  /** Takes over an upgrade request, or refuses it; the socket is answered in both cases. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** Calls back when no page is there any more, though there was one, and none has come back. */
  onAbsent(listener: () => void): void;
  /** Every page is loaded anew. */
  reload(): void;
  /** Resolves when every page has been handed what is shown now; a page that takes nothing keeps it waiting. */
  told(): Promise<void>;
  close(): void;
}

/** Equal in constant time whatever the lengths: the digests are compared, not the texts. */
export function sameToken(given: string | null, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(expected)) && given !== null;
}

/** The name a browser gave for us: against DNS rebinding it must be the loopback address itself, with our port. */
export function isLoopbackHost(host: string | undefined, port: number | undefined): boolean {
  return host !== undefined && (host === `127.0.0.1:${port}` || host === `localhost:${port}`);
}

/** Why an upgrade is refused; null when it is ours. The status tells nothing more than the reason phrase. */
function refusalOf(request: IncomingMessage, token: string): '401 Unauthorized' | '403 Forbidden' | null {
  const { host, origin } = request.headers;
  if (!isLoopbackHost(host, request.socket.localPort)) return '403 Forbidden';
  // A browser always sends Origin with a WebSocket; without one it is not our page.
  if (origin !== `http://${host}`) return '403 Forbidden';
  const given = new URL(request.url ?? '/', `http://${host}`).searchParams.get('token');
  return sameToken(given, token) ? null : '401 Unauthorized';
}

export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Carries the contract over WebSockets. Any number of pages may watch; each gets the latest view and never a queue. */
export function createWebSocketLink(options: WebSocketLinkOptions): WebSocketLink {
  const { terminal, token, log } = options;
  const door = openDoor(terminal, log);
  const server = new WebSocketServer({ noServer: true, maxPayload: hardLimitBytes, perMessageDeflate: false, clientTracking: true });
  const alive = new WeakMap<WebSocket, boolean>();
  const showers = new Map<WebSocket, Shower>();
  const absentListeners = new Set<() => void>();
  let absence: NodeJS.Timeout | null = null;
  let closed = false;

  const beat = setInterval(() => {
    for (const socket of server.clients) {
      if (alive.get(socket) === false) {
        log({ event: 'page.dropped', why: 'no-answer' });
        socket.terminate();
        continue;
      }
      alive.set(socket, false);
      socket.ping();
    }
  }, options.heartbeatMilliseconds ?? heartbeatMilliseconds);
  beat.unref();
  const again = setInterval(() => {
    for (const [socket, shower] of showers) {
      if (shower.silentFor() < (options.hangMilliseconds ?? hangMilliseconds)) {
        shower.again();
        continue;
      }
      log({ event: 'page.hung' });
      socket.terminate();
    }
  }, options.againMilliseconds ?? againMilliseconds);
  again.unref();

  const watchAbsence = (): void => {
    clearTimeout(absence ?? undefined);
    if (showers.size > 0) return;
    absence = setTimeout(() => absentListeners.forEach((listener) => listener()), options.absentMilliseconds ?? absentMilliseconds);
    absence.unref();
  };

  server.on('connection', (socket) => {
    const shower = createShower(socket, door);
    showers.set(socket, shower);
    watchAbsence();
    alive.set(socket, true);
    socket.on('pong', () => alive.set(socket, true));
    socket.on('message', (data, isBinary) => {
      const message = isBinary ? data : text(data);
      if (message === takenMessage) shower.taken();
      else door.admit(message, tell);
    });
    // An oversized frame or a broken one ends this connection only; the page comes back by itself.
    socket.on('error', () => door.refuse('too-large'));
    const tell = (said: string): void => {
      if (socket.readyState === socket.OPEN) socket.send(said);
    };
    const deafen = door.onHeadphones(tell);
    const stop = terminal.onView(() => shower.show());
    socket.on('close', () => {
      stop();
      deafen();
      showers.delete(socket);
      shower.end();
      if (!closed) watchAbsence();
    });
    shower.show();
  });

  return {
    door,
    upgrade(request, socket, head) {
      const refusal = refusalOf(request, token);
      if (refusal !== null) {
        door.refuse('forged-sender');
        return refuseUpgrade(socket, refusal);
      }
      server.handleUpgrade(request, socket, head, (accepted) => server.emit('connection', accepted, request));
    },
    connections: () => server.clients.size,
    onAbsent: (listener) => void absentListeners.add(listener),
    reload() {
      for (const socket of server.clients) socket.close(reloadCode);
    },
    async told() {
      await Promise.all(Array.from(showers.values(), (shower) => shower.told()));
    },
    close() {
      closed = true;
      clearTimeout(absence ?? undefined);
      clearInterval(beat);
      clearInterval(again);
      for (const socket of server.clients) socket.close(1001);
      server.close();
      // A page that does not answer the closing handshake must not keep the terminal from stopping.
      for (const socket of server.clients) socket.terminate();
    },
  };
}

interface Shower {
  show(): void;
  /** The page has handled what it was sent. */
  taken(): void;
  /** Sends what is shown once more, to a page that answers and owes no answer. */
  again(): void;
  /** How long it has owed an answer, ms; 0 for one that owes none, or never answered. */
  silentFor(): number;
  told(): Promise<void>;
  end(): void;
}

/** Sends the latest view, one at a time: while one is on its way, newer ones replace each other. */
function createShower(socket: WebSocket, door: Door): Shower {
  let sent: string | null = null;
  let sending = false;
  let scheduled = false;
  let waiting: (() => void)[] = [];
  let answers = false;
  let owedSince: number | null = null;

  const settle = (): void => {
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  const push = (): void => {
    scheduled = false;
    if (sending) return;
    const message = socket.readyState === socket.OPEN ? door.current() : null;
    if (message === null || message === sent) return settle();
    sent = message;
    sending = true;
    owedSince ??= performance.now();
    socket.send(message, () => {
      sending = false;
      push();
    });
  };

  // Several transitions of one turn make one message: the last.
  const show = (): void => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(push);
  };
  return {
    show,
    taken() {
      answers = true;
      owedSince = null;
    },
    again() {
      if (!answers || owedSince !== null) return;
      sent = null;
      show();
    },
    silentFor: () => (answers && owedSince !== null ? performance.now() - owedSince : 0),
    told: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        show();
      }),
    end: settle,
  };
}

function text(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
