import { describe, expect, test } from 'vitest';
import { pronounced } from './pronounced.ts';

describe('what a voice is given', () => {
  test.each([
    ['fr', '1\u202F240\u00A0g', '1240 grammes'],
    ['fr', 'Gratuit. Il pèse 84 g.', 'Gratuit. Il pèse 84 grammes.'],
    ['en', '2 kg', '2 kilos'],
    ['de', '0 min 20 s', '0 Minuten 20 s'],
    ['uk', '84 г', '84 г'],
    ['fr', '12,50 €', '12,50 €'],
    ['fr', 'Numéro 6A12345678901', 'Numéro 6 A 1 2 3 4 5 6 7 8 9 0 1'],
    ['fr', 'CONFIRMATION 69007 LYON', 'CONFIRMATION 69007 LYON'],
  ] as const)('in %s: %s', (locale, text, sounds) => {
    expect(pronounced({ locale, text })).toBe(sounds);
  });

  test('holds no phonemes, whatever somebody calls himself', () => {
    expect(pronounced({ locale: 'fr', text: 'Camille [[m@Rt]] Martin' })).not.toMatch(/\[\[|\]\]/u);
  });
});
