import { join } from 'node:path';
import { readPublicKey } from '../../electron/ledger/keys.ts';
import { ledgerFiles } from '../../electron/ledger/ledger.ts';
import { readOver } from '../../electron/ledger/read.ts';
import { checkTables } from '../../electron/ledger/verify-tables.ts';
import { verifyRecords } from '../../electron/ledger/verify.ts';
import type { Books } from './books.ts';
import type { Disk } from './disk.ts';
import { storeOn } from './sqlite.ts';
import { must } from './violation.ts';

/**
 * How much of it is read. A signature takes longer to check than everything else together, and a record that was found again word
 * for word (books.ts) has the one it had: while a life goes on the derived tables are read, at its end everything.
 */
export type Depth = 'tables' | 'whole';

/** The journal as `npm run ledger -- verify` reads it: chain, signatures, sums of every sale, tables derived from it. @throws Violation */
export function audit(disk: Disk, directory: string, books: Books, depth: Depth): void {
  const store = storeOn(disk)(ledgerFiles.database, { readOnly: false });
  try {
    const { records, tables } = readOver(store, ledgerFiles.database);
    const all = Array.from(records());
    const chained = depth === 'whole' ? verifyRecords(all, { publicKey: readPublicKey(join(directory, ledgerFiles.publicKey)) }).findings : [];
    const findings = [...chained, ...checkTables(all, tables)];
    must(findings.length === 0, () => `the journal does not verify: ${findings.map(({ message }) => message).join(' ')}`);
    must(books.mayHold(all.length), () => `${books.records} records were promised, and ${all.length} are there`);
  } finally {
    store.close();
  }
}
