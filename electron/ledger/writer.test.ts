import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fact } from '../../flows/facts.ts';
import { isImplausible, wentBack } from './clock.ts';
import { freeBytesOf, RESERVE_BYTES } from './disk.ts';
import { isOf, readJournal } from './journal.fixture.ts';
import { NOON, openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';
import { openSqlite, StoreError, type OpenStore, type Store } from './store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let now: number;
beforeEach(() => {
  directory = temporaryDirectory();
  now = NOON;
});
afterEach(() => directory.remove());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const open = () => openSample(directory.path, { clock: { now: () => now } });
const started: Fact = { type: 'terminal.started', version: '1', configuration: 'MOULIN-01' };
const changes = () => readJournal(directory.path).filter((record) => isOf(record, 'clock.changed')).map(({ seq, at, fact }) => ({ seq, at, from: fact.from, to: fact.to }));

describe('a clock that went back (FIS-16)', () => {
  const restarted = (back: number, ...facts: readonly Fact[]): void => {
    const ledger = open();
    ledger.record(started);
    ledger.close();
    now -= back;
    const later = open();
    for (const fact of facts) later.record(fact);
    later.close();
  };

  it('while the terminal was off is recorded once, before anything else is; nothing is numbered again', () => {
    restarted(40 * MINUTE, started, started);
    expect(changes()).toEqual([{ seq: 2, at: NOON - 40 * MINUTE, from: NOON, to: NOON - 40 * MINUTE }]);
    expect(readJournal(directory.path).map(({ seq, number }) => [seq, number])).toEqual([1, 2, 3, 4].map((place) => [place, place]));
  });

  it.each([
    [5 * MINUTE, 0],
    [5 * MINUTE + 1, 1],
  ])('by %i ms is told %i times: a time server may correct five minutes', (back, times) => {
    restarted(back, started);
    expect(changes()).toHaveLength(times);
  });

  it('is not told to whoever tells it', () => {
    restarted(DAY, { type: 'clock.changed', from: NOON, to: NOON - DAY }, started);
    expect(changes()).toHaveLength(1);
  });

  it('while the terminal runs is told by who watches the clock, so that it is not told twice', () => {
    const ledger = open();
    ledger.record(started);
    now -= DAY;
    ledger.record(started);
    ledger.record({ type: 'clock.changed', from: NOON, to: now });
    ledger.close();
    expect(changes()).toEqual([{ seq: 3, at: NOON - DAY, from: NOON, to: NOON - DAY }]);
  });

  it('is told by the next record when the first could not be written', () => {
    const ledger = open();
    ledger.record(started);
    ledger.close();
    now -= DAY;
    let store: Store | undefined;
    const later = openSample(directory.path, { clock: { now: () => now }, openStore: (file, options) => (store = openSqlite(file, options)) });
    store?.exec('PRAGMA query_only = 1');
    later.record(started);
    store?.exec('PRAGMA query_only = 0');
    later.record(started);
    later.close();
    expect(changes()).toHaveLength(1);
  });
});

describe('a clock that cannot be right (FIS-16)', () => {
  it.each([
    ['1970', Date.UTC(1970, 0, 1)],
    ['the end of 2025', Date.UTC(2025, 11, 31, 23, 59)],
    ['91 days after the last record', NOON + 91 * DAY],
    ['2099', Date.UTC(2099, 0, 1)],
  ])('says %s: nothing is recorded and nothing is sold, until it is right again', (_what, wrong) => {
    const ledger = open();
    ledger.record(started);
    now = wrong;
    expect([ledger.trouble(), ledger.record(started), ledger.recordAll([started]), ledger.issue(['sale'], () => started), ledger.closeDue()]).toEqual([
      'clock',
      ...Array.from({ length: 4 }, () => ({ ok: false, error: 'clock' })),
    ]);
    now = NOON + MINUTE;
    expect(ledger.trouble()).toBeNull();
    expect(ledger.record(started)).toMatchObject({ ok: true, value: { seq: 2 } });
    ledger.close();
    expect(changes()).toEqual([]);
  });

  it('says 1970 at the very first start', () => {
    now = 0;
    const ledger = open();
    expect([ledger.trouble(), ledger.record(started), ledger.acceptClock()]).toEqual(['clock', { ok: false, error: 'clock' }, { ok: false, error: 'clock' }]);
    now = NOON;
    expect(ledger.record(started)).toMatchObject({ ok: true, value: { seq: 1 } });
    ledger.close();
  });

  it('is confirmed by a technician: the change is recorded, after the closures of what is over', () => {
    const ledger = open();
    ledger.record(started);
    expect(ledger.acceptClock()).toEqual({ ok: true, value: false });
    now = NOON + 120 * DAY;
    expect(ledger.acceptClock()).toEqual({ ok: true, value: true });
    expect([ledger.trouble(), ledger.record(started).ok]).toEqual([null, true]);
    ledger.close();
    expect(readJournal(directory.path).map(({ fact }) => (fact.type === 'period.closed' ? fact.key : fact.type))).toEqual(['terminal.started', '2026-11-23', '2026-11', '2026', 'clock.changed', 'terminal.started']);
    expect(changes()).toEqual([{ seq: 5, at: now, from: NOON, to: now }]);
    now += MINUTE;
    const reopened = open();
    expect(reopened.trouble()).toBeNull();
    reopened.close();
  });

  it('is judged by nothing else than its own time and that of the last record', () => {
    const instant = fc.integer({ min: 0, max: Date.UTC(2040, 0, 1) });
    const early = Date.UTC(2026, 0, 1);
    fc.assert(
      fc.property(instant, fc.option(instant), (at, last) => {
        expect(isImplausible(at, last)).toBe(at < early || (last !== null && last >= early && at - last > 90 * DAY));
        expect(wentBack(at, last)).toBe(last !== null && last - at > 5 * MINUTE);
      }),
    );
  });
});

describe('a disk that is nearly full', () => {
  it('sells nothing new below 32 MB, and records what has begun to its end', () => {
    let free: number | null = RESERVE_BYTES;
    const ledger = openSample(directory.path, { clock: { now: () => now }, freeBytes: () => free });
    const [opened, ...rest] = soldParcel('V1', 'E1', null);
    expect(ledger.trouble()).toBeNull();
    ledger.recordAll(opened ? [opened] : []);
    free = RESERVE_BYTES - 1;
    now += 5_000;
    expect(ledger.trouble()).toBe('full');
    expect(ledger.training.trouble()).toBe('full');
    expect(ledger.recordAll(rest)).toMatchObject({ ok: true });
    expect(ledger.openSales()).toEqual([]);
    expect(ledger.trouble()).toBe('full');
    free = RESERVE_BYTES;
    expect(ledger.trouble()).toBe('full');
    now += 5_000;
    expect(ledger.trouble()).toBeNull();
    free = null;
    now -= DAY;
    expect(ledger.trouble()).toBeNull();
    ledger.close();
  });

  it('is asked of the system: a directory that is there has a size, one that is not says nothing', () => {
    expect(freeBytesOf(directory.path)).toBeGreaterThan(0);
    expect(freeBytesOf(join(directory.path, 'nowhere'))).toBeNull();
  });

  it('and then full: room that is made is noticed without a restart, and the open day has lost nothing', () => {
    let store: Store | undefined;
    const ledger = openSample(directory.path, { clock: { now: () => now }, freeBytes: () => null, openStore: (file, options) => (store = openSqlite(file, options)) });
    ledger.recordAll(soldParcel('V1', 'E1', null));
    now += DAY;
    store?.exec('PRAGMA query_only = 1');
    expect(ledger.closeDue()).toEqual({ ok: false, error: 'read-only' });
    expect(ledger.record(started)).toEqual({ ok: false, error: 'read-only' });
    store?.exec('PRAGMA query_only = 0');
    now += 5_000;
    expect(ledger.trouble()).toBeNull();
    expect(ledger.record(started)).toMatchObject({ ok: true, value: { seq: 8 } });
    ledger.close();
    expect(readJournal(directory.path).filter((record) => isOf(record, 'period.closed')).map(({ fact }) => [fact.key, fact.totals.tickets])).toEqual([['2026-11-23', 1]]);
  });
});

describe('a journal that is damaged while the terminal runs', () => {
  /** Changes a record behind the ledger's back. */
  function tamper(sql: string): void {
    const database = new DatabaseSync(join(directory.path, 'ledger.db'));
    database.exec(`DROP TRIGGER journal_is_never_updated; ${sql}`);
    database.close();
  }

  it.each([
    ['what is not a fact', `UPDATE journal SET fact = '{"type":"sale.opened"}' WHERE seq = 1`],
    ['what is not even JSON', "UPDATE journal SET fact = 'x' WHERE seq = 1"],
  ])('by %s: it sells nothing more, says so in the journal once, and finishes what has begun (FIS-9)', (_what, sql) => {
    const ledger = open();
    ledger.recordAll(soldParcel('V1', 'E1', null).slice(0, 5));
    tamper(sql);
    expect([ledger.openSales(), ledger.factsOfSale('V1'), ledger.trouble()]).toEqual([[], [], 'corrupt']);
    now += MINUTE;
    expect(ledger.trouble()).toBe('corrupt');
    expect(ledger.recordAll(soldParcel('V1', 'E1', null).slice(5))).toMatchObject({ ok: true });
    expect(ledger.factsOf('E1').map(({ fact }) => fact.type)).toEqual(['label.issued', 'label.printed']);
    ledger.close();
    const database = new DatabaseSync(join(directory.path, 'ledger.db'), { readOnly: true });
    const said = database.prepare("SELECT fact FROM journal WHERE type = 'integrity.failed'").all();
    database.close();
    expect(said).toEqual([{ fact: '{"detail":"record 1 cannot be read","type":"integrity.failed","what":"journal"}' }]);
  });

  it('by a page that is no page: told like any other damage', () => {
    let broken = false;
    const ledger = openSample(directory.path, {
      clock: { now: () => now },
      openStore: failingReads((sql) => (broken && sql.includes('WHERE sale = ?') ? new StoreError('corrupt', new Error('database disk image is malformed')) : null)),
    });
    ledger.recordAll(soldParcel('V1', 'E1', null));
    broken = true;
    expect([ledger.factsOfSale('V1'), ledger.trouble()]).toEqual([[], 'corrupt']);
    ledger.close();
    expect(readJournal(directory.path).at(-1)?.fact).toMatchObject({ type: 'integrity.failed', detail: 'database disk image is malformed' });
  });

  it('in the closure that the next one goes on from: no day is closed with invented totals, and nothing is recorded past it (FIS-6)', () => {
    const ledger = open();
    ledger.record(started);
    now += DAY;
    ledger.record(started);
    tamper(`UPDATE journal SET fact = '{}' WHERE seq = 2`);
    now += DAY;
    expect([ledger.closeDue(), ledger.record(started), ledger.trouble()]).toEqual([{ ok: false, error: 'corrupt' }, { ok: false, error: 'corrupt' }, 'corrupt']);
    ledger.close();
    expect(() => open()).toThrow(/does not fit the chain|closure in .* cannot be read/);
  });

  it('by a cable that comes loose for a moment: once a write succeeds it sells again', () => {
    let loose = false;
    const ledger = openSample(directory.path, {
      clock: { now: () => now },
      openStore: failingReads((sql) => (loose && sql.includes('FROM roll') ? new StoreError('io', new Error('disk I/O error')) : null)),
    });
    ledger.record({ type: 'roll.counted', roll: 'labels', left: 3, why: 'loaded' });
    loose = true;
    expect([ledger.left('labels'), ledger.trouble()]).toEqual([null, 'corrupt']);
    loose = false;
    now += 5_000;
    expect([ledger.trouble(), ledger.left('labels')]).toEqual([null, 3]);
    ledger.close();
  });

  it('but a mistake of ours is thrown, not told as a fault of the disk', () => {
    let mistaken = false;
    const ledger = openSample(directory.path, {
      openStore: failingReads(() => (mistaken ? new TypeError('a mistake') : null)),
    });
    mistaken = true;
    expect(() => ledger.openSales()).toThrow('a mistake');
    ledger.close();
  });

  /** A store whose reads fail with what is given for them. */
  function failingReads(failure: (sql: string) => Error | null): OpenStore {
    return (file, options) => {
      const store = openSqlite(file, options);
      return {
        ...store,
        prepare(sql, ...rest) {
          const statement = store.prepare(sql, ...rest);
          const healthy = (): void => {
            const error = failure(sql);
            if (error) throw error;
          };
          return {
            ...statement,
            get(...values) {
              healthy();
              return statement.get(...values);
            },
            all(...values) {
              healthy();
              return statement.all(...values);
            },
          };
        },
      };
    };
  }
});
