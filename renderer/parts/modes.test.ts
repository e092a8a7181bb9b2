import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standardPreferences, withWish, type Preferences } from '../../flows/preferences.ts';
import { preferencesSchema } from '../../flows/view/preferences.ts';
import { blank, colours, dockModes, easy, isAsForEverybody, isOffered, low, sizes, speech, still, textUp, unhurried } from './modes.tsx';

const anyPreferences: fc.Arbitrary<Preferences> = fc.record({
  theme: fc.constantFrom('light', 'dark', 'contrast', 'soft'),
  textSize: fc.constantFrom('standard', 'large', 'larger', 'largest'),
  motion: fc.constantFrom('full', 'reduced'),
  reach: fc.constantFrom('full', 'low'),
  wording: fc.constantFrom('standard', 'easy'),
  pace: fc.constantFrom('standard', 'calm'),
  speech: fc.constantFrom('off', 'speaker', 'headphones'),
  rate: fc.integer({ min: 1, max: 5 }),
  volume: fc.integer({ min: 1, max: 10 }),
  screen: fc.constantFrom('shown', 'blank'),
});

const every = [...new Set([...dockModes, ...sizes, ...colours, blank])];
const switches = [speech, low, easy, unhurried, still, blank];

describe('a mode', () => {
  test('is asked for in words that the terminal understands, whatever else holds', () => {
    fc.assert(fc.property(anyPreferences, fc.constantFrom(...every), (preferences, mode) => {
      expect(preferencesSchema.safeParse(withWish(preferences, mode.wish(preferences))).success).toBe(true);
    }));
  });

  test('combines with all others: one touch changes one preference', () => {
    fc.assert(fc.property(anyPreferences, fc.constantFrom(...every), (preferences, mode) => {
      expect(Object.keys(mode.wish(preferences))).toHaveLength(1);
    }));
  });

  test.each(switches.map((mode) => [mode.name, mode] as const))('%s is on after one touch and as before after two', (_, mode) => {
    const on = withWish(standardPreferences, mode.wish(standardPreferences));
    expect([mode.isOn(standardPreferences), mode.isOn(on)]).toEqual([false, true]);
    expect(withWish(on, mode.wish(on))).toEqual(standardPreferences);
  });

  test('is off for everybody, but for the usual size and colours', () => {
    expect(every.filter((mode) => mode.isOn(standardPreferences)).map(({ name }) => name)).toEqual(['text-standard', 'theme-light']);
  });
});

test('the text grows at each touch, and after the largest the usual size comes back', () => {
  const seen: string[] = [];
  for (let [at, preferences] = [0, standardPreferences]; at < 4; at += 1) {
    preferences = withWish(preferences, textUp.wish(preferences));
    seen.push(preferences.textSize);
  }
  expect(seen).toEqual(['large', 'larger', 'largest', 'standard']);
});

test('easy words are offered where there are some', () => {
  expect(['fr', 'de'].map((locale) => isOffered(easy, locale))).toEqual([true, false]);
  expect(isOffered(low, 'de')).toBe(true);
});

test('“as before” has something to do as soon as anything was chosen', () => {
  expect(isAsForEverybody(standardPreferences)).toBe(true);
  fc.assert(fc.property(anyPreferences, (preferences) => {
    expect(isAsForEverybody(preferences)).toBe(JSON.stringify(preferences) === JSON.stringify(standardPreferences));
  }));
});
