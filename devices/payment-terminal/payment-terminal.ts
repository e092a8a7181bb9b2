import type { Device } from '../device.ts';
import type { Outcome } from '../outcome.ts';

export interface Approval {
  readonly authorisation: string | null;
  /** All that is ever kept of a card number. */
  readonly cardLast4: string | null;
}

export type Refusal = 'declined' | 'abandoned' | 'timed-out' | 'busy' | 'unavailable' | 'not-supported';

export interface Transaction {
  /** Euro cents, whole. */
  readonly amount: number;
  /** The caller's reference, unique for ever; echoed by the terminal where the protocol can. */
  readonly reference: string;
}

export interface PastTransaction extends Transaction {
  /** When it was asked for, ms since 1970, where that is known: so long ago, a terminal may have forgotten what it did. */
  readonly requestedAt?: number;
}

export interface GivingBack extends Transaction {
  /** The reference of the sale whose money is given back. */
  readonly original: string;
}

export interface PaymentTerminal extends Device {
  readonly kind: 'payment-terminal';
  pay(transaction: Transaction): Promise<Outcome<Approval, Refusal>>;
  /** What became of a payment whose answer was lost. `ok` = debited; `refused` = certainly not; else still `unknown`. */
  resolve(transaction: PastTransaction): Promise<Outcome<Approval, Refusal>>;
  /** Cancels the last sale, whole. */
  cancel(transaction: GivingBack): Promise<Outcome<void, Refusal>>;
  refund(transaction: GivingBack): Promise<Outcome<void, Refusal>>;
  /**
   * Whether it answers now, without any payment: nexo has a diagnosis for it (`devices.md` 4.4); Caisse-AP nothing but the
   * identification, and where that is not known, a connection that is taken.
   */
  test(): Promise<Outcome<void, Refusal>>;
}
