import type { ProductId } from '../../flows/facts.ts';
import type { Confidence } from '../../flows/postage/confidence.ts';

/** What the collection leaves unsaid, or says in prose only. Each addition names its source. */

export interface Addition {
  readonly tracked: boolean;
  /** Handed over against signature. Only registered letters are: no source states it for a retail Colissimo of 2026. */
  readonly signed: boolean;
  readonly registered: 'R1' | 'R2' | 'R3' | null;
  readonly pickUp: boolean;
  readonly lateCompensated: boolean;
  /** Whose delivery time it shares; its own when the collection states one, none when nobody does. */
  readonly asFastAs: ProductId | null;
  /** Cents a kilogram of compensation without insurance, when it is not the cap of a registered letter. */
  readonly coverPerKilogram: number | null;
}

const plain: Addition = { tracked: false, signed: false, registered: null, pickUp: false, lateCompensated: false, asFastAs: null, coverPerKilogram: null };
/** Every Colissimo and every registered letter bears a number that can be followed (`postal.md` 3.2). */
const parcel: Addition = { ...plain, tracked: true };
const registered = (level: 'R1' | 'R2' | 'R3'): Addition => ({ ...plain, tracked: true, signed: true, registered: level });
/** "Colissimo 23 EUR/kg" (`postal.md` 1, medium confidence). For France: what covers a parcel overseas or abroad was not found. */
const parcelInFrance: Addition = { ...parcel, coverPerKilogram: 23_00 };

export const additions: Readonly<Record<ProductId, Addition>> = {
  lettre_verte: plain,
  /** A Lettre verte with the tracking option, so it travels as fast: the collection itself says "lettre_verte + 50 cents". */
  lettre_verte_suivie: { ...plain, tracked: true, asFastAs: 'lettre_verte' },
  /** "2 days with compensation when late" (`postal.md` 1, medium confidence). */
  lettre_services_plus: { ...plain, tracked: true, lateCompensated: true },
  lettre_recommandee_r1: registered('R1'),
  lettre_recommandee_r2: registered('R2'),
  lettre_recommandee_r3: registered('R3'),
  lettre_internationale: plain,
  lettre_internationale_suivie: { ...plain, tracked: true },
  lettre_recommandee_internationale_r1: registered('R1'),
  lettre_recommandee_internationale_r2: registered('R2'),
  colissimo_france_domicile: parcelInFrance,
  colissimo_france_point_retrait: { ...parcelInFrance, pickUp: true },
  colissimo_om1: parcel,
  colissimo_om2: parcel,
  colissimo_eco_om1: parcel,
  colissimo_int_a: parcel,
  colissimo_int_gb: parcel,
  colissimo_int_b: parcel,
  colissimo_int_c: parcel,
};

/** Where the compensation of a lost Colissimo is stated. */
export const coverSource = 'claisy';
export const additionalSources = {
  [coverSource]: { url: 'https://www.claisy.com/en/blog/colissimo-la-poste-insurance-rates', date: '2026-01-13', kind: 'blog' },
};

/** Steps that the collection itself tells us not to trust. */
export const doubts: Partial<Record<ProductId, { readonly maxGrams: number; readonly confidence: Confidence; readonly note: string }>> = {
  colissimo_om2: { maxGrams: 1_000, confidence: 'low', note: 'below the price of the nearer zone OM1 (1900): check before use' },
};

/** A source that states some steps only, as `postal.md` 1 tells them apart: the others do not rest on it. */
export const statedOnly: Readonly<Record<string, (product: string, maxGrams: number) => boolean>> = {
  /** The press printed the price of 20 g. */
  moneyvox: (_, maxGrams) => maxGrams === 20,
  /** "1 kg : 8,89 EUR point retrait". */
  meinfret: (_, maxGrams) => maxGrams === 1_000,
  koi: (product, maxGrams) => product !== 'colissimo_int_b' || maxGrams <= 2_000,
};

/** What each conflict of the collection means for the list. A new conflict is refused until somebody has written here what it means. */
export const conflictsOf: Readonly<Record<string, { readonly product: ProductId; readonly doubtful: boolean; readonly note: string } | null>> = {
  gb_parcel: { product: 'colissimo_int_gb', doubtful: true, note: 'Three sources name three prices for 500 g: 1899, 1799 and 1499.' },
  lsp_grid: {
    product: 'lettre_services_plus',
    doubtful: false,
    note: 'That grid (341 at 20 g) is another channel\'s, left out as lettre_services_plus_online: the counter\'s keeps its confidence.',
  },
  press_early: null,
  retail_vs_business_zones: null,
};

const article = 'a prepaid packaging is an article of the operator\'s list, not a price by weight; and its price has one source (low)';

/** In the collection and not sold. */
export const leftOut: Readonly<Record<string, string>> = {
  colissimo_pret_a_envoyer_fr: article,
  colissimo_pret_a_envoyer_a: article,
  colissimo_pret_a_envoyer_c: article,
  e_lettre_rouge: 'it needs a scan of the letter and its electronic transmission to the operator, which this terminal has not: selling it would not be honest',
  lettre_services_plus_online: 'the price of another channel: not sold at a counter',
  mtel_discount_20g: 'a discount of another channel: not sold at a counter',
};

/** Known of, and without a price of 2026 in the collection: its `gaps`. */
export const withoutPrice: readonly { readonly id: string; readonly name: string; readonly why: string }[] = [
  { id: 'colissimo_signature', name: 'Colissimo, option signature', why: 'no price of 2026 was found' },
  { id: 'colissimo_recommandation', name: 'Colissimo, recommandation R1 à R3', why: 'no price of 2026 was found (the newest are of 2024)' },
  { id: 'colissimo_ad_valorem', name: 'Colissimo, assurance ad valorem', why: 'no price of 2026 was found (the newest are of 2024)' },
  { id: 'colissimo_hors_norme', name: 'Colissimo, supplément hors norme', why: 'no price of 2026 was found from the operator (a blog says about 6 EUR: low)' },
  {
    id: 'complement_outre_mer',
    name: 'Lettres pour l\'outre-mer de plus de 100 g, complément par 10 g',
    why: 'the amounts of 2026 were not found (2012 and 2022: 5 and 11 cents; low), so such a letter has no price here',
  },
];
