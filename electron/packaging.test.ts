import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

/** Enough of YAML for this file: a section's `key: value` lines, or its `- item` lines. */
const root = join(import.meta.dirname, '..');
const lines = readFileSync(join(root, 'electron-builder.yml'), 'utf8').split('\n');
function section(name: string): string[] {
  const begin = lines.indexOf(`${name}:`) + 1;
  const length = lines.slice(begin).findIndex((line) => line !== '' && !line.startsWith(' '));
  return lines.slice(begin, length === -1 ? undefined : begin + length).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}
const files = section('files').map((line) => line.replace(/^- "?/u, '').replace(/"$/u, ''));

/** Their files, by the driver of the receipt printer. */
const readAtRunTime = ['@fontsource-variable/noto-sans', '@fontsource-variable/noto-sans-arabic', '@fontsource-variable/noto-sans-sc'];

describe('the packaged terminal', () => {
  test('has every fuse as SEC-6 wants it', () => {
    expect(Object.fromEntries(section('electronFuses').map((line) => line.split(': ')))).toEqual({
      runAsNode: 'false',
      enableCookieEncryption: 'true',
      enableNodeOptionsEnvironmentVariable: 'false',
      enableNodeCliInspectArguments: 'false',
      enableEmbeddedAsarIntegrityValidation: 'true',
      onlyLoadAppFromAsar: 'true',
      loadBrowserProcessSpecificV8Snapshot: 'false',
      grantFileProtocolExtraPrivileges: 'false',
    });
  });

  test('names only fuses that electron-builder knows', () => {
    const schema = JSON.parse(readFileSync(join(root, 'node_modules/app-builder-lib/scheme.json'), 'utf8')) as { definitions: { FuseOptionsV1: { properties: object } } };
    const known = Object.keys(schema.definitions.FuseOptionsV1.properties);
    expect(known).toEqual(expect.arrayContaining(section('electronFuses').map((line) => line.split(':')[0])));
  });

  test('is one asar of built files and data, without sources or tests', () => {
    expect(lines).toContain('asar: true');
    expect(lines).toContain('npmRebuild: false');
    expect(section('extraMetadata')).toEqual(['main: out/main/main.js']);
    expect(files.filter((pattern) => !pattern.startsWith('!'))).toEqual(['out/main/**/*', 'out/preload/**/*', 'out/renderer/**/*', 'assets/**/*', 'package.json']);
  });

  test('leaves out only packages that are bundled, and keeps those that are loaded at run time', () => {
    const excluded = files.flatMap((pattern) => /^!\*\*\/node_modules\/\{(.+)\}\/\*\*$/u.exec(pattern)?.[1]?.split(',') ?? []);
    const external = /const external = (\[.+\]);/u.exec(readFileSync(join(root, 'vite.node.config.ts'), 'utf8'))?.[1] ?? '';
    expect(external).toContain("'serialport'");
    for (const name of Object.keys(manifest.dependencies)) {
      const isExcluded = excluded.some((part) => name === part || name.startsWith(`${part}/`));
      const isExternal = external.includes(`'${name}'`) || (name.startsWith('@serialport/') && external.includes('@serialport')) || readAtRunTime.includes(name);
      expect({ name, isExcluded }).toEqual({ name, isExcluded: !isExternal });
    }
  });
});
