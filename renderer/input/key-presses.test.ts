import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionSchema, keysSchema } from '../../flows/actions.ts';
import { standardKeys } from '../../flows/standard-keys.ts';
import { KeyPresses, type KeyPress } from './key-presses.ts';

function press(code: string, more: Partial<KeyPress> = {}): KeyPress {
  return { code, key: code, repeat: false, chord: false, at: 0, inField: false, ...more };
}
const letter = (key: string, more: Partial<KeyPress> = {}): KeyPress => press(`Key${key.toUpperCase()}`, { key, ...more });

describe('a key of the keypad', () => {
  test('means what its table says, also in a field, whatever the layout makes of it (A11Y-75)', () => {
    const keys = new KeyPresses(standardKeys);
    expect(keys.read(press('F20', { key: 'AudioVolumeMute' }))).toEqual({ kind: 'action', action: 'Select' });
    expect(keys.read(press('F19', { key: 'Unidentified', inField: true }))).toEqual({ kind: 'action', action: 'FocusNext' });
  });

  test('that no table knows does nothing, is not typed, and is counted (A11Y-78)', () => {
    const keys = new KeyPresses(standardKeys);
    expect(keys.read(press('F15'))).toEqual({ kind: 'nothing' });
    expect(keys.read(press('LaunchMail', { inField: true }))).toEqual({ kind: 'nothing' });
    expect(keys.unknown).toBe(2);
  });

  test('that is held for five seconds is pressed once (A11Y-35)', () => {
    const keys = new KeyPresses(standardKeys);
    const held = Array.from({ length: 150 }, (_, tick) => keys.read(press('F19', { at: tick * 33, repeat: tick > 0 })));
    expect(held.filter(({ kind }) => kind === 'action')).toHaveLength(1);
  });
});

describe('a trembling hand', () => {
  test.each([
    [0, 0, true],
    [0, 1, false],
    [499, 500, false],
    [500, 500, true],
    [1_000, 1_000, true],
    [999, 1_000, false],
  ])('that strikes again after %i ms where the terminal waits %i: taken is %s (A11Y-36)', (after, doubleStrikeMs, taken) => {
    const keys = new KeyPresses(keysSchema.parse({ doubleStrikeMs }));
    keys.read(press('F19'));
    expect(keys.read(press('F19', { at: after })).kind).toBe(taken ? 'action' : 'nothing');
  });

  test('does not keep another key from being taken', () => {
    const keys = new KeyPresses(keysSchema.parse({ doubleStrikeMs: 1_000 }));
    keys.read(press('F19'));
    expect(keys.read(press('F20', { at: 5 }))).toEqual({ kind: 'action', action: 'Select' });
  });

  test('types no character twice either', () => {
    const keys = new KeyPresses(keysSchema.parse({ doubleStrikeMs: 500 }));
    expect(keys.read(letter('a', { inField: true })).kind).toBe('left');
    expect(keys.read(letter('a', { inField: true, at: 200 })).kind).toBe('nothing');
    expect(keys.read(letter('a', { inField: true, at: 600 })).kind).toBe('left');
  });
});

describe('an external keyboard', () => {
  test('types in a field', () => {
    const keys = new KeyPresses(standardKeys);
    for (const key of ['a', 'é', '7', '’', ' ']) expect(keys.read(letter(key, { inField: true }))).toEqual({ kind: 'left' });
    expect(keys.read(press('Backspace', { inField: true }))).toEqual({ kind: 'left' });
  });

  test('ends what was typed with Enter, and chooses with it elsewhere', () => {
    expect(new KeyPresses(standardKeys).read(press('Enter', { inField: true }))).toEqual({ kind: 'action', action: 'Next' });
    expect(new KeyPresses(standardKeys).read(press('Enter'))).toEqual({ kind: 'action', action: 'Select' });
  });

  test('does nothing with any character outside a field (A11Y-56)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((key) => key !== ' '), fc.constantFrom('KeyA', 'Digit1', 'Numpad3', 'Slash', 'IntlBackslash'), (key, code) => {
        expect(new KeyPresses(standardKeys).read(press(code, { key }))).toEqual({ kind: 'nothing' });
      }),
    );
  });
});

test.each(['valueOf', 'constructor', '__proto__', 'toString'])('a code that every object answers to, %s, means nothing', (code) => {
  expect(new KeyPresses(standardKeys).read(press(code)).kind).not.toBe('action');
});

test('whatever is pressed is an action, the browser’s, or nothing; and only what no table knows is counted', () => {
  const anyPress = fc.record({ code: fc.oneof(fc.constantFrom('F17', 'F20', 'F13', 'Enter', 'Tab', 'F11'), fc.string()), key: fc.string(), repeat: fc.boolean(), chord: fc.boolean(), at: fc.nat(), inField: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anyPress, { maxLength: 30 }), (presses) => {
      const keys = new KeyPresses(standardKeys);
      const results = presses.map((one) => keys.read(one));
      for (const result of results.filter(({ kind }) => kind === 'action')) expect(actionSchema.options).toContain((result as { action: string }).action);
      expect(keys.unknown).toBeLessThanOrEqual(results.filter(({ kind }) => kind === 'nothing').length);
    }),
  );
});
