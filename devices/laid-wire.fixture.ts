import type { Twin } from './twin.ts';
import { startVirtual } from './virtual.ts';
import { serveAt, wireAt } from './wire/address.ts';
import { ptyPair } from './wire/pty-pair.ts';
import type { OpenWire } from './wire/wire.ts';

/** A wire between a driver and a twin, over real system calls, that can be cut. */
interface LaidWire {
  readonly open: OpenWire;
  cut(): Promise<void>;
  close(): Promise<void>;
}

export async function loopbackTcp(twin: Twin): Promise<LaidWire> {
  const running = await startVirtual(twin);
  return { open: running.open, cut: () => running.plug(false), close: () => running.close() };
}

/** A pty pair made by socat. */
export function serialLine(baudRate: number): (twin: Twin) => Promise<LaidWire> {
  return async (twin) => {
    const pair = await ptyPair();
    const server = await serveAt(`${pair.left}?baudRate=${baudRate}`, (port) => twin.attach(port));
    return {
      open: wireAt(`${pair.right}?baudRate=${baudRate}`),
      cut: () => pair.cut(),
      async close() {
        await server.close();
        await pair.cut();
      },
    };
  };
}
