import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode, TlvDecoder, type TlvRecord } from './tlv.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const record = fc.record({
  tag: fc.stringMatching(/^[A-Z][A-Z0-9]$/),
  value: fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), minLength: 1, maxLength: 999 }),
});

function decode(bytes: Uint8Array, cuts: readonly number[] = []): TlvDecoder {
  const decoder = new TlvDecoder();
  let from = 0;
  for (const size of cuts) {
    decoder.push(bytes.subarray(from, from + size));
    from += size;
  }
  decoder.push(bytes.subarray(from));
  return decoder;
}

describe('a Caisse-AP message', () => {
  const payment: TlvRecord[] = [
    { tag: 'CZ', value: '0320' }, { tag: 'CJ', value: '012345678901' }, { tag: 'CA', value: '01' }, { tag: 'CE', value: '978' },
    { tag: 'BA', value: '0' }, { tag: 'CD', value: '0' }, { tag: 'CB', value: '1234' },
  ];

  it('is the bytes of devices.md 4.2 for a payment of 12.34 €', () => {
    expect(Buffer.from(encode(payment)).toString()).toBe('CZ0040320CJ012012345678901CA00201CE003978BA0010CD0010CB0041234');
  });

  it('is read back whatever the cuts', () => {
    fc.assert(fc.property(fc.array(record, { maxLength: 12 }), fc.array(fc.nat(40)), (records, cuts) => {
      const decoder = decode(encode(records), cuts);
      expect(decoder.records).toEqual(records);
      expect(decoder).toMatchObject({ onBoundary: true, malformed: false });
    }));
  });

  it('is on a boundary only between records', () => {
    const bytes = encode([{ tag: 'AE', value: '10' }, { tag: 'AF', value: '01' }]);
    const boundaries = Array.from({ length: bytes.length + 1 }, (_, length) => length).filter((length) => decode(bytes.subarray(0, length)).onBoundary);
    expect(boundaries).toEqual([0, 7, 14]);
  });

  it('reads what other tills and terminals send: one digit of till number, an empty value, Latin-1 text', () => {
    expect(decode(Buffer.from('CA0011AC000AF014Refus\xe9 carte X', 'latin1')).records).toEqual([
      { tag: 'CA', value: '1' }, { tag: 'AC', value: '' }, { tag: 'AF', value: 'Refus\xe9 carte X' },
    ]);
  });

  it.each(['ae00210', 'A', '0E00210', 'AE0x210', 'AE-0210', '\x00\x00', 'AE002\x0210'])('%j: is garbage or unfinished, and gives no record', (text) => {
    expect(decode(ascii(text)).records).toEqual([]);
    expect(decode(ascii(text)).onBoundary).toBe(false);
  });

  it('gives no further record once a byte did not fit, whatever follows', () => {
    fc.assert(fc.property(fc.array(record, { maxLength: 5 }), fc.array(record, { maxLength: 5 }), fc.constantFrom('?', '\r\n', 'a', '\x02', 'ZZ9Z'), fc.array(fc.nat(9)), (before, after, garbage, cuts) => {
      const bytes = Buffer.concat([encode(before), ascii(garbage), encode(after)]);
      const decoder = decode(bytes, cuts);
      expect(decoder.records).toEqual(before);
      expect(decoder.onBoundary).toBe(false);
      expect(decoder.malformed).toBe(true);
    }));
  });

  it('never fails on any bytes, in any cut, and reads the same as in one piece', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(9)), (bytes, cuts) => {
      expect(decode(bytes, cuts).records).toEqual(decode(bytes).records);
    }));
  });

  it('is no answer any more after 128 records: a flood cannot fill the memory', () => {
    expect(decode(encode(Array.from({ length: 128 }, () => ({ tag: 'AE', value: '10' })))).malformed).toBe(false);
    const flood = decode(encode(Array.from({ length: 129 }, () => ({ tag: 'AE', value: '10' }))));
    expect(flood).toMatchObject({ malformed: true });
    expect(flood.records).toHaveLength(128);
  });

  it.each([
    ['C', '1'], ['cz', '1'], ['CZZ', '1'], ['CZ', ''], ['CZ', 'x'.repeat(1000)], ['CZ', 'été'], ['CZ', '1\n'],
  ])('refuses to write %j with %j', (tag, value) => {
    expect(() => encode([{ tag, value }])).toThrow(RangeError);
  });
});
