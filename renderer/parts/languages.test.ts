import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import declared from '../../assets/locales/languages.json' with { type: 'json' };
import { locales } from '../../flows/locales.ts';

/** Every language says everything, with the words of its own: French is the original, each other is held against it. */

type Sentences = { readonly [key: string]: string | Sentences };

function flatten(sentences: Sentences, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(sentences).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value] as const] : flatten(value, `${prefix}${key}.`)));
}

const read = (folder: string): ReadonlyMap<string, string> => new Map(flatten(JSON.parse(readFileSync(new URL(`../../assets/locales/${folder}/screens.json`, import.meta.url), 'utf8')) as Sentences));

const french = read('fr');
const english = read('en');
const plural = /_(?:zero|one|two|few|many|other)$/;
const stem = (key: string): string => key.replace(plural, '');
const stems = (sentences: ReadonlyMap<string, string>): readonly string[] => [...new Set([...sentences.keys()].map(stem))].sort();
const holes = (sentence: string): string => [...new Set(sentence.match(/\{\{\w+\}\}/g))].sort().join();

/** Names of La Poste's products and of places are the same everywhere; one word may be the same in two languages. */
const sameEverywhere = /^(?:product|place)\./;
const isPhrase = (sentence: string): boolean => (sentence.replaceAll(/\{\{\w+\}\}/g, '').match(/\p{L}{2,}/gu) ?? []).length > 1;

describe.each([...locales.filter((locale) => locale !== 'fr').map((locale) => [locale, locale] as const), ['fr-easy', 'fr'] as const])('%s', (folder, locale) => {
  const sentences = read(folder);

  test('says all that French says, and nothing else', () => {
    expect(stems(sentences)).toEqual(stems(french));
  });

  test('has every plural form that its numbers want', () => {
    const forms = new Intl.PluralRules(declared[locale].intl).resolvedOptions().pluralCategories;
    const counted = new Set([...sentences.keys()].filter((key) => plural.test(key)).map(stem));
    expect(counted.size).toBeGreaterThan(5);
    const lacking = [...counted].flatMap((key) => forms.filter((form) => !sentences.has(`${key}_${form}`)).map((form) => `${key}_${form}`));
    expect(lacking).toEqual([]);
  });

  test('carries the same figures as French', () => {
    // "One" and "two" may say theirs in a word.
    const differing = [...sentences].filter(([key, sentence]) => !/_(?:zero|one|two)$/.test(key) && holes(sentence) !== holes(french.get(key) ?? french.get(`${stem(key)}_other`) ?? ''));
    expect(differing).toEqual([]);
  });

  test('leaves no sentence empty, and none in another language', () => {
    const copied = [...sentences].filter(([key, sentence]) => {
      if (sentence.trim() === '') return true;
      const original = folder !== 'fr-easy' && sentence === french.get(key);
      return isPhrase(sentence) && !sameEverywhere.test(key) && (original || (folder !== 'en' && sentence === english.get(key)));
    });
    expect(copied).toEqual([]);
  });
});
