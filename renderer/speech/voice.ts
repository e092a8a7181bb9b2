import type { Utterance } from './sentences.ts';

/** Sound that is being played. */
export interface Playing {
  readonly ended: Promise<void>;
  /** Silent at once. */
  stop(): void;
}

/** What a voice speaks with: replaced in tests. */
export interface VoiceWorld {
  /** Null when nobody could make sound of it. */
  make(utterance: Utterance): Promise<ArrayBuffer | null>;
  play(sound: ArrayBuffer): Promise<Playing>;
  /** Its turn has come: the text as it is heard now. */
  told(utterance: Utterance): void;
  /** There is no sound of it. */
  unheard(utterance: Utterance): void;
  /** Between utterances, and before the first: whoever makes other sounds waits while it speaks (A11Y-20). */
  speaking(speaks: boolean): void;
}

/**
 * One queue, and one utterance at a time: whatever is said anew ends what is being said (A11Y-15), and what stands behind it may be
 * added. The next is made while one is heard, so that nothing is waited for between two.
 */
export interface Voice {
  /** Ends what is being said, and says this. */
  say(utterances: readonly Utterance[]): void;
  /** Says it when the rest has been said. */
  add(utterances: readonly Utterance[]): void;
  /** What was said last, from its beginning (A11Y-14). */
  repeat(): void;
  stop(): void;
}

export function createVoice(world: VoiceWorld): Voice {
  let queue: Utterance[] = [];
  let last: readonly Utterance[] = [];
  let playing: Playing | null = null;
  /** Of the run that may speak; whoever finds another number is over. */
  let run = 0;
  let speaks = false;
  const made = new Map<Utterance, Promise<ArrayBuffer | null>>();

  const make = (utterance: Utterance): Promise<ArrayBuffer | null> => {
    const making = made.get(utterance) ?? world.make(utterance).catch(() => null);
    made.set(utterance, making);
    return making;
  };
  const hush = (): void => {
    run += 1;
    queue = [];
    made.clear();
    playing?.stop();
    playing = null;
    if (speaks) world.speaking(false);
    speaks = false;
  };
  const speak = async (mine: number): Promise<void> => {
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      const sound = await make(next);
      if (mine !== run) return;
      const after = queue[1];
      if (after !== undefined) void make(after);
      world.told(next);
      if (sound === null) world.unheard(next);
      else await hear(sound, mine);
      if (mine !== run) return;
      made.delete(next);
      queue.shift();
    }
    speaks = false;
    world.speaking(false);
  };
  const hear = async (sound: ArrayBuffer, mine: number): Promise<void> => {
    const begun = await world.play(sound).catch(() => null);
    if (begun === null) return;
    // Somebody has spoken since: what has just begun to sound is silenced before it is heard.
    if (mine !== run) return begun.stop();
    playing = begun;
    await begun.ended;
    if (playing === begun) playing = null;
  };
  const begin = (): void => {
    if (speaks || queue.length === 0) return;
    speaks = true;
    world.speaking(true);
    void speak(run);
  };

  return {
    say(utterances) {
      hush();
      if (utterances.length > 0) last = utterances;
      // Each its own, even where the same words come twice.
      queue = utterances.map((utterance) => ({ ...utterance }));
      begin();
    },
    add(utterances) {
      last = speaks ? [...last, ...utterances] : utterances;
      queue.push(...utterances.map((utterance) => ({ ...utterance })));
      begin();
    },
    repeat() {
      this.say(last);
    },
    stop: hush,
  };
}
