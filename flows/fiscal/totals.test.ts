import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodTotalsSchema, type Fact, type PeriodTotals } from '../facts.ts';
import { cents } from '../money.ts';
import { chainOf } from './catalogue.ts';
import { noPerpetual, noTotals, perpetualAfter, withRecord } from './totals.ts';

const totalsOf = (facts: readonly Fact[], training = false): PeriodTotals => facts.reduce((totals, fact) => withRecord(totals, chainOf(fact.type, training), fact), noTotals);

const sale = 'V1';
const amount = fc.integer({ min: 0, max: 500_00 }).map((value) => cents(value));
const settlement = fc.constantFrom('paid-out', 'delivered', 'not-owed', 'refunded', 'returned');
const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ type: fc.constant('payment.approved'), sale: fc.constant(sale), reference: fc.constant('P1'), amount, authorisation: fc.constant(null), cardLast4: fc.constant(null) }),
  fc.record({ type: fc.constant('payment.requested'), sale: fc.constant(sale), reference: fc.constant('P1'), amount }),
  fc.record({ type: fc.constant('refund.approved'), sale: fc.constant(sale), reference: fc.constant('R1'), amount }),
  fc.record({ type: fc.constant('refund.requested'), sale: fc.constant(sale), reference: fc.constant('R1'), amount, means: fc.constant('refund') }),
  fc.record({ type: fc.constant('incident.opened'), sale: fc.constant(sale), incident: fc.constant('I1'), amount, cause: fc.constant('label-unknown') }),
  fc.record({ type: fc.constant('incident.settled'), sale: fc.constant(sale), incident: fc.constant('I1'), amount, cause: fc.constant('label-unknown'), how: settlement, by: fc.constant('staff') }),
  fc.record({ type: fc.constant('label.spoiled'), sale: fc.constant(sale), label: fc.constant('E1'), reason: fc.constant('jam') }),
  fc.record({ type: fc.constant('document.copied'), sale: fc.constant(sale), document: fc.constant('receipt'), copy: fc.integer({ min: 1, max: 9 }) }),
  fc.constant({ type: 'terminal.stopped' }),
);
const sum = (facts: readonly Fact[], wanted: (fact: Fact) => boolean): number =>
  facts.filter(wanted).reduce((total, fact) => total + ('amount' in fact ? fact.amount : 0), 0);

describe('the totals of a period (FIS-7)', () => {
  test('take in what cards were debited, and give back what went to cards or was paid out by a person', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 40 }), (facts) => {
        const totals = totalsOf(facts);
        const sales = sum(facts, ({ type }) => type === 'payment.approved');
        const returns = sum(facts, (fact) => fact.type === 'refund.approved' || (fact.type === 'incident.settled' && (fact.how === 'paid-out' || fact.how === 'refunded')));
        expect(totals).toMatchObject({ sales, returns, byRate: [{ rate: null, sales, returns }] });
        expect(periodTotalsSchema.parse(totals)).toEqual(totals);
      }),
    );
  });

  test('count tickets, labels, voided labels, copies and incidents', () => {
    const issued: Fact = { type: 'label.issued', sale, line: 'L1', label: 'E1', product: 'lettre_verte', number: null, value: cents(152), mark: '' };
    const copied: Fact = { type: 'document.copied', sale, document: 'proof', copy: 1 };
    const incident = { sale, incident: 'I1', amount: cents(152), cause: 'label-unknown' } as const;
    const facts: readonly Fact[] = [
      { type: 'payment.approved', sale, reference: 'P1', amount: cents(152), authorisation: null, cardLast4: null },
      issued,
      { type: 'label.spoiled', sale, label: 'E1', reason: 'jam' },
      issued,
      copied,
      copied,
      copied,
      { type: 'incident.opened', ...incident },
      { type: 'incident.settled', ...incident, how: 'delivered', by: 'staff' },
    ];
    expect(totalsOf(facts)).toMatchObject({ sales: 152, returns: 0, tickets: 1, labels: 2, voided: 1, copies: 3, incidentsOpened: 1, incidentsSettled: 1 });
  });

  test('a long day may take in more than any one amount may be', () => {
    const payments = Array.from({ length: 300 }, (): Fact => ({ type: 'payment.approved', sale, reference: 'P1', amount: cents(500_00), authorisation: null, cardLast4: null }));
    expect(periodTotalsSchema.parse(totalsOf(payments)).sales).toBe(150_000_00);
  });

  test('know nothing of what was only tried in training (FIS-14)', () => {
    fc.assert(fc.property(fc.array(anyFact, { maxLength: 20 }), (facts) => {
      expect(totalsOf(facts, true)).toBe(noTotals);
    }));
  });

  test('are the same for one long period as for its parts added up, in any order', () => {
    const added = (one: PeriodTotals, other: PeriodTotals): number[] => [one.sales + other.sales, one.returns + other.returns, one.tickets + other.tickets, one.copies + other.copies];
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 20 }), fc.array(anyFact, { maxLength: 20 }), (before, after) => {
        const { sales, returns, tickets, copies } = totalsOf([...after, ...before]);
        expect([sales, returns, tickets, copies]).toEqual(added(totalsOf(before), totalsOf(after)));
      }),
    );
  });
});

describe('the perpetual totals (FIS-7)', () => {
  test('are never reset: the absolute one never falls, and both follow from the sales and returns of all periods', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyFact, { maxLength: 10 }), { maxLength: 8 }), (days) => {
        let perpetual = noPerpetual;
        for (const day of days) {
          const next = perpetualAfter(perpetual, totalsOf(day));
          expect(next.absolute).toBeGreaterThanOrEqual(perpetual.absolute);
          perpetual = next;
        }
        const { sales, returns } = totalsOf(days.flat());
        expect(perpetual).toEqual({ net: sales - returns, absolute: sales + returns });
      }),
    );
  });

  test('may fall below nought when more goes back than was ever taken in', () => {
    expect(perpetualAfter(noPerpetual, { ...noTotals, returns: cents(500) })).toEqual({ net: -500, absolute: 500 });
  });
});
