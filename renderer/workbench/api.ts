import { readDevices, readPapers, readProblem, type Devices, type Kind, type Paper } from './devices.ts';

/** The workbench's HTTP API (house.md), and nothing else: this page reaches the world through it. */

export type Failure = { readonly kind: 'refused'; readonly reason: string } | { readonly kind: 'unreadable'; readonly reason: string } | { readonly kind: 'unreachable' };

/** Turns knobs, or pulls the cable with `plugged`; null when it is done. */
export async function turn(kind: Kind, patch: object): Promise<Failure | null> {
  try {
    const response = await fetch(`/workbench/devices/${kind}`, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(patch) });
    if (response.ok) return null;
    return { kind: 'refused', reason: readProblem(await response.json().catch(() => null), response.status) };
  } catch {
    return { kind: 'unreachable' };
  }
}

export async function papersOf(kind: Kind, signal: AbortSignal): Promise<readonly Paper[]> {
  const response = await fetch(`/workbench/devices/${kind}/papers`, { signal });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(readProblem(body, response.status));
  return readPapers(body);
}

export interface Listener {
  readonly devices: (devices: Devices) => void;
  readonly lost: () => void;
  readonly unreadable: (reason: string) => void;
}

/** After a refused connection a browser gives the stream up; it is asked for again this often. */
const againMs = 1_000;

/** Follows the stream, through restarts of the terminal; returns how to stop. */
export function follow(listener: Listener, open: (url: string) => EventSource = (url) => new EventSource(url)): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const connect = (): void => {
    source = open('/workbench/events');
    source.addEventListener('message', (event: MessageEvent<string>) => {
      try {
        listener.devices(readDevices(JSON.parse(event.data)));
      } catch (error) {
        listener.unreadable(error instanceof Error ? error.message : String(error));
      }
    });
    source.addEventListener('error', () => {
      listener.lost();
      source.close();
      clearTimeout(timer);
      timer = setTimeout(connect, againMs);
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
