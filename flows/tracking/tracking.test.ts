import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grams } from '../weight.ts';
import { colissimoNumber, colissimoSerials, formatColissimo, parseColissimo } from './colissimo.ts';
import { formatLetterNumber, letterKey, letterNumber, letterSerials, parseLetterNumber } from './letter.ts';
import { formatRouting, isRoutingCode, routingCode } from './routing.ts';
import { parseS10, s10Number } from './s10.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1);
const anySerial = fc.integer({ min: 0, max: colissimoSerials - 1 });

describe('a Colissimo number', () => {
  // postal.md 3.2: official examples, a real number of 2026, numbers of the tracking sandbox
  test.each(['9V 20524 75203 2', '9V 00000 10001 4', '9V 00000 15000 2', '6A 07657 47120 7', '8K 00009 77586 2', '6A 18987 97067 4', '9V 11111 11121 9'])(
    '%s has the right key, and is made again from its product and serial',
    (number) => {
      const parsed = parseColissimo(number);
      if (!parsed.ok) throw new Error(parsed.error);
      const made = colissimoNumber(parsed.value.product, parsed.value.serial);
      expect(made).toBe(number.replaceAll(' ', ''));
      expect(formatColissimo(made)).toBe(number);
    },
  );

  test('a single wrong digit is always seen', () => {
    fc.assert(
      fc.property(anySerial, fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 9 }), (serial, at, more) => {
        const number = colissimoNumber('9V', serial);
        const wrong = replaced(number, at, String((Number(number[at]) + more) % 10));
        expect(parseColissimo(wrong)).toEqual({ ok: false, error: 'wrong-key' });
      }),
    );
  });

  test.each(['', '9V', '9V 11111 11121', 'V9 11111 11121 9', '9V 11111 11121 99', '9V 11111 1112l 9', '９V1111111121９'])('%j is malformed', (text) => {
    expect(parseColissimo(text)).toEqual({ ok: false, error: 'malformed' });
  });

  test.each([
    ['9V', colissimoSerials],
    ['9V', -1],
    ['9V', 1.5],
    ['VV', 1],
    ['9', 1],
  ])('none is made of %s and %d: a range is never looped', (product, serial) => {
    expect(() => colissimoNumber(product, serial)).toThrow(RangeError);
  });
});

describe('the routing code of a parcel', () => {
  test('is the official example when made of its parts', () => {
    const code = routingCode({ number: '9V00000000030', postcode: '72240', client: '900001', grams: grams(8_600) });
    expect(code).toBe('9V1722409000010860000037');
    expect(formatRouting(code)).toBe('9V1 72240 900001 0860 000037');
    expect(isRoutingCode(code)).toBe(true);
  });

  test('always has 24 characters, a right key, and the product, postcode and twelfth character of its parcel', () => {
    fc.assert(
      fc.property(anySerial, fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 30_000 }), fc.boolean(), (serial, place, weight, machinable) => {
        const number = colissimoNumber('6A', serial);
        const postcode = String(place).padStart(5, '0');
        const code = routingCode({ number, postcode, client: '999999', grams: grams(weight), machinable });
        expect(code).toHaveLength(24);
        expect(isRoutingCode(code)).toBe(true);
        expect(code.slice(0, 8)).toBe(`6A1${postcode}`);
        expect(code[22]).toBe(number[11]);
        expect(Number(code.slice(14, 18)) * 10 - weight).toBeGreaterThanOrEqual(0);
        expect(Number(code.slice(14, 18)) * 10 - weight).toBeLessThan(10);
      }),
    );
  });

  test('a single wrong digit among those keyed is always seen', () => {
    const code = routingCode({ number: colissimoNumber('9V', 42), postcode: 'AD500', client: '123456', grams: grams(1_240), insurance: '03' });
    for (let at = 8; at < 24; at += 1) {
      for (let more = 1; more <= 9; more += 1) expect(isRoutingCode(replaced(code, at, String((Number(code[at]) + more) % 10)))).toBe(false);
    }
  });

  test.each([
    { number: '87000720610100P' },
    { postcode: '6900' },
    { client: '12345' },
    { insurance: '3' },
    { grams: grams(100_000) },
  ])('is not made of %o', (wrong) => {
    expect(() => routingCode({ number: colissimoNumber('9V', 1), postcode: '69007', client: '999999', grams: grams(1_240), ...wrong })).toThrow(RangeError);
  });
});

describe('a letter number', () => {
  test.each(['87000720610100P', '861011301731382'])('%s has the right key (ISO 7064 MOD 37,36)', (number) => {
    expect(letterKey(number.slice(0, 14))).toBe(number[14]);
    expect(parseLetterNumber(number)).toEqual({ ok: true, value: number });
    expect(parseLetterNumber(formatLetterNumber(number).toLowerCase())).toEqual({ ok: true, value: number });
  });

  test('a serial under a prefix makes fifteen characters that check', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{1,13}$/), fc.nat(), (prefix, serial) => {
        const number = letterNumber(prefix, serial % letterSerials(prefix));
        expect(number).toHaveLength(15);
        expect(number.startsWith(prefix)).toBe(true);
        expect(parseLetterNumber(number).ok).toBe(true);
      }),
    );
  });

  test('a single wrong character is always seen', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 1, max: 35 }), (serial, at, more) => {
        const number = letterNumber('87000', serial);
        const wrong = replaced(number, at, alphabet[(alphabet.indexOf(number[at]!) + more) % 36]!);
        expect(parseLetterNumber(wrong)).toEqual({ ok: false, error: 'wrong-key' });
      }),
    );
  });

  test.each([['87000', 1_000_000_000], ['87000', -1], ['', 1], ['8700072061010P', 0], ['87-00', 1]])('none is made of %j and %d', (prefix, serial) => {
    expect(() => letterNumber(prefix, serial)).toThrow(RangeError);
  });

  test.each(['', '87000720610100', '87000720610100PP', '87000720610100é'])('%j is malformed', (text) => {
    expect(parseLetterNumber(text)).toEqual({ ok: false, error: 'malformed' });
  });
});

describe('an S10 number', () => {
  test.each(['EE471108151FR', 'LU680211095FR', 'CA688211167FR', 'EB000717618HK'])('%s has the right key, and is made again from its parts', (number) => {
    const parsed = parseS10(number);
    if (!parsed.ok) throw new Error(parsed.error);
    expect(s10Number(parsed.value)).toBe(number);
  });

  test('every serial makes a number that checks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (serial) => {
        expect(parseS10(s10Number({ service: 'RA', serial, country: 'FR' }))).toEqual({ ok: true, value: { service: 'RA', serial, country: 'FR' } });
      }),
    );
  });

  // The remainders 0 and 6 share the key 5: a digit that moves the sum from one to the other goes unseen.
  test('a single wrong digit is seen unless the key is 5, which two remainders share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 2, max: 10 }), fc.integer({ min: 1, max: 9 }), (serial, at, more) => {
        const number = s10Number({ service: 'RA', serial, country: 'FR' });
        fc.pre(number[10] !== '5');
        expect(parseS10(replaced(number, at, String((Number(number[at]) + more) % 10)))).toEqual({ ok: false, error: 'wrong-key' });
      }),
    );
  });

  test.each(['JA471108151FR', 'TE471108151FR', 'EE47110815FR', 'EE471108151F1', ''])('%j is malformed: J K S T W are not given to items', (text) => {
    expect(parseS10(text)).toEqual({ ok: false, error: 'malformed' });
  });

  test.each([{ service: 'WA', serial: 1, country: 'FR' }, { service: 'RA', serial: 100_000_000, country: 'FR' }, { service: 'RA', serial: 1, country: 'F' }])('none is made of %o', (parts) => {
    expect(() => s10Number(parts)).toThrow(RangeError);
  });
});
