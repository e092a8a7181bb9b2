import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fact, FactOf } from '../../flows/facts.ts';
import { noTotals, withRecord } from '../../flows/fiscal/totals.ts';
import { cents } from '../../flows/money.ts';
import type { Ledger } from '../../flows/ports.ts';
import { isOf, readJournal, type Written } from './journal.fixture.ts';
import { writeOlderLedger } from './older.fixture.ts';
import { openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';

/** The ledger closes by itself, at its door: nobody needs to remember it, and nothing is sold past a day that is over. */

let directory: ReturnType<typeof temporaryDirectory>;
let now: number;
beforeEach(() => {
  directory = temporaryDirectory();
  now = at('2026-11-20T10:00Z');
});
afterEach(() => directory.remove());

const at = (text: string): number => Date.parse(text.replace('Z', ':00Z'));
const open = () => openSample(directory.path, { clock: { now: () => now } });
const started: Fact = { type: 'session.started', session: 'S1' };

let sold = 0;
/** One parcel for 11,29 EUR, and its receipt once more. */
function sell(ledger: Ledger): void {
  sold += 1;
  for (const fact of soldParcel(`V${sold}`, `E${sold}`, null)) expect(ledger.record(fact).ok).toBe(true);
}

const closures = () => readJournal(directory.path).filter((record) => isOf(record, 'period.closed'));
const keys = (): string => closures().map(({ fact }) => fact.key).join(' ');

describe('a day that is over', () => {
  it('is closed before anything is recorded on a later one, with the month and the year that end with it (FIS-6)', () => {
    now = at('2026-12-31T20:00Z');
    const ledger = open();
    sell(ledger);
    now = at('2027-01-01T08:00Z');
    ledger.record(started);
    ledger.close();
    const journal = readJournal(directory.path);
    expect(journal.slice(6).map(({ fact }) => (fact.type === 'period.closed' ? `${fact.period} ${fact.key}` : fact.type))).toEqual(['day 2026-12-31', 'month 2026-12', 'year 2026', 'session.started']);
    expect(journal.slice(6).map(({ chain }) => chain)).toEqual(['G', 'G', 'G', 'L']);
    expect(journal.slice(6).every((record) => record.at === now)).toBe(true);
  });

  it('is closed once after three days without power, with no closure for days on which nothing was recorded (FIS-6)', () => {
    const ledger = open();
    sell(ledger);
    ledger.close();
    now = at('2026-11-23T07:00Z');
    const later = open();
    later.record({ type: 'terminal.started', version: '1', configuration: 'MOULIN-01' });
    sell(later);
    later.close();
    now = at('2026-11-24T07:00Z');
    const last = open();
    last.record(started);
    last.close();
    expect(keys()).toBe('2026-11-20 2026-11-23');
  });

  it('is closed at midnight without a customer, when the terminal asks every minute', () => {
    const ledger = open();
    sell(ledger);
    now = at('2026-11-20T22:59Z');
    expect(ledger.closeDue()).toEqual({ ok: true, value: 0 });
    now = at('2026-11-20T23:00Z');
    expect(ledger.closeDue()).toEqual({ ok: true, value: 1 });
    expect(ledger.closeDue()).toEqual({ ok: true, value: 0 });
    // Two Sundays on which nobody came: nothing but a closure lies in them, and they have none.
    now = at('2026-11-30T23:00Z');
    expect(ledger.closeDue()).toEqual({ ok: true, value: 1 });
    ledger.close();
    expect(ledger.closeDue()).toEqual({ ok: false, error: 'closed' });
    expect(keys()).toBe('2026-11-20 2026-11');
  });

  it('states what was taken in, given back and counted, and both perpetual totals (FIS-7)', () => {
    const ledger = open();
    sell(ledger);
    sell(ledger);
    ledger.record({ type: 'document.copied', sale: 'V1', document: 'receipt', copy: 1 });
    now = at('2026-11-21T10:00Z');
    sell(ledger);
    ledger.record({ type: 'refund.approved', sale: `V${sold}`, reference: 'R1', amount: soldParcelValue });
    now = at('2026-12-01T10:00Z');
    ledger.closeDue();
    ledger.close();
    const [first, second, month] = closures().map(({ fact }) => fact);
    const value = soldParcelValue;
    expect(first).toMatchObject({ first: 1, last: 13, totals: { sales: 2 * value, returns: 0, tickets: 2, labels: 2, voided: 0, copies: 1 }, perpetual: { net: 2 * value, absolute: 2 * value } });
    expect(second).toMatchObject({ first: 14, last: 21, totals: { sales: value, returns: value, tickets: 1, copies: 0 }, perpetual: { net: 2 * value, absolute: 4 * value } });
    expect(month).toMatchObject({ period: 'month', key: '2026-11', first: 1, last: 22, totals: { sales: 3 * value, returns: value, tickets: 3, labels: 3, copies: 1 }, perpetual: second?.perpetual });
  });

  it('that an older Moulin left open is closed with all that was recorded before there were closures', () => {
    writeOlderLedger(directory.path, 2, [...soldParcel('V1', 'E1', null), ...soldParcel('V2', 'E2', null)], at('2026-11-18T10:00Z'));
    const ledger = open();
    ledger.record(started);
    ledger.close();
    expect(closures().map(({ fact }) => fact)).toEqual([
      expect.objectContaining({ key: '2026-11-18', first: 1, last: 12, totals: expect.objectContaining({ sales: 2 * soldParcelValue, tickets: 2, labels: 2 }) as unknown }),
    ]);
  });

  it('is closed by an upgrade with the same totals as if this Moulin had recorded it itself (FIS-7)', () => {
    const incident = { sale: 'V1', incident: 'I1', amount: cents(500), cause: 'label-unknown' } as const;
    const settlements = (['paid-out', 'refunded', 'returned', 'not-owed', 'delivered'] as const).map((how): Fact => ({ type: 'incident.settled', ...incident, how, by: 'staff' }));
    const kinds: readonly Fact[] = [
      ...soldParcel('V1', 'E1', null),
      ...settlements,
      { type: 'incident.opened', ...incident },
      { type: 'refund.approved', sale: 'V1', reference: 'R1', amount: cents(300) },
      { type: 'label.spoiled', sale: 'V1', label: 'E1', reason: 'jam' },
      { type: 'document.copied', sale: 'V1', document: 'proof', copy: 1 },
      started,
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 20 }), (facts) => {
        const own = temporaryDirectory();
        writeOlderLedger(own.path, 2, facts, at('2026-11-18T10:00Z'));
        const ledger = openSample(own.path, { clock: { now: () => now } });
        ledger.closeDue();
        ledger.close();
        const closure = readJournal(own.path).find((record) => isOf(record, 'period.closed'));
        own.remove();
        expect(closure?.fact).toMatchObject({ totals: facts.reduce((totals, fact) => withRecord(totals, null, fact), noTotals) });
      }),
      { numRuns: 10 },
    );
  });

  it('stays closed for ever: a closure is a record, no record is changed, and none can close it again (FIS-8)', () => {
    const ledger = open();
    sell(ledger);
    now = at('2026-11-21T10:00Z');
    ledger.closeDue();
    ledger.close();
    const database = new DatabaseSync(join(directory.path, 'ledger.db'));
    expect(() => database.exec("UPDATE journal SET fact = '{}' WHERE type = 'period.closed'")).toThrow(/append-only/);
    expect(() => database.exec("DELETE FROM journal WHERE type = 'period.closed'")).toThrow(/append-only/);
    const again = "INSERT INTO journal SELECT seq + 1, at, type, sale, fact, hash, signature, chain, number + 1 FROM journal WHERE type = 'period.closed'";
    expect(() => database.exec(again)).toThrow(/UNIQUE/);
    database.close();
  });
});

describe('a clock that was set back', () => {
  it('stays in the open day: what is recorded bears the time that the clock says, and the closures stay in order (FIS-8, FIS-16)', () => {
    const ledger = open();
    sell(ledger);
    now = at('2026-11-18T10:00Z');
    sell(ledger);
    expect(ledger.closeDue()).toEqual({ ok: true, value: 0 });
    now = at('2026-11-21T10:00Z');
    ledger.closeDue();
    ledger.close();
    expect(closures().map(({ fact }) => [fact.key, fact.totals.tickets])).toEqual([['2026-11-20', 2]]);
  });

  it('adds nothing to a day that was closed meanwhile', () => {
    const ledger = open();
    sell(ledger);
    now = at('2026-11-20T23:00Z');
    ledger.closeDue();
    now = at('2026-11-20T12:00Z');
    sell(ledger);
    now = at('2026-11-22T12:00Z');
    sell(ledger);
    ledger.close();
    expect(closures().map(({ fact }) => [fact.key, fact.totals.tickets])).toEqual([
      ['2026-11-20', 1],
      ['2026-11-21', 1],
    ]);
  });
});

const soldParcelValue = (soldParcel('V', 'E', null)[2] as FactOf<'payment.approved'>).amount;

describe('whatever the days bring', () => {
  const step = fc.record({
    /** Hours that pass: days off, and now and then a clock that goes back. */
    hours: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 30 }) }, { weight: 1, arbitrary: fc.integer({ min: -40, max: 900 }) }),
    does: fc.constantFrom('sell', 'sell', 'refund', 'train', 'look', 'restart', 'fail'),
  });

  it('each day, month and year with a record is closed once, in order; the totals follow from single facts; the absolute total never falls (FIS-6 to FIS-8, FIS-14)', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const own = temporaryDirectory();
        now = at('2026-12-20T10:00Z');
        const reopen = () => openSample(own.path, { clock: { now: () => now } });
        let ledger = reopen();
        const deeds: Readonly<Record<(typeof steps)[number]['does'], () => void>> = {
          sell: () => sell(ledger),
          train: () => sell(ledger.training),
          refund: () => void ledger.record({ type: 'refund.approved', sale: 'V0', reference: 'R1', amount: soldParcelValue }),
          look: () => void ledger.closeDue(),
          fail: () => expect(() => ledger.issue(['sale'], failing)).toThrow('the caller failed'),
          restart() {
            ledger.close();
            ledger = reopen();
          },
        };
        for (const { hours, does } of steps) {
          now += hours * 3_600_000;
          deeds[does]();
        }
        ledger.close();
        const journal = readJournal(own.path);
        own.remove();
        expect(faultsOf(journal)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  function failing(): never {
    throw new Error('the caller failed');
  }

  /** Adds up again what lies between the closures, from the records alone. */
  function faultsOf(journal: readonly Written[]): readonly string[] {
    const counting = journal.filter(({ chain }) => chain !== 'X');
    const sum = (records: readonly Written[], type: Fact['type']) => records.reduce((total, { fact }) => total + (fact.type === type && 'amount' in fact ? fact.amount : 0), 0);
    return (['day', 'month', 'year'] as const).flatMap((period) => {
      let before = { seq: 1, key: '', absolute: 0 };
      return journal.filter((record) => isOf(record, 'period.closed')).filter(({ fact }) => fact.period === period).flatMap(({ seq, fact }) => {
        const within = counting.filter((record) => record.seq >= before.seq && record.seq < seq);
        const until = counting.filter((record) => record.seq < seq);
        const [sales, returns] = [sum(until, 'payment.approved'), sum(until, 'refund.approved')];
        const holds: Readonly<Record<string, boolean>> = {
          'goes on where the one before ended': fact.first === before.seq && fact.last === seq - 1,
          'comes after the one before': fact.key > before.key,
          'has something in it': journal.slice(before.seq - 1, seq - 1).some((record) => !isOf(record, 'period.closed')),
          'adds up': fact.totals.sales === sum(within, 'payment.approved') && fact.totals.returns === sum(within, 'refund.approved'),
          'carries the perpetual totals': fact.perpetual.net === sales - returns && fact.perpetual.absolute === sales + returns,
          'has an absolute total that did not fall': fact.perpetual.absolute >= before.absolute,
        };
        before = { seq, key: fact.key, absolute: fact.perpetual.absolute };
        return Object.entries(holds).flatMap(([what, held]) => (held ? [] : [`${period} ${fact.key}: not so that it ${what}`]));
      });
    });
  }
});
