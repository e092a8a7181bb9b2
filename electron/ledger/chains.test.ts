import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPublicKey, verify } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fact } from '../../flows/facts.ts';
import { chainOf, chains, type Chain } from '../../flows/fiscal/catalogue.ts';
import { cents } from '../../flows/money.ts';
import { readJournal } from './journal.fixture.ts';
import { writeOlderLedger } from './older.fixture.ts';
import { chainedHash, chainGenesis, genesis } from './record.ts';
import { openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';
import { openSqlite, StoreError, type OpenStore, type Store } from './store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => void (directory = temporaryDirectory()));
afterEach(() => directory.remove());

/** The numbers of each chain, as they stand in the journal. */
function numbersOf(path: string): ReadonlyMap<string, readonly (number | null)[]> {
  const numbered = readJournal(path).filter(({ chain }) => chain !== null);
  return new Map([...Map.groupBy(numbered, ({ chain }) => String(chain))].map(([chain, records]) => [chain, records.map(({ number }) => number)]));
}

const [sale, amount] = ['V1', cents(500)];
const facts: readonly Fact[] = [
  ...soldParcel('V1', 'E1', null),
  { type: 'session.started', session: 'S1' },
  { type: 'incident.opened', sale, incident: 'I1', amount, cause: 'label-unknown' },
  { type: 'refund.approved', sale, reference: 'R1', amount },
  { type: 'document.copied', sale, document: 'receipt', copy: 1 },
  { type: 'document.printed', sale, document: 'slip', outcome: 'printed' },
  { type: 'archive.made', archive: 'A1', from: '2026-11-01', to: '2026-11-30', first: 1, last: 2, sha256: '0'.repeat(64) },
];

/** A disk that fails at the very end of a record, when told so, and a program that is killed instead of closed. */
function failing(): { readonly openStore: OpenStore; readonly fail: { now: boolean } } {
  const fail = { now: false };
  const openStore: OpenStore = (file, options) => {
    const store = openSqlite(file, options);
    const transaction: Store['transaction'] = (work) =>
      store.transaction(() => {
        const value = work();
        if (fail.now) throw new StoreError('io', new Error('fsync: Input/output error'));
        return value;
      });
    return { ...store, transaction };
  };
  return { openStore, fail };
}

/** A fact that no reader would take: a mistake of the caller. */
const unreadable: Fact = { type: 'payment.declined', sale, reference: 'P', reason: 'x'.repeat(200) };

function refused(record: () => unknown): { readonly ok: false } {
  expect(record).toThrow(/120|Too big/i);
  return { ok: false };
}

/** What was signed, and its signature. */
function rowsOf(path: string): readonly unknown[] {
  const database = new DatabaseSync(join(path, 'ledger.db'), { readOnly: true });
  const rows = database.prepare('SELECT seq, at, type, sale, fact, hash, signature FROM journal ORDER BY seq').all();
  database.close();
  return rows;
}

describe('records of one chain', () => {
  const step = fc.record({ fact: fc.constantFrom(...facts), training: fc.boolean(), how: fc.constantFrom('one', 'one', 'one', 'two', 'fails', 'throws', 'restart') });

  it('are numbered from 1 without gaps, over refused writes and restarts (FIS-3)', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const own = temporaryDirectory();
        const { openStore, fail } = failing();
        let ledger = openSample(own.path, { openStore });
        const expected = new Map<Chain, number>();
        const expectOne = (fact: Fact, training: boolean): void => void expected.set(chainOf(fact.type, training), (expected.get(chainOf(fact.type, training)) ?? 0) + 1);
        for (const { fact, training, how } of steps) {
          const side = training ? ledger.training : ledger;
          fail.now = how === 'fails';
          if (how === 'restart') {
            ledger.close();
            ledger = openSample(own.path, { openStore });
            continue;
          }
          const recorded = how === 'throws' ? refused(() => side.recordAll([fact, unreadable])) : side.recordAll(how === 'two' ? [fact, fact] : [fact]);
          for (const one of recorded.ok ? recorded.value : []) expectOne(one.fact, training);
        }
        ledger.close();
        const counted = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
        expect(numbersOf(own.path)).toEqual(new Map([...expected].map(([chain, count]) => [chain, counted(count)])));
        openSample(own.path).close();
        own.remove();
      }),
      { numRuns: 25 },
    );
  });

  it('are never changed by anything that is recorded later (FIS-1)', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 15 }), (steps) => {
        const own = temporaryDirectory();
        const ledger = openSample(own.path);
        let before: readonly unknown[] = [];
        for (const { fact, training } of steps) {
          (training ? ledger.training : ledger).record(fact);
          const after = rowsOf(own.path);
          expect(after.slice(0, before.length)).toEqual(before);
          before = after;
        }
        ledger.close();
        own.remove();
      }),
      { numRuns: 5 },
    );
  });

  it('cannot bear the same number twice, nor a letter that no chain has', () => {
    const ledger = openSample(directory.path);
    ledger.record({ type: 'terminal.stopped' });
    ledger.close();
    const database = new DatabaseSync(join(directory.path, 'ledger.db'));
    const copy = (chain: string, number: number) => () => database.exec(`INSERT INTO journal SELECT seq + 1, at, type, sale, fact, hash, signature, '${chain}', ${number} FROM journal`);
    expect(copy('L', 1)).toThrow(/UNIQUE/);
    expect(copy('Q', 1)).toThrow(/CHECK/);
    expect(copy('T', 0)).toThrow(/CHECK/);
    database.close();
  });

  it('are each signed over the one before it on the chain, and over the one before it in the journal (FIS-2)', () => {
    const ledger = openSample(directory.path);
    ledger.recordAll(facts);
    ledger.training.recordAll(facts);
    const publicKey = createPublicKey(ledger.publicKey);
    ledger.close();
    const database = new DatabaseSync(join(directory.path, 'ledger.db'), { readOnly: true });
    const rows = database.prepare('SELECT seq, at, chain, number, CAST(fact AS BLOB) AS fact, hash, signature FROM journal ORDER BY seq').all();
    database.close();
    let previous = genesis(publicKey);
    const ends = new Map<Chain, Uint8Array>();
    for (const row of rows) {
      const { seq, at, chain, number, fact, hash, signature } = row as unknown as { seq: number; at: number; chain: Chain; number: number; fact: Uint8Array; hash: Uint8Array; signature: Uint8Array };
      const previousInChain = ends.get(chain) ?? chainGenesis(publicKey, chain);
      expect(chainedHash({ previous, previousInChain, seq: BigInt(seq), chain, number: BigInt(number), at: BigInt(at), fact })).toEqual(Buffer.from(hash));
      expect(verify(null, hash, publicKey, signature)).toBe(true);
      previous = hash;
      ends.set(chain, hash);
    }
    expect([...ends.keys()].toSorted()).toEqual(Object.keys(chains).filter((chain) => chain !== 'G').toSorted());
  });
});

describe('a journal that an older Moulin began', () => {
  it.each([1, 2] as const)('goes on: schema %i is brought up to date, its records stay as they were signed, new ones are on chains', (version) => {
    const older = [...soldParcel('V1', 'E1', '9V1'), ...soldParcel('V2', 'E2', null).slice(0, 4)];
    writeOlderLedger(directory.path, version, older);
    const before = rowsOf(directory.path);
    const ledger = openSample(directory.path, { clock: { now: () => Date.UTC(2026, 10, 23, 10) } });
    expect(ledger.openSales().map(({ sale: one, facts: all }) => [one, all.length])).toEqual([['V2', 4]]);
    expect(ledger.factsOf('9V1').map(({ fact }) => fact.type)).toEqual(['label.issued', 'label.printed']);
    expect(ledger.left('labels')).toBeNull();
    expect(ledger.record({ type: 'label.printed', sale: 'V2', label: 'E2' })).toMatchObject({ value: { seq: 11 } });
    ledger.close();
    expect(rowsOf(directory.path).slice(0, 10)).toEqual(before);
    expect(readJournal(directory.path).map(({ chain, number }) => `${chain} ${number}`)).toEqual([...Array.from({ length: 10 }, () => 'null null'), 'T 1']);
    openSample(directory.path).close();
  });

  it('knows its incidents, settled or not, and which version ran last', () => {
    const opened = (incident: string): Fact => ({ type: 'incident.opened', sale, incident, amount, cause: 'crashed' });
    const settled: Fact = { type: 'incident.settled', sale, incident: 'I1', amount, cause: 'crashed', how: 'paid-out', by: 'staff' };
    const start = (running: string): Fact => ({ type: 'terminal.started', version: running, configuration: 'MOULIN-01' });
    writeOlderLedger(directory.path, 2, [start('0.1.0'), ...soldParcel('V1', 'E1', null), start('0.2.0'), opened('I1'), opened('I2'), settled]);
    const ledger = openSample(directory.path, { clock: { now: () => Date.UTC(2026, 10, 23, 10) } });
    expect(ledger.openIncidents().map((one) => one.facts.length)).toEqual([9]);
    expect(ledger.known()).toMatchObject({ version: '0.2.0', digests: {} });
    ledger.record({ type: 'incident.settled', sale, incident: 'I2', amount, cause: 'crashed', how: 'paid-out', by: 'staff' });
    expect(ledger.openIncidents()).toEqual([]);
    ledger.close();
  });

  it('is refused when its newest record was changed', () => {
    writeOlderLedger(directory.path, 2, soldParcel('V1', 'E1', null));
    const database = new DatabaseSync(join(directory.path, 'ledger.db'));
    database.exec('DROP TRIGGER journal_is_never_updated; UPDATE journal SET at = at + 1 WHERE seq = 6');
    database.close();
    expect(() => openSample(directory.path)).toThrow(/Record 6 .*does not fit the chain/);
  });
});

describe('a newest record that does not fit its chain', () => {
  it.each([
    ['its chain was changed', "UPDATE journal SET chain = 'P', number = 9 WHERE seq = 6"],
    ['its number was changed', 'UPDATE journal SET number = 7 WHERE seq = 6'],
    ['it was stripped of its chain', 'UPDATE journal SET chain = NULL, number = NULL WHERE seq = 6'],
  ])('is found at start: %s', (_what, sql) => {
    const ledger = openSample(directory.path);
    ledger.recordAll(soldParcel('V1', 'E1', null));
    ledger.close();
    const database = new DatabaseSync(join(directory.path, 'ledger.db'));
    database.exec(`DROP TRIGGER journal_is_never_updated; ${sql}`);
    database.close();
    expect(() => openSample(directory.path)).toThrow(/Record 6 .*does not fit the chain/);
  });

  it('nothing of the open day can be read: the ledger is refused, for its totals would be wrong', () => {
    openSample(directory.path).close();
    const database = new DatabaseSync(join(directory.path, 'ledger.db'));
    database.exec("UPDATE running SET totals = '{}' WHERE period = 'day'");
    database.close();
    expect(() => openSample(directory.path)).toThrow(/open day in .* cannot be read.*verify/);
  });
});
