import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { badgeNumberOf, type UidOrder } from './badge-number.ts';

const answered = (hexadecimal: string, order: UidOrder = 'first-byte-first') => badgeNumberOf(Buffer.from(hexadecimal, 'hex'), order);

describe("a badge's number", () => {
  test.each([
    ['04A1B2C39000', '04A1B2C3'],
    ['04A1B2C3D4E5F69000', '04A1B2C3D4E5F6'],
    ['04A1B2C3D4E5F60708099000', '04A1B2C3D4E5F6070809'],
    ['900090009000', '90009000'],
  ])('%s is %s', (answer, badge) => {
    expect(answered(answer)).toEqual({ badge });
  });

  test('is the same one from a reader that gives the last byte first', () => {
    expect(answered('C3B2A1049000', 'last-byte-first')).toEqual(answered('04A1B2C39000'));
  });

  test.each([
    ['', 'without a status'],
    ['90', 'without a status'],
    ['9000', 'a number of 0 bytes'],
    ['04A1B2C3D49000', 'a number of 5 bytes'],
    ['08A1B2C39000', 'drawn afresh'],
    ['8804A1B29000', 'first part of a longer number'],
    ['04A16282', 'ended before its number'],
    ['6C07', 'another length'],
    ['6300', 'could not be read'],
    ['6A81', 'no number to give'],
    ['6D00', 'no number to give'],
    ['6E00', 'no number to give'],
    ['6F12', 'answers 6F12'],
  ])('there is none in %s, and the reason says why', (answer, why) => {
    expect(answered(answer)).toEqual({ rejected: expect.stringContaining(why) as string });
  });

  test('a telephone is known whichever byte its reader gives first', () => {
    expect(answered('C3B2A1089000', 'last-byte-first')).toEqual({ rejected: expect.stringContaining('drawn afresh') as string });
  });

  test('whatever a reader answers: a number of 8, 14 or 20 digits, or a reason in which nothing of the card stands', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.constantFrom<UidOrder>('first-byte-first', 'last-byte-first'), (answer, order) => {
        const number = badgeNumberOf(answer, order);
        expect('badge' in number ? number.badge : number.rejected).toMatch(/^(?:(?:[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})|(?!.*[0-9A-F]{5}).*)$/);
      }),
    );
  });
});
