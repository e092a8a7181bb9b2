import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHash, generateKeyPairSync, verify as verifySignature } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ManualClock } from '../../devices/clock.ts';
import { cents } from '../../flows/money.ts';
import { ARCHIVES, keepArchived, writeArchive, type MadeArchive } from './archive.ts';
import { readPublicKey } from './keys.ts';
import type { OpenLedger } from './ledger.ts';
import { writeOlderLedger } from './older.fixture.ts';
import { openForReading } from './read.ts';
import { readArchives } from './closures.ts';
import { openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';
import { verifyArchives } from './verify-archives.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let clock: ManualClock;
let ledger: OpenLedger;
let sales = 0;
beforeEach(() => {
  directory = temporaryDirectory();
  clock = new ManualClock();
  sales = 0;
  ledger = opened('2026-10-30');
});
afterEach(() => {
  ledger.close();
  directory.remove();
});

/** Ten o'clock in Paris. */
function on(day: string): void {
  clock.advance(Date.parse(`${day}T09:00:00Z`) - clock.now());
}

function opened(day: string): OpenLedger {
  on(day);
  return openSample(directory.path, { clock });
}

function sell(...days: readonly string[]): void {
  for (const day of days) {
    on(day);
    sales += 1;
    for (const fact of soldParcel(`V${sales}`, `E${sales}`, `9V${sales}`)) ledger.record(fact);
  }
}

const out = (): string => join(directory.path, 'handed-out');
const november = { from: '2026-11-01', to: '2026-11-30' };
const key = () => readPublicKey(join(directory.path, 'ledger.pub'));
const write = (period = november) => writeArchive(ledger, directory.path, period, { out: out(), clock });
const told = (...files: readonly string[]): string => verifyArchives(files, key()).findings.map(({ message }) => message).join('\n');

function made(period = november): MadeArchive {
  const archive = write(period);
  if (!archive.ok) throw new Error(archive.error);
  return archive.value;
}

/** Two days of October, three of November, one of December. */
function threeMonths(): void {
  ledger.record({ type: 'terminal.started', version: '1', configuration: 'DEMO-01' });
  sell('2026-10-30', '2026-10-31', '2026-11-02', '2026-11-03', '2026-11-30', '2026-12-01');
}

describe('an archive (FIS-10)', () => {
  it('holds all records of its days, with the closures of the last day and of the month, and says what stood before', () => {
    threeMonths();
    const { file, records } = made();
    const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { seq: number; type: string; fact: { period?: string; key?: string } });
    expect(header).toMatchObject({ format: 'moulin-archive-1', terminal: 'DEMO-01', period: november, records, first: lines[0]?.seq, last: lines.at(-1)?.seq, before: { closures: { perpetual: { net: 2_258, absolute: 2_258 } } } });
    expect(lines).toHaveLength(records);
    expect(lines[0]?.type).toBe('sale.opened');
    expect(lines.flatMap(({ type, fact }) => (type === 'period.closed' ? [`${fact.period} ${fact.key}`] : []))).toEqual(['day 2026-11-02', 'day 2026-11-03', 'day 2026-11-30', 'month 2026-11']);
    expect(verifyArchives([file], key())).toMatchObject({ findings: [], records, closedSales: 3, closures: 4 });
  });

  it('is told of in the journal before it is there under its name, with the digest of the file', () => {
    threeMonths();
    const { file, sha256 } = made();
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256);
    const { store } = openForReading(directory.path);
    expect(readArchives(store)).toMatchObject([{ archive: basename(file), ...november, sha256 }]);
    store.close();
    expect(readdirSync(out()).toSorted()).toEqual([basename(file), `${basename(file)}.sig`]);
  });

  it('can be checked with the public key and any tool that knows Ed25519', () => {
    threeMonths();
    const { file } = made();
    const signed = `moulin archive 1\n${createHash('sha256').update(readFileSync(file)).digest('hex')}\n`;
    expect(verifySignature(null, Buffer.from(signed), key(), Buffer.from(readFileSync(`${file}.sig`, 'utf8'), 'base64'))).toBe(true);
  });

  it('can be made again, byte for byte, and is not told of twice', () => {
    threeMonths();
    const first = made();
    const content = readFileSync(first.file);
    rmSync(first.file);
    on('2026-12-20');
    expect(made().sha256).toBe(first.sha256);
    expect(readFileSync(first.file)).toEqual(content);
    const { store } = openForReading(directory.path);
    expect(readArchives(store)).toHaveLength(1);
    store.close();
  });

  it.each([
    [{ from: '2026-11-01', to: '2026-12-01' }, 'not-closed'],
    [{ from: '2026-11-30', to: '2026-11-01' }, 'not-a-period'],
    [{ from: '2026-02-30', to: '2026-11-01' }, 'not-a-period'],
    [{ from: '2024-11-01', to: '2025-11-02' }, 'too-long'],
    [{ from: '2026-09-01', to: '2026-09-30' }, 'nothing'],
    [{ from: '2026-11-04', to: '2026-11-29' }, 'nothing'],
  ])('is not made of %j: %s', (period, why) => {
    threeMonths();
    expect(write(period)).toEqual({ ok: false, error: why });
    expect(existsSync(out())).toBe(false);
  });

  it('holds what an older Moulin recorded before there were chains, under the first day that was closed', () => {
    const older = temporaryDirectory();
    writeOlderLedger(older.path, 2, soldParcel('V1', 'E1', '9V1'), Date.parse('2026-10-30T09:00:00Z'));
    on('2026-11-02');
    const newer = openSample(older.path, { clock });
    for (const fact of soldParcel('V2', 'E2', '9V2')) newer.record(fact);
    on('2026-12-01');
    newer.closeDue();
    const archives = [{ from: '2026-10-01', to: '2026-10-31' }, november].map((period) => writeArchive(newer, older.path, period, { out: out(), clock }));
    const files = archives.flatMap((archive) => (archive.ok ? [archive.value.file] : []));
    expect(verifyArchives(files, readPublicKey(join(older.path, 'ledger.pub')))).toMatchObject({ findings: [], closedSales: 2, closures: 4, headers: [{ first: 1, last: 8 }, { first: 9 }] });
    newer.close();
    older.remove();
  });

  it('is not made of a day that is over and not closed yet', () => {
    sell('2026-11-30');
    on('2026-12-01');
    expect(write()).toEqual({ ok: false, error: 'not-closed' });
    expect(ledger.closeDue()).toEqual({ ok: true, value: 2 });
    expect(write().ok).toBe(true);
  });

  it('is never overwritten', () => {
    threeMonths();
    const { file } = made();
    writeFileSync(file, 'mine');
    expect(write()).toEqual({ ok: false, error: 'there-already' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('leaves nothing behind when it cannot be recorded', () => {
    threeMonths();
    const refusing = { sign: (bytes: Uint8Array) => ledger.sign(bytes), record: () => ({ ok: false, error: 'full' }) as const };
    expect(writeArchive(refusing, directory.path, november, { out: out(), clock })).toEqual({ ok: false, error: 'full' });
    expect(readdirSync(out())).toEqual([]);
  });
});

describe('a tampered archive', () => {
  it('is found by any byte that is changed, and the record is named', () => {
    threeMonths();
    const { file } = made();
    const content = readFileSync(file);
    const begin = content.indexOf(0x0a) + 1;
    const { first } = JSON.parse(content.toString('utf8', 0, begin)) as { first: number };
    const tampered = join(directory.path, 'tampered.jsonl');
    writeFileSync(`${tampered}.sig`, readFileSync(`${file}.sig`));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: content.length - 1 }), fc.integer({ min: 0, max: 7 }), (position, bit) => {
        const bytes = Buffer.from(content);
        bytes[position] = (bytes[position] ?? 0) ^ (1 << bit);
        writeFileSync(tampered, bytes);
        const record = first + content.subarray(begin, Math.max(begin, position)).reduce((lines, byte) => lines + (byte === 0x0a ? 1 : 0), 0);
        const said = told(tampered);
        expect(said).toContain('its signature does not fit');
        // Of its first line and of the very last byte no record can be named.
        expect(said).toContain(position >= begin && position < content.length - 1 ? `Record ${record}:` : basename(tampered));
      }),
      { numRuns: 120 },
    );
  });

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['a record removed', (lines) => lines.toSpliced(4, 1), /Record \d+: it is missing; record \d+ stands in its place/],
    ['its last record removed', (lines) => lines.slice(0, -1), /should hold \d+ records up to record \d+, and holds \d+: record \d+ is missing/],
    ['two records exchanged', (lines) => lines.with(3, lines[4] ?? '').with(4, lines[3] ?? ''), /Record \d+: it is missing/],
    ['a record twice', (lines) => lines.toSpliced(3, 0, lines[3] ?? ''), /Record \d+: it is missing; record \d+ stands in its place/],
    ['a record added', (lines) => [...lines, lines.at(-1) ?? ''], /Record \d+: it stands in an archive that ends at record \d+: it was added/],
    ['a record of another archive added', (lines) => [...lines.slice(0, 3), lines.at(-1) ?? '', ...lines.slice(3)], /Record \d+: it is missing/],
    ['a line that is no record', (lines) => [...lines.slice(0, 3), 'nonsense', ...lines.slice(3)], /Record \d+: line 4 of its archive is not a record as it was written/],
    ['another header', (lines) => lines.with(0, (lines[0] ?? '').replace('DEMO-01', 'DEMO-02')), /its signature does not fit/],
    ['another end in its header', (lines) => lines.with(0, (lines[0] ?? '').replace(/"records":\d+/, '"records":1')), /should hold 1 records/],
    ['no header', (lines) => lines.slice(1), /its first line is not that of an archive/],
    ['nothing in it', () => [], /its first line is not that of an archive/],
  ])('is found with %s', (_what, change, message) => {
    threeMonths();
    const { file } = made();
    writeFileSync(file, change(readFileSync(file, 'utf8').trimEnd().split('\n')).map((line) => `${line}\n`).join(''));
    expect(told(file)).toMatch(message);
    expect(told(file)).toContain('its signature does not fit');
  });

  it('is never more than found: whatever stands in its lines, nothing is thrown', () => {
    threeMonths();
    const { file } = made();
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const strange = fc.oneof(fc.json(), fc.string(), fc.constantFrom('{"seq":1}', '['.repeat(20_000), (lines[3] ?? '').replace(/"at":\d+/, '"at":1.5'), (lines[3] ?? '').replace(/"fact":\{/, '"fact":{"half":0.5,'), (lines[3] ?? '').replace(/"signature":"[^"]*"/, '"signature":""')));
    fc.assert(
      fc.property(fc.nat({ max: lines.length }), strange, (at, line) => {
        writeFileSync(file, lines.with(Math.min(at, lines.length - 1), line).join('\n'));
        expect(told(file)).toContain('its signature does not fit');
      }),
      { numRuns: 60 },
    );
  });

  it('is found without its signature, with another, and with another key', () => {
    threeMonths();
    const { file } = made();
    expect(verifyArchives([file], generateKeyPairSync('ed25519').publicKey).findings).not.toEqual([]);
    const signature = readFileSync(`${file}.sig`, 'utf8');
    writeFileSync(`${file}.sig`, signature.replace('==', '= ='));
    expect(told(file)).toContain('.sig is not a signature');
    rmSync(`${file}.sig`);
    expect(told(file)).toContain('.sig is missing');
  });
});

describe('archives that follow one another', () => {
  const october = { from: '2026-10-01', to: '2026-10-31' };

  it('are verified as one journal', () => {
    threeMonths();
    on('2027-01-02');
    ledger.closeDue();
    const row = [made(october), made(), made({ from: '2026-12-01', to: '2026-12-31' })].map(({ file }) => file);
    expect(verifyArchives(row, key())).toMatchObject({ findings: [], closedSales: 6, closures: 10 });
  });

  it('are found when one is left out, or they are out of order', () => {
    threeMonths();
    on('2027-01-02');
    ledger.closeDue();
    const [first = '', second = '', third = ''] = [made(october), made(), made({ from: '2026-12-01', to: '2026-12-31' })].map(({ file }) => file);
    expect(told(first, third)).toMatch(/does not follow the one before it, which ends at record \d+/);
    expect(told(second, first)).toMatch(/does not follow the one before it/);
  });

  it('divide a sale between them, and what was settled late, without complaint', () => {
    sell('2026-10-30');
    const [amount, sale] = [cents(1_129), 'V9'];
    for (const fact of soldParcel(sale, 'E9', null).slice(0, 4)) ledger.record(fact);
    on('2026-11-02');
    ledger.record({ type: 'label.unknown', sale, label: 'E9', reason: 'silent' });
    ledger.record({ type: 'incident.opened', sale, incident: 'I9', amount, cause: 'label-unknown', label: 'E9' });
    ledger.record({ type: 'sale.closed', sale, paid: amount, issued: cents(0), returned: cents(0), incidents: amount });
    on('2026-12-01');
    ledger.record({ type: 'incident.settled', sale, incident: 'I9', amount, cause: 'label-unknown', how: 'paid-out', by: 'staff' });
    ledger.record({ type: 'document.copied', sale, document: 'receipt', copy: 1 });
    on('2027-01-01');
    ledger.closeDue();
    const files = [made(october), made(), made({ from: '2026-12-01', to: '2026-12-31' })].map(({ file }) => file);
    for (const file of files) expect(told(file)).toBe('');
    expect(told(...files)).toBe('');
  });
});

describe('a running terminal', () => {
  const entries: string[] = [];
  const archives = () => (existsSync(join(directory.path, ARCHIVES)) ? readdirSync(join(directory.path, ARCHIVES)).toSorted() : []);
  const keep = () => keepArchived(ledger, { directory: directory.path, clock, log: ({ told: line }) => entries.push(line) });
  const minutes = (count: number) => clock.advance(count * 60_000);
  beforeEach(() => void (entries.length = 0));

  it('makes the archive of each month once it is closed, by itself, and no other', () => {
    threeMonths();
    const stop = keep();
    minutes(10);
    expect(archives()).toEqual([expect.stringMatching(/2026-10-01-2026-10-31\.jsonl$/), expect.stringMatching(/\.sig$/), expect.stringMatching(/2026-11-01-2026-11-30\.jsonl$/), expect.stringMatching(/\.sig$/)]);
    for (const name of archives().filter((one) => !one.endsWith('.sig'))) expect(told(join(directory.path, ARCHIVES, name))).toBe('');
    const before = ledger.head();
    minutes(60);
    expect([ledger.head(), entries]).toEqual([before, []]);
    stop();
  });

  it('does not make again what was taken away', () => {
    threeMonths();
    keep();
    minutes(10);
    for (const name of archives()) renameSync(join(directory.path, ARCHIVES, name), join(directory.path, name));
    keep();
    minutes(10);
    expect(archives()).toEqual([]);
  });

  it('gives its name to one that the power left without it', () => {
    threeMonths();
    const { file } = made();
    mkdirSync(join(directory.path, ARCHIVES));
    renameSync(file, join(directory.path, ARCHIVES, `${basename(file)}.unfinished`));
    const stop = keep();
    minutes(10);
    stop();
    expect(archives()).toContain(basename(file));
    expect(archives().some((name) => name.endsWith('.unfinished'))).toBe(false);
    expect(told(join(directory.path, ARCHIVES, basename(file)))).toBe('');
  });

  it('tells when it cannot, goes on selling, and tries again', () => {
    threeMonths();
    writeFileSync(join(directory.path, ARCHIVES), 'in the way');
    const stop = keep();
    minutes(3);
    expect(entries).toEqual([expect.stringContaining('could not be made')]);
    rmSync(join(directory.path, ARCHIVES));
    minutes(10);
    expect(archives()).toHaveLength(4);
    stop();
  });

  it('makes none while it is stopped', () => {
    threeMonths();
    keep()();
    minutes(60);
    expect(archives()).toEqual([]);
  });
});
