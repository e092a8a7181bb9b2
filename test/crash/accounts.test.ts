import { describe, expect, it } from 'vitest';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { grams } from '../../flows/weight.ts';
import { discrepancies, ofCustoms, type Truth } from './accounts.ts';

/** An auditor who never finds anything proves nothing: each of these books is wrong in one way. */

const sale = 'DEMO-01-000001';
const value = cents(360);
const line = { line: 'L1', product: 'lettre_verte_suivie', grams: grams(84), quantity: 1, unitPrice: value, tariff: '2026-01-01' } as const;
const opened: Fact = { type: 'sale.opened', sale, session: 'S1', lines: [line], total: value };
const requested: Fact = { type: 'payment.requested', sale, reference: `${sale}-P1`, amount: value };
const approved: Fact = { type: 'payment.approved', sale, reference: `${sale}-P1`, amount: value, authorisation: '123456', cardLast4: '1234' };
const issued = (label: string, number: string): Fact => ({ type: 'label.issued', sale, line: 'L1', label, product: line.product, number, value, mark: '…' });
const printed: Fact = { type: 'label.printed', sale, label: 'E1' };
const closed: Fact = { type: 'sale.closed', sale, paid: value, issued: value, returned: cents(0), incidents: cents(0) };
const incident: Fact = { type: 'incident.opened', sale, incident: `${sale}-I1`, amount: value, cause: 'label-unknown' };
const slip: Fact = { type: 'document.printed', sale, document: 'slip', outcome: 'printed' };

const left: Fact = { type: 'item.deposited', item: 'E1', franked: 'here', into: 'box' };

const sold: readonly Fact[] = [opened, requested, approved, issued('E1', 'N1'), printed, closed];
const stranded: readonly Fact[] = [opened, requested, approved, issued('E1', 'N1'), { type: 'label.unknown', sale, label: 'E1', reason: 'crashed' }, incident, slip, closed];

/** A worker took the label back and gave its price back. */
const taken: readonly Fact[] = [
  ...sold.slice(0, -1),
  { type: 'label.voided', sale, label: 'E1', staff: 'A1' },
  { type: 'refund.requested', sale, reference: `${sale}-R1`, amount: value, means: 'cancellation' },
  { type: 'refund.approved', sale, reference: `${sale}-R1`, amount: value },
  slip,
  { ...closed, issued: cents(0), returned: value },
];

const debit = { reference: `${sale}-P1`, amount: 360, fate: 'approved' };
const credit = { reference: `${sale}-R1`, amount: 360, fate: 'refunded' };
const mark = (label: string): string[] => [`MOULIN-VOID:1:DEMO-01:${label}:LVS:360:84:20261123::SIGNATURE`];
const happened: Truth = { transactions: [debit], labels: [mark('E1')], papers: [] };
const slipOf = (reference: string, amount: string): string[] => [`Référence ${reference}`, `Montant ${amount} €`];

describe('books that agree with what happened', () => {
  it.each<[string, readonly Fact[], Truth]>([
    ['a letter was sold', sold, happened],
    ['nobody knows whether the label came out, and it did', stranded, { ...happened, papers: [slipOf(`${sale}-I1`, '3,60')] }],
    ['nobody knows whether the label came out, and it did not', stranded, { ...happened, labels: [], papers: [slipOf(`${sale}-I1`, '3,60')] }],
    ['the slip could not be printed, and the books say so', stranded.map((fact) => (fact === slip ? { ...slip, outcome: 'not-printed' } : fact)), { ...happened, labels: [] }],
    ['a worker took a label back', taken, { ...happened, transactions: [debit, credit], papers: [slipOf(`${sale}-R`, '3,60')] }],
  ])('%s', (_, facts, truth) => expect(discrepancies(facts, truth)).toEqual([]));
});

describe('books that do not', () => {
  it.each<[string, readonly Fact[], Truth, string]>([
    ['a sale is left open', sold.slice(0, -1), happened, 'left open'],
    ['something is owed and no incident says so', sold.filter((fact) => fact !== printed), { ...happened, labels: [] }, 'owes 360'],
    ['the card was debited twice', sold, { ...happened, transactions: [debit, { ...debit, reference: `${sale}-P2` }] }, 'debited 2 times'],
    ['the card was never debited', sold, { ...happened, transactions: [] }, 'the card paid 0'],
    ['more went back than the books say', sold, { ...happened, transactions: [debit, { reference: `${sale}-R1`, amount: 360, fate: 'refunded' }] }, 'the card paid 0'],
    ['the customer has no label', sold, { ...happened, labels: [] }, 'has labels of 0'],
    ['a label came out twice', sold, { ...happened, labels: [mark('E1'), mark('E1')] }, 'came out twice'],
    ['a label came out that nobody issued', sold, { ...happened, labels: [mark('E1'), mark('E9')] }, 'E9 came out'],
    ['a voided label came out', [...sold.slice(0, 3), issued('E0', 'N0'), { type: 'label.spoiled', sale, label: 'E0', reason: 'jam' }, ...sold.slice(3)], { ...happened, labels: [mark('E0'), mark('E1')] }, 'E0 came out, and the books say spoiled'],
    ['a number was given twice', [...sold.slice(0, 3), issued('E0', 'N1'), { type: 'label.spoiled', sale, label: 'E0', reason: 'jam' }, ...sold.slice(3)], happened, 'N1 was given twice'],
    ['a label was taken back and nothing for it', [...sold.slice(0, -1), { type: 'label.voided', sale, label: 'E1', staff: 'A1' }], happened, 'has labels of 0'],
    ['nobody got a slip', stranded.filter((fact) => fact !== slip), happened, 'no slip'],
    ['the slip says another sum', stranded, { ...happened, papers: [slipOf(`${sale}-I1`, '3,50')] }, 'no slip says 3,60'],
    ['an item was left twice', [...sold, left, left], happened, 'left twice'],
  ])('%s', (_, facts, truth, sentence) => expect(discrepancies(facts, truth).join('\n')).toContain(sentence));

  it('customs data lacks what travels, or has what was voided', () => {
    const openedAbroad: Fact = { type: 'sale.opened', sale, session: 'S1', lines: [{ ...line, product: 'colissimo_int_c', destination: 'CA' }], total: value };
    const abroad = [openedAbroad, ...sold.slice(1)];
    expect(ofCustoms(sold, new Set())).toEqual([]);
    expect(ofCustoms(abroad, new Set())).toEqual(['E1 travels without its customs data']);
    const voided = [openedAbroad, issued('E1', 'N1'), { type: 'label.spoiled', sale, label: 'E1', reason: 'jam' }] as const;
    expect(ofCustoms(voided, new Set(['E1']))).toEqual(['E1 is void, and its customs data waits']);
    expect(ofCustoms(abroad, new Set(['E1']))).toEqual([]);
  });
});
