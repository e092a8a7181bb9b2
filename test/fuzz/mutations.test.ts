import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mutatedBytes, mutatedJson } from './mutations.ts';
import { bytesOf, jsonOf, latin1, must, sameInPieces, utf8 } from './subject.ts';

const weight = 'S S     100.00 g\r\n';
const identity = 'I4 A "B41"\r\n';
const made = fc.sample(mutatedBytes([weight, identity].map(bytesOf)), { numRuns: 3_000, seed: 1 }).map(latin1);

describe('what is near to a good input', () => {
  test.each<[string, (text: string) => boolean]>([
    ['the input itself', (text) => text === weight],
    ['one with a bit flipped', (text) => text.length === weight.length && Array.from(text).filter((character, place) => character !== weight[place]).length === 1],
    ['one that lost its end', (text) => text !== weight && text.length > 5 && weight.startsWith(text)],
    ['one that lost its middle', (text) => text.length < weight.length && text.startsWith('S S') && text.endsWith('g\r\n')],
    ['one that is repeated and long', (text) => text.length > 3_000],
    ['one that goes on as another', (text) => text.startsWith('S S') && text.endsWith('B41"\r\n')],
    ['one with a word too many', (text) => text.includes('__proto__')],
    ['nothing', (text) => text === ''],
  ])('is %s, among others', (_, is) => {
    expect(made.some(is)).toBe(true);
  });

  test('is JSON still, where it is to be: a value of another kind, one left out, one doubled, a key too many', () => {
    const texts = fc.sample(mutatedJson([jsonOf({ type: 'touched', list: [1, 2] })]), { numRuns: 1_000, seed: 1 }).map(utf8);
    expect(texts.every((text) => JSON.parse(text) !== undefined)).toBe(true);
    for (const part of ['"type":null', '{"list":', '[1,2,1', '"__proto__":1', '[1]']) expect(texts.some((text) => text.includes(part))).toBe(true);
  });
});

describe('the oracle', () => {
  test('notices a decoder that depends on how the bytes were cut', () => {
    const careless = (pieces: readonly Uint8Array[]) => pieces.flatMap((piece) => (latin1(piece).includes('\r\n') ? [latin1(piece)] : []));
    expect(() => sameInPieces(bytesOf(weight), careless)).toThrow('in other pieces');
    expect(sameInPieces(bytesOf(weight), (pieces) => [Buffer.concat(pieces).toString('latin1')])).toEqual([weight]);
  });

  test('says what does not hold', () => {
    expect(() => must(false, 'takes noise for a weight')).toThrow('takes noise for a weight');
  });
});
