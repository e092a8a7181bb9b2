import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `corpus/<parser>/`: small files, one input each. Golden ones are named after what they are, findings after what they broke.
 * `known-<owner>-…` breaks its parser still: the day it does not, the test says so, and the file loses the prefix.
 */

const corpusDirectory = join(import.meta.dirname, 'corpus');

export interface Kept {
  readonly file: string;
  readonly input: Uint8Array;
  readonly known: boolean;
}

export function keptFor(parser: string): readonly Kept[] {
  const directory = join(corpusDirectory, parser);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .toSorted()
    .map((file) => ({ file, input: Uint8Array.from(readFileSync(join(directory, file))), known: file.startsWith('known-') }));
}

export function keptFolders(): readonly string[] {
  return readdirSync(corpusDirectory).toSorted();
}

/** Where a finding of this run is left, to be looked at and put into the corpus. */
export function leave(parser: string, input: Uint8Array): string {
  const directory = join('out', 'fuzz', parser);
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'finding');
  writeFileSync(file, input);
  return file;
}
