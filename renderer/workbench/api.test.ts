import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { follow, papersOf, turn, type Listener } from './api.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const answering = (body: unknown, status = 200): ReturnType<typeof vi.fn> => {
  const answer = vi.fn<() => Promise<Response>>(() => Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })));
  vi.stubGlobal('fetch', answer);
  return answer;
};

describe('turning a knob', () => {
  test('sends JSON to that device', async () => {
    const fetched = answering({});
    expect(await turn('scale', { grams: 20 })).toBeNull();
    expect(fetched).toHaveBeenCalledWith('/workbench/devices/scale', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"grams":20}' });
  });

  test('a refusal comes back in the terminal’s words', async () => {
    answering({ problem: 'scale has no knob "colour"' }, 400);
    expect(await turn('scale', { colour: 'red' })).toEqual({ kind: 'refused', reason: 'scale has no knob "colour"' });
    answering('<html>', 500);
    expect(await turn('scale', {})).toEqual({ kind: 'refused', reason: 'HTTP 500' });
  });

  test('a terminal that is gone is told apart from one that refuses', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await turn('scale', {})).toEqual({ kind: 'unreachable' });
  });
});

test('papers that cannot be listed are an error with the reason', async () => {
  answering({ problem: 'a scale prints no papers' }, 404);
  await expect(papersOf('scale', new AbortController().signal)).rejects.toThrow('a scale prints no papers');
});

describe('the stream', () => {
  const listening = () => {
    const sources: (EventTarget & { closed: boolean })[] = [];
    const open = (): EventSource => {
      const source = Object.assign(new EventTarget(), { closed: false, close: () => void (source.closed = true) });
      sources.push(source);
      return source as unknown as EventSource;
    };
    const heard: string[] = [];
    const listener: Listener = { devices: (devices) => heard.push(Object.keys(devices).join()), lost: () => heard.push('lost'), unreadable: (reason) => heard.push(`unreadable: ${reason.slice(0, 10)}`) };
    return { sources, heard, stop: follow(listener, open) };
  };

  test('tells the devices, and an unreadable message does not end it', () => {
    const { sources, heard } = listening();
    for (const data of ['[]', '{half', '[]']) sources[0]?.dispatchEvent(new MessageEvent('message', { data }));
    expect(heard).toEqual(['', expect.stringMatching(/^unreadable: /), '']);
  });

  test('is opened again a second after it broke, until the terminal is back', () => {
    const { sources, heard, stop } = listening();
    sources[0]?.dispatchEvent(new Event('error'));
    expect(sources[0]?.closed).toBe(true);
    vi.advanceTimersByTime(999);
    expect(sources).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sources).toHaveLength(2);
    sources[1]?.dispatchEvent(new MessageEvent('message', { data: '[]' }));
    expect(heard).toEqual(['lost', '']);
    stop();
    expect(sources[1]?.closed).toBe(true);
  });

  test('a page that leaves while it is broken does not open it again', () => {
    const { sources, stop } = listening();
    sources[0]?.dispatchEvent(new Event('error'));
    stop();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
  });
});
