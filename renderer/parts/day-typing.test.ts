import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, dayShown } from './day-typing.ts';

describe('a day that is typed', () => {
  test.each([
    ['31052027', '2027-05-31'],
    ['29022028', '2028-02-29'],
    ['29022027', null],
    ['31062027', null],
    ['00012027', null],
    ['3105202', null],
    ['', null],
  ])('%s is %s', (digits, day) => {
    expect(dayOf(digits)).toBe(day);
  });

  test('every day of the calendar can be typed as it is written', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (date) => {
        const written = date.toISOString().slice(0, 10);
        const [year = '', month = '', day = ''] = written.split('-');
        expect(dayOf(`${day}${month}${year}`)).toBe(written);
      }),
    );
  });

  test('shows only what was typed', () => {
    expect(dayShown('3')).toBe('3');
    expect(dayShown('3105')).toBe('31/05');
    expect(dayShown('31052027')).toBe('31/05/2027');
  });
});
