import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tariffSchema } from '../../flows/postage/tariff.ts';
import { tariffsCommand } from './cli.ts';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tariffs-'));
  for (const name of ['2026-01-01.json', '2026-04-01.json']) copyFileSync(join('assets/tariffs', name), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...words: string[]) => {
  said = [];
  return tariffsCommand(words, (line) => said.push(line));
};

describe('npm run tariffs -- diff', () => {
  const one = () => join(folder, '2026-01-01.json');
  const other = () => join(folder, '2026-04-01.json');

  test('two lists: what is no longer sold', () => {
    expect(run('diff', one(), other())).toBe(0);
    expect(said[0]).toBe('2026-01-01 → 2026-04-01');
    expect(said.slice(1)).toHaveLength(5);
    expect(said.every((line, at) => at === 0 || /^lettre_recommandee_internationale_r2 .+gone$/.test(line))).toBe(true);
  });

  test('one list with itself', () => {
    expect(run('diff', one(), one())).toBe(0);
    expect(said).toEqual(['2026-01-01 and 2026-01-01 sell the same']);
  });

  test('facts that a customer is told, and a price that is no longer vouched for', () => {
    const list = tariffSchema.parse(JSON.parse(readFileSync(other(), 'utf8')));
    const [verte, ...rest] = list.products;
    const changes = { deliveryDays: { from: 2, to: 3 }, cover: null, validTo: '2026-12-31', steps: verte!.steps.map((step) => ({ ...step, confidence: 'low' })) };
    const options = list.options.map((one) => (one.option === 'avis_reception_national' ? { ...one, products: one.products.slice(1) } : one));
    writeFileSync(join(folder, 'other.json'), JSON.stringify({ ...list, options, products: [{ ...verte, ...changes }, ...rest] }));
    expect(run('diff', other(), join(folder, 'other.json'))).toBe(0);
    expect(said).toContainEqual(expect.stringMatching(/^lettre_verte +20 g +1\.52 → +1\.52 += +no longer sold \(low\)$/));
    expect(said).toContain('lettre_verte  days: 3 to 3 → 2 to 3');
    expect(said).toContain('lettre_verte  holds: as long as its list → 2026-04-01 to 2026-12-31');
    expect(said.at(-1)).toMatch(/^avis_reception_national +products: lettre_recommandee_r1, lettre_recommandee_r2, lettre_recommandee_r3 → lettre_recommandee_r2, lettre_recommandee_r3$/);
    run('diff', join(folder, 'other.json'), other());
    expect(said).toContainEqual(expect.stringContaining('sold from now on (was: low)'));
  });

  test('a file that is no price list is refused, and a word too few is not understood', () => {
    writeFileSync(join(folder, 'other.json'), '{}');
    expect(run('diff', one(), join(folder, 'other.json'))).toBe(1);
    expect(said.length).toBeGreaterThan(0);
    expect(run('diff', one())).toBe(2);
  });
});

describe('npm run tariffs', () => {
  test.each([[[]], [['guess']], [['check', '--loud']], [['check', 'a', 'b']], [['import']], [['generate']], [['toString']]])('%j is not understood: it says how it is used', (words) => {
    expect(run(...words)).toBe(2);
    expect(said.join('\n')).toContain('npm run tariffs -- COMMAND');
  });

  test('--help says how it is used', () => {
    expect(run('--help')).toBe(0);
    for (const command of ['check', 'diff', 'import', 'sign', 'keys', 'generate']) expect(said.join('\n')).toContain(`  ${command} `);
  });

  test('a folder that cannot be made ends in a sentence', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(run('keys', join(folder, 'file', 'keys'))).toBe(1);
    expect(said.join()).toContain('check the path and its rights');
  });
});
