import type { DestinationEntry } from '../destinations/book.ts';
import type { DestinationCode } from '../destinations/code.ts';
import type { Reason } from '../view.ts';
import { grams, type Grams } from '../weight.ts';
import { isSellable } from './confidence.ts';

/**
 * What the post takes, and what this terminal sells without a clerk. Figures: `postal.md` 1, "Rules"
 * (letter: high confidence; Colissimo home: medium to high, from the business offer page).
 */

/** Heaviest letter: 2 kg since 2022, 3 kg before. */
export const letterHeaviest: Grams = grams(2_000);
/** Heaviest parcel anywhere. Some lists stop earlier, abroad at 20 kg: the offer then says so (`quote`). */
export const parcelHeaviest: Grams = grams(30_000);

/**
 * Overseas, letters pay the domestic price up to here; above, an air supplement for every 10 g is added. The rule is known with
 * high confidence, its amount of 2026 is not (0.05 and 0.11 € in sources of 2012 and 2022): the counter sells those.
 */
export const overseasWithoutSupplement: Grams = grams(100);

/** The lightest parcel that people bring is heavier than this, and nearly every letter is lighter. A choice of ours. */
const plainlyLetter: Grams = grams(100);

/** A light item is taken for a letter without asking; the offers screen lets the customer say that it is thicker than 3 cm. */
export function isTakenForLetter(weight: Grams): boolean {
  return weight <= plainlyLetter;
}

/** Somebody vouches for the zone that prices a parcel there. */
export function isParcelZoneKnown(destination: DestinationEntry): boolean {
  return destination.parcelZone !== null && isSellable(destination.confidence);
}

/** Andorra has delivery at home alone (`postal.md` 5, the operator's own plugin, high confidence). */
export const withoutPickUp: ReadonlySet<DestinationCode> = new Set(['AD']);

/**
 * Where we do not know how an address is written, and so sell nothing that must bear one: of military sectors nothing was found
 * beyond "SP + 5 digits" on covers (`postal.md` 5). A letter without registration is addressed by its sender.
 */
export const withoutAddressForm: ReadonlySet<DestinationCode> = new Set(['FR-SP']);

export interface Choice<Id extends string> {
  readonly id: Id;
  /** Null when it can be chosen. */
  readonly reason: Reason | null;
}

/**
 * Which sizes are open for a weight. A letter passes a slot of 3 cm; a parcel that machines can sort is 150 cm in the sum of its sides
 * and 100 cm long at most. Oversize is always the clerk's: it is accepted to 200 cm, but the only source for the price of its
 * supplement is a blog ("about 6 €"), and we sell no price we cannot vouch for. A worker who has measured it and found it within the limits may say so (`waived`).
 */
export function formatChoices(weight: Grams, destination: DestinationEntry, waived: readonly ('size' | 'destination')[] = []): Choice<'letter' | 'parcel' | 'oversize'>[] {
  const parcel = weight > parcelHeaviest ? 'too-heavy' : isParcelZoneKnown(destination) ? null : 'at-the-counter';
  return [
    { id: 'letter', reason: weight > letterHeaviest ? 'too-heavy-for-letter' : null },
    { id: 'parcel', reason: parcel },
    { id: 'oversize', reason: waived.includes('size') ? parcel : 'at-the-counter' },
  ];
}

/** Everywhere is open; what cannot go to one country is said beside that country. */
export function destinationChoices(): Choice<'france' | 'overseas' | 'abroad'>[] {
  return [
    { id: 'france', reason: null },
    { id: 'overseas', reason: null },
    { id: 'abroad', reason: null },
  ];
}
