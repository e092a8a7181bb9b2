import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents, centsSchema, sumCents } from './money.ts';
import { unreachable } from './result.ts';
import { grams, gramsSchema } from './weight.ts';

const noUnit = fc.oneof(
  fc.integer({ max: -1 }),
  fc.double({ noInteger: true }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53),
);

describe('money and weight', () => {
  it('are whole and never negative; anything else is refused where it appears', () => {
    fc.assert(
      fc.property(noUnit, (value) => {
        expect(() => cents(value)).toThrow(RangeError);
        expect(() => grams(value)).toThrow(RangeError);
        expect([centsSchema.safeParse(value).success, gramsSchema.safeParse(value).success]).toEqual([false, false]);
      }),
    );
  });

  it('keep their value to the unit, and money adds up', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000_00 })), (values) => {
        expect(values.map((value) => cents(value))).toEqual(values);
        expect(values.map((value) => centsSchema.parse(value))).toEqual(values);
        expect(sumCents(values.map((value) => cents(value)))).toBe(values.reduce((sum, value) => sum + value, 0));
      }),
    );
    expect(sumCents([])).toBe(0);
  });

  it('a case that cannot be is an error, not a silence', () => {
    expect(() => unreachable('a new case' as never)).toThrow('a new case');
  });
});
