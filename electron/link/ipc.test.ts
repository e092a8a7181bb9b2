import { beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { channels } from './channels.ts';
import { createIpcLink, isOurPage, type Contents, type Ipc, type IpcListener, type IpcLink } from './ipc.ts';
import { attract, PretendTerminal } from './terminal.fixtures.ts';

const origin = 'app://moulin';

/** As Electron's: what crosses is cloned, so that no object of one side reaches the other. */
class PretendIpc implements Ipc {
  readonly listeners = new Map<string, IpcListener>();
  on(channel: string, listener: IpcListener): this {
    this.listeners.set(channel, listener);
    return this;
  }
  removeListener(channel: string): this {
    this.listeners.delete(channel);
    return this;
  }
  send(from: { sender: unknown; url: string | null; parent?: unknown }, channel: string, ...given: unknown[]): void {
    const senderFrame = from.url === null ? null : { url: from.url, parent: from.parent ?? null };
    this.listeners.get(channel)?.({ sender: from.sender, senderFrame }, ...given.map((value) => structuredClone(value)));
  }
}

class PretendContents implements Contents {
  readonly sent: unknown[] = [];
  destroyed = false;
  isDestroyed(): boolean {
    return this.destroyed;
  }
  send(channel: string, message: string): void {
    // On any other channel the page would hear nothing.
    if (channel === channels.view) this.sent.push(JSON.parse(structuredClone(message)));
  }
}

let terminal: PretendTerminal;
let ipc: PretendIpc;
let contents: PretendContents;
let link: IpcLink;
const page = (): { sender: unknown; url: string } => ({ sender: contents, url: 'app://moulin/' });
/** Lets the microtask that joins several changes pass. */
const turn = (): Promise<void> => Promise.resolve().then(() => undefined);

beforeEach(() => {
  terminal = new PretendTerminal(attract('first'));
  ipc = new PretendIpc();
  contents = new PretendContents();
  link = createIpcLink({ ipc, contents, terminal, origin, log: () => {} });
});

describe('views over IPC', () => {
  test('a page that has just loaded gets the current view at once', () => {
    expect(contents.sent).toEqual([]);
    ipc.send(page(), channels.hello);
    expect(contents.sent).toEqual([attract('first')]);
  });

  test('a page that reloads, having taken nothing, gets the current view again', async () => {
    ipc.send(page(), channels.hello);
    terminal.show(attract('second'));
    await turn();
    ipc.send(page(), channels.hello);
    expect(contents.sent).toEqual([attract('first'), attract('second')]);
  });

  test('several changes of one turn are one view: the last', async () => {
    ipc.send(page(), channels.hello);
    ipc.send(page(), channels.taken);
    for (const office of ['a', 'b', 'c']) terminal.show(attract(office));
    await turn();
    expect(contents.sent).toEqual([attract('first'), attract('c')]);
  });

  test('a page that is slow gets the latest view when it is ready, and never a queue', async () => {
    ipc.send(page(), channels.hello);
    for (const office of ['a', 'b', 'c']) {
      terminal.show(attract(office));
      await turn();
    }
    expect(contents.sent).toEqual([attract('first')]);
    ipc.send(page(), channels.taken);
    expect(contents.sent).toEqual([attract('first'), attract('c')]);
    ipc.send(page(), channels.taken);
    expect(contents.sent).toHaveLength(2);
  });

  test('nothing is sent to a window that is gone, or after closing', async () => {
    ipc.send(page(), channels.hello);
    ipc.send(page(), channels.taken);
    contents.destroyed = true;
    terminal.show(attract('late'));
    await turn();
    link.close();
    expect(contents.sent).toHaveLength(1);
    expect(terminal.listeners.size).toBe(0);
    expect(ipc.listeners.size).toBe(0);
  });
});

describe('intents over IPC', () => {
  test('an intent of our page reaches the terminal', () => {
    ipc.send(page(), channels.intent, '{"type":"touched"}');
    expect(terminal.intents).toEqual([{ type: 'touched' }]);
  });

  test.each([
    ['another window', () => ({ sender: {}, url: 'app://moulin/' })],
    ['a frame inside our page', () => ({ ...page(), parent: {} })],
    ['a frame that is gone', () => ({ sender: contents, url: null })],
    ['another host', () => ({ sender: contents, url: 'app://moulin.example/' })],
    ['another scheme', () => ({ sender: contents, url: 'https://moulin/' })],
    ['a file', () => ({ sender: contents, url: 'file:///app://moulin/' })],
    ['an empty page', () => ({ sender: contents, url: 'about:blank' })],
    ['no address at all', () => ({ sender: contents, url: '' })],
    ['our host as a user name', () => ({ sender: contents, url: 'app://moulin@example/' })],
  ])('%s is refused on every channel', (_who, forged) => {
    const refusedBefore = link.door.counts['forged-sender'];
    ipc.send(forged(), channels.hello);
    ipc.send(forged(), channels.taken);
    ipc.send(forged(), channels.intent, '{"type":"touched"}');
    expect(link.door.counts['forged-sender'] - refusedBefore).toBe(3);
    expect(terminal.intents).toEqual([]);
    expect(contents.sent).toEqual([]);
  });

  test('whatever is sent on any channel, the link goes on', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(channels)), fc.array(fc.oneof(fc.jsonValue(), fc.string(), fc.bigInt(), fc.date())), (channel, given) => {
        ipc.send(page(), channel, ...given);
      }),
    );
    const before = terminal.intents.length;
    ipc.send(page(), channels.intent, '{"type":"touched"}');
    expect(terminal.intents).toHaveLength(before + 1);
  });
});

test('our page is known by scheme and host, whatever the path', () => {
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      expect(isOurPage(`app://moulin${path}`, origin)).toBe(true);
      expect(isOurPage(`app://moulinette${path}`, origin)).toBe(false);
      expect(isOurPage(`apps://moulin${path}`, origin)).toBe(false);
    }),
  );
});
