import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../devices/clock.ts';
import type { LedgerTrouble } from '../flows/ports.ts';
import { err } from '../flows/result.ts';
import { configSchema } from './config.ts';
import { rangesOf } from './config/numbering.ts';
import { openLedger, type OpenLedger } from './ledger/ledger.ts';
import { openForReading } from './ledger/read.ts';
import { temporaryDirectory } from './ledger/sample.fixture.ts';
import type { Entry } from './log/entries.ts';
import { closeEvery, keepUp, purgeEvery, type Upkeep, type UpkeepOptions } from './upkeep.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let clock: ManualClock;
let journal: OpenLedger;
let entries: Entry[];
let upkeep: Upkeep | null;
beforeEach(() => {
  directory = temporaryDirectory();
  // Half a minute before midnight in Paris.
  clock = new ManualClock(Date.parse('2026-11-23T22:59:30Z'));
  const opened = openLedger({ directory: directory.path, clock, ranges: rangesOf(configSchema.parse({}).numbering) });
  if (!opened.ok) throw new Error(opened.error.message);
  journal = opened.value;
  entries = [];
  upkeep = null;
});
afterEach(() => {
  upkeep?.stop();
  journal.close();
  directory.remove();
});

function begin(options: Partial<UpkeepOptions> = {}, on: OpenLedger = journal): Upkeep {
  const begun = (): boolean => on.record({ type: 'terminal.started', version: '1', configuration: 'T' }).ok;
  upkeep = keepUp(on, { clock, elapsed: () => clock.now(), log: (entry) => entries.push(entry), purgeLog: () => 0, begin: begun, archives: directory.path, ...options });
  return upkeep;
}

function recorded(): string[] {
  const { store, records } = openForReading(directory.path);
  const types = [...records()].map(({ fact }) => (JSON.parse(Buffer.from(fact).toString('utf8')) as { type: string }).type);
  store.close();
  return types;
}

describe('a terminal that nobody touches', () => {
  it('closes the day within a minute of midnight, once', () => {
    begin();
    clock.advance(20_000);
    expect(recorded()).toEqual(['terminal.started']);
    clock.advance(closeEvery);
    expect(recorded()).toEqual(['terminal.started', 'period.closed']);
    clock.advance(60 * closeEvery);
    expect(recorded()).toHaveLength(2);
  });

  it('deletes what of the log is too old, and says in the journal how much', () => {
    let old = 3;
    begin({ purgeLog: () => old });
    old = 0;
    clock.advance(purgeEvery);
    expect(recorded().filter((type) => type === 'data.purged')).toHaveLength(1);
    expect(entries).toContainEqual({ event: 'data.purged', what: 'log', count: 3 });
  });

  it('notices a clock that somebody moves, records it, and counts it (FIS-16)', () => {
    let moved = 0;
    const handled = { now: () => clock.now() + moved, after: clock.after.bind(clock) };
    const { clockJumps } = begin({ clock: handled });
    moved = -3_600_000;
    clock.advance(60_000);
    expect(recorded()).toContain('clock.changed');
    expect(clockJumps()).toBe(1);
    expect(entries).toContainEqual(expect.objectContaining({ event: 'clock.changed' }));
  });

  it('whose journal takes nothing tells of it once, and tells the journal of the start as soon as it can', () => {
    let trouble: LedgerTrouble | null = 'full';
    const failing: OpenLedger = {
      ...journal,
      record: (fact) => (trouble === null ? journal.record(fact) : err(trouble)),
      closeDue: () => (trouble === null ? journal.closeDue() : err(trouble)),
    };
    begin({}, failing);
    clock.advance(5 * closeEvery);
    expect(entries).toEqual([{ event: 'record.refused', type: 'period.closed', trouble: 'full' }]);
    trouble = null;
    clock.advance(2 * closeEvery);
    expect(recorded().filter((type) => type === 'terminal.started')).toHaveLength(1);
  });

  it('makes the archive of a month that is over (FIS-10)', () => {
    begin();
    clock.advance(8 * 86_400_000);
    journal.record({ type: 'help.called', session: null });
    clock.advance(3_600_000);
    expect(recorded()).toContain('archive.made');
  });

  it('does nothing more once it has stopped', () => {
    begin().stop();
    clock.advance(3 * 86_400_000);
    expect(recorded()).toEqual(['terminal.started']);
  });
});
