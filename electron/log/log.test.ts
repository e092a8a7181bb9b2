import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../devices/clock.ts';
import { temporaryDirectory } from '../ledger/sample.fixture.ts';
import type { Entry } from './entries.ts';
import { createLog, tellingLog, type KeptLog } from './log.ts';

const DAY = 86_400_000;
let directory: ReturnType<typeof temporaryDirectory>;
let clock: ManualClock;
let told: string[];
let opened: KeptLog[];
beforeEach(() => {
  directory = temporaryDirectory();
  clock = new ManualClock(Date.parse('2026-11-23T10:00:00Z'));
  told = [];
  opened = [];
});
afterEach(() => {
  for (const log of opened) log.close();
  directory.remove();
});

const folder = (): string => join(directory.path, 'log');
function open(settings: { readonly megabytes?: number; readonly files?: number; readonly keepDays?: number } = {}): KeptLog {
  const log = createLog({ directory: folder(), clock, megabytes: 1, files: 3, keepDays: 180, ...settings, tell: (line) => told.push(line) });
  opened.push(log);
  return log;
}
const files = (): string[] => readdirSync(folder()).toSorted();
const content = (): string => files().map((file) => readFileSync(join(folder(), file), 'utf8')).join('');
const lines = (): unknown[] => content().split('\n').filter(Boolean).map((line) => JSON.parse(line) as unknown);
const device: Entry = { event: 'device.changed', device: 'scale', state: 'offline', cause: 'no answer' };

describe('the log', () => {
  it('is one JSON object a line, with its time and its weight', () => {
    const { log } = open();
    log({ event: 'screen.changed', screen: 'attract' });
    clock.advance(1_500);
    log({ event: 'record.refused', type: 'payment.requested', trouble: 'full' });
    expect(lines()).toEqual([
      { at: '2026-11-23T10:00:00.000Z', level: 'info', event: 'screen.changed', screen: 'attract' },
      { at: '2026-11-23T10:00:01.500Z', level: 'error', event: 'record.refused', type: 'payment.requested', trouble: 'full' },
    ]);
  });

  it('shows its newest lines, whole ones only', () => {
    const kept = open();
    expect(kept.newest()).toEqual([]);
    for (let count = 0; count < 1_500; count += 1) kept.log({ event: 'data.purged', what: 'log', count });
    const shown = kept.newest().map((line) => JSON.parse(line) as { readonly count: number });
    expect(shown.length).toBeGreaterThan(300);
    expect(shown.map(({ count }) => count)).toEqual(shown.map((_, at) => 1_500 - shown.length + at));
  });

  it('tells whoever started the terminal what is worth a warning, and keeps the rest to itself', () => {
    const { log } = open();
    log(device);
    log({ event: 'tariff.refused', told: '2027.json: it is not signed; sign it' });
    log({ event: 'link.refused', reason: 'not-json', count: 1 });
    expect(told).toEqual(['2027.json: it is not signed; sign it', 'link.refused, reason not-json, count 1']);
  });

  it('of a terminal without a directory is what is told alone', () => {
    const log = tellingLog((line) => told.push(line));
    log(device);
    log({ event: 'page.not-loaded', told: 'ERR_FAILED' });
    expect(told).toEqual(['ERR_FAILED']);
  });

  it('cannot be read by others than the terminal (GDPR-7)', () => {
    open().log(device);
    expect([statSync(folder()).mode & 0o077, ...files().map((file) => statSync(join(folder(), file)).mode & 0o077)]).toEqual([0, 0]);
  });

  it('goes on in the file of the last start', () => {
    open().log(device);
    opened[0]?.close();
    open().log(device);
    expect(files()).toHaveLength(1);
    expect(lines()).toHaveLength(2);
  });
});

describe('nothing of a customer', () => {
  it('is in a driver’s cause, nor in anything that is told (GDPR-7)', () => {
    open().log({ event: 'device.changed', device: 'card', state: 'offline', cause: 'unexpected 4970 1000 0000 0154 from marie@exemple.fr' });
    expect(lines()).toMatchObject([{ cause: 'unexpected [number] from [e-mail]' }]);
  });

  it('passes in a field that is not of the list, or is not of its kind: the whole entry is left out', () => {
    const canary = 'Zébulon Quatrevingtdix';
    const { log } = open();
    const forged = [
      { event: 'screen.changed', screen: canary },
      { event: 'screen.changed', screen: 'attract', name: canary },
      { event: 'session.ended', session: canary, how: 'completed' },
      { event: 'session.ended', session: 's', how: canary },
      { event: 'device.changed', device: canary, state: 'online', cause: null },
      { event: canary },
      { event: 'page.refused', what: canary },
    ] as unknown as Entry[];
    for (const entry of forged) log(entry);
    expect(content() + told.join('')).not.toMatch(/Z.bulon|Quatrevingt/u);
    expect(lines()).toEqual(forged.map(() => expect.objectContaining({ event: 'fault', where: 'log' }) as unknown));
  });

  it('passes, whatever anybody hands in', () => {
    const { log } = open();
    fc.assert(
      fc.property(fc.object({ values: [fc.string(), fc.constant('CANARI-9431')], withNullPrototype: false }), (given) => {
        expect(() => log(given as unknown as Entry)).not.toThrow();
      }),
    );
    expect(content()).not.toContain('CANARI');
  });
});

describe('the room it takes', () => {
  const longest: Entry = { event: 'fault', where: 'test', told: 'one line '.repeat(60) };

  it('is bounded in every file, and in all of them together; the newest stay', () => {
    const { log } = open({ files: 2 });
    for (let line = 0; line < 6_000; line += 1) log(line === 5_999 ? device : longest);
    const sizes = files().map((file) => statSync(join(folder(), file)).size);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000_000);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(2_000_000);
    expect(lines().at(-1)).toMatchObject({ event: 'device.changed' });
  });

  it('a file holds a day at most, so that old ones can be deleted to the day', () => {
    const { log } = open();
    for (let day = 0; day < 3; day += 1) {
      log(device);
      clock.advance(DAY);
    }
    expect(files()).toEqual(['moulin-000001.log', 'moulin-000002.log', 'moulin-000003.log']);
  });

  it('a file of yesterday is not gone on with after a restart, nor one from a time that has not come', () => {
    for (const step of [DAY, -2 * DAY]) {
      open().log(device);
      opened.at(-1)?.close();
      clock = new ManualClock(clock.now() + step);
    }
    open().log(device);
    expect(files()).toHaveLength(3);
  });

  it('what is older than the days allowed is deleted, and counted', () => {
    const kept = open({ keepDays: 7 });
    for (let day = 0; day < 3; day += 1) {
      kept.log(device);
      clock.advance(DAY);
    }
    for (const [file, age] of [['moulin-000001.log', 8], ['moulin-000002.log', 6]] as const) {
      const time = new Date(clock.now() - age * DAY);
      utimesSync(join(folder(), file), time, time);
    }
    expect([kept.purge(), kept.purge()]).toEqual([1, 0]);
    expect(files()).toEqual(['moulin-000002.log', 'moulin-000003.log']);
  });

  it('nothing else in its directory is touched', () => {
    mkdirSync(folder());
    writeFileSync(join(folder(), 'notes.txt'), 'of a technician');
    utimesSync(join(folder(), 'notes.txt'), 0, 0);
    const kept = open({ files: 1, keepDays: 1 });
    for (let line = 0; line < 4_000; line += 1) kept.log(longest);
    kept.purge();
    expect(files()).toContain('notes.txt');
  });
});

describe('a directory that cannot be written', () => {
  it('is told once, disturbs nothing, and is tried again after a minute', () => {
    writeFileSync(folder(), 'a file where the directory should be');
    const kept = open();
    const { log } = kept;
    for (let line = 0; line < 100; line += 1) log(device);
    expect(told).toEqual([expect.stringMatching(/^the log cannot be written .*: give the terminal's user the right to write in /u)]);
    expect(kept.purge()).toBe(0);
    rmSync(folder());
    log(device);
    clock.advance(60_000);
    log(device);
    expect(lines()).toHaveLength(1);
    expect(told).toHaveLength(1);
  });

  it('is left alone when it goes away in the middle', () => {
    const { log } = open();
    log(device);
    rmSync(folder(), { recursive: true });
    clock.advance(DAY);
    expect(() => log(device)).not.toThrow();
    clock.advance(DAY);
    log(device);
    expect(lines().length).toBeGreaterThan(0);
  });

  it.skipIf(process.getuid?.() === 0)('is one that others own', () => {
    mkdirSync(folder());
    chmodSync(folder(), 0o500);
    open().log(device);
    expect(told).toHaveLength(1);
    chmodSync(folder(), 0o700);
  });
});
