import { parisTime } from '../postage/paris.ts';
import type { EpochMs } from '../ports.ts';
import type { Cents } from '../money.ts';
import type { Grams } from '../weight.ts';
import type { Words } from './words.ts';

/**
 * Figures as French papers write them. Made here and not by `Intl.NumberFormat`: its thousands are kept apart by
 * U+202F, which the code pages of receipt printers lack.
 */

const noBreak = '\u00A0';

function grouped(whole: number): string {
  return String(whole).replaceAll(/\B(?=(\d{3})+$)/g, noBreak);
}

/** `11,19`: in a column that names the currency. */
export function amountOf(amount: Cents): string {
  return `${grouped(Math.floor(amount / 100))},${String(amount % 100).padStart(2, '0')}`;
}

/** `11,19 €`. */
export function euros(amount: Cents): string {
  return `${amountOf(amount)}${noBreak}€`;
}

/** `1 240 g`: grams, as the scale indicated them. */
export function weightOf(grams: Grams): string {
  return `${grouped(grams)}${noBreak}g`;
}

/** `1,240`: kilograms with their grams, as customs forms ask, in a column that names the unit. */
export function kilograms(grams: Grams): string {
  return `${grouped(Math.floor(grams / 1000))},${String(grams % 1000).padStart(3, '0')}`;
}

/** Hundredths of a percent: `20 %`, `5,5 %`. */
export function percent(rate: number): string {
  return `${String(rate / 100).replace('.', ',')}${noBreak}%`;
}

/** `23/11/2026`. */
export function dayOf(at: EpochMs): string {
  const { year, month, day } = parisTime(at);
  return `${day}/${month}/${year}`;
}

/** `23/11/2026 à 11:36`. */
export function momentOf(at: EpochMs, words: Words): string {
  const { hour, minute } = parisTime(at);
  return words('moment', { date: dayOf(at), time: `${hour}:${minute}` });
}
