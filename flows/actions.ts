import { z } from 'zod';

/**
 * What somebody means who presses a key, of whatever device: the one vocabulary of the screen without touch (A11Y-70).
 * The host checks an operator's key table against it, the page acts on it.
 */
export const actionSchema = z.enum([
  // moving and choosing
  'FocusNext',
  'FocusPrevious',
  'Select',
  'Back',
  /** The screen's main button; where there is none, on to its first answer. */
  'Next',
  'Help',
  // two switches: one moves, one takes
  'SwitchMove',
  'SwitchSelect',
  // speech
  'ToggleSpeech',
  'Repeat',
  'Stop',
  'RateUp',
  'RateDown',
  'VolumeUp',
  'VolumeDown',
  // how the terminal is
  'ToggleScreen',
  'ToggleReach',
]);
export type Action = z.infer<typeof actionSchema>;

/** A key is known by its place (`KeyboardEvent.code`), never by what a layout makes of it (A11Y-75). */
const codeTakes = 'the code of a key as pages know it, such as "F17" or "AudioVolumeUp"';
const codeSchema = z.string(codeTakes).regex(/^[A-Z][A-Za-z0-9]{1,29}$/, codeTakes);

/** Which key of a device means what. Two keys that mean the same are a mistake of whoever wrote the table. */
const keyTableSchema = z
  .record(codeSchema, actionSchema, 'a table of keys and what they mean, such as {"F17": "Help"}')
  .refine((table) => new Set(Object.values(table)).size === Object.values(table).length, 'one key for each action');
export type KeyTable = z.infer<typeof keyTableSchema>;

/**
 * The tactile keypad, EZ Access and Storm AudioNav: HID usages 6Ch to 73h, which Chromium calls F17 to F24. Help, the arrows, Select,
 * Back and Next after the Trace Center's source [V S21]; that `<<` is 72h, and so F23, Storm's manual says too [V S18]. What `<<` and
 * `>>` mean is ours [D]: what was said once more, and silence. Volume: HID consumer control E9h and EAh [K]. Codes of the jack, the
 * alternate table and other models were not found: they are configuration (`terminal.json`, `keys.keypad`).
 */
const keypad: KeyTable = {
  F17: 'Help',
  F18: 'FocusPrevious',
  F19: 'FocusNext',
  F20: 'Select',
  F21: 'Back',
  F22: 'Next',
  F23: 'Repeat',
  F24: 'Stop',
  AudioVolumeUp: 'VolumeUp',
  AudioVolumeDown: 'VolumeDown',
};

/**
 * Two switches at a socket for them. A page is not told which device a key came from, and `1` and `2`, as VotingWorks has them [V S16],
 * are also typed: these two are on no keyboard, and most interfaces can be set to them [D].
 */
const switches: KeyTable = { F13: 'SwitchMove', F14: 'SwitchSelect' };

export const keysSchema = z
  .strictObject({
    keypad: keyTableSchema.default(keypad),
    switches: keyTableSchema.default(switches),
    /** The same key again within so many milliseconds is a trembling hand, and does nothing (EN 301 549 5.8, A11Y-36). 0: never. */
    doubleStrikeMs: z.int('a whole number of milliseconds from 0 to 1000').min(0, 'a whole number of milliseconds from 0 to 1000').max(1_000, 'a whole number of milliseconds from 0 to 1000').default(0),
  })
  .refine(({ keypad: keys, switches: others }) => Object.keys(others).every((code) => !(code in keys)), { path: ['switches'], error: 'no key that the keypad has too: a page cannot tell them apart' });
export type Keys = z.infer<typeof keysSchema>;

/** As a terminal has them without configuration. */
export const standardKeys: Keys = keysSchema.parse({});
