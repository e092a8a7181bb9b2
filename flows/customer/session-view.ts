import type { SnapshotFrom } from 'xstate';
import { formatAddress } from '../addresses/address.ts';
import { showCheckout } from '../checkout/checkout-view.ts';
import { cents } from '../money.ts';
import { destinationChoices, formatChoices } from '../postage/limits.ts';
import { saving } from '../postage/quote.ts';
import { stepAt, type Shown } from '../shown.ts';
import { payReason } from '../terminal/services.ts';
import { grams } from '../weight.ts';
import type { addressEntryMachine } from './address-entry.ts';
import { basketLimit, basketTotal, itemCount, lineView } from './basket.ts';
import { chosenOffer } from './item.ts';
import { weighing } from './pan.ts';
import type { SessionContext, sessionMachine } from './session.ts';

/** The session's state as a screen. One branch a state; the machine decides, this only says it. */
export function showSession(snapshot: SnapshotFrom<typeof sessionMachine>): Shown {
  const { context } = snapshot;
  if (snapshot.matches({ open: { journey: 'checkout' } })) {
    const checkout = snapshot.children.checkout;
    if (checkout) return showCheckout(checkout.getSnapshot());
  }
  if (snapshot.matches({ open: { journey: 'farewell' } }) && context.checkout?.kind === 'finished') return showFarewell(context.checkout);
  const money = moneyToPay(context);
  const item = context.item;
  const weight = item?.grams ?? grams(0);
  if (snapshot.matches({ open: { journey: { preparing: 'destination' } } })) {
    return { body: { screen: 'destination', grams: weight, choices: destinationChoices() }, step: stepAt('destination'), money, back: 'back' };
  }
  if (snapshot.matches({ open: { journey: { preparing: 'format' } } })) {
    return { body: { screen: 'format', grams: weight, choices: formatChoices(weight) }, step: stepAt('choose'), money, back: 'back' };
  }
  if (snapshot.matches({ open: { journey: { preparing: 'offers' } } }) && item !== null && item.format !== null && item.tariff !== null) {
    const chosen = chosenOffer(item);
    return {
      body: {
        screen: 'offers',
        grams: weight,
        kind: item.format,
        offers: [...item.offers],
        selected: chosen?.product ?? null,
        saving: chosen === null ? null : saving(chosen.product, weight, item.tariff),
        priceBefore: item.priceBefore,
      },
      step: stepAt('choose'),
      money,
      back: 'back',
    };
  }
  const party = snapshot.matches({ open: { journey: { preparing: 'addressee' } } }) ? 'addressee' : 'sender';
  const address = snapshot.children.address;
  if (address && (party === 'addressee' || snapshot.matches({ open: { journey: { preparing: 'sender' } } }))) {
    return { body: addressBody(party, address.getSnapshot()), step: stepAt('address'), money, back: 'back' };
  }
  if (snapshot.matches({ open: { journey: { preparing: 'basket' } } })) {
    return {
      body: {
        screen: 'basket',
        lines: context.lines.map(lineView),
        total: basketTotal(context.lines),
        addReason: itemCount(context.lines) < basketLimit ? null : 'basket-full',
        payReason: payReason(context.world, context.lines, context.ports.ledger),
      },
      step: stepAt('basket'),
      money,
      back: 'cancel',
    };
  }
  // The same item put back needs no zero before it.
  const seen = weighing(context.purpose === 'again' ? { ...context.pan, zeroSeen: true } : context.pan);
  return {
    body: {
      screen: 'weigh',
      weighing: seen.state,
      grams: seen.grams,
      purpose: context.purpose,
    },
    step: stepAt('weigh'),
    money,
    back: context.purpose === 'first' ? 'cancel' : 'back',
  };
}

/** The price is on the screen from the first offer on: what is in the basket, and the offer that is chosen. */
function moneyToPay(context: SessionContext): Shown['money'] {
  const chosen = context.item === null ? null : chosenOffer(context.item);
  const amount = cents(basketTotal(context.lines) + (chosen?.price ?? 0));
  return amount === 0 && chosen === null ? null : { state: 'to-pay', amount };
}

function addressBody(party: 'addressee' | 'sender', snapshot: SnapshotFrom<typeof addressEntryMachine>): Shown['body'] {
  const part = snapshot.value === 'left' ? 'check' : snapshot.value;
  const { draft, towns, problems } = snapshot.context;
  return {
    screen: 'address',
    party,
    part,
    draft,
    towns: towns.map((town) => town.label),
    problems: [...problems],
    lines: part === 'check' ? [...formatAddress(draft)] : [],
  };
}

function showFarewell(end: Extract<NonNullable<SessionContext['checkout']>, { kind: 'finished' }>): Shown {
  const outcome = end.incident !== null ? 'incident' : end.returned === 0 ? 'sent' : end.printed > 0 ? 'partly-returned' : 'returned';
  return {
    body: { screen: 'farewell', outcome, printed: end.printed, returned: end.returned, incident: end.incident, papers: end.papers },
    step: null,
    money: end.returned === end.paid ? { state: 'returned', amount: end.returned } : { state: 'paid', amount: cents(end.paid - end.returned) },
    back: null,
  };
}
