import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parisDay } from '../postage/paris.ts';
import { fiscalInstant, periodKey, periodsOver, type Period } from './periods.ts';

const at = (text: string): number => Date.parse(text);
const over = (then: string, now: string): string => periodsOver(at(then), at(now)).map(({ period, key }) => `${period} ${key}`).join(', ');

describe('a fiscal day is a calendar day in Paris (FIS-6)', () => {
  test.each([
    ['2026-11-23T10:00:00Z', '2026-11-23T22:59:59Z', '', 'the same day, to its last second'],
    ['2026-11-23T10:00:00Z', '2026-11-23T23:00:00Z', 'day 2026-11-23', 'midnight in winter'],
    ['2026-07-14T10:00:00Z', '2026-07-14T22:00:00Z', 'day 2026-07-14', 'midnight in summer'],
    ['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', '', 'the hour that the clocks skip in spring'],
    ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 'day 2026-03-29', 'a day of 23 hours'],
    ['2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', '', 'a day of 25 hours'],
    ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 'day 2026-10-25, ', 'and its end'],
    ['2026-11-30T10:00:00Z', '2026-12-01T08:00:00Z', 'day 2026-11-30, month 2026-11', 'the last day of a month'],
    ['2028-02-28T10:00:00Z', '2028-02-29T10:00:00Z', 'day 2028-02-28', 'a leap day is in February'],
    ['2028-02-29T10:00:00Z', '2028-03-01T10:00:00Z', 'day 2028-02-29, month 2028-02', 'and ends it'],
    ['2027-02-28T10:00:00Z', '2027-03-01T10:00:00Z', 'day 2027-02-28, month 2027-02', 'a February without'],
    ['2026-12-31T22:59:59Z', '2026-12-31T23:00:00Z', 'day 2026-12-31, month 2026-12, year 2026', 'the New Year of Paris, before that of UTC'],
    ['2026-11-20T10:00:00Z', '2026-11-23T10:00:00Z', 'day 2026-11-20', 'three days without power: one closure, for on the others nothing was recorded'],
    ['2026-11-20T10:00:00Z', '2028-01-02T10:00:00Z', 'day 2026-11-20, month 2026-11, year 2026', 'a year in the cellar'],
    ['2026-11-23T10:00:00Z', '2026-11-22T10:00:00Z', '', 'a clock that was set back a day'],
    ['2026-11-23T10:00:00Z', '2025-11-22T10:00:00Z', '', 'a clock that was set back a year'],
  ])('from %s to %s ends: %s (%s)', (then, now, expected) => {
    expect(over(then, now)).toBe(expected.replace(/, $/, ''));
  });
});

const instant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
/** Within two hours of a midnight, of a change of the clocks, or of a New Year. */
const edge = fc
  .tuple(fc.constantFrom('2026-03-29', '2026-10-25', '2026-12-31', '2027-01-01', '2028-02-29', '2027-03-28', '2031-12-31'), fc.integer({ min: -26, max: 26 }), fc.integer({ min: 0, max: 3_599_999 }))
  .map(([day, hours, milliseconds]) => at(`${day}T00:00:00Z`) + hours * 3_600_000 + milliseconds);
const anyInstant = fc.oneof(instant, edge);

describe('whatever the clock does', () => {
  test('no period is closed twice, none is closed before its end, and each with a record is closed once (FIS-6, FIS-8)', () => {
    fc.assert(
      fc.property(fc.array(anyInstant, { minLength: 1, maxLength: 40 }), (looks) => {
        const closed: Record<Period, string[]> = { day: [], month: [], year: [] };
        const recorded: Record<Period, Set<string>> = { day: new Set(), month: new Set(), year: new Set() };
        let newest = looks[0] ?? 0;
        for (const now of looks) {
          for (const { period, key } of periodsOver(newest, now)) closed[period].push(key);
          newest = fiscalInstant(now, newest);
          for (const period of ['day', 'month', 'year'] as const) {
            const key = periodKey(period, newest);
            recorded[period].add(key);
            expect(closed[period]).not.toContain(key);
          }
        }
        for (const period of ['day', 'month', 'year'] as const) {
          expect(closed[period]).toEqual([...recorded[period]].slice(0, -1));
          expect(closed[period]).toEqual(closed[period].toSorted());
        }
      }),
    );
  });

  test('a longer period ends with a day, never within one', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (then, now) => {
        const ended = periodsOver(then, now).map(({ period }) => period);
        expect(ended).toEqual((['day', 'month', 'year'] as const).slice(0, ended.length));
        expect(ended.length > 0).toBe(parisDay(then) < parisDay(now));
      }),
    );
  });
});
