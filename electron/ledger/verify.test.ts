import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { canonicalJson } from './canonical.ts';
import type { RawRecord } from './evidence.ts';
import { readPublicKey } from './keys.ts';
import { openForReading } from './read.ts';
import { chainedHash, chainGenesis, genesis } from './record.ts';
import { openSample, sampleLine, soldParcel, temporaryDirectory } from './sample.fixture.ts';
import { signedRecords, type ToSign } from './signed.fixture.ts';
import { openImmutable } from './store.ts';
import { verifyRecords, type Verification } from './verify.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let records: readonly RawRecord[];
let publicKey: ReturnType<typeof readPublicKey>;

beforeAll(() => {
  directory = temporaryDirectory();
  const ledger = openSample(directory.path);
  ledger.record({ type: 'terminal.started', version: '0.1.0', configuration: 'été « 5 € »' });
  for (const fact of [...soldParcel('V1', 'E1', '9V00000000018'), ...soldParcel('V2', 'E2', '9V00000000025')]) ledger.record(fact);
  ledger.close();
  publicKey = readPublicKey(join(directory.path, 'ledger.pub'));
  const { store, records: read } = openForReading(directory.path);
  records = [...read()];
  store.close();
});
afterAll(() => directory.remove());

const first = (result: Verification): string => result.findings[0]?.message ?? 'intact';

const keys = generateKeyPairSync('ed25519');

function genuine(all: readonly (Fact | ToSign)[]): Verification {
  return verifyRecords(signedRecords(all.map((one) => ('type' in one ? { fact: one } : one)), keys), { publicKey: keys.publicKey });
}

describe('verification', () => {
  it('finds an untouched journal intact and counts its sales', () => {
    expect(verifyRecords(records, { publicKey })).toMatchObject({ records: 13, closedSales: 2, openSales: [], findings: [] });
  });

  it('names the record when any bit of any of its fields is flipped in the database', () => {
    const columns = ['seq', 'at', 'chain', 'number', 'type', 'sale', 'fact', 'hash', 'signature'] as const;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 13 }), fc.constantFrom(...columns), fc.nat(), fc.integer({ min: 0, max: 7 }), (seq, column, position, bit) => {
        const tampered = flipped(seq, column, position, bit);
        fc.pre(tampered !== null);
        const result = verifyRecords(tampered ?? [], { publicKey });
        expect(result.findings[0]?.seq).toBe(BigInt(seq));
        expect(first(result)).toContain(`Record ${seq}`);
      }),
      { numRuns: 150 },
    );
  });

  /** Flips one bit in a copy of the database file, by SQL, and reads it back as verify would; null when SQLite forbids the value. */
  function flipped(seq: number, column: string, position: number, bit: number): readonly RawRecord[] | null {
    const copy = temporaryDirectory();
    try {
      for (const file of ['ledger.db', 'ledger.pub']) copyFileSync(join(directory.path, file), join(copy.path, file));
      const database = new DatabaseSync(join(copy.path, 'ledger.db'));
      database.exec('DROP TRIGGER journal_is_never_updated; DROP INDEX journal_by_chain; PRAGMA ignore_check_constraints = ON');
      const read = database.prepare(`SELECT ${column} AS value, CAST(${column} AS BLOB) AS bytes FROM journal WHERE seq = ?`);
      read.setReadBigInts(true);
      const row = read.get(seq);
      const value = row?.['value'];
      if (value === null || value === undefined) return database.close(), null;
      if (typeof value === 'bigint') {
        const changed = BigInt.asIntN(64, value ^ (1n << BigInt((position * 8 + bit) % 64)));
        if (column === 'seq' && (changed <= 0n || changed <= 13n)) return database.close(), null;
        database.prepare(`UPDATE journal SET ${column} = ? WHERE seq = ?`).run(changed, seq);
      } else {
        const bytes = Buffer.from(row?.['bytes'] as Uint8Array);
        const at = position % bytes.byteLength;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const cast = typeof value === 'string' ? 'CAST(? AS TEXT)' : '?';
        database.prepare(`UPDATE journal SET ${column} = ${cast} WHERE seq = ?`).run(bytes, seq);
      }
      database.close();
      const { store, records: reread } = openForReading(copy.path);
      const result = [...reread()];
      store.close();
      return result;
    } finally {
      copy.remove();
    }
  }

  it.each<[string, (all: RawRecord[]) => RawRecord[], string]>([
    ['a record taken out', (all) => all.toSpliced(4, 1), 'Record 5: it is missing; record 6 stands in its place.'],
    ['the first record taken out', (all) => all.slice(1), 'Record 1: it is missing'],
    ['two records swapped', (all) => all.toSpliced(4, 2, all[5] as RawRecord, all[4] as RawRecord), 'Record 5: it is missing'],
    ['two records swapped and renumbered', (all) => all.toSpliced(4, 2, { ...(all[5] as RawRecord), seq: 5n }, { ...(all[4] as RawRecord), seq: 6n }), 'Record 5: it says that it is number 3 of chain T; 2 should follow'],
    ['a fact changed', (all) => all.with(1, { ...(all[1] as RawRecord), fact: Buffer.from('{}') }), 'Record 2: its fact, its time or its place was changed'],
    ['a hash changed', (all) => all.with(1, { ...(all[1] as RawRecord), hash: new Uint8Array(32) }), 'Record 2: its stored hash was changed'],
    ['a signature taken from another record', (all) => all.with(1, { ...(all[1] as RawRecord), signature: (all[2] as RawRecord).signature }), 'Record 2: its signature is not one of this key'],
    ['a fact changed and its hash recomputed without the key', (all) => all.with(0, rehashed(all[0] as RawRecord)), 'Record 1: its signature is not one of this key'],
  ])('names %s', (_what, tamper, message) => {
    expect(first(verifyRecords(tamper([...records]), { publicKey }))).toContain(message);
  });

  function rehashed(record: RawRecord): RawRecord {
    const fact = Buffer.from(canonicalJson({ type: 'terminal.stopped' }));
    return { ...record, type: 'terminal.stopped', fact, hash: chainedHash({ previous: genesis(publicKey), previousInChain: chainGenesis(publicKey, 'L'), seq: record.seq, chain: 'L', number: 1n, at: record.at, fact }) };
  }

  it('reads a copy on a medium that cannot be written, as it lies there', () => {
    const store = openImmutable(join(directory.path, 'ledger.db'));
    expect(store.prepare('SELECT count(*) AS records FROM journal').get()?.['records']).toBe(13);
    expect(() => store.exec('CREATE TABLE another (id INTEGER)')).toThrow(/readonly/);
    store.close();
  });

  it('does not take another key for this one', () => {
    const other = generateKeyPairSync('ed25519').publicKey;
    expect(first(verifyRecords(records, { publicKey: other }))).toContain('Record 1:');
  });

  it('finds a tail that was cut off, and a journal that was replaced, against an earlier export', () => {
    const last = records.at(-1) as RawRecord;
    const anchor = { seq: last.seq, hash: Buffer.from(last.hash).toString('hex') };
    expect(verifyRecords(records, { publicKey, anchor }).findings).toEqual([]);
    expect(first(verifyRecords(records.slice(0, -1), { publicKey, anchor }))).toContain('Record 13 of the earlier export is gone: the journal ends at record 12');
    expect(first(verifyRecords(records, { publicKey, anchor: { ...anchor, hash: '00'.repeat(32) } }))).toContain('was replaced');
  });
});

describe('a genuine journal is still refused when', () => {
  const sold = soldParcel('V1', 'E1', '9V1');
  const copy = (number: number, document: 'proof' | 'receipt' = 'proof'): Fact => ({ type: 'document.copied', sale: 'V1', document, copy: number });
  const close = { type: 'sale.closed', sale: 'V1', paid: cents(1_129), issued: cents(1_129), returned: cents(0), incidents: cents(0) } as const;

  it.each<[string, readonly (Fact | ToSign)[], RegExp]>([
    ['a sale was closed while it owes something', sold.filter(({ type }) => type !== 'label.printed'), /sale V1 does not balance: paid 1129, issued 0/],
    ['a closing states other amounts', [...sold.slice(0, -1), { ...close, issued: cents(0), returned: cents(1_129) }], /sale V1 was closed with other amounts/],
    ['a sale goes on after its end', [...sold, { type: 'payment.requested', sale: 'V1', reference: 'P9', amount: cents(1) }], /payment\.requested was recorded after sale V1 had been closed/],
    ['a sale begins without being opened', sold.slice(1), /sale V1 contradicts itself/],
    ['a label has an outcome but was never issued', [...sold.slice(0, 3), { type: 'label.printed', sale: 'V1', label: 'E7' }], /sale V1 contradicts itself: E7/],
    ['a label identifier is given twice', [...sold, ...soldParcel('V2', 'E1', '9V2')], /E1 was given a second time/],
    ['an item number is given twice', [...sold, ...soldParcel('V2', 'E2', '9V1')], /9V1 was given a second time/],
    ['a copy is numbered twice', [...sold, copy(1), copy(1)], /copy 1 of the proof of sale V1 was given a second time/],
    ['a number of a copy is left out', [...sold, copy(1), copy(3)], /copy 3 of the proof of sale V1 follows copy 1/],
    ['the first copy is not the first', [...sold, copy(2)], /copy 2 of the proof of sale V1 follows copy 0/],
    ['an item was left as franked here that never was', [...sold, { type: 'item.deposited', item: 'E9', franked: 'here', into: 'box' }], /E9 was left here as franked here, and never was/],
    ['a fact is of an unknown kind', [{ fact: { type: 'sale.forgotten' } as unknown as Fact, chain: 'L' }], /Record 1: its fact is of a kind that this version does not know/],
    ['a fact has more than it may', [{ fact: { type: 'terminal.stopped', name: 'M. Untel' } as unknown as Fact }], /Record 1: its fact is of a kind/],
  ])('%s', (_when, facts, message) => {
    expect(first(genuine(facts))).toMatch(message);
  });

  it('but not for copies of each document in order, a copy refused, and items left, whoever franked them', () => {
    const left: readonly Fact[] = [
      { type: 'item.deposited', item: 'E1', franked: 'here', into: 'staff' },
      { type: 'item.deposited', item: '6A076574712', franked: 'elsewhere', into: 'box' },
      { type: 'copy.refused', sale: 'V1' },
    ];
    expect(genuine([...sold, copy(1), copy(2), copy(1, 'receipt'), ...left])).toMatchObject({ findings: [], closedSales: 1, openSales: [] });
  });

  it('but not for an incident settled, or a copy printed, after the end', () => {
    const paid = cents(1_129);
    const facts: readonly Fact[] = [
      { type: 'sale.opened', sale: 'V1', session: 'S1', lines: [sampleLine], total: paid },
      { type: 'payment.requested', sale: 'V1', reference: 'P1', amount: paid },
      { type: 'payment.unknown', sale: 'V1', reference: 'P1', reason: 'silent' },
      { type: 'incident.opened', sale: 'V1', incident: 'I1', amount: paid, cause: 'payment-unknown' },
      { type: 'sale.closed', sale: 'V1', paid, issued: cents(0), returned: cents(0), incidents: paid },
      { type: 'document.printed', sale: 'V1', document: 'slip', outcome: 'printed' },
      { type: 'incident.settled', sale: 'V1', incident: 'I1', amount: paid, cause: 'payment-unknown', how: 'not-owed', by: 'terminal' },
    ];
    expect(genuine(facts)).toMatchObject({ findings: [], closedSales: 1, openSales: [] });
  });
});

describe('canonical JSON', () => {
  it('is one text for one value, whatever the order of its keys, and reads back as that value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.constant(null), fc.array(fc.boolean()))), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual({ ...value });
      }),
    );
  });

  it.each([[undefined], [0.5], [Number.NaN], [2 ** 53], [() => 1], [{ a: undefined }]])('refuses %s, which would not come back the same', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
