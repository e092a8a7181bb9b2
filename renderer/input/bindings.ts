import type { Action, Keys, KeyTable } from '../../flows/actions.ts';

/** Which key of which device means what. The keypad's and the switches' tables come from `terminal.json`; the keyboard's is here. */

/**
 * An external keyboard, for whoever brings or is brought one. Tab, Shift and Space stay the browser's own: its order is the reading order
 * too. Function keys for the rest, because no letter ever does anything outside a field (WCAG 2.1.4, A11Y-56).
 */
export const keyboard: KeyTable = {
  ArrowDown: 'FocusNext',
  ArrowUp: 'FocusPrevious',
  Enter: 'Select',
  Escape: 'Back',
  PageDown: 'Next',
  F1: 'Help',
  F2: 'ToggleSpeech',
  F3: 'Repeat',
  F4: 'Stop',
  F5: 'RateDown',
  F6: 'RateUp',
  F7: 'VolumeDown',
  F8: 'VolumeUp',
  F9: 'ToggleScreen',
  F10: 'ToggleReach',
};

export type Device = 'keypad' | 'switches' | 'keyboard';

/** What a key means, and whose it is: a code that the operator gave to the keypad or the switches is no longer the keyboard's. */
export function meaningOf(code: string, keys: Keys): { readonly device: Device; readonly action: Action } | null {
  for (const [device, table] of [['keypad', keys.keypad], ['switches', keys.switches], ['keyboard', keyboard]] as const) {
    // Its own alone: every object answers to `valueOf`.
    const action = Object.hasOwn(table, code) ? table[code] : undefined;
    if (action !== undefined) return { device, action };
  }
  return null;
}
