import { isWholeCardNumber, lastFourOf } from './card-number.ts';
import { centsOf } from './nexo-amount.ts';
import type { NexoResponse, PaymentResponse, ReversalResponse, TransactionId } from './nexo-message.ts';
import type { Approval, Refusal } from './payment-terminal.ts';

/** What an answer says of the money, failing closed: whatever contradicts itself or our request decides nothing. */
export type Verdict =
  | { readonly kind: 'done'; readonly approval: Approval; readonly transaction: TransactionId; readonly unmasked: boolean }
  | { readonly kind: 'reversed' }
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly detail: string }
  /** `detail` is made of our own words only: nothing a terminal writes, such as a card number, gets into it. */
  | { readonly kind: 'undecided'; readonly reason: Refusal; readonly detail: string };

/** Each ErrorCondition of `devices.md` 4.4 but InProgress: with "failure" that one contradicts itself. */
const refusals: Readonly<Record<string, Refusal>> = {
  Aborted: 'abandoned',
  Busy: 'busy',
  Cancel: 'abandoned', // also when nobody presented a card in time: the protocol has no word of its own for it
  DeviceOut: 'unavailable',
  InsertedCard: 'busy', // somebody's card is still in the reader
  InvalidCard: 'declined',
  LoggedOut: 'unavailable',
  MessageFormat: 'not-supported',
  NotAllowed: 'not-supported',
  NotFound: 'not-supported',
  PaymentRestriction: 'declined',
  Refusal: 'declined',
  UnavailableDevice: 'unavailable',
  UnavailableService: 'not-supported',
  UnreachableHost: 'unavailable',
  WrongPIN: 'declined',
};

export interface Expected {
  /** Euro cents. */
  readonly amount: number;
  readonly reference: string;
  readonly paymentType: 'Normal' | 'Refund';
}

export function verdictOfPayment({ Response, SaleData, POIData, PaymentResult }: PaymentResponse, { amount, reference, paymentType }: Expected): Verdict {
  const echoed = SaleData?.SaleTransactionID.TransactionID;
  if (echoed !== undefined && echoed !== reference) return undecided('the answer names another sale');
  const { AmountsResp: amounts, PaymentType: type } = PaymentResult ?? {};
  const authorised = amounts === undefined ? undefined : centsOf(amounts.AuthorizedAmount);
  if (Response.Result === 'Failure' && authorised !== undefined && authorised !== 0) return undecided('the answer contradicts itself: failure, yet an amount is authorised');
  const failed = failureOf(Response);
  if (failed) return failed;
  if (echoed === undefined || POIData === undefined) return undecided('success, but the answer does not name the sale on both sides');
  if (authorised !== amount) return undecided('success, but for another amount than was asked');
  if (amounts?.Currency !== 'EUR') return undecided('success, but not in euros');
  if (type !== undefined && type !== paymentType) return undecided('success, but of another kind of transaction');
  const card = PaymentResult?.PaymentInstrumentData?.CardData;
  const authorisation = PaymentResult?.PaymentAcquirerData?.ApprovalCode ?? '';
  return {
    kind: 'done',
    approval: { authorisation: /^[0-9A-Za-z]{1,10}$/.test(authorisation) ? authorisation : null, cardLast4: lastFourOf(card?.MaskedPan) },
    transaction: POIData.POITransactionID,
    unmasked: isWholeCardNumber(card?.MaskedPan?.replaceAll(' ', '')) || card?.SensitiveCardData !== undefined,
  };
}

/** A reversal is of the whole: where an amount comes back, it is the whole amount. */
export function verdictOfReversal({ Response, ReversedAmount }: ReversalResponse, amount: number): Verdict {
  const failed = failureOf(Response);
  if (failed) return failed;
  if (ReversedAmount !== undefined && centsOf(ReversedAmount) !== amount) return undecided('reversed, but another amount than was asked');
  return { kind: 'reversed' };
}

/** Null when it says success and nothing against it. */
function failureOf({ Result, ErrorCondition }: NexoResponse): Verdict | null {
  switch (Result) {
    case 'Success':
      return ErrorCondition === undefined ? null : undecided('the answer contradicts itself: success, yet an error');
    case 'Partial':
      return undecided('only a part was authorised');
    case 'Failure': {
      const reason = Object.hasOwn(refusals, ErrorCondition ?? '') ? refusals[ErrorCondition ?? ''] : undefined;
      return reason === undefined ? undecided('failure, for a reason that is none') : { kind: 'refused', reason, detail: `failure, ${ErrorCondition}` };
    }
  }
}

export function undecided(detail: string, reason: Refusal = 'unavailable'): Verdict {
  return { kind: 'undecided', reason, detail };
}
