import type { Preferences } from '../flows/preferences.ts';

/** What the host wrote on the root element of its operator's theme (electron/theme/dressed.ts); where there is none, Moulin's own holds. */
export interface Operator {
  /** Before the office's name on the first screen; null: the office's alone. */
  readonly name: string | null;
  /** Picture behind the first screen, by its address; null: the mill. */
  readonly scene: (theme: Preferences['theme']) => string | null;
  readonly callNotes: readonly Note[] | null;
}

export interface Note {
  /** Hertz. */
  readonly pitch: number;
  /** Seconds after the first. */
  readonly from: number;
}

export function operator(said: Readonly<Record<string, string | undefined>> = rootData()): Operator {
  return {
    name: said['operator'] ?? null,
    scene: (theme) => said[`scene${theme.charAt(0).toUpperCase()}${theme.slice(1)}`] ?? null,
    callNotes: notesOf(said['callNotes'] ?? ''),
  };
}

/** A page that is drawn without a browser has no root. */
function rootData(): Readonly<Record<string, string | undefined>> {
  return typeof document === 'undefined' ? {} : document.documentElement.dataset;
}

/** `784@0 587@0.28` */
function notesOf(written: string): readonly Note[] | null {
  const notes = written.split(' ').map((note) => /^(?<pitch>\d+(?:\.\d+)?)@(?<from>\d+(?:\.\d+)?)$/.exec(note)?.groups);
  return notes.every((note) => note !== undefined) ? notes.map(({ pitch, from }) => ({ pitch: Number(pitch), from: Number(from) })) : null;
}
