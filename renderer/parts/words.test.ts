import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import en from '../../assets/locales/en/screens.json' with { type: 'json' };
import fr from '../../assets/locales/fr/screens.json' with { type: 'json' };
import { formatMoney, formatWeight, splitDuration } from './words.tsx';

type Sentences = { readonly [key: string]: string | Sentences };

function flatten(sentences: Sentences, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(sentences).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)])),
  );
}

const french = flatten(fr);
const english = flatten(en);
const plural = /_(?:one|many|other)$/;
const stem = (key: string) => key.replace(plural, '');

const renderer = new URL('../', import.meta.url);
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.') && !name.startsWith('workbench') && !name.startsWith('link'))
  .map((name) => readFileSync(new URL(name, renderer), 'utf8'))
  .join('\n');

/** Every string or template in the sources that has the shape of a key; `${…}` stands for one step of the path or less. */
const asked = [...sources.matchAll(/(['`])([a-z][\w-]*(?:[.-][\w${}.-]+)*)\1/g)].map(
  (match) => new RegExp(`^${(match[2] ?? '').replaceAll(/\$\{[^}]*\}/g, '\u0000').replaceAll(/[.$^*+?()[\]{}|\\]/g, '\\$&').replaceAll('\u0000', '[\\w-]+')}$`),
);

describe('the sentences of the screens', () => {
  test('are the same in French and in English', () => {
    expect([...new Set([...english.keys()].map(stem))].sort()).toEqual([...new Set([...french.keys()].map(stem))].sort());
  });

  test.each([
    ['fr', french, ['one', 'many', 'other']],
    ['en', english, ['one', 'other']],
  ] as const)('have every plural form of %s', (locale, sentences, forms) => {
    expect(new Intl.PluralRules(locale).resolvedOptions().pluralCategories.sort()).toEqual([...forms].sort());
    const counted = new Set([...sentences.keys()].filter((key) => plural.test(key)).map(stem));
    expect(counted.size).toBeGreaterThan(5);
    for (const key of counted) for (const form of forms) expect([...sentences.keys()]).toContain(`${key}_${form}`);
  });

  test('carry the same figures in both languages', () => {
    const holes = (sentence: string | undefined) => [...new Set((sentence ?? '').match(/\{\{\w+\}\}/g))].sort();
    // "one" may say its figure in a word.
    const compared = [...french].filter(([key]) => !key.endsWith('_one'));
    const different = compared.filter(([key, sentence]) => holes(english.get(key) ?? english.get(`${stem(key)}_other`)).join() !== holes(sentence).join());
    expect(different).toEqual([]);
  });

  test('are all asked for by some screen', () => {
    expect([...new Set([...french.keys()].map(stem))].filter((key) => !asked.some((pattern) => pattern.test(key)))).toEqual([]);
  });

  test('say what they mean: none is empty', () => {
    expect([...french, ...english].filter(([, sentence]) => sentence.trim() === '')).toEqual([]);
  });
});

test('French is set as French is printed: no break before ? ! : ; €, and the curly apostrophe', () => {
  expect([...french].filter(([, sentence]) => /[^\u00A0\u202F][?!;»€]|[^\u00A0\u202F\d]:|'|\.\.\./u.test(sentence))).toEqual([]);
});

test('money and weight are written as each language writes them', () => {
  expect(formatMoney('fr', 1250)).toBe('12,50\u00A0€');
  expect(formatMoney('en', 1250)).toBe('€12.50');
  expect(formatMoney('fr', 123_456)).toBe('1\u202F234,56\u00A0€');
  expect(formatWeight('fr', 1240)).toBe('1\u202F240\u00A0g');
  expect(formatWeight('en', 1240)).toBe('1,240\u00A0g');
});

test('no amount is ever rounded on its way to the screen', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (amount) => {
      const digits = formatMoney('fr', amount).replaceAll(/\D/g, '');
      expect(Number(digits)).toBe(amount);
    }),
  );
});

test('a wait is counted in minutes and seconds, and never below nothing', () => {
  expect(splitDuration(75_900)).toEqual({ minutes: 1, seconds: 15 });
  expect(splitDuration(-3_000)).toEqual({ minutes: 0, seconds: 0 });
});
