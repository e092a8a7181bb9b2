import fc from 'fast-check';
import { expect, it } from 'vitest';
import { centsOf, decimalOf, mostCents } from './nexo-amount.ts';

it.each([[1, '0.01'], [29, '0.29'], [100, '1'], [1234, '12.34'], [1230, '12.3'], [100_000, '1000'], [mostCents, '99999999.99']])('%i cents are written %s', (cents, text) => {
  expect(JSON.stringify(decimalOf(cents))).toBe(text);
});

it('every amount comes back as it went', () => {
  expect(() => fc.assert(fc.property(fc.integer({ min: 1, max: mostCents }), (cents) => centsOf(JSON.parse(JSON.stringify(decimalOf(cents))) as number) === cents))).not.toThrow();
});

it.each([12.345, -1, 1e21, 1e-7, Number.NaN, Number.POSITIVE_INFINITY, 100_000_000])('%d is no amount of euros', (decimal) => {
  expect(centsOf(decimal)).toBeNull();
});
