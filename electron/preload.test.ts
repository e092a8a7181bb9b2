import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { channels } from './link/channels.ts';

const world = vi.hoisted(() => ({ exposed: [] as [string, Record<string, never>][], sent: [] as unknown[][] }));
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  return {
    contextBridge: { exposeInMainWorld: (name: string, api: Record<string, never>) => world.exposed.push([name, api]) },
    ipcRenderer: Object.assign(new EventEmitter(), { send: (...given: unknown[]) => world.sent.push(structuredClone(given)) }),
  };
});

await import('./preload.ts');
const { ipcRenderer } = (await import('electron')) as unknown as { ipcRenderer: EventEmitter };
const bridge = world.exposed[0]?.[1] as unknown as { onView(listener: (...given: unknown[]) => void): () => void; onSaid(listener: (...given: unknown[]) => void): () => void; send(message: unknown): void };

beforeEach(() => {
  world.sent.length = 0;
  ipcRenderer.removeAllListeners();
});

describe('the bridge into the page', () => {
  test('is one, of three verbs', () => {
    expect(world.exposed.map(([name, api]) => [name, Object.keys(api)])).toEqual([['moulin', ['onView', 'onSaid', 'send']]]);
  });

  test('sends text over one channel, and nothing that is not text', () => {
    bridge.send('{"type":"touched"}');
    for (const other of [{ type: 'touched' }, 1, null, undefined, ['x']]) bridge.send(other);
    expect(world.sent).toEqual([[channels.intent, '{"type":"touched"}']]);
  });

  test('asks for the current view, hands over the text and never the event, and says that it was taken', () => {
    const seen: unknown[][] = [];
    bridge.onView((...given) => seen.push(given));
    ipcRenderer.emit(channels.view, { sender: 'secret' }, '{"screen":"attract"}');
    expect(seen).toEqual([['{"screen":"attract"}']]);
    expect(world.sent).toEqual([[channels.hello], [channels.taken]]);
  });

  test('hands over what the host says besides views, and nothing that is not text', () => {
    const heard: unknown[][] = [];
    const stop = bridge.onSaid((...given) => heard.push(given));
    ipcRenderer.emit(channels.said, { sender: 'secret' }, '{"type":"headphones","plugged":true}');
    ipcRenderer.emit(channels.said, { sender: 'secret' }, { type: 'headphones' });
    stop();
    ipcRenderer.emit(channels.said, {}, '{}');
    expect(heard).toEqual([['{"type":"headphones","plugged":true}']]);
    expect(world.sent).toEqual([]);
  });

  test('stops when asked', () => {
    const stop = bridge.onView(() => expect.unreachable());
    stop();
    ipcRenderer.emit(channels.view, {}, '{}');
    expect(ipcRenderer.listenerCount(channels.view)).toBe(0);
  });
});
