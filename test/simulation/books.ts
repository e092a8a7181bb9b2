import { balanceOf, foldSale, type SaleState } from '../../flows/checkout/sale.ts';
import { factSchema, type Fact, type FactOf } from '../../flows/facts.ts';
import { viewSchema, type View } from '../../flows/view.ts';
import type { TwinOf } from '../../devices/drivers.ts';
import { must } from './violation.ts';
import type { Bookkeeper, WrittenRecord } from './witness.ts';

/**
 * The auditor of a simulated world. It hears every record that the ledger promises, sees what the card terminal really moved
 * and what really came out of the label printer, and after each event compares the two. It shares nothing with the terminal
 * but the reading of a sale (`flows/checkout/sale.ts`).
 */

interface SaleBook {
  readonly facts: Fact[];
  readonly payments: Set<string>;
  readonly refunds: Set<string>;
  /** Cents that the card terminal really took and gave back, whatever it said. */
  debited: number;
  credited: number;
  /** Value of the labels that really came out whole. */
  delivered: number;
  /** References that were really debited. */
  readonly debits: Set<string>;
}

/** Settled sales remembered; one with an open incident is for as long as it is open, for the terminal may yet speak of it. */
const remembered = 400;
/** Records compared word for word when the journal is opened again: more than any short life has. */
const comparedRecords = 1_000;
/** Transactions looked at again: only the last ones can still change. */
const unsettledTransactions = 64;

export class Books implements Bookkeeper {
  confirmed = 0;
  /** What the ledger holds for ever, as far as it was promised and not yet found again after a restart. */
  #unconfirmed: WrittenRecord[] = [];
  /** Whose commit failed since the last that did not: the newest that reached the disk may be found there. */
  #doubtful: (readonly WrittenRecord[])[] = [];
  readonly #sales = new Map<string, SaleBook>();
  /** Closed and without open incidents, the one that was settled first first. */
  readonly #settled = new Set<string>();
  readonly #saleOfReference = new Map<string, string>();
  readonly #labels = new Map<string, { readonly sale: string; readonly value: number; printed: number; partly: boolean; state: 'issued' | 'printed' | 'spoiled' | 'unknown'; why: string }>();
  readonly #numbers = new Set<string>();
  readonly #closures = new Map<string, string>();
  readonly #touched = new Set<string>();
  readonly #fates = new Map<number, string>();
  readonly #twins: TwinOf;
  readonly #onRecord: (record: WrittenRecord, fact: Fact) => void;
  #papersSeen = 0;
  #paperTurned = true;
  #cardTurned = true;
  #lastSale: string | null = null;
  #records = 0;
  /** People who have come. */
  sessions = 0;

  constructor(twins: TwinOf, onRecord: (record: WrittenRecord, fact: Fact) => void = () => {}) {
    this.#twins = twins;
    this.#onRecord = onRecord;
    twins['label-printer'].onChange(() => void (this.#paperTurned = true));
    twins['payment-terminal'].onChange(() => void (this.#cardTurned = true));
  }

  /** Records promised so far. */
  get records(): number {
    return this.#records;
  }

  promised(records: readonly WrittenRecord[]): void {
    this.#doubtful = [];
    for (const record of records) this.#take(record);
  }

  doubtful(records: readonly WrittenRecord[]): void {
    this.#doubtful.push(records);
  }

  found(records: readonly WrittenRecord[]): void {
    for (const [index, promised] of this.#unconfirmed.entries()) {
      const there = records[index];
      must(there !== undefined, () => `record ${promised.seq} was promised and is gone: ${promised.text}`);
      must(there.seq === promised.seq && there.at === promised.at && there.text === promised.text, () => `record ${promised.seq} was promised as ${promised.text} and is ${there.text}`);
    }
    const more = records.slice(this.#unconfirmed.length);
    must(more.length === 0 || this.#doubtful.some((written) => textOf(written) === textOf(more)), () => `record ${more[0]?.seq} was never written: ${more[0]?.text}`);
    this.#doubtful = [];
    for (const record of more) this.#take(record);
    this.confirmed = records.at(-1)?.seq ?? this.confirmed;
    this.#unconfirmed = [];
  }

  /** Whether a journal of so many records is the one that was promised, or has one more whose commit failed. */
  mayHold(records: number): boolean {
    return [0, ...this.#doubtful.map(({ length }) => length)].some((more) => records === this.#records + more);
  }

  #take(record: WrittenRecord): void {
    must(record.seq === this.#records + 1, () => `record ${record.seq} follows record ${this.#records}`);
    this.#records = record.seq;
    this.#unconfirmed.push(record);
    if (this.#unconfirmed.length > comparedRecords) {
      // As far as this a long life is believed; that nothing of it is missing the whole journal says at its end.
      this.confirmed = this.#unconfirmed.splice(0, comparedRecords / 2).at(-1)?.seq ?? this.confirmed;
    }
    const fact = factSchema.parse(JSON.parse(record.text));
    this.#onRecord(record, fact);
    if (fact.type === 'session.started') this.sessions += 1;
    if ('sale' in fact) this.#enter(fact);
    if (fact.type === 'item.deposited') this.#deposit(fact);
    if (fact.type === 'period.closed') this.#close(fact);
  }

  #enter(fact: Extract<Fact, { readonly sale: string }>): void {
    if (fact.type === 'sale.opened') {
      must(!this.#sales.has(fact.sale), () => `sale ${fact.sale} was opened twice`);
      this.#sales.set(fact.sale, { facts: [], payments: new Set(), refunds: new Set(), debited: 0, credited: 0, delivered: 0, debits: new Set() });
      this.#lastSale = fact.sale;
      this.#forget();
    }
    const book = this.#sales.get(fact.sale);
    must(book !== undefined, () => `${fact.type} of a sale that was never opened, or was settled long ago: ${fact.sale}`);
    book.facts.push(fact);
    this.#touched.add(fact.sale);
    if (fact.type === 'payment.requested' || fact.type === 'refund.requested') {
      must(!this.#saleOfReference.has(fact.reference), () => `reference ${fact.reference} was used twice`);
      this.#saleOfReference.set(fact.reference, fact.sale);
      (fact.type === 'payment.requested' ? book.payments : book.refunds).add(fact.reference);
    }
    if (fact.type === 'label.issued') this.#issue(fact);
    if (fact.type === 'label.printed' || fact.type === 'label.spoiled' || fact.type === 'label.unknown') {
      const label = this.#labels.get(fact.label);
      must(label !== undefined, () => `${fact.type} of a label that was never issued: ${fact.label}`);
      // A void label is worth nothing, wherever it is.
      if (fact.type === 'label.spoiled' && label.printed > 0) book.delivered -= label.value;
      label.why = fact.type === 'label.printed' ? '' : fact.reason;
      label.state = fact.type === 'label.printed' ? 'printed' : fact.type === 'label.spoiled' ? 'spoiled' : 'unknown';
    }
  }

  #issue({ sale, label, number, value }: FactOf<'label.issued'>): void {
    must(!this.#labels.has(label), () => `label ${label} was issued twice`);
    must(number === null || !this.#numbers.has(number), () => `number ${number} was given twice`);
    if (number !== null) this.#numbers.add(number);
    this.#labels.set(label, { sale, value, printed: 0, partly: false, state: 'issued', why: '' });
  }

  /** A label that stopped half way, and whose mark can be read, is accepted at the drop: so it was delivered. */
  #deposit({ item }: FactOf<'item.deposited'>): void {
    const label = this.#labels.get(item);
    const book = label === undefined ? undefined : this.#sales.get(label.sale);
    if (label === undefined || book === undefined || label.printed > 0) return;
    must(label.partly, () => `label ${item} was left here and never came out`);
    label.printed = 1;
    book.delivered += label.value;
  }

  #close({ period, key }: FactOf<'period.closed'>): void {
    const last = this.#closures.get(period);
    must(last === undefined || last < key, () => `the ${period} ${key} was closed after ${last}`);
    this.#closures.set(period, key);
  }

  /** What long ago was settled cannot come back; a long run would keep it all. */
  #forget(): void {
    if (this.#settled.size <= remembered) return;
    const [sale = ''] = this.#settled;
    const book = this.#sales.get(sale);
    this.#settled.delete(sale);
    this.#sales.delete(sale);
    for (const reference of [...(book?.payments ?? []), ...(book?.refunds ?? [])]) this.#saleOfReference.delete(reference);
    for (const fact of book?.facts ?? []) {
      if (fact.type !== 'label.issued') continue;
      this.#labels.delete(fact.label);
      if (fact.number !== null) this.#numbers.delete(fact.number);
    }
  }

  /** After every event. @throws Violation */
  check(): void {
    if (this.#cardTurned) this.#readCard();
    if (this.#paperTurned) this.#readLabels();
    for (const sale of this.#touched) this.#checkSale(sale);
    this.#touched.clear();
  }

  #readCard(): void {
    this.#cardTurned = false;
    const { transactions } = this.#twins['payment-terminal'].state();
    for (const transaction of transactions.slice(-unsettledTransactions)) {
      const { number, reference, amount, fate } = transaction;
      const before = this.#fates.get(number);
      if (before === fate) continue;
      this.#fates.set(number, fate);
      this.#fates.delete(number - 2 * unsettledTransactions);
      const sale = this.#saleOfReference.get(reference);
      const book = sale === undefined ? undefined : this.#sales.get(sale);
      must(sale !== undefined && book !== undefined, () => `the card terminal was asked for ${amount} under ${reference}, and the ledger knows nothing of it`);
      const paying = book.payments.has(reference);
      if (fate === 'approved') {
        must(paying, () => `${reference} was to give back, and debited ${amount}`);
        book.debited += amount;
        must(!book.debits.has(reference), () => `${reference} was debited twice`);
        book.debits.add(reference);
        must(book.debits.size === 1, () => `sale ${sale} was debited under ${[...book.debits].join(' and ')}`);
      }
      if (fate === 'cancelled' || fate === 'refunded') book.credited += amount;
      this.#touched.add(sale);
    }
  }

  #readLabels(): void {
    this.#paperTurned = false;
    for (const paper of this.#twins['label-printer'].papers()) {
      if (paper.number <= this.#papersSeen) continue;
      this.#papersSeen = paper.number;
      const mark = paper.codes.find((code) => code.startsWith('MOULIN-VOID:'));
      if (mark === undefined) continue;
      const name = decodeURIComponent(mark.split(':')[3] ?? '');
      const label = this.#labels.get(name);
      if (!paper.complete) {
        if (label !== undefined) label.partly = true;
        continue;
      }
      must(label !== undefined, () => `label ${name} came out, and the ledger never issued it`);
      const book = this.#sales.get(label.sale);
      must(book !== undefined, () => `label ${name} came out long after its sale was settled`);
      const issued = book.facts.find((fact): fact is FactOf<'label.issued'> => fact.type === 'label.issued' && fact.label === name);
      must(issued?.mark === mark, () => `label ${name} came out with another mark than was issued`);
      label.printed += 1;
      must(label.printed === 1, () => `label ${name} came out twice`);
      must(label.state !== 'spoiled' || isIndistinct(label.why), () => `label ${name} came out although it was void (${label.why})`);
      if (label.state !== 'spoiled') book.delivered += label.value;
      this.#touched.add(label.sale);
    }
  }

  #checkSale(sale: string): void {
    const book = this.#sales.get(sale);
    if (book === undefined) return;
    const state = foldSale(book.facts);
    const { debited, credited, delivered } = book;
    const owed = debited - credited - delivered;
    const figures = (): string => `sale ${sale}: really debited ${debited}, given back ${credited}, delivered ${delivered}`;
    must(credited <= debited, () => `${figures()}: more was given back than taken`);
    must(debited === 0 || debited === state.total, () => `${figures()}: ${state.total} was to be paid`);
    must(owed >= 0, () => `${figures()}: goods without money`);
    for (const [name, { state: known }] of state.labels) {
      const { printed, why } = this.#labels.get(name) ?? { printed: 0, why: '' };
      must(known !== 'printed' || printed === 1, () => `label ${name} is recorded as printed and did not come out`);
      must(known !== 'spoiled' || printed === 0 || isIndistinct(why), () => `label ${name} is void (${why}), and it had come out`);
    }
    this.#checkRecordedMoney(sale, book, state);
    const balance = balanceOf(state);
    if (state.closed && balance.incidents === 0) this.#settled.add(sale);
    else this.#settled.delete(sale);
    if (!state.closed) return;
    must(balance.owed === 0, () => `sale ${sale} was closed and does not balance: ${JSON.stringify(balance)}`);
    must(owed <= balance.incidents, () => `${figures()}: closed, and only ${balance.incidents} of it is an open incident`);
  }

  /** What the ledger says for certain of money must be so. */
  #checkRecordedMoney(sale: string, { debits, credited }: SaleBook, { payment, refunds }: SaleState): void {
    if (payment.state === 'approved') must(payment.reference !== null && debits.has(payment.reference), () => `sale ${sale} is recorded as paid, and its card was not debited`);
    if (payment.state === 'declined') must(payment.reference === null || !debits.has(payment.reference), () => `sale ${sale} is recorded as refused, and its card was debited`);
    const given = [...refunds.values()].filter(({ state }) => state === 'approved').reduce((sum, { amount }) => sum + amount, 0);
    must(given <= credited, () => `sale ${sale}: ${given} are recorded as given back, and ${credited} were`);
  }

  /** What a customer is told must be so. @throws Violation */
  checkView(view: View): void {
    const parsed = viewSchema.safeParse(view);
    must(parsed.success, () => `the screen ${view.screen} is not as the contract says: ${parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`);
    const book = this.#lastSale === null ? undefined : this.#sales.get(this.#lastSale);
    if (view.money?.state === 'paid') {
      must(book !== undefined && book.debited > 0, () => `the screen ${view.screen} says that ${view.money?.amount} are paid, and no card was debited`);
    }
    const returned = Math.max(view.money?.state === 'returned' ? view.money.amount : 0, 'returned' in view ? view.returned : 0);
    must(returned === 0 || (book !== undefined && book.credited >= returned), () => `the screen ${view.screen} says that ${returned} came back, and ${book?.credited ?? 0} did`);
  }

  /** Once everything works again and has had its time: no sale is left open. @throws Violation */
  checkRest(): void {
    for (const [sale, { facts }] of this.#sales) must(foldSale(facts).closed, () => `sale ${sale} is still open although everything works: ${facts.map(({ type }) => type).join(', ')}`);
  }
}

/**
 * A Zebra printer that is out of labels or open says nothing of its counters (`devices.md` 3): a label that was out a moment
 * before looks like one that stopped half way. It is void, and no scanner here takes it.
 */
function isIndistinct(why: string): boolean {
  return why === 'paper-out' || why === 'head-open';
}

function textOf(records: readonly WrittenRecord[]): string {
  return records.map(({ text }) => text).join();
}
