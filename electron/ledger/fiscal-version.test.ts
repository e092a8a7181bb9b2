import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { changedFiscalFiles, fiscalFiles, fiscalVersion, renewFiscalVersion } from './fiscal-version.ts';
import { temporaryDirectory } from './sample.fixture.ts';

const root = join(import.meta.dirname, '..', '..');

describe('the fiscal kernel (FIS-17)', () => {
  it('is the one whose version is printed: if not, npm run ledger -- fiscal-version --write major|minor|same, major when a new attestation is needed', () => {
    expect(changedFiscalFiles(root)).toEqual([]);
    expect(fiscalVersion).toMatch(/^\d+\.\d+$/);
  });
});

describe('a changed fiscal kernel', () => {
  let copy: ReturnType<typeof temporaryDirectory>;
  beforeEach(() => {
    copy = temporaryDirectory();
    mkdirSync(join(copy.path, 'assets'));
    for (const file of fiscalFiles) {
      mkdirSync(dirname(join(copy.path, file)), { recursive: true });
      cpSync(join(root, file), join(copy.path, file));
    }
  });
  afterEach(() => copy.remove());

  it('is found by the file that was changed', () => {
    appendFileSync(join(copy.path, 'flows/fiscal/totals.ts'), '// one word more\n');
    expect(changedFiscalFiles(copy.path)).toContain('flows/fiscal/totals.ts');
    expect(changedFiscalFiles(copy.path, {})).toEqual(fiscalFiles);
    expect(changedFiscalFiles(copy.path, { 'gone.ts': '00' })).toContain('gone.ts');
  });

  it.each([
    ['major', (major: number) => `${major + 1}.0`],
    ['minor', (major: number, minor: number) => `${major}.${minor + 1}`],
    ['same', (major: number, minor: number) => `${major}.${minor}`],
  ] as const)('is given a new %s number, with its digests', (change, expected) => {
    const [major = 0, minor = 0] = fiscalVersion.split('.').map(Number);
    expect(renewFiscalVersion(copy.path, change)).toBe(expected(major, minor));
    const { version, files } = JSON.parse(readFileSync(join(copy.path, 'assets/fiscal-kernel.json'), 'utf8')) as { version: string; files: Record<string, string> };
    expect(version).toBe(expected(major, minor));
    expect(changedFiscalFiles(copy.path, files)).toEqual([]);
  });
});
