import type { FactOf, ProductId } from '../facts.ts';
import type { Cents } from '../money.ts';
import type { EpochMs, Mark, Office } from '../ports.ts';
import type { Grams } from '../weight.ts';

/** What the documents are made of: small plain facts, which the checkout knows when it prints. */

/** One label. */
export interface LabelSubject {
  readonly kind: 'letter' | 'parcel';
  readonly productName: string;
  readonly grams: Grams;
  readonly price: Cents;
  /** Of the label itself, unique for ever. */
  readonly label: string;
  /** The tracking number; null for what bears none. A parcel always has one. */
  readonly number: string | null;
  readonly at: EpochMs;
  readonly mark: Mark;
  readonly office: Office;
  /** Printed lines (`formatAddress`); empty for a letter. */
  readonly sender: readonly string[];
  readonly addressee: readonly string[];
}

interface SalePaper {
  readonly sale: string;
  /** When the customer was served: printed to the minute, Europe/Paris. */
  readonly at: EpochMs;
  readonly office: Office;
}

/** One item that was franked. */
export interface ProofPiece {
  readonly productName: string;
  readonly grams: Grams;
  readonly label: string;
  readonly number: string | null;
  readonly price: Cents;
  /** Cover without insurance; null when there is none. */
  readonly cover: Cents | null;
  readonly sender: readonly string[];
  readonly addressee: readonly string[];
}

export interface ProofSubject extends SalePaper {
  readonly pieces: readonly ProofPiece[];
  /** What the QR holds, printable ASCII: see `verificationText`. */
  readonly verification: string;
  /** The mark's legend. Without it the proof says SPÉCIMEN · SANS VALEUR: only an authority that issues real marks may say less. */
  readonly legend?: readonly string[];
}

export interface ReceiptLine {
  readonly product: ProductId;
  readonly productName: string;
  readonly grams: Grams;
  readonly quantity: number;
  readonly unitPrice: Cents;
  readonly price: Cents;
}

/** Which VAT a product bears, in hundredths of a percent (2000 = 20 %). Not known for retail (`postal.md` 3.6): configuration, with legal sign-off. */
export type VatRates = Readonly<Partial<Record<ProductId, number>>>;

export interface ReceiptSubject extends SalePaper {
  readonly lines: readonly ReceiptLine[];
  readonly total: Cents;
  readonly payment: { readonly authorisation: string | null; readonly cardLast4: string | null };
  /** What went back to the card; zero when nothing did. */
  readonly returned: Cents;
  readonly vat?: VatRates;
  /** Of the software (REC-8). */
  readonly version?: string;
  /** Position in the journal and signature of its record (REC-8). */
  readonly journal?: { readonly seq: number; readonly signature: string };
  readonly duplicate?: boolean;
}

interface SlipSubjectOf<Kind extends string> extends SalePaper {
  readonly kind: Kind;
  readonly reference: string;
  readonly amount: Cents;
}

/** Printed without being asked for: a refused, cancelled or returned payment, or money that a person must settle (REC-3). */
export type SlipSubject =
  | (SlipSubjectOf<'refused'> & { readonly reason: 'declined' | 'abandoned' | 'timed-out' | 'terminal-unavailable' | 'not-recorded' })
  | SlipSubjectOf<'cancelled'>
  | SlipSubjectOf<'refunded'>
  | (SlipSubjectOf<'incident'> & {
      readonly cause: FactOf<'incident.opened'>['cause'];
      /** What has already gone back to the card in the same sale; zero when nothing did. */
      readonly returned: Cents;
    });
