import type { Transaction } from './payment-terminal.ts';

/** Why a transaction cannot be put on the wire, in words for the log; null when it can. `most` is the protocol's own, in cents. */
export function whatCannotBeSent({ amount, reference }: Transaction, most: number): string | null {
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > most) return `the amount is not a whole number of cents from 1 to ${most}`;
  // Up to 99 characters (PayXpert). A blank at an end would not survive a terminal that trims.
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,97}[\x21-\x7e])?$/.test(reference)) return 'the reference is not 1 to 99 printable ASCII characters';
  return null;
}
