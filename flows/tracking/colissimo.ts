import { err, ok, type Result } from '../result.ts';
import { moduloTenKey } from './modulo-ten.ts';

/**
 * Colissimo numbers, 13 characters: product code (2), serial (10 digits), key. `postal.md` 3.2, verified there on the
 * examples of La Poste's own label specification (July 2013) and on numbers of 2024 to 2026.
 */

export const colissimoSerials = 10_000_000_000;

export interface ColissimoNumber {
  /** Such as `9V`. */
  readonly product: string;
  readonly serial: number;
}

export type NumberFault = 'malformed' | 'wrong-key';

const productPattern = /^\d[A-Z]$/;
const pattern = /^(\d[A-Z])(\d{10})(\d)$/;

/** @throws RangeError when the product code is no digit and letter, or the serial does not fit ten digits: a range is never looped. */
export function colissimoNumber(product: string, serial: number): string {
  if (!productPattern.test(product)) throw new RangeError(`not a Colissimo product code: ${product}`);
  if (!Number.isSafeInteger(serial) || serial < 0 || serial >= colissimoSerials) throw new RangeError(`not a Colissimo serial: ${serial}`);
  const digits = String(serial).padStart(10, '0');
  return `${product}${digits}${moduloTenKey(digits)}`;
}

/** Takes a number as people type it: spaces and small letters are no fault. */
export function parseColissimo(text: string): Result<ColissimoNumber, NumberFault> {
  const [, product, digits, key] = pattern.exec(text.replaceAll(/\s/g, '').toUpperCase()) ?? [];
  if (product === undefined || digits === undefined) return err('malformed');
  return String(moduloTenKey(digits)) === key ? ok({ product, serial: Number(digits) }) : err('wrong-key');
}

/** Spaced as the label prints it: `9V 11111 11121 9`. What is no Colissimo number comes back as it is. */
export function formatColissimo(number: string): string {
  return number.replace(/^(\d[A-Z])(\d{5})(\d{5})(\d)$/, '$1 $2 $3 $4');
}
