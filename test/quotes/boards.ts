import type { ProductId } from '../../flows/facts.ts';
import { reasonSchema, type Reason } from '../../flows/view.ts';
import { abroad, domestic, overseas1, overseas2, withoutZone, zoneA, zoneB, zoneC, type Place } from './places.ts';

/**
 * Price boards, as one hangs on the wall of a post office: typed by hand from `postal.md` 1, in euros as it prints them. What
 * that table leaves to the JSON (overseas, the steps of zones B and C above 500 g) was typed from the JSON's rows. "beyond" is
 * what one gram more than the last step is told. A weight costs the first step that it does not exceed.
 */
export interface Board {
  readonly product: ProductId;
  readonly format: 'letter' | 'parcel';
  readonly to: readonly Place[];
  /** Documents when it is not said. */
  readonly contents?: 'documents' | 'goods';
  readonly says: string;
}

const letter = (product: ProductId, to: readonly Place[], says: string): Board => ({ product, format: 'letter', to, says: `${says} · beyond too-heavy-for-letter` });
const parcel = (product: ProductId, to: readonly Place[], says: string): Board => ({ product, format: 'parcel', to, says: `${says} · beyond too-heavy` });

const overseas: readonly Place[] = [...overseas1, ...overseas2];

export const boards: readonly Board[] = [
  letter('lettre_verte', [...domestic, 'a military sector'], '20 g 1.52 · 100 g 3.10 · 250 g 5.24 · 500 g 7.41 · 1 kg 9.29 · 2 kg 11.14'),
  letter('lettre_verte_suivie', [...domestic, 'a military sector'], '20 g 2.02 · 100 g 3.60 · 250 g 5.74 · 500 g 7.91 · 1 kg 9.79 · 2 kg 11.64'),
  letter('lettre_services_plus', [...domestic, 'a military sector'], '20 g 3.47 · 100 g 4.57 · 250 g 5.78 · 500 g 8.10 · 1 kg 10.35 · 2 kg 12.01'),
  letter('lettre_recommandee_r1', domestic, '20 g 6.11 · 50 g 6.98 · 100 g 7.88 · 250 g 9.63 · 500 g 11.32 · 1 kg 13.02 · 2 kg 15.42'),
  letter('lettre_recommandee_r2', domestic, '20 g 7.29 · 50 g 8.07 · 100 g 8.97 · 250 g 10.73 · 500 g 12.35 · 1 kg 14.11 · 2 kg 16.48'),
  letter('lettre_recommandee_r3', domestic, '20 g 8.97 · 50 g 9.67 · 100 g 10.54 · 250 g 12.42 · 500 g 13.90 · 1 kg 15.65 · 2 kg 18.18'),
  // How the address of a military sector is written was not found, and a registered letter must bear one.
  letter('lettre_recommandee_r1', ['a military sector'], '2 kg at-the-counter'),
  letter('lettre_recommandee_r3', ['a military sector'], '2 kg at-the-counter'),

  // Overseas as in France to 100 g; above, a supplement whose amount of 2026 was not found.
  letter('lettre_verte', overseas, '20 g 1.52 · 100 g 3.10 · 2 kg at-the-counter'),
  letter('lettre_verte_suivie', overseas, '20 g 2.02 · 100 g 3.60 · 2 kg at-the-counter'),
  letter('lettre_services_plus', overseas, '20 g 3.47 · 100 g 4.57 · 2 kg at-the-counter'),
  letter('lettre_recommandee_r1', overseas, '20 g 6.11 · 50 g 6.98 · 100 g 7.88 · 2 kg at-the-counter'),
  letter('lettre_recommandee_r2', overseas, '20 g 7.29 · 50 g 8.07 · 100 g 8.97 · 2 kg at-the-counter'),
  letter('lettre_recommandee_r3', overseas, '20 g 8.97 · 50 g 9.67 · 100 g 10.54 · 2 kg at-the-counter'),

  // One price for the world. 31.70 to 2 kg is worked out, not read anywhere.
  letter('lettre_internationale', abroad, '20 g 2.25 · 100 g 4.85 · 250 g 11.65 · 500 g 16.60 · 2 kg at-the-counter'),
  letter('lettre_internationale_suivie', abroad, '20 g 5.05 · 100 g 7.65 · 250 g 14.45 · 500 g 19.40 · 2 kg 34.50'),
  letter('lettre_recommandee_internationale_r1', abroad, '20 g 7.20 · 100 g 9.80 · 250 g 16.60 · 500 g 21.55 · 2 kg 36.65'),

  parcel('colissimo_france_domicile', domestic, '250 g 5.49 · 500 g 7.59 · 750 g 9.29 · 1 kg 9.59 · 2 kg 11.19 · 5 kg 17.39 · 10 kg 25.29 · 15 kg 31.99 · 30 kg 39.59'),
  parcel('colissimo_france_point_retrait', ['Paris', 'Ajaccio', 'Bastia', 'Monaco'], '250 g 4.79 · 500 g 6.89 · 750 g 8.59 · 1 kg 8.89 · 2 kg 10.49 · 5 kg 16.69'),
  parcel('colissimo_france_point_retrait', ['Andorre-la-Vieille'], '5 kg not-there'),
  parcel('colissimo_france_domicile', ['a military sector'], '30 kg at-the-counter'),

  parcel('colissimo_eco_om1', overseas1, '500 g 8.41 · 1 kg 11.73 · 2 kg 14.77 · 5 kg 24.80 · 10 kg 39.24 · 15 kg 79.42 · 30 kg 91.53'),
  parcel('colissimo_om1', overseas1, '500 g 12.02 · 1 kg 19.00 · 2 kg 25.89 · 5 kg 38.90 · 10 kg 62.32 · 15 kg 130.20 · 30 kg 143.02'),
  // 1 kg is below the price of the nearer zone 1, by one source: nobody vouches for it.
  parcel('colissimo_om2', overseas2, '500 g 12.21 · 1 kg at-the-counter · 2 kg 33.49 · 5 kg 55.96 · 10 kg 109.58 · 15 kg 249.99 · 30 kg 287.23'),

  parcel('colissimo_int_a', zoneA, '500 g 14.99 · 1 kg 19.39 · 2 kg 22.19 · 5 kg 28.59 · 10 kg 46.99 · 15 kg 67.99 · 30 kg 87.99'),
  parcel('colissimo_int_b', zoneB, '500 g 23.79 · 1 kg 28.39 · 2 kg 31.09 · 5 kg 39.89 · 10 kg 66.09 · 15 kg 89.59 · 20 kg 109.49'),
  parcel('colissimo_int_c', zoneC, '500 g 35.19 · 1 kg 39.19 · 2 kg 53.99 · 5 kg 78.69 · 10 kg 148.99 · 15 kg 210.79 · 20 kg 256.89'),
  // Three sources, three prices.
  parcel('colissimo_int_gb', ['London'], '500 g at-the-counter · 30 kg at-the-counter'),
  parcel('colissimo_int_c', [...withoutZone, 'San Marino', 'San Marino, written in Italy', 'Gibraltar', 'Nuuk', 'Tbilisi'], '500 g at-the-counter · 30 kg at-the-counter'),
  parcel('colissimo_int_b', ['Vaduz'], '500 g at-the-counter · 30 kg at-the-counter'),

  // Goods for the United States: formalities that change too often for a machine (`postal.md` 3.4).
  { ...letter('lettre_internationale_suivie', ['New York'], '2 kg at-the-counter'), contents: 'goods' },
  { ...parcel('colissimo_int_c', ['New York'], '20 kg at-the-counter · 30 kg at-the-counter'), contents: 'goods' },
];

/** A price in cents, or the reason why there is none. */
export interface Line {
  readonly grams: number;
  readonly told: number | Reason;
}

/** One gram, and each step just below, at, and just above it. */
export function linesOf({ says }: Board): readonly Line[] {
  const steps = says.split(' · ').map(stepOf);
  const weights = new Set([1, ...steps.filter(({ top }) => top < Infinity).flatMap(({ top }) => [top - 1, top, top + 1])]);
  return [...weights].map((grams) => ({ grams, told: steps.find(({ top }) => grams <= top)?.told ?? 'tariff-missing' }));
}

function stepOf(text: string): { readonly top: number; readonly told: number | Reason } {
  const [, number, unit, told = ''] = /^(?:beyond|(\d+) (g|kg)) (\S+)$/.exec(text) ?? [];
  const top = number === undefined ? Infinity : Number(number) * (unit === 'kg' ? 1_000 : 1);
  const euros = /^(\d+)\.(\d\d)$/.exec(told);
  return { top, told: euros === null ? reasonSchema.parse(told) : Number(`${euros[1]}${euros[2]}`) };
}
