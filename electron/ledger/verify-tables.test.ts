import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { writeOlderLedger } from './older.fixture.ts';
import { openForReading } from './read.ts';
import { openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';
import { checkTables } from './verify-tables.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => void (directory = temporaryDirectory()));
afterEach(() => directory.remove());

const amount = cents(1_129);

/** V1 sold, V2 closed with an open incident, V3 open; and a lesson that sold one. Of 500 labels two were printed in service and one in the lesson. */
function write(): void {
  const ledger = openSample(directory.path);
  const facts: readonly Fact[] = [
    { type: 'roll.counted', roll: 'labels', left: 500, why: 'loaded' },
    ...soldParcel('V1', 'E1', '9V1'),
    ...soldParcel('V2', 'E2', '9V2').slice(0, 4),
    { type: 'label.unknown', sale: 'V2', label: 'E2', reason: 'silent' },
    { type: 'incident.opened', sale: 'V2', incident: 'I2', amount, cause: 'label-unknown', label: 'E2' },
    { type: 'sale.closed', sale: 'V2', paid: amount, issued: cents(0), returned: cents(0), incidents: amount },
    ...soldParcel('V3', 'E3', null).slice(0, 3),
  ];
  for (const fact of facts) ledger.record(fact);
  for (const fact of soldParcel('V1', 'E1', '9V1')) ledger.training.record(fact);
  ledger.close();
}

function found(sql = ''): string {
  const database = new DatabaseSync(join(directory.path, 'ledger.db'));
  database.exec(sql);
  database.close();
  const { store, records, tables } = openForReading(directory.path);
  const findings = checkTables(records(), tables);
  store.close();
  return findings.map(({ message }) => message).join('\n');
}

describe('a table derived from the journal', () => {
  it('agrees with it as the ledger keeps it', () => {
    write();
    expect(found()).toBe('');
  });

  it.each([
    ['an open sale that recovery would forget', "UPDATE sale SET closed = 13 WHERE sale = 'V3'", /table of open sales has lost sale V3/],
    ['an open sale that is not there', "DELETE FROM sale WHERE sale = 'V3'", /table of open sales has lost sale V3;/],
    ['a closed sale that is not there', "DELETE FROM sale WHERE sale = 'V1'", /table of open sales has lost sale V1, which was ended/],
    ['a closed sale that recovery would take up again', "UPDATE sale SET closed = NULL WHERE sale = 'V1'", /table of open sales still holds sale V1/],
    ['a sale that begins elsewhere', "UPDATE sale SET opened = 1 WHERE sale = 'V1'", /table of open sales puts sale V1 elsewhere/],
    ['a sale that nobody made', "INSERT INTO sale (sale, opened) VALUES ('V9', 1)", /table of open sales still holds sale V9/],
    ['an incident that nobody would be paid for', "UPDATE incident SET settled = 14 WHERE incident = 'I2'", /table of open incidents has lost incident I2/],
    ['an incident that is not there', 'DELETE FROM incident', /table of open incidents has lost incident I2/],
    ['labels that the roll does not hold', 'UPDATE roll SET remaining = 500', /says that 500 labels are left; by the signed journal it is 497/],
    ['a roll that nobody counted', 'DELETE FROM roll', /says that nobody knows how many labels are left; by the signed journal it is 497/],
    ['a label that cannot be found', "DELETE FROM item WHERE item = '9V2'", /table of items has lost record 11 of 9V2/],
    ['a label that was never issued', "INSERT INTO item (item, seq) VALUES ('E9', 1)", /table of items holds 1 entries that the signed journal does not know/],
    ['a lesson that is still going on', 'UPDATE training_sale SET closed = NULL', /table of open sales still holds sale V1/],
    ['a label of a lesson among those that were sold', "INSERT INTO item SELECT item, seq FROM training_item WHERE item = 'E1'", /table of items holds 2 entries/],
  ])('is found with %s', (_what, sql, message) => {
    write();
    expect(found(sql)).toMatch(message);
  });

  it.each([1, 2] as const)('is judged as far as it is there, in a journal of schema %i that no newer Moulin has opened', (version) => {
    writeOlderLedger(directory.path, version, [...soldParcel('V1', 'E1', null), ...soldParcel('V2', 'E2', null).slice(0, 3)]);
    expect(found()).toBe('');
    expect(found("UPDATE sale SET closed = 9 WHERE sale = 'V2'")).toContain('has lost sale V2');
  });
});
