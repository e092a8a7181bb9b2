import type { SnapshotFrom } from 'xstate';
import { showCheckout, showFinished } from '../checkout/checkout-view.ts';
import { cents } from '../money.ts';
import { stepAt, type Shown } from '../shown.ts';
import { addReason, isShortOfLabels, payReason } from '../terminal/services.ts';
import { isWell } from '../terminal/world.ts';
import { showCorrection } from './address-correction.ts';
import { showArticles } from './articles.ts';
import { basketTotal, lineView } from './basket.ts';
import { showCopy } from './copy.ts';
import { showDropOff } from './drop-off.ts';
import { showSending } from './sending-view.ts';
import { addable, type SessionContext, type sessionMachine } from './session.ts';
import { showStamps } from './stamps.ts';
import { showSupplement } from './supplement.ts';
import { showTracking } from './tracking.ts';

/** The session as a screen: whichever machine is asking shows its own, the session itself the basket and the farewell. */
export function showSession(snapshot: SnapshotFrom<typeof sessionMachine>): Shown {
  const { context, children } = snapshot;
  const basket = basketTotal(context.lines);
  const { sending, correction, stamps, supplement, articles, dropOff, copy, tracking, checkout } = children;
  if (sending && snapshot.matches({ open: { journey: { preparing: 'sending' } } })) return showSending(sending.getSnapshot(), basket);
  if (correction && snapshot.matches({ open: { journey: { preparing: 'correcting' } } })) {
    return { ...showCorrection(correction.getSnapshot(), isWell(context.world.health.scanner)), money: { state: 'to-pay', amount: basket } };
  }
  if (stamps && snapshot.matches({ open: { journey: { preparing: 'stamps' } } })) return showStamps(stamps.getSnapshot(), basket);
  if (articles && snapshot.matches({ open: { journey: { preparing: 'articles' } } })) return showArticles(articles.getSnapshot(), basket);
  if (supplement && snapshot.matches({ open: { journey: { preparing: 'supplement' } } })) {
    const shown = showSupplement(supplement.getSnapshot());
    const rest = shown.body.screen === 'supplement' ? (shown.body.rest ?? 0) : 0;
    const amount = cents(basket + rest);
    return { ...shown, money: amount === 0 ? null : { state: 'to-pay', amount } };
  }
  if (dropOff && snapshot.matches({ open: { journey: { visiting: 'dropOff' } } })) return showDropOff(dropOff.getSnapshot());
  if (copy && snapshot.matches({ open: { journey: { visiting: 'copy' } } })) return showCopy(copy.getSnapshot());
  if (tracking && snapshot.matches({ open: { journey: { visiting: 'tracking' } } })) return showTracking(tracking.getSnapshot());
  if (checkout && snapshot.matches({ open: { journey: 'checkout' } })) return showCheckout(checkout.getSnapshot());
  if (snapshot.matches({ open: { journey: 'farewell' } })) return showFarewell(context);
  return {
    body: {
      screen: 'basket',
      lines: context.lines.map(lineView),
      total: basket,
      addReason: addReason(context.world, context.lines),
      payReason: payReason(context.world, context.lines, context.ports),
      labelsLeft: isShortOfLabels(context.world, context.lines) ? context.world.labelsLeft : null,
      withoutPapers: !isWell(context.world.health.papers),
      others: addable(context),
    },
    step: stepAt('basket'),
    money: basket === 0 ? null : { state: 'to-pay', amount: basket },
    back: 'cancel',
  };
}

function showFarewell({ checkout, dropOff }: SessionContext): Shown {
  if (checkout?.kind !== 'finished') {
    return {
      body: {
        screen: 'farewell',
        outcome: dropOff === null ? 'cancelled' : 'deposited',
        printed: dropOff?.deposited ?? 0,
        returned: cents(0),
        incident: null,
        papers: { proof: dropOff?.proof ?? 'none', receipt: 'none' },
        pieces: [],
      },
      step: null,
      money: null,
      back: null,
    };
  }
  return showFinished(checkout);
}
