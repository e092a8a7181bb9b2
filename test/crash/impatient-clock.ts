import { systemClock, type Clock } from '../../devices/clock.ts';

/**
 * The system's clock with less patience: what protocols wait for stays in its order, and three minutes for a customer at the
 * card terminal become fourteen seconds. Five seconds are never shortened, so that a busy machine does not look like a dead device.
 */
export function impatientClock(off = 0): Clock {
  return {
    now: () => systemClock.now() + off,
    after: (ms, callback) => systemClock.after(shortened(ms), callback),
  };
}

function shortened(ms: number): number {
  return Math.min(ms, 5_000 + ms / 20);
}
