import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../devices/clock.ts';
import { readPublicKey } from '../ledger/keys.ts';
import type { OpenLedger } from '../ledger/ledger.ts';
import { openForReading } from '../ledger/read.ts';
import { readArchives } from '../ledger/closures.ts';
import { openSample, soldParcel, temporaryDirectory } from '../ledger/sample.fixture.ts';
import { verifyArchives } from '../ledger/verify-archives.ts';
import type { Medium } from './media.ts';
import { exportToStick, troubleOf, type StickOptions } from './stick.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let now: number;
/** What somebody does to the stick while it is written to. */
let meanwhile: () => void;
let ledger: OpenLedger;
beforeEach(() => {
  directory = temporaryDirectory();
  meanwhile = () => {};
  now = Date.parse('2026-12-30T09:00Z');
  ledger = openSample(data(), { clock });
  mkdirSync(stick());
  sold = 0;
});
afterEach(() => {
  ledger.close();
  directory.remove();
});

const data = (): string => join(directory.path, 'data');
const stick = (): string => join(directory.path, 'stick');
/** Time does not pass by itself; what is due comes as soon as everything else is done. */
const clock: Clock = {
  now: () => now,
  after(_, callback) {
    const due = setImmediate(() => {
      meanwhile();
      callback();
    });
    return () => clearImmediate(due);
  },
};
const medium = (): Medium => ({ directory: stick(), name: 'stick', device: statSync(directory.path).dev, freeBytes: null });
const write = (options: Partial<StickOptions> = {}, to = medium()) => exportToStick(to, { journal: ledger, dataDirectory: data(), clock, ...options });
const there = (): string => readdirSync(stick()).toSorted().join(' ').replaceAll(/moulin-[0-9a-f]{8}/gu, 'moulin-KEY');
const told = () => {
  const { store } = openForReading(data());
  const archives = readArchives(store);
  store.close();
  return archives.map(({ from, to }) => `${from} ${to}`);
};

let sold = 0;
function sellOn(...days: readonly string[]): void {
  for (const day of days) {
    now = Date.parse(`${day}T09:00Z`);
    sold += 1;
    ledger.recordAll(soldParcel(`V${sold}`, `E${sold}`, null));
  }
}
/** Two days of one year, one of the next, and an open one. */
const days = (): void => sellOn('2026-12-30', '2026-12-31', '2027-01-02', '2027-01-03');
const files = (year: string, from: string, to: string): string => `moulin-KEY-${year}-${from}-${year}-${to}.jsonl moulin-KEY-${year}-${from}-${year}-${to}.jsonl.sig`;

describe('the archive on a stick', () => {
  it('holds every closed day, one file a year, with signatures and the key that they are verified with', async () => {
    days();
    expect(await write()).toMatchObject({ ok: true, value: { file: expect.stringMatching(/^moulin-[0-9a-f]{8}-2027-01-02-2027-01-02\.jsonl$/) } });
    expect(there()).toBe(`${files('2026', '12-30', '12-31')} ${files('2027', '01-02', '01-02')} moulin-KEY.pub`);
    const archives = readdirSync(stick()).filter((name) => name.endsWith('.jsonl')).map((name) => join(stick(), name));
    const key = readPublicKey(join(stick(), readdirSync(stick()).find((name) => name.endsWith('.pub')) ?? ''));
    expect(verifyArchives(archives, key)).toMatchObject({ findings: [], closedSales: 3 });
    expect(told()).toEqual(['2026-12-30 2026-12-31', '2027-01-02 2027-01-02']);
  });

  it('closes the day that is over first; the next day only the newest file is new', async () => {
    days();
    await write();
    expect(await write()).toEqual({ ok: false, error: 'there-already' });
    now = Date.parse('2027-01-04T09:00Z');
    expect(await write()).toMatchObject({ ok: true, value: { file: expect.stringContaining('2027-01-02-2027-01-03.jsonl') } });
    expect(told()).toEqual(['2026-12-30 2026-12-31', '2027-01-02 2027-01-02', '2027-01-02 2027-01-03']);
  });

  it('is nothing before a day is closed, and says so when the ledger cannot be read', async () => {
    sellOn('2026-12-30');
    expect(await write()).toEqual({ ok: false, error: 'nothing' });
    expect(await write({ dataDirectory: join(directory.path, 'elsewhere') })).toEqual({ ok: false, error: 'ledger-unavailable' });
    days();
    ledger.close();
    expect(await write()).toEqual({ ok: false, error: 'ledger-unavailable' });
    expect(there()).toBe('');
  });
});

describe('a hostile stick', () => {
  beforeEach(() => days());
  const outside = (): string => join(directory.path, 'outside');

  it('that is a link to a place of ours is not written to', async () => {
    rmSync(stick(), { recursive: true });
    mkdirSync(outside());
    symlinkSync(outside(), stick());
    expect(await write()).toEqual({ ok: false, error: 'not-a-stick' });
    expect(readdirSync(outside())).toEqual([]);
  });

  it('with links under our names gets files of its own; what they lead to stays as it is', async () => {
    await write();
    const names = readdirSync(stick());
    rmSync(stick(), { recursive: true });
    mkdirSync(stick());
    writeFileSync(outside(), 'ours');
    for (const name of names) {
      symlinkSync(outside(), join(stick(), `${name}.unfinished`));
      if (!name.endsWith('.jsonl')) symlinkSync(outside(), join(stick(), name));
      else symlinkSync(join(directory.path, 'nowhere'), join(stick(), name));
    }
    expect(await write()).toMatchObject({ ok: true });
    expect(readdirSync(stick()).toSorted()).toEqual(names.toSorted());
    expect(readFileSync(outside(), 'utf8')).toBe('ours');
    expect(existsSync(join(directory.path, 'nowhere'))).toBe(false);
  });

  it('with a file or a directory named like ours keeps it, and gets nothing half written', async () => {
    await write();
    const newest = readdirSync(stick()).findLast((name) => name.endsWith('.jsonl')) ?? '';
    rmSync(stick(), { recursive: true });
    mkdirSync(stick());
    writeFileSync(join(stick(), newest), 'not ours');
    expect(await write()).toEqual({ ok: false, error: 'there-already' });
    expect(readFileSync(join(stick(), newest), 'utf8')).toBe('not ours');
    rmSync(join(stick(), newest));
    mkdirSync(join(stick(), `${newest}.unfinished`));
    expect(await write()).toEqual({ ok: false, error: 'there-already' });
    expect(readdirSync(stick())).not.toContain(newest);
  });

  it('that is pulled out in the middle leaves nothing behind, and the next try is told of once', async () => {
    meanwhile = () => rmSync(stick(), { recursive: true, force: true });
    expect(await write()).toEqual({ ok: false, error: 'gone' });
    expect(existsSync(stick())).toBe(false);
    meanwhile = () => {};
    mkdirSync(stick());
    expect(await write()).toMatchObject({ ok: true });
    expect(told()).toEqual(['2026-12-30 2026-12-31', '2027-01-02 2027-01-02']);
  });

  it('that was pulled out before leaves an empty directory of our own disk, which is not filled', async () => {
    expect(await write({}, { ...medium(), device: medium().device + 1 })).toEqual({ ok: false, error: 'gone' });
    rmSync(stick(), { recursive: true });
    expect(await write()).toEqual({ ok: false, error: 'gone' });
  });

  it.each([
    ['ENOSPC', 'full'],
    ['EFBIG', 'full'],
    ['EROFS', 'read-only'],
    ['EACCES', 'read-only'],
    ['EIO', 'gone'],
    ['ENODEV', 'gone'],
    ['ELOOP', 'not-a-stick'],
  ])('whose disk says %s is called %s, and what was begun is taken away', async (code, trouble) => {
    const failing: NonNullable<StickOptions['write']> = (_journal, _data, { from }, { out, onFailure }) => {
      const name = `moulin-01234567-${from}.jsonl`;
      writeFileSync(join(out, `${name}.unfinished`), 'half');
      writeFileSync(join(out, `${name}.sig`), 'half');
      onFailure(name);
      return Promise.reject(Object.assign(new Error(code), { code }));
    };
    expect(await write({ write: failing })).toEqual({ ok: false, error: trouble });
    expect(there()).toBe('');
  });

  it('is not blamed for what the journal cannot do', async () => {
    expect(troubleOf(new Error('a fault of ours'))).toBe('ledger-unavailable');
    expect(await write({ write: () => Promise.resolve({ ok: false, error: 'full' }) })).toEqual({ ok: false, error: 'ledger-unavailable' });
  });
});
