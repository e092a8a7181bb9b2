import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * A scale that shows what the bench wants, at the instant the bench wants: MT-SICS level 0 as the driver asks it
 * (`devices.md` 1.1). The twin has a pan that swings by itself, and nobody knows when its bytes leave.
 */
export interface ScalePeer {
  readonly url: string;
  /** Resolves when somebody has asked for weights. */
  readonly streaming: Promise<void>;
  /** Sends one moving weight; returns the instant before the bytes were given to the socket, ms of this process. */
  show(grams: number): number;
  close(): Promise<void>;
}

const answers: Readonly<Record<string, string>> = {
  '@': 'I4 A "BENCH-0001"',
  I2: 'I2 A "BENCH"',
  I3: 'I3 A "1.00"',
  I4: 'I4 A "BENCH-0001"',
  TA: 'TA A          0 g',
  SIR: 'S S          0 g',
};

export async function openScalePeer(): Promise<ScalePeer> {
  const { promise: streaming, resolve: streams } = Promise.withResolvers<void>();
  let connected: Socket | null = null;
  const server = createServer((socket) => {
    connected = socket;
    socket.setNoDelay(true);
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      for (let end = heard.indexOf('\r\n'); end >= 0; end = heard.indexOf('\r\n')) {
        const command = heard.slice(0, end);
        heard = heard.slice(end + 2);
        // Asked for weights once more in the same conversation, it has nothing to add to those that are under way.
        if (command === '@') asked = false;
        if (command === 'SIR' && asked) continue;
        asked ||= command === 'SIR';
        socket.write(`${answers[command] ?? 'ES'}\r\n`);
        if (command === 'SIR') streams();
      }
    });
    socket.on('error', () => {});
  });
  let asked = false;
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    streaming,
    show(grams) {
      if (connected === null) throw new Error('nobody is connected to the scale');
      const sent = performance.now();
      connected.write(`S D ${String(grams).padStart(10)} g\r\n`);
      return sent;
    },
    async close() {
      connected?.destroy();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
