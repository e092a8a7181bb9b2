import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineDecoder, type Line } from './lines.ts';

const push = (decoder: LineDecoder, text: string) => decoder.push(Uint8Array.from(Buffer.from(text, 'latin1')));
const line = (text: string): Line => ({ kind: 'line', text });

describe('lines', () => {
  test.each<[string, Line[]]>([
    ['a\r\nb\r\n', [line('a'), line('b')]],
    ['a\nb\r\n', [line('a\n'), line('b')]],
    ['a\rb\r\n', [line('a\rb')]],
    ['\r\n', [line('')]],
    ['abc', []],
    ['\xff\x00\r\n', [line('\xff\x00')]],
    ['123456789\r\nb\r\n', [{ kind: 'too-long' }, line('b')]],
  ])('ended by CR LF: %j', (text, lines) => {
    expect(push(new LineDecoder('crlf', 8), text)).toEqual(lines);
  });

  test.each<[string, Line[]]>([
    ['a\rb\nc\r\nd', [line('a'), line('b'), line('c')]],
    ['\r\n\r\n', []],
    ['123456789\rb\r', [{ kind: 'too-long' }, line('b')]],
  ])('ended by either: %j', (text, lines) => {
    expect(push(new LineDecoder('any', 8), text)).toEqual(lines);
  });

  test('a line begun is known, and can be forgotten', () => {
    const decoder = new LineDecoder('any', 8);
    expect(decoder.pending).toBe(false);
    push(decoder, 'half');
    expect(decoder.pending).toBe(true);
    decoder.discard();
    expect(push(decoder, 'whole\r')).toEqual([line('whole')]);
    push(decoder, '123456789');
    expect(decoder.pending).toBe(true);
    decoder.discard();
    expect(push(decoder, 'x\r')).toEqual([line('x')]);
  });

  test('however the bytes are cut, the lines are the same, and memory is bounded', () => {
    fc.assert(
      fc.property(fc.constantFrom<'crlf' | 'any'>('crlf', 'any'), fc.array(fc.stringMatching(/^[a\r\n]{0,12}$/), { maxLength: 12 }), (end, chunks) => {
        const cut = new LineDecoder(end, 8);
        const whole = new LineDecoder(end, 8);
        expect(chunks.flatMap((chunk) => push(cut, chunk))).toEqual(push(whole, chunks.join('')));
        expect(cut.pending).toBe(whole.pending);
      }),
    );
  });
});
