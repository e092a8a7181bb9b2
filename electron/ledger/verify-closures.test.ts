import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { Fact, FactOf } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { readPublicKey } from './keys.ts';
import { openForReading } from './read.ts';
import { openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';
import { signedRecords, type ToSign } from './signed.fixture.ts';
import { checkTables } from './verify-tables.ts';
import { verifyRecords, type Verification } from './verify.ts';

const keys = generateKeyPairSync('ed25519');
const verify = (all: readonly ToSign[]): Verification => verifyRecords(signedRecords(all, keys), { publicKey: keys.publicKey });
const told = (all: readonly ToSign[]): string => verify(all).findings.map(({ message }) => message).join('\n');

/** Ten o'clock in Paris. */
const morning = (day: string): number => Date.parse(`${day}T09:00:00Z`);

type Closure = FactOf<'period.closed'>;

/** A parcel of 11.29 EUR; with the closures of its day as a ledger that has sold nothing else would write them. */
const parcel = (sale: string, day: string): readonly ToSign[] => soldParcel(sale, `E-${sale}`, null).map((fact) => ({ fact, at: morning(day) }));
const oneParcel: Closure['totals'] = { sales: cents(1_129), returns: cents(0), byRate: [{ rate: null, sales: cents(1_129), returns: cents(0) }], tickets: 1, labels: 1, voided: 0, copies: 0, incidentsOpened: 0, incidentsSettled: 0 };
const closure = (change: Partial<Closure> = {}): Closure => ({ type: 'period.closed', period: 'day', key: '2026-11-23', first: 1, last: 6, totals: oneParcel, perpetual: { net: 1_129, absolute: cents(1_129) }, ...change });
const at = (day: string, fact: Fact): ToSign => ({ fact, at: morning(day) });
const nothing: Fact = { type: 'terminal.stopped' };

const firstDay = parcel('V1', '2026-11-23');
const closed = [...firstDay, at('2026-11-24', closure())];

describe('closures (FIS-6 to FIS-8)', () => {
  it('hold when they state what their records add up to', () => {
    expect(verify([...closed, ...parcel('V2', '2026-11-24')])).toMatchObject({ findings: [], closures: 1 });
  });

  it('hold on the day, then the month, then the year', () => {
    const day = at('2027-01-01', closure({ key: '2026-12-31' }));
    const month = at('2027-01-01', closure({ period: 'month', key: '2026-12', last: 7 }));
    const year = at('2027-01-01', closure({ period: 'year', key: '2026', last: 8 }));
    const last = parcel('V1', '2026-12-31');
    expect(verify([...last, day, month, year, at('2027-01-01', nothing)])).toMatchObject({ findings: [], closures: 3 });
    expect(told([...last, at('2027-01-01', { ...month.fact, last: 6 } as Fact), day])).toContain('Record 7: the closure of month 2026-12 came before that of its last day.');
    expect(told([...last, day, at('2027-01-01', nothing)])).toMatch(/Record 8: it is of 2027-01-01, and the month 2026-12 had not been closed\.\nRecord 8: .* the year 2026 had not been closed\./);
  });

  it('are not asked of what was recorded before there were any: all of it is of the first day', () => {
    const older = [...parcel('V1', '2026-11-01'), ...parcel('V2', '2026-11-23')].map((one) => ({ ...one, form1: true }));
    const twice: Closure['totals'] = { ...oneParcel, sales: cents(2_258), byRate: [{ rate: null, sales: cents(2_258), returns: cents(0) }], tickets: 2, labels: 2 };
    const first = closure({ last: 12, totals: twice, perpetual: { net: 2_258, absolute: cents(2_258) } });
    expect(verify([...older, at('2026-11-24', first), at('2026-11-24', nothing)])).toMatchObject({ findings: [], closures: 1 });
  });

  it('do not count training (FIS-14)', () => {
    const lesson = parcel('V1', '2026-11-23').map((one) => ({ ...one, training: true }));
    expect(verify([...firstDay, ...lesson, at('2026-11-24', closure({ last: 12 }))]).findings).toEqual([]);
  });

  it('stay in the open day when the clock goes back', () => {
    expect(verify([...closed, at('2026-11-24', nothing), at('2026-11-22', nothing)]).findings).toEqual([]);
  });

  it.each<[string, readonly ToSign[], RegExp]>([
    ['a day has none', [...firstDay, at('2026-11-24', nothing)], /Record 7: it is of 2026-11-24, and the day 2026-11-23 had not been closed/],
    ['a day has two', [...closed, at('2026-11-24', closure({ first: 7, last: 7 }))], /Record 8: the closure of day 2026-11-23 closes nothing/],
    ['it is of another day', [...firstDay, at('2026-11-25', closure({ key: '2026-11-24' }))], /closure of day 2026-11-24 closes what was recorded in 2026-11-23/],
    ['the day was not over', [...firstDay, at('2026-11-23', closure())], /closure of day 2026-11-23 came before its end/],
    ['it leaves out a record', [...firstDay, at('2026-11-24', closure({ last: 5 }))], /ends at record 5, not at the one before it/],
    ['it begins too late', [...firstDay, at('2026-11-24', closure({ first: 2 }))], /begins at record 2, not at 1/],
    ['it states other sales', [...firstDay, at('2026-11-24', closure({ totals: { ...oneParcel, sales: cents(129) } }))], /states 129 for sales; its records add up to 1129/],
    ['it states other copies', [...firstDay, at('2026-11-24', closure({ totals: { ...oneParcel, copies: 1 } }))], /states 1 for copies; its records add up to 0/],
    ['its VAT rates are others', [...firstDay, at('2026-11-24', closure({ totals: { ...oneParcel, byRate: [] } }))], /divides sales among VAT rates so that they add up to 0, not to 1129/],
    ['a perpetual total begins again', [...closed, ...parcel('V2', '2026-11-24'), at('2026-11-25', closure({ key: '2026-11-24', first: 7, last: 13 }))], /states the perpetual totals 1129 and 1129; from the one before they are 2258 and 2258/],
  ])('are refused when %s', (_when, all, message) => {
    expect(told(all)).toMatch(message);
  });

  it('are found to hold whatever is sold, given back, copied and left open, on whatever days, with a clock set back now and then', () => {
    const day = fc.record({ hours: fc.integer({ min: -2, max: 60 * 24 }), what: fc.constantFrom('sold', 'spoiled', 'incident', 'copy', 'started', 'lesson') });
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 25 }), (days) => {
        const directory = temporaryDirectory();
        try {
          let now = morning('2026-11-23');
          const ledger = openSample(directory.path, { clock: { now: () => now } });
          for (const [index, { hours, what }] of days.entries()) {
            now += hours * 3_600_000;
            for (const fact of deed(what, `V${index + 1}`)) (what === 'lesson' ? ledger.training : ledger).record(fact);
          }
          ledger.close();
          const { store, records, tables } = openForReading(directory.path);
          const found = [...verifyRecords(records(), { publicKey: readPublicKey(join(directory.path, 'ledger.pub')) }).findings, ...checkTables(records(), tables)];
          store.close();
          expect(found).toEqual([]);
        } finally {
          directory.remove();
        }
      }),
      { numRuns: 30 },
    );
  });
});

function deed(what: string, sale: string): readonly Fact[] {
  const amount = cents(1_129);
  const label = `E-${sale}`;
  const sold = soldParcel(sale, label, null);
  const spoiled: readonly Fact[] = [...sold.slice(0, 4), { type: 'label.spoiled', sale, label, reason: 'jam' }];
  switch (what) {
    case 'spoiled':
      return [
        ...spoiled,
        { type: 'refund.requested', sale, reference: `${sale}-R1`, amount, means: 'cancellation' },
        { type: 'refund.approved', sale, reference: `${sale}-R1`, amount },
        { type: 'sale.closed', sale, paid: amount, issued: cents(0), returned: amount, incidents: cents(0) },
      ];
    case 'incident':
      return [
        ...spoiled,
        { type: 'incident.opened', sale, incident: `${sale}-I1`, amount, cause: 'refund-refused' },
        { type: 'sale.closed', sale, paid: amount, issued: cents(0), returned: cents(0), incidents: amount },
        { type: 'incident.settled', sale, incident: `${sale}-I1`, amount, cause: 'refund-refused', how: 'paid-out', by: 'staff' },
      ];
    case 'copy':
      return [...sold, { type: 'document.copied', sale, document: 'receipt', copy: 1 }];
    case 'started':
      return [{ type: 'terminal.started', version: '1', configuration: 'DEMO-01' }];
    default:
      return sold;
  }
}
