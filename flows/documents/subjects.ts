import type { CustomsArticle, CustomsCategory, CustomsTotals } from '../customs/declaration.ts';
import type { IncidentCause, OptionId, SoldId } from '../facts.ts';
import type { Cents } from '../money.ts';
import type { EpochMs, Mark, Office } from '../ports.ts';
import type { PickUpPoint, SoldKind } from '../view.ts';
import type { Grams } from '../weight.ts';

/** What the documents are made of: small plain facts, which the checkout knows when it prints. */

/** How a registered item is covered (`postal.md` 1). */
export type RegisteredLevel = 'R1' | 'R2' | 'R3';

/** What was added to a product. */
export interface PrintedOption {
  readonly option: OptionId;
  readonly name: string;
  readonly price: Cents;
}

/** What a worker entered or measured, where the machine would have. */
export interface ByHand {
  readonly weight: boolean;
  readonly size: boolean;
}

/** One label. */
export interface LabelSubject {
  readonly kind: SoldKind;
  /** Of an article its own name. */
  readonly productName: string;
  /** Their prices are in `price`. */
  readonly options: readonly PrintedOption[];
  /** Zero where nothing was weighed. */
  readonly grams: Grams;
  /** Stamps: franked for a weight that no scale indicated, so that the vignette says "up to". */
  readonly unweighed: boolean;
  readonly byHand?: ByHand;
  readonly price: Cents;
  /** Of the label itself, unique for ever. */
  readonly label: string;
  /** The tracking number; null for what bears none. A parcel always has one. */
  readonly number: string | null;
  readonly registered: RegisteredLevel | null;
  /** The country's name in French, for what leaves France; else null. */
  readonly destination: string | null;
  readonly at: EpochMs;
  readonly mark: Mark;
  readonly office: Office;
  /** Printed lines (`formatAddress`); empty for a letter that asks for none. */
  readonly sender: readonly string[];
  /** Printed lines, the country last when it is not France. For a pick-up point only who collects: the point has the address. */
  readonly addressee: readonly string[];
  readonly pickUp: PickUpPoint | null;
  /** Which customs form is in the pouch; null when none is. */
  readonly customs: 'CN22' | 'CN23' | null;
}

/** The customs sheets of one item. */
export interface CustomsSubject {
  readonly form: 'CN22' | 'CN23';
  /** The item's number; null for a letter that bears none. */
  readonly number: string | null;
  /** Of the franking label that the sheets belong to. */
  readonly label: string;
  readonly at: EpochMs;
  readonly office: Office;
  readonly sender: readonly string[];
  readonly senderPhone: string | null;
  /** The country last. */
  readonly addressee: readonly string[];
  /** Of whom customs there will call; null when nobody said it. */
  readonly addresseePhone: string | null;
  /** The country's code and its name in French, as the addressee's last line has it. */
  readonly destination: string;
  readonly destinationName: string;
  readonly category: CustomsCategory;
  readonly articles: readonly CustomsArticle[];
  readonly totals: CustomsTotals;
  /** Gross weight: what the scale indicated. */
  readonly grams: Grams;
  readonly postage: Cents;
  /** Number of a copy; absent on the sheets that travel with the item. */
  readonly duplicate?: number;
}

interface SalePaper {
  readonly sale: string;
  /** When the customer was served: printed to the minute, Europe/Paris. */
  readonly at: EpochMs;
  readonly office: Office;
}

/** A copy bears its number and the time it was made; the date of the sale stays the original's. */
export interface Duplicate {
  readonly copy: number;
  readonly at: EpochMs;
}

/** Where an item was left, and when; null for one that is still in its sender's hands. */
export interface Deposit {
  readonly at: EpochMs;
  readonly into: 'box' | 'staff';
}

/** One item that was franked. */
export interface ProofPiece {
  readonly productName: string;
  /** Their prices are in `price`. */
  readonly options: readonly PrintedOption[];
  /** Zero where nothing was weighed. */
  readonly grams: Grams;
  readonly byHand?: ByHand;
  /** What the tariff asks, where a worker set another price; null otherwise. */
  readonly tariffPrice?: Cents | null;
  readonly label: string;
  readonly number: string | null;
  readonly registered: RegisteredLevel | null;
  /** The country's name in French, for what leaves France; else null. */
  readonly destination: string | null;
  readonly price: Cents;
  /** Cover without insurance; null when there is none. */
  readonly cover: Cents | null;
  readonly sender: readonly string[];
  readonly addressee: readonly string[];
  readonly deposit: Deposit | null;
}

export interface ProofSubject extends SalePaper {
  readonly pieces: readonly ProofPiece[];
  /** What the QR holds, printable ASCII: see `verificationText`. */
  readonly verification: string;
  /** The mark's legend. Without it the proof says SPÉCIMEN · SANS VALEUR: only an authority that issues real marks may say less. */
  readonly legend?: readonly string[];
  readonly duplicate: Duplicate | null;
}

/** An item that was franked elsewhere, or earlier, and left here. */
export interface DropOffSubject {
  readonly number: string;
  readonly kind: 'colissimo' | 'letter' | 's10' | 'franked-here';
  readonly at: EpochMs;
  readonly office: Office;
  readonly into: Deposit['into'];
  /** What the QR holds, printable ASCII: see `depositText`. */
  readonly verification: string;
  readonly legend?: readonly string[];
}

export interface ReceiptLine {
  readonly product: SoldId;
  /** Of an article its own name. */
  readonly productName: string;
  /** Zero where nothing was weighed. */
  readonly grams: Grams;
  /** Stamps: the weight is the one they are good for. */
  readonly unweighed: boolean;
  readonly byHand?: ByHand;
  /** What the tariff asks for one, where a worker set another price; null otherwise. */
  readonly tariffPrice?: Cents | null;
  readonly quantity: number;
  /** Of one, with its options. */
  readonly unitPrice: Cents;
  readonly price: Cents;
  /** Their prices are in `unitPrice`. */
  readonly options: readonly PrintedOption[];
}

/** Which VAT a product bears, in hundredths of a percent (2000 = 20 %). Not known for retail (`postal.md` 3.6): configuration, with legal sign-off. */
export type VatRates = Readonly<Partial<Record<SoldId, number>>>;

export interface ReceiptSubject extends SalePaper {
  readonly lines: readonly ReceiptLine[];
  readonly total: Cents;
  readonly payment: { readonly authorisation: string | null; readonly cardLast4: string | null };
  /** What went back to the card; zero when nothing did. */
  readonly returned: Cents;
  readonly vat?: VatRates;
  /** Of the software (REC-8). */
  readonly version?: string;
  /** Where the journal says that it was paid: its position, and four characters of its signature (REC-8). */
  readonly journal?: { readonly seq: number; readonly extract: string };
  readonly duplicate: Duplicate | null;
}

interface SlipSubjectOf<Kind extends string> extends SalePaper {
  readonly kind: Kind;
  readonly reference: string;
  readonly amount: Cents;
  readonly duplicate?: Duplicate | null;
}

/** Printed without being asked for: a refused, cancelled or returned payment, or money that a person must settle (REC-3). */
export type SlipSubject =
  | (SlipSubjectOf<'refused'> & { readonly reason: 'declined' | 'abandoned' | 'timed-out' | 'terminal-unavailable' | 'not-recorded' })
  | SlipSubjectOf<'cancelled'>
  | (SlipSubjectOf<'refunded'> & { /** A worker gave it back, for a reason of the customer's or the office's. */ readonly byStaff?: boolean })
  | (SlipSubjectOf<'incident'> & {
      readonly cause: IncidentCause;
      /** Until then the terminal itself tries to give it back, and the counter does not pay yet; null when it does not try. */
      readonly retryUntil: EpochMs | null;
      /** What has already gone back to the card in the same sale; zero when nothing did. */
      readonly returned: Cents;
    });
