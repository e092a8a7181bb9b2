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

/** The journal as `npm run ledger -- verify` reads it: chain, signatures, sums of every sale, tables derived from it. @throws Violation */
export function audit(disk: Disk, directory: string, books: Books): void {
  const store = storeOn(disk)(ledgerFiles.database, { readOnly: false });
  try {
    const { records, tables } = readOver(store, ledgerFiles.database);
    const verified = verifyRecords(records(), { publicKey: readPublicKey(join(directory, ledgerFiles.publicKey)) });
    const findings = [...verified.findings, ...checkTables(records(), tables)];
    must(findings.length === 0, () => `the journal does not verify: ${findings.map(({ message }) => message).join(' ')}`);
    must(books.mayHold(verified.records), () => `${books.records} records were promised, and ${verified.records} are there`);
  } finally {
    store.close();
  }
}
