/**
 * The tactile keypad, EZ Access and Storm AudioNav: HID usages 6Ch to 73h, which Chromium calls F17 to F24. Help, the arrows, Select,
 * Back and Next after the Trace Center's source [V S21]; that `<<` is 72h, and so F23, Storm's manual says too [V S18]. What `<<` and
 * `>>` mean is ours [D]: what was said once more, and silence. Volume: HID consumer control E9h and EAh [K]. Codes of the jack, the
 * alternate table and other models were not found: they are configuration (`terminal.json`, `keys.keypad`).
 */
const keypad = {
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
} as const;

/**
 * Two switches at a socket for them. A page is not told which device a key came from, and `1` and `2`, as VotingWorks has them [V S16],
 * are also typed: these two are on no keyboard, and most interfaces can be set to them [D].
 */
const switches = { F13: 'SwitchMove', F14: 'SwitchSelect' } as const;

/** As a terminal has them without configuration. Apart from their schema (actions.ts), for the first screen needs them and not the schema library. */
export const standardKeys = { keypad, switches, doubleStrikeMs: 0 } as const;
