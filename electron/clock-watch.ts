import type { Clock } from '../devices/clock.ts';

/** How often the clock is compared with the time that passed, ms: a jump is in the journal before much else is. */
export const watchEvery = 10_000;

/**
 * More than this is no correction of a clock that drifts, ms: time servers move one by at most 0.5 ms a second
 * (`adjtimex(2)`: 500 ppm), 5 ms between two looks, and what they cannot mend so they set at once.
 */
export const tolerance = 2_000;

export interface ClockJump {
  /** What the clock should have shown, and what it shows. */
  readonly from: number;
  readonly to: number;
}

/**
 * Sees a clock that is moved while the terminal runs (FIS-16): by the time that passed, which no hand on the clock changes.
 * Returns how to stop.
 */
export function watchClock(clock: Clock, elapsed: () => number, onJump: (jump: ClockJump) => void): () => void {
  let shown = clock.now();
  let passed = elapsed();
  let callOff = (): void => {};
  const look = (): void => {
    const [now, since] = [clock.now(), elapsed()];
    const from = shown + (since - passed);
    if (Math.abs(now - from) > tolerance) onJump({ from: Math.round(from), to: Math.round(now) });
    shown = now;
    passed = since;
    callOff = clock.after(watchEvery, look);
  };
  callOff = clock.after(watchEvery, look);
  return () => callOff();
}
