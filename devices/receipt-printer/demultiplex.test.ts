import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Demultiplexer, type Reply } from './demultiplex.ts';

function replies(...chunks: (readonly number[])[]): Reply[] {
  const found: Reply[] = [];
  const demultiplexer = new Demultiplexer((reply) => found.push(reply));
  for (const chunk of chunks) demultiplexer.push(Uint8Array.from(chunk));
  return found;
}

const printedAbcd = [0x37, 0x22, 0x61, 0x62, 0x63, 0x64, 0x00];

/** Frames as a printer sends them, with what they must be read as. */
const frame: fc.Arbitrary<readonly [number[], Reply]> = fc.oneof(
  fc.integer({ min: 0, max: 31 }).map((bits): readonly [number[], Reply] => {
    const status = 0x12 | ((bits & 0b00011) << 2) | ((bits & 0b01100) << 3);
    return [[status], { kind: 'real-time', status }];
  }),
  fc
    .tuple(fc.integer({ min: 0, max: 15 }), fc.array(fc.integer({ min: 0, max: 127 }), { minLength: 3, maxLength: 3 }))
    .map(([bits, rest]): readonly [number[], Reply] => {
      const first = 0x10 | ((bits & 0b0011) << 2) | ((bits & 0b1100) << 3);
      const [b = 0, c = 0, d = 0] = rest.map((byte) => byte & 0x6f);
      return [[first, b, c, d], { kind: 'automatic', status: [first, b, c, d] }];
    }),
  fc.stringMatching(/^[ -~]{4}$/).map((job): readonly [number[], Reply] => [[0x37, 0x22, ...Buffer.from(job), 0], { kind: 'printed', job }]),
  fc.constant<readonly [number[], Reply]>([[0x37, 0x25, 0x00], { kind: 'cleared' }]),
  fc.stringMatching(/^[ -~]{0,80}$/).map((text): readonly [number[], Reply] => [[0x5f, ...Buffer.from(text), 0], { kind: 'information', text }]),
);

describe("a printer's answers on one stream", () => {
  test.each<[string, number[], Reply[]]>([
    ['an answer to DLE EOT', [0x12], [{ kind: 'real-time', status: 0x12 }]],
    ['automatic status', [0x10, 0x00, 0x0c, 0x00], [{ kind: 'automatic', status: [0x10, 0x00, 0x0c, 0x00] }]],
    ['the end of printing', printedAbcd, [{ kind: 'printed', job: 'abcd' }]],
    ['clear buffers', [0x37, 0x25, 0x00], [{ kind: 'cleared' }]],
    ['a model name', [0x5f, 0x54, 0x4d, 0x00], [{ kind: 'information', text: 'TM' }]],
    ['XOFF within automatic status and within a block', [0x10, 0x13, 0, 0x11, 0, 0, 0x37, 0x13, 0x25, 0x11, 0], [{ kind: 'automatic', status: [0x10, 0, 0, 0] }, { kind: 'cleared' }]],
    ['automatic status cut short by an answer', [0x10, 0x00, 0x16, 0x00, 0x00], [{ kind: 'real-time', status: 0x16 }]],
    ['automatic status cut short by another', [0x10, 0x00, 0x14, 1, 2, 3], [{ kind: 'automatic', status: [0x14, 1, 2, 3] }]],
    ['a job number that stops short, then the right one', [0x37, 0x22, 0x61, 0x00, ...printedAbcd], [{ kind: 'printed', job: 'abcd' }]],
    ['a job number too long', [0x37, 0x22, 0x61, 0x62, 0x63, 0x64, 0x65, 0x00], []],
    ['a block cut short by an answer', [0x37, 0x22, 0x61, 0x12], [{ kind: 'real-time', status: 0x12 }]],
    ['an unknown identifier', [0x37, 0x21, 0x61, 0x62, 0x63, 0x64, 0x00], []],
    ['a text without end', [0x5f, ...Array.from({ length: 200 }, () => 0x41), 0x00], []],
    ['clear with something in it', [0x37, 0x25, 0x61, 0x00], []],
  ])('%s', (_, bytes, expected) => {
    expect(replies(bytes)).toEqual(expected);
  });

  test('any sequence of answers is read the same however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 20 }), fc.array(fc.nat(200)), (frames, cuts) => {
        const bytes = frames.flatMap(([sent]) => sent);
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((place, index) => bytes.slice(places[index], place));
        expect(replies(...chunks)).toEqual(frames.map(([, reply]) => reply));
      }),
    );
  });

  test('bytes that begin no answer never become one, and what follows is read', () => {
    const beginsNone = fc.integer({ min: 0, max: 255 }).filter((byte) => (byte & 0x93) !== 0x10 && (byte & 0x93) !== 0x12 && byte !== 0x37 && byte !== 0x5f);
    fc.assert(
      fc.property(fc.array(beginsNone), (noise) => {
        expect(replies(noise)).toEqual([]);
        expect(replies(noise, printedAbcd)).toEqual([{ kind: 'printed', job: 'abcd' }]);
      }),
    );
  });

  test('any garbage at all is survived: after a quiet zero, the end of printing is still heard', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (garbage) => {
        expect(replies([...garbage], [0x00, 0x00, 0x00, 0x00], printedAbcd).at(-1)).toEqual({ kind: 'printed', job: 'abcd' });
      }),
    );
  });
});
