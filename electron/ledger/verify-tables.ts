import { factSchema, type Fact } from '../../flows/facts.ts';
import type { Finding, RawRecord } from './evidence.ts';
import { itemsOf, labelsTakenBy, saleOf } from './record.ts';

/**
 * What is derived from the journal, against the journal. The chains do not cover it, and service believes it: a sale missing
 * from it would be forgotten at the next start, an incident never settled, a label sold that the roll does not hold.
 */
export interface DerivedTables {
  readonly service: SideTables;
  /** Null, with what else came later: a database that an older Moulin wrote and no newer one has opened yet. */
  readonly training: SideTables | null;
  /** Labels that the roll holds; null when it was never counted, or the table is not there. */
  readonly roll: () => number | null;
}

/** Of what is sold, or of what is only tried (FIS-14). */
export interface SideTables {
  readonly sales: () => Iterable<Interval>;
  /** Null: not there yet. */
  readonly incidents: (() => Iterable<Interval>) | null;
  readonly items: ItemIndex | null;
}

/** Where something begins and ends in the journal. */
export interface Interval {
  readonly name: string;
  readonly begun: number;
  readonly ended: number | null;
}

/** The table of items, as a scanned label is looked up in it. */
export interface ItemIndex {
  has(item: string, seq: bigint): boolean;
  count(): number;
}

/** @param records of a journal that was verified: what cannot be read was found there. */
export function checkTables(records: Iterable<RawRecord>, tables: DerivedTables): readonly Finding[] {
  const [service, training] = [new Side(tables.service), tables.training === null ? null : new Side(tables.training)];
  const findings: Finding[] = [];
  let roll: number | null = null;
  let last = 0n;
  for (const record of records) {
    last = record.seq;
    const fact = factSchema.parse(JSON.parse(Buffer.from(record.fact).toString('utf8')));
    (record.chain === 'X' ? training : service)?.note(record.seq, fact, findings);
    if (fact.type === 'roll.counted') roll = fact.left;
    if (roll !== null) roll = Math.max(0, roll - labelsTakenBy(fact));
  }
  service.close(last, findings);
  training?.close(last, findings);
  const counted = tables.roll();
  if (tables.training !== null && counted !== roll) {
    findings.push(index(last, `The table of rolls says that ${counted ?? 'nobody knows how many'} labels are left; by the signed journal it is ${roll ?? 'not known'}.`));
  }
  return findings;
}

function index(seq: bigint, message: string): Finding {
  return { kind: 'index', seq, message };
}

class Side {
  readonly #tables: SideTables;
  readonly #sales = new Map<string, Interval>();
  readonly #incidents = new Map<string, Interval>();
  #items = 0;
  #lost = 0;

  constructor(tables: SideTables) {
    this.#tables = tables;
  }

  note(seq: bigint, fact: Fact, findings: Finding[]): void {
    const sale = saleOf(fact);
    if (sale !== null) note(this.#sales, sale, Number(seq), fact.type === 'sale.closed');
    if (fact.type === 'incident.opened' || fact.type === 'incident.settled') note(this.#incidents, fact.incident, Number(seq), fact.type === 'incident.settled');
    const { items } = this.#tables;
    if (items === null) return;
    // A deposit or a voided label missing from it would let the item travel twice, or after it was given back.
    for (const item of itemsOf(fact)) {
      this.#items += 1;
      if (items.has(item, seq)) continue;
      this.#lost += 1;
      findings.push(index(seq, `The table of items has lost record ${seq} of ${item}; the signed journal has it.`));
    }
  }

  close(last: bigint, findings: Finding[]): void {
    compare(this.#sales, this.#tables.sales(), { open: 'open sales', one: 'sale' }, last, findings);
    const { incidents } = this.#tables;
    if (incidents !== null) compare(this.#incidents, incidents(), { open: 'open incidents', one: 'incident' }, last, findings);
    const strange = (this.#tables.items?.count() ?? this.#items) - (this.#items - this.#lost);
    if (strange > 0) findings.push(index(last, `The table of items holds ${strange} entries that the signed journal does not know.`));
  }
}

function note(known: Map<string, Interval>, name: string, seq: number, ends: boolean): void {
  const one = known.get(name) ?? { name, begun: seq, ended: null };
  known.set(name, ends && one.ended === null ? { ...one, ended: seq } : one);
}

interface Kind {
  /** What the table is asked for. */
  readonly open: string;
  readonly one: string;
}

function compare(known: ReadonlyMap<string, Interval>, listed: Iterable<Interval>, { open, one }: Kind, last: bigint, findings: Finding[]): void {
  const missing = new Map(known);
  const find = (what: string): void => void findings.push(index(last, `The table of ${open} ${what}; the signed journal says otherwise.`));
  for (const entry of listed) {
    const signed = known.get(entry.name);
    missing.delete(entry.name);
    if (signed?.begun !== entry.begun || signed.ended !== entry.ended) find(difference(signed, entry, one));
  }
  for (const { name, ended } of missing.values()) find(`has lost ${one} ${name}${ended === null ? '' : ', which was ended'}`);
}

function difference(signed: Interval | undefined, { name, ended }: Interval, one: string): string {
  if (signed === undefined || (signed.ended !== null && ended === null)) return `still holds ${one} ${name}`;
  return signed.ended === null && ended !== null ? `has lost ${one} ${name}` : `puts ${one} ${name} elsewhere`;
}
