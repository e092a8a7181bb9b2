import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** CONTRIBUTING.md says which code and which test hold each fiscal requirement. What it names must be there. */
const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** From its heading to the next; a name that is broken at the end of a line is one name. */
const section = (/## Fiscal requirements\n([^]*?)\n## /.exec(read('CONTRIBUTING.md'))?.[1] ?? '').replaceAll(/([^|\n])\n(?=[^|\n])/g, '$1 ');

const tests = [...section.matchAll(/`([^`]+\.(?:test|spec)\.tsx?)` “([^”]+)”/g)].map(([, file = '', name = '']) => [file, name.replaceAll('\\|', '|')] as const);
const files = [...new Set([...section.matchAll(/`([\w.-]+\/[\w./-]+)`/g)].map(([, file = '']) => file))];

describe('the map of fiscal requirements in CONTRIBUTING.md', () => {
  it('speaks of every one, from FIS-1 to FIS-19, and from REC-1 to REC-11', () => {
    expect([...section.matchAll(/^\| (FIS-\d+) \|/gm)].map(([, id]) => id)).toEqual(Array.from({ length: 19 }, (_, index) => `FIS-${index + 1}`));
    const receipts = [...section.matchAll(/REC-(\d+)(?: (?:to|and) REC-(\d+))?/g)].flatMap(([, first, last = first]) => [Number(first), Number(last)]);
    expect([Math.min(...receipts), Math.max(...receipts)]).toEqual([1, 11]);
  });

  it('names a test for each, or says that nothing is recorded', () => {
    const rows = section.split('\n').filter((line) => line.startsWith('| FIS-'));
    expect(rows.filter((row) => !/\.(?:test|spec)\.tsx?` “/.test(row))).toEqual([]);
  });

  it.each(files)('names a file that is there: %s', (file) => {
    expect(existsSync(join(root, file))).toBe(true);
  });

  it.each(tests)('names a test that is there: %s “%s”', (file, name) => {
    expect(read(file).replaceAll('\\', '')).toContain(`'${name}'`);
  });
});

describe('signing', () => {
  it('the ledger imports nothing that could reach a network (FIS-19)', () => {
    const sources = readdirSync(join(root, 'electron/ledger')).filter((name) => name.endsWith('.ts') && !/\.(?:test|fixture)\.ts$/.test(name));
    const reaching = sources.filter((name) => /from '(?:node:(?:net|http|https|http2|tls|dgram|dns)|ws|electron)'|\bfetch\(/.test(read(`electron/ledger/${name}`)));
    expect(sources.length).toBeGreaterThan(20);
    expect(reaching).toEqual([]);
  });
});
