import { describe, expect, test } from 'vitest';
import { parisDay, parisTime } from './paris.ts';

describe('the day in Paris', () => {
  test.each([
    ['2025-12-31T22:59:59.999Z', '2025-12-31', 'one millisecond before midnight in winter'],
    ['2025-12-31T23:00:00.000Z', '2026-01-01', 'midnight in winter is 23:00 UTC'],
    ['2026-06-30T21:59:59.999Z', '2026-06-30', 'one millisecond before midnight in summer'],
    ['2026-06-30T22:00:00.000Z', '2026-07-01', 'midnight in summer is 22:00 UTC'],
    ['2026-03-28T23:00:00.000Z', '2026-03-29', 'the day summer time begins starts in winter time'],
    ['2026-03-29T22:00:00.000Z', '2026-03-30', 'and ends in summer time, an hour shorter'],
    ['2026-10-24T22:00:00.000Z', '2026-10-25', 'the day summer time ends starts in summer time'],
    ['2026-10-25T22:59:59.999Z', '2026-10-25', 'and ends in winter time, an hour longer'],
  ])('%s is %s: %s', (instant, day) => {
    expect(parisDay(Date.parse(instant))).toBe(day);
  });

  test('midnight is written 00, not 24', () => {
    expect(parisTime(Date.parse('2026-01-01T23:05:00Z'))).toMatchObject({ day: '02', hour: '00', minute: '05' });
  });
});
