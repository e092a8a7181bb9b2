import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseToledo, ToledoDecoder, withEvenParity, type ToledoReply } from './toledo-8217-frame.ts';
import { readingOf } from './toledo-8217-reading.ts';
import type { ScaleReading, TypePlate } from './scale.ts';

const plate: TypePlate = { minimumGrams: 5, maximumGrams: 30_000, divisionGrams: 1, verified: true };
const quiet = { motion: false, overCapacity: false, underZero: false, outsideZeroRange: false, centreOfZero: false, net: false };
const weight = (grams: number, net = false): ToledoReply => ({ kind: 'weight', indication: { kind: 'grams', grams }, net });
const garbage: ToledoReply = { kind: 'garbage' };
const bytesOf = (body: string) => [0x02, ...Buffer.from(body, 'latin1'), 0x0d];
const evenly = (bytes: readonly number[]) => bytes.map(withEvenParity);
const replies = (...chunks: readonly (readonly number[])[]) => {
  const decoder = new ToledoDecoder();
  return chunks.flatMap((chunk) => decoder.push(Uint8Array.from(chunk)));
};

describe('a Toledo 8217 frame (devices.md 1.2)', () => {
  test.each<[string, ToledoReply]>([
    ['01.235', weight(1_235)],
    ['00.000', weight(0)],
    ['00.020', weight(20)],
    ['30.000', weight(30_000)],
    ['01.235N', weight(1_235, true)],
    ['02.72', { kind: 'weight', indication: { kind: 'unit', shown: '02.72 lb' }, net: false }],
    ['?@', { kind: 'status', ...quiet }],
    ['?A', { kind: 'status', ...quiet, motion: true }],
    ['?B', { kind: 'status', ...quiet, overCapacity: true }],
    ['?D', { kind: 'status', ...quiet, underZero: true }],
    ['?H', { kind: 'status', ...quiet, outsideZeroRange: true }],
    ['?P', { kind: 'status', ...quiet, centreOfZero: true }],
    ['?`', { kind: 'status', ...quiet, net: true }],
    ['?q', { kind: 'status', ...quiet, motion: true, centreOfZero: true, net: true }],
    ['E', { kind: 'echo' }],
  ])('%s', (body, reply) => {
    expect(parseToledo(body)).toEqual(reply);
  });

  test.each(['', '?', '??', '?0', '1.235', '001.235', '01.2345', '01.235G', '01.235NN', ' 01.235', '-1.235', '01,235', '?F', '?X', '?R'])('%j is none: what we cannot read, or what contradicts itself, we do not price', (body) => {
    expect(parseToledo(body)).toEqual(garbage);
  });

  test('is read with its parity, and without where the line took it away, as the reference has it', () => {
    expect(replies([0x02, 0x30, 0x31, 0x2e, 0x32, 0x33, 0x35, 0x0d])).toEqual([{ reply: weight(1_235), parity: false }]);
    // 0xC0: the status without a bit, with its parity (devices.md 1.2).
    expect(evenly(bytesOf('?@'))).toEqual([0x82, 0x3f, 0xc0, 0x8d]);
    expect(replies(evenly(bytesOf('?@')))).toEqual([{ reply: { kind: 'status', ...quiet }, parity: true }]);
    expect(['A', 'B', 'D', 'H', 'P', '`'].map((bit) => withEvenParity(bit.charCodeAt(0)))).toEqual([0x41, 0x42, 0x44, 0x48, 0x50, 0x60]);
  });

  test('is found behind noise, and behind a frame that lost its end', () => {
    const only = (chunk: readonly number[]) => replies(chunk).filter(({ reply }) => reply.kind !== 'garbage');
    expect(only([0x00, 0xff, ...bytesOf('01.235')])).toEqual([{ reply: weight(1_235), parity: false }]);
    expect(only([...bytesOf('04.0').slice(0, -1), ...bytesOf('01.235')])).toEqual([{ reply: weight(1_235), parity: false }]);
    expect(only(Array.from({ length: 500 }, () => 0x30))).toEqual([]);
    expect(only([0x02, ...Array.from({ length: 500 }, () => 0x30), 0x0d])).toEqual([]);
  });

  test('cut on the way anywhere, it is the same frame', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), fc.boolean(), fc.nat(7), fc.boolean(), (grams, net, cut, parity) => {
        const digits = String(grams).padStart(5, '0');
        const plain = bytesOf(`${digits.slice(0, 2)}.${digits.slice(2)}${net ? 'N' : ''}`);
        const frame = parity ? evenly(plain) : plain;
        expect(replies(frame.slice(0, cut), frame.slice(cut))).toEqual([{ reply: weight(grams, net), parity }]);
      }),
    );
  });

  test('with its parity, one wrong bit anywhere never makes another weight of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), fc.nat(7), fc.nat(7), (grams, place, bit) => {
        const digits = String(grams).padStart(5, '0');
        const frame = evenly(bytesOf(`${digits.slice(0, 2)}.${digits.slice(2)}`));
        const bent = frame.map((byte, index) => (index === place ? byte ^ (1 << bit) : byte));
        // The frame after it, too: the first one's rest must not join it.
        const taken = replies(bent, frame).filter(({ reply, parity }) => reply.kind === 'weight' && parity);
        expect(taken).toEqual([{ reply: weight(grams), parity: true }]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what a reply to W means', () => {
  test.each<[string, ScaleReading]>([
    ['01.235', { kind: 'stable', grams: 1_235 }],
    ['00.000', { kind: 'stable', grams: 0 }],
    ['00.004', { kind: 'below-minimum', grams: 4 }],
    ['00.005', { kind: 'stable', grams: 5 }],
    ['30.001', { kind: 'overload' }],
    ['?@', { kind: 'moving', grams: null }],
    ['?A', { kind: 'moving', grams: null }],
    ['?Q', { kind: 'moving', grams: null }],
    ['?H', { kind: 'moving', grams: null }],
    ['?B', { kind: 'overload' }],
    ['?C', { kind: 'overload' }],
    ['?D', { kind: 'underload' }],
    ['?P', { kind: 'stable', grams: 0 }],
  ])('%s with Min 5 g and Max 30 kg', (body, reading) => {
    expect(readingOf(parseToledo(body), plate)).toEqual(reading);
  });
});
