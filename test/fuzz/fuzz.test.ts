import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptFolders, keptFor, leave } from './corpus.ts';
import { mutatedBytes, mutatedJson } from './mutations.ts';
import type { Subject } from './subject.ts';
import { codes } from './subjects/codes.ts';
import { doors } from './subjects/doors.ts';
import { journals } from './subjects/journals.ts';
import { twins } from './subjects/twins.ts';
import { wires } from './subjects/wires.ts';

/**
 * Every parser, with what is near to good and with everything that ever broke one (`corpus/`): it never throws anything but
 * what its documentation names, never takes long, and never takes what an independent look refuses.
 *
 * `MOULIN_FUZZ_SECONDS` for all of them together (8 in CI), `MOULIN_FUZZ_SEED` (or the whole run's `MOULIN_SEED`) to repeat one, `vitest run test/fuzz -t
 * toledo` for one.
 */

const subjects: readonly Subject[] = [...doors, ...wires, ...twins, ...codes, ...journals];

const milliseconds = (Number(process.env.MOULIN_FUZZ_SECONDS ?? 8) * 1_000) / subjects.length;
const seed = Number(process.env.MOULIN_FUZZ_SEED ?? process.env.MOULIN_SEED ?? Date.now() % 2 ** 31);
/** One input may not take longer, whatever it is: some hundred thousand bytes at most, in time of the processor, whatever else the machine does; ms. */
const usualPatience = 2_000;

test('the corpus has no folder without a parser', () => {
  const names = subjects.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(keptFolders().filter((folder) => !names.includes(folder))).toEqual([]);
});

describe.each(subjects)('$name', ({ name, room, seeds, json, patience = usualPatience, check }) => {
  const kept = keptFor(name);
  const golden = () => [...kept.filter(({ known }) => !known).map(({ input }) => input), ...(seeds?.() ?? [])];

  const timed = (input: Uint8Array): void => {
    const begun = process.cpuUsage();
    check(input);
    const { user, system } = process.cpuUsage(begun);
    const taken = (user + system) / 1_000;
    if (taken > patience) throw new Error(`${input.length} bytes took ${Math.round(taken)} ms`);
  };

  test('has something to begin with, and every golden input and mended finding passes', () => {
    expect(golden().length).toBeGreaterThan(0);
    for (const input of golden()) timed(input);
  });

  for (const { file, input } of kept.filter(({ known }) => known)) test.fails(`${file} still breaks it`, () => expect(() => timed(input)).not.toThrow());

  test(`holds against what is near to them (MOULIN_FUZZ_SEED=${seed})`, () => {
    const known = golden();
    const near = json === true ? fc.oneof(mutatedJson(known), mutatedBytes(known)) : mutatedBytes(known);
    const result = fc.check(fc.property(near, timed), { seed, numRuns: 10_000_000, interruptAfterTimeLimit: milliseconds });
    const finding = result.counterexample?.[0];
    const why = finding === undefined ? '' : `${String(result.errorInstance)}\n${room} has to mend it; the input lies in ${leave(name, finding)}: put it into test/fuzz/corpus/${name}/`;
    expect(why).toBe('');
    expect(result.numRuns).toBeGreaterThan(0);
  });
});
