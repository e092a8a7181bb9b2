import { readFileSync, writeFileSync } from 'node:fs';
import { conformanceFile, conformanceTable } from './table.ts';

/** `npm run conformance`: whether the table is current; `-- --write` writes it anew. */
if (process.argv.includes('--write')) writeFileSync(conformanceFile, conformanceTable());
else if (readFileSync(conformanceFile, 'utf8') !== conformanceTable()) {
  console.error(`${conformanceFile} is not current: npm run conformance -- --write`);
  process.exitCode = 1;
}
