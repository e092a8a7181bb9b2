import type { DestinationEntry, LetterZone, ParcelZone } from '../destinations/book.ts';
import type { ProductId } from '../facts.ts';

/**
 * What stands on the counter's shelf for a destination, in the order in which a customer should meet it. The shelf is ours and
 * not the price list's: a product that today's list lacks is still named, with the reason, instead of vanishing.
 *
 * The order, written down once (`quote` moves the impossible ones behind, and changes nothing else):
 * - Letters: the plain one first, for a public service does not sell more than was asked for; then tracked, then faster; the
 *   registered ones behind "more", in rising level. Each costs more than the one before and says what it buys.
 * - Parcels in France: at home before the pick-up point. That is 0.70 € cheaper, but it asks the sender for a point and for
 *   the addressee's mobile number, and the addressee to go there: whoever wants it finds it second.
 * - Parcels overseas: the slow and cheap one first, as with letters.
 */
const domesticLetters: readonly ProductId[] = [
  'lettre_verte',
  'lettre_verte_suivie',
  'lettre_services_plus',
  'lettre_recommandee_r1',
  'lettre_recommandee_r2',
  'lettre_recommandee_r3',
];
const foreignLetters: readonly ProductId[] = [
  'lettre_internationale',
  'lettre_internationale_suivie',
  'lettre_recommandee_internationale_r1',
  'lettre_recommandee_internationale_r2',
];

/** No source keeps a domestic letter from going overseas: what the tariff sells in France, it sells there (`postal.md` 5). */
const letters: Readonly<Record<LetterZone, readonly ProductId[]>> = {
  FR: domesticLetters,
  OM1: domesticLetters,
  OM2: domesticLetters,
  WORLD: foreignLetters,
};

const parcels: Readonly<Record<ParcelZone, readonly ProductId[]>> = {
  FR: ['colissimo_france_domicile', 'colissimo_france_point_retrait'],
  OM1: ['colissimo_eco_om1', 'colissimo_om1'],
  OM2: ['colissimo_om2'],
  A: ['colissimo_int_a'],
  GB: ['colissimo_int_gb'],
  B: ['colissimo_int_b'],
  C: ['colissimo_int_c'],
};

/** Which parcel to name, at the counter, where no source says the zone: "every other country" abroad, else as letters go. */
const parcelZoneBeside: Readonly<Record<LetterZone, ParcelZone>> = { FR: 'FR', OM1: 'OM1', OM2: 'OM2', WORLD: 'C' };

/**
 * Withdrawn on 2026-04-01 (porto-data, 2026-07-13): named only as long as a list sells it. Of everything else the absence is
 * worth a word.
 */
export const onlyWhileListed: ReadonlySet<ProductId> = new Set<ProductId>(['lettre_recommandee_internationale_r2']);

export function lettersTo(destination: DestinationEntry): readonly ProductId[] {
  return letters[destination.letterZone];
}

export function parcelsTo(destination: DestinationEntry): readonly ProductId[] {
  return parcels[destination.parcelZone ?? parcelZoneBeside[destination.letterZone]];
}

/** What a parcel is compared with, so that the customer sees why it cannot go as a letter: the letter that is as well tracked. */
export function letterBesideParcel(destination: DestinationEntry): ProductId {
  return destination.letterZone === 'WORLD' ? 'lettre_internationale_suivie' : 'lettre_verte_suivie';
}
