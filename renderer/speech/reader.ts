import { questionOf } from '../parts/settling.ts';
import type { View } from '../../flows/view.ts';
import type { Part } from './reading.ts';
import { announcement, changesIn, strokeIn, utterancesOf, type Hearing, type Spoken, type Utterance } from './sentences.ts';
import type { Voice } from './voice.ts';

/**
 * Decides what is said when: a new question whole, what changes on a screen when it changes, what is reached when it is reached.
 * Knows neither the DOM nor the sound; `read` gives the page as it stands.
 */
export interface Reader {
  /** The page has changed, or may have. */
  look(view: View): void;
  /** Something was reached: by a key, or by the page itself when a screen came up. */
  reached(isAt: (part: Part) => boolean): void;
  /** Somebody did something: what comes next is meant for their ears first. */
  acted(): void;
  /** Once more; a text that was kept back is said aloud from now on, for whoever asks for it has been warned (A11Y-19). */
  repeat(): void;
  say(key: string, values?: Record<string, string | number>): void;
  setRoute(route: Hearing['route']): void;
}

export interface ReaderWorld {
  readonly voice: Voice;
  readonly read: () => readonly Part[];
  /** Words of the language that is shown now. */
  readonly spoken: Spoken;
}

export function createReader({ voice, read, spoken }: ReaderWorld, route: Hearing['route']): Reader {
  let hearing: Hearing = { route, agreed: false };
  let parts: readonly Part[] = [];
  let question: string | null = null;
  let byHand = false;
  /** What was said last, for ears that may have changed since. */
  let last: () => readonly Utterance[] = () => [];
  /** Somebody has heard that a text is private, and what Repeat would do. */
  let warned = false;

  const heard = (utterances: readonly Utterance[]): readonly Utterance[] => {
    warned = utterances.some(({ text }) => isKeptBack(text, parts, spoken));
    return utterances;
  };
  const say = (utterances: () => readonly Utterance[]): void => {
    last = utterances;
    voice.say(heard(utterances()));
  };
  const add = (utterances: () => readonly Utterance[]): void => {
    const before = last;
    last = () => [...before(), ...utterances()];
    voice.add(heard(utterances()));
  };
  const each = (some: readonly Part[]) => (): readonly Utterance[] => some.flatMap((part) => utterancesOf(part, hearing, spoken));

  return {
    look(view) {
      const before = parts;
      parts = read();
      const title = parts.find(({ kind }) => kind === 'title')?.text ?? '';
      const asked = `${questionOf(view)} ${view.locale} ${title}`;
      if (asked !== question) {
        const first = question === null;
        question = asked;
        byHand = false;
        const now = parts;
        return say(() => [...(first ? [{ text: spoken('hello', { office: view.office }), lang: null, private: false }] : []), ...announcement(now, hearing, spoken)]);
      }
      const typed = typedIn(before, parts);
      if (typed !== null) say(() => spokenStroke(typed, hearing, spoken));
      const turned = parts.filter((part) => before.some((old) => old.source === part.source && old.pressed !== null && part.pressed !== null && old.pressed !== part.pressed));
      const change = changesIn(before, parts);
      const news = [...turned.filter(({ pressed }) => pressed === true || turned.length === 1), ...change.parts];
      if (news.length === 0) return undefined;
      return change.urgent || (byHand && typed === null) ? say(each(news)) : add(each(news));
    },
    reached(isAt) {
      const part = parts.find(isAt);
      if (part === undefined) return;
      if (byHand) say(each([part]));
      // The page puts itself at the title of a new screen, which is being read already.
      else if (part.kind !== 'title') add(each([part]));
    },
    acted() {
      byHand = true;
    },
    repeat() {
      if (warned) hearing = { ...hearing, agreed: true };
      voice.say(heard(last()));
    },
    say: (key, values) => voice.say([{ text: spoken(key, values), lang: null, private: false }]),
    setRoute(next) {
      if (next !== hearing.route) warned = false;
      hearing = { ...hearing, route: next };
    },
  };
}

function isKeptBack(text: string, parts: readonly Part[], spoken: Spoken): boolean {
  return text === spoken('withheld') || parts.some((part) => part.kind === 'field' && text === spoken('withheld-field', { name: part.text }));
}

interface Stroke {
  readonly part: Part;
  readonly before: string;
}

function typedIn(before: readonly Part[], now: readonly Part[]): Stroke | null {
  for (const part of now) {
    const old = part.kind === 'field' ? before.find(({ source }) => source === part.source) : undefined;
    if (old?.value != null && old.value !== part.value) return { part, before: old.value };
  }
  return null;
}

function spokenStroke({ part, before }: Stroke, hearing: Hearing, spoken: Spoken): readonly Utterance[] {
  const isPrivate = part.private || part.masked;
  const text = isPrivate && hearing.route === 'speaker' && !hearing.agreed ? spoken('masked') : strokeIn(before, part.value ?? '', spoken);
  return text === null ? [] : [{ text, lang: null, private: isPrivate }];
}
