import { describe, expect, test } from 'vitest';
import { keysSchema } from '../../flows/actions.ts';
import { standardKeys } from '../../flows/standard-keys.ts';
import { keysOfPage } from './keys-of-page.ts';

describe('the keys of a page', () => {
  test('are those that whoever opened it wrote on it', () => {
    const keys = keysSchema.parse({ keypad: { F13: 'Help' }, switches: {}, doubleStrikeMs: 400 });
    expect(keysOfPage(JSON.stringify(keys))).toEqual(keys);
  });

  test.each([undefined, '', 'F17', '[]', '{"keypad":{"F17":"Buy"}}', '{"colour":"red"}'])('are the usual keypad’s where it says %j: some keys serve better than none', (said) => {
    expect(keysOfPage(said)).toEqual(standardKeys);
  });
});
