import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** The PIN of a worker: which ones are taken, how one is kept, how one is compared. It is never kept, logged or sent as it is. */

/**
 * 32 MB and some 60 ms for each try, and no two at once: for the digits of a PIN, whose file may be stolen, as dear as a
 * terminal can bear (RFC 7914 2; OWASP's minimum for scrypt is N=2^17 on a server that has the memory). `requirements.md`
 * SEC-22 asks for argon2id, which Node 24 has not in a stable form; the parameters stand in the file beside each hash.
 */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const hashLength = 32;
const saltLength = 16;

export interface KeptPin {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** How a hash is made: counted in tests, so that nothing is to be learned from the time an answer takes. */
export type HashPin = (pin: string, salt: Uint8Array) => Promise<Uint8Array>;

const derive = promisify<string, Uint8Array, number, typeof cost, Buffer>(scrypt);

/** On a thread of its own: the screen goes on meanwhile. */
export const hashPin: HashPin = (pin, salt) => derive(pin, salt, hashLength, cost);

export async function keepPin(pin: string, hash: HashPin = hashPin): Promise<KeptPin> {
  const salt = randomBytes(saltLength);
  return { salt, hash: await hash(pin, salt) };
}

export async function isPin(pin: string, kept: KeptPin, hash: HashPin = hashPin): Promise<boolean> {
  const made = await hash(pin, kept.salt);
  return made.length === kept.hash.length && timingSafeEqual(made, kept.hash);
}

/** Nobody's: what an unknown badge is compared with, so that it takes as long as a known one. */
export const nobodysPin: KeptPin = { salt: Buffer.alloc(saltLength), hash: Buffer.alloc(hashLength) };

/**
 * With a badge, which somebody must also have, and three tries: six digits (CNIL 2022-100 asks for four then, SEC-20).
 * Number and PIN alone are known things, both of them: eight digits here, and CNIL's 16 digits for a lone secret are the
 * operator's decision, which this lower limit does not take.
 */
export const pinLengths = { withBadge: 6, withNumber: 8, most: 12 } as const;

/** Why a PIN is not taken, in a sentence for whoever types it; null when it is. */
export function pinFault(pin: string, { number }: { readonly number: string | null }): string | null {
  const least = number === null ? pinLengths.withBadge : pinLengths.withNumber;
  if (!/^\d+$/.test(pin)) return 'a PIN has digits only';
  if (pin.length < least || pin.length > pinLengths.most) return `a PIN has ${least} to ${pinLengths.most} digits${number === null ? '' : ' where it can be used with a number instead of a badge'}`;
  if (isRepeated(pin)) return 'a PIN that repeats itself is the first that is tried: take another';
  if (isRun(pin)) return 'a PIN that counts up or down is the first that is tried: take another';
  if (number !== null && (pin.includes(number) || number.includes(pin))) return 'the number and the PIN must have nothing to do with each other';
  return null;
}

/** 111111, 121212, 123123. */
function isRepeated(pin: string): boolean {
  return [1, 2, 3, 4, 6].some((length) => pin.length % length === 0 && pin.length > length && pin === pin.slice(0, length).repeat(pin.length / length));
}

/** 123456, 987654, 901234: round the clock. */
function isRun(pin: string): boolean {
  const steps = Array.from(pin.slice(1), (digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10);
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}
