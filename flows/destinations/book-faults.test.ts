import { describe, expect, test } from 'vitest';
import content from '../../assets/destinations/2026.json' with { type: 'json' };
import { destinationBookSchema, type DestinationBook } from './book.ts';
import { bookFaults } from './book-faults.ts';

const book = destinationBookSchema.parse(content);
const [france] = book.entries;
const [rule] = book.rules;

describe('a book of destinations that an operator has edited', () => {
  test('the one of 2026 is sound', () => {
    expect(bookFaults(book)).toEqual([]);
  });

  test.each<[string, Partial<DestinationBook>]>([
    ['entry FR stands there twice', { entries: [...book.entries, france!] }],
    ['rule us-goods stands there twice', { rules: [rule!, rule!] }],
    ['frequent names ZZ, which has no entry', { frequent: ['DE', 'ZZ'] }],
    ['overseas names ZZ, which has no entry', { overseas: ['ZZ'] }],
    ['rule us-goods names ZZ, which has no entry', { rules: [{ ...rule!, where: ['ZZ'] }] }],
    ['rule us-goods ends before it begins', { rules: [{ ...rule!, from: '2026-02-01', to: '2026-01-31' }] }],
    ['entry FR: source hearsay is not listed', { entries: [{ ...france!, sources: ['hearsay'] }, ...book.entries.slice(1)] }],
    ['entry FR: postcodes is not a regular expression', { entries: [{ ...france!, postcodes: '(75' }, ...book.entries.slice(1)] }],
  ])('%s', (fault, change) => {
    expect(bookFaults({ ...book, ...change })).toEqual([fault]);
  });
});
