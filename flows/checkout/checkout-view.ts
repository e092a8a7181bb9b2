import type { SnapshotFrom } from 'xstate';
import { basketTotal, lineView } from '../customer/basket.ts';
import { cents } from '../money.ts';
import type { CardRefusal, PrintFault } from '../ports.ts';
import { stepAt, type Shown } from '../shown.ts';
import { payReason } from '../terminal/services.ts';
import { isWell } from '../terminal/world.ts';
import type { ViewOf } from '../view.ts';
import type { checkoutMachine } from './checkout.ts';
import { finishedOf } from './finished.ts';
import { givingAmount } from './checkout-help.ts';
import type { CheckoutContext, Finished } from './memory.ts';
import { isPosted, pieceView, returnedValue, undeliveredValue } from './piece.ts';

/** From 25 € the law wants a note (arrêté 83-50/A of 1983-10-03, `postal.md` 3.6). */
const noteFrom = cents(25_00);

export function showCheckout(snapshot: SnapshotFrom<typeof checkoutMachine>): Shown {
  const { context } = snapshot;
  const pieces = context.pieces.map(pieceView);
  if (snapshot.matches('notRecorded') || snapshot.matches('refused') || snapshot.matches('givingUp') || snapshot.matches('backToBasket')) {
    const reason = snapshot.matches('notRecorded') ? 'not-recorded' : refusalReason(context.refusal);
    const retryReason = payReason(context.world, context.lines, context.ports);
    return { body: { screen: 'payment-refused', amount: context.total, reason, retryReason }, step: stepAt('pay'), money: { state: 'to-pay', amount: context.total }, back: 'back' };
  }
  if (snapshot.matches('opening') || snapshot.matches('paying') || isAsking(snapshot)) {
    return {
      body: { screen: 'pay', phase: isAsking(snapshot) ? 'checking' : 'presenting', amount: context.total, lines: context.lines.map(lineView) },
      step: stepAt('pay'),
      money: { state: 'to-pay', amount: context.total },
      back: null,
    };
  }
  const after = { step: stepAt('labels'), money: moneyAfter(context), back: null } as const;
  if (snapshot.matches('waiting')) return showFinished(finishedOf(context));
  if (snapshot.matches('issuing')) return { ...after, body: { screen: 'issuing', pieces } };
  if (snapshot.matches('troubled')) {
    return {
      ...after,
      body: {
        screen: 'label-trouble',
        pieces,
        fault: faultShown(context.fault),
        canRetry: isWell(context.world.health.labels),
        refund: undeliveredValue(context.pieces),
      },
    };
  }
  if (snapshot.matches('refunding')) return { ...after, body: { screen: 'refunding', pieces, amount: givingAmount(context) } };
  const printing = snapshot.matches('printingPapers') || snapshot.matches('copying') || snapshot.matches('slipping') || snapshot.matches('stranded') || snapshot.matches('settling');
  return {
    ...after,
    body: {
      screen: 'deposit',
      pieces,
      returned: returnedValue(context.pieces),
      incident: context.incident,
      papers: printing ? 'printing' : isWell(context.world.health.papers) ? 'offered' : 'unavailable',
      into: context.pieces.some((piece) => isPosted(piece.line) && piece.state === 'printed') ? context.ports.drop : null,
      scanner: isWell(context.world.health.scanner),
      problem: context.scanned,
      noteDue: basketTotal(context.lines) >= noteFrom,
    },
  };
}

/** What has become of the money is being asked: by the terminal itself, or at a worker's wish. */
function isAsking(snapshot: SnapshotFrom<typeof checkoutMachine>): boolean {
  return snapshot.matches('checking') || snapshot.matches('asking') || snapshot.matches('clearing');
}

/** The last screen of a sale. */
export function showFinished({ incident, returned, printed, posted, awaited, paid, papers, pieces }: Finished): Shown {
  // What nobody saw at the drop is still in its sender's hands, and the screen must not say otherwise than the proof.
  const sent = !posted ? 'bought' : awaited > 0 ? 'franked' : 'sent';
  const outcome = incident !== null ? 'incident' : returned === 0 ? sent : printed > 0 ? 'partly-returned' : 'returned';
  return {
    body: { screen: 'farewell', outcome, printed, returned, incident, papers, pieces: [...pieces] },
    step: null,
    money: paid === null ? null : returned === paid ? { state: 'returned', amount: returned } : { state: 'paid', amount: cents(paid - returned) },
    back: null,
  };
}

function moneyAfter(context: CheckoutContext): Shown['money'] {
  // Nobody knows whether the card was debited: neither "paid" nor "to pay" would be true.
  if (context.approval === null) return null;
  const returned = returnedValue(context.pieces);
  return returned === context.total ? { state: 'returned', amount: returned } : { state: 'paid', amount: cents(context.total - returned) };
}

function refusalReason(reason: CardRefusal | 'not-recorded'): ViewOf<'payment-refused'>['reason'] {
  switch (reason) {
    case 'declined':
    case 'abandoned':
    case 'timed-out':
    case 'not-recorded':
      return reason;
    case 'busy':
    case 'unavailable':
    case 'not-supported':
      return 'terminal-unavailable';
  }
}

function faultShown(fault: PrintFault): ViewOf<'label-trouble'>['fault'] {
  return fault === 'silent' ? 'offline' : fault;
}

