import { serveAt, wireAt } from '../wire/address.ts';
import { ptyPair } from '../wire/pty-pair.ts';
import { startVirtual } from '../virtual.ts';
import { describeReceiptPrinter } from './conformance.ts';

describeReceiptPrinter('loopback TCP', async (twin) => {
  const running = await startVirtual(twin);
  return { open: running.open, cut: () => running.plug(false), close: () => running.close() };
});

describeReceiptPrinter('a serial line (a pty pair made by socat)', async (twin) => {
  const pair = await ptyPair();
  const server = await serveAt(`${pair.left}?baudRate=115200`, (port) => twin.attach(port));
  return {
    open: wireAt(`${pair.right}?baudRate=115200`),
    cut: () => pair.cut(),
    async close() {
      await server.close();
      await pair.cut();
    },
  };
});
