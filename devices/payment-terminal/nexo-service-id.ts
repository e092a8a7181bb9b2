import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';

/**
 * ServiceIDs: at most ten letters and digits, never used twice, for ever (`devices.md` 4.4). That of a transaction is made of our
 * own reference, which is unique for ever: after a restart nothing but the reference is needed to ask for it. The others are made
 * of the time. The first character keeps the two apart.
 */

const size = 9;
const space = 36n ** BigInt(size);

/** Of the payment, reversal or refund with that reference, today and in ten years. */
export function serviceIdOf(reference: string): string {
  const number = createHash('sha256').update(`moulin nexo\n${reference}`).digest().readBigUInt64BE() % space;
  return `T${written(number)}`;
}

/** Those of questions: 36 for each millisecond, and always more than the last one, however the clock is set. */
export class QuestionIds {
  readonly #clock: Clock;
  #last = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const now = BigInt(this.#clock.now()) * 36n;
    this.#last = now > this.#last ? now : this.#last + 1n;
    return `Q${written(this.#last % space)}`;
  }
}

function written(number: bigint): string {
  return number.toString(36).toUpperCase().padStart(size, '0');
}
