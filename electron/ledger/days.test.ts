import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parisDay } from '../../flows/postage/paris.ts';
import { startOfDay, dayAfter, dayReader, isDay } from './days.ts';

const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });

describe('a day of the post office', () => {
  it('begins at midnight in Paris, in winter, in summer and where the clocks change', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const day = parisDay(at);
        const from = startOfDay(day);
        expect(parisDay(from)).toBe(day);
        expect(parisDay(from - 1) < day).toBe(true);
        expect(startOfDay(dayAfter(day))).toBeGreaterThan(at);
      }),
    );
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-11-23', 24],
  ])('%s has %i hours', (day, hours) => {
    expect((startOfDay(dayAfter(day)) - startOfDay(day)) / 3_600_000).toBe(hours);
  });

  it('is read as quickly from a million instants, and is the same', () => {
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 20 }), (instants) => {
        const dayOf = dayReader();
        expect(instants.map(dayOf)).toEqual(instants.map(parisDay));
      }),
    );
  });

  it.each([
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-11', false],
    ['23/11/2026', false],
  ])('%s is a day: %s', (text, is) => {
    expect(isDay(text)).toBe(is);
  });
});
