import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { runLedgerCommand } from './cli.ts';
import { openLedger, refusingLedger, type OpenLedger } from './ledger.ts';
import { writeOlderLedger } from './older.fixture.ts';
import { NOON, openSample, sampleRanges, soldParcel, temporaryDirectory } from './sample.fixture.ts';

/** What the ledger answers about an item held before the scanner, and about a sale whose copy is asked for. */

let directory: ReturnType<typeof temporaryDirectory>;
let ledger: OpenLedger;
beforeEach(() => {
  directory = temporaryDirectory();
  ledger = openSample(directory.path);
});
afterEach(() => {
  ledger.close();
  directory.remove();
});

const record = (...facts: readonly Fact[]) => facts.forEach((fact) => ledger.record(fact));
const types = (item: string) => ledger.factsOf(item).map(({ fact }) => fact.type);
const deposited = (item: string, franked: 'here' | 'elsewhere' = 'here'): Fact => ({ type: 'item.deposited', item, franked, into: 'box' });

function verified(): { readonly code: number; readonly said: string } {
  const lines: string[] = [];
  const code = runLedgerCommand(['verify', '--data', directory.path], (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

function tamper(sql: string): void {
  ledger.close();
  const database = new DatabaseSync(join(directory.path, 'ledger.db'));
  database.exec(sql);
  database.close();
}

describe('what is known of an item', () => {
  it('is found by its label and by its number, oldest first', () => {
    record(...soldParcel('V1', 'E1', '9V1'), ...soldParcel('V2', 'E2', null), deposited('E1'));
    expect(types('E1')).toEqual(['label.issued', 'label.printed', 'item.deposited']);
    expect(ledger.factsOf('9V1')).toEqual(ledger.factsOf('E1'));
    expect(types('E2')).toEqual(['label.issued', 'label.printed']);
    expect(ledger.factsOf('E1').map(({ seq }) => seq)).toEqual([4, 5, 13]);
  });

  it('tells a voided label, and a label whose fate is unknown', () => {
    record(...soldParcel('V1', 'E1', null).slice(0, 4), { type: 'label.spoiled', sale: 'V1', label: 'E1', reason: 'jam' });
    record(...soldParcel('V2', 'E2', null).slice(0, 4), { type: 'label.unknown', sale: 'V2', label: 'E2', reason: 'silent' });
    expect([types('E1').at(-1), types('E2').at(-1)]).toEqual(['label.spoiled', 'label.unknown']);
  });

  it('is only its deposit when another terminal franked it, and joins the label when it was left under its number', () => {
    record(deposited('6A076574712', 'elsewhere'), ...soldParcel('V1', 'E1', '9V1'), deposited('9V1', 'elsewhere'));
    expect(types('6A076574712')).toEqual(['item.deposited']);
    expect(types('E1')).toEqual(['label.issued', 'label.printed', 'item.deposited']);
  });

  it.each(['', 'E9', 'V1', "' OR 1 = 1 --", '%', 'x'.repeat(10_000), '\u0000'])('is nothing for %j', (item) => {
    record(...soldParcel('V1', 'E1', '9V1'));
    expect(ledger.factsOf(item)).toEqual([]);
  });

  it('of a closed or refused ledger is nothing', () => {
    record(...soldParcel('V1', 'E1', '9V1'));
    ledger.close();
    const refusing = refusingLedger('corrupt');
    expect([ledger.factsOf('E1'), ledger.factsOfSale('V1'), refusing.factsOf('E1'), refusing.factsOfSale('V1')]).toEqual([[], [], [], []]);
  });

  it('is known too of what an older Moulin recorded, without a table of items', () => {
    ledger.close();
    directory.remove();
    directory = temporaryDirectory();
    writeOlderLedger(directory.path, 1, [...soldParcel('V1', 'E1', '9V1'), ...soldParcel('V2', 'E2', null)]);
    expect(verified()).toMatchObject({ code: 0 });
    ledger = openSample(directory.path);
    expect(types('9V1')).toEqual(['label.issued', 'label.printed']);
    expect(types('E2')).toEqual(['label.issued', 'label.printed']);
    expect(verified()).toMatchObject({ code: 0 });
  });

  it('is looked up by its index, not by reading the journal', () => {
    const database = new DatabaseSync(join(directory.path, 'ledger.db'), { readOnly: true });
    const plan = database.prepare('EXPLAIN QUERY PLAN SELECT fact FROM item CROSS JOIN journal ON journal.seq = item.seq WHERE item.item = ? ORDER BY item.seq').all('E1');
    database.close();
    expect(plan.map((step) => String(step['detail']))).toEqual([expect.stringMatching(/^SEARCH item USING PRIMARY KEY/), expect.stringMatching(/^SEARCH journal USING INTEGER PRIMARY KEY/)]);
  });
});

describe('the table of items', () => {
  it.each([
    ['a deposit taken out of it', "DELETE FROM item WHERE seq = 7 AND item = 'E1'", /has lost record 7 of E1/],
    ['a number taken out of it', "DELETE FROM item WHERE item = '9V1'", /has lost record 4 of 9V1/],
    ['an entry put into it', "INSERT INTO item VALUES ('E9', 4)", /holds 1 entries that the signed journal does not know/],
    ['an entry moved', "UPDATE item SET seq = 5 WHERE seq = 7", /has lost record 7 of E1/],
  ])('is compared with the journal: %s is found', (_what, sql, message) => {
    record(...soldParcel('V1', 'E1', '9V1'), deposited('E1'));
    expect(verified().code).toBe(0);
    tamper(sql.startsWith('UPDATE') ? `DELETE FROM item WHERE seq = 5; ${sql}` : sql);
    expect(verified()).toMatchObject({ code: 1, said: expect.stringMatching(message) as string });
  });
});

describe('what is known of a sale', () => {
  it('is every fact of it, copies after its end included, and nothing of another', () => {
    record(...soldParcel('V1', 'E1', '9V1'), ...soldParcel('V2', 'E2', null));
    record({ type: 'document.copied', sale: 'V1', document: 'proof', copy: 1 }, { type: 'copy.refused', sale: 'V1' }, deposited('E1'));
    expect(ledger.factsOfSale('V1').map(({ fact }) => fact.type)).toEqual([...soldParcel('V1', 'E1', '9V1').map(({ type }) => type), 'document.copied', 'copy.refused']);
    expect(ledger.factsOfSale('V3')).toEqual([]);
    expect(ledger.openSales()).toEqual([]);
    expect(verified().code).toBe(0);
  });

  it('holds while it is open', () => {
    record(...soldParcel('V1', 'E1', '9V1').slice(0, 3));
    expect(ledger.factsOfSale('V1')).toEqual(ledger.openSales()[0]?.facts);
  });
});

describe('a range of numbers', () => {
  it.each([
    ['registered', 'letter', '0000', /of registered overlaps the range 1–9999 of letter .*numbering\.registered in/],
    ['s10-registered', 's10-letter', 'LU', /of s10-registered overlaps the range 1–9999 of s10-letter .*numbering\.s10Registered in/],
  ] as const)('of %s may not give again what %s has', (series, _other, prefix, message) => {
    ledger.close();
    const ranges = { ...sampleRanges, [series]: { prefix, from: 5, to: 10 } };
    const opened = openLedger({ directory: directory.path, clock: { now: () => NOON }, ranges });
    expect(opened).toMatchObject({ ok: false, error: { kind: 'range-conflict', message: expect.stringMatching(message) as string } });
  });

  it('of each kind of number is given by itself', () => {
    const given = ledger.issue(['letter', 'registered', 's10-letter', 's10-registered', 's10-parcel'], (serials) => ({ type: 'session.started', session: Object.values(serials).join('-') }));
    expect(given).toMatchObject({ ok: true, value: { fact: { session: '1-1-1-1-1' } } });
    expect(ledger.remaining('s10-parcel')).toBe(9_998);
  });
});

describe('the report of a day', () => {
  it('counts what was left and what was copied, on the day it was done', () => {
    record(...soldParcel('V1', 'E1', '9V1'), deposited('E1'), deposited('6A076574712', 'elsewhere'), { type: 'document.copied', sale: 'V1', document: 'receipt', copy: 1 });
    const nextDay = openLater(86_400_000);
    nextDay.record({ type: 'document.copied', sale: 'V1', document: 'receipt', copy: 2 });
    nextDay.record(deposited('9V9', 'elsewhere'));
    nextDay.close();
    const lines: string[] = [];
    runLedgerCommand(['report', '--data', directory.path], (line) => lines.push(line));
    expect(lines.join('\n')).toMatch(
      /2026-11-23 {2}1 sales\n.*11\.29 EUR\n +left here +2 +of which franked elsewhere 1\n +copies of papers +1\n +paid 11\.29 EUR.*\n +closed: taken in 11\.29 EUR, given back 0\.00 EUR.*\n2026-11-24 {2}0 sales\n +left here +1 +of which franked elsewhere 1\n +copies of papers +1\n +paid 0\.00 EUR/,
    );
  });

  function openLater(milliseconds: number): OpenLedger {
    ledger.close();
    const opened = openLedger({ directory: directory.path, clock: { now: () => NOON + milliseconds }, ranges: sampleRanges });
    if (!opened.ok) throw new Error(opened.error.message);
    return opened.value;
  }

  it('moves no money', () => {
    record(...soldParcel('V1', 'E1', null), deposited('E1'), { type: 'document.copied', sale: 'V1', document: 'proof', copy: 1 });
    expect(ledger.factsOfSale('V1').find(({ fact }) => fact.type === 'sale.closed')?.fact).toMatchObject({ paid: cents(1_129), issued: cents(1_129) });
    expect(verified().code).toBe(0);
  });
});
