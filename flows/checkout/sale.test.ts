import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factSchema, type Fact, type SaleLine } from '../facts.ts';
import { cents, sumCents } from '../money.ts';
import { grams } from '../weight.ts';
import { nextStep } from './recovery.ts';
import { balanceOf, foldSale, type Settlement } from './sale.ts';

const sale = 'T1-000001';
const line = (unitPrice: number, index: number): SaleLine => ({ line: `L${index + 1}`, product: 'lettre_verte', grams: grams(20), quantity: 1, unitPrice: cents(unitPrice), tariff: '2026-01-01' });
const opened = (...prices: number[]): Fact => ({ type: 'sale.opened', sale, session: 's', lines: prices.map(line), total: cents(prices.reduce((sum, one) => sum + one, 0)) });
const requested = (amount: number, reference = 'P1'): Fact => ({ type: 'payment.requested', sale, reference, amount: cents(amount) });
const approved = (amount: number, reference = 'P1'): Fact => ({ type: 'payment.approved', sale, reference, amount: cents(amount), authorisation: null, cardLast4: null });
const issued = (label: string, value: number): Fact => ({ type: 'label.issued', sale, line: 'L1', label, product: 'lettre_verte', number: null, value: cents(value), mark: 'm' });
const incident = (id: string, amount: number, cause: 'payment-unknown' | 'label-unknown' | 'refund-refused' | 'refund-unknown'): Fact => ({ type: 'incident.opened', sale, incident: id, amount: cents(amount), cause });

/** What becomes of each item of a paid basket, as the machines can bring it about. */
const fates = ['printed', 'spoiled then printed', 'unknown', 'waiting'] as const;
type Fate = (typeof fates)[number];

function labelFacts(fate: Fate, index: number, value: number): Fact[] {
  const label = `A${index}`;
  switch (fate) {
    case 'printed':
      return [issued(label, value), { type: 'label.printed', sale, label }];
    case 'spoiled then printed':
      return [issued(label, value), { type: 'label.spoiled', sale, label, reason: 'jam' }, issued(`${label}b`, value), { type: 'label.printed', sale, label: `${label}b` }];
    case 'unknown':
      return [issued(label, value), { type: 'label.unknown', sale, label, reason: 'silent' }, incident(`I${index}`, value, 'label-unknown')];
    case 'waiting':
      return [];
  }
}

const basket = fc.array(fc.tuple(fc.integer({ min: 1, max: 50_00 }), fc.constantFrom(...fates)), { minLength: 1, maxLength: 8 });
const ending = fc.constantFrom('approved', 'refused', 'unknown');

/** A whole sale: declined attempts, approval, each label, and what could not be delivered given back or made an incident. */
function saleFacts(items: readonly (readonly [number, Fate])[], declines: number, refund: string): Fact[] {
  const total = items.reduce((sum, [price]) => sum + price, 0);
  const waiting = items.filter(([, fate]) => fate === 'waiting').reduce((sum, [price]) => sum + price, 0);
  const attempts = Array.from({ length: declines }, (_, index): Fact[] => [requested(total, `P${index}`), { type: 'payment.declined', sale, reference: `P${index}`, reason: 'declined' }]).flat();
  const back: Fact[] = [{ type: 'refund.requested', sale, reference: 'R1', amount: cents(waiting), means: 'refund' }];
  if (refund === 'approved') back.push({ type: 'refund.approved', sale, reference: 'R1', amount: cents(waiting) });
  if (refund === 'refused') back.push({ type: 'refund.refused', sale, reference: 'R1', reason: 'declined' }, incident('IR', waiting, 'refund-refused'));
  if (refund === 'unknown') back.push({ type: 'refund.unknown', sale, reference: 'R1', reason: 'timed-out' }, incident('IR', waiting, 'refund-unknown'));
  return [opened(...items.map(([price]) => price)), ...attempts, requested(total, 'P9'), approved(total, 'P9'), ...items.flatMap(([price, fate], index) => labelFacts(fate, index, price)), ...(waiting > 0 ? back : [])];
}

describe('what a sale owes', () => {
  it('is never negative on the way, and nothing at the end: paid = issued + given back + incidents (VAL-9)', () => {
    fc.assert(
      fc.property(basket, fc.integer({ min: 0, max: 3 }), ending, (items, declines, refund) => {
        const facts = saleFacts(items, declines, refund).map((fact) => factSchema.parse(fact));
        facts.forEach((_, index) => expect(balanceOf(foldSale(facts.slice(0, index + 1))).owed).toBeGreaterThanOrEqual(0));
        const { paid, issued: value, returned, incidents, owed } = balanceOf(foldSale(facts));
        expect(owed).toBe(0);
        expect(paid).toBe(items.reduce((sum, [price]) => sum + price, 0));
        expect(value).toBe(items.filter(([, fate]) => fate.endsWith('printed')).reduce((sum, [price]) => sum + price, 0));
        expect(value + returned + incidents).toBe(paid);
      }),
    );
  });

  it('grows with nothing but a payment: every other record leaves it or makes it less', () => {
    fc.assert(
      fc.property(basket, ending, (items, refund) => {
        const facts = saleFacts(items, 1, refund);
        for (let index = 2; index <= facts.length; index += 1) {
          const [before, after] = [balanceOf(foldSale(facts.slice(0, index - 1))), balanceOf(foldSale(facts.slice(0, index)))];
          const grown = after.owed > before.owed;
          expect(grown && facts[index - 1]?.type !== 'payment.requested').toBe(false);
        }
      }),
    );
  });

  it('is decided by the next steps of a recovery until nothing is owed, from any point', () => {
    fc.assert(
      fc.property(basket, ending, fc.nat(), (items, refund, cut) => {
        const facts = saleFacts(items, 0, refund);
        const state = foldSale(facts.slice(0, 1 + (cut % facts.length)));
        const step = nextStep(state);
        const { owed } = balanceOf(state);
        expect(step.kind === 'close' ? owed : 0).toBe(0);
        expect(step.kind === 'give-back' ? step.amount : owed).toBe(owed);
        expect(step.kind === 'incident' ? step.amount : 0).toBeLessThanOrEqual(owed);
      }),
    );
  });

  it.each<[Settlement, object]>([
    ['paid-out', { paid: 500, issued: 0, returned: 500 }],
    ['refunded', { paid: 500, issued: 0, returned: 500 }],
    ['delivered', { paid: 500, issued: 500, returned: 0 }],
    ['not-owed', { paid: 0, issued: 0, returned: 0 }],
  ])('stays nothing when a person settles the incident as %s', (how, figures) => {
    const facts: Fact[] = [opened(500), requested(500), { type: 'payment.unknown', sale, reference: 'P1', reason: 'x' }, incident('I1', 500, 'payment-unknown')];
    expect(balanceOf(foldSale(facts))).toEqual({ paid: 500, issued: 0, returned: 0, incidents: 500, owed: 0 });
    expect(balanceOf(foldSale([...facts, { type: 'incident.settled', sale, incident: 'I1', amount: cents(500), cause: 'payment-unknown', how, by: 'staff' }]))).toEqual({ ...figures, incidents: 0, owed: 0 });
  });

  it('counts what was asked and not answered as debited, until the terminal says otherwise (PAY-7)', () => {
    const asked = [opened(500), requested(500)];
    expect(balanceOf(foldSale(asked))).toMatchObject({ paid: 500, owed: 500 });
    expect(balanceOf(foldSale([...asked, { type: 'payment.unknown', sale, reference: 'P1', reason: 'x' }]))).toMatchObject({ paid: 500, owed: 500 });
    expect(balanceOf(foldSale([...asked, { type: 'payment.declined', sale, reference: 'P1', reason: 'x' }]))).toMatchObject({ paid: 0, owed: 0 });
  });
});

describe('a journal that cannot be true is refused, not read over', () => {
  const printed: Fact = { type: 'label.printed', sale, label: 'A1' };
  const back: Fact = { type: 'refund.requested', sale, reference: 'R1', amount: cents(1), means: 'refund' };
  it.each<[string, Fact[], RegExp]>([
    ['nothing', [], /must begin/],
    ['a sale that was never opened', [requested(500)], /must begin/],
    ['a sale opened twice', [opened(500), opened(500)], /opened twice/],
    ['a label with an outcome that was never issued', [opened(500), printed], /never begun/],
    ['a label issued twice', [opened(500), issued('A1', 1), issued('A1', 1)], /twice/],
    ['a refund asked for twice under one reference', [opened(500), back, back], /twice/],
    ['a refund approved that was never asked for', [opened(500), { type: 'refund.approved', sale, reference: 'R1', amount: cents(1) }], /never begun/],
    ['an incident settled that was never opened', [opened(500), { type: 'incident.settled', sale, incident: 'I1', amount: cents(500), cause: 'payment-unknown', how: 'paid-out', by: 'staff' }], /never begun/],
    ['a fact of a version to come', [opened(500), { type: 'sale.dreamt', sale } as unknown as Fact], /unexpected/],
  ])('%s', (_, facts, message) => {
    expect(() => foldSale(facts)).toThrow(message);
  });

  it('but the terminal’s own records between the sale’s change nothing', () => {
    const between: Fact[] = [
      { type: 'terminal.started', version: '1', configuration: 'c' },
      { type: 'terminal.stopped' },
      { type: 'session.started', session: 's' },
      { type: 'session.ended', session: 's', how: 'crashed' },
      { type: 'help.called', session: null },
      { type: 'device.changed', device: 'scale', state: 'online', cause: null },
      { type: 'document.printed', sale, document: 'slip', outcome: 'printed' },
    ];
    expect(foldSale([opened(500), ...between])).toEqual(foldSale([opened(500)]));
  });

  it('and the sum of its lines is its total', () => {
    const state = foldSale([opened(152, 202)]);
    expect(sumCents(state.lines.map((one) => cents(one.unitPrice * one.quantity)))).toBe(state.total);
  });
});
