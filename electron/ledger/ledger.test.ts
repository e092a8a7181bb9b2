import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { factSchema, type Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import type { LedgerTrouble } from '../../flows/ports.ts';
import { openLedger, refusingLedger } from './ledger.ts';
import { troubleOfRefusal, type LedgerRefusal } from './refusal.ts';
import { NOON, openSample, sampleRanges, soldParcel, temporaryDirectory } from './sample.fixture.ts';
import { openSqlite, StoreError, type OpenStore, type Store, type StoreFault } from './store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => void (directory = temporaryDirectory()));
afterEach(() => directory.remove());

const database = (): string => join(directory.path, 'ledger.db');

const id = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.length <= 64);
const amount = fc.integer({ min: 0, max: 100_000_00 });
const reason = fc.string({ maxLength: 40, unit: 'grapheme' }).filter((text) => text.length <= 120);

/** Facts of many shapes, with texts of any script: what a journal must give back as it got it. */
const anyFact: fc.Arbitrary<Fact> = fc
  .oneof(
    fc.record({ type: fc.constant('terminal.started'), version: fc.string(), configuration: fc.string({ unit: 'binary' }) }),
    fc.record({ type: fc.constant('device.changed'), device: fc.string(), state: fc.string(), cause: fc.option(fc.string({ unit: 'grapheme' })) }),
    fc.record({ type: fc.constant('help.called'), session: fc.option(id) }),
    fc.record({ type: fc.constant('payment.requested'), sale: id, reference: id, amount }),
    fc.record({ type: fc.constant('payment.unknown'), sale: id, reference: id, reason }),
    fc.record({ type: fc.constant('label.spoiled'), sale: id, label: id, reason }),
    fc.record({ type: fc.constant('incident.opened'), sale: id, incident: id, amount, cause: fc.constantFrom('payment-unknown', 'crashed') }),
  )
  .map((candidate) => factSchema.parse(candidate));

/** Opens the same file behind the ledger's back, as an auditor or an attacker would. */
function behind<T>(work: (database: DatabaseSync) => T): T {
  const connection = new DatabaseSync(database());
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

function refusal(options: Parameters<typeof openLedger>[0] = { directory: directory.path, clock: { now: () => NOON }, ranges: sampleRanges }): LedgerRefusal {
  const opened = openLedger(options);
  if (opened.ok) {
    opened.value.close();
    throw new Error('the ledger was opened, a refusal was expected');
  }
  return opened.error;
}

describe('what is recorded', () => {
  it('comes back as it was, with its time, in order and without gaps, after a restart too', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { minLength: 1, maxLength: 12 }), (facts) => {
        const own = temporaryDirectory();
        try {
          const first = openSample(own.path);
          const recorded = facts.map((fact) => first.record(fact));
          first.close();
          expect(recorded.map((result) => result.ok && result.value)).toEqual(facts.map((fact, index) => ({ seq: index + 1, at: NOON + 1_000 * (index + 1), fact, extract: expect.stringMatching(/^[\w-]{4}$/) as string })));
          const second = openSample(own.path);
          const expected = new Map<string, unknown[]>();
          for (const result of recorded) {
            if (!result.ok || !('sale' in result.value.fact)) continue;
            expected.set(result.value.fact.sale, [...(expected.get(result.value.fact.sale) ?? []), result.value]);
          }
          expect(second.openSales()).toEqual([...expected].map(([sale, ofSale]) => ({ sale, facts: ofSale })));
          expect(second.head().seq).toBe(facts.length);
          second.close();
        } finally {
          own.remove();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is on the disk before the call returns: write-ahead log, full synchronisation', () => {
    let store: Store | undefined;
    const openStore: OpenStore = (file, options) => (store = openSqlite(file, options));
    const ledger = openSample(directory.path, { openStore });
    expect(store?.prepare('PRAGMA journal_mode').get()?.['journal_mode']).toBe('wal');
    expect(store?.prepare('PRAGMA synchronous').get()?.['synchronous']).toBe(2);
    ledger.close();
  });

  it.each(['UPDATE journal SET at = 0', "UPDATE journal SET fact = '{}'", 'DELETE FROM journal', 'DELETE FROM range', 'UPDATE range SET next = 1'])('is protected from %s', (sql) => {
    const ledger = openSample(directory.path);
    ledger.issue(['sale'], ({ sale }) => ({ type: 'session.started', session: String(sale) }));
    ledger.close();
    expect(() => behind((connection) => connection.exec(sql))).toThrow(/append-only|given twice/);
  });

  it('must be a fact that can be read back: a fault of the caller is thrown, and nothing is written', () => {
    const ledger = openSample(directory.path);
    expect(() => ledger.record({ type: 'payment.declined', sale: 'V1', reference: 'P1', reason: 'x'.repeat(121) })).toThrow(/121|120|Too big/i);
    expect(ledger.head().seq).toBe(0);
    expect(ledger.record({ type: 'terminal.stopped' })).toMatchObject({ ok: true, value: { seq: 1 } });
    ledger.close();
  });
});

describe('open sales', () => {
  it('are those without sale.closed, each with all its facts in order', () => {
    const ledger = openSample(directory.path);
    const one = soldParcel('V1', 'E1', null);
    const two = soldParcel('V2', 'E2', null).slice(0, 2);
    const [opened, ...rest] = one;
    if (opened) ledger.record(opened);
    for (const fact of two) ledger.record(fact);
    expect(ledger.openSales().map(({ sale }) => sale)).toEqual(['V1', 'V2']);
    for (const fact of rest) ledger.record(fact);
    expect(ledger.openSales()).toEqual([{ sale: 'V2', facts: [expect.objectContaining({ fact: two[0] }), expect.objectContaining({ fact: two[1] })] }]);
    ledger.close();
  });

  it('are found without walking the journal, however long it is', () => {
    const prepared: string[] = [];
    const openStore: OpenStore = (path, options) => {
      const store = openSqlite(path, options);
      return { ...store, prepare: (sql, ...rest) => (prepared.push(sql), store.prepare(sql, ...rest)) };
    };
    openSample(directory.path, { openStore }).close();
    const queries = prepared.filter((sql) => sql.startsWith('SELECT') && !sql.includes('sqlite_schema'));
    const plans = behind((connection) => queries.flatMap((sql) => connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all().map((row) => ({ sql, detail: String(row['detail']) }))));
    const scans = plans.filter(({ sql, detail }) => detail.startsWith('SCAN') && !sql.endsWith('DESC LIMIT 1') && !sql.endsWith('LIMIT ?') && !sql.endsWith('LIMIT 1'));
    // A partial index holds the open ones alone, and the names in the table are read once beside it (soundness.ts); of the other
    // tables that are read whole each has a handful of rows for ever.
    expect(new Set(scans.map(({ detail }) => detail))).toEqual(
      new Set(['sale', 'training_sale', 'incident', 'training_incident'].map((table) => `SCAN ${table} USING INDEX ${table}_open`).concat('SCAN sale', 'SCAN incident', 'SCAN latest', 'SCAN running', 'SCAN range')),
    );
    expect(plans.filter(({ detail }) => detail.includes('TEMP B-TREE'))).toEqual([]);
  });

  it('stay closed when an incident is settled later', () => {
    const ledger = openSample(directory.path);
    for (const fact of soldParcel('V1', 'E1', null)) ledger.record(fact);
    ledger.record({ type: 'incident.settled', sale: 'V1', incident: 'I1', amount: cents(500), cause: 'payment-unknown', how: 'paid-out', by: 'staff' });
    expect(ledger.openSales()).toEqual([]);
    ledger.close();
  });
});

describe('a disk that takes no more', () => {
  /** The connection of the ledger under test, to fill or lock its file as a real disk would. */
  function withStore(now: () => number = () => NOON): { readonly ledger: ReturnType<typeof openSample>; readonly store: Store } {
    let store: Store | undefined;
    const ledger = openSample(directory.path, { clock: { now }, openStore: (file, options) => (store = openSqlite(file, options)) });
    if (!store) throw new Error('the ledger opened no store');
    return { ledger, store };
  }
  const big = { type: 'terminal.started', version: '1', configuration: 'x'.repeat(20_000) } as const;

  it('full: nothing of the record stays, trouble says so, and a later success clears it', () => {
    const { ledger, store } = withStore();
    ledger.record({ type: 'session.started', session: 'S1' });
    const before = ledger.head();
    store.exec('PRAGMA max_page_count = 1');
    expect(ledger.record(big)).toEqual({ ok: false, error: 'full' });
    expect(ledger.trouble()).toBe('full');
    expect(ledger.head()).toEqual(before);
    store.exec('PRAGMA max_page_count = 1000000');
    expect(ledger.trouble()).toBe('full');
    expect(ledger.probe()).toBeNull();
    expect(ledger.trouble()).toBeNull();
    expect(ledger.record(big)).toMatchObject({ ok: true, value: { seq: 2 } });
    ledger.close();
  });

  it('is tried again when the terminal asks, every five seconds, so that room made on the disk is noticed', () => {
    let now = NOON;
    const { ledger, store } = withStore(() => now);
    store.exec('PRAGMA query_only = 1');
    ledger.record({ type: 'terminal.stopped' });
    now += 5_000;
    expect(ledger.trouble()).toBe('read-only');
    store.exec('PRAGMA query_only = 0');
    now += 4_999;
    expect(ledger.trouble()).toBe('read-only');
    now += 1;
    expect(ledger.trouble()).toBeNull();
    store.exec('PRAGMA query_only = 1');
    ledger.record({ type: 'terminal.stopped' });
    store.exec('PRAGMA query_only = 0');
    now -= 3_600_000;
    expect(ledger.trouble()).toBeNull();
    expect(ledger.head().seq).toBe(0);
    ledger.close();
  });

  it('read-only: told apart from full; the serial that was asked for is not used up', () => {
    const { ledger, store } = withStore();
    const issue = () => ledger.issue(['colissimo'], ({ colissimo }) => ({ type: 'session.started', session: String(colissimo) }));
    store.exec('PRAGMA query_only = 1');
    expect(issue()).toEqual({ ok: false, error: 'read-only' });
    expect(ledger.trouble()).toBe('read-only');
    expect(ledger.probe()).toBe('read-only');
    store.exec('PRAGMA query_only = 0');
    expect(issue()).toMatchObject({ ok: true, value: { seq: 1, fact: { session: '1' } } });
    expect(ledger.trouble()).toBeNull();
    ledger.close();
  });

  it('fills up record by record: every one that was confirmed is there afterwards, and no other', () => {
    const { ledger, store } = withStore();
    const pages = Number(store.prepare('PRAGMA page_count').get()?.['page_count']);
    store.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const results: (LedgerTrouble | 'ok')[] = [];
    for (let index = 0; index < 40 && results.at(-1) !== 'full'; index += 1) {
      const result = ledger.record({ type: 'terminal.started', version: String(index), configuration: 'x'.repeat(500) });
      results.push(result.ok ? 'ok' : result.error);
    }
    expect(results.at(-1)).toBe('full');
    const kept = results.length - 1;
    expect(kept).toBeGreaterThan(0);
    ledger.close();
    expect(behind((connection) => connection.prepare('SELECT count(*) AS count FROM journal').get()?.['count'])).toBe(kept);
    openSample(directory.path).close();
  });

  it('fails at the very end of a record: no gap, no serial lost, and the chain goes on', () => {
    let failing = false;
    const openStore: OpenStore = (path, options) => {
      const store = openSqlite(path, options);
      const transaction: Store['transaction'] = (work) =>
        store.transaction(() => {
          const value = work();
          if (failing) throw new StoreError('io', new Error('fsync: Input/output error'));
          return value;
        });
      return { ...store, transaction };
    };
    const ledger = openSample(directory.path, { openStore });
    const issue = () => ledger.issue(['letter'], ({ letter }) => ({ type: 'session.started', session: String(letter) }));
    issue();
    failing = true;
    expect(issue()).toEqual({ ok: false, error: 'corrupt' });
    failing = false;
    expect(issue()).toMatchObject({ ok: true, value: { seq: 2, fact: { session: '2' } } });
    ledger.close();
    openSample(directory.path).close();
  });

  it('a closed ledger answers closed, and so does one that was never opened', () => {
    const { ledger } = withStore();
    ledger.close();
    expect(ledger.record({ type: 'terminal.stopped' })).toEqual({ ok: false, error: 'closed' });
    expect(ledger.trouble()).toBe('closed');
    const none = refusingLedger('corrupt');
    expect([none.record({ type: 'terminal.stopped' }), none.issue(['sale'], () => ({ type: 'terminal.stopped' })), none.openSales(), none.trouble()]).toEqual([
      { ok: false, error: 'corrupt' },
      { ok: false, error: 'corrupt' },
      [],
      'corrupt',
    ]);
  });
});

describe('a ledger is refused, naming the file and the remedy, when', () => {
  const aSale = (): void => {
    const ledger = openSample(directory.path);
    for (const fact of soldParcel('V1', 'E1', null).slice(0, 3)) ledger.record(fact);
    ledger.close();
  };
  const key = (): string => join(directory.path, 'ledger.key');

  it.each<[string, LedgerRefusal['kind'], RegExp, () => void]>([
    ['its database was written by a newer Moulin', 'newer', /ledger\.db was written by a newer Moulin.*Install that version/s, () => behind((connection) => connection.exec('PRAGMA user_version = 99'))],
    ['its database is another program’s', 'not-a-ledger', /another program.*--data/, () => behind((connection) => connection.exec('PRAGMA application_id = 7'))],
    ['its database is not a database', 'corrupt', /ledger\.db is damaged.*restore/, () => writeFileSync(database(), 'no database at all '.repeat(300))],
    ['its database was cut short', 'corrupt', /ledger\.db is damaged.*restore/, () => truncateSync(database(), Math.floor(statSync(database()).size / 4096 / 2) * 4096)],
    ['its database has a damaged header', 'corrupt', /ledger\.db is damaged.*restore/, () => overwrite(40, 'garbagegarbage')],
    ['its database is gone, and its key is not', 'not-a-ledger', /ledger\.db is missing or empty, but ledger\.key.*second time.*--data/, () => rmSync(database())],
    ['its database is empty, and its public key is there', 'not-a-ledger', /missing or empty, but ledger\.pub/, () => [writeFileSync(database(), ''), rmSync(key())]],
    ['its key is gone', 'key-missing', /ledger\.key is missing.*safe copy/, () => rmSync(key())],
    ['its key pair is gone', 'key-missing', /ledger\.key is missing.*safe copy/, () => [rmSync(key()), rmSync(join(directory.path, 'ledger.pub'))]],
    ['its key can be read by others', 'key-exposed', /mode 640.*chmod 600/s, () => chmodSync(key(), 0o640)],
    ['its key is no key', 'key-unreadable', /not an Ed25519 private key/, () => writeFileSync(key(), 'nonsense')],
    ['its newest record was changed', 'corrupt', /Record 3 .*does not fit the chain.*restore/, () => alter("UPDATE journal SET at = at + 1 WHERE seq = 3")],
    ['its newest record is not signed by its key', 'key-mismatch', /Record 2 .*was not signed by ledger\.key/, () => alter('UPDATE journal SET signature = zeroblob(64) WHERE seq = 2')],
  ])('%s', (_when, kind, message, damage) => {
    aSale();
    damage();
    const refused = refusal();
    expect(refused.kind).toBe(kind);
    expect(refused.message).toMatch(message);
    expect(refused.message).toContain(refused.file);
  });

  function overwrite(at: number, text: string): void {
    const bytes = readFileSync(database());
    bytes.write(text, at);
    writeFileSync(database(), bytes);
  }

  function alter(sql: string): void {
    behind((connection) => connection.exec(`DROP TRIGGER journal_is_never_updated; ${sql}`));
  }

  it('its key is another ledger’s', () => {
    aSale();
    const other = temporaryDirectory();
    openSample(other.path).close();
    writeFileSync(key(), readFileSync(join(other.path, 'ledger.key')), { mode: 0o600 });
    expect(refusal()).toMatchObject({ kind: 'key-mismatch' });
    writeFileSync(join(directory.path, 'ledger.pub'), readFileSync(join(other.path, 'ledger.pub')));
    expect(refusal()).toMatchObject({ kind: 'key-mismatch', message: expect.stringContaining('was not signed by') as string });
    other.remove();
  });

  it('another Moulin runs on it; and it opens again once that one has stopped', () => {
    const first = openSample(directory.path);
    expect(refusal()).toMatchObject({ kind: 'in-use', message: expect.stringContaining('--data') as string });
    first.close();
    openSample(directory.path).close();
  });

  it.each<[StoreFault, LedgerRefusal['kind'], LedgerTrouble, RegExp]>([
    ['full', 'full', 'full', /is full\. Free some space/],
    ['read-only', 'unwritable', 'read-only', /cannot be written .*right to write/],
    ['busy', 'in-use', 'closed', /locked by another program/],
    ['io', 'corrupt', 'corrupt', /damaged .*last good copy/],
    ['not-a-database', 'corrupt', 'corrupt', /damaged/],
  ])('the disk answers "%s" at start; the terminal then tells its customers accordingly', (fault, kind, trouble, message) => {
    const openStore: OpenStore = () => {
      throw new StoreError(fault, new Error('what SQLite said'));
    };
    const refused = refusal({ directory: directory.path, clock: { now: () => NOON }, ranges: sampleRanges, openStore });
    expect(refused).toMatchObject({ kind, file: database(), message: expect.stringMatching(message) as string });
    expect(troubleOfRefusal(refused)).toBe(trouble);
    openSample(directory.path).close();
  });

  it('but a mistake of ours is thrown, not told as a fault of the disk', () => {
    const openStore: OpenStore = () => {
      throw new StoreError('unexpected', new Error('near "SELEC": syntax error'));
    };
    expect(() => refusal({ directory: directory.path, clock: { now: () => NOON }, ranges: sampleRanges, openStore })).toThrow('syntax error');
    openSample(directory.path).close();
  });

  it.each<[LedgerRefusal['kind'], LedgerTrouble]>([
    ['newer', 'closed'],
    ['key-missing', 'closed'],
    ['key-exposed', 'closed'],
    ['key-unreadable', 'closed'],
    ['range-conflict', 'closed'],
    ['not-a-ledger', 'corrupt'],
    ['key-mismatch', 'corrupt'],
  ])('%s: nothing is sold, the trouble is "%s"', (kind, trouble) => {
    expect(troubleOfRefusal({ kind, file: '', message: '' })).toBe(trouble);
  });

  it('an open sale cannot be read: recovery may forget nothing in silence', () => {
    aSale();
    // Old enough not to be among the newest records, which are checked for themselves.
    const ledger = openSample(directory.path);
    for (let index = 0; index < 20; index += 1) ledger.record({ type: 'session.started', session: `S${index}` });
    ledger.close();
    alter("UPDATE journal SET fact = '{\"type\":\"sale.opened\"}' WHERE seq = 1");
    expect(refusal()).toMatchObject({ kind: 'corrupt', message: expect.stringMatching(/open sale in .* cannot be read.*verify/) as string });
  });

  it('its disk is mounted for reading: SQLite opens such a file in silence', () => {
    aSale();
    const openStore: OpenStore = (file) => openSqlite(file, { readOnly: true });
    const refused = refusal({ directory: directory.path, clock: { now: () => NOON }, ranges: sampleRanges, openStore });
    expect(refused).toMatchObject({ kind: 'unwritable', message: expect.stringMatching(/ledger\.db cannot be written.*mount the disk for writing/) as string });
  });

  it('its directory cannot be made', () => {
    const file = join(directory.path, 'a-file');
    writeFileSync(file, '');
    expect(refusal({ directory: join(file, 'data'), clock: { now: () => NOON }, ranges: sampleRanges })).toMatchObject({ kind: 'unwritable' });
  });

  it('and a refusal leaves nothing open or changed behind', () => {
    aSale();
    chmodSync(key(), 0o644);
    refusal();
    chmodSync(key(), 0o600);
    const ledger = openSample(directory.path);
    expect(ledger.head().seq).toBe(3);
    ledger.close();
  });
});

describe('the key', () => {
  it('is made once, for its owner only, beside its public half', () => {
    openSample(directory.path).close();
    expect(statSync(join(directory.path, 'ledger.key')).mode & 0o777).toBe(0o600);
    const first = readFileSync(join(directory.path, 'ledger.key'));
    rmSync(join(directory.path, 'ledger.pub'));
    const ledger = openSample(directory.path);
    expect(readFileSync(join(directory.path, 'ledger.key'))).toEqual(first);
    expect(existsSync(join(directory.path, 'ledger.pub'))).toBe(true);
    expect(ledger.publicKey).toBe(readFileSync(join(directory.path, 'ledger.pub'), 'utf8'));
    ledger.close();
  });
});

describe('a first start cut short by the power', () => {
  it.each<[string, () => void]>([
    ['while its key was being written', () => writeFileSync(join(directory.path, 'ledger.key.unfinished'), '-----BEGIN')],
    ['before its database had tables', () => writeFileSync(database(), '')],
  ])('%s is taken up again', (_when, before) => {
    before();
    openSample(directory.path).close();
    const ledger = openSample(directory.path);
    expect(ledger.record({ type: 'terminal.stopped' })).toMatchObject({ ok: true, value: { seq: 1 } });
    ledger.close();
    expect(readdirSync(directory.path).toSorted()).toEqual(['ledger.db', 'ledger.key', 'ledger.lock', 'ledger.pub']);
  });

  it('between its database and its key is taken up again: nothing was signed yet', () => {
    openSample(directory.path).close();
    for (const file of ['ledger.key', 'ledger.pub']) rmSync(join(directory.path, file));
    const ledger = openSample(directory.path);
    expect(ledger.record({ type: 'terminal.stopped' })).toMatchObject({ ok: true, value: { seq: 1 } });
    ledger.close();
  });
});

describe('a number taken', () => {
  const take = (ledger: ReturnType<typeof openSample>) =>
    ledger.issue(['colissimo', 'label'], ({ colissimo, label }) => ({
      type: 'label.issued',
      sale: 'V1',
      line: 'L1',
      label: `E${label}`,
      product: 'colissimo_france_domicile',
      number: String(colissimo),
      value: cents(1),
      mark: '',
    }));

  it('goes up by one and is never given again, whatever happens in between', () => {
    const numbers: string[] = [];
    for (let restart = 0; restart < 3; restart += 1) {
      const ledger = openSample(directory.path);
      for (let index = 0; index < 3; index += 1) {
        const taken = take(ledger);
        if (taken.ok) numbers.push(`${taken.value.fact.label} ${taken.value.fact.number}`);
      }
      expect(() =>
        ledger.issue(['colissimo'], () => {
          throw new Error('the caller failed');
        }),
      ).toThrow('the caller failed');
      ledger.close();
    }
    expect(numbers).toEqual(Array.from({ length: 9 }, (_, index) => `E${index + 1} ${index + 1}`));
  });

  it('the end of a range is an error, never a new beginning; the other series go on', () => {
    const ledger = openSample(directory.path, { ranges: { ...sampleRanges, colissimo: { prefix: '9V', from: 7, to: 8, warnBelow: 2 } } });
    expect([take(ledger), take(ledger)].map((taken) => taken.ok && taken.value.fact.number)).toEqual(['7', '8']);
    expect(take(ledger)).toEqual({ ok: false, error: 'range-exhausted' });
    expect(take(ledger)).toEqual({ ok: false, error: 'range-exhausted' });
    expect(ledger.trouble()).toBeNull();
    expect(ledger.ranges().find(({ series }) => series === 'colissimo')).toMatchObject({ remaining: 0, low: true });
    // The label serial that went with the failed numbers was given back with them.
    expect(ledger.issue(['label'], ({ label }) => ({ type: 'session.started', session: `E${label}` }))).toMatchObject({ value: { seq: 3, fact: { session: 'E3' } } });
    ledger.close();
  });

  it('a range warns before its end', () => {
    const ledger = openSample(directory.path, { ranges: { ...sampleRanges, colissimo: { prefix: '9V', from: 1, to: 4, warnBelow: 3 } } });
    const low = () => ledger.ranges().find(({ series }) => series === 'colissimo')?.low;
    expect(low()).toBe(false);
    take(ledger);
    expect(low()).toBe(false);
    take(ledger);
    expect(low()).toBe(true);
    ledger.close();
  });

  const colissimo = (from: number, to: number, prefix = '9V') => ({ ...sampleRanges, colissimo: { prefix, from, to } });

  it('a new range follows, the old one comes back where it stopped, another prefix is another series', () => {
    const numberOf = (ranges: typeof sampleRanges): string | null | undefined => {
      const ledger = openSample(directory.path, { ranges });
      const taken = take(ledger);
      ledger.close();
      return taken.ok ? taken.value.fact.number : undefined;
    };
    expect(numberOf(colissimo(1, 10))).toBe('1');
    expect(numberOf(colissimo(100, 200))).toBe('100');
    expect(numberOf(colissimo(1, 10))).toBe('2');
    expect(numberOf(colissimo(1, 20))).toBe('3');
    expect(numberOf(colissimo(1, 3, '6A'))).toBe('1');
    expect(numberOf(colissimo(1, 3))).toBeUndefined();
  });

  it.each<[string, ReturnType<typeof colissimo>, RegExp]>([
    ['overlaps one already used', colissimo(5, 500), /overlaps the range 1–10 .*numbering\.colissimo/],
    ['ends before a number already given', colissimo(1, 1), /given up to 2, beyond the end 1.*numbering\.colissimo\.to/],
  ])('a configured range that %s is refused', (_why, ranges, message) => {
    const ledger = openSample(directory.path, { ranges: colissimo(1, 10) });
    take(ledger);
    take(ledger);
    ledger.close();
    const refused = refusal({ directory: directory.path, clock: { now: () => NOON }, ranges });
    expect(refused.kind).toBe('range-conflict');
    expect(refused.message).toMatch(message);
  });
});
