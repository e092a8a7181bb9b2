import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVoice, type Voice } from './voice.ts';
import type { Utterance } from './sentences.ts';

const said = (text: string): Utterance => ({ text, lang: null, private: false });

/** A loudspeaker that plays until it is told that the sound is over, and counts how many sound at once. */
class Room {
  readonly heard: string[] = [];
  readonly made: string[] = [];
  sounding = 0;
  most = 0;
  speaks = false;
  unheard: string[] = [];
  #end: (() => void) | null = null;
  readonly voice: Voice = createVoice({
    make: (utterance) => {
      this.made.push(utterance.text);
      return Promise.resolve(utterance.text === 'mute' ? null : new ArrayBuffer(1));
    },
    play: () => {
      this.sounding += 1;
      this.most = Math.max(this.most, this.sounding);
      let over = false;
      let finish = (): void => {};
      const ended = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const end = (): void => {
        if (!over) this.sounding -= 1;
        over = true;
        finish();
      };
      this.#end = end;
      return Promise.resolve({ ended, stop: end });
    },
    told: ({ text }) => void this.heard.push(text),
    unheard: ({ text }) => void this.unheard.push(text),
    speaking: (speaks) => {
      this.speaks = speaks;
    },
  });

  /** Everything that waits for nothing but its turn. */
  async settles(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }

  async ends(): Promise<void> {
    this.#end?.();
    await this.settles();
  }
}

describe('the voice', () => {
  test('says one sentence after the other, and has the next ready before the one is over', async () => {
    const room = new Room();
    room.voice.say([said('one'), said('two'), said('three')]);
    await room.settles();
    expect([room.heard, room.made]).toEqual([['one'], ['one', 'two']]);
    await room.ends();
    await room.ends();
    await room.ends();
    expect(room.heard).toEqual(['one', 'two', 'three']);
    expect(room.speaks).toBe(false);
  });

  test('ends what it says when something new is to be said (A11Y-15)', async () => {
    const room = new Room();
    room.voice.say([said('one'), said('two')]);
    await room.settles();
    room.voice.say([said('new')]);
    expect(room.sounding).toBe(0);
    await room.settles();
    expect(room.heard).toEqual(['one', 'new']);
  });

  test('says what is added when the rest has been said', async () => {
    const room = new Room();
    room.voice.say([said('one')]);
    room.voice.add([said('two')]);
    await room.settles();
    await room.ends();
    expect(room.heard).toEqual(['one', 'two']);
  });

  test('is silent at once when it is stopped, and says it all again when asked (A11Y-14)', async () => {
    const room = new Room();
    room.voice.say([said('one'), said('two')]);
    await room.settles();
    room.voice.stop();
    expect([room.sounding, room.speaks]).toEqual([0, false]);
    await room.settles();
    room.voice.repeat();
    await room.settles();
    await room.ends();
    expect(room.heard).toEqual(['one', 'one', 'two']);
  });

  test('goes on where nobody could make a sound of one sentence', async () => {
    const room = new Room();
    room.voice.say([said('mute'), said('two')]);
    await room.settles();
    expect([room.heard, room.unheard]).toEqual([['mute', 'two'], ['mute']]);
  });

  test('never says two things at once, whatever keys are pressed and whenever', async () => {
    const act = fc.constantFrom('say', 'add', 'stop', 'repeat', 'ends', 'settles');
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const room = new Room();
        let silent = true;
        for (const [at, what] of acts.entries()) {
          if (what === 'say') room.voice.say([said(`${at}`), said(`${at} more`)]);
          else if (what === 'add') room.voice.add([said(`${at}`)]);
          else if (what === 'stop') {
            room.voice.stop();
            silent &&= room.sounding === 0;
          } else if (what === 'repeat') room.voice.repeat();
          else if (what === 'ends') await room.ends();
          else await room.settles();
        }
        await room.settles();
        expect(room.most).toBeLessThanOrEqual(1);
        expect(silent).toBe(true);
        expect(room.sounding).toBe(room.speaks ? 1 : 0);
      }),
    );
  });
});
