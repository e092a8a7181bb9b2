import { phoneProblems } from '../addresses/phone.ts';
import type { DestinationEntry } from '../destinations/book.ts';
import { ruleAgainst } from '../destinations/destinations.ts';
import type { Localised } from '../localised.ts';
import { parisDay } from '../postage/paris.ts';
import type { PickUpPoint, Reason } from '../view.ts';
import { chosenOffer, chosenPrice, missingPostage, type Item } from './item.ts';
import type { SendingContext } from './sending-memory.ts';

/** What the questions about an item offer as answers: the chart lets pass what these let pass, and the screen shows them. */

export interface ContentsChoice {
  readonly id: 'documents' | 'goods';
  readonly reason: Reason | null;
  readonly note: Localised | null;
}

/** Documents or goods: what a rule forbids is shown with its sentence. */
export function contentsChoices({ ports, supplement }: Pick<SendingContext, 'ports' | 'supplement'>, destination: DestinationEntry, waived: Item['waived'] = []): ContentsChoice[] {
  const day = parisDay(ports.clock.now());
  return (['documents', 'goods'] as const).map((contents) => {
    const rules = (['letter', 'parcel'] as const).map((kind) => ruleAgainst(waived.includes('destination') ? [] : ports.destinations.rules, { code: destination.code, kind, contents, day }));
    const [rule] = rules;
    // Only what neither a letter nor a parcel may carry is closed here; the offers explain the rest.
    if (rule && rules.every((one) => one !== null)) return { id: contents, reason: rule.effect, note: rule.note };
    // Customs papers come with a number, and a number with a label of its own; what they say must be kept for the back office.
    const closed = contents === 'goods' && (supplement || ports.preAdvice.trouble() !== null);
    return { id: contents, reason: closed ? 'at-the-counter' : null, note: null };
  });
}

/** Pick-up points near the addressee. */
export function pointsFor({ ports, item }: Pick<SendingContext, 'ports' | 'item'>): readonly PickUpPoint[] {
  return item?.addressee ? ports.pickUpPoints.near(item.addressee.postcode) : [];
}

/** Who is waited for at a pick-up point must be reachable; abroad, customs and carriers ask for it where they can. */
export function phoneFor(item: Item | null): 'none' | 'optional' | 'required' {
  if (item === null) return 'none';
  if (chosenOffer(item)?.pickUp === true) return 'required';
  return item.destination?.declaration === true ? 'optional' : 'none';
}

/** Weighed again, it may go by another product than the one for which the addressee was confirmed: one that must reach him. */
export function lacksPhone(item: Item): boolean {
  return item.addressee !== null && phoneProblems(item.addressee, phoneFor(item)).length > 0;
}

/** What is to be paid for the item as it is now: shown from the first offer on. */
export function pendingPrice({ item, supplement }: SendingContext): number {
  if (item === null) return 0;
  return (supplement ? missingPostage(item) : chosenPrice(item)) ?? 0;
}
