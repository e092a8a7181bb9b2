import type { Locale } from '../../flows/locales.ts';
import type { HostSays, SpeechAsked, Speechlessness } from '../../flows/speech.ts';

/** Asks the host for sound, and gives each answer to whoever asked. */
export interface Maker {
  make(asked: { readonly text: string; readonly locale: Locale; readonly rate: number; readonly private: boolean }): Promise<ArrayBuffer | Speechlessness>;
  stop(): void;
}

/** What of the link it needs. */
export interface Asking {
  ask(asked: SpeechAsked): boolean;
  onSaid(listener: (said: HostSays) => void): () => void;
}

/** Numbers go on when speech is switched off and on again: an answer to a question of before is nobody's. */
let lastId = 0;

export function createMaker(link: Asking): Maker {
  const waiting = new Map<number, (answer: ArrayBuffer | Speechlessness) => void>();
  const stop = link.onSaid((said) => {
    if (said.type === 'headphones') return;
    waiting.get(said.id)?.(said.type === 'speech.made' ? bytesOf(said.wav) : said.why);
    waiting.delete(said.id);
  });
  return {
    make: ({ text, locale, rate, private: isPrivate }) =>
      new Promise((resolve) => {
        lastId += 1;
        waiting.set(lastId, resolve);
        if (link.ask({ type: 'speech.asked', id: lastId, text, locale, rate, private: isPrivate })) return;
        waiting.delete(lastId);
        resolve('failed');
      }),
    stop() {
      stop();
      for (const resolve of waiting.values()) resolve('failed');
      waiting.clear();
    },
  };
}

function bytesOf(base64: string): ArrayBuffer {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes.buffer;
}
