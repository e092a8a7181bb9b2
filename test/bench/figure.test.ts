import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compared, median, percentile, table, verdict, type Figure } from './figure.ts';

describe('figures', () => {
  test('a percentile is one of the values, and so many hundredths of all are not above it', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true }), { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (values, hundredths) => {
        const value = percentile(values, hundredths);
        expect(values).toContain(value);
        expect(values.filter((one) => one <= value).length).toBeGreaterThanOrEqual((hundredths / 100) * values.length);
        expect(values.filter((one) => one < value).length).toBeLessThan((hundredths / 100) * values.length);
      }),
    );
  });

  test('the middle of three is their median; nothing has none', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(() => median([])).toThrow(RangeError);
  });

  test.each([
    [1.5, 1.5, 'met'],
    [1.51, 1.5, '**over**'],
    [9, null, ''],
  ])('a ratio of %d with an aim of %s is %s', (ratio, aim, said) => {
    expect(verdict({ what: '', moulin: '', against: null, ratio, aim })).toBe(said);
  });

  test('the table has one row a figure, with absolute values beside the ratio', () => {
    const figures: Figure[] = [compared('a tap', 30, 'bare page', 20, 2), { what: 'receipts', moulin: '1,000 a second', against: null, ratio: null, aim: null }];
    expect(table(figures).split('\n').slice(2)).toEqual(['| a tap | 30.0 ms | bare page: 20.0 ms | 1.50× | ≤ 2× | met |', '| receipts | 1,000 a second |  |  |  |  |']);
  });
});
