import { cents, type Cents } from '../../flows/money.ts';

/** How an amount is typed: digits come in from the right, as on a till, so that 1, 4, 0 is 1,40 €. No comma is asked. */

/** 999,99 €: more than any postage; the machine bounds it anyway. */
const mostDigits = 5;

function significant(text: string): string {
  return text.replaceAll(/\D/g, '').replace(/^0+/, '');
}

/** What is not a digit is no fault; a digit too many is not taken. */
export function amountOf(text: string): Cents {
  return cents(Number(significant(text).slice(0, mostDigits)));
}

export function withDigit(amount: Cents, digit: string): Cents {
  return amountOf(`${amount}${digit}`);
}

export function withoutLastDigit(amount: Cents): Cents {
  return cents(Math.floor(amount / 10));
}

/** A field that shows `shown` was changed to `text`. Its last sign is "€": who erases it means the digit before it. */
export function amountAfter(amount: Cents, shown: string, text: string): Cents {
  const erased = text.length < shown.length && significant(text) === significant(shown);
  return erased ? withoutLastDigit(amount) : amountOf(text);
}
