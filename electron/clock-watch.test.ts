import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../devices/clock.ts';
import { tolerance, watchClock, watchEvery, type ClockJump } from './clock-watch.ts';

/** A clock whose hands somebody moves: `moved` is by how much, and timers know nothing of it. */
class HandledClock extends ManualClock {
  moved = 0;
  override now(): number {
    return super.now() + this.moved;
  }
  passed(): number {
    return super.now();
  }
}

function watched() {
  const clock = new HandledClock(1_795_000_000_000);
  const jumps: ClockJump[] = [];
  const stop = watchClock(clock, () => clock.passed(), (jump) => jumps.push(jump));
  return { clock, jumps, stop };
}

describe('a clock that is moved while the terminal runs (FIS-16)', () => {
  it.each([-3_600_000, -2_001, 2_001, 86_400_000])('by %i ms is told once, with what it showed and what it should have', (by) => {
    const { clock, jumps, stop } = watched();
    clock.advance(watchEvery);
    clock.moved = by;
    clock.advance(10 * watchEvery);
    expect(jumps).toEqual([{ from: clock.passed() - 9 * watchEvery, to: clock.passed() - 9 * watchEvery + by }]);
    stop();
  });

  it('and set right again is told twice', () => {
    const { clock, jumps, stop } = watched();
    clock.moved = -60_000;
    clock.advance(watchEvery);
    clock.moved = 0;
    clock.advance(watchEvery);
    expect(jumps.map(({ from, to }) => to - from)).toEqual([-60_000, 60_000]);
    stop();
  });

  it('that only drifts, or is led by a time server, is told of never', () => {
    const drift = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(drift, (steps) => {
        const { clock, jumps, stop } = watched();
        for (const step of steps) {
          clock.moved += step;
          clock.advance(watchEvery);
        }
        expect(jumps).toEqual([]);
        stop();
      }),
    );
  });

  it('is told of whenever it moves by more than the tolerance between two looks, and not otherwise', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10_000, max: 10_000 }), { maxLength: 50 }), (moves) => {
        const { clock, jumps, stop } = watched();
        for (const by of moves) {
          clock.moved += by;
          clock.advance(watchEvery);
        }
        expect(jumps.map(({ from, to }) => to - from)).toEqual(moves.filter((by) => Math.abs(by) > tolerance));
        stop();
      }),
    );
  });

  it('is let alone once the terminal has stopped', () => {
    const { clock, jumps, stop } = watched();
    stop();
    clock.moved = 3_600_000;
    clock.advance(5 * watchEvery);
    expect(jumps).toEqual([]);
  });
});
