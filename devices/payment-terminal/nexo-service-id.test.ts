import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { QuestionIds, serviceIdOf } from './nexo-service-id.ts';

const now = Date.UTC(2026, 10, 23, 9, 0, 0);

describe('a ServiceID', () => {
  it('is ten letters and digits, and the same for the same reference, in this process and after', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (reference) => {
        expect(serviceIdOf(reference)).toMatch(/^T[0-9A-Z]{9}$/);
        expect(serviceIdOf(reference)).toBe(serviceIdOf(reference));
      }),
    );
    // The day this changes, payments of the day before can no longer be asked for.
    expect(serviceIdOf('DEMO-01-000017-P1')).toBe('TV21FW0J4G');
  });

  it('differs from sale to sale, from attempt to attempt', () => {
    const references = Array.from({ length: 20_000 }, (_, number) => `DEMO-01-${String(number >> 2).padStart(6, '0')}-P${number & 3}`);
    expect(new Set(references.map(serviceIdOf)).size).toBe(references.length);
  });

  it('of a question is never used twice: not in one millisecond, not when the clock is set back, not after a restart', () => {
    const clock = new ManualClock(now);
    const used = new Set<string>();
    const ask = (ids: QuestionIds, count: number): void => {
      for (let index = 0; index < count; index += 1) {
        const id = ids.next();
        expect(id).toMatch(/^Q[0-9A-Z]{9}$/);
        expect(used.has(id)).toBe(false);
        used.add(id);
      }
    };
    const ids = new QuestionIds(clock);
    ask(ids, 100);
    clock.advance(-5_000);
    ask(ids, 100);
    clock.advance(10_000);
    ask(ids, 100);
    clock.advance(20);
    ask(new QuestionIds(clock), 100);
  });
});
