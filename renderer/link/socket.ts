import { isSaid, type Carrier, type CarrierListener } from './carrier.ts';

/** Waits between attempts: at first hardly noticeable, then calm. The machine is its own server, so no jitter is needed. */
export const firstRetryMilliseconds = 100;
export const lastRetryMilliseconds = 2_000;

export function retryDelay(attempt: number): number {
  return Math.min(firstRetryMilliseconds * 2 ** Math.min(attempt, 16), lastRetryMilliseconds);
}

/** What is used of the browser; replaced in tests. */
export interface SocketWorld {
  open(address: string): WebSocket;
  after(milliseconds: number, action: () => void): () => void;
  /** Loads the page anew. */
  reload(): void;
}

const browserWorld: SocketWorld = {
  open: (address) => new WebSocket(address),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
  reload: () => location.reload(),
};

/** The page's own address, token included, as the link's. */
export function linkAddress(page: { readonly host: string; readonly search: string }): string {
  const token = new URLSearchParams(page.search).get('token') ?? '';
  return `ws://${page.host}/link?token=${encodeURIComponent(token)}`;
}

/**
 * What is answered to every view, once it has been handled: a page that hangs does not, though its browser answers pings in its
 * place. The terminal sends the same view again to hear it (`electron/link/websocket.ts`).
 */
export const taken = '"taken"';

/** The terminal asks for a fresh page: a worker wants one (`electron/link/websocket.ts`). */
export const reloadCode = 1012;

/** `WebSocket.OPEN`; the constant itself is not there in every world this runs in. */
const open = 1;

/** Connects, and connects again for ever: the server pushes the current view at every connection. */
export function connectSocket(address: string, listener: CarrierListener, world: SocketWorld = browserWorld): Carrier {
  let socket: WebSocket | null = null;
  let attempt = 0;
  let forget = (): void => {};
  let closed = false;

  const connect = (): void => {
    const mine = world.open(address);
    let last: string | null = null;
    socket = mine;
    mine.addEventListener('open', () => {
      attempt = 0;
      listener.onConnection('open');
    });
    mine.addEventListener('message', (event: MessageEvent) => {
      if (typeof event.data !== 'string') return;
      if (isSaid(event.data)) return listener.onSaid(event.data);
      if (event.data !== last) listener.onView(event.data);
      last = event.data;
      if (mine.readyState === open) mine.send(taken);
    });
    // `error` is always followed by `close`, which decides.
    mine.addEventListener('close', ({ code }) => {
      if (closed || socket !== mine) return;
      if (code === reloadCode) world.reload();
      socket = null;
      listener.onConnection('lost');
      forget = world.after(retryDelay(attempt), connect);
      attempt += 1;
    });
  };
  connect();

  return {
    send(message) {
      if (socket?.readyState !== open) return false;
      socket.send(message);
      return true;
    },
    close() {
      closed = true;
      forget();
      socket?.close();
    },
  };
}
