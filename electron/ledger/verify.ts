import { verify as verifySignature, type KeyObject } from 'node:crypto';
import { balanceOf, foldSale } from '../../flows/checkout/sale.ts';
import { factSchema, type Fact, type FactOf } from '../../flows/facts.ts';
import { canonicalJson } from './canonical.ts';
import { genesis, itemsOf, recordHash, saleOf } from './record.ts';

/** A record as it lies in the database or in an export: raw bytes, nothing believed. */
export interface RawRecord {
  readonly seq: bigint;
  readonly at: bigint;
  readonly type: string;
  readonly sale: string | null;
  readonly fact: Uint8Array;
  readonly hash: Uint8Array;
  readonly signature: Uint8Array;
}

export type FindingKind = 'missing' | 'fact-or-time' | 'hash' | 'signature' | 'forged' | 'repeated-columns' | 'unreadable' | 'sale' | 'number-twice' | 'copy' | 'deposit' | 'anchor' | 'index';

export interface Finding {
  readonly kind: FindingKind;
  /** The record it is about; for a sale, the last one of that sale. */
  readonly seq: bigint;
  readonly message: string;
}

export interface Verification {
  readonly records: number;
  /** Hash of the last record read, hexadecimal. */
  readonly head: string;
  readonly closedSales: number;
  /** Sales that the journal has not closed. */
  readonly openSales: readonly string[];
  readonly findings: readonly Finding[];
}

export interface VerifyOptions {
  readonly publicKey: KeyObject;
  /** A record known from an earlier export: shows that nothing before it was replaced and that no tail was cut off. */
  readonly anchor?: { readonly seq: bigint; readonly hash: string };
}

/**
 * Walks a journal from its first record. It shares with the writer only the layout of what is hashed; the first break of
 * the chain ends the walk, since nothing behind it proves anything.
 */
export function verifyRecords(records: Iterable<RawRecord>, { publicKey, anchor }: VerifyOptions): Verification {
  const findings: Finding[] = [];
  const sales = new SalesLedger();
  let previous = genesis(publicKey);
  let count = 0;
  let anchorMet = false;
  for (const record of records) {
    const expected = BigInt(count + 1);
    const broken = chainFinding(record, expected, previous, publicKey);
    if (broken) {
      findings.push(broken);
      return { records: count, head: Buffer.from(previous).toString('hex'), ...sales.counts(), findings };
    }
    count += 1;
    previous = record.hash;
    if (anchor?.seq === record.seq) {
      anchorMet = true;
      if (Buffer.from(record.hash).toString('hex') !== anchor.hash) findings.push({ kind: 'anchor', seq: record.seq, message: `Record ${record.seq} is not the one that the earlier export holds: the journal was replaced.` });
    }
    const fact = readFact(record, findings);
    if (fact) sales.add(record.seq, fact, findings);
  }
  if (anchor && !anchorMet && anchor.seq > 0n) {
    findings.push({ kind: 'anchor', seq: anchor.seq, message: `Record ${anchor.seq} of the earlier export is gone: the journal ends at record ${count}.` });
  }
  sales.close(findings);
  return { records: count, head: Buffer.from(previous).toString('hex'), ...sales.counts(), findings };
}

/**
 * The table of open sales is what recovery reads at start: a sale missing from it would be forgotten.
 * @param listed the sales that the table holds as open.
 */
export function checkOpenIndex(verified: Verification, listed: ReadonlySet<string>): readonly Finding[] {
  const open = new Set(verified.openSales);
  const finding = (sale: string, what: string): Finding => ({ kind: 'index', seq: BigInt(verified.records), message: `The table of open sales ${what} sale ${sale}; the signed journal says otherwise.` });
  return [...[...open].filter((sale) => !listed.has(sale)).map((sale) => finding(sale, 'has lost')), ...[...listed].filter((sale) => !open.has(sale)).map((sale) => finding(sale, 'still holds'))];
}

/** The table of items, as a scanned label is looked up in it. */
export interface ItemIndex {
  has(item: string, seq: bigint): boolean;
  count(): number;
}

/** A deposit or a voided label missing from the table of items would let the item travel twice, or after it was given back. */
export function checkItemIndex(records: Iterable<RawRecord>, index: ItemIndex): readonly Finding[] {
  const findings: Finding[] = [];
  let expected = 0;
  for (const { seq, type, fact } of records) {
    if (!type.startsWith('label.') && type !== 'item.deposited') continue;
    for (const item of itemsOf(factSchema.parse(JSON.parse(Buffer.from(fact).toString('utf8'))))) {
      expected += 1;
      if (!index.has(item, seq)) findings.push({ kind: 'index', seq, message: `The table of items has lost record ${seq} of ${item}; the signed journal has it.` });
    }
  }
  const strange = index.count() - (expected - findings.length);
  if (strange > 0) findings.push({ kind: 'index', seq: 0n, message: `The table of items holds ${strange} entries that the signed journal does not know.` });
  return findings;
}

/** What is wrong with one link of the chain; null when it holds. */
function chainFinding(record: RawRecord, expected: bigint, previous: Uint8Array, publicKey: KeyObject): Finding | null {
  const finding = (kind: FindingKind, message: string): Finding => ({ kind, seq: expected, message: `Record ${expected}: ${message}` });
  if (record.seq !== expected) return finding('missing', `it is missing; record ${record.seq} stands in its place.`);
  const computed = recordHash(previous, record.seq, record.at, record.fact);
  const hashHolds = computed.equals(record.hash);
  const signed = (digest: Uint8Array): boolean => verifySignature(null, digest, publicKey, record.signature);
  if (hashHolds) return signed(record.hash) ? null : finding('signature', 'its signature is not one of this key.');
  if (signed(record.hash)) return finding('fact-or-time', 'its fact, its time or its place was changed after it was signed.');
  if (signed(computed)) return finding('hash', 'its stored hash was changed; fact and signature are sound.');
  return finding('forged', 'neither its hash nor its signature fits: it, or the record before it, was replaced.');
}

function readFact(record: RawRecord, findings: Finding[]): Fact | null {
  const unreadable = (why: string): null => {
    findings.push({ kind: 'unreadable', seq: record.seq, message: `Record ${record.seq}: ${why}` });
    return null;
  };
  const text = Buffer.from(record.fact).toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return unreadable('its fact is not JSON.');
  }
  const known = factSchema.safeParse(parsed);
  if (!known.success) return unreadable('its fact is of a kind that this version does not know, or lacks something.');
  if (canonicalJson(known.data) !== text) return unreadable('its fact is not in canonical form.');
  if (record.type !== known.data.type || record.sale !== saleOf(known.data)) {
    findings.push({
      kind: 'repeated-columns',
      seq: record.seq,
      message: `Record ${record.seq}: the columns type and sale say ${record.type} ${record.sale ?? '–'}, its signed fact says ${known.data.type} ${saleOf(known.data) ?? '–'}.`,
    });
  }
  return known.data;
}

/** What may still be recorded of a sale after its end: papers printed late, copied, or refused to somebody. No money moves. */
const afterTheEnd: ReadonlySet<Fact['type']> = new Set(['document.printed', 'document.copied', 'copy.refused']);

/** Folds every sale as the terminal does, and checks the invariant of the house on those that are closed. */
class SalesLedger {
  readonly #open = new Map<string, { facts: Fact[]; last: bigint }>();
  /** Closed sales with an incident that a person may still settle. */
  readonly #unsettled = new Map<string, { facts: Fact[]; last: bigint }>();
  readonly #closed = new Set<string>();
  readonly #labels = new Set<string>();
  readonly #numbers = new Set<string>();
  /** The number of the newest copy, by sale and document. */
  readonly #copies = new Map<string, number>();

  add(seq: bigint, fact: Fact, findings: Finding[]): void {
    if (fact.type === 'label.issued') {
      this.#once(this.#labels, fact.label, seq, findings);
      if (fact.number !== null) this.#once(this.#numbers, fact.number, seq, findings);
    }
    if (fact.type === 'item.deposited') this.#deposit(fact, seq, findings);
    if (fact.type === 'document.copied') this.#copy(fact, seq, findings);
    const id = saleOf(fact);
    if (id === null) return;
    if (this.#closed.has(id) && fact.type !== 'incident.settled') {
      if (!afterTheEnd.has(fact.type)) findings.push({ kind: 'sale', seq, message: `Record ${seq}: ${fact.type} was recorded after sale ${id} had been closed.` });
      return;
    }
    const sale = this.#unsettled.get(id) ?? this.#open.get(id) ?? { facts: [], last: seq };
    sale.facts.push(fact);
    sale.last = seq;
    if (this.#closed.has(id)) {
      this.#unsettled.set(id, sale);
      return;
    }
    this.#open.set(id, sale);
    if (fact.type === 'sale.closed') this.#end(id, sale, fact, findings);
  }

  #once(seen: Set<string>, value: string, seq: bigint, findings: Finding[]): void {
    if (seen.has(value)) findings.push({ kind: 'number-twice', seq, message: `Record ${seq}: ${value} was given a second time.` });
    seen.add(value);
  }

  /** Whoever says that an item was franked here must name a label that was. */
  #deposit({ item, franked }: FactOf<'item.deposited'>, seq: bigint, findings: Finding[]): void {
    if (franked === 'here' && !this.#labels.has(item)) findings.push({ kind: 'deposit', seq, message: `Record ${seq}: ${item} was left here as franked here, and never was.` });
  }

  /** Copies are numbered from 1, without gaps (FIS-13): a number left out is a paper that nobody answers for. */
  #copy({ sale, document, copy }: FactOf<'document.copied'>, seq: bigint, findings: Finding[]): void {
    const key = `${document} of sale ${sale}`;
    const last = this.#copies.get(key) ?? 0;
    this.#copies.set(key, Math.max(last, copy));
    if (copy !== last + 1) findings.push({ kind: 'copy', seq, message: `Record ${seq}: copy ${copy} of the ${key} ${copy <= last ? 'was given a second time' : `follows copy ${last}`}.` });
  }

  #end(id: string, sale: { facts: Fact[]; last: bigint }, stated: Extract<Fact, { type: 'sale.closed' }>, findings: Finding[]): void {
    this.#open.delete(id);
    this.#closed.add(id);
    const fault = saleFault(sale.facts, stated);
    if (fault) findings.push({ kind: 'sale', seq: sale.last, message: `Record ${sale.last}: sale ${id} ${fault}` });
    else if (sale.facts.some((fact) => fact.type === 'incident.opened')) this.#unsettled.set(id, sale);
  }

  /** Sales still open are not at fault for owing something; only for facts that contradict each other. */
  close(findings: Finding[]): void {
    for (const [id, { facts, last }] of [...this.#open, ...this.#unsettled]) {
      const fault = saleFault(facts, null);
      if (fault) findings.push({ kind: 'sale', seq: last, message: `Record ${last}: sale ${id} ${fault}` });
    }
  }

  counts(): { readonly closedSales: number; readonly openSales: readonly string[] } {
    return { closedSales: this.#closed.size, openSales: [...this.#open.keys()] };
  }
}

/** Null when the facts agree with one another and, for a closed sale, with what its closing states. */
function saleFault(facts: readonly Fact[], stated: Extract<Fact, { type: 'sale.closed' }> | null): string | null {
  try {
    const state = foldSale(facts);
    const balance = balanceOf(state);
    if (!state.closed) return null;
    if (balance.owed !== 0) return `does not balance: paid ${balance.paid}, issued ${balance.issued}, given back ${balance.returned}, open incidents ${balance.incidents} (cents).`;
    if (stated && (['paid', 'issued', 'returned', 'incidents'] as const).some((part) => stated[part] !== balance[part])) {
      return 'was closed with other amounts than its facts add up to.';
    }
    return null;
  } catch (error) {
    return `contradicts itself: ${(error as Error).message}.`;
  }
}
