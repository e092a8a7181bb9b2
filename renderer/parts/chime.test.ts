import { describe, expect, test } from 'vitest';
import { helperFixtures } from '../fixtures.ts';
import { isCalling, isRunningOut, isSilent } from './chime.ts';

test('the question whether somebody is still there is heard as well as seen, and no other is (A11Y-3)', () => {
  expect(isRunningOut({ dialog: { kind: 'idle', until: 1, extensionsLeft: 0 } })).toBe(true);
  expect(isRunningOut({ dialog: { kind: 'languages' } })).toBe(false);
  expect(isRunningOut({ dialog: null })).toBe(false);
});

describe('the sound of a call', () => {
  test('is made while somebody is called, and ends when a worker is there', () => {
    expect(isCalling({ helpSince: null, helper: null })).toBe(false);
    expect(isCalling({ helpSince: 1, helper: null })).toBe(true);
    expect(isCalling({ helpSince: 1, helper: helperFixtures['closed']?.helper ?? null })).toBe(false);
  });

  test('goes on while somebody is only at the keypad: whoever called is not helped yet', () => {
    expect(isCalling({ helpSince: 1, helper: helperFixtures['signing-in']?.helper ?? null })).toBe(true);
  });

  test('is not made in a page that a test drives, unless it asks for it', () => {
    expect(isSilent({ webdriver: true, search: '' })).toBe(true);
    expect(isSilent({ webdriver: true, search: '?sound=yes' })).toBe(false);
    expect(isSilent({ webdriver: false, search: '' })).toBe(false);
  });
});
