import type { Recorded } from '../../flows/ports.ts';
import type { Journal } from './journal.ts';
import { RANGE_SEAL } from './ranges.ts';
import { Refused } from './refusal.ts';
import type { Store } from './store.ts';

/**
 * What is derived from the journal is not signed, and is what a start believes: a bit that turned over in an index would let
 * an open sale be forgotten, or a serial be given twice. Each of these looks is small however large the journal is; what they
 * cannot see, `ledger -- verify` does. (The simulation turns every bit of these pages: test/simulation/rot.test.ts.)
 */

/** What is still open, by the table's own rows and by the index that a start asks. */
const openOnes = [
  { table: 'sale', index: 'sale_open', end: 'closed' },
  { table: 'incident', index: 'incident_open', end: 'settled' },
] as const;

/**
 * How far back an open incident is counted again. The terminal itself acts on one for a day at most (`incidents.retryMinutes`),
 * in which a busy counter records half as many; a person may leave one open for years, and no start shall wait for that.
 */
const COUNTED_BACK = 10_000;

/** @throws Refused, StoreError */
export function checkSoundness(store: Store, journal: Journal, file: string): void {
  const refuse = (what: string): never => {
    throw new Refused('corrupt', file, `${what} in ${file} is damaged: it contradicts the records. Keep the file for the auditor, run: npm run ledger -- verify; then restore the directory from its last good copy.`);
  };
  for (const { table, index, end } of openOnes) {
    const names = (from: string): string => JSON.stringify(store.prepare(`SELECT ${table} AS name FROM ${from}`).all().map(({ name }) => String(name)).toSorted());
    // `+` keeps the index out of it, which NOT INDEXED does not for a table without row numbers.
    if (names(`${table} WHERE +${end} IS NULL`) !== names(`${table} INDEXED BY ${index} WHERE ${end} IS NULL`)) refuse(`The index of open ${table}s`);
  }
  // Found by an index, and counted again in the records themselves, from where the sale begins: that is never long ago.
  const recorded = store.prepare("SELECT count(*) AS facts FROM journal NOT INDEXED WHERE seq >= ? AND sale = ? AND chain IS NOT 'X'");
  const isWhole = ({ sale, facts }: { readonly sale: string; readonly facts: readonly Recorded[] }): boolean =>
    facts[0] !== undefined && Number(recorded.get(facts[0].seq, sale)?.['facts']) === facts.length;
  const { openSales, openIncidents } = journal.of.service;
  if (!openSales().every((one) => isWhole(one) && !isClosed(one.facts))) refuse('An open sale');
  const isOld = ({ facts: [first] }: { readonly facts: readonly Recorded[] }): boolean => first !== undefined && journal.head().seq - first.seq > COUNTED_BACK;
  if (!openIncidents().every((one) => (isOld(one) || isWhole(one)) && hasOpenIncident(one.facts))) refuse('An open incident');
  if (store.prepare(`SELECT series FROM range WHERE seal IS NOT ${RANGE_SEAL} LIMIT 1`).get()) refuse('A number range');
}

function hasOpenIncident(facts: readonly Recorded[]): boolean {
  return facts.some(({ fact }, at) => fact.type === 'incident.opened' && !facts.slice(at).some((later) => later.fact.type === 'incident.settled' && later.fact.incident === fact.incident));
}

/** In this order: whether the facts make sense is asked by whoever verifies. */
function isClosed(facts: readonly Recorded[]): boolean {
  const opened = facts.findIndex(({ fact }) => fact.type === 'sale.opened');
  return opened !== -1 && facts.slice(opened).some(({ fact }) => fact.type === 'sale.closed');
}

/** Every page, and every index against its table: as long as the database is large. What SQLite found, or nothing. */
export function damageOf(store: Store): readonly string[] {
  const said = store.prepare('PRAGMA integrity_check(10)').all().map((row) => String(Object.values(row)[0]));
  return said.filter((line) => line !== 'ok');
}
