import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import content from '../../assets/destinations/2026.json' with { type: 'json' };
import { isSellable } from '../postage/confidence.ts';
import { destinationBookSchema, type DestinationRule } from './book.ts';
import { destinationOfAddress, entryOf, needsDeclaration, ruleAgainst } from './destinations.ts';

const book = destinationBookSchema.parse(content);
const entry = (code: string) => entryOf(book, code)!;

describe('the place of an address', () => {
  test.each([
    ['FR', '69007', 'FR', 'Lyon'],
    ['FR', '20000', 'FR', 'Ajaccio: Corsica is served as the mainland'],
    ['FR', '98000', 'MC', 'Monaco'],
    ['FR', '97110', 'GP', 'Pointe-à-Pitre'],
    ['FR', '97133', 'BL', 'Saint-Barthélemy, whose postcode is a Guadeloupean one'],
    ['FR', '97150', 'MF', 'Saint-Martin, likewise'],
    ['FR', '97200', 'MQ', 'Fort-de-France'],
    ['FR', '97300', 'GF', 'Cayenne'],
    ['FR', '97 400', 'RE', 'Saint-Denis, typed with a space'],
    ['FR', '97500', 'PM', 'Saint-Pierre'],
    ['FR', '97600', 'YT', 'Mamoudzou'],
    ['FR', '98600', 'WF', 'Mata-Utu'],
    ['FR', '98713', 'PF', 'Papeete'],
    ['FR', '98800', 'NC', 'Nouméa'],
    ['FR', 'AD500', 'AD', 'Andorra la Vella, written as a French address'],
    ['FR', 'ad 500', 'AD', 'the same, typed with a space and in small letters'],
    ['AD', 'AD500', 'AD', 'Andorra la Vella'],
    ['FR', '', 'FR', 'nothing typed yet'],
    ['ES', '28001', 'ES', 'Madrid'],
    ['ES', '35001', 'IC', 'Las Palmas'],
    ['ES', 'E-38003', 'IC', 'Santa Cruz de Tenerife, with the sign of the country'],
    ['ES', '51001', 'XC', 'Ceuta'],
    ['ES', '52001', 'XL', 'Melilla'],
    ['FI', '00100', 'FI', 'Helsinki'],
    ['FI', 'AX-22100', 'AX', 'Mariehamn'],
    ['DE', '10115', 'DE', 'Berlin'],
    ['DE', '27498', 'DE-HEL', 'Helgoland'],
    ['DE', 'D-78266', 'DE-BUS', 'Büsingen'],
    ['DE', '274981', 'DE', 'a slip of the finger behind Helgoland'],
    ['DE', '127498', 'DE', 'and one before it'],
    ['IT', '23041', 'IT-LIV', 'Livigno'],
    ['IT', '23030', 'IT', 'a postcode that Livigno shares with its neighbours'],
    ['IT', '22061', 'IT-CAM', 'Campione'],
    ['GR', '630 86', 'GR-ATH', 'Karyes'],
    ['IT', '47890', 'SM', 'San Marino, written as in Italy'],
    ['SM', 'I-47890', 'SM', 'San Marino'],
    ['IT', '00120', 'VA', 'the Vatican, written as in Italy'],
    ['IT', '00121', 'IT', 'Rome'],
    ['CH', '9490', 'LI', 'Vaduz, written as in Switzerland'],
    ['CH', '9470', 'CH', 'Buchs, on the other side of the Rhine'],
    ['DK', '3900', 'GL', 'Nuuk, written as in Denmark'],
    ['DK', '2100', 'DK', 'Copenhagen'],
    ['GB', 'JE2 3AB', 'JE', 'Saint-Hélier, written as in the United Kingdom'],
    ['GB', 'gy1 1aa', 'GG', 'Guernsey, likewise'],
    ['GB', 'IM1 1AA', 'IM', 'the Isle of Man, likewise'],
    ['GB', 'GX11 1AA', 'GI', 'Gibraltar, likewise'],
    ['GB', 'G1 1AA', 'GB', 'Glasgow'],
    ['NO', '9170', 'SJ', 'Longyearbyen, written as in Norway'],
    ['NO', '9100', 'NO', 'Norway, on the mainland beside it'],
    ['BE', '22100', 'BE', 'a postcode that would be Åland in Finland'],
    ['CA', 'K1A 0B1', 'CA', 'Ottawa'],
    ['MC', '98000', 'MC', 'Monaco chosen as a country'],
  ])('%s %s is %s: %s', (country, postcode, code) => {
    expect(destinationOfAddress(book, country, postcode)?.code).toBe(code);
  });

  test.each([
    ['FR', '97900', 'a number of overseas that no territory has'],
    ['FR', '98900', 'likewise'],
    ['QQ', '1000', 'a country that the book does not know'],
  ])('%s %s is nowhere: %s', (country, postcode) => {
    expect(destinationOfAddress(book, country, postcode)).toBeNull();
  });

  test('whatever is typed as a postcode, the place is of that country or of a neighbour whose addresses are written so', () => {
    fc.assert(
      fc.property(fc.constantFrom('FR', 'ES', 'FI', 'DE', 'IT', 'GR', 'DK', 'GB', 'NO', 'US'), fc.oneof(fc.string(), fc.stringMatching(/^\d{4,5}$/)), (country, postcode) => {
        const found = destinationOfAddress(book, country, postcode);
        expect(found === null || found.country === country || ['AD', 'GG', 'GI', 'GL', 'IM', 'JE', 'SJ', 'SM', 'VA'].includes(found.code)).toBe(true);
      }),
    );
  });
});

describe('what customs ask', () => {
  test.each([
    ['FR', false], ['MC', false], ['BE', false], ['ES', false], ['PT', false],
    ['AD', true], ['CH', true], ['GB', true], ['US', true], ['MQ', true], ['NC', true],
    ['IC', true], ['XC', true], ['XL', true], ['AX', true], ['SM', true], ['VA', true], ['FO', true], ['GL', true],
    ['DE-HEL', true], ['DE-BUS', true], ['IT-LIV', true], ['IT-CAM', true], ['GR-ATH', true],
  ])('goods to %s need a declaration: %s', (code, needed) => {
    expect(needsDeclaration(entry(code), 'goods')).toBe(needed);
  });

  test('paper documents need none, anywhere, nor does an item whose contents nobody asked', () => {
    for (const one of book.entries) {
      expect(needsDeclaration(one, 'documents')).toBe(false);
      expect(needsDeclaration(one, null)).toBe(false);
    }
  });
});

describe('what is not taken', () => {
  const note = { fr: 'Non.', en: 'No.' };
  const rule = (change: Partial<DestinationRule>): DestinationRule => ({
    id: 'test', where: ['US'], kind: null, contents: null, effect: 'at-the-counter', note, from: '2026-02-01', to: '2026-02-28', source: 'test', confidence: 'high', ...change,
  });
  const parcel = { code: 'US', kind: 'parcel', contents: 'goods', day: '2026-02-01' } as const;

  test.each([
    ['on its first day', parcel, true],
    ['on its last day', { ...parcel, day: '2026-02-28' }, true],
    ['the day before', { ...parcel, day: '2026-01-31' }, false],
    ['the day after', { ...parcel, day: '2026-03-01' }, false],
    ['another country', { ...parcel, code: 'CA' }, false],
  ])('a rule of February against the United States, %s: %o', (_when, dispatch, against) => {
    expect(ruleAgainst([rule({})], dispatch) !== null).toBe(against);
  });

  test.each([
    [{ kind: 'parcel' }, true],
    [{ kind: 'letter' }, false],
    [{ contents: 'goods' }, true],
    [{ contents: 'documents' }, false],
    [{ to: null }, true],
  ] as const)('a rule with %o stands against a parcel of goods: %s', (change, against) => {
    expect(ruleAgainst([rule(change)], parcel) !== null).toBe(against);
  });

  test('a rule about goods says nothing of an item whose contents nobody asked', () => {
    expect(ruleAgainst([rule({ contents: 'goods' })], { ...parcel, contents: null })).toBeNull();
  });

  test('of two rules the harder one is told', () => {
    const [counter, suspended] = [rule({ id: 'counter' }), rule({ id: 'suspended', effect: 'suspended' })];
    expect(ruleAgainst([counter, suspended], parcel)).toBe(suspended);
    expect(ruleAgainst([suspended, counter], parcel)).toBe(suspended);
  });

  test.each([
    ['US', 'parcel', 'goods', 'at-the-counter'],
    ['US', 'letter', 'goods', 'at-the-counter'],
    ['US', 'letter', 'documents', null],
    ['CA', 'parcel', 'goods', null],
  ] as const)('to %s, a %s of %s today: %s', (code, kind, contents, effect) => {
    expect(ruleAgainst(book.rules, { code, kind, contents, day: '2026-11-23' })?.effect ?? null).toBe(effect);
  });
});

describe('the book of 2026', () => {
  test('it holds the 249 countries and territories of ISO 3166-1 and Kosovo, each named in both languages by itself or by Intl', () => {
    const ofTheWorld = book.entries.filter(({ code }) => /^[A-Z]{2}$/.test(code) && !['IC', 'XC', 'XL'].includes(code));
    expect(ofTheWorld).toHaveLength(250);
    for (const locale of ['fr', 'en']) {
      const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' });
      expect(book.entries.filter(({ code, name }) => name === null && names.of(code) === undefined)).toEqual([]);
    }
  });

  test('a place stands in it once, and every place that is named has an entry', () => {
    expect(new Set(book.entries.map(({ code }) => code)).size).toBe(book.entries.length);
    const named = [...book.frequent, ...book.overseas, ...book.rules.flatMap(({ where }) => where)];
    expect(named.filter((code) => entryOf(book, code) === null)).toEqual([]);
    expect([book.frequent.length, book.overseas.length]).toEqual([10, 12]);
  });

  test('the zones of `postal.md` 5: the Union and Switzerland are A, the Maghreb B, Canada C, overseas apart', () => {
    const zones = Object.fromEntries(['FR', 'MC', 'AD', 'DE', 'CH', 'GB', 'MA', 'CA', 'RE', 'NC'].map((code) => [code, entry(code).parcelZone]));
    expect(zones).toEqual({ FR: 'FR', MC: 'FR', AD: 'FR', DE: 'A', CH: 'A', GB: 'GB', MA: 'B', CA: 'C', RE: 'OM1', NC: 'OM2' });
    expect(book.entries.filter(({ parcelZone }) => parcelZone === 'A' ).map(({ code }) => code).filter((code) => code.length === 2)).toHaveLength(27);
  });

  test('where the lists of zones disagree, or none names a territory, nobody vouches for the zone of a parcel', () => {
    const doubtful = book.entries.filter(({ confidence }) => !isSellable(confidence)).map(({ code }) => code);
    expect(doubtful.toSorted()).toEqual(
      ['FR-SP', 'LI', 'SM', 'VA', 'GI', 'FO', 'GL', 'AM', 'AZ', 'GE', 'GG', 'IM', 'JE', 'SO', 'IC', 'XC', 'XL', 'AX'].toSorted(),
    );
  });
});
