import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicationOf } from './indication.ts';
import { parseSics, SicsDecoder, type SicsReply } from './mt-sics-frame.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const decode = (chunks: readonly Uint8Array[]): SicsReply[] => {
  const decoder = new SicsDecoder();
  return chunks.flatMap((chunk) => decoder.push(chunk));
};
/** Cuts bytes at arbitrary places. */
const cuts = (whole: Uint8Array) => fc.uniqueArray(fc.nat(whole.length)).map((at) => [...at.toSorted((a, b) => a - b), whole.length].map((end, index, ends) => whole.slice(ends[index - 1] ?? 0, end)));
const shown = (grams: number) => ({ kind: 'grams', grams }) as const;

describe('MT-SICS frames', () => {
  test('the manual’s weight of 100.00 g, byte for byte (devices.md 1.1)', () => {
    const vector = Uint8Array.from(Buffer.from('5320532020202020203130302E303020670D0A', 'hex'));
    expect(decode([vector])).toEqual([{ kind: 'weight', stable: true, indication: shown(100), net: false }]);
  });

  test.each<[string, SicsReply]>([
    ['S S 100.00 g', { kind: 'weight', stable: true, indication: shown(100), net: false }],
    ['S D       1240 g', { kind: 'weight', stable: false, indication: shown(1240), net: false }],
    ['S S      1.240 kg', { kind: 'weight', stable: true, indication: shown(1240), net: false }],
    ['S S       -0.00 g', { kind: 'weight', stable: true, indication: shown(0), net: false }],
    ['S S        -12 g', { kind: 'weight', stable: true, indication: shown(-12), net: false }],
    ['S S        100 g N', { kind: 'weight', stable: true, indication: shown(100), net: true }],
    ['S S        100 g NET', { kind: 'weight', stable: true, indication: shown(100), net: true }],
    ['S S        100 g G', { kind: 'weight', stable: true, indication: shown(100), net: false }],
    ['S S       12.5 g', { kind: 'weight', stable: true, indication: { kind: 'finer', shown: '12.5 g' }, net: false }],
    ['S S      1.00 lb', { kind: 'weight', stable: true, indication: { kind: 'unit', shown: '1.00 lb' }, net: false }],
    ['S I', { kind: 'status', command: 'S', status: 'I' }],
    ['S +', { kind: 'status', command: 'S', status: '+' }],
    ['S -', { kind: 'status', command: 'S', status: '-' }],
    ['Z A', { kind: 'data', command: 'Z', more: false, fields: [] }],
    ['Z +', { kind: 'status', command: 'Z', status: '+' }],
    ['I4 A "0123456789"', { kind: 'data', command: 'I4', more: false, fields: ['0123456789'] }],
    ['I2 A "PS60 60 kg"', { kind: 'data', command: 'I2', more: false, fields: ['PS60 60 kg'] }],
    ['I0 B 0 "S"', { kind: 'data', command: 'I0', more: true, fields: ['0', 'S'] }],
    ['TA A     100.00 g', { kind: 'data', command: 'TA', more: false, fields: ['100.00', 'g'] }],
    ['ES', { kind: 'error', error: 'ES' }],
    ['ET', { kind: 'error', error: 'ET' }],
    ['EL', { kind: 'error', error: 'EL' }],
  ])('%s', (line, reply) => {
    expect(parseSics(line)).toEqual(reply);
  });

  test.each([
    '', ' ', 'S', 'S S', 'S S 100', 'S S g', 'S S 1e3 g', 'S S 0x10 g', 'S S 1,5 kg', 'S S 1.2.3 g', 'S S --5 g', 'S S - 5 g', 'S S NaN g', 'S S Infinity g', 'S S 100 g X', 'S S 100 g N N', 'S X 100 g', 'S A',
    's s 100 g', 'S S     12S S    1240 g', 'S S 100 g\n', 'S S 100\x00 g', 'S S １００ g', 'S S 12345678 g', 'I4 A "half', 'ES ', 'Q A', ' S S 100 g',
  ])('%j is no reply, and never a weight', (line) => {
    expect(parseSics(line).kind).toBe('garbage');
  });

  test('a lone LF or a lone CR does not end a weight: it was cut, or is not MT-SICS', () => {
    expect(decode([bytes('S S 100 g\n')])[0]?.kind).toBe('garbage');
    expect(decode([bytes('S S 100 g\rS S 200 g\r\n')]).map((reply) => reply.kind)).toEqual(['garbage']);
  });

  test('a half line does not become the head of the next weight', () => {
    expect(decode([bytes('S S       12'), bytes('S S       1240 g\r\n'), bytes('S S       1240 g\r\n')])).toEqual([
      { kind: 'garbage', line: 'S S       12S S       1240 g' },
      { kind: 'weight', stable: true, indication: shown(1240), net: false },
    ]);
  });

  test('a line without end is dropped when it is too long, and the next is read', () => {
    expect(decode([bytes(`${'S'.repeat(5_000)}\r\nS I\r\n`)])).toEqual([
      { kind: 'garbage', line: '' },
      { kind: 'status', command: 'S', status: 'I' },
    ]);
  });

  test('however the bytes are cut on the way, the replies are the same', () => {
    const stream = bytes('I4 A "B41"\r\nS D     12 g\r\nS S   1.240 kg\r\nS +\r\n\xff\x00\r\nES\r\nS S 5 g N\r\n');
    const whole = decode([stream]);
    expect(whole).toHaveLength(7);
    fc.assert(
      fc.property(cuts(stream), (chunks) => {
        expect(decode(chunks)).toEqual(whole);
      }),
    );
  });

  test('noise never crashes and never gives a weight', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
        for (const reply of decode(chunks)) expect(reply.kind).not.toBe('weight');
      }),
    );
  });

  test('one wrong character in a weight never gives a weight with another mark of stability or another unit', () => {
    const line = 'S D      1240 g';
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.integer({ min: 0, max: 255 }), (at, code) => {
        const reply = parseSics(line.slice(0, at) + String.fromCharCode(code) + line.slice(at + 1));
        if (reply.kind !== 'weight') return;
        expect(reply.stable).toBe(line[at] === 'D' && String.fromCharCode(code) === 'S');
      }),
    );
  });
});

describe('decimal weights', () => {
  test('whole grams come out exactly, in g and in kg, with any number of zeros behind', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999, max: 9_999_999 }), fc.nat(3), fc.boolean(), (grams, zeros, kilograms) => {
        const sign = grams < 0 ? '-' : '';
        const size = Math.abs(grams);
        const tail = '0'.repeat(zeros);
        const text = kilograms
          ? `${sign}${Math.floor(size / 1_000)}.${String(size % 1_000).padStart(3, '0')}${tail}`
          : `${sign}${size}${tail === '' ? '' : `.${tail}`}`;
        expect(indicationOf(text, kilograms ? 'kg' : 'g')).toEqual({ kind: 'grams', grams });
      }),
    );
  });

  test('a fraction of a gram is told, never rounded', () => {
    fc.assert(
      fc.property(fc.nat(9_999), fc.integer({ min: 1, max: 999_999 }), (whole, fraction) => {
        const text = `${whole}.${String(fraction).padStart(6, '0')}`;
        expect(indicationOf(text, 'g')?.kind).toBe('finer');
      }),
    );
  });

  test.each([
    ['1.2', 'kg', 1_200],
    ['0.0005', 'kg', null],
    ['12', 'kg', 12_000],
    ['0.1', 'kg', 100],
    // 4.35 × 1000 is 4350 only without floats.
    ['4.35', 'kg', 4_350],
    ['+7', 'g', 7],
  ])('%s %s', (digits, unit, grams) => {
    expect(indicationOf(digits, unit)).toEqual(grams === null ? { kind: 'finer', shown: `${digits} ${unit}` } : { kind: 'grams', grams });
  });
});
