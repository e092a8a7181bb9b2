import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { soundWav } from './wav.ts';
import { wav } from './wav.fixture.ts';

/** As a program writes it that cannot know how long it will be. */
function unended(given: Buffer): Buffer {
  const written = Buffer.from(given);
  written.writeUInt32LE(0x7ffff024, 4);
  written.writeUInt32LE(0x7ffff000, 40);
  return written;
}

describe('a sound', () => {
  test('whose header says more than there is gets the length it has', () => {
    expect(soundWav(unended(wav(100)))).toEqual(wav(100));
  });

  test('keeps its samples, whatever stands between the format and them', () => {
    const whole = wav(8);
    const note = Buffer.concat([Buffer.from('LIST'), Buffer.from([3, 0, 0, 0]), Buffer.from('ab\0\0')]);
    expect(soundWav(Buffer.concat([whole.subarray(0, 36), note, whole.subarray(36)]))).toEqual(whole);
  });

  test.each([
    ['is no WAV', Buffer.from('ID3 and then some more bytes of another format')],
    ['has two channels: one ear would miss half of it (A11Y-7)', wav(10, { channels: 2 })],
    ['has eight bits', wav(10, { bits: 8 })],
    ['is compressed', wav(10, { format: 7 })],
    ['holds nothing', wav(0)],
    ['ends before its samples', wav(10).subarray(0, 30)],
  ])('that %s is none', (_what, given) => {
    expect(soundWav(given)).toBeNull();
  });

  test('is read whatever a program writes, and never longer than it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, begun) => {
        const given = Buffer.concat([begun ? wav(2) : Buffer.alloc(0), bytes]);
        expect(soundWav(given)?.length ?? 0).toBeLessThanOrEqual(Math.max(given.length, 44));
      }),
    );
  });
});
