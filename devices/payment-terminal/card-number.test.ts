import { describe, expect, it } from 'vitest';
import { isWholeCardNumber, lastFourOf } from './card-number.ts';

describe('of a card number', () => {
  it.each([
    ['123456######1234', '1234'], ['***********0674', '0674'], ['XXXXXXXXXXXX2897', '2897'], ['16***********0674', '0674'], ['497010 **** 1234', '1234'],
    ['4970101234561234', null], ['123456', null], ['', null], [undefined, null], ['######', null], ['1234######12345', null], ['1234 1234', null],
  ])('%j only the last four are kept, and only behind a mask: %j', (text, last) => {
    expect(lastFourOf(text)).toBe(last);
  });

  it('a whole one is recognised by its length and Luhn’s check', () => {
    expect(['4970101234567890', '4111111111111111', '5555555555554444', '378282246310005'].map(isWholeCardNumber)).toEqual([false, true, true, true]);
    expect(['411111######1111', '1234', undefined, '41111111111111111111'].map(isWholeCardNumber)).toEqual([false, false, false, false]);
  });
});
