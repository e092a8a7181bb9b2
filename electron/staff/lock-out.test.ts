import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterFailure, afterTime, longerWait, noTries, ofBadge, ofTerminal, type Tries } from './lock-out.ts';

const minute = 60_000;

/** The waits after so many wrong tries, each served before the next. */
function waits(rule: typeof ofBadge, count: number): (number | null)[] {
  let tries: Tries = noTries;
  return Array.from({ length: count }, () => {
    tries = afterFailure({ ...tries, wait: 0 }, rule);
    return tries.wait === null ? null : tries.wait / minute;
  });
}

describe('a lock-out', () => {
  test('of a badge comes with every third wrong PIN, and grows until somebody resets it (SEC-21)', () => {
    expect(waits(ofBadge, 18)).toEqual([0, 0, 1, 0, 0, 5, 0, 0, 15, 0, 0, 60, 0, 0, null, 0, 0, null]);
  });

  test('of a terminal comes with every fifth, and never for good', () => {
    expect(waits(ofTerminal, 25).filter((wait) => wait !== 0)).toEqual([1, 5, 15, 15, 15]);
  });

  test('is served by time, never lengthened or made negative by it, and one without end has none', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: -10_000_000, max: 10_000_000 }), (wait, time) => {
        const after = afterTime({ failures: 3, wait }, time).wait ?? -1;
        expect(after).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(wait);
        expect(afterTime({ failures: 15, wait: null }, time).wait).toBeNull();
      }),
    );
  });

  test.each([
    [0, 0, 0],
    [5, 3, 5],
    [null, 3, null],
    [3, null, null],
  ])('of %s and one of %s end together after %s', (a, b, longer) => {
    expect(longerWait(a, b)).toBe(longer);
  });
});
