import type { ProductId } from '../../flows/facts.ts';
import type { Confidence } from '../../flows/postage/confidence.ts';
import content from './collected.json' with { type: 'json' };

/**
 * The rows of the researched collection, read again without anything that reads them for sale: neither the generator of the
 * price lists nor the schema nor `quote()`. What the collection says in sentences is read here by a person, product by product.
 */

interface Row {
  readonly id: string;
  readonly zone: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly confidence: string;
  readonly sources: readonly string[];
  readonly tracking?: boolean;
  readonly delivery_days?: number;
  readonly delivery_days_range?: readonly number[];
  readonly indemnity_cap_cents?: number;
  readonly steps: readonly { readonly max_g: number | null; readonly price_cents: number; readonly derived?: boolean }[];
}

export const rows: readonly Row[] = content.products;
export const { compiled, options, conflicts } = content;
const { PARCEL_C: everyOther, ...zones } = content.zones;

/** In the collection and not sold by weight: `postal.md` 1, and the second issue on the e-Lettre rouge. */
export const unsold: readonly string[] = [
  'colissimo_pret_a_envoyer_fr',
  'colissimo_pret_a_envoyer_a',
  'colissimo_pret_a_envoyer_c',
  'e_lettre_rouge',
  'lettre_services_plus_online',
  'mtel_discount_20g',
];

/** Up to which step, in grams, which confidence holds. */
type Reading = readonly (readonly [upTo: number, confidence: Confidence])[];
const all = (confidence: Confidence): Reading => [[Infinity, confidence]];

/** Beside each sentence that is more than a word, the sentence. */
export const readings: Readonly<Record<ProductId, Reading>> = {
  lettre_verte: all('high'),
  lettre_verte_suivie: all('high'),
  lettre_services_plus: all('high'),
  lettre_recommandee_r1: all('medium-high'),
  lettre_recommandee_r2: all('medium'),
  lettre_recommandee_r3: all('medium'),
  // high at 20 g, medium at 100-500 g, derived above
  lettre_internationale: [[20, 'high'], [500, 'medium'], [2_000, 'derived']],
  lettre_internationale_suivie: all('medium-high'),
  lettre_recommandee_internationale_r1: all('medium'),
  lettre_recommandee_internationale_r2: all('medium'),
  colissimo_france_domicile: all('high'),
  colissimo_france_point_retrait: all('medium-high'),
  // low-medium (one source)
  colissimo_om1: all('low-medium'),
  // low-medium (one source), and its note: "1 kg (1895) is below OM1 1 kg (1900): check before use"
  colissimo_om2: [[500, 'low-medium'], [1_000, 'low'], [30_000, 'low-medium']],
  // low-medium (one source)
  colissimo_eco_om1: all('low-medium'),
  // medium-high to 10 kg, medium above
  colissimo_int_a: [[10_000, 'medium-high'], [30_000, 'medium']],
  // low: three sources disagree, see conflicts[]
  colissimo_int_gb: all('conflict'),
  // medium (500 g-2 kg two sources, above one); one source alone is low-medium everywhere else
  colissimo_int_b: [[2_000, 'medium'], [20_000, 'low-medium']],
  // low-medium (one source)
  colissimo_int_c: all('low-medium'),
};

export function confidenceOf(id: ProductId, maxGrams: number): Confidence | undefined {
  return readings[id].find(([upTo]) => maxGrams <= upTo)?.[1];
}

/** The price that the collection names for a weight and that somebody vouches for, in cents. */
export function collectedPrice(id: ProductId, weight: number): number | null {
  const step = rows.find((row) => row.id === id)?.steps.find(({ max_g: top }) => top !== null && weight <= top);
  if (step === undefined) return null;
  const confidence = confidenceOf(id, step.max_g ?? 0);
  return confidence === 'low' || confidence === 'derived' || confidence === 'conflict' ? null : step.price_cents;
}

/**
 * Places whose parcel zone no source says, or of which the sources say two: by the collection's own note on the zones in A in
 * the full list of 2015 and not in that of 2026 (first line), in B (second), and territories that the operator's own
 * matrix sets apart from their country or does not know (third).
 */
const doubtfulPlaces = [
  ['LI', 'SM', 'VA', 'GI', 'FO', 'GL'],
  ['AM', 'AZ', 'GE'],
  ['GG', 'JE', 'IM', 'AX', 'IC', 'XC', 'XL', 'SO', 'FR-SP'],
] as const;
export const zoneInDoubt: readonly string[] = doubtfulPlaces.flat();

/** Everything that can be bought for one item, in cents: the shelf as the collection has it. */
export function soldTo(code: string, format: 'letter' | 'parcel', contents: 'documents' | 'goods', weight: number, day: string): Readonly<Record<string, number>> {
  // Goods for the United States and for military sectors are the counter's (`postal.md` 3.4 and 5).
  if (contents === 'goods' && ['US', 'PR', 'FR-SP'].includes(code)) return {};
  if (format === 'parcel' && zoneInDoubt.includes(code)) return {};
  const zone = format === 'letter' ? letterZoneOf(code, weight) : parcelZoneOf(code);
  const here = rows.filter((row) => row.zone === zone && row.valid_from <= day && (row.valid_to ?? day) >= day && !unsold.includes(row.id));
  const sold = here.filter(({ id }) => !isWithheld(code, id)).map(({ id }) => [id, collectedPrice(id as ProductId, weight)] as const);
  return Object.fromEntries(sold.flatMap(([id, price]) => (price === null ? [] : [[id, price]])));
}

function isWithheld(code: string, id: string): boolean {
  return (code === 'AD' && id === 'colissimo_france_point_retrait') || (code === 'FR-SP' && id.startsWith('lettre_recommandee'));
}

/** Above 100 g letters overseas bear a supplement whose amount of 2026 was not found. */
function letterZoneOf(code: string, weight: number): string | null {
  if (zones.OM1.includes(code) || zones.OM2.includes(code)) return weight <= 100 ? 'FR' : null;
  return zones.FR.includes(code) || code === 'FR-SP' ? 'FR' : 'INTL_LETTER_SINGLE';
}

function parcelZoneOf(code: string): string {
  // Helgoland, Livigno …: of their country, `DE-HEL`.
  const country = code.slice(0, 2);
  const [name] = Object.entries(zones).find(([zone, codes]) => zone !== 'FR' && codes.includes(country)) ?? [];
  return name ?? (everyOther === 'every other country' ? 'PARCEL_C' : '');
}

/** Every weight at which some price of the collection changes, with the gram before and the gram after. */
export const edges: readonly number[] = [...new Set(rows.flatMap(({ steps }) => steps.flatMap(({ max_g: top }) => (top === null ? [] : [top - 1, top, top + 1]))))].toSorted(
  (one, other) => one - other,
);
