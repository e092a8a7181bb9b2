import type { Caller, HelpDocument, Helped, Helping } from '../assisted/helped.ts';
import type { BasketLine } from '../customer/basket.ts';
import type { IncidentCause } from '../facts.ts';
import type { Intent } from '../intents.ts';
import { cents, type Cents } from '../money.ts';
import type { CardApproval, CardRefusal, EpochMs, Ports, PrintFault, Scan } from '../ports.ts';
import type { PaceChanged } from '../preferences.ts';
import type { World, WorldChanged } from '../terminal/world.ts';
import type { PieceView } from '../view/pieces.ts';
import type { ScanProblem } from '../view.ts';
import { retryUntil } from './incidents.ts';
import type { PaymentRequest } from './money-steps.ts';
import type { Piece } from './piece.ts';

/** What the checkout is given, remembers and leaves behind. */

export interface CheckoutInput {
  readonly ports: Ports;
  readonly session: string;
  readonly lines: readonly BasketLine[];
  readonly world: World;
  /** A worker stands beside the customer. */
  readonly helped: boolean;
  /** Who has called somebody who has not come yet. */
  readonly awaited: Caller | null;
  /** Whoever listens, or asked for it, has longer for everything. */
  readonly unhurried: boolean;
}

export interface Incident {
  readonly reference: string;
  readonly amount: Cents;
  readonly slip: 'printed' | 'not-printed';
  /** Until then the terminal itself tries to give it back; null when it does not. */
  readonly retryUntil: EpochMs | null;
}

export type { IncidentCause };

export type PaperEnd = 'none' | 'printed' | 'failed';

export interface Finished {
  readonly kind: 'finished';
  readonly sale: string;
  /** Null when nobody knows whether the card was debited. */
  readonly paid: Cents | null;
  readonly printed: number;
  /** Something was posted, and not only bought. */
  readonly posted: boolean;
  /** How many of them nobody has seen at the drop. */
  readonly awaited: number;
  readonly returned: Cents;
  readonly incident: Incident | null;
  readonly papers: { readonly proof: PaperEnd; readonly receipt: PaperEnd };
  /** As screens say them: no name and no street. */
  readonly pieces: readonly PieceView[];
  /** The last screen has been shown already: nothing more is to be said. */
  readonly dismissed: boolean;
}

export type CheckoutOutput = { readonly kind: 'back-to-basket' } | Finished;

/** What goes back to the card: all that waits for a label, what a worker chose, or a part of a price. */
export type Giving =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'chosen'; readonly pieces: readonly string[] }
  | { readonly kind: 'allowance'; readonly piece: string; readonly amount: Cents };

export type CheckoutEvent = Intent | WorldChanged | PaceChanged | Helped | Helping | { readonly type: 'code.scanned'; readonly scan: Scan };

export interface CheckoutContext extends CheckoutInput {
  readonly total: Cents;
  readonly sale: string;
  readonly attempt: number;
  readonly refusal: CardRefusal | 'not-recorded';
  readonly approval: CardApproval | null;
  readonly pieces: readonly Piece[];
  readonly fault: PrintFault;
  readonly incident: Incident | null;
  readonly incidentCause: IncidentCause;
  readonly refunds: number;
  readonly giving: Giving;
  /** Which money the last slip was about: the same is not printed unasked a second time. */
  readonly slipSaid: string | null;
  /** What a worker has asked to be printed again. */
  readonly copied: HelpDocument;
  readonly dismissed: boolean;
  /** The customer went back to the basket: nothing was debited. */
  readonly gaveUp: boolean;
  /** What the last scan at the drop was, when it was no label of this purchase. */
  readonly scanned: ScanProblem | null;
  readonly wanted: { readonly proof: boolean; readonly receipt: boolean };
  readonly papers: { readonly proof: PaperEnd; readonly receipt: PaperEnd };
}

/** The payment of this attempt: its reference is never used twice. */
export function requestOf(context: CheckoutContext): PaymentRequest {
  return { sale: context.sale, reference: `${context.sale}-P${context.attempt}`, amount: context.total };
}

/** One slip for the customer: the first reference and cause stand on it, with all that is owed. */
export function withIncident(context: CheckoutContext, cause: IncidentCause, reference: string, amount: Cents): Pick<CheckoutContext, 'incident' | 'incidentCause'> {
  const { incident, ports, sale } = context;
  const until = retryUntil(ports, ports.ledger.factsOfSale(sale));
  if (incident !== null) return { incident: { ...incident, amount: cents(incident.amount + amount), retryUntil: until }, incidentCause: context.incidentCause };
  return { incident: { reference, amount, slip: 'not-printed', retryUntil: until }, incidentCause: cause };
}

/** What is left open once a part of it has been settled; null when nothing is. */
export function withoutSettled(incident: Incident | null, settled: Cents): Incident | null {
  if (incident === null || settled === 0) return incident;
  return settled >= incident.amount ? null : { ...incident, amount: cents(incident.amount - settled) };
}
