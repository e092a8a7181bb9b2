import { join } from 'node:path';
import { balanceOf, foldSale, type SaleState } from '../../flows/checkout/sale.ts';
import { amountOf } from '../../flows/documents/figures.ts';
import { factSchema, type Fact } from '../../flows/facts.ts';
import { sumCents } from '../../flows/money.ts';
import { readPublicKey } from '../../electron/ledger/keys.ts';
import { openForReading } from '../../electron/ledger/read.ts';
import { verifyRecords } from '../../electron/ledger/verify.ts';
import { MARK_PREFIX } from '../../electron/ports/authority.ts';
import type { StandingDevices } from '../journeys/standing-devices.ts';

/** The books held against what really happened: what the card terminal moved, and what the printers printed. */

/** What the devices did, as they themselves remember it. */
export interface Truth {
  readonly transactions: readonly { readonly reference: string; readonly amount: number; readonly fate: string }[];
  /** Texts of the codes of each label that came out whole. */
  readonly labels: readonly (readonly string[])[];
  /** Lines of each paper that was cut. */
  readonly papers: readonly (readonly string[])[];
}

export function truthOf(devices: StandingDevices): Truth {
  return {
    transactions: devices.cardTerminal.state().transactions,
    labels: devices.labels.map(({ codes }) => codes),
    papers: devices.papers.map(({ lines }) => lines),
  };
}

/** Every sentence says what does not fit; none when paid = issued + given back + open incidents, down to the paper. */
export function discrepancies(facts: readonly Fact[], truth: Truth): readonly string[] {
  const sales = salesOf(facts);
  const taken = takenBack(facts);
  return [...sales.flatMap((sale) => [...ofSale(sale, truth, taken), ...ofSlip(sale, facts, truth)]), ...ofLabels(sales, truth, taken), ...ofNumbers(facts), ...ofVisits(facts)];
}

function salesOf(facts: readonly Fact[]): readonly SaleState[] {
  const names = new Set(facts.flatMap((fact) => (fact.type === 'sale.opened' ? [fact.sale] : [])));
  return [...names].map((name) => foldSale(facts.filter((fact) => 'sale' in fact && fact.sale === name)));
}

/** Labels that came out and that a worker made void: they are nobody's any more, and lie in the office's box. */
function takenBack(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(facts.flatMap((fact) => (fact.type === 'label.voided' ? [fact.label] : [])));
}

function ofSale(state: SaleState, truth: Truth, taken: ReadonlySet<string>): readonly string[] {
  const { sale } = state;
  const found: string[] = [];
  const { paid, returned, incidents, owed } = balanceOf(state);
  if (!state.closed) found.push(`${sale} was left open`);
  if (owed !== 0) found.push(`${sale} owes ${owed}`);
  const debits = truth.transactions.filter(({ reference, fate }) => reference.startsWith(`${sale}-P`) && fate === 'approved');
  if (debits.length > 1) found.push(`${sale} was debited ${debits.length} times`);
  const credits = truth.transactions.filter(({ reference, fate }) => reference.startsWith(`${sale}-R`) && fate === 'refunded');
  const kept = sum(debits) - sum(credits);
  // What the terminal does not know for certain it says it does not know: its books may then be off by just that.
  const doubt = doubtOf(state);
  if (kept !== paid - returned && kept !== paid - returned - doubt) found.push(`${sale}: the card paid ${kept}, the books say ${paid - returned}${doubt > 0 ? ` and doubt ${doubt}` : ''}`);
  const held = valueInHand(state, truth, taken);
  if (kept > held + incidents) found.push(`${sale}: the customer paid ${kept} and has labels of ${held} and slips of ${incidents}`);
  return found;
}

function sum(transactions: Truth['transactions']): number {
  return transactions.reduce((total, { amount }) => total + amount, 0);
}

function doubtOf({ payment, refunds }: SaleState): number {
  const unknown = [...refunds.values()].filter(({ state }) => state === 'unknown').map(({ amount }) => amount);
  return sumCents(unknown) + (payment.state === 'unknown' ? payment.amount : 0);
}

/** Value of the labels that came out of the printer and were not taken back, whatever the books think of them. */
function valueInHand({ labels }: SaleState, truth: Truth, taken: ReadonlySet<string>): number {
  const out = new Set(truth.labels.flatMap(labelIn));
  return sumCents([...labels].filter(([label]) => out.has(label) && !taken.has(label)).map(([, { value }]) => value));
}

/** Which label of ours it is, by the franking mark on it; a customs sheet bears none. */
function labelIn(codes: readonly string[]): string[] {
  return codes.flatMap((code) => (code.startsWith(`${MARK_PREFIX}:`) ? [code.split(':')[3] ?? ''] : []));
}

/**
 * A slip says the sum that a person was to settle, under its first reference, even if the card got it back later; or else what
 * was given back. A printer without paper prints none: then the books say so, and the screen did.
 */
function ofSlip(state: SaleState, facts: readonly Fact[], { papers }: Truth): readonly string[] {
  const [first] = state.incidents.keys();
  const { returned } = balanceOf(state);
  if (first === undefined && returned === 0) return [];
  const slips = facts.filter((fact) => fact.type === 'document.printed' && fact.sale === state.sale && fact.document === 'slip');
  if (slips.length > 0 && slips.every((fact) => fact.type === 'document.printed' && fact.outcome === 'not-printed')) return [];
  const said = amountOf(first === undefined ? returned : sumCents([...state.incidents.values()].map(({ amount }) => amount)));
  const reference = first ?? `${state.sale}-R`;
  const fits = papers.some((lines) => lines.some((line) => line.includes(reference)) && lines.some((line) => line.includes(said)));
  return fits ? [] : [`${state.sale}: no slip says ${said} under ${reference}`];
}

function ofLabels(sales: readonly SaleState[], { labels }: Truth, taken: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  const known = new Map(sales.flatMap((sale) => [...sale.labels]));
  const out = labels.flatMap(labelIn);
  if (new Set(out).size !== out.length) found.push(`a label came out twice: ${out.join(', ')}`);
  for (const label of out) {
    const state = known.get(label)?.state;
    if (state !== 'printed' && state !== 'unknown' && !taken.has(label)) found.push(`${label} came out, and the books say ${state ?? 'nothing'}`);
  }
  for (const [label, { state }] of known) if (state === 'printed' && !out.includes(label)) found.push(`${label} is said to be printed and never came out`);
  return found;
}

/** Of the customs data that waits: a label that can travel has its own, and one that is void has none. */
export function ofCustoms(facts: readonly Fact[], waiting: ReadonlySet<string>): readonly string[] {
  return salesOf(facts).flatMap(({ labels, lines }) =>
    [...labels].flatMap(([label, { line, state }]) => {
      const goesAbroad = lines.some((one) => one.line === line && one.product.startsWith('colissimo_int'));
      if (goesAbroad && state === 'printed' && !waiting.has(label)) return [`${label} travels without its customs data`];
      return state === 'spoiled' && waiting.has(label) ? [`${label} is void, and its customs data waits`] : [];
    }),
  );
}

function ofNumbers(facts: readonly Fact[]): readonly string[] {
  const given = facts.flatMap((fact) => {
    switch (fact.type) {
      case 'sale.opened':
        return [fact.sale];
      case 'label.issued':
        return fact.number === null ? [fact.label] : [fact.label, fact.number];
      case 'incident.opened':
        return [fact.incident];
      case 'document.copied':
        return [`${fact.sale} ${fact.document} ${fact.copy}`];
      default:
        return [];
    }
  });
  const twice = given.filter((number, index) => given.indexOf(number) !== index);
  return twice.map((number) => `${number} was given twice`);
}

function ofVisits(facts: readonly Fact[]): readonly string[] {
  const left = facts.flatMap((fact) => (fact.type === 'item.deposited' ? [fact.item] : []));
  return new Set(left).size === left.length ? [] : ['an item was left twice'];
}

export interface Books {
  readonly facts: readonly Fact[];
  /** What an auditor finds wrong with the journal itself. */
  readonly findings: readonly string[];
}

/** The journal of a data directory, read as an auditor reads it. */
export function readBooks(directory: string): Books {
  const { store, records } = openForReading(directory);
  try {
    const { findings } = verifyRecords(records(), { publicKey: readPublicKey(join(directory, 'ledger.pub')) });
    const facts = [...records()].map(({ fact }) => factSchema.parse(JSON.parse(Buffer.from(fact).toString('utf8'))));
    return { facts, findings: findings.map(({ message }) => message) };
  } finally {
    store.close();
  }
}
