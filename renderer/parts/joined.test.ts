import { expect, test } from 'vitest';
import { joined } from './joined.ts';

test('facts stand side by side, and one that is not known leaves no hole', () => {
  expect(joined('fr', ['Colissimo à domicile', '', '1 240 g'])).toBe('Colissimo à domicile · 1 240 g');
});

test('read from the right, each keeps its own direction and the line keeps that of the page', () => {
  expect(joined('ar', ['Colissimo à domicile', 'LYON'])).toBe('\u200F\u2068Colissimo à domicile\u2069 · \u2068LYON\u2069');
});

test.each(['fr', 'ar'] as const)('without a fact nothing is said (%s)', (locale) => {
  expect(joined(locale, ['', ''])).toBe('');
});
