import { expect } from 'vitest';
import type { Fact, FactType } from '../facts.ts';
import type { MemoryLedger, World } from '../world.fixture.ts';
import { balanceOf, foldSale, type SaleState } from './sale.ts';

/** What an auditor reads in a journal, and what must hold in it whatever happened (PAY-6, VAL-4, VAL-7, VAL-9). */

/** The facts of each sale, in order. */
export function factsOfSales(ledger: MemoryLedger): Fact[][] {
  const sales = new Map<string, Fact[]>();
  for (const fact of ledger.facts()) if ('sale' in fact) sales.set(fact.sale, [...(sales.get(fact.sale) ?? []), fact]);
  return [...sales.values()];
}

export function salesOf(ledger: MemoryLedger): SaleState[] {
  return factsOfSales(ledger).map(foldSale);
}

/** Copies, and what reconcile.ts and incidents.ts record of a sale that had left something open. */
const afterTheEnd: ReadonlySet<FactType> = new Set([
  ...(['document.printed', 'document.copied', 'copy.refused', 'incident.settled'] as const),
  ...(['payment.approved', 'payment.declined', 'refund.requested', 'refund.approved', 'refund.refused', 'refund.unknown'] as const),
]);

function all<T>(ledger: MemoryLedger, of: (fact: Fact) => T | null): T[] {
  return ledger.facts().flatMap((fact) => of(fact) ?? []);
}

/** Fails the test when the journal breaks a rule of money or value. */
export function audit(ledger: MemoryLedger): void {
  for (const facts of factsOfSales(ledger)) {
    facts.forEach((_, index) => {
      const state = foldSale(facts.slice(0, index + 1));
      const { owed, ...figures } = balanceOf(state);
      // Written together with the next one: in between there is no moment.
      if (facts[index + 1]?.type === 'incident.settled') return;
      expect(owed, 'what the terminal owes').toBeGreaterThanOrEqual(0);
      if (!state.closed) return;
      expect(owed, 'a closed sale owes nothing').toBe(0);
      expect(facts.at(index), 'the figures of the closure').toMatchObject(facts[index]?.type === 'sale.closed' ? figures : {});
    });
    expect(facts.findIndex((fact) => fact.type === 'sale.closed'), 'only papers, and what was settled late, may follow a closure').toSatisfy(
      (at: number) => at === -1 || facts.slice(at + 1).every((fact) => afterTheEnd.has(fact.type)),
    );
    const approved = facts.findIndex((fact) => fact.type === 'payment.approved');
    const issued = facts.findIndex((fact) => fact.type === 'label.issued');
    expect(issued === -1 || (approved !== -1 && approved < issued), 'a label is issued only on an approval').toBe(true);
  }
  for (const values of [
    all(ledger, (fact) => (fact.type === 'label.issued' ? fact.label : null)),
    all(ledger, (fact) => (fact.type === 'label.issued' ? fact.number : null)),
    all(ledger, (fact) => (fact.type === 'payment.requested' ? fact.reference : null)),
    all(ledger, (fact) => (fact.type === 'refund.requested' ? fact.reference : null)),
    all(ledger, (fact) => (fact.type === 'incident.opened' ? fact.incident : null)),
  ]) {
    expect(new Set(values).size, `no number twice in ${values.join(' ')}`).toBe(values.length);
  }
}

/** What the devices were asked to do was written down before, each exactly once. */
export function auditDevices({ ledger, asked }: World): void {
  const idOf = (one: { readonly with: unknown }, key: string) => (one.with as Record<string, string>)[key];
  const asks = (command: string, key: string) => asked.filter((one) => one.command === command).map((one) => idOf(one, key));
  expect(asks('pay', 'reference')).toEqual(all(ledger, (fact) => (fact.type === 'payment.requested' ? fact.reference : null)));
  expect(asked.filter(({ command }) => command === 'cancel' || command === 'refund').map((one) => idOf(one, 'reference'))).toEqual(
    all(ledger, (fact) => (fact.type === 'refund.requested' ? fact.reference : null)),
  );
  auditLabels(ledger, asks('label', 'id'));
}

/** Customs sheets come out of the same printer, before the label whose number they bear. */
const sheet = /-customs-\d+$/;
/** Another copy of them, for a worker: its number of the copy is in the journal, and no label follows. */
const sheetAgain = /-customs-copy-\d+-\d+$/;

function auditLabels(ledger: MemoryLedger, asked: readonly (string | undefined)[]): void {
  const issued = all(ledger, (fact) => (fact.type === 'label.issued' ? fact.label : null));
  const spoiled = new Set(all(ledger, (fact) => (fact.type === 'label.spoiled' ? fact.label : null)));
  const printed = asked.filter((id = '') => !sheet.test(id) && !sheetAgain.test(id));
  // A label whose sheets did not come out is not printed at all: its number is burnt.
  expect(printed, 'labels in the order in which they were issued').toEqual(issued.filter((label) => printed.includes(label)));
  expect(issued.filter((label) => !printed.includes(label) && !spoiled.has(label)), 'an issued label is printed or burnt').toEqual([]);
  asked.forEach((id = '', at) => {
    if (!sheet.test(id) || sheetAgain.test(id)) return;
    const label = id.replace(sheet, '');
    expect(issued, 'a sheet bears an issued number').toContain(label);
    const own = asked.indexOf(label);
    expect(own === -1 || own > at, 'the sheets come before the label').toBe(true);
  });
}
