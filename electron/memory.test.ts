import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../devices/clock.ts';
import { configSchema } from './config.ts';
import { openForReading } from './ledger/read.ts';
import { temporaryDirectory } from './ledger/sample.fixture.ts';
import { openSqlite, StoreError, type OpenStore } from './ledger/store.ts';
import type { Entry } from './log/entries.ts';
import { openMemory, tryAgainAfter, type Memory } from './memory.ts';

/** A terminal whose memory was refused at its start: when the cause is gone it sells again, and nobody has started it anew. */

let directory: ReturnType<typeof temporaryDirectory>;
let clock: ManualClock;
let entries: Entry[];
let opened: Memory[];
beforeEach(() => {
  directory = temporaryDirectory();
  clock = new ManualClock(Date.parse('2026-11-23T10:00:00Z'));
  entries = [];
  opened = [];
});
afterEach(() => {
  for (const memory of opened) memory.close();
  directory.remove();
});

const data = (): string => join(directory.path, 'data');
function open(openStore: OpenStore = openSqlite): Memory {
  const memory = openMemory({ config: configSchema.parse({}), directory: data(), clock, openStore, log: (entry) => entries.push(entry) });
  opened.push(memory);
  return memory;
}
const refusals = (): unknown[] => entries.filter(({ event }) => event === 'ledger.refused').map((entry) => ('kind' in entry ? entry.kind : null));

/** A disk that says `fault` to whoever opens a database on it, until it is mended. */
function disk(fault: 'full' | 'read-only' | 'io') {
  const state = { mended: false };
  const openStore: OpenStore = (file, options) => {
    if (!state.mended) throw new StoreError(fault, new Error(`the disk says ${fault}`));
    return openSqlite(file, options);
  };
  return { state, openStore };
}

describe('a ledger that was refused at start', () => {
  it.each([
    ['full', 'full', 'full'],
    ['read-only', 'unwritable', 'read-only'],
    ['io', 'corrupt', 'corrupt'],
  ] as const)('by a disk that is %s is tried again, told once, and takes records as soon as it can', (fault, kind, trouble) => {
    const { state, openStore } = disk(fault);
    const memory = open(openStore);
    const { ledger } = memory;
    const begun: number[] = [];
    memory.onOpen((journal) => begun.push(journal.head().seq));
    clock.advance(4 * tryAgainAfter);
    expect(ledger.trouble()).toBe(trouble);
    expect(ledger.record({ type: 'terminal.stopped' })).toEqual({ ok: false, error: trouble });
    expect(refusals()).toEqual([kind]);
    expect(begun).toEqual([]);
    state.mended = true;
    clock.advance(tryAgainAfter);
    expect(ledger.trouble()).toBeNull();
    expect(ledger.record({ type: 'terminal.stopped' }).ok).toBe(true);
    expect(begun).toEqual([0]);
    expect(entries.at(-1)).toEqual({ event: 'ledger.opened', records: 0, afterMilliseconds: 5 * tryAgainAfter });
  });

  it('because another Moulin held it is taken over when that one has ended', () => {
    const first = open();
    const second = open();
    expect(second.ledger.trouble()).toBe('closed');
    first.close();
    clock.advance(tryAgainAfter);
    expect(second.ledger.trouble()).toBeNull();
    expect(second.preAdvice.trouble()).toBeNull();
  });

  it('because others could read the franking key is opened once they cannot', () => {
    open().close();
    chmodSync(join(data(), 'franking.key'), 0o644);
    const memory = open();
    expect(refusals()).toEqual(['key-exposed']);
    expect(memory.journal()).toBeNull();
    expect(() => memory.authority.seal('x')).toThrow(/no mark without a ledger/u);
    expect([memory.authority.labelOf('x'), memory.authority.isSealOf('x', 'y')]).toEqual([null, false]);
    chmodSync(join(data(), 'franking.key'), 0o600);
    clock.advance(tryAgainAfter);
    expect(memory.authority.isSealOf('x', memory.authority.seal('x'))).toBe(true);
  });

  it('because its file was gone is not begun anew, and goes on where it was when the directory is put back', () => {
    const before = open();
    before.ledger.record({ type: 'terminal.stopped' });
    before.close();
    const [database, aside] = [join(data(), 'ledger.db'), join(directory.path, 'ledger.db')];
    renameSync(database, aside);
    const memory = open();
    clock.advance(tryAgainAfter);
    expect(refusals()).toEqual(['not-a-ledger']);
    rmSync(database, { force: true });
    renameSync(aside, database);
    clock.advance(tryAgainAfter);
    expect(memory.journal()?.head().seq).toBe(1);
  });

  it('for another reason the second time tells that too', () => {
    let fault: 'full' | 'read-only' = 'full';
    open(() => {
      throw new StoreError(fault, new Error(fault));
    });
    fault = 'read-only';
    clock.advance(2 * tryAgainAfter);
    expect(refusals()).toEqual(['full', 'unwritable']);
  });

  it('by something that nobody foresaw is a fault at start, and later only told', () => {
    let turns = 0;
    const strange: OpenStore = () => {
      turns += 1;
      throw turns === 1 ? new StoreError('full', new Error('full')) : new StoreError('unexpected', new Error('strange'));
    };
    const memory = open(strange);
    clock.advance(3 * tryAgainAfter);
    expect(turns).toBe(4);
    expect(entries.filter(({ event }) => event === 'fault')).toHaveLength(3);
    expect(memory.ledger.trouble()).toBe('full');
    expect(() => open(strange)).toThrow(/strange/u);
  });

  it('is not tried any more once the terminal has stopped', () => {
    const { state, openStore } = disk('full');
    open(openStore).close();
    state.mended = true;
    clock.advance(10 * tryAgainAfter);
    expect(entries.map(({ event }) => event)).toEqual(['ledger.refused']);
  });
});

describe('a memory that is shut', () => {
  it('takes nothing more from the flows, and the last word from whoever shuts it', () => {
    const memory = open();
    memory.ledger.record({ type: 'help.called', session: null });
    memory.shut();
    expect(memory.ledger.record({ type: 'help.called', session: null })).toEqual({ ok: false, error: 'closed' });
    expect(memory.ledger.issue(['sale'], () => ({ type: 'terminal.stopped' }))).toEqual({ ok: false, error: 'closed' });
    expect(memory.journal()?.record({ type: 'terminal.stopped' }).ok).toBe(true);
    memory.close();
    const { store, records } = openForReading(data());
    expect([...records()].map(({ fact }) => (JSON.parse(Buffer.from(fact).toString('utf8')) as { type: string }).type)).toEqual(['help.called', 'terminal.stopped']);
    store.close();
  });

  it('with no place for customs data keeps none, and says so', () => {
    mkdirSync(join(data(), 'pre-advice.db'), { recursive: true });
    const memory = open();
    expect(memory.preAdvice.trouble()).toBe('corrupt');
    expect(entries.map(({ event }) => event)).toContain('pre-advice.refused');
  });
});
