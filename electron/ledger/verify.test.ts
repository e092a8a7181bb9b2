import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fact, FactOf } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { canonicalJson } from './canonical.ts';
import type { RawRecord } from './evidence.ts';
import { readPublicKey } from './keys.ts';
import { openForReading } from './read.ts';
import { chainedHash, chainGenesis, genesis } from './record.ts';
import { openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';
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
    ['a record stands on another chain than its type', [{ fact: { type: 'terminal.stopped' }, chain: 'T' }], /Record 1: terminal\.stopped stands on chain T, and belongs on L/],
    ['an event of the terminal is hidden in training', [{ fact: { type: 'terminal.stopped' }, chain: 'X' }], /Record 1: terminal\.stopped stands on chain X, and belongs on L/],
    ['a number of a chain is left out', [sold[0] as Fact, { fact: sold[1] as Fact, number: 2 }], /Record 2: it says that it is number 2 of chain P; 1 should follow/],
    ['a number of a chain is given twice', [sold[0] as Fact, { fact: sold[3] as Fact, number: 1 }], /Record 2: it says that it is number 1 of chain T; 2 should follow/],
    ['records without a chain come after those with one', [sold[0] as Fact, { fact: sold[1] as Fact, form1: true }], /Record 2: it stands on no chain/],
    ['a sale that was begun in training is ended in service', [...sold.slice(0, 5).map((fact) => ({ fact, training: true })), sold[5] as Fact], /sale V1 contradicts itself/],
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

  it('but not for a sale and a lesson that bear the same numbers, nor for records from before there were chains', () => {
    const lesson = sold.map((fact) => ({ fact, training: true }));
    const older = soldParcel('V0', 'E0', '9V0').map((fact) => ({ fact, form1: true }));
    expect(genuine([...older, ...sold, ...lesson])).toMatchObject({ findings: [], closedSales: 2, openSales: [] });
  });
});

describe('what a worker does to a sale', () => {
  const sale = 'V1';
  const value = cents(1_129);
  const open = soldParcel(sale, 'E1', '9V1').slice(0, 5);
  const acted = (act: FactOf<'staff.acted'>['act'], staff = 'A1', about: string | null = sale): Fact => ({ type: 'staff.acted', staff, role: 'manager', session: 'S1', about, act, subject: null, before: null, after: null, reason: 'gesture', text: null, second: null });
  const voided: Fact = { type: 'label.voided', sale, label: 'E1', staff: 'A1' };
  const reduced = (amount: number): Fact => ({ type: 'price.reduced', sale, label: 'E1', amount: cents(amount), staff: 'A1' });
  const back = (amount: number): Fact[] => [
    { type: 'refund.requested', sale, reference: 'R1', amount: cents(amount), means: 'refund' },
    { type: 'refund.approved', sale, reference: 'R1', amount: cents(amount) },
  ];
  const end = (issued: number, returned: number): Fact => ({ type: 'sale.closed', sale, paid: value, issued: cents(issued), returned: cents(returned), incidents: cents(0) });
  const again: Fact[] = [
    { type: 'label.issued', sale, line: 'L1', label: 'E2', product: 'colissimo_france_domicile', number: '9V2', value, mark: 'MOULIN-VOID:1:…' },
    { type: 'label.printed', sale, label: 'E2' },
  ];
  const left: Fact = { type: 'item.deposited', item: 'E1', franked: 'here', into: 'box' };

  it.each<[string, readonly Fact[]]>([
    ['a label void and printed again', [...open, acted('label.reprinted'), voided, ...again, end(1_129, 0)]],
    ['a label void and its price given back', [...open, acted('item.refunded'), voided, ...back(1_129), end(0, 1_129)]],
    ['a part of its price given back', [...open, acted('amount.refunded'), reduced(129), ...back(129), end(1_000, 129)]],
  ])('stands in a sound journal: %s', (_what, facts) => {
    expect(genuine(facts)).toMatchObject({ findings: [], closedSales: 1 });
  });

  it.each<[string, readonly Fact[], RegExp]>([
    ['a void label that nobody is said to have touched', [...open, voided, ...again, end(1_129, 0)], /label\.voided of E1 follows from no act of A1 in sale V1/],
    ['one that another worker touched', [...open, acted('label.reprinted', 'A2'), voided, ...again, end(1_129, 0)], /follows from no act of A1/],
    ['one that was touched in another sale', [...open, acted('label.reprinted', 'A1', 'V7'), voided, ...again, end(1_129, 0)], /follows from no act of A1/],
    ['one for which another act was recorded', [...open, acted('amount.refunded'), voided, ...again, end(1_129, 0)], /follows from no act of A1/],
    ['one that had been left here', [...open, left, acted('item.refunded'), voided, ...back(1_129), end(0, 1_129)], /E1 had been left here, and was made void after that/],
    ['one that is left here afterwards', [...open, acted('item.refunded'), voided, left, ...back(1_129), end(0, 1_129)], /E1 was left here, and is void/],
    ['a price lowered by more than there was', [...open, acted('amount.refunded'), reduced(1_130)], /E1 was reduced by more than its value/],
    ['a label void after the end', [...open, end(1_129, 0), acted('label.reprinted'), voided], /label\.voided was recorded after sale V1 had been closed/],
  ])('is refused: %s', (_what, facts, message) => {
    expect(genuine(facts).findings.map((finding) => finding.message).join('\n')).toMatch(message);
  });
});

describe('after the end of a sale', () => {
  const paid = cents(1_129);
  const asked = soldParcel('V1', 'E1', null).slice(0, 2);
  const end = (incidents: number): Fact => ({ type: 'sale.closed', sale: 'V1', paid, issued: cents(0), returned: cents(0), incidents: cents(incidents) });
  const settled = (how: FactOf<'incident.settled'>['how'], cause: FactOf<'incident.settled'>['cause'] = 'payment-unknown'): FactOf<'incident.settled'> => ({ type: 'incident.settled', sale: 'V1', incident: 'I1', amount: paid, cause, how, by: 'terminal' });
  const doubtful: readonly Fact[] = [...asked, { type: 'payment.unknown', sale: 'V1', reference: 'P-V1', reason: 'silent' }, { type: 'incident.opened', sale: 'V1', incident: 'I1', amount: paid, cause: 'payment-unknown' }, end(1_129)];
  const debited: FactOf<'payment.approved'> = { type: 'payment.approved', sale: 'V1', reference: 'P-V1', amount: paid, authorisation: null, cardLast4: null };
  const declined: Fact = { type: 'payment.declined', sale: 'V1', reference: 'P-V1', reason: 'declined' };
  const asksBack = (reference: string): Fact => ({ type: 'refund.requested', sale: 'V1', reference, amount: paid, means: 'refund' });
  const givenBack = (reference: string, amount = paid): Fact => ({ type: 'refund.approved', sale: 'V1', reference, amount });
  const refused = (reference: string): Fact => ({ type: 'refund.refused', sale: 'V1', reference, reason: 'unavailable' });

  it.each<[string, readonly Fact[]]>([
    ['the card had not been debited', [declined, settled('not-owed')]],
    ['it had been, and the terminal gave it back', [debited, asksBack('R1'), givenBack('R1'), settled('returned')]],
    ['it gave it back at the second attempt', [debited, asksBack('R1'), refused('R1'), asksBack('R2'), givenBack('R2'), settled('returned')]],
    ['the counter paid', [debited, settled('paid-out')]],
    ['nothing was settled yet', [debited, asksBack('R1'), refused('R1')]],
    ['papers were printed and copied', [{ type: 'document.printed', sale: 'V1', document: 'slip', outcome: 'printed' }, { type: 'document.copied', sale: 'V1', document: 'receipt', copy: 1 }, { type: 'copy.refused', sale: 'V1' }]],
  ])('the journal may say that %s', (_what, late) => {
    expect(genuine([...doubtful, ...late])).toMatchObject({ findings: [], closedSales: 1, openSales: [] });
  });

  it.each<[string, readonly Fact[], RegExp]>([
    ['a debit after another answer', [declined, settled('not-owed'), debited], /payment\.approved comes after another answer/],
    ['a debit of another amount', [{ ...debited, amount: cents(9) }], /payment\.approved answers nothing that was asked/],
    ['another payment', [{ type: 'payment.requested', sale: 'V1', reference: 'P-2', amount: paid }], /P-2 asks for a second debit/],
    ['a refund of what was not debited', [asksBack('R1')], /R1 gives back what was not debited/],
    ['a refund after all was settled', [debited, settled('paid-out'), asksBack('R1')], /R1 gives back after all was settled/],
    ['a refund that nobody asked for', [debited, givenBack('R1'), settled('returned')], /R1 has an outcome but was never begun/],
    ['a refund of another amount than was asked', [debited, asksBack('R1'), givenBack('R1', cents(1)), settled('returned')], /refund\.approved answers nothing that was asked/],
    ['a refund answered twice', [debited, asksBack('R1'), refused('R1'), givenBack('R1'), settled('returned')], /refund\.approved comes after another answer/],
    ['money that went back twice', [debited, asksBack('R1'), givenBack('R1'), settled('paid-out')], /sale V1 does not balance/],
    ['an incident settled twice', [settled('paid-out'), settled('paid-out')], /I1 was settled twice/],
    ['an incident settled as another', [settled('paid-out', 'crashed')], /I1 was settled as another than it was opened as/],
    ['an incident settled that is of no sale', [{ ...settled('paid-out'), incident: 'I9' }], /I9 has an outcome but was never begun/],
    ['an incident opened', [{ type: 'incident.opened', sale: 'V1', incident: 'I2', amount: cents(1), cause: 'crashed' }], /I2 was opened after the end/],
    ['a label', [debited, { type: 'label.issued', sale: 'V1', line: 'L1', label: 'E1', product: 'lettre_verte', number: null, value: paid, mark: '-' }], /label\.issued was recorded after the end/],
    ['a second end', [end(1_129)], /it was closed twice/],
  ])('there may not be %s', (_what, late, message) => {
    expect(first(genuine([...doubtful, ...late]))).toMatch(message);
  });
});
