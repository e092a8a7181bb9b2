import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clauses } from './clauses.ts';
import { conformanceFile, conformanceTable } from './table.ts';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');

const between = (first: number, last: number): string[] => Array.from({ length: last - first + 1 }, (_, index) => `A11Y-${first + index}`);
const named = [...new Map(clauses.flatMap(({ tests }) => tests).map(([file, name]) => [`${file} ${name}`, [file, name] as const])).values()];

describe('the table of accessibility', () => {
  it('speaks of every requirement', () => {
    expect(clauses.map(({ id }) => id)).toEqual([...between(1, 37), ...between(40, 44), ...between(50, 68), ...between(70, 79)]);
  });

  it('stands in the repository as it is written: npm run conformance -- --write', () => {
    expect(read(conformanceFile)).toBe(conformanceTable());
  });

  it('names a test wherever it says that something is shown', () => {
    expect(clauses.filter(({ result, tests }) => (result === 'shown' || result === 'partly') && tests.length === 0)).toEqual([]);
  });

  it.each(named)('names a test that is there: %s “%s”', (file, name) => {
    expect(read(file)).toContain(`'${name}'`);
  });
});
