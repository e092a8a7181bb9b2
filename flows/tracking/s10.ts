import { err, ok, type Result } from '../result.ts';
import type { NumberFault } from './colissimo.ts';

/** UPU S10, 13 characters: service indicator (2 letters), 8 digits, key, country (`postal.md` 3.2). */
export interface S10Number {
  readonly service: string;
  readonly serial: number;
  readonly country: string;
}

const weights = [8, 6, 4, 2, 3, 5, 9, 7];
/** First letters that S10 keeps for other uses: J K S T W (`postal.md` 3.2). */
const pattern = /^([A-IL-RUVX-Z][A-Z])(\d{8})(\d)([A-Z]{2})$/;
const serials = 100_000_000;

/** 11 − (weighted sum mod 11), where 10 gives 0 and 11 gives 5. */
export function s10Key(digits: string): number {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const key = 11 - (sum % 11);
  if (key === 10) return 0;
  return key === 11 ? 5 : key;
}

/** @throws RangeError when a part does not fit. */
export function s10Number({ service, serial, country }: S10Number): string {
  if (!Number.isSafeInteger(serial) || serial < 0 || serial >= serials) throw new RangeError(`not an S10 serial: ${serial}`);
  const digits = String(serial).padStart(8, '0');
  const number = `${service}${digits}${s10Key(digits)}${country}`;
  if (!pattern.test(number)) throw new RangeError(`not an S10 service and country: ${service}, ${country}`);
  return number;
}

/** Takes a number as people type it: `RA 123 456 785 FR`. */
export function parseS10(text: string): Result<S10Number, NumberFault> {
  const [, service, digits, key, country] = pattern.exec(text.replaceAll(/\s/g, '').toUpperCase()) ?? [];
  if (service === undefined || digits === undefined || country === undefined) return err('malformed');
  return String(s10Key(digits)) === key ? ok({ service, serial: Number(digits), country }) : err('wrong-key');
}

/** Spaced as labels print it: `RA 123 456 785 FR`. What is no S10 number comes back as it is. */
export function formatS10(number: string): string {
  return number.replace(/^([A-Z]{2})(\d{3})(\d{3})(\d{3})([A-Z]{2})$/, '$1 $2 $3 $4 $5');
}
