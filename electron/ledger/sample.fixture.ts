import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fact, FactOf } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { grams } from '../../flows/weight.ts';
import { openLedger, type LedgerOptions, type OpenLedger } from './ledger.ts';
import type { RangeSettings } from './ranges.ts';

/** Material for the tests of this folder: directories that go away, sales that balance. */

export function temporaryDirectory(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'moulin-ledger-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export const sampleRanges: RangeSettings = {
  colissimo: { prefix: '9V', from: 1, to: 9_999, warnBelow: 10 },
  letter: { prefix: '0000', from: 1, to: 9_999, warnBelow: 10 },
  registered: { prefix: '0001', from: 1, to: 9_999, warnBelow: 10 },
  's10-letter': { prefix: 'LU', from: 1, to: 9_999, warnBelow: 10 },
  's10-registered': { prefix: 'RA', from: 1, to: 9_999, warnBelow: 10 },
  's10-parcel': { prefix: 'CA', from: 1, to: 9_999, warnBelow: 10 },
};

/** 23 November 2026, 09:00 in Paris. */
export const NOON = Date.UTC(2026, 10, 23, 8);

/** A ledger for one test, opened or the reason why not. Time moves by a second at every look. */
export function openSample(directory: string, options: Partial<LedgerOptions> = {}): OpenLedger {
  let now = NOON;
  const opened = openLedger({ directory, clock: { now: () => (now += 1_000) }, ranges: sampleRanges, ...options });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

export const sampleLine: FactOf<'sale.opened'>['lines'][number] = {
  line: 'L1',
  product: 'colissimo_france_domicile',
  grams: grams(1_240),
  quantity: 1,
  unitPrice: cents(1_129),
  tariff: '2026-01-01',
};

/** The facts of one parcel sold as it should be. */
export function soldParcel(sale: string, label: string, number: string | null): readonly Fact[] {
  const value = cents(1_129);
  return [
    { type: 'sale.opened', sale, session: `S-${sale}`, lines: [sampleLine], total: value },
    { type: 'payment.requested', sale, reference: `P-${sale}`, amount: value },
    { type: 'payment.approved', sale, reference: `P-${sale}`, amount: value, authorisation: '123456', cardLast4: '0042' },
    { type: 'label.issued', sale, line: 'L1', label, product: 'colissimo_france_domicile', number, value, mark: 'MOULIN-VOID:1:…' },
    { type: 'label.printed', sale, label },
    { type: 'sale.closed', sale, paid: value, issued: value, returned: cents(0), incidents: cents(0) },
  ];
}
