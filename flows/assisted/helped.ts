import type { Locale } from '../intents.ts';
import type { Cents } from '../money.ts';
import type { Grams } from '../weight.ts';

/**
 * What a worker's act asks of the customer's session, once it was allowed and recorded. No intents: the link cannot send
 * them. A state in which one makes no sense ignores it, and `Situation` does not offer it there.
 */
export type Helped =
  | { readonly type: 'helped.step'; readonly step: HelpStep }
  /** The scale is not asked: every paper says that a person entered it. */
  | { readonly type: 'helped.weight'; readonly grams: Grams }
  | { readonly type: 'helped.limit'; readonly limit: 'size' | 'destination' }
  /** The address of a line in the basket is opened again, as it was. */
  | { readonly type: 'helped.address'; readonly line: string }
  | { readonly type: 'helped.line.removed'; readonly line: string }
  | { readonly type: 'helped.line.repriced'; readonly line: string; readonly unitPrice: Cents }
  /** Its number is void, and the piece gets a new label. */
  | { readonly type: 'helped.label.reprinted'; readonly piece: string; readonly staff: string }
  /** Somebody has looked: the label nobody was sure of came out, or did not. */
  | { readonly type: 'helped.label.told'; readonly piece: string; readonly printed: boolean }
  | { readonly type: 'helped.payment.asked' }
  /** Somebody has looked at the card terminal. */
  | { readonly type: 'helped.payment.told'; readonly debited: boolean }
  /** Their labels are void, and their price goes back: all of them is a cancellation. */
  | { readonly type: 'helped.refund'; readonly pieces: readonly string[]; readonly staff: string }
  /** The label stays good; a part of its price goes back. */
  | { readonly type: 'helped.allowance'; readonly piece: string; readonly amount: Cents; readonly staff: string }
  | { readonly type: 'helped.copy'; readonly document: HelpDocument }
  | { readonly type: 'helped.ended' };

/**
 * Somebody was called; a worker stands beside the customer, or has gone: while one is there the session asks nobody whether somebody
 * is, and ends nothing by itself.
 */
export type Helping = { readonly type: 'helper.awaited'; readonly by: Caller } | { readonly type: 'helper.joined' } | { readonly type: 'helper.left' };

/** Who called: a customer means to be found where they are, and the terminal may have called for what a machine needs. */
export type Caller = 'customer' | 'terminal';

/**
 * What was begun waits so long without a touch for whoever was called, ms; then the terminal asks, as it always does. **Our own
 * estimate**, for no measurement was found: long enough to come from a counter with a queue, and an end, for in a hall that is empty
 * at night nobody comes, and an address must not stay on the screen.
 */
export const awaitedPatience = 600_000;

/** Who is awaited after what was heard. */
export function awaitedNow(event: { readonly type: string; readonly by?: Caller }): Caller | null {
  return event.type === 'helper.awaited' ? (event.by ?? 'terminal') : null;
}

/** Where a worker can lead the customer. */
export const helpSteps = ['weigh', 'destination', 'format', 'offers', 'address', 'customs', 'basket'] as const;
export type HelpStep = (typeof helpSteps)[number];

export type HelpDocument = 'proof' | 'receipt' | 'slip' | 'customs';

export type HelpLanguage = Locale;
