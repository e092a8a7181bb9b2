import type { Reason } from '../view.ts';
import { grams, type Grams } from '../weight.ts';

/**
 * What the post takes, and what this terminal sells without a clerk. Figures: `postal.md` 1, "Rules"
 * (letter: high confidence; Colissimo home: medium to high, from the business offer page).
 */

/** Heaviest letter: 2 kg since 2022, 3 kg before. */
export const letterHeaviest: Grams = grams(2_000);
/** A letter passes a slot of 3 cm; the screen asks by a picture of it. */
export const letterThickestMillimetres = 30;
/** Heaviest parcel delivered at home in France. */
export const parcelHeaviest: Grams = grams(30_000);
/** A parcel that machines can sort: length + width + height, and length alone. Above, a clerk sells it, see `formatChoices`. */
export const parcelSortable = { sumMillimetres: 1_500, lengthMillimetres: 1_000 } as const;

export interface Choice<Id extends string> {
  readonly id: Id;
  /** Null when it can be chosen. */
  readonly reason: Reason | null;
}

/**
 * Which sizes are open for a weight. Oversize is always the clerk's: it is accepted to 200 cm, but the only source for
 * the price of its supplement is a blog ("about 6 €"), and we sell no price we cannot vouch for.
 */
export function formatChoices(weight: Grams): Choice<'letter' | 'parcel' | 'oversize'>[] {
  return [
    { id: 'letter', reason: weight > letterHeaviest ? 'too-heavy-for-letter' : null },
    { id: 'parcel', reason: weight > parcelHeaviest ? 'too-heavy' : null },
    { id: 'oversize', reason: 'at-the-counter' },
  ];
}

/** Overseas needs customs papers and a supplement whose 2026 amount is unknown; abroad comes with customs. Both: the counter. */
export function destinationChoices(): Choice<'france' | 'overseas' | 'abroad'>[] {
  return [
    { id: 'france', reason: null },
    { id: 'overseas', reason: 'at-the-counter' },
    { id: 'abroad', reason: 'at-the-counter' },
  ];
}
