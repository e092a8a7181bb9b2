import type { Cents } from '../money.ts';
import type { LineView, PieceView, Screen } from '../view.ts';
import type { HelpDocument, HelpStep } from './helped.ts';

/** What a worker finds when joining: what can be done here, as data. The session says it of itself; what is empty is not offered. */
export interface Situation {
  /** Empty when no customer is there. */
  readonly session: string;
  readonly screen: Screen;
  /** The sale that is being paid or has been; null before. */
  readonly sale: string | null;
  /** The customer's addresses or customs data are on the screen: the customer is asked before a worker sees them (SEC-24). */
  readonly personal: boolean;
  readonly steps: readonly HelpStep[];
  /** A weight can be entered by hand now. */
  readonly weight: boolean;
  /** Which limit forbids what the customer wants, and could be overridden. */
  readonly limits: readonly ('size' | 'destination')[];
  /** Lines that can still be removed or priced otherwise: nothing has been paid. */
  readonly lines: readonly LineView[];
  /** Of these lines, those that have an address. */
  readonly addressed: readonly string[];
  /** Printed labels that can be made void and printed again. */
  readonly reprintable: readonly PieceView[];
  /** Labels nobody is sure of. */
  readonly doubtful: readonly PieceView[];
  /** Nobody knows whether the card was debited. */
  readonly paymentUnknown: boolean;
  /** What can be given back, piece by piece; empty when nothing was paid or nothing is left. */
  readonly refundable: readonly PieceView[];
  /** Paid, and not yet given back. */
  readonly returnable: Cents;
  /** Papers of this sale that can be printed again. */
  readonly documents: readonly HelpDocument[];
  /** The session can be ended now: nothing is under way. */
  readonly endable: boolean;
}
