import { longestUtterance } from '../../flows/speech.ts';
import type { Part } from './reading.ts';

/** From what is read to what is said: which parts, in which order, and with which words around them. */

/** One thing that is said, once and whole. */
export interface Utterance {
  readonly text: string;
  /** A language of the screens; null: the page's. */
  readonly lang: string | null;
  /** Kept nowhere, told to nobody. */
  readonly private: boolean;
}

/** Words of the locale file under `spoken.`; `count` and the like as i18next has them. */
export type Spoken = (key: string, values?: Record<string, string | number>) => string;

/** Who hears it: where the sound goes, and whether its owner has agreed to be overheard. */
export interface Hearing {
  readonly route: 'speaker' | 'headphones';
  readonly agreed: boolean;
}

/** The parts of a screen that are said when it comes up: its title first, then what it says, then what stands above it (the step, the money). */
export function screenParts(parts: readonly Part[]): readonly Part[] {
  const title = parts.findIndex(({ kind }) => kind === 'title');
  const said = (part: Part): boolean => part.kind !== 'control' && part.kind !== 'field' && part.kind !== 'title';
  const [head, body] = title === -1 ? [[], parts] : [parts.slice(0, title), parts.slice(title + 1)];
  return [...(title === -1 ? [] : parts.slice(title, title + 1)), ...body.filter(said), ...head.filter(said)];
}

/** How many answers there are, apart from what every screen has. */
export function answersIn(parts: readonly Part[]): number {
  return parts.filter(({ kind, lasting }) => (kind === 'control' || kind === 'field') && !lasting).length;
}

/** What is said of one part: its words in their own language, what it is in the page's (A11Y-24). */
export function utterancesOf(part: Part, hearing: Hearing, spoken: Spoken): readonly Utterance[] {
  const heardByOthers = hearing.route === 'speaker';
  if (part.masked && heardByOthers) return [{ text: spoken('masked'), lang: null, private: false }];
  const isPrivate = part.private || part.masked;
  if (isPrivate && heardByOthers && !hearing.agreed) return [{ text: part.kind === 'field' ? spoken('withheld-field', { name: part.text }) : spoken('withheld'), lang: null, private: false }];
  const state = stateOf(part, spoken);
  if (part.lang === null) return split({ text: ended([part.text, ...state]), lang: null, private: isPrivate });
  return [...split({ text: part.text, lang: part.lang, private: isPrivate }), ...(state.length === 0 ? [] : split({ text: ended(state), lang: null, private: isPrivate }))];
}

function stateOf({ kind, pressed, disabled, position, value }: Part, spoken: Spoken): readonly string[] {
  return [
    ...(kind === 'field' ? [value === '' || value === null ? spoken('empty') : value] : []),
    ...(pressed === null ? [] : [spoken(pressed ? 'pressed' : 'not-pressed')]),
    ...(disabled ? [spoken('disabled')] : []),
    ...(position === null ? [] : [spoken('position', { at: position.at, of: position.of })]),
  ];
}

/** Phrases one after the other, each with a pause behind it. */
function ended(phrases: readonly string[]): string {
  return phrases.reduce((text, phrase) => (text === '' ? phrase : `${text}${/[.,:;!?…。，：；！？،؟]$/u.test(text) ? '' : ','} ${phrase}`), '');
}

/** All that a screen says of itself when it comes up. */
export function announcement(parts: readonly Part[], hearing: Hearing, spoken: Spoken): readonly Utterance[] {
  const count = answersIn(parts);
  return [
    ...screenParts(parts).flatMap((part) => utterancesOf(part, hearing, spoken)),
    ...(count === 0 ? [] : [{ text: spoken('answers', { total: count }), lang: null, private: false }]),
  ].filter((utterance, at, all) => at === 0 || utterance.text !== all[at - 1]?.text);
}

export interface Change {
  /** Interrupts what is being said. */
  readonly urgent: boolean;
  readonly parts: readonly Part[];
}

/** What a page says now and did not say before; a clock that ticks is no news. */
export function changesIn(before: readonly Part[], now: readonly Part[]): Change {
  const known = new Set(before.map(({ text }) => text));
  const parts = now.filter(({ kind, text }) => (kind === 'text' || kind === 'heading' || kind === 'alert') && !known.has(text));
  return { urgent: parts.some(({ kind }) => kind === 'alert'), parts };
}

/** What became of a field in one stroke: the character, so that whoever types hears what stands there. */
export function strokeIn(before: string, now: string, spoken: Spoken): string | null {
  if (now === before) return null;
  if (now.startsWith(before) && now.length === before.length + 1) return now.at(-1) === ' ' ? spoken('space') : (now.at(-1) ?? null);
  if (before.startsWith(now)) return spoken('erased', { what: before.slice(now.length) });
  return now === '' ? spoken('empty') : now;
}

/** A voice takes so many characters at once; longer ones are cut where a sentence ends, or a word. */
export function split(utterance: Utterance): readonly Utterance[] {
  if (utterance.text.length <= longestUtterance) return [utterance];
  const first = utterance.text.slice(0, longestUtterance);
  const cut = Math.max(first.lastIndexOf('. ') + 1, 0) || Math.max(first.lastIndexOf(' '), 0) || longestUtterance;
  return [{ ...utterance, text: utterance.text.slice(0, cut).trim() }, ...split({ ...utterance, text: utterance.text.slice(cut).trim() })].filter(({ text }) => text !== '');
}
