import { describe, expect, test } from 'vitest';
import { book } from '../addresses/places.fixture.ts';
import { countryName, destinationName, lastLine } from './names.ts';
import { searchDestinations } from './search.ts';

const found = (text: string, among: 'abroad' | 'overseas' | 'all' = 'all', most = 7) => searchDestinations(book, text, among, most).map(({ code }) => code);

describe('a destination found while one types', () => {
  test.each([
    ['allem', 'DE'],
    ['Germany', 'DE'],
    ['de', 'DE'],
    ['etats unis', 'US'],
    ['États-Unis', 'US'],
    ['ETATS-UNIS', 'US'],
    ['usa', 'US'],
    ['u.s.a', 'US'],
    ['angleterre', 'GB'],
    ['uk', 'GB'],
    ['hollande', 'NL'],
    ['cote d’ivoire', 'CI'],
    ['Cote d Iv', 'CI'],
    ['réunion', 'RE'],
    ['tahiti', 'PF'],
    ['canaries', 'IC'],
    ['helgoland', 'DE-HEL'],
    ['corée', 'KR'],
    ['congo', 'CG'],
    ['niger', 'NE'],
    ['guinée', 'GN'],
    ['suisse', 'CH'],
    ['türkiye', 'TR'],
    ['Alemania', 'DE'],
    ['Deutschland', 'DE'],
    ['Verenigde Staten', 'US'],
    ['Marocco', 'MA'],
    ['Espanha', 'ES'],
  ])('%s finds %s first', (text, code) => {
    expect(found(text)[0]).toBe(code);
  });

  test('a whole name stands before longer ones, the beginning of a name before a word inside', () => {
    expect(found('niger').slice(0, 2)).toEqual(['NE', 'NG']);
    expect(found('ma', 'all', 12)[0]).toBe('MA');
    expect(found('sud', 'all', 12)).toEqual(expect.arrayContaining(['ZA', 'KR', 'SS']));
    expect(found('dom', 'all')[0]).toBe('DM');
  });

  test('a name in another language never stands before one in French or English', () => {
    // Italian calls Germany `Germania`, and nobody else begins so; `Polonia` and `Pologne` begin alike.
    expect(found('polo')[0]).toBe('PL');
    expect(found('germania')).toEqual(['DE']);
    expect(found('ind')[0]).toBe('IN');
  });

  test.each(['', ' ', '’', '😀', '日本', 'xyz', 'constructor', '\u0000', 'a'.repeat(10_000)])('none for %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('overseas and abroad are asked apart', () => {
    expect(found('gua', 'overseas')[0]).toBe('GP');
    expect(found('gua', 'abroad')).not.toContain('GP');
    expect(found('france', 'abroad')).not.toContain('FR');
    expect(found('france')[0]).toBe('FR');
  });

  test('every place of the book is found by its names and by its code', () => {
    for (const entry of book.entries) {
      for (const locale of ['fr', 'en'] as const) expect(found(destinationName(entry, locale), 'all', 12)).toContain(entry.code);
    }
    for (const code of book.entries.map((entry) => entry.code).filter((one) => one.length === 2)) expect(found(code, 'all', 3)).toContain(code);
  });

  test('no more than asked for', () => {
    expect(found('s', 'all', 5)).toHaveLength(5);
  });
});

describe('names', () => {
  test.each([
    ['GB', 'ROYAUME UNI'],
    ['CI', 'COTE D IVOIRE'],
    ['CD', 'REPUBLIQUE DEMOCRATIQUE DU CONGO'],
    ['HK', 'HONG KONG'],
    ['AX', 'ILES ALAND'],
  ])('%s is %s on the last line of an address', (code, line) => {
    expect(lastLine(code)).toBe(line);
  });

  test('a place without a name is called by its code', () => {
    expect([countryName('QQ', 'fr'), countryName('DE-HEL', 'en'), countryName('', 'fr')]).toEqual(['QQ', 'DE-HEL', '']);
  });
});
