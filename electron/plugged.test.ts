import { describe, expect, test } from 'vitest';
import { systemClock } from '../devices/clock.ts';
import { driversOf } from '../devices/drivers.ts';
import type { ScaleReading } from '../devices/scale/scale.ts';
import { startVirtual } from '../devices/virtual.ts';
import { configSchema } from './config.ts';
import { plugIn } from './plugged.ts';

describe('a virtual scale', () => {
  test.each(driversOf('scale'))('speaks what its driver is configured for: %s', async (driver) => {
    const config = configSchema.parse({ devices: { scale: { driver, at: 'virtual' }, 'receipt-printer': null, 'label-printer': null, 'payment-terminal': null, 'code-scanner': null } });
    const plugged = await plugIn(config, { clock: systemClock, startVirtual });
    const scale = plugged.devices.scale;
    const weighed = new Promise<ScaleReading>((resolve) => scale?.onReading((reading) => reading.kind === 'stable' && resolve(reading)));
    plugged.virtual.get('scale')?.twin.turn({ grams: 84, settleMs: 0 });
    plugged.start();
    expect(await weighed).toEqual({ kind: 'stable', grams: 84 });
    expect([scale?.driver, plugged.virtual.get('scale')?.twin.protocol, scale?.capabilities.verified]).toEqual([driver, driver, true]);
    await plugged.stop();
  });
});
