import { err, type Result } from '../../flows/result.ts';
import type { HostSays, SpeechAsked, Speechlessness } from '../../flows/speech.ts';
import { keepSpeech } from './kept.ts';
import type { Voice } from './voice.ts';

/** What the link needs of speech: an answer for every sentence, and word of the headphones. */
export interface Speech {
  /** Never rejects. */
  ask(asked: SpeechAsked): Promise<HostSays>;
  /** Calls back at every change of the jack that the host watches; returns how to stop. */
  onHeadphones(listener: (plugged: boolean) => void): () => void;
  stop(): void;
}

export type Jack = Pick<Speech, 'onHeadphones' | 'stop'>;

/** A terminal without a switch in its jack: the page and the keypad say what they know. */
export const noJack: Jack = { onHeadphones: () => () => undefined, stop: () => undefined };

/** Some four hundred sentences of three seconds: a whole visit, and the screens everybody meets. */
const keptBytes = 48 * 1024 * 1024;

/** So many sentences are made at once; a page asks for one and the next. */
const atOnce = 2;

export function createSpeech({ voice, jack = noJack, mostBytes = keptBytes }: { readonly voice: Voice; readonly jack?: Jack; readonly mostBytes?: number }): Speech {
  const kept = keepSpeech(mostBytes);
  const turns = createTurns(atOnce);

  const make = async (asked: SpeechAsked): Promise<Result<Buffer, Speechlessness>> => {
    const key = JSON.stringify([asked.locale, asked.rate, asked.text]);
    const known = kept.get(key);
    if (known !== undefined) return { ok: true, value: known };
    const { text, locale, rate } = asked;
    const made = await turns.take(() => voice.say({ text, locale, rate }).catch(() => err('failed' as const)));
    if (made.ok && !asked.private) kept.keep(key, made.value);
    return made;
  };

  return {
    async ask(asked) {
      const made = await make(asked);
      return made.ok ? { type: 'speech.made', id: asked.id, wav: made.value.toString('base64') } : { type: 'speech.not-made', id: asked.id, why: made.error };
    },
    onHeadphones: (listener) => jack.onHeadphones(listener),
    stop: () => jack.stop(),
  };
}

/** Whoever comes when all places are taken waits for one. */
function createTurns(places: number): { take<T>(work: () => Promise<T>): Promise<T> } {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    async take(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}
