import type { SnapshotFrom } from 'xstate';
import { basketTotal, lineView } from '../customer/basket.ts';
import { cents } from '../money.ts';
import type { CardRefusal, PrintFault } from '../ports.ts';
import { stepAt, type Shown } from '../shown.ts';
import { payReason } from '../terminal/services.ts';
import { isWell } from '../terminal/world.ts';
import type { ViewOf } from '../view.ts';
import type { checkoutMachine } from './checkout.ts';
import type { CheckoutContext } from './memory.ts';
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
  if (snapshot.matches('opening') || snapshot.matches('paying') || snapshot.matches('checking')) {
    return {
      body: { screen: 'pay', phase: snapshot.matches('checking') ? 'checking' : 'presenting', amount: context.total, lines: context.lines.map(lineView) },
      step: stepAt('pay'),
      money: { state: 'to-pay', amount: context.total },
      back: null,
    };
  }
  const after = { step: stepAt('labels'), money: moneyAfter(context), back: null } as const;
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
  if (snapshot.matches('refunding')) return { ...after, body: { screen: 'refunding', pieces, amount: undeliveredValue(context.pieces) } };
  const printing = snapshot.matches('printingPapers') || snapshot.matches('slipping') || snapshot.matches('stranded') || snapshot.matches('settling');
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

