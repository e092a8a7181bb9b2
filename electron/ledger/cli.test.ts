import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cents } from '../../flows/money.ts';
import { grams } from '../../flows/weight.ts';
import { openVoidAuthority } from '../ports/authority.ts';
import { runLedgerCommand } from './cli.ts';
import { openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
  const ledger = openSample(directory.path);
  ledger.record({ type: 'terminal.started', version: '0.1.0', configuration: '{"été":"–"}' });
  for (const fact of soldParcel('V1', 'E1', '9V00000000018')) ledger.record(fact);
  ledger.close();
});
afterEach(() => directory.remove());

function run(...words: readonly string[]): { readonly code: number; readonly said: string } {
  const lines: string[] = [];
  const code = runLedgerCommand([...words, '--data', directory.path], (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

function tamper(sql: string): void {
  const database = new DatabaseSync(join(directory.path, 'ledger.db'));
  database.exec(`DROP TRIGGER journal_is_never_updated; DROP TRIGGER journal_is_never_deleted; ${sql}`);
  database.close();
}

const exported = (): string => join(directory.path, 'export');

describe('ledger verify', () => {
  it('says that an untouched journal is intact', () => {
    expect(run('verify')).toMatchObject({ code: 0, said: expect.stringMatching(/intact: 7 records.*\n1 closed sales balance.*0 open/) as string });
  });

  it('reads beside a terminal that is writing', () => {
    const ledger = openSample(directory.path);
    ledger.record({ type: 'session.started', session: 'S2' });
    expect(run('verify')).toMatchObject({ code: 0, said: expect.stringContaining('8 records') as string });
    expect(ledger.record({ type: 'terminal.stopped' })).toMatchObject({ ok: true });
    ledger.close();
  });

  it('names a tampered record and what is wrong with it', () => {
    tamper(`UPDATE journal SET fact = replace(fact, '1129', '0129') WHERE seq = 4`);
    expect(run('verify')).toMatchObject({ code: 1, said: expect.stringMatching(/NOT intact.*Record 4: its fact, its time or its place was changed/s) as string });
  });

  it('finds an open sale that recovery would forget, and a closed one it would take up again', () => {
    const ledger = openSample(directory.path);
    for (const fact of soldParcel('V2', 'E2', null).slice(0, 3)) ledger.record(fact);
    ledger.close();
    tamper("UPDATE sale SET closed = 1 WHERE sale = 'V2'; UPDATE sale SET closed = NULL WHERE sale = 'V1'");
    expect(run('verify')).toMatchObject({ code: 1, said: expect.stringMatching(/still holds sale V1.*has lost sale V2/s) as string });
  });

  it('finds a cut tail with an earlier manifest', () => {
    const ledger = openSample(directory.path);
    ledger.record({ type: 'terminal.stopped' });
    ledger.close();
    expect(run('export', '--out', exported()).code).toBe(0);
    tamper('DELETE FROM journal WHERE seq = 8');
    expect(run('verify').code).toBe(0);
    expect(run('verify', '--since', join(exported(), 'manifest.json'))).toMatchObject({ code: 1, said: expect.stringContaining('Record 8 of the earlier export is gone') as string });
  });

  it('does not believe data whose key was replaced along with it, given the true key', () => {
    const trueKey = join(directory.path, 'true.pub');
    copyFileSync(join(directory.path, 'ledger.pub'), trueKey);
    const forged = temporaryDirectory();
    openSample(forged.path).close();
    expect(run('verify', '--public-key', join(forged.path, 'ledger.pub'))).toMatchObject({ code: 1, said: expect.stringContaining('Record 1:') as string });
    expect(run('verify', '--public-key', trueKey).code).toBe(0);
    forged.remove();
  });

  it('tells a damaged database from a missing one', () => {
    truncateSync(join(directory.path, 'ledger.db'), 4096 * 3);
    expect(run('verify')).toMatchObject({ code: 1, said: expect.stringMatching(/cannot be read.*restore/) as string });
    const empty = temporaryDirectory();
    const lines: string[] = [];
    const verify = (): number => runLedgerCommand(['verify', '--data', empty.path], (line) => lines.push(line));
    expect(verify()).toBe(2);
    copyFileSync(join(directory.path, 'ledger.pub'), join(empty.path, 'ledger.pub'));
    expect(verify()).toBe(2);
    expect(lines).toEqual([expect.stringMatching(/There is no .*ledger\.pub: give .*--data DIR/), expect.stringMatching(/There is no ledger in .*--data DIR/)]);
    empty.remove();
  });
});

describe('ledger export', () => {
  it('can be verified without the database, and without this program', () => {
    expect(run('export', '--out', exported())).toMatchObject({ code: 0, said: expect.stringContaining('7 records') as string });
    expect(run('verify', '--from', exported()).code).toBe(0);
    // An auditor's own check, from the manifest's description alone.
    const key = createPublicKey(readFileSync(join(exported(), 'ledger.pub')));
    const der = key.export({ type: 'spki', format: 'der' });
    const sha256 = (...parts: readonly (string | Uint8Array)[]) => parts.reduce((digest, part) => digest.update(part), createHash('sha256')).digest();
    let previous = sha256('moulin journal 1\n', der);
    const chains = new Map<string, Buffer>();
    const lines = readFileSync(join(exported(), 'journal.jsonl'), 'utf8').trimEnd().split('\n');
    for (const line of lines) {
      const record = JSON.parse(line) as { seq: number; at: number; chain: string; number: number; hash: string; signature: string };
      const fact = line.slice(line.indexOf('"fact":') + '"fact":'.length, line.lastIndexOf(',"hash"'));
      const eight = (value: number) => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigInt64BE(BigInt(value));
        return bytes;
      };
      const onChain = chains.get(record.chain) ?? sha256('moulin chain 1\n', record.chain, der);
      previous = sha256('moulin record 2\n', previous, onChain, eight(record.seq), record.chain, eight(record.number), eight(record.at), fact);
      chains.set(record.chain, previous);
      expect(record.hash).toBe(previous.toString('hex'));
      expect(verifySignature(null, previous, key, Buffer.from(record.signature, 'base64'))).toBe(true);
    }
    expect(lines).toHaveLength(7);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['an edited record', (text) => text.replace('"amount":1129', '"amount":1128'), /Record 3: its fact/],
    ['a removed record', (text) => text.split('\n').toSpliced(2, 1).join('\n'), /Record 3: it is missing/],
    ['a removed last record', (text) => text.split('\n').toSpliced(6, 1).join('\n'), /speaks of 7 records; 6 are here/],
    ['records in another order', (text) => text.split('\n').toSpliced(2, 2, text.split('\n')[3] ?? '', text.split('\n')[2] ?? '').join('\n'), /Record 3: it is missing/],
    ['a line that is no record', (text) => `${text}nonsense\n`, /journal\.jsonl:8 is not a record/],
  ])('is refused with %s', (_what, edit, message) => {
    run('export', '--out', exported());
    const file = join(exported(), 'journal.jsonl');
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    expect(run('verify', '--from', exported())).toMatchObject({ code: 1, said: expect.stringMatching(message) as string });
  });

  it('never overwrites an export, and asks where to', () => {
    run('export', '--out', exported());
    expect(run('export', '--out', exported())).toMatchObject({ code: 2, said: expect.stringContaining('is there already') as string });
    expect(run('export')).toMatchObject({ code: 2, said: expect.stringContaining('--out DIR') as string });
  });
});

describe('ledger verify-mark', () => {
  it('tells a genuine mark, always as void, from a forged one', () => {
    const authority = openVoidAuthority(directory.path, 'DEMO-01');
    if (!authority.ok) throw new Error(authority.error.message);
    const { payload } = authority.value.mark({ label: 'E1', product: 'lettre_verte', value: cents(152), grams: grams(20), number: null, at: Date.UTC(2026, 10, 23) });
    expect(run('verify-mark', payload)).toMatchObject({ code: 0, said: expect.stringMatching(/VOID.*without value\.\n.*DEMO-01 · label E1 · lettre_verte · 1\.52 EUR · 20 g · 20261123 · no number/) as string });
    expect(run('verify-mark', payload.replace(':152:', ':952:'))).toMatchObject({ code: 1, said: expect.stringContaining('FORGED') as string });
    const sealed = 'MOULIN-PROOF:1:V1:E1,E2';
    const proof = `${sealed}:${authority.value.seal(sealed)}`;
    expect(run('verify-mark', proof)).toMatchObject({ code: 0, said: 'Genuine proof of posting: sale V1, labels E1, E2.' });
    const left = 'MOULIN-DEPOSIT:1:DEMO-01:9V11111111219:1795430460';
    const deposit = `${left}:${authority.value.seal(left)}`;
    expect(run('verify-mark', deposit)).toMatchObject({ code: 0, said: 'Genuine proof of deposit: 9V11111111219, left at DEMO-01 on 2026-11-23T10:41:00.000Z.' });
    expect(run('verify-mark', deposit.replace('219', '226'))).toMatchObject({ code: 1, said: expect.stringContaining('FORGED') as string });
    expect(run('verify-mark', proof.replace('E2', 'E3'))).toMatchObject({ code: 1, said: expect.stringContaining('FORGED') as string });
    expect(run('verify-mark', 'hello')).toMatchObject({ code: 1, said: expect.stringContaining('not a mark') as string });
    expect(run('verify-mark')).toMatchObject({ code: 2 });
  });
});

describe('ledger report', () => {
  it('tells what was spoiled and given back, and an empty journal from a quiet one', () => {
    const ledger = openSample(directory.path);
    const amount = cents(1_129);
    for (const fact of soldParcel('V2', 'E2', null).slice(0, 4)) ledger.record(fact);
    ledger.record({ type: 'label.spoiled', sale: 'V2', label: 'E2', reason: 'jam' });
    ledger.record({ type: 'refund.requested', sale: 'V2', reference: 'R1', amount, means: 'cancellation' });
    ledger.record({ type: 'refund.approved', sale: 'V2', reference: 'R1', amount });
    ledger.record({ type: 'sale.closed', sale: 'V2', paid: amount, issued: cents(0), returned: amount, incidents: cents(0) });
    ledger.close();
    expect(run('verify').code).toBe(0);
    expect(run('report').said).toMatch(/2 sales\n.*\n +spoiled labels +1\n +paid 22\.58 EUR = issued 11\.29 EUR \+ given back 11\.29 EUR \+ open incidents 0\.00 EUR\n +not closed yet$/);
    const empty = temporaryDirectory();
    openSample(empty.path).close();
    const lines: string[] = [];
    expect(runLedgerCommand(['report', '--data', empty.path], (line) => lines.push(line))).toBe(0);
    expect(lines).toEqual(['Nothing was sold yet.']);
    empty.remove();
  });

  it('sums each day as the house does: paid = issued + given back + open incidents', () => {
    const ledger = openSample(directory.path);
    for (const fact of soldParcel('V2', 'E2', null).slice(0, 3)) ledger.record(fact);
    ledger.close();
    const { code, said } = run('report');
    expect(code).toBe(0);
    expect(said).toContain('2026-11-23  2 sales (1 still open)');
    expect(said).toMatch(/colissimo_france_domicile +1 +11\.29 EUR/);
    expect(said).toContain('paid 22.58 EUR = issued 11.29 EUR + given back 0.00 EUR + open incidents 0.00 EUR + what open sales still owe');
  });
});

describe('the ledger command', () => {
  it.each([
    [[], /usage/],
    [['destroy'], /"destroy" is not a command: choose from verify, export/],
    [['verify', '--fast'], /--fast/],
    [['verify', '--public-key', import.meta.filename], /not an Ed25519 public key in PEM.*--public-key FILE/],
    [['export', '--out', '/dev/null/export'], /Check the path/],
    [['verify', '--since', 'nowhere.json'], /nowhere\.json is not the manifest/],
  ])('answers %j plainly, with exit code 2', (words, said) => {
    expect(run(...words)).toMatchObject({ code: 2, said: expect.stringMatching(said) as string });
  });

  it('--help is no failure', () => {
    expect(run('--help')).toMatchObject({ code: 0, said: expect.stringContaining('verify-mark TEXT') as string });
  });
});

describe('as a program', () => {
  const own = temporaryDirectory();
  beforeAll(() => openSample(own.path).close());
  afterAll(() => own.remove());

  it('prints the same words and ends with the same code', () => {
    const program = join(import.meta.dirname, 'cli.ts');
    expect(execFileSync(process.execPath, [program, 'verify', '--data', own.path], { encoding: 'utf8' })).toContain('The journal is intact: 0 records');
    expect(() => execFileSync(process.execPath, [program, 'archive'], { stdio: 'pipe' })).toThrow(expect.objectContaining({ status: 2 }) as Error);
  });
});
