import type { SnapshotFrom } from 'xstate';
import { checkoutHelp } from '../checkout/checkout-help.ts';
import { copyable } from '../checkout/copies.ts';
import { lineView } from '../customer/basket.ts';
import { openSteps, overridable, placeForbidden } from '../customer/sending-help.ts';
import type { sendingMachine } from '../customer/sending.ts';
import type { SessionContext, sessionMachine } from '../customer/session.ts';
import { cents, type Cents } from '../money.ts';
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
  /** What the tariff asks for one of each: by how much a price may be changed is measured from there, however often it is. */
  readonly tariffPrices: Readonly<Record<string, Cents>>;
  /** Of these lines, those that have an address. */
  readonly addressed: readonly string[];
  /** Printed labels that can be made void and printed again. */
  readonly reprintable: readonly PieceView[];
  /** Why a label that waits cannot be printed yet; null when it can, or none waits. */
  readonly reprintWaits: 'device-unavailable' | 'device-first' | null;
  /** Labels nobody is sure of. */
  readonly doubtful: readonly PieceView[];
  /** Nobody knows whether the card was debited. */
  readonly paymentUnknown: boolean;
  /** What can be given back, piece by piece; empty when nothing was paid or nothing is left. */
  readonly refundable: readonly PieceView[];
  /** Paid, and not yet given back. */
  readonly returnable: Cents;
  /** Of this sale, what has gone back or was left to a person to pay: what needs a second person is measured with it, in however many parts. */
  readonly givenBack: Cents;
  /** Papers of this sale that can be printed again. */
  readonly documents: readonly HelpDocument[];
  /** The session can be ended now: nothing is under way. */
  readonly endable: boolean;
}

/** What there is before anything can be helped with, and where nothing can. */
const nothing: Omit<Situation, 'screen'> = {
  session: '',
  sale: null,
  personal: false,
  steps: [],
  weight: false,
  limits: [],
  lines: [],
  tariffPrices: {},
  addressed: [],
  reprintable: [],
  reprintWaits: null,
  doubtful: [],
  paymentUnknown: false,
  refundable: [],
  returnable: cents(0),
  givenBack: cents(0),
  documents: [],
  endable: false,
};

/** Addresses and what customs must know stand on these; a town alone stands on others, as it does on every parcel. */
const personalScreens: ReadonlySet<Screen> = new Set<Screen>(['address', 'pick-up', 'customs']);

/** The session, read for a worker. @param snapshot null when no customer is there. */
export function situationOf(snapshot: SnapshotFrom<typeof sessionMachine> | null, screen: Screen): Situation {
  if (snapshot === null) return { ...nothing, screen };
  const { context, children } = snapshot;
  const known = { ...nothing, session: context.session, screen, personal: personalScreens.has(screen) };
  if (snapshot.matches({ open: { journey: 'preparing' } })) {
    const sending = snapshot.matches({ open: { journey: { preparing: 'sending' } } }) ? children.sending?.getSnapshot() : undefined;
    const inBasket = snapshot.matches({ open: { journey: { preparing: 'basket' } } });
    return { ...known, ...basketHelp(context, inBasket), ...(sending === undefined ? {} : sendingHelp(sending)), endable: true };
  }
  if (snapshot.matches({ open: { journey: 'visiting' } })) return { ...known, endable: true };
  if (snapshot.matches({ open: { journey: 'checkout' } }) && children.checkout) return { ...known, ...checkoutHelp(children.checkout.getSnapshot()) };
  if (!snapshot.matches({ open: { journey: 'farewell' } })) return known;
  const sale = context.checkout?.kind === 'finished' ? context.checkout.sale : null;
  return { ...known, sale, documents: sale === null ? [] : copyable(context.ports, sale), endable: true };
}

/** An address is opened from the basket alone, so that it comes back there. */
function basketHelp({ lines }: SessionContext, inBasket: boolean): Pick<Situation, 'lines' | 'tariffPrices' | 'addressed' | 'steps'> {
  return {
    lines: lines.map(lineView),
    tariffPrices: Object.fromEntries(lines.map(({ line, unitPrice, tariffPrice }) => [line, tariffPrice ?? unitPrice])),
    addressed: inBasket ? lines.filter((line) => line.addressee !== null).map(({ line }) => line) : [],
    steps: lines.length > 0 && !inBasket ? ['basket'] : [],
  };
}

function sendingHelp(snapshot: SnapshotFrom<typeof sendingMachine>): Pick<Situation, 'steps' | 'weight' | 'limits'> {
  const { context } = snapshot;
  const limits = snapshot.matches('country') && placeForbidden(context) ? (['destination'] as const) : overridable(context);
  return { steps: openSteps(context), weight: true, limits };
}
