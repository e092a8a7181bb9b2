import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManualClock } from '../../devices/clock.ts';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { eventsDocument } from '../../flows/fiscal/events.ts';
import { sampleRecord } from '../pre-advice/sample.fixture.ts';
import { openPreAdvice, PRE_ADVICE_FILE, type PreAdviceStore } from '../pre-advice/store.ts';
import { runLedgerCommand } from './cli.ts';
import { sha256OfFile } from './read.ts';
import { openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';

/** The auditor's and the technician's commands, over three days of a terminal that has been stopped. */

let directory: ReturnType<typeof temporaryDirectory>;
const clock = new ManualClock();
const at = (day: string): void => clock.advance(Date.parse(`${day}T09:00:00Z`) - clock.now());
const amount = cents(1_129);

function customsData(): PreAdviceStore {
  const opened = openPreAdvice({ directory: directory.path, clock });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

const openIncident: readonly Fact[] = [
  ...soldParcel('V2', 'E2', null).slice(0, 4),
  { type: 'label.unknown', sale: 'V2', label: 'E2', reason: 'silent' },
  { type: 'incident.opened', sale: 'V2', incident: 'I2', amount, cause: 'label-unknown', label: 'E2' },
  { type: 'sale.closed', sale: 'V2', paid: amount, issued: cents(0), returned: cents(0), incidents: amount },
];

beforeEach(() => {
  directory = temporaryDirectory();
  at('2026-10-30');
  const ledger = openSample(directory.path, { clock });
  const record = (...facts: readonly Fact[]) => facts.forEach((fact) => ledger.record(fact));
  record({ type: 'terminal.started', version: '1', configuration: 'DEMO-01' }, { type: 'service.changed', service: 'send', reason: null }, { type: 'session.started', session: 'S1', service: 'send' });
  record(...soldParcel('V1', 'E1', '9V1'), { type: 'session.ended', session: 'S1', how: 'completed' });
  at('2026-10-31');
  record(...openIncident);
  for (const fact of soldParcel('V1', 'E1', '9V1')) ledger.training.record(fact);
  at('2026-11-02');
  record({ type: 'terminal.stopped' });
  ledger.close();
});
afterEach(() => directory.remove());

function run(...words: readonly string[]): { readonly code: number; readonly said: string } {
  const lines: string[] = [];
  const code = runLedgerCommand([...words, '--data', directory.path], (line) => lines.push(line), clock);
  return { code, said: lines.join('\n') };
}

const inside = (name: string): string => join(directory.path, name);

describe('ledger closures', () => {
  it('lists days, months and years with both perpetual totals', () => {
    const { code, said } = run('closures');
    expect(code).toBe(0);
    expect(said.split('\n').map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
      'day 2026-10-30 taken in 11.29 EUR given back 0.00 EUR perpetual 11.29 EUR absolute 11.29 EUR records 1–10',
      'day 2026-10-31 taken in 11.29 EUR given back 0.00 EUR perpetual 22.58 EUR absolute 22.58 EUR records 11–24',
      'month 2026-10 taken in 22.58 EUR given back 0.00 EUR perpetual 22.58 EUR absolute 22.58 EUR records 1–25',
    ]);
  });

  it('gives them as a table', () => {
    const lines = run('closures', '--csv').said.split('\r\n');
    expect(lines[0]).toMatch(/^period;key;record;at;first;last;sales_cents;.*;perpetual_absolute_cents$/);
    expect(lines[3]).toMatch(/^month;2026-10;26;2026-11-02T09:00:00\.000Z;1;25;2258;0;2;2;0;0;1;0;2258;2258$/);
  });

  it('says when there are none', () => {
    const empty = temporaryDirectory();
    openSample(empty.path).close();
    const lines: string[] = [];
    expect(runLedgerCommand(['closures', '--data', empty.path], (line) => lines.push(line), clock)).toBe(0);
    expect(lines).toEqual([expect.stringContaining('Nothing is closed yet')]);
    empty.remove();
  });
});

describe('ledger report', () => {
  it('says of each day whether it is closed, and of incidents; a lesson is no sale (FIS-14)', () => {
    const { said } = run('report');
    expect(said).toMatch(/2026-10-30 {2}1 sales\n(?: .*\n)* {2}closed: taken in 11\.29 EUR, given back 0\.00 EUR; perpetual totals 11\.29 EUR and 11\.29 EUR/);
    expect(said).toMatch(/2026-10-31 {2}1 sales\n {2}incidents opened +1 {2}settled 0\n {2}paid 11\.29 EUR = issued 0\.00 EUR \+ given back 0\.00 EUR \+ open incidents 11\.29 EUR\n/);
    expect(said).toContain('Sales with an open incident: 1.');
  });
});

describe('ledger export', () => {
  it('adds tables of closures and tickets, with their digests', () => {
    expect(run('export', '--out', inside('export')).code).toBe(0);
    const { tables } = JSON.parse(readFileSync(inside('export/manifest.json'), 'utf8')) as { tables: { file: string; sha256: string }[] };
    expect(tables.map(({ file }) => file)).toEqual(['closures.csv', 'tickets.csv']);
    for (const { file, sha256 } of tables) expect(sha256OfFile(inside(`export/${file}`))).toBe(sha256);
    expect(readFileSync(inside('export/tickets.csv'), 'utf8').split('\r\n').slice(1)).toEqual([
      'V1;4;2026-10-30T09:00:00.000Z;closed;1;1129;1129;1129;0;0;0042',
      'V2;12;2026-10-31T09:00:00.000Z;closed;1;1129;1129;0;0;1129;0042',
      '',
    ]);
    expect(run('verify', '--from', inside('export')).code).toBe(0);
  });
});

describe('ledger counters', () => {
  it('tells of each function how it was used and how long it could be had', () => {
    const { code, said } = run('counters');
    expect(code).toBe(0);
    expect(said).toMatch(/send +1 +1 +100\.00 % +0 +0 +100\.00 %/);
    expect(JSON.parse(run('counters', '--json').said)).toMatchObject({ functions: { send: { sessions: 1, completed: 1 } } });
  });

  it('keeps to the days asked for, and asks for days of the calendar', () => {
    expect(JSON.parse(run('counters', '--from', '2026-10-31', '--to', '2026-10-31', '--json').said)).toMatchObject({ functions: { send: { sessions: 0, availableSeconds: 25 * 3_600 - 3_600 } } });
    expect(run('counters', '--from', 'yesterday')).toMatchObject({ code: 2, said: expect.stringContaining('--from DAY') as string });
  });
});

describe('ledger catalogue', () => {
  it('prints every event', () => {
    expect(run('catalogue')).toEqual({ code: 0, said: eventsDocument().trimEnd() });
  });
});

describe('ledger incidents and settle', () => {
  it('lists what is open and how it may end, and settles it once', () => {
    const { said } = run('incidents');
    expect(said).toMatch(/^I2 {2}11\.29 EUR {2}label-unknown {2}since 2026-10-31T09:00:00\.000Z {2}sale V2 {2}label E2\n/);
    expect([...said.matchAll(/--how (\S+)/g)].map(([, how]) => how)).toEqual(['paid-out', 'refunded', 'delivered']);
    expect(run('settle', 'I2', '--how', 'delivered')).toMatchObject({ code: 0, said: expect.stringContaining('I2 is settled') as string });
    expect(run('incidents').said).toBe('No incident is open.');
    expect(run('settle', 'I2', '--how', 'paid-out')).toMatchObject({ code: 1, said: expect.stringContaining('no open incident of that name') as string });
    expect(run('verify').code).toBe(0);
  });

  it.each([
    ['paid-out', []],
    ['delivered', ['E2']],
  ])('its customs data goes with it once the label is paid for, and stays where it came out: %s', (how, kept) => {
    const store = customsData();
    store.keep(sampleRecord('E2'));
    store.close();
    expect(run('settle', 'I2', '--how', how).code).toBe(0);
    const after = customsData();
    expect(after.list().map(({ record }) => record.label)).toEqual(kept);
    after.close();
  });

  it('says where customs data cannot be withdrawn, for the incident is settled all the same', () => {
    writeFileSync(join(directory.path, PRE_ADVICE_FILE), 'no database');
    const { code, said } = run('settle', 'I2', '--how', 'paid-out');
    expect(code).toBe(1);
    expect(said).toMatch(/I2 is settled .*\nIts customs data is still there: /);
    expect(said).toContain('customs -- acknowledge E2');
    expect(run('incidents').said).toBe('No incident is open.');
  });

  it.each([
    [['settle'], 2, /Which incident, and how did it end\?/],
    [['settle', 'I2', '--how', 'returned'], 2, /Which incident, and how did it end\?/],
    [['settle', 'I2', '--how', 'not-owed'], 1, /cannot end so/],
    [['settle', 'I2', '--how', 'delivered', '--config', 'nowhere.json'], 2, /nowhere\.json cannot be read/],
    [['incidents', '--config', 'nowhere.json'], 2, /nowhere\.json cannot be read/],
  ])('%j is answered plainly', (words, code, said) => {
    expect(run(...words)).toMatchObject({ code, said: expect.stringMatching(said) as string });
  });

  it('is left to the terminal while that one still tries to give it back', () => {
    const ledger = openSample(directory.path, { clock });
    const asked = soldParcel('V3', 'E3', null).slice(0, 3);
    const owed: readonly Fact[] = [...asked, { type: 'incident.opened', sale: 'V3', incident: 'I3', amount, cause: 'refund-refused', counterFrom: clock.now() + 1_800_000 }, { type: 'sale.closed', sale: 'V3', paid: amount, issued: cents(0), returned: cents(0), incidents: amount }];
    for (const fact of owed) ledger.record(fact);
    ledger.close();
    expect(run('incidents').said).toContain('The terminal itself still tries to give it back');
    expect(run('settle', 'I3', '--how', 'paid-out')).toMatchObject({ code: 1, said: expect.stringContaining('two who pay pay twice') as string });
  });
});

describe('a refund without an answer', () => {
  it('is told of beside an incident that has another cause, so that nobody pays without having looked', () => {
    const ledger = openSample(directory.path, { clock });
    const retried: readonly Fact[] = [
      ...soldParcel('V3', 'E3', null).slice(0, 3),
      { type: 'incident.opened', sale: 'V3', incident: 'I3', amount, cause: 'refund-refused' },
      { type: 'sale.closed', sale: 'V3', paid: amount, issued: cents(0), returned: cents(0), incidents: amount },
      { type: 'refund.requested', sale: 'V3', reference: 'V3-R1', amount, means: 'refund' },
      { type: 'refund.refused', sale: 'V3', reference: 'V3-R1', reason: 'declined' },
      { type: 'refund.requested', sale: 'V3', reference: 'V3-R2', amount, means: 'refund' },
      { type: 'refund.unknown', sale: 'V3', reference: 'V3-R2', reason: 'timed-out' },
    ];
    for (const fact of retried) ledger.record(fact);
    ledger.close();
    expect(run('incidents').said).toMatch(/^I3 .*refund-refused.*\n.*nobody knows: look there for V3-R2 before anything is paid out/m);
  });
});

describe('ledger roll', () => {
  it('tells the journal of a roll that a person has counted', () => {
    expect(run('roll', '140')).toEqual({ code: 0, said: 'The roll holds 140 labels, and the journal says so.' });
    const ledger = openSample(directory.path, { clock });
    expect(ledger.left('labels')).toBe(140);
    ledger.close();
    expect(run('verify').code).toBe(0);
  });

  it.each([[[]], [['-1']], [['a few']], [['100001']]])('%j is no number of labels', (words) => {
    expect(run('roll', ...words)).toMatchObject({ code: 2, said: expect.stringMatching(/How many labels|not an option|Unknown option/) as string });
  });
});

describe('ledger archive', () => {
  const october = ['archive', '--from', '2026-10-01', '--to', '2026-10-31'];

  it('writes one that can be verified without the terminal', () => {
    expect(run(...october, '--out', inside('out'))).toMatchObject({ code: 0, said: expect.stringMatching(/26 records written to .*verify --archive/s) as string });
    const file = inside(join('out', readdirSync(inside('out')).find((name) => name.endsWith('.jsonl')) ?? ''));
    expect(run('verify', '--archive', file, '--public-key', inside('ledger.pub'))).toMatchObject({ code: 0, said: expect.stringMatching(/Archive of DEMO-01, 2026-10-01 to 2026-10-31: records 1 to 26\.\nThe archive is intact: 26 records.*\n2 closed sales.*\n3 closures/) as string });
    writeFileSync(file, readFileSync(file, 'utf8').replace('"amount":1129', '"amount":1128'));
    expect(run('verify', '--archive', file, '--archive', file)).toMatchObject({ code: 1, said: expect.stringMatching(/The row of archives is NOT intact.*Record 5: its fact/s) as string });
    expect(run(...october, '--out', inside('out'))).toMatchObject({ code: 2, said: expect.stringContaining('never overwritten') as string });
  });

  it('leaves it to a terminal that is running, and says where it puts them', () => {
    const ledger = openSample(directory.path, { clock });
    expect(run(...october, '--out', inside('out'))).toMatchObject({ code: 2, said: expect.stringMatching(/is running.*archives\. For other days stop it/) as string });
    expect(run('settle', 'I2', '--how', 'delivered')).toMatchObject({ code: 2, said: expect.stringContaining('The terminal is running') as string });
    ledger.close();
  });

  it.each([
    [['archive'], /Which days, and where to\?/],
    [['archive', '--from', '2026-10-31', '--to', '2026-10-01', '--out', '/dev/null/out'], /Which days\? Give two of the calendar/],
    [['archive', '--from', '2024-01-01', '--to', '2026-10-01', '--out', '/dev/null/out'], /a year at most/],
    [['archive', '--from', '2026-01-01', '--to', '2026-01-31', '--out', '/dev/null/out'], /Nothing was recorded and closed/],
  ])('%j is answered plainly', (words, said) => {
    expect(run(...words)).toMatchObject({ code: 2, said: expect.stringMatching(said) as string });
    expect(existsSync(inside('out'))).toBe(false);
  });

  it('makes no ledger where there is none', () => {
    const empty = temporaryDirectory();
    const lines: string[] = [];
    expect(runLedgerCommand([...october, '--out', empty.path, '--data', empty.path], (line) => lines.push(line), clock)).toBe(2);
    expect(lines).toEqual([expect.stringContaining('There is no ledger in')]);
    expect(readdirSync(empty.path)).toEqual([]);
    empty.remove();
  });
});

describe('ledger clock', () => {
  it('is accepted when the journal could not believe it, and told when nobody doubted it', () => {
    expect(run('clock')).toMatchObject({ code: 2, said: expect.stringContaining('clock --accept') as string });
    expect(run('clock', '--accept')).toMatchObject({ code: 0, said: expect.stringContaining('Nobody doubted the clock') as string });
  });

  it('is recorded as changed, after a year without power', () => {
    const old = temporaryDirectory();
    at('2026-02-01');
    const ledger = openSample(old.path, { clock });
    ledger.record({ type: 'terminal.stopped' });
    ledger.close();
    at('2026-11-23');
    const lines: string[] = [];
    const ask = (...words: readonly string[]) => runLedgerCommand([...words, '--data', old.path], (line) => lines.push(line), clock);
    expect([ask('clock', '--accept'), ask('clock', '--accept'), ask('verify')]).toEqual([0, 0, 0]);
    expect(lines.slice(0, 2)).toEqual([expect.stringContaining('The clock is accepted'), expect.stringContaining('Nobody doubted')]);
    old.remove();
  });
});
