import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { View } from '../../flows/view.ts';
import { dialogFixtures, fixtures } from '../fixtures.ts';
import { questionOf, settle, settlingMs } from './settling.ts';

class Glass {
  settling = false;
  toggleAttribute(name: string, force?: boolean): boolean {
    if (name === 'data-settling') this.settling = force ?? !this.settling;
    return this.settling;
  }
}

function fixture(named: Readonly<Record<string, View>>, name: string): View {
  const view = named[name];
  if (view === undefined) throw new Error(`no fixture ${name}`);
  return view;
}

describe('the second half of a double tap', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('meets a screen that takes no touch yet, and a moment later takes it', () => {
    const glass = new Glass();
    settle(glass);
    expect(glass.settling).toBe(true);
    vi.advanceTimersByTime(settlingMs - 1);
    expect(glass.settling).toBe(true);
    vi.advanceTimersByTime(1);
    expect(glass.settling).toBe(false);
  });

  test('is still kept out when one screen follows another at once', () => {
    const glass = new Glass();
    const leave = settle(glass);
    vi.advanceTimersByTime(settlingMs - 50);
    leave();
    settle(glass);
    vi.advanceTimersByTime(settlingMs - 1);
    expect(glass.settling).toBe(true);
    vi.advanceTimersByTime(1);
    expect(glass.settling).toBe(false);
  });

  test('is long enough for a trembling hand, and too short to be waited for', () => {
    expect(settlingMs).toBeGreaterThanOrEqual(200);
    expect(settlingMs).toBeLessThanOrEqual(300);
  });

  test('is kept from the glass by the theme', () => {
    const css = readFileSync(new URL('../theme/frame.css', import.meta.url), 'utf8');
    expect(css).toMatch(/\.kiosk\[data-settling\] > \*\s*\{\s*pointer-events: none;/);
  });
});

describe('a question', () => {
  const basket = fixture(fixtures.basket, 'two');
  test.each([
    ['another screen', fixture(fixtures.pay, 'presenting')],
    ['a dialog that opens', fixture(dialogFixtures, 'cancel')],
  ])('changes with %s', (_what, view) => {
    expect(questionOf(view)).not.toBe(questionOf(basket));
  });

  test('changes when the towns take the place of the keypad, and with each part and party of an address', () => {
    const questions = ['postcode', 'towns', 'street', 'name', 'check', 'check-long'].map((name) => questionOf(fixture(fixtures.address, name)));
    expect(new Set(questions).size).toBe(questions.length);
  });

  test('stays the same while the towns that are found change with every letter', () => {
    const found = fixture(fixtures.address, 'by-name');
    expect(questionOf(found.screen === 'address' ? { ...found, towns: [] } : found)).toBe(questionOf(found));
  });

  test('changes with each step of a customs declaration, and with each article', () => {
    const questions = ['category', 'article', 'article-typed', 'overview'].map((name) => questionOf(fixture(fixtures.customs, name)));
    expect(new Set(questions).size).toBe(questions.length);
  });

  test('stays the same while prices, quantities, language and colours change', () => {
    expect(questionOf({ ...fixture(fixtures.basket, 'twenty'), locale: 'en' })).toBe(questionOf(basket));
  });
});
