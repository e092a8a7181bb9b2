import type { Carrier, CarrierListener } from './carrier.ts';

/** What `electron/preload.ts` exposes, and nothing else: three verbs, JSON text both ways. */
export interface Bridge {
  onView(listener: (message: string) => void): () => void;
  onSaid(listener: (message: string) => void): () => void;
  send(message: string): void;
}

declare global {
  interface Window {
    /** There only inside Electron. */
    readonly moulin?: Bridge;
  }
}

/** Inside Electron the main process is there as long as the page is: the connection is never lost. */
export function connectBridge(bridge: Bridge, listener: CarrierListener): Carrier {
  const stopViews = bridge.onView((message) => {
    listener.onConnection('open');
    listener.onView(message);
  });
  const stopSaid = bridge.onSaid((message) => listener.onSaid(message));
  return {
    send(message) {
      bridge.send(message);
      return true;
    },
    close() {
      stopViews();
      stopSaid();
    },
  };
}
