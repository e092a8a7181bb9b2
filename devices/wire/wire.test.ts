import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { serveAt, wireAt } from './address.ts';
import { memoryWire } from './memory.ts';
import { ptyPair, type PtyPair } from './pty-pair.ts';
import { openTcp, serveTcp } from './tcp.ts';
import { WireError, type BytePort } from './wire.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const closed = (port: BytePort) => new Promise<string>((resolve) => port.onClose(resolve));
/** Resolves when so many bytes have come, with all of them. */
const hears = (port: BytePort, count: number) =>
  new Promise<string>((resolve) => {
    let heard = '';
    port.onBytes((chunk) => {
      heard += Buffer.from(chunk).toString('latin1');
      if (heard.length >= count) resolve(heard);
    });
  });

const clean: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).toReversed()) await step();
});

/** Two ends of each kind of wire. */
const wires: Record<string, () => Promise<[BytePort, BytePort]>> = {
  memory: () => Promise.resolve(memoryWire()),
  async 'loopback TCP'() {
    const accepted = Promise.withResolvers<BytePort>();
    const server = await serveTcp('127.0.0.1', 0, accepted.resolve);
    clean.push(() => server.close());
    return [await wireAt(server.url)(), await accepted.promise];
  },
  async TLS() {
    const accepted = Promise.withResolvers<BytePort>();
    const server = await serveAt('tls://127.0.0.1:0', accepted.resolve);
    clean.push(() => server.close());
    return [await wireAt(server.url)(), await accepted.promise];
  },
  async 'a serial line (pty)'() {
    const pair = await ptyPair();
    clean.push(() => pair.cut());
    return Promise.all([wireAt(pair.left)(), wireAt(pair.right)()]);
  },
};

describe.each(Object.entries(wires))('a byte port over %s', (_, wire) => {
  const lay = async () => {
    const ends = await wire();
    for (const end of ends) clean.push(() => end.close());
    return ends;
  };

  test('bytes go both ways, all 256 of them, in order', async () => {
    const [left, right] = await lay();
    const all = Uint8Array.from({ length: 256 }, (_, value) => value);
    const there = hears(right, 512);
    const back = hears(left, 256);
    await left.write(all);
    await left.write(all);
    await right.write(all);
    expect(await there).toBe(Buffer.concat([all, all]).toString('latin1'));
    expect(await back).toBe(Buffer.from(all).toString('latin1'));
  });

  test('bytes that come before anybody listens are kept', async () => {
    const [left, right] = await lay();
    const sign = hears(left, 1);
    await left.write(bytes('I4 A "early"\r\n'));
    // Something in the other direction, so that time has passed on the wire.
    await right.write(bytes('.'));
    await sign;
    expect(await hears(right, 14)).toBe('I4 A "early"\r\n');
  });

  test('one listener at a time: the later one takes over', async () => {
    const [left, right] = await lay();
    const first: number[] = [];
    right.onBytes((chunk) => first.push(chunk.length));
    const second = hears(right, 2);
    await left.write(bytes('ab'));
    expect(await second).toBe('ab');
    expect(first).toEqual([]);
  });

  test('closed, it refuses to write, and says so once to each who asks', async () => {
    const [left] = await lay();
    expect(left.closed).toBeNull();
    const ends = [closed(left), closed(left)];
    await left.close();
    const [why, again] = await Promise.all(ends);
    expect(again).toBe(why);
    expect(left.closed).toBe(why);
    // Who asks later is told at once.
    expect(await closed(left)).toBe(why);
    await expect(left.write(bytes('x'))).rejects.toThrow(WireError);
    await left.close();
  });

});

// A serial line does not tell: the other end may be a device that is merely switched off.
describe.each(['memory', 'loopback TCP', 'TLS'])('a connection over %s', (name) => {
  test('the other end closes: this one is over too', async () => {
    const ends = await wires[name]?.();
    if (!ends) throw new Error(`no wire ${name}`);
    const [left, right] = ends;
    const over = closed(left);
    await right.close();
    expect(await over).toBe('connection closed');
    await expect(left.write(bytes('x'))).rejects.toThrow('cannot write: connection closed');
  });
});

describe('a wire in memory', () => {
  test('cuts the bytes as told, and copies them', async () => {
    const [left, right] = memoryWire((whole) => Array.from(whole, (byte) => Uint8Array.of(byte)));
    const chunks: number[] = [];
    right.onBytes((chunk) => chunks.push(chunk.length));
    const sent = bytes('abc');
    const written = left.write(sent);
    sent.fill(0);
    await written;
    expect(chunks).toEqual([1, 1, 1]);
  });

  test('loses what was on the way when it is cut', async () => {
    const [left, right] = memoryWire();
    const chunks: Uint8Array[] = [];
    right.onBytes((chunk) => chunks.push(chunk));
    const written = left.write(bytes('abc'));
    void left.close();
    await written;
    expect(chunks).toEqual([]);
  });
});

describe('a TCP connection', () => {
  const listen = (onSocket: (socket: Socket) => void) =>
    new Promise<{ server: Server; port: number }>((resolve) => {
      const server = createServer({ allowHalfOpen: true }, onSocket);
      server.listen(0, '127.0.0.1', () => resolve({ server, port: (server.address() as AddressInfo).port }));
      clean.push(() => new Promise((done) => void server.close(done)));
    });

  test('refused: the address, the reason, and what to check', async () => {
    const { server, port } = await listen(() => {});
    await new Promise((done) => void server.close(done));
    await expect(openTcp('127.0.0.1', port)).rejects.toThrow(new RegExp(`^tcp://127.0.0.1:${port} cannot be reached \\(.*ECONNREFUSED.*check that the device is on`));
  });

  test('given up while it is being made', async () => {
    const abort = new AbortController();
    // An address of the documentation range (RFC 5737): nobody answers there.
    const attempt = openTcp('192.0.2.1', 9, abort.signal);
    abort.abort();
    await expect(attempt).rejects.toThrow(WireError);
  });

  test('a peer that closes its half is gone for us, though we could still speak', async () => {
    const { port } = await listen((socket) => socket.end('bye'));
    const wire = await openTcp('127.0.0.1', port);
    const heard = hears(wire, 3);
    expect(await closed(wire)).toBe('connection closed');
    expect(await heard).toBe('bye');
    await expect(wire.write(bytes('x'))).rejects.toThrow('cannot write');
  });

  test('a reset is a close with its reason', async () => {
    const { port } = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const wire = await openTcp('127.0.0.1', port);
    const over = closed(wire);
    await wire.write(bytes('x'));
    expect(await over).toMatch(/ECONNRESET/);
  });

  test('what was written before close() still arrives', async () => {
    const arrived = Promise.withResolvers<number>();
    const { port } = await listen((socket) => {
      let count = 0;
      socket.on('data', (chunk) => (count += chunk.length));
      socket.on('end', () => {
        arrived.resolve(count);
        socket.end();
      });
    });
    const wire = await openTcp('127.0.0.1', port);
    void wire.write(new Uint8Array(2_000_000));
    void wire.close();
    expect(await arrived.promise).toBe(2_000_000);
  });

  test('a peer that never closes is cut', async () => {
    const sockets: Socket[] = [];
    const { port } = await listen((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
    });
    clean.push(() => {
      for (const socket of sockets) socket.destroy();
    });
    const wire = await openTcp('127.0.0.1', port);
    await wire.close();
    expect(wire.closed).toBe('connection closed');
  });

  test('an address that is taken is named, and a server that closes cuts its connections', async () => {
    const server = await serveTcp('127.0.0.1', 0, () => {});
    const { port } = new URL(server.url);
    await expect(serveTcp('127.0.0.1', Number(port), () => {})).rejects.toThrow(`tcp://127.0.0.1:${port} cannot be listened on`);
    const wire = await openTcp('127.0.0.1', Number(port));
    const over = closed(wire);
    await server.close();
    expect(await over).not.toBe('');
  });
});

describe('a serial line', () => {
  const lay = async (): Promise<PtyPair> => {
    const pair = await ptyPair();
    clean.push(() => pair.cut());
    return pair;
  };

  test('missing: the path, the reason, and what to check', async () => {
    await expect(wireAt('serial:///dev/ttyNothing7')()).rejects.toThrow(/^serial:\/\/\/dev\/ttyNothing7 cannot be opened \(.*No such file.*check the cable, the path/);
  });

  test('taken by another program: said so', async () => {
    const pair = await lay();
    const first = await wireAt(pair.left)();
    clean.push(() => first.close());
    await expect(wireAt(pair.left)()).rejects.toThrow('that no other program uses it');
  });

  // Twenty times: a hang-up in the middle of a read was missed about once in six by serialport alone (hang-up.ts).
  test.each(Array.from({ length: 20 }, (_, round) => round))('the cable pulled out is noticed at both ends (%i)', async (round) => {
    const pair = await lay();
    const ends = await Promise.all([wireAt(pair.left)(), wireAt(pair.right)()]);
    for (const end of ends) clean.push(() => end.close());
    if (round % 2 === 0) {
      const heard = hears(ends[1], 1);
      await ends[0].write(bytes('x'));
      await heard;
    }
    const over = Promise.all(ends.map(closed));
    await pair.cut();
    expect(await over).toEqual([expect.stringMatching(/hung up|bad file descriptor|EIO/), expect.stringMatching(/hung up|bad file descriptor|EIO/)]);
  });

  test('nothing written after the end is sent to the next connection', async () => {
    const pair = await lay();
    const first = await wireAt(pair.left)();
    await first.close();
    await expect(first.write(bytes('stale'))).rejects.toThrow('cannot write');
    const [left, right] = await Promise.all([wireAt(pair.left)(), wireAt(pair.right)()]);
    clean.push(() => left.close(), () => right.close());
    const heard = hears(right, 5);
    await left.write(bytes('fresh'));
    expect(await heard).toBe('fresh');
  });
});
