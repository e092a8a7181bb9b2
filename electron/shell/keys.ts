/**
 * SEC-12: which keys reach the page. A list of what is allowed, because the list of what opens something (Ctrl+P, F11,
 * Alt+F4, the menu key, the media and browser keys …) grows with every Chromium.
 */

/** What we read of Electron's `Input`. */
export interface KeyInput {
  readonly type: string;
  /** As `KeyboardEvent.key`. */
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/** What a form and a tactile keypad need. */
const named = new Set([
  'Enter',
  'Tab',
  'Backspace',
  'Delete',
  'Escape',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'Shift',
  'CapsLock',
  'AltGraph',
  'Dead',
]);

export function isAllowedKey(input: KeyInput): boolean {
  // AltGr, which types @ and €, is reported as the key itself and as a modifier of its own: not as `alt`.
  if (input.control || input.alt || input.meta) return false;
  return named.has(input.key) || isPrintable(input.key);
}

/** One character as typed, accents included; never a control character or a private-use one. */
function isPrintable(key: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(key);
}
