import { describe, expect, test } from 'vitest';
import { actionSchema, keysSchema } from '../../flows/actions.ts';
import { standardKeys } from '../../flows/standard-keys.ts';
import { keyboard, meaningOf } from './bindings.ts';

const tables = { ...standardKeys, keyboard };

describe('the keys of a terminal', () => {
  test('of one device never mean the same twice, and no key is of two devices (A11Y-70)', () => {
    const all = [tables.keypad, tables.switches, tables.keyboard];
    for (const table of all) expect(new Set(Object.values(table)).size).toBe(Object.keys(table).length);
    expect(new Set(all.flatMap(Object.keys)).size).toBe(all.flatMap(Object.keys).length);
  });

  test('mean together everything that can be meant', () => {
    const meant = new Set([tables.keypad, tables.switches, tables.keyboard].flatMap((table) => Object.values(table)));
    expect([...actionSchema.options].filter((action) => !meant.has(action))).toEqual([]);
  });

  test('of the keypad are enough alone: to move, to choose, to go back, on, and to be helped, and to hear it again or not at all', () => {
    const needed = ['FocusNext', 'FocusPrevious', 'Select', 'Back', 'Next', 'Help', 'Repeat', 'Stop', 'VolumeUp', 'VolumeDown'];
    expect(Object.values(tables.keypad).sort()).toEqual(needed.sort());
  });

  test('are the eight of the EZ Access table, by their place', () => {
    const table = ['F17', 'F18', 'F19', 'F20', 'F21', 'F22', 'F23', 'F24'].map((code) => meaningOf(code, standardKeys));
    expect(table.map((meaning) => meaning?.device)).toEqual(Array.from({ length: 8 }, () => 'keypad'));
    expect(table.map((meaning) => meaning?.action)).toEqual(['Help', 'FocusPrevious', 'FocusNext', 'Select', 'Back', 'Next', 'Repeat', 'Stop']);
  });

  test('never include a letter, a digit or the space: those are typed (A11Y-56)', () => {
    for (const code of [...Object.keys(tables.keypad), ...Object.keys(tables.switches), ...Object.keys(keyboard)]) expect(code).not.toMatch(/^(Key|Digit|Numpad|Space)/);
    expect(meaningOf('KeyH', standardKeys)).toBeNull();
  });

  test('belong to the keypad or the switches once the operator says so, and are no longer the keyboard’s', () => {
    const keys = keysSchema.parse({ switches: { Digit1: 'SwitchMove', Enter: 'SwitchSelect' } });
    expect(meaningOf('Digit1', keys)).toEqual({ device: 'switches', action: 'SwitchMove' });
    expect(meaningOf('Enter', keys)).toEqual({ device: 'switches', action: 'SwitchSelect' });
  });
});

describe('an operator’s table is refused', () => {
  test.each([
    ['with an action that there is not', { keypad: { F17: 'Buy' } }],
    ['with two keys for one action', { keypad: { F17: 'Help', F18: 'Help' } }],
    ['with a key of two devices', { keypad: { F17: 'Help' }, switches: { F17: 'SwitchMove' } }],
    ['with what a layout makes of a key instead of its code', { keypad: { '?': 'Help' } }],
    ['with a wait that nobody would wait', { doubleStrikeMs: 1_001 }],
  ])('%s', (_what, keys) => {
    expect(keysSchema.safeParse(keys).success).toBe(false);
  });
});
