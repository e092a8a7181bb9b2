import { centsOf } from './nexo-amount.ts';
import { isAnswerTo, type Asked, type Moving, type NexoAnswer, type PaymentResponse, type ReversalResponse, type TransactionId } from './nexo-message.ts';
import type { NexoSettings } from './nexo-settings.ts';
import { undecided, verdictOfPayment, verdictOfReversal, type Expected, type Verdict } from './nexo-verdict.ts';

/** What the terminal remembers of a transaction, as TransactionStatus tells it (`devices.md` 4.4). */

/** A request that moves money, and what its answer must say. */
export interface Move extends Asked, Expected {
  readonly category: Moving;
}

/** What a question about a move may find besides a verdict on it. */
export type Found = Verdict | { readonly kind: 'in-progress' } | { readonly kind: 'not-found' };

interface Bodies {
  readonly PaymentResponse?: PaymentResponse | undefined;
  readonly ReversalResponse?: ReversalResponse | undefined;
}

/** What an answer, given at once or repeated, says of the move that it answers. */
export function verdictOf({ PaymentResponse, ReversalResponse }: Bodies, move: Move): Verdict {
  switch (move.category) {
    case 'Payment':
      return PaymentResponse ? verdictOfPayment(PaymentResponse, move) : undecided('the answer says nothing of a payment');
    case 'Reversal':
      return ReversalResponse ? verdictOfReversal(ReversalResponse, move.amount) : undecided('the answer says nothing of a reversal');
  }
}

export function foundIn(answer: NexoAnswer, move: Move, settings: NexoSettings): Found {
  const condition = failure(answer);
  if (condition === 'InProgress' || condition === 'Busy') return { kind: 'in-progress' };
  if (condition === 'NotFound') return { kind: 'not-found' };
  const bodies = repeated(answer, move, settings);
  return bodies ? verdictOf(bodies, move) : undecided('the status does not tell of that transaction');
}

/** A sale that was debited: how the terminal calls it, and for how many cents it was; null when it tells of none such. */
export function saleIn(answer: NexoAnswer, reference: string, asked: Asked, settings: NexoSettings): { readonly transaction: TransactionId; readonly amount: number } | null {
  const payment = failure(answer) === null ? repeated(answer, asked, settings)?.PaymentResponse : undefined;
  const amount = centsOf(payment?.PaymentResult?.AmountsResp?.AuthorizedAmount ?? Number.NaN);
  if (!payment || amount === null) return null;
  const verdict = verdictOfPayment(payment, { amount, reference, paymentType: 'Normal' });
  return verdict.kind === 'done' ? { transaction: verdict.transaction, amount } : null;
}

/** Null when the question succeeded. */
function failure({ TransactionStatusResponse: status }: NexoAnswer): string | null {
  if (status === undefined) return 'none';
  return status.Response.Result === 'Success' ? null : (status.Response.ErrorCondition ?? 'none');
}

function repeated({ TransactionStatusResponse: status }: NexoAnswer, asked: Asked, settings: NexoSettings): Bodies | null {
  const found = status?.Response.Result === 'Success' ? status.RepeatedMessageResponse : undefined;
  return found && isAnswerTo(asked, found.MessageHeader, settings) ? found.RepeatedResponseMessageBody : null;
}
