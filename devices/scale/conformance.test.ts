import { describe } from 'vitest';
import { describeScale, scaleProtocols } from './conformance.ts';
import { startVirtual } from '../virtual.ts';
import { serveAt, wireAt } from '../wire/address.ts';
import { ptyPair } from '../wire/pty-pair.ts';

describe.each(Object.entries(scaleProtocols))('%s', (_, protocol) => {
  describeScale('loopback TCP', protocol, async (twin) => {
    const running = await startVirtual(twin);
    return { open: running.open, cut: () => running.plug(false), close: () => running.close() };
  });
});

// USB hands reports over by a file of its own; that wire has its own test (hidraw.test.ts).
describe.each(['MT-SICS', 'Toledo 8217'] as const)('%s', (name) => {
  const protocol = scaleProtocols[name];
  if (!protocol) throw new Error(`no protocol ${name}`);
  describeScale('a serial line (a pty pair made by socat)', protocol, async (twin) => {
    const pair = await ptyPair();
    const server = await serveAt(`${pair.left}?baudRate=9600`, (port) => twin.attach(port));
    return {
      open: wireAt(`${pair.right}?baudRate=9600`),
      cut: () => pair.cut(),
      async close() {
        await server.close();
        await pair.cut();
      },
    };
  });
});
