import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { connectBridge } from './bridge.ts';
import { createLink, type Link } from './link.ts';
import { connectSocket, lastRetryMilliseconds, linkAddress, reloadCode, retryDelay, taken } from './socket.ts';

const attract = (office: string): string => JSON.stringify({ screen: 'attract', office });

/** A server that accepts, drops and speaks as the test says, and a clock that stands still. */
class PretendServer {
  readonly sockets: PretendSocket[] = [];
  readonly timers: { milliseconds: number; action: () => void }[] = [];
  readonly open = (address: string): WebSocket => {
    const socket = new PretendSocket(address);
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  };
  readonly after = (milliseconds: number, action: () => void): (() => void) => {
    const timer = { milliseconds, action };
    this.timers.push(timer);
    return () => this.timers.splice(this.timers.indexOf(timer), 1);
  };
  reloads = 0;
  readonly reload = (): void => void (this.reloads += 1);
  get last(): PretendSocket {
    return this.sockets.at(-1)!;
  }
  /** The next attempt is due; gives how long it waited. */
  wait(): number {
    const timer = this.timers.shift()!;
    timer.action();
    return timer.milliseconds;
  }
}

class PretendSocket extends EventTarget {
  readonly address: string;
  readyState = 0;
  sent: string[] = [];
  constructor(address: string) {
    super();
    this.address = address;
  }
  accept(view?: string): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
    if (view !== undefined) this.say(view);
  }
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  drop(code = 1006): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
  send(message: string): void {
    this.sent.push(message);
  }
  close(): void {
    this.drop();
  }
}

let server: PretendServer;
let link: Link;
beforeEach(() => {
  server = new PretendServer();
  link = createLink((listener) => connectSocket('ws://127.0.0.1:1/link?token=t', listener, server));
});

describe('the link in a browser', () => {
  test('goes to the page’s own address, with its token', () => {
    expect(linkAddress({ host: '127.0.0.1:8080', search: '?token=a%2Bb-_' })).toBe('ws://127.0.0.1:8080/link?token=a%2Bb-_');
    expect(linkAddress({ host: '127.0.0.1:8080', search: '' })).toBe('ws://127.0.0.1:8080/link?token=');
  });

  test('has no view before the first has come', () => {
    expect(link.view()).toBeNull();
    expect(link.connection()).toBe('connecting');
    server.last.accept();
    expect(link.connection()).toBe('open');
    expect(link.view()).toBeNull();
  });

  test('shows the latest view and tells whoever watches, once a change', () => {
    const seen: unknown[] = [];
    const stop = link.subscribe(() => seen.push([link.connection(), (link.view() as { office: string } | null)?.office]));
    server.last.accept(attract('a'));
    server.last.say(attract('b'));
    stop();
    server.last.say(attract('c'));
    expect(seen).toEqual([['open', undefined], ['open', 'a'], ['open', 'b']]);
    expect(link.view()).toMatchObject({ office: 'c' });
  });

  test('keeps the same view object until another comes, as React’s store needs', () => {
    server.last.accept(attract('a'));
    expect(link.view()).toBe(link.view());
  });

  test('keeps the screen when the connection is lost, says so, and comes back', () => {
    server.last.accept(attract('a'));
    server.last.drop();
    expect(link.connection()).toBe('lost');
    expect(link.view()).toMatchObject({ office: 'a' });
    server.wait();
    server.last.accept(attract('b'));
    expect(link.connection()).toBe('open');
    expect(link.view()).toMatchObject({ office: 'b' });
  });

  test('loads the page anew when the terminal asks for it, and at no other loss', () => {
    server.last.drop();
    expect(server.reloads).toBe(0);
    server.wait();
    server.last.drop(reloadCode);
    expect(server.reloads).toBe(1);
  });

  test('waits longer at each failure, up to two seconds, and begins anew after a success', () => {
    const waits: number[] = [];
    for (let failure = 0; failure < 8; failure += 1) {
      server.last.drop();
      waits.push(server.wait());
    }
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000]);
    server.last.accept();
    server.last.drop();
    expect(server.wait()).toBe(100);
  });

  test('never waits longer than two seconds, however often', () => {
    fc.assert(fc.property(fc.nat(), (attempt) => {
      expect(retryDelay(attempt)).toBeLessThanOrEqual(lastRetryMilliseconds);
    }));
  });

  test('sends an intent as text; without a connection it is dropped and not sent later', () => {
    link.send({ type: 'basket.paid' });
    server.last.accept(attract('a'));
    link.send({ type: 'touched' });
    server.last.drop();
    link.send({ type: 'basket.paid' });
    server.wait();
    server.last.accept(attract('a'));
    expect(server.sockets.map(({ sent }) => sent)).toEqual([[taken, '{"type":"touched"}'], [taken]]);
  });

  test('answers every view, and shows one that is only sent to hear it answer no second time', () => {
    server.last.accept(attract('a'));
    const shown = link.view();
    server.last.say(attract('a'));
    server.last.say(attract('b'));
    expect(server.last.sent).toEqual([taken, taken, taken]);
    server.last.say(attract('b'));
    expect(link.view()).toMatchObject({ office: 'b' });
    expect(link.view()).not.toBe(shown);
  });

  test('ignores what is not a view', () => {
    server.last.accept(attract('a'));
    for (const broken of ['', '{', 'null', '[]', '{"screen":1}', '1', new ArrayBuffer(1)]) server.last.say(broken);
    expect(link.view()).toMatchObject({ office: 'a' });
  });

  test('tells a sound from a view, answers none, and goes on showing what it showed', () => {
    server.last.accept(attract('a'));
    const heard: unknown[] = [];
    const stop = link.onSaid((said) => heard.push(said));
    const made = { type: 'speech.made', id: 1, wav: 'UklGRg==' };
    server.last.say(JSON.stringify(made));
    server.last.say('{"type":broken');
    server.last.say(attract('a'));
    stop();
    server.last.say(JSON.stringify(made));
    expect(heard).toEqual([made]);
    expect(server.last.sent).toEqual([taken, taken]);
    expect(link.view()).toMatchObject({ office: 'a' });
  });

  test('asks for a sentence where there is a connection, and says where there is none', () => {
    const asked = { type: 'speech.asked', id: 1, text: 'Bonjour', locale: 'fr', rate: 3, private: false } as const;
    expect(link.ask(asked)).toBe(false);
    server.last.accept();
    expect(link.ask(asked)).toBe(true);
    expect(server.last.sent).toEqual([JSON.stringify(asked)]);
  });

  test('once closed stays closed', () => {
    server.last.accept();
    link.close();
    expect(server.timers).toEqual([]);
    expect(server.sockets).toHaveLength(1);
  });
});

test('inside Electron the bridge carries the same, and is open from the first view', () => {
  const sent: string[] = [];
  let show: (message: string) => void = () => expect.unreachable();
  let say: (message: string) => void = () => expect.unreachable();
  const inside = createLink((listener) =>
    connectBridge(
      {
        onView(take) {
          show = take;
          return () => {};
        },
        onSaid(take) {
          say = take;
          return () => {};
        },
        send: (message) => sent.push(message),
      },
      listener,
    ),
  );
  expect(inside.connection()).toBe('connecting');
  show(attract('a'));
  expect(inside.connection()).toBe('open');
  expect(inside.view()).toMatchObject({ office: 'a' });
  inside.send({ type: 'touched' });
  expect(sent).toEqual(['{"type":"touched"}']);
  const heard: unknown[] = [];
  inside.onSaid((said) => heard.push(said));
  say('{"type":"headphones","plugged":true}');
  expect(heard).toEqual([{ type: 'headphones', plugged: true }]);
});
