import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../devices/clock.ts';
import { createDevice } from '../../devices/drivers.ts';
import type { Health, ScaleReading } from '../../flows/ports.ts';
import { scalePort } from './devices.ts';

/** A USB scale on the bench; nothing is on its wire. */
const usbScale = (settings: object) => createDevice('scale', 'hid-pos', { open: () => Promise.reject(new Error('no wire')), clock: new ManualClock(), settings });

describe('a scale as the flows see it', () => {
  test('without the M mark it is never one to sell with, and says why', () => {
    const port = scalePort(usbScale({}));
    const told: (Health | ScaleReading)[] = [];
    port.onHealth((health) => told.push(health))();
    port.onReading((reading) => told.push(reading))();
    expect(told).toEqual([port.health(), { kind: 'absent', cause: expect.stringContaining('"verified": true') as string }]);
    expect(port.health()).toMatchObject({ state: 'hardware-error', cause: expect.stringContaining('not verified for trade') as string });
  });

  test('with it, what it says is what is told', () => {
    const port = scalePort(usbScale({ verified: true }));
    const told: ScaleReading[] = [];
    port.onReading((reading) => told.push(reading));
    expect(told).toEqual([{ kind: 'absent', cause: 'not started' }]);
  });
});
