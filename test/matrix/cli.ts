import { mkdirSync, writeFileSync } from 'node:fs';
import { lineOf, rows, tableOf, type Line } from './matrix.ts';

/**
 * `npm run matrix`: the whole of it, with its results as a table in `out/failure-matrix.md`; `-- WORDS` those rows alone whose
 * name holds them. Exits non-zero when a cell falls, or when there was nothing to try: that is no matrix that held.
 */

const only = process.argv[2] ?? '';
const all = await rows();
const chosen = all.filter(({ moment, subject }) => `${moment}, ${subject}`.includes(only));
if (chosen.length === 0) {
  console.log(`no row is called "${only}": the rows are\n${all.map(({ moment, subject }) => `  ${moment}, ${subject}`).join('\n')}`);
  process.exit(2);
}
const lines: Line[] = [];
for (const row of chosen) {
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
