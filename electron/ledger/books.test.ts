import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Fact } from '../../flows/facts.ts';
import type { Books } from './books.ts';
import type { OpenLedger } from './ledger.ts';
import { openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';

/** What a worker reads behind the counter, out of a journal that may be years long. */

let directory: ReturnType<typeof temporaryDirectory>;
let now: number;
let ledger: OpenLedger;
beforeEach(() => {
  directory = temporaryDirectory();
  now = Date.parse('2026-11-20T10:00Z');
  ledger = openSample(directory.path, { clock: { now: () => now } });
});
afterEach(() => {
  ledger.close();
  directory.remove();
});

const record = (...facts: readonly Fact[]) => expect(ledger.recordAll(facts)).toMatchObject({ ok: true });
const read = <T>(work: (books: Books) => T): T => ledger.read<T | null>(work, null) as T;
const changed = (device: string, state: string, cause: string | null = null): Fact => ({ type: 'device.changed', device, state, cause });
const closed: Fact = { type: 'terminal.closed', staff: 'M1', message: 'soon', until: null };

describe('the books', () => {
  it('know the newest closing of the terminal and the newest verification of the scale, also after a restart', () => {
    expect(read((books) => [books.newest('service'), books.newest('scale')])).toEqual([null, null]);
    record(closed, { type: 'scale.verified', staff: 'T1', until: '2027-05-31' }, { type: 'session.started', session: 'S1' });
    ledger.close();
    ledger = openSample(directory.path, { clock: { now: () => now } });
    expect(read((books) => [books.newest('service')?.fact, books.newest('scale')?.fact])).toEqual([closed, { type: 'scale.verified', staff: 'T1', until: '2027-05-31' }]);
    record({ type: 'terminal.opened', staff: null });
    expect(read((books) => books.newest('service')?.fact)).toEqual({ type: 'terminal.opened', staff: null });
  });

  it('do not believe a table that leads to another record', () => {
    record(closed, changed('scale', 'online'));
    const database = new DatabaseSync(join(directory.path, 'ledger.db'));
    database.exec("UPDATE latest SET seq = 2 WHERE what = 'service'");
    database.close();
    expect(read((books) => books.newest('service'))).toBeNull();
  });

  it('tell what became of a device, newest first, and of no other', () => {
    record(changed('labels', 'online'), changed('scale', 'offline', 'no cable'), changed('labels', 'consumable-out', 'paper-out'), changed('labels', 'online'));
    expect(read((books) => books.ofDevice('labels', 2)).map(({ fact }) => fact)).toEqual([changed('labels', 'online'), changed('labels', 'consumable-out', 'paper-out')]);
    expect(read((books) => books.technical(2)).map(({ seq }) => seq)).toEqual([4, 3]);
  });

  it('begin a day after the newest closure of a day before it', () => {
    record(...soldParcel('V1', 'E1', '9V00000000018'));
    expect(read((books) => [books.beginningOf('2026-11-20'), books.beginningOf('2026-11-21')])).toEqual([1, 1]);
    now = Date.parse('2026-11-23T10:00Z');
    record(...soldParcel('V2', 'E2', '9V00000000026'));
    // Record 7 closes the 20th.
    expect(read((books) => [books.beginningOf('2026-11-20'), books.beginningOf('2026-11-23')])).toEqual([1, 8]);
    expect(read((books) => books.since(8)).map(({ fact }) => fact.type)).toEqual(soldParcel('V2', 'E2', null).map(({ type }) => type));
  });

  it('count the numbers that were taken, and neither stamps nor what was tried in training', () => {
    record(...soldParcel('V1', 'E1', '9V00000000018'), ...soldParcel('V2', 'E2', null));
    ledger.training.recordAll(soldParcel('V1', 'E1', '9V00000000018'));
    expect(read((books) => books.numbersSince(1))).toEqual({ began: now, taken: [{ product: 'colissimo_france_domicile', count: 1 }] });
    expect(read((books) => books.since(1))).toHaveLength(12);
    expect(read((books) => books.numbersSince(99))).toEqual({ began: null, taken: [] });
  });

  it('are empty once the ledger is closed', () => {
    ledger.close();
    expect(ledger.read((books) => books.technical(5), [])).toEqual([]);
  });
});
