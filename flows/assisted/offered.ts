import type { SessionAct } from './acts.ts';
import { sessionActs, type Role } from './acts.ts';
import { mayDo } from './permissions.ts';
import type { Situation } from './situation.ts';

/** What a worker can do here and now: what the role allows, of what makes sense. */

/** Whether an act makes sense, whoever asks. Language and preferences are changed with the keys that customers have, too. */
const sensible: { readonly [A in SessionAct]: (situation: Situation) => boolean } = {
  'step.opened': ({ steps }) => steps.length > 0,
  'weight.entered': ({ weight }) => weight,
  'size.overridden': ({ limits }) => limits.includes('size'),
  'destination.overridden': ({ limits }) => limits.includes('destination'),
  'address.corrected': ({ addressed }) => addressed.length > 0,
  'line.removed': ({ lines }) => lines.length > 0,
  'line.repriced': ({ lines }) => lines.length > 0,
  'label.reprinted': ({ reprintable }) => reprintable.length > 0,
  'label.found': ({ doubtful }) => doubtful.length > 0,
  'label.missing': ({ doubtful }) => doubtful.length > 0,
  'payment.asked': ({ paymentUnknown }) => paymentUnknown,
  'payment.debited': ({ paymentUnknown }) => paymentUnknown,
  'payment.not-debited': ({ paymentUnknown }) => paymentUnknown,
  'sale.cancelled': ({ refundable }) => refundable.length > 0,
  'item.refunded': ({ refundable }) => refundable.length > 0,
  'amount.refunded': ({ refundable }) => refundable.some(({ state }) => state === 'printed'),
  'document.copied': ({ documents }) => documents.length > 0,
  'language.changed': () => true,
  'preferences.changed': () => true,
  'session.ended': ({ endable }) => endable,
};

/** What has gone wrong comes first: that is what a worker was called for. The end comes last. */
const order: readonly SessionAct[] = [
  'label.reprinted',
  'label.found',
  'label.missing',
  'payment.asked',
  'payment.debited',
  'payment.not-debited',
  'item.refunded',
  'sale.cancelled',
  'amount.refunded',
  'weight.entered',
  'size.overridden',
  'destination.overridden',
  'address.corrected',
  'line.repriced',
  'line.removed',
  'document.copied',
  'step.opened',
  'session.ended',
];

export function isSessionAct(act: string): act is SessionAct {
  return sessionActs.some((one) => one === act);
}

/** Whether this act can be done now by that role: permission × situation. */
export function isOffered(role: Role, act: SessionAct, situation: Situation): boolean {
  return situation.session !== '' && mayDo(role, act) && sensible[act](situation);
}

/** What the role can do here, the most fitting first. */
export function actsOffered(role: Role, situation: Situation): SessionAct[] {
  return order.filter((act) => isOffered(role, act, situation));
}

/** Something has gone wrong that a person is called for: a label, a payment nobody is sure of, a limit that forbids what is wanted. */
export function isWrong({ screen, doubtful, paymentUnknown, limits }: Situation): boolean {
  return screen === 'label-trouble' || doubtful.length > 0 || paymentUnknown || limits.length > 0;
}

/** An act as the panel lists it: possible, or why not yet. */
export interface ListedAct {
  readonly act: SessionAct;
  readonly refusal: Situation['reprintWaits'];
}

/**
 * What the panel lists, the most fitting first. What a worker was called for and cannot be done before a device is well again keeps
 * its place there: nobody must hunt for it, and what stands second is not what is meant.
 */
export function actsListed(role: Role, situation: Situation): ListedAct[] {
  const { reprintWaits, reprintable } = situation;
  const waits = reprintWaits !== null && reprintable.length === 0 && mayDo(role, 'label.reprinted');
  const possible = actsOffered(role, situation).map((act) => ({ act, refusal: null }));
  return waits ? [{ act: 'label.reprinted', refusal: reprintWaits }, ...possible] : possible;
}
