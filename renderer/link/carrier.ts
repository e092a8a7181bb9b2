import type { HostSays } from '../../flows/speech.ts';
import type { View } from '../../flows/view.ts';

/** What brings views down and takes intents up: Electron's bridge or a WebSocket. Both carry JSON text. */
export interface Carrier {
  /** False when it was not sent: there is no connection, and the customer has not seen the state it would act on. */
  send(message: string): boolean;
  close(): void;
}

export type Connection = 'connecting' | 'open' | 'lost';

export interface CarrierListener {
  onView(message: string): void;
  /** What the host says besides views. */
  onSaid(message: string): void;
  onConnection(connection: Connection): void;
}

/**
 * Reads one view. The main process has checked it against the schema on the way out; here only what a broken carrier
 * could do is caught, so that the page starts without the schema library.
 */
export function readView(message: string): View | null {
  try {
    const view: unknown = JSON.parse(message);
    return typeof view === 'object' && view !== null && 'screen' in view && typeof view.screen === 'string' ? (view as View) : null;
  } catch {
    return null;
  }
}

/** The host writes `type` first in what is no view (`flows/speech.ts`): a minute of sound is told from a view without being read. */
export function isSaid(message: string): boolean {
  return message.startsWith('{"type":');
}

/** As with a view: the host has checked it, and here only a broken carrier is caught. */
export function readSaid(message: string): HostSays | null {
  try {
    const said: unknown = JSON.parse(message);
    return typeof said === 'object' && said !== null && 'type' in said && typeof said.type === 'string' ? (said as HostSays) : null;
  } catch {
    return null;
  }
}
