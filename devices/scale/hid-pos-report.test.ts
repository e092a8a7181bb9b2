import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOf, readingOf } from './hid-pos-reading.ts';
import { HidDecoder, parseHid, type HidReport } from './hid-pos-report.ts';
import type { ScaleReading, TypePlate } from './scale.ts';

const plate: TypePlate = { minimumGrams: 5, maximumGrams: 30_000, divisionGrams: 1, verified: true };
const parse = (...bytes: number[]) => parseHid(Uint8Array.from(bytes));
const grams = (weight: number): HidReport['indication'] => ({ kind: 'grams', grams: weight });

describe('a report of a USB scale (devices.md 1.4)', () => {
  test.each<[string, number[], HidReport]>([
    ['1234 g, stable', [3, 4, 2, 0, 0xd2, 0x04], { status: 'stable', indication: grams(1_234) }],
    ['1.234 kg', [3, 4, 3, 0xfd, 0xd2, 0x04], { status: 'stable', indication: grams(1_234) }],
    ['1.24 kg', [3, 4, 3, 0xfe, 124, 0], { status: 'stable', indication: grams(1_240) }],
    ['2 kg', [3, 4, 3, 0, 2, 0], { status: 'stable', indication: grams(2_000) }],
    ['12 × 10 g', [3, 4, 2, 1, 12, 0], { status: 'stable', indication: grams(120) }],
    ['20.0 g is 20 g', [3, 4, 2, 0xff, 200, 0], { status: 'stable', indication: grams(20) }],
    ['20.4 g is finer than a gram', [3, 4, 2, 0xff, 204, 0], { status: 'stable', indication: { kind: 'finer', shown: '204 × 10^-1 g' } }],
    ['half an ounce', [3, 4, 11, 0xff, 5, 0], { status: 'stable', indication: { kind: 'unit', shown: '5 × 10^-1 oz' } }],
    ['one pound', [3, 4, 12, 0, 1, 0], { status: 'stable', indication: { kind: 'unit', shown: '1 × 10^0 lb' } }],
    ['at the centre of zero', [3, 2, 2, 0, 0, 0], { status: 'zero', indication: grams(0) }],
    ['in motion', [3, 3, 2, 0, 9, 0], { status: 'motion', indication: grams(9) }],
  ])('%s', (_, bytes, report) => {
    expect(parse(...bytes)).toEqual(report);
  });

  test.each<[string, number[]]>([
    ['too short', [3, 4, 2, 0, 1]],
    ['too long', [3, 4, 2, 0, 1, 0, 0]],
    ['another report', [4, 4, 2, 0, 1, 0]],
    ['no status', [3, 0, 2, 0, 1, 0]],
    ['a status beyond the eight', [3, 9, 2, 0, 1, 0]],
    ['no unit', [3, 4, 0, 0, 1, 0]],
    ['a unit beyond the twelve', [3, 4, 13, 0, 1, 0]],
    ['an exponent beyond any scale', [3, 4, 2, 3, 1, 0]],
    ['an exponent below any scale', [3, 4, 2, 0xf9, 1, 0]],
    ['zero and a weight at once', [3, 2, 2, 0, 1, 0]],
  ])('%s is none', (_, bytes) => {
    expect(parse(...bytes)).toBeNull();
  });

  test('kilograms and grams of the same weight are the same grams, by their digits', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), (weight) => {
        expect(parse(3, 4, 3, 0xfd, weight & 255, weight >> 8)).toEqual(parse(3, 4, 2, 0, weight & 255, weight >> 8));
      }),
    );
  });
});

describe('what a report means', () => {
  test.each<[HidReport['status'], number, ScaleReading]>([
    ['stable', 1_234, { kind: 'stable', grams: 1_234 }],
    ['stable', 4, { kind: 'below-minimum', grams: 4 }],
    ['stable', 30_001, { kind: 'overload' }],
    ['zero', 0, { kind: 'stable', grams: 0 }],
    ['motion', 700, { kind: 'moving', grams: 700 }],
    ['under-zero', 0, { kind: 'underload' }],
    ['over-limit', 0, { kind: 'overload' }],
  ])('%s at %i g', (status, weight, reading) => {
    expect(readingOf({ status, indication: grams(weight) }, plate)).toEqual(reading);
    expect(faultOf({ status, indication: grams(weight) }, plate)).toBeNull();
  });

  test.each<[HidReport, string]>([
    [{ status: 'fault', indication: grams(0) }, 'a fault of its own'],
    [{ status: 'needs-calibration', indication: grams(0) }, 'verified again'],
    [{ status: 'needs-zeroing', indication: grams(0) }, 'press its zero key'],
    [{ status: 'stable', indication: { kind: 'unit', shown: '5 × 10^-1 oz' } }, 'set its unit to g or kg'],
    [{ status: 'stable', indication: { kind: 'finer', shown: '204 × 10^-1 g' } }, 'may not be rounded'],
  ])('%j is a fault that says what to do, and no weight', (report, remedy) => {
    expect(faultOf(report, plate)).toContain(remedy);
    expect(readingOf(report, plate).kind).not.toBe('stable');
  });
});

describe('the stream of reports', () => {
  const report = [3, 4, 2, 0, 0xd2, 0x04];
  const weight = { status: 'stable', indication: grams(1_234) };

  test('is the same however it was cut or joined', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(30), { maxLength: 6 }), (count, cuts) => {
        const decoder = new HidDecoder();
        const bytes = Array.from({ length: count }, () => report).flat();
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length];
        const heard = places.slice(1).flatMap((place, index) => decoder.push(Uint8Array.from(bytes.slice(places[index], place))));
        expect(heard).toEqual(Array.from({ length: count }, () => weight));
        expect(decoder.pending).toBe(false);
      }),
    );
  });

  test('after noise nothing is taken before the line was quiet: another report could be read in the middle of one', () => {
    const decoder = new HidDecoder();
    expect(decoder.push(Uint8Array.from([0xff, ...report, 3, 4, 2, 0, 1]))).toEqual([null]);
    expect(decoder.push(Uint8Array.from(report))).toEqual([null]);
    expect(decoder.pending).toBe(true);
    decoder.discard();
    expect(decoder.push(Uint8Array.from(report))).toEqual([weight]);
  });
});
