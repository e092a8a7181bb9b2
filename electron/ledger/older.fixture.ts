import { sign } from 'node:crypto';
import { join } from 'node:path';
import type { Fact } from '../../flows/facts.ts';
import { canonicalJson } from './canonical.ts';
import { openSigningKey } from './keys.ts';
import { ledgerFiles } from './ledger.ts';
import { genesis, itemsOf, recordHash, saleOf } from './record.ts';
import { NOON } from './sample.fixture.ts';
import { APPLICATION_ID, schemaSteps } from './schema.ts';
import { openSqlite } from './store.ts';

/**
 * The data directory of an older Moulin, as that one left it: `version` steps of the schema, records of form 1, one a
 * second from `from` on.
 */
export function writeOlderLedger(directory: string, version: 1 | 2, facts: readonly Fact[], from = NOON): void {
  const store = openSqlite(join(directory, ledgerFiles.database), { readOnly: false });
  for (const step of schemaSteps.slice(0, version)) store.exec(step);
  store.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version};`);
  const key = openSigningKey(directory, ledgerFiles.key, true);
  let previous = genesis(key.publicKey);
  for (const [index, fact] of facts.entries()) {
    const [seq, at, sale, text] = [index + 1, from + 1_000 * index, saleOf(fact), canonicalJson(fact)];
    previous = recordHash(previous, BigInt(seq), BigInt(at), Buffer.from(text, 'utf8'));
    store.prepare('INSERT INTO journal (seq, at, type, sale, fact, hash, signature) VALUES (?, ?, ?, ?, ?, ?, ?)').run(seq, at, fact.type, sale, text, previous, sign(null, previous, key.privateKey));
    if (fact.type === 'sale.closed') store.prepare('UPDATE sale SET closed = ? WHERE sale = ?').run(seq, fact.sale);
    else if (sale !== null) store.prepare('INSERT INTO sale (sale, opened) VALUES (?, ?) ON CONFLICT DO NOTHING').run(sale, seq);
    if (version > 1) for (const item of itemsOf(fact)) store.prepare('INSERT INTO item (item, seq) VALUES (?, ?) ON CONFLICT DO NOTHING').run(item, seq);
  }
  store.close();
}
