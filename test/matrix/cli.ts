import { mkdirSync, writeFileSync } from 'node:fs';
import { lineOf, rows, tableOf, type Line } from './matrix.ts';

/** `npm run matrix`: the whole of it, with its results as a table in `out/failure-matrix.md`. Exits non-zero when a cell falls. */

const only = process.argv[2];
const lines: Line[] = [];
for (const row of await rows()) {
  if (only !== undefined && !`${row.moment}, ${row.subject}`.includes(only)) continue;
  const line = await lineOf(row);
  lines.push(line);
  const fallen = Object.entries(line.results).flatMap(([fault, result]) => (result.kind === 'fell' ? [`  ${fault}: ${result.why.join('; ')}`] : []));
  console.log([`${fallen.length === 0 ? '✓' : '✗'} ${row.moment}, ${row.subject}`, ...fallen].join('\n'));
}
mkdirSync('out', { recursive: true });
writeFileSync('out/failure-matrix.md', tableOf(lines));
const fell = lines.some(({ results }) => Object.values(results).some(({ kind }) => kind === 'fell'));
console.log(fell ? 'some cells fell: see out/failure-matrix.md' : 'every cell held: out/failure-matrix.md');
process.exitCode = fell ? 1 : 0;
