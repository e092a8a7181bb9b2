import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from './read.ts';
import { temporaryDirectory } from './sample.fixture.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let file: string;
beforeEach(() => {
  directory = temporaryDirectory();
  file = join(directory.path, 'journal.jsonl');
});
afterEach(() => directory.remove());

describe('a file is read line by line', () => {
  it('with or without a line feed at its end', () => {
    writeFileSync(file, 'one\n\ntwo\n');
    expect([...linesOf(file)]).toEqual(['one', '', 'two']);
    appendFileSync(file, 'three');
    expect([...linesOf(file)]).toEqual(['one', '', 'two', 'three']);
  });

  it('and a line that is longer than a string can be ends the reading as one that holds nothing', () => {
    writeFileSync(file, 'one\n');
    // A hole in the file: nothing of it lies on the disk.
    truncateSync(file, 2 ** 30);
    expect([...linesOf(file)]).toEqual(['one', '']);
  });
});
