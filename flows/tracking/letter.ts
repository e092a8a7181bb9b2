import { err, ok, type Result } from '../result.ts';
import type { NumberFault } from './colissimo.ts';

/**
 * Numbers of tracked letters, 15 characters: fourteen and a key after ISO 7064 MOD 37,36. That this is the algorithm is
 * a finding on two real numbers (`postal.md` 3.2); no text of La Poste says so.
 */

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const pattern = /^[0-9A-Z]{15}$/;
const prefixPattern = /^[0-9A-Z]{1,13}$/;
const body = 14;

/** ISO 7064 MOD 37,36 over 0–9 A–Z: a hybrid system, which catches every single wrong character. */
export function letterKey(characters: string): string {
  let product = 36;
  for (const character of characters) {
    const sum = (product + alphabet.indexOf(character)) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return alphabet[(37 - product) % 36] ?? '';
}

/** How many numbers a prefix holds. */
export function letterSerials(prefix: string): number {
  return 10 ** (body - prefix.length);
}

/** @throws RangeError when the prefix or the serial does not fit: a range is never looped. */
export function letterNumber(prefix: string, serial: number): string {
  if (!prefixPattern.test(prefix)) throw new RangeError(`not a prefix of letter numbers: ${prefix}`);
  if (!Number.isSafeInteger(serial) || serial < 0 || serial >= letterSerials(prefix)) throw new RangeError(`not a letter serial under ${prefix}: ${serial}`);
  const characters = `${prefix}${String(serial).padStart(body - prefix.length, '0')}`;
  return `${characters}${letterKey(characters)}`;
}

/** Takes a number as people type it, and gives it back in fifteen characters. */
export function parseLetterNumber(text: string): Result<string, NumberFault> {
  const number = text.replaceAll(/\s/g, '').toUpperCase();
  if (!pattern.test(number)) return err('malformed');
  return letterKey(number.slice(0, body)) === number.at(-1) ? ok(number) : err('wrong-key');
}

/** Spaced for reading aloud and copying: `87 000 720 610 100P`. */
export function formatLetterNumber(number: string): string {
  return number.replace(/^(.{2})(.{3})(.{3})(.{3})(.{4})$/, '$1 $2 $3 $4 $5');
}
