import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import type { Device, Health } from './device.ts';
import { createDevice, createTwin, drivenKinds, driversOf, factsOfTwin } from './drivers.ts';
import { startVirtual, type RunningTwin } from './virtual.ts';

/** A device that is stopped can be started again: a worker restarts one without starting the terminal anew. */

const every = drivenKinds.flatMap((kind) => driversOf(kind).map((driver) => ({ kind, driver })));

let close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of close.toReversed()) await one();
  close = [];
});

async function plugged({ kind, driver }: (typeof every)[number]): Promise<{ readonly device: Device; readonly twin: RunningTwin }> {
  const twin = await startVirtual(createTwin(kind, { clock: systemClock }, driver));
  close.push(() => twin.close());
  const device: Device = createDevice(kind, driver, { open: twin.open, clock: systemClock, settings: factsOfTwin(driver) });
  close.push(() => device.stop());
  return { device, twin };
}

const is = (device: Device, holds: (health: Health) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = device.onHealth((health) => {
      if (!holds(health)) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });

describe.each(every)('$kind by $driver', ({ kind, driver }) => {
  it('works again on a fresh connection when it is started after a stop, as often as one likes', async () => {
    const { device } = await plugged({ kind, driver });
    device.start();
    for (let times = 0; times < 2; times += 1) {
      await is(device, ({ state }) => state === 'online');
      await device.stop();
      expect(device.health()).toMatchObject({ state: 'offline', cause: 'stopped' });
      device.start();
    }
    await is(device, ({ state }) => state === 'online');
    expect(device.health().cause).toBeNull();
  });

  it('started again at once, before it has let go, still comes back', async () => {
    const { device } = await plugged({ kind, driver });
    device.start();
    await is(device, ({ state }) => state === 'online');
    const stopping = device.stop();
    device.start();
    await stopping;
    await is(device, ({ state }) => state === 'online');
    expect(device.health().cause).toBeNull();
  });
});
