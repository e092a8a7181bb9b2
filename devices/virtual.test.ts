import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { createVirtualCodeScanner } from './code-scanner/virtual.ts';
import { createNexoRetailer } from './payment-terminal/nexo-retailer.ts';
import { createVirtualNexo, virtualNexoSettings } from './payment-terminal/virtual-nexo.ts';
import { startVirtual, type RunningTwin } from './virtual.ts';
import { wireAt } from './wire/address.ts';
import type { BytePort } from './wire/wire.ts';

let running: RunningTwin;
afterEach(() => running.close());
const closed = (port: BytePort) => new Promise<string>((resolve) => port.onClose(resolve));

describe('a running twin', () => {
  test('speaks over a real connection, opened by its own way in or by its address', async () => {
    const twin = createVirtualCodeScanner();
    running = await startVirtual(twin);
    expect(running.url).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
    for (const open of [running.open, wireAt(running.url)]) {
      const port = await open();
      const heard = new Promise<string>((resolve) => port.onBytes((bytes) => resolve(Buffer.from(bytes).toString())));
      // Until the twin has accepted the connection, its codes go unheard.
      const again = setInterval(() => twin.turn({ scan: { text: 'X' } }), 5);
      expect(await heard).toContain(']C0X\r');
      clearInterval(again);
      await port.close();
    }
  });

  test('over TLS where the real device speaks it, known by its certificate: a payment goes through', async () => {
    running = await startVirtual(createVirtualNexo({ clock: systemClock, knobs: { delayMs: 0 } }));
    expect(running.url).toMatch(/^tls:\/\/127\.0\.0\.1:\d+\?sha256=[0-9a-f]{64}$/);
    const terminal = createNexoRetailer({ open: running.open, clock: systemClock, settings: virtualNexoSettings });
    const online = new Promise<void>((resolve) => void terminal.onHealth(({ state }) => state === 'online' && resolve()));
    terminal.start();
    await online;
    expect(await terminal.pay({ amount: 1234, reference: 'S-1' })).toMatchObject({ kind: 'ok' });
    await terminal.stop();
  });

  test('its cable pulled out: the connection is cut, none is made, until it is plugged in again', async () => {
    running = await startVirtual(createVirtualCodeScanner());
    const port = await running.open();
    const over = closed(port);
    await running.plug(false);
    // A connection under way when the cable was pulled is cut too.
    const other = await wireAt(running.url)();
    expect(await closed(other)).not.toBe('');
    expect(await over).not.toBe('');
    await expect(running.open()).rejects.toThrow('the virtual cable is unplugged): plug it in again');
    await running.plug(true);
    const again = await running.open();
    expect(again.closed).toBeNull();
    await again.close();
  });
});
