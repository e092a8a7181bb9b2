import { clauses, type Clause, type ConformanceResult } from './clauses.ts';

/** `conformance.md`, as it must stand in the repository. */

export const conformanceFile = 'test/accessibility/conformance.md';

const meanings: Readonly<Record<ConformanceResult, string>> = {
  shown: 'a test of this repository fails when it is not so',
  partly: 'a test shows a part; what it does not show is named',
  hardware: 'only a terminal that stands somewhere can show it',
  people: 'only people who need it can show it',
  exempt: 'does not apply, for the reason named',
};

function rowOf({ id, clause, asks, how, result, tests }: Clause): string {
  const named = tests.map(([file, name]) => `\`${file}\` “${name.replaceAll('|', '\\|')}”`).join('; ');
  return `| ${id} | ${clause} | ${asks} | ${how} | ${named === '' ? '–' : named} | ${result} |`;
}

export function conformanceTable(): string {
  const counted = (Object.keys(meanings) as ConformanceResult[]).map((result) => `| ${result} | ${meanings[result]} | ${clauses.filter((clause) => clause.result === result).length} |`);
  return [
    '# Accessibility, clause by clause',
    '',
    'Written by `npm run conformance -- --write` from `test/accessibility/clauses.ts`; a test keeps it current and looks for every test that it',
    'names. It says what is shown by whom, and is no certificate: nobody without sight or with a wheelchair has used the terminal yet.',
    '',
    '| result | means | clauses |',
    '|---|---|---|',
    ...counted,
    '',
    '| | clause | asks | how | test | result |',
    '|---|---|---|---|---|---|',
    ...clauses.map(rowOf),
    '',
  ].join('\n');
}
