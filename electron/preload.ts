import { contextBridge, ipcRenderer } from 'electron';
import { channels } from './link/channels.ts';

/**
 * The one bridge between the sandboxed page and the main process: three verbs, five fixed channels. Values cross as JSON
 * text, so that neither side gets an object of the other, and Electron's event never reaches the page.
 */
const bridge = {
  /** Calls back with the current view and every later one, as JSON text; returns how to stop. */
  onView(listener: (message: string) => void): () => void {
    const take = (_event: unknown, message: unknown): void => {
      if (typeof message === 'string') listener(message);
      ipcRenderer.send(channels.taken);
    };
    ipcRenderer.on(channels.view, take);
    ipcRenderer.send(channels.hello);
    return () => {
      ipcRenderer.removeListener(channels.view, take);
    };
  },
  /** Calls back with what the host says besides views, as JSON text; returns how to stop. */
  onSaid(listener: (message: string) => void): () => void {
    const take = (_event: unknown, message: unknown): void => {
      if (typeof message === 'string') listener(message);
    };
    ipcRenderer.on(channels.said, take);
    return () => {
      ipcRenderer.removeListener(channels.said, take);
    };
  },
  /** One intent, or one sentence to be spoken, as JSON text. The main process checks it; there is no answer. */
  send(message: string): void {
    if (typeof message === 'string') ipcRenderer.send(channels.intent, message);
  },
};

contextBridge.exposeInMainWorld('moulin', bridge);
