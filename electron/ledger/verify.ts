import { verify as verifySignature, type KeyObject } from 'node:crypto';
import { factSchema, type Fact } from '../../flows/facts.ts';
import { chainOf, chains, type Chain } from '../../flows/fiscal/catalogue.ts';
import { canonicalJson } from './canonical.ts';
import { about, type Finding, type FindingKind, type RawRecord } from './evidence.ts';
import { chainedHash, chainGenesis, genesis, recordHash, saleOf } from './record.ts';
import { ClosureAudit, noClosuresBefore, type ClosuresBefore } from './verify-closures.ts';
import { SalesAudit } from './verify-sales.ts';

export interface Verification {
  readonly records: number;
  /** Hash of the last record read, hexadecimal. */
  readonly head: string;
  readonly closedSales: number;
  /** Sales that the journal has not closed. */
  readonly openSales: readonly string[];
  /** Days, months and years whose closure holds. */
  readonly closures: number;
  readonly findings: readonly Finding[];
}

/** What a walk goes on from: the last record before it, of the journal and of each chain, and how the periods stood. */
export interface Beginning {
  readonly seq: bigint;
  readonly hash: Uint8Array;
  /** A chain that has no record yet is absent. */
  readonly chains: Partial<Readonly<Record<Chain, ChainEnd>>>;
  readonly closures: ClosuresBefore;
}

export interface ChainEnd {
  readonly number: bigint;
  readonly hash: Uint8Array;
}

/** Before the first record of all. */
function firstBeginning(publicKey: KeyObject): Beginning {
  return { seq: 0n, hash: genesis(publicKey), chains: {}, closures: noClosuresBefore };
}

export interface VerifyOptions {
  readonly publicKey: KeyObject;
  /** A record known from an earlier export: shows that nothing before it was replaced and that no tail was cut off. */
  readonly anchor?: { readonly seq: bigint; readonly hash: string };
  /** Where the records begin, when it is not with the first of all: what an archive says stood before it. */
  readonly from?: Beginning;
}

/**
 * Walks a journal from its first record. It shares with the writer only the layout of what is hashed; the first break of
 * a chain ends the walk, since nothing behind it proves anything.
 */
export function verifyRecords(records: Iterable<RawRecord>, { publicKey, anchor, from = firstBeginning(publicKey) }: VerifyOptions): Verification {
  const findings: Finding[] = [];
  const links = new Links(from, publicKey);
  const whole = from.seq === 0n;
  // In training the same numbers are given once more, on a chain that counts for nothing (FIS-14).
  const [sales, lessons, closures] = [new SalesAudit(whole), new SalesAudit(whole), new ClosureAudit(from.closures)];
  const result = (): Verification => ({ records: links.count, head: Buffer.from(links.head).toString('hex'), ...sales.counts(), closures: closures.checked, findings });
  let anchorMet = false;
  for (const record of records) {
    const broken = links.follow(record);
    if (broken) {
      findings.push(broken);
      return result();
    }
    if (anchor?.seq === record.seq) {
      anchorMet = true;
      const same = Buffer.from(record.hash).toString('hex') === anchor.hash;
      if (!same) findings.push({ kind: 'anchor', seq: record.seq, message: `Record ${record.seq} is not the one that the earlier export holds: the journal was replaced.` });
    }
    const fact = readFact(record, findings);
    if (!fact) continue;
    (record.chain === 'X' ? lessons : sales).add(record.seq, fact, findings);
    // What a worker did in a lesson stands on the chain of the terminal too.
    if (fact.type === 'staff.acted') lessons.add(record.seq, fact, findings);
    closures.add(record.seq, Number(record.at), record.chain, fact, findings);
  }
  if (anchor && !anchorMet && anchor.seq > 0n) {
    findings.push({ kind: 'anchor', seq: anchor.seq, message: `Record ${anchor.seq} of the earlier export is gone: the journal ends at record ${links.count}.` });
  }
  sales.close(findings);
  lessons.close(findings);
  return result();
}

/** Follows the journal and each chain from record to record. */
class Links {
  readonly #key: KeyObject;
  readonly #chains: Partial<Record<Chain, ChainEnd>>;
  readonly #before: bigint;
  #head: Uint8Array;
  #count = 0;
  #chained: boolean;

  constructor({ seq, hash, chains: ends }: Beginning, publicKey: KeyObject) {
    this.#key = publicKey;
    this.#before = seq;
    this.#head = hash;
    this.#chains = { ...ends };
    this.#chained = Object.keys(ends).length > 0;
  }

  get count(): number {
    return this.#count;
  }

  get head(): Uint8Array {
    return this.#head;
  }

  /** What is wrong with the next link; null when it holds. */
  follow(record: RawRecord): Finding | null {
    const expected = this.#before + BigInt(this.#count) + 1n;
    if (record.seq !== expected) return about('missing', expected, `it is missing; record ${record.seq} stands in its place.`);
    const placed = this.#place(record);
    if ('kind' in placed) return placed;
    const fault = this.#faultOf(record, placed.computed);
    if (fault) return about(fault.kind, expected, fault.what);
    this.#count += 1;
    this.#head = record.hash;
    if (placed.chain !== null) this.#chains[placed.chain] = { number: record.number ?? 0n, hash: record.hash };
    return null;
  }

  /** Which chain it continues, and what its hash must be there. Records before there were chains come before all others. */
  #place(record: RawRecord): { readonly chain: Chain | null; readonly computed: Buffer } | Finding {
    const { seq, at, fact, chain, number } = record;
    if (chain === null && number === null && !this.#chained) return { chain: null, computed: recordHash(this.#head, seq, at, fact) };
    if (chain === null || number === null || !isChain(chain)) return about('chain', seq, 'it stands on no chain.');
    this.#chained = true;
    const end = this.#chains[chain];
    const next = (end?.number ?? 0n) + 1n;
    const previousInChain = end?.hash ?? chainGenesis(this.#key, chain);
    if (number !== next) return about('chain', seq, `it says that it is number ${number} of chain ${chain}; ${next} should follow.`);
    const computed = chainedHash({ previous: this.#head, previousInChain, seq, chain, number, at, fact });
    return { chain, computed };
  }

  #faultOf({ hash, signature }: RawRecord, computed: Buffer): { readonly kind: FindingKind; readonly what: string } | null {
    if (computed.equals(hash)) return this.#signed(hash, signature) ? null : { kind: 'signature', what: 'its signature is not one of this key.' };
    if (this.#signed(hash, signature)) return { kind: 'fact-or-time', what: 'its fact, its time or its place was changed after it was signed.' };
    if (this.#signed(computed, signature)) return { kind: 'hash', what: 'its stored hash was changed; fact and signature are sound.' };
    return { kind: 'forged', what: 'neither its hash nor its signature fits: it, or the record before it, was replaced.' };
  }

  #signed(digest: Uint8Array, signature: Uint8Array): boolean {
    return verifySignature(null, digest, this.#key, signature);
  }
}

function isChain(letter: string): letter is Chain {
  return Object.hasOwn(chains, letter);
}

function readFact(record: RawRecord, findings: Finding[]): Fact | null {
  const unreadable = (why: string): null => {
    findings.push(about('unreadable', record.seq, why));
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
  const fact = known.data;
  if (canonicalJson(fact) !== text) return unreadable('its fact is not in canonical form.');
  if (record.type !== fact.type || record.sale !== saleOf(fact)) {
    findings.push(
      about('repeated-columns', record.seq, `the columns type and sale say ${record.type} ${record.sale ?? '–'}, its signed fact says ${fact.type} ${saleOf(fact) ?? '–'}.`),
    );
  }
  if (record.chain !== null && record.chain !== chainOf(fact.type, false) && record.chain !== chainOf(fact.type, true)) {
    findings.push(about('chain', record.seq, `${fact.type} stands on chain ${record.chain}, and belongs on ${chainOf(fact.type, false)}.`));
  }
  return fact;
}
