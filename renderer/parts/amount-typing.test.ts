import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cents } from '../../flows/money.ts';
import { amountAfter, amountOf, withDigit, withoutLastDigit } from './amount-typing.ts';
import { formatMoney } from './words.tsx';

describe('an amount is typed as on a till', () => {
  test.each([
    ['140', 140],
    ['1,40 €', 140],
    ['0,01 €4', 14],
    ['007', 7],
    ['', 0],
    ['abc', 0],
    ['123456789', 12_345],
  ])('"%s" is %i cents', (text, amount) => {
    expect(amountOf(text)).toBe(amount);
  });

  test('digit after digit, and back again', () => {
    const typed = ['1', '4', '0'].reduce((amount, digit) => withDigit(amount, digit), cents(0));
    expect(typed).toBe(140);
    expect(withoutLastDigit(typed)).toBe(14);
    expect(withoutLastDigit(withoutLastDigit(withoutLastDigit(typed)))).toBe(0);
  });

  test('a sixth digit is not taken', () => {
    expect(withDigit(cents(99_999), '9')).toBe(99_999);
  });
});

describe.each(['fr', 'en'] as const)('in a field that shows the amount in %s', (locale) => {
  const amounts = fc.integer({ min: 0, max: 9_999 }).map(cents);

  test('a digit typed behind what stands there is one more digit', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 9 }), (amount, digit) => {
        const shown = formatMoney(locale, amount);
        expect(amountAfter(amount, shown, `${shown}${digit}`)).toBe(amount * 10 + digit);
      }),
    );
  });

  test('erasing the last sign takes a digit away, whatever that sign is', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const shown = formatMoney(locale, amount);
        expect(amountAfter(amount, shown, shown.slice(0, -1))).toBe(Math.floor(amount / 10));
      }),
    );
  });

  test('a whole amount put in at once is that amount', () => {
    fc.assert(
      fc.property(amounts, amounts, (before, after) => {
        fc.pre(before !== after);
        expect(amountAfter(before, formatMoney(locale, before), formatMoney(locale, after))).toBe(after);
      }),
    );
  });
});
