import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashPin, isPin, keepPin, pinFault, pinLengths } from './pin.ts';

describe('the PIN of a worker', () => {
  test.each([
    ['294617', null],
    ['271828182845', null],
    ['50418265', '7302'],
  ])('%s is taken, number %s', (pin, number) => {
    expect(pinFault(pin, { number })).toBeNull();
  });

  test.each([
    ['', null, 'digits only'],
    ['29461', null, '6 to 12 digits'],
    ['2718281828459', null, '6 to 12 digits'],
    ['29461a', null, 'digits only'],
    ['٢٩٤٦١٧', null, 'digits only'],
    ['111111', null, 'repeats itself'],
    ['121212', null, 'repeats itself'],
    ['123123', null, 'repeats itself'],
    ['12341234', null, 'repeats itself'],
    ['123456', null, 'counts up or down'],
    ['765432', null, 'counts up or down'],
    ['890123', null, 'counts up or down'],
    ['294617', '7302', '8 to 12 digits where it can be used with a number'],
    ['99730246', '7302', 'nothing to do with each other'],
    ['50418265', '504182651', 'nothing to do with each other'],
  ])('%j is not taken, number %s: %s', (pin, number, why) => {
    expect(pinFault(pin, { number })).toContain(why);
  });

  test('that repeats or counts is not taken, whatever its digit and length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1, 9), fc.integer({ min: pinLengths.withBadge, max: pinLengths.most }), (first, step, length) => {
        const pin = Array.from({ length }, (_, at) => (first + step * at) % 10).join('');
        expect(pinFault(pin, { number: null })).toMatch(/first that is tried/);
      }),
    );
  });

  test('is kept as scrypt with a salt of its own, and known again', async () => {
    const [one, other] = await Promise.all([keepPin('294617'), keepPin('294617')]);
    expect(Buffer.from(one.hash).equals(other.hash)).toBe(false);
    expect(await isPin('294617', one)).toBe(true);
    expect(await isPin('294618', one)).toBe(false);
    expect(await isPin('294617', { ...one, hash: one.hash.slice(0, 16) })).toBe(false);
  });

  test('is hashed by scrypt with N=2^15, r=8, p=1, as another program would', async () => {
    // Python: hashlib.scrypt(b'294617', salt=bytes(16), n=2**15, r=8, p=1, maxmem=2**26, dklen=32).hex()
    expect(Buffer.from(await hashPin('294617', Buffer.alloc(16))).toString('hex')).toBe('6481d9a5ff9de18091b38c316207be2840720aa8eee584c681f7f850bd0656ef');
  });
});
