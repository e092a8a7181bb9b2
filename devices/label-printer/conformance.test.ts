import { systemClock, type Clock } from '../clock.ts';
import { serveAt, wireAt } from '../wire/address.ts';
import { describeLabelPrinter } from './conformance.ts';
import { createVirtualLabelPrinter } from './virtual.ts';
import { createZpl } from './zpl.ts';

/** Ten times as fast as life: the protocol's own delays, over a real connection, without the waiting. */
const tenfold = 10;
const hurriedClock: Clock = {
  now: () => systemClock.now() * tenfold,
  after: (ms, callback) => systemClock.after(ms / tenfold, callback),
};

describeLabelPrinter(
  'loopback TCP, ZPL',
  async () => {
    const twin = createVirtualLabelPrinter({ clock: hurriedClock });
    const server = await serveAt('tcp://127.0.0.1:0', (port) => twin.attach(port));
    return {
      clock: hurriedClock,
      twin,
      open: wireAt(server.url),
      async close() {
        twin.close();
        await server.close();
      },
    };
  },
  ({ open, clock }) => createZpl({ open, clock }),
);
