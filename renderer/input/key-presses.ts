import type { Action, Keys } from '../../flows/actions.ts';
import { meaningOf } from './bindings.ts';

/** What is read of a `KeyboardEvent`, and when it came, milliseconds of any clock that only goes forward. */
export interface KeyPress {
  readonly code: string;
  readonly key: string;
  /** The key is held, and the system says so again and again. */
  readonly repeat: boolean;
  /** Control, Alt or Meta is held with it. */
  readonly chord: boolean;
  readonly at: number;
  /** The caret is in a field. */
  readonly inField: boolean;
}

/** What becomes of a key: an action, left to the browser (typing, Tab), or nothing at all. */
export type Pressed = { readonly kind: 'action'; readonly action: Action } | { readonly kind: 'left' } | { readonly kind: 'nothing' };

const nothing: Pressed = { kind: 'nothing' };
const left: Pressed = { kind: 'left' };

/** In any place: the order of the page is the browser's own too, and a button takes the space. */
const everywhere = new Set(['Tab', 'Shift']);
const inFields = new Set(['Backspace', 'Delete', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'CapsLock', 'AltGraph', 'Dead']);

/** Reads keys, one terminal's life long. */
export class KeyPresses {
  readonly #keys: Keys;
  #last: { readonly code: string; readonly at: number } | null = null;
  #unknown = 0;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** Keys that nobody has said the meaning of: a table that does not fit the keypad (A11Y-78). */
  get unknown(): number {
    return this.#unknown;
  }

  read(press: KeyPress): Pressed {
    // Developers' chords; the shell of a terminal lets none through (SEC-12).
    if (press.chord) return left;
    // One press is one press, however long it is held (EN 301 549 5.7, A11Y-35).
    if (press.repeat || this.#isDoubleStrike(press)) return nothing;
    this.#last = { code: press.code, at: press.at };
    const meaning = meaningOf(press.code, this.#keys);
    if (meaning === null) return this.#unbound(press);
    // On a keyboard that has letters Enter ends what was typed; nobody who types needs the keys of the screen.
    if (meaning.device === 'keyboard' && meaning.action === 'Select' && press.inField) return { kind: 'action', action: 'Next' };
    return { kind: 'action', action: meaning.action };
  }

  /** The same key again, sooner than anybody means it (EN 301 549 5.8, A11Y-36). Counted from the last one that was taken. */
  #isDoubleStrike({ code, at }: KeyPress): boolean {
    return this.#last !== null && this.#last.code === code && at - this.#last.at < this.#keys.doubleStrikeMs;
  }

  #unbound({ key, inField }: KeyPress): Pressed {
    if (everywhere.has(key)) return left;
    const typed = /^.$/u.test(key);
    if (inField && (typed || inFields.has(key))) return left;
    // A button takes the space, and nothing else does.
    if (key === ' ') return left;
    this.#unknown += 1;
    return nothing;
  }
}
