import { z } from 'zod';
import { standardKeys } from './standard-keys.ts';

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

export const keysSchema = z
  .strictObject({
    keypad: keyTableSchema.default(standardKeys.keypad),
    switches: keyTableSchema.default(standardKeys.switches),
    /** The same key again within so many milliseconds is a trembling hand, and does nothing (EN 301 549 5.8, A11Y-36). 0: never. */
    doubleStrikeMs: z.int('a whole number of milliseconds from 0 to 1000').min(0, 'a whole number of milliseconds from 0 to 1000').max(1_000, 'a whole number of milliseconds from 0 to 1000').default(standardKeys.doubleStrikeMs),
  })
  .refine(({ keypad: keys, switches: others }) => Object.keys(others).every((code) => !(code in keys)), { path: ['switches'], error: 'no key that the keypad has too: a page cannot tell them apart' });
export type Keys = z.infer<typeof keysSchema>;
