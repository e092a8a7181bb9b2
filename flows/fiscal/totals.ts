import type { Fact, FactOf, PeriodTotals } from '../facts.ts';
import { cents, type Cents } from '../money.ts';
import type { Chain } from './catalogue.ts';

/**
 * What a period took in and gave back, added up from single facts, none of which needs what came before it: anyone can do
 * it again with the journal alone (FIS-7). One VAT rate is not known to us, and so is none: the tariffs state prices with
 * everything included, and which services of the post bear VAT is the operator's to say (`requirements.md` FIS-4).
 */

export type Perpetual = FactOf<'period.closed'>['perpetual'];

export const noTotals: PeriodTotals = {
  sales: cents(0),
  returns: cents(0),
  byRate: [{ rate: null, sales: cents(0), returns: cents(0) }],
  tickets: 0,
  labels: 0,
  voided: 0,
  copies: 0,
  incidentsOpened: 0,
  incidentsSettled: 0,
};

export const noPerpetual: Perpetual = { net: 0, absolute: cents(0) };

/**
 * The totals with one record more; the same object when it counts for nothing. `chain` is null for records before there
 * were chains. Training counts nowhere (FIS-14).
 */
export function withRecord(totals: PeriodTotals, chain: Chain | null, fact: Fact): PeriodTotals {
  if (chain === 'X') return totals;
  switch (fact.type) {
    case 'payment.approved':
      return { ...withMoney(totals, fact.amount, cents(0)), tickets: totals.tickets + 1 };
    case 'refund.approved':
      return withMoney(totals, cents(0), fact.amount);
    case 'incident.opened':
      return { ...totals, incidentsOpened: totals.incidentsOpened + 1 };
    case 'incident.settled':
      return { ...withMoney(totals, cents(0), givenBackBy(fact)), incidentsSettled: totals.incidentsSettled + 1 };
    case 'label.issued':
      return { ...totals, labels: totals.labels + 1 };
    case 'label.spoiled':
    case 'label.voided':
      return { ...totals, voided: totals.voided + 1 };
    case 'document.copied':
      return { ...totals, copies: totals.copies + 1 };
    default:
      return totals;
  }
}

/** What a person paid. Money that the terminal itself returned has its own `refund.approved`; otherwise none went back. */
function givenBackBy({ how, amount }: FactOf<'incident.settled'>): Cents {
  switch (how) {
    case 'paid-out':
    case 'refunded':
      return amount;
    case 'returned':
    case 'resumed':
    case 'not-owed':
    case 'delivered':
      return cents(0);
  }
}

function withMoney(totals: PeriodTotals, sales: Cents, returns: Cents): PeriodTotals {
  const all = { sales: cents(totals.sales + sales), returns: cents(totals.returns + returns) };
  return { ...totals, ...all, byRate: [{ rate: null, ...all }] };
}

/** The two perpetual totals after a period: what was taken in less what was given back, and both added. Never reset. */
export function perpetualAfter(before: Perpetual, { sales, returns }: PeriodTotals): Perpetual {
  return { net: before.net + sales - returns, absolute: cents(before.absolute + sales + returns) };
}
