import type { Act, Role } from './assisted/acts.ts';
import type { Fact, FactOf, HelpWhy, SoldId } from './facts.ts';
import type { Cents } from './money.ts';
import type { Result } from './result.ts';
import type { Grams } from './weight.ts';
import type { LabelDrawing } from './documents/label-drawing.ts';
import type { Paper } from './documents/paper.ts';
import type { CustomsDeclaration } from './customs/declaration.ts';
import type { DestinationBook } from './destinations/book.ts';
import type { Locale } from './locales.ts';
import type { Localised } from './localised.ts';
import type { PickUpPoint } from './view.ts';
import type { ClosingMessage } from './view/maintenance.ts';
import type { Tariff } from './postage/tariff.ts';

/**
 * What the flows need of the world. electron/ provides it; tests provide it in memory. The shapes of outcome and health
 * repeat those of devices/ on purpose: the two rooms may not import each other, and the compiler checks that they agree
 * where electron/ joins them.
 */

/** Milliseconds since 1970, UTC. */
export type EpochMs = number;

export interface Clock {
  now(): EpochMs;
}

/**
 * How a device command ended: exactly one of four. `refused`: the device understood and said no. `not-done`: it is
 * certain that nothing happened. `unknown`: it may have happened; never treated as a failure.
 */
export type Outcome<T = void, R extends string = string> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: R; readonly detail: string }
  | { readonly kind: 'not-done'; readonly reason: R; readonly detail: string }
  | { readonly kind: 'unknown'; readonly reason: R; readonly detail: string };

export type HealthState = 'online' | 'busy' | 'user-error' | 'consumable-out' | 'hardware-error' | 'offline' | 'not-fitted';

export interface Health {
  readonly state: HealthState;
  /** First cause, kept until the device is well again; null when it is. */
  readonly cause: string | null;
  readonly warnings: readonly string[];
  readonly since: EpochMs;
}

export interface Watched {
  health(): Health;
  /** Calls back at once and at every change; returns how to stop. */
  onHealth(listener: (health: Health) => void): () => void;
}

/** What the scale indicates. Only `stable` may be priced; `moving` is for the eye. */
export type ScaleReading =
  | { readonly kind: 'stable'; readonly grams: Grams }
  | { readonly kind: 'moving'; readonly grams: Grams | null }
  | { readonly kind: 'below-minimum'; readonly grams: Grams }
  | { readonly kind: 'overload' }
  | { readonly kind: 'underload' }
  | { readonly kind: 'absent'; readonly cause: string };

export interface ScalePort extends Watched {
  /** Every indication as it comes, several a second; the last one at once. Returns how to stop. */
  onReading(listener: (reading: ScaleReading) => void): () => void;
}

export interface CardApproval {
  readonly authorisation: string | null;
  readonly cardLast4: string | null;
}

export type CardRefusal = 'declined' | 'abandoned' | 'timed-out' | 'busy' | 'unavailable' | 'not-supported';

export interface CardPort extends Watched {
  /** `reference` is ours, unique for ever, and stored before the call. Resolves when the terminal has answered, or cannot be asked any more. */
  pay(request: { readonly amount: Cents; readonly reference: string }): Promise<Outcome<CardApproval, CardRefusal>>;
  /**
   * The ladder of `devices.md` 4.2: what became of a payment whose answer was lost. `ok` = it was debited; `refused` = it certainly was not.
   * After a long time a terminal may have forgotten: `requestedAt` says how long it is.
   */
  resolve(request: { readonly amount: Cents; readonly reference: string; readonly requestedAt?: EpochMs }): Promise<Outcome<CardApproval, CardRefusal>>;
  /** Gives back the whole of the last sale. */
  cancel(request: { readonly amount: Cents; readonly reference: string; readonly original: string }): Promise<Outcome<void, CardRefusal>>;
  /** Gives back a part of a sale, or a sale that is not the last. */
  refund(request: { readonly amount: Cents; readonly reference: string; readonly original: string }): Promise<Outcome<void, CardRefusal>>;
}

export type PrintFault = 'paper-out' | 'head-open' | 'jam' | 'offline' | 'hardware' | 'silent';

export interface LabelPort extends Watched {
  /**
   * `refused` and `not-done`: no label came out. `unknown`: one may have. A label that began and failed is `refused`
   * with its fault, and is spoiled: its number must be voided.
   */
  print(label: LabelDrawing, id: string): Promise<Outcome<void, PrintFault>>;
}

export interface PaperPort extends Watched {
  /** Characters a line of the normal font: 42 or 48. */
  readonly columns: number;
  print(paper: Paper, id: string): Promise<Outcome<void, PrintFault>>;
}

/** What the scanner read. `rejected` says, for the log, why a code was not taken: too long, strange characters, another kind of code. */
export type Scan =
  | { readonly kind: 'code'; readonly symbology: 'code128' | 'gs1-128' | 'qr' | 'data-matrix' | 'gs1-data-matrix'; readonly text: string }
  | { readonly kind: 'rejected'; readonly why: string };

export interface ScannerPort extends Watched {
  /** Every code as it is read. Its text is from outside: whoever uses it checks it. Returns how to stop. */
  onScan(listener: (scan: Scan) => void): () => void;
}

/** What lies on the badge reader. A badge only identifies: the PIN authenticates. `rejected` says why, for the log: a random number, another kind of card. */
export type BadgeEvent = { readonly kind: 'presented'; readonly badge: string } | { readonly kind: 'removed' } | { readonly kind: 'rejected'; readonly why: string };

export interface BadgePort extends Watched {
  /** What lies there now at once, then every change. Returns how to stop. */
  onBadge(listener: (event: BadgeEvent) => void): () => void;
}

export interface StaffMember {
  readonly staff: string;
  /** As the bar names the helper: a first name, given by the office. */
  readonly name: string;
  readonly role: Role;
}

export type SignInRefusal = { readonly why: 'unknown' | 'wrong-pin' | 'revoked'; readonly staff: string | null } | { readonly why: 'locked'; readonly staff: string | null; readonly until: EpochMs };

/** Who works here. Counts wrong tries, durably, for each badge and for the terminal (SEC-21). */
export interface StaffBook {
  /** Takes as long for an unknown badge as for a wrong PIN: nothing is to be learned from it. */
  signIn(who: { readonly badge: string } | { readonly number: string }, pin: string): Promise<Result<StaffMember, SignInRefusal>>;
  /** As it is now: null once revoked. Asked before each act, for a role may change while somebody is signed in. */
  current(staff: string): StaffMember | null;
  /** Nobody has been provisioned: there is nothing to sign in to. */
  readonly empty: () => boolean;
}

export type MaintainedDevice = 'scale' | 'card' | 'labels' | 'papers' | 'scanner' | 'badge';

/** Totals of what the card terminal debited and credited on one day, as the journal has it. */
export interface CardCount {
  readonly debits: number;
  readonly debited: number;
  readonly credits: number;
  readonly credited: number;
}

export interface DaySales {
  readonly day: string;
  readonly sales: number;
  readonly products: readonly { readonly product: SoldId; readonly count: number; readonly value: number }[];
  readonly means: readonly { readonly means: 'card' | 'returned-to-card' | 'paid-out'; readonly count: number; readonly amount: number }[];
  readonly incidents: number;
  readonly card: CardCount;
  /** What workers did that day, act by act: how often. Who did it is in the journal, and on no screen. */
  readonly acts: readonly { readonly act: Act; readonly count: number }[];
}

/** A worker has taken the terminal out of service: what it says, and until which hour; null when only a worker opens it again. */
export interface Closure {
  readonly message: ClosingMessage;
  readonly until: EpochMs | null;
}

export type ExportTrouble = 'full' | 'read-only' | 'not-a-stick' | 'gone' | 'there-already' | 'nothing' | 'ledger-unavailable';

/** What is behind the counter: devices to be looked after, books to be read. Never personal data. */
export interface Backroom {
  describe(device: MaintainedDevice): { readonly driver: string; readonly identity: string };
  /** Newest first, at most twenty, from the journal. */
  history(device: MaintainedDevice): readonly { readonly at: EpochMs; readonly state: HealthState; readonly cause: string | null }[];
  /** Lets go of it and connects anew. */
  restart(device: MaintainedDevice): Promise<Outcome>;
  zeroScale(): Promise<Outcome>;
  /** Whether the card terminal answers, without any payment. */
  testCard(): Promise<Outcome>;
  /** `2027-05-31`; null when nobody has said until when the scale is verified. */
  scaleVerifiedUntil(): string | null;
  /** As the journal has it; null after `terminal.opened`. The terminal itself records that one when the hour has come. */
  closed(): Closure | null;
  sales(): DaySales;
  /** How many of each range are left, and how many went a day of late. */
  numbers(): readonly { readonly series: Series; readonly remaining: number; readonly perDay: number }[];
  /** The newest technical events, newest first. */
  events(most: number): readonly { readonly at: EpochMs; readonly event: string; readonly values: Readonly<Record<string, string | number | null>> }[];
  versions(): readonly { readonly what: 'software' | 'fiscal' | 'tariff' | 'destinations' | 'journal-key' | 'mark-key' | 'terminal'; readonly value: string }[];
  /** Sticks that are plugged in now. */
  media(): readonly { readonly id: string; readonly name: string; readonly freeBytes: number | null }[];
  /** Writes the signed archive of all closed days, and its public key. */
  exportTo(medium: string): Promise<Result<{ readonly file: string }, ExportTrouble>>;
  /** The page is loaded anew; or the program starts anew, in school mode or out of it. */
  restartScreen(): void;
  restartProgram(how: { readonly training: boolean }): void;
}

/** A lamp over the terminal. */
export interface Lamp {
  show(state: 'off' | 'called' | 'helping'): void;
}

/**
 * Why the ledger takes nothing, or nothing new. `full` also while the last of the disk is kept for what has begun: then
 * records are still taken, and nothing new is sold. `clock`: the clock cannot be right, and nothing is dated by it.
 */
export type LedgerTrouble = 'full' | 'read-only' | 'corrupt' | 'range-exhausted' | 'closed' | 'clock';

export interface Recorded<F extends Fact = Fact> {
  /** Position in the journal, from 1, without gaps. */
  readonly seq: number;
  readonly at: EpochMs;
  readonly fact: F;
  /** Four characters of its signature, the 3rd, 7th, 13th and 19th: printed, they tie a paper to its record (REC-8). */
  readonly extract: string;
}

/** Durable ranges: a serial taken is never given again, whatever happens after. */
export type Series = 'sale' | 'label' | 'incident' | NumberSeries;

/** The ranges that the operator allots: Colissimo and letter numbers of its own, registered letters, and S10 numbers for abroad. */
export type NumberSeries = 'colissimo' | 'letter' | 'registered' | 's10-letter' | 's10-registered' | 's10-parcel';

export interface Ledger {
  /** Durable when it returns. Synchronous: nothing may happen between the record and the act it announces. */
  record<F extends Fact>(fact: F): Result<Recorded<F>, LedgerTrouble>;
  /** All or none, in one transaction, in this order. */
  recordAll(facts: readonly Fact[]): Result<readonly Recorded[], LedgerTrouble>;
  /** Takes the next serial of each series named and records the fact made with them, in one transaction. */
  issue<F extends Fact, S extends Series>(series: readonly S[], fact: (serials: Readonly<Record<S, number>>) => F): Result<Recorded<F>, LedgerTrouble>;
  /** The facts of every sale that is not closed, in order. */
  openSales(): readonly { readonly sale: string; readonly facts: readonly Recorded[] }[];
  /** How many serials of a range can still be given: looked at before payment, not met after it. */
  remaining(series: Series): number;
  /** Null when the ledger takes records and something new may begin. */
  trouble(): LedgerTrouble | null;
  /**
   * Every sale with an incident that nobody has settled, open or closed, in order. Its facts are read when they are asked for: there
   * may be hundreds that nobody has come to settle.
   */
  openIncidents(): readonly { readonly sale: string; readonly facts: readonly Recorded[] }[];
  /** Position of the newest `clock.changed`: what was promised for an hour before it can no longer be told by this clock. 0 when there is none. */
  clockChangedAt(): number;
  /** How many labels the roll still holds, as counted since the last `roll.counted`; null before the first. Never below zero. */
  left(roll: 'labels'): number | null;
  /**
   * What this terminal knows of one item, oldest first: `item` is a label of ours or a number that a label bears. Its
   * `label.issued`, what became of the label, and every `item.deposited`; empty when it is unknown here.
   */
  factsOf(item: string): readonly Recorded[];
  /** Every fact of one sale, open or closed, with the copies of its papers; empty when there is no such sale. */
  factsOfSale(sale: string): readonly Recorded[];
}

/** A franking mark: what the operator's service (or the void default) says must be printed. */
export interface Mark {
  /** Content of the Data Matrix. */
  readonly payload: string;
  /** Lines to be printed beside it, such as `SPÉCIMEN` and `SANS VALEUR`. */
  readonly legend: readonly string[];
}

export interface FrankingAuthority {
  mark(request: { readonly label: string; readonly product: string; readonly value: Cents; readonly grams: Grams; readonly number: string | null; readonly at: EpochMs }): Mark;
  /** Signs the text of a proof of posting, so that anyone can check it later: printable ASCII. */
  seal(text: string): string;
  /** Which label a mark of this terminal belongs to, when its signature holds; null for anything else. */
  labelOf(mark: string): string | null;
  /** Whether `signature` is this terminal's seal of `text`. */
  isSealOf(text: string, signature: string): boolean;
}

export interface Town {
  readonly postcode: string;
  /** As line 6 must spell it: capitals, no accent, no hyphen, no apostrophe. */
  readonly label: string;
  /** As people write it. */
  readonly name: string;
}

export interface Places {
  /** Towns of a five-digit French postcode; empty when there is none. */
  townsOf(postcode: string): readonly Town[];
  /** Towns whose name begins with what was typed (accents, case and hyphens do not matter), largest match first; at most `most`. */
  search(text: string, most: number): readonly Town[];
}

/** Where a parcel can be collected, from the operator's list. */
export interface PickUpPoints {
  /** False when no list is configured: the product is then not offered. */
  readonly any: boolean;
  /** The nearest known to a postcode (the same, then the same department), at most seven. */
  near(postcode: string): readonly PickUpPoint[];
}

/** A prepaid envelope or packaging, from the operator's list in `terminal.json`. */
export interface Article {
  readonly article: string;
  readonly name: Localised;
  readonly text: Localised | null;
  readonly kind: 'envelope' | 'box' | 'padded' | 'other';
  readonly price: Cents;
}

/**
 * The electronic pre-advice of an item with customs papers: what the operator's back office must have before the item
 * travels. Personal data: kept apart from the ledger, purged after acknowledgement or after N days (GDPR-5).
 */
export interface PreAdviceRecord {
  readonly label: string;
  readonly number: string | null;
  readonly product: string;
  readonly grams: Grams;
  readonly postage: Cents;
  readonly destination: string;
  readonly sender: readonly string[];
  readonly addressee: readonly string[];
  readonly phone: string;
  readonly declaration: CustomsDeclaration;
}

export interface PreAdvice {
  /** Durable when it returns. Without it the item cannot travel: nothing is printed. */
  keep(record: PreAdviceRecord): Result<void, LedgerTrouble>;
  /** The label was voided: the item will not travel under this number. */
  withdraw(label: string): void;
  /** Why nothing can be kept, as far as the last attempt told; null when it went well. Looked at before payment, not met after it. */
  trouble(): LedgerTrouble | null;
}

export interface Tariffs {
  /** The tariff in force at that instant, Europe/Paris; null when no file covers it. */
  at(instant: EpochMs): Tariff | null;
}

/** What a full roll holds, and for how many labels its near-end sensor stands; null where the printer has no such sensor. From `terminal.json`. */
export interface Roll {
  readonly capacity: number;
  readonly nearEnd: number | null;
}

/** Who sells, where: printed on every paper. From `terminal.json`. */
export interface Office {
  readonly terminal: string;
  readonly name: string;
  readonly address: readonly string[];
  readonly provider: { readonly name: string; readonly address: readonly string[]; readonly registration: string; readonly phone: string };
}

/** What stands in front of the serial: of Colissimo two characters such as `9V`, of letters the leading ones of fifteen, of S10 the two letters of the service. */
export type Numbering = Readonly<Record<NumberSeries, string>>;

export interface Ports {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly scale: ScalePort;
  readonly card: CardPort;
  readonly labels: LabelPort;
  readonly papers: PaperPort;
  readonly scanner: ScannerPort;
  readonly badge: BadgePort;
  readonly staff: StaffBook;
  readonly backroom: Backroom;
  readonly lamp: Lamp;
  readonly authority: FrankingAuthority;
  readonly places: Places;
  readonly pickUpPoints: PickUpPoints;
  readonly tariffs: Tariffs;
  readonly destinations: DestinationBook;
  /** Sold beside postage; empty when the operator has configured none. */
  readonly articles: readonly Article[];
  readonly preAdvice: PreAdvice;
  /** Where items are left: a box of this terminal, or a member of staff. */
  readonly drop: 'box' | 'staff';
  /** The operator's tracking page of a number; null when none is configured. */
  readonly trackingLink: (number: string) => string | null;
  readonly office: Office;
  readonly numbering: Numbering;
  readonly roll: Roll;
  /**
   * How long after an incident the terminal itself still gives money back, ms. From then on the counter pays on the slip: never
   * both. Whether a payment was debited at all may be learned later, too.
   */
  readonly retryFor: number;
  /** Nothing is sold: marked on the screen and on every paper, recorded on a chain of its own (FIS-14). See `terminal/training.ts`. */
  readonly training: boolean;
  /** Of the software, for the receipt (REC-8). */
  readonly version: string;
  /** A fresh, unguessable identifier for a session. */
  readonly newSession: () => string;
  /** A fresh order of the ten digits on a keypad, unguessable. */
  readonly shuffledDigits: () => readonly number[];
  /** The language of the screen: what a paper says in French, it says in this one too. The office's own while nobody is served. */
  readonly spoken: () => Locale;
  /** The flows call a person by themselves, as after a jam: the terminal hears it as its own `help.called`, shows and records it. */
  readonly call: (why: Exclude<HelpWhy, 'customer'>) => void;
}

export type { Fact, FactOf };
