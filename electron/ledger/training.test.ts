import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import type { Series } from '../../flows/ports.ts';
import { grams } from '../../flows/weight.ts';
import { isOf, readJournal } from './journal.fixture.ts';
import type { OpenLedger } from './ledger.ts';
import { NOON, openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';

/** School mode (FIS-14): the same journal, and nothing of it reaches what is sold. */

let directory: ReturnType<typeof temporaryDirectory>;
let ledger: OpenLedger;
let now: number;
beforeEach(() => {
  directory = temporaryDirectory();
  now = NOON;
  ledger = open();
});
afterEach(() => {
  ledger.close();
  directory.remove();
});

const open = () => openSample(directory.path, { clock: { now: () => now } });
const everySeries: readonly Series[] = ['sale', 'label', 'incident', 'colissimo', 'letter', 'registered', 's10-letter', 's10-registered', 's10-parcel'];
const serials = (side: Pick<OpenLedger, 'issue'>) => side.issue(everySeries, (taken) => ({ type: 'session.started', session: Object.values(taken).join('-') }));
const incident = { sale: 'V1', incident: 'I1', amount: cents(500), cause: 'label-unknown' } as const;

/** What a lesson does: sales, trouble and copies, under numbers that service has too. */
const lessons: readonly Fact[] = [
  ...soldParcel('V1', 'E1', '9V1'),
  { type: 'sale.opened', sale: 'V2', session: 'S2', lines: [{ line: 'L1', product: 'article', grams: grams(0), quantity: 1, unitPrice: cents(1), tariff: 't' }], total: cents(1) },
  { type: 'label.spoiled', sale: 'V1', label: 'E1', reason: 'jam' },
  { type: 'incident.opened', ...incident },
  { type: 'refund.approved', sale: 'V1', reference: 'R1', amount: cents(500) },
  { type: 'document.printed', sale: 'V1', document: 'slip', outcome: 'printed' },
  { type: 'document.copied', sale: 'V1', document: 'receipt', copy: 1 },
  { type: 'copy.refused', sale: 'V1' },
  { type: 'item.deposited', item: 'E1', franked: 'here', into: 'box' },
];

describe('training', () => {
  it('is recorded on the chain X, but for what concerns the machine (FIS-14)', () => {
    ledger.training.recordAll([...lessons, { type: 'session.ended', session: 'S1', how: 'completed' }, { type: 'device.changed', device: 'scale', state: 'online', cause: null }]);
    expect(readJournal(directory.path).map(({ chain }) => chain)).toEqual([...lessons.map(() => 'X'), 'L', 'L']);
  });

  it('changes nothing of what is sold, whatever is done in it: chains, ranges, sales, incidents, items, totals (FIS-14)', () => {
    const lesson = fc.array(fc.constantFrom(...lessons), { maxLength: 12 });
    fc.assert(
      fc.property(lesson, lesson, (before, after) => {
        const [taught, untaught] = [temporaryDirectory(), temporaryDirectory()];
        const day = (path: string, tries: readonly (readonly Fact[])[]) => {
          now = NOON;
          const own = openSample(path, { clock: { now: () => now } });
          own.training.recordAll(tries[0] ?? []);
          own.recordAll([...soldParcel('V1', 'E1', '9V1').slice(0, 5), { type: 'incident.opened', ...incident }]);
          if (tries.length > 0) serials(own.training);
          own.training.recordAll(tries[1] ?? []);
          serials(own);
          const seen = [own.openSales(), own.openIncidents(), own.factsOf('E1'), own.factsOf('9V1'), own.factsOfSale('V1'), own.factsOfSale('V2')].map((found) => JSON.stringify(found, withoutPlaces));
          const ranges = own.ranges();
          now += 24 * 3_600_000;
          own.closeDue();
          own.close();
          const journal = readJournal(path);
          const sold = journal.filter(({ chain }) => chain !== 'X' && chain !== 'L' && chain !== 'G').map(({ chain, number, fact }) => ({ chain, number, fact }));
          return { seen, ranges, sold, totals: journal.filter((record) => isOf(record, 'period.closed')).map(({ fact }) => [fact.totals, fact.perpetual]) };
        };
        expect(day(taught.path, [before, after])).toEqual(day(untaught.path, []));
        taught.remove();
        untaught.remove();
      }),
      { numRuns: 15 },
    );
  });

  /** A lesson takes places in the journal, and signatures differ from key to key: both are left out. */
  function withoutPlaces(key: string, value: unknown): unknown {
    return key === 'seq' || key === 'extract' ? undefined : value;
  }

  it('counts its sales, labels and numbers for itself, and goes on where it stopped (FIS-14)', () => {
    serials(ledger);
    expect([serials(ledger.training), serials(ledger.training)]).toMatchObject([{ value: { fact: { session: '1-1-1-1-1-1-1-1-1' } } }, { value: { fact: { session: '2-2-2-2-2-2-2-2-2' } } }]);
    expect(ledger.training.remaining('colissimo')).toBe(99_999_997);
    ledger.close();
    ledger = open();
    expect(serials(ledger.training)).toMatchObject({ value: { fact: { session: '3-3-3-3-3-3-3-3-3' } } });
    expect(ledger.remaining('colissimo')).toBe(9_998);
    expect(ledger.ranges()).toHaveLength(everySeries.length);
  });

  it('finds its own sales, incidents and items, and none of those in service', () => {
    ledger.recordAll([...soldParcel('V1', 'E1', '9V1').slice(0, 4), { type: 'incident.opened', ...incident }]);
    expect([ledger.training.openSales(), ledger.training.openIncidents(), ledger.training.factsOf('E1'), ledger.training.factsOfSale('V1')]).toEqual([[], [], [], []]);
    ledger.training.recordAll(lessons);
    expect(ledger.training.openSales().map(({ sale, facts }) => [sale, facts.length])).toEqual([['V2', 1]]);
    expect(ledger.training.openIncidents().map(({ sale, facts }) => [sale, facts.length])).toEqual([['V1', 12]]);
    expect(ledger.training.factsOf('9V1').map(({ fact }) => fact.type)).toEqual(['label.issued', 'label.printed', 'label.spoiled', 'item.deposited']);
    ledger.training.record({ type: 'incident.settled', ...incident, how: 'paid-out', by: 'staff' });
    expect(ledger.training.openIncidents()).toEqual([]);
    expect(ledger.openIncidents()).toHaveLength(1);
  });

  it('prints real labels, and so takes them from the roll like any other', () => {
    ledger.record({ type: 'roll.counted', roll: 'labels', left: 10, why: 'loaded' });
    ledger.training.recordAll(lessons);
    expect([ledger.left('labels'), ledger.training.left('labels')]).toEqual([8, 8]);
  });

  it('is in the same trouble as the ledger that it is part of', () => {
    ledger.close();
    expect([ledger.training.record({ type: 'training.begun' }), ledger.training.trouble(), ledger.training.openSales(), ledger.training.remaining('sale'), ledger.training.left('labels')]).toEqual([
      { ok: false, error: 'closed' },
      'closed',
      [],
      0,
      null,
    ]);
  });
});
