import type { ProductId } from '../facts.ts';
import type { Numbering, Series } from '../ports.ts';
import { colissimoNumber } from './colissimo.ts';
import { letterNumber } from './letter.ts';

/** The ranges that the operator allots. */
export type NumberSeries = Extract<Series, 'colissimo' | 'letter'>;

/** Which range an item's number comes from; null for what carries no number. */
export const numberSeries: Readonly<Record<ProductId, NumberSeries | null>> = {
  lettre_verte: null,
  lettre_verte_suivie: 'letter',
  lettre_services_plus: 'letter',
  colissimo_france_domicile: 'colissimo',
};

export function itemNumber(series: NumberSeries, serial: number, numbering: Numbering): string {
  return series === 'colissimo' ? colissimoNumber(numbering.colissimoProduct, serial) : letterNumber(numbering.letterPrefix, serial);
}
