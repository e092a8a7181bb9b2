import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cents } from '../../flows/money.ts';
import { openLedger } from './ledger.ts';
import { NOON, openSample, sampleRanges, soldParcel, temporaryDirectory } from './sample.fixture.ts';
import { openSqlite, type OpenStore } from './store.ts';

/** What is derived is not signed: a bit that turned over there must be refused, or found, and never believed. */

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
  const ledger = openSample(directory.path);
  for (const fact of soldParcel('V1', 'E1', null)) ledger.record(fact);
  // One sale is left open, as by a power failure.
  for (const fact of soldParcel('V2', 'E2', null).slice(0, 4)) ledger.record(fact);
  ledger.issue(['sale', 'label', 'colissimo'], ({ sale }) => ({ type: 'copy.refused', sale: `V${sale}` }));
  ledger.close();
});
afterEach(() => directory.remove());

/** Behind the terminal's back, as decay does it. */
function turned(sql: string): void {
  const database = new DatabaseSync(join(directory.path, 'ledger.db'));
  database.exec('DROP TRIGGER range_never_goes_back;');
  database.exec(sql);
  database.close();
}

function reopened(): string {
  const opened = openLedger({ directory: directory.path, clock: { now: () => NOON }, ranges: sampleRanges });
  if (opened.ok) opened.value.close();
  return opened.ok ? 'opened' : opened.error.kind;
}

describe('a start does not believe', () => {
  it.each([
    ['a serial that went back', "UPDATE range SET next = next - 1 WHERE series = 'sale'"],
    ['a range that grew', "UPDATE range SET last = last + 1024 WHERE series = 'label'"],
    ['an open sale without its facts', "UPDATE sale SET sale = 'V3' WHERE closed IS NULL"],
  ])('%s', (_, sql) => {
    expect(reopened()).toBe('opened');
    turned(sql);
    expect(reopened()).toBe('corrupt');
  });
});

describe('a start does not wait for', () => {
  it('an incident that somebody left open long ago: the journal is not walked from there', () => {
    let walks = 0;
    const openStore: OpenStore = (path, options) => {
      const store = openSqlite(path, options);
      return {
        ...store,
        prepare(sql, given) {
          const statement = store.prepare(sql, given);
          return sql.includes('journal NOT INDEXED') ? { ...statement, get: (...parameters) => ((walks += 1), statement.get(...parameters)) } : statement;
        },
      };
    };
    const walksOfAStart = (): number => {
      walks = 0;
      openSample(directory.path, { openStore }).close();
      return walks;
    };
    const ledger = openSample(directory.path);
    ledger.record({ type: 'incident.opened', sale: 'V1', incident: 'V1-I1', amount: cents(500), cause: 'label-unknown' });
    ledger.close();
    const fresh = walksOfAStart();
    expect(fresh).toBeGreaterThan(1);
    const later = openSample(directory.path);
    later.record({ type: 'label.spoiled', sale: 'V2', label: 'E2', reason: 'jam' });
    later.record({ type: 'sale.closed', sale: 'V2', paid: cents(0), issued: cents(0), returned: cents(0), incidents: cents(0) });
    later.recordAll(Array.from({ length: 10_001 }, () => ({ type: 'help.called' as const, session: null })));
    later.close();
    expect(walksOfAStart()).toBe(0);
  });
});
