import { describe, expect, test } from 'vitest';
import ar from '../../assets/locales/ar/screens.json' with { type: 'json' };

/**
 * What is Latin or filled in stands between isolates inside an Arabic sentence (UAX #9, 2.4.2), so that neither a French name nor a
 * price nor a code moves the words around it.
 */
const isolate = /[\u2066\u2068][^\u2066-\u2069]*\u2069/gu;
const arabic = /\p{Script=Arabic}/u;

interface Sentences {
  readonly [key: string]: string | Sentences;
}

function everySentence(sentences: Sentences, path = ''): [string, string][] {
  return Object.entries(sentences).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[`${path}${key}`, value]] : everySentence(value, `${path}${key}.`)));
}

/** Null where a sentence keeps its order whatever is filled in. */
function mixed(sentence: string): string | null {
  if (!arabic.test(sentence)) return null;
  const outside = sentence.replaceAll(isolate, '');
  return /\p{Script=Latin}+|\{\{\w+\}\}|[\u2066-\u2069]/u.exec(outside)?.[0] ?? null;
}

describe('inside Arabic', () => {
  test('a French name, a price and a code stand between isolates in every sentence', () => {
    const found = everySentence(ar).flatMap(([key, sentence]) => (mixed(sentence) === null ? [] : [`${key}: ${mixed(sentence)}`]));
    expect(found).toEqual([]);
  });

  test.each([
    ['a French name', 'هذا Colissimo.'],
    ['a price to come', 'دفع {{amount}}'],
    ['an isolate that nobody closes', 'دفع \u2068{{amount}}'],
    ['one that was never opened', 'دفع 5\u2069'],
  ])('%s without them is found', (_, sentence) => {
    expect(mixed(sentence)).not.toBeNull();
  });
});
