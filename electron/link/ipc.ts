import type { Log } from '../log/entries.ts';
import { channels } from './channels.ts';
import { openDoor, type Door, type LinkedTerminal } from './contract.ts';

/**
 * Carries the contract over Electron's IPC. Takes what it needs of Electron as parameters, in the few members it uses,
 * so that it runs, and is tested, without Electron.
 */
export interface Frame {
  readonly url: string;
  /** Null for the main frame. */
  readonly parent: unknown;
}

export interface Contents {
  isDestroyed(): boolean;
  send(channel: string, message: string): void;
}

export interface IpcEvent {
  readonly sender: unknown;
  /** Null when the frame has gone since. */
  readonly senderFrame: Frame | null;
}

export type IpcListener = (event: IpcEvent, ...given: unknown[]) => void;

export interface Ipc {
  on(channel: string, listener: IpcListener): unknown;
  removeListener(channel: string, listener: IpcListener): unknown;
}

export interface IpcLinkOptions {
  readonly ipc: Ipc;
  readonly contents: Contents;
  readonly terminal: LinkedTerminal;
  /** Scheme and host of the only page that may speak, such as `app://moulin`. */
  readonly origin: string;
  readonly log: Log;
}

export interface IpcLink {
  readonly door: Door;
  /** Resolves when the page has taken what is shown now, or there is none; a page that hangs keeps it waiting. */
  told(): Promise<void>;
  close(): void;
}

/** Same scheme and same host, without port, user or password. */
export function isOurPage(address: string, origin: string): boolean {
  const page = URL.parse(address);
  const ours = URL.parse(origin);
  if (page === null || ours === null) return false;
  return page.protocol === ours.protocol && page.host === ours.host && page.username === '' && page.password === '';
}

export function createIpcLink(options: IpcLinkOptions): IpcLink {
  const { ipc, contents, terminal, origin } = options;
  const door = openDoor(terminal, options.log);
  let listening = false;
  let sent: string | null = null;
  let onItsWay = false;
  let scheduled = false;
  let waiting: (() => void)[] = [];

  const settle = (): void => {
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  const push = (): void => {
    scheduled = false;
    if (onItsWay) return;
    const message = listening && !contents.isDestroyed() ? door.current() : null;
    if (message === null || message === sent) return settle();
    sent = message;
    onItsWay = true;
    contents.send(channels.view, message);
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(push);
  };

  const tell = (said: string): void => {
    if (listening && !contents.isDestroyed()) contents.send(channels.said, said);
  };

  /** SEC-5: our window, its main frame, our page. A frame inside the page, another window or a gone frame is forged. */
  const guarded =
    (listener: (given: unknown[]) => void): IpcListener =>
    (event, ...given) => {
      const frame = event.senderFrame;
      if (event.sender !== contents || frame === null || frame.parent !== null || !isOurPage(frame.url, origin)) {
        return door.refuse('forged-sender');
      }
      listener(given);
    };

  const listeners: Record<string, IpcListener> = {
    [channels.hello]: guarded(() => {
      // A page that has just loaded has nothing yet, whatever was sent to the one before it.
      listening = true;
      sent = null;
      onItsWay = false;
      push();
    }),
    [channels.taken]: guarded(() => {
      onItsWay = false;
      push();
    }),
    [channels.intent]: guarded((given) => door.admit(given[0], tell)),
  };
  for (const [channel, listener] of Object.entries(listeners)) ipc.on(channel, listener);
  const stop = terminal.onView(schedule);
  const deafen = door.onHeadphones(tell);

  return {
    door,
    told: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        schedule();
      }),
    close() {
      stop();
      deafen();
      listening = false;
      for (const [channel, listener] of Object.entries(listeners)) ipc.removeListener(channel, listener);
    },
  };
}
