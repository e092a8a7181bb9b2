import type { ProductId, SoldId } from '../facts.ts';
import type { Numbering, NumberSeries } from '../ports.ts';
import { colissimoNumber } from './colissimo.ts';
import { letterNumber } from './letter.ts';
import { s10Number } from './s10.ts';

/**
 * Which range an item's number comes from; null for what carries no number. Registered letters have a range of their own
 * with the key of the other letters (`postal.md` 3.2, M-H); whatever is tracked beyond France bears an S10 number, because
 * it is the only one that every post reads.
 */
export const numberSeries: Readonly<Record<ProductId, NumberSeries | null>> = {
  lettre_verte: null,
  lettre_verte_suivie: 'letter',
  lettre_services_plus: 'letter',
  lettre_recommandee_r1: 'registered',
  lettre_recommandee_r2: 'registered',
  lettre_recommandee_r3: 'registered',
  lettre_internationale: null,
  lettre_internationale_suivie: 's10-letter',
  lettre_recommandee_internationale_r1: 's10-registered',
  lettre_recommandee_internationale_r2: 's10-registered',
  colissimo_france_domicile: 'colissimo',
  colissimo_france_point_retrait: 'colissimo',
  colissimo_om1: 'colissimo',
  colissimo_om2: 'colissimo',
  colissimo_eco_om1: 'colissimo',
  colissimo_int_a: 's10-parcel',
  colissimo_int_gb: 's10-parcel',
  colissimo_int_b: 's10-parcel',
  colissimo_int_c: 's10-parcel',
};

/** The same for all that is sold: what is only bought, or only completes a postage, bears no number. */
export function seriesOf(sold: SoldId): NumberSeries | null {
  return sold === 'supplement' || sold === 'article' ? null : numberSeries[sold];
}

/** The number with its last figure one too high: readable, and taken by no scanner for an item's. */
export function withWrongKey(number: string): string {
  const at = number.search(/\d(?=\D*$)/);
  return `${number.slice(0, at)}${(Number(number[at]) + 1) % 10}${number.slice(at + 1)}`;
}

/** Whose serials these are: the country at the end of an S10 number. */
const country = 'FR';

/** @throws RangeError when the prefix or the serial does not fit: a range is never looped. */
export function itemNumber(series: NumberSeries, serial: number, numbering: Numbering): string {
  const prefix = numbering[series];
  switch (series) {
    case 'colissimo':
      return colissimoNumber(prefix, serial);
    case 'letter':
    case 'registered':
      return letterNumber(prefix, serial);
    case 's10-letter':
    case 's10-registered':
    case 's10-parcel':
      return s10Number({ service: prefix, serial, country });
  }
}
