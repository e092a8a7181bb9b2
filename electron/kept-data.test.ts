import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { factSchema, saleLineSchema } from '../flows/facts.ts';
import { journalFields, kinds, lineFields, logFields, preAdviceFields } from './kept-data.ts';
import { entrySchema } from './log/entries.ts';
import { preAdviceRecordSchema } from './pre-advice/record.ts';

/** Where the compiler cannot see that a field was renamed or is no longer stored, this does. */

function fieldsOf(...records: readonly z.ZodObject[]): readonly string[] {
  return [...new Set(records.flatMap(({ shape }) => Object.keys(shape)))].toSorted();
}

describe('the catalogue of kept data', () => {
  it.each([
    ['the journal', fieldsOf(...factSchema.options), journalFields],
    ['the lines of a sale', fieldsOf(saleLineSchema), lineFields],
    ['customs data', fieldsOf(preAdviceRecordSchema), preAdviceFields],
    ['the technical log', fieldsOf(...entrySchema.options), logFields],
  ])('names every field of %s, and none that is not stored', (_, stored, listed) => {
    expect(Object.keys(listed).toSorted()).toEqual(stored);
  });

  it.each(Object.entries(kinds))('says of "%s" what for, on which ground, how long, and for whom', (_, kind) => {
    const { purpose, basis, retention, receivers } = kind;
    for (const said of [purpose, basis, retention, receivers]) expect(said.length).toBeGreaterThan(10);
    // A ground is one of GDPR 6(1), and only what speaks of nobody needs none.
    expect(/^\([a-f]\)/.test(basis)).toBe(kind.about !== 'nobody');
  });

  it('keeps whoever is named in the customs data alone, which is deleted, and never in the journal, which is not', () => {
    const forEver = [journalFields, lineFields, logFields].flatMap((fields) => Object.values(fields));
    expect(forEver.filter((kind) => kinds[kind].about === 'somebody')).toEqual([]);
    expect(new Set(Object.values(preAdviceFields))).toEqual(new Set(['customs']));
    expect(kinds.customs.retention).toContain('deleted');
  });
});
