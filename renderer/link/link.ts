import { useSyncExternalStore } from 'react';
import type { Intent } from '../../flows/intents.ts';
import type { HostSays, SpeechAsked } from '../../flows/speech.ts';
import type { View } from '../../flows/view.ts';
import { connectBridge } from './bridge.ts';
import { readSaid, readView, type Carrier, type CarrierListener, type Connection } from './carrier.ts';
import { connectSocket, linkAddress } from './socket.ts';

export type { Connection } from './carrier.ts';

/** The latest view and the state of the connection, and who is told when either changes. */
export interface Link {
  view(): View | null;
  connection(): Connection;
  /** Calls back at every change; returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** Calls back with what the host says besides views; returns how to stop. */
  onSaid(listener: (said: HostSays) => void): () => void;
  send(intent: Intent): void;
  /** False when nobody was asked: there is no connection. */
  ask(asked: SpeechAsked): boolean;
  close(): void;
}

/**
 * One link over one carrier. A view stays on screen while the connection is lost; an intent in that time is dropped,
 * for nobody can know what state it would meet.
 */
export function createLink(connect: (listener: CarrierListener) => Carrier): Link {
  let view: View | null = null;
  let connection: Connection = 'connecting';
  const listeners = new Set<() => void>();
  const saidListeners = new Set<(said: HostSays) => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const carrier = connect({
    onView(message) {
      const next = readView(message);
      if (next === null) return;
      view = next;
      tell();
    },
    onSaid(message) {
      const said = readSaid(message);
      if (said !== null) for (const listener of saidListeners) listener(said);
    },
    onConnection(next) {
      if (next === connection) return;
      connection = next;
      tell();
    },
  });
  return {
    view: () => view,
    connection: () => connection,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    onSaid(listener) {
      saidListeners.add(listener);
      return () => {
        saidListeners.delete(listener);
      };
    },
    send(intent) {
      carrier.send(JSON.stringify(intent));
    },
    ask: (asked) => carrier.send(JSON.stringify(asked)),
    close: () => carrier.close(),
  };
}

let shared: Link | null = null;

/** Opened by the first who asks, so that a page that shows fixtures instead never connects. */
export function theLink(): Link {
  shared ??= createLink((listener) =>
    window.moulin === undefined ? connectSocket(linkAddress(window.location), listener) : connectBridge(window.moulin, listener),
  );
  return shared;
}

const subscribe = (listener: () => void): (() => void) => theLink().subscribe(listener);

/** The current view; null until the first has come. */
export function useView(): View | null {
  return useSyncExternalStore(subscribe, () => theLink().view(), () => null);
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => theLink().connection(), () => 'connecting');
}

export function send(intent: Intent): void {
  theLink().send(intent);
}
