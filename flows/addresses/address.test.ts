import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddressDraft } from '../view.ts';
import { abbreviated } from './abbreviations.ts';
import { addressProblems, emptyDraft, formatAddress } from './address.ts';
import { capitals, oddCharacters, spelling, tidy } from './characters.ts';
import { mostLines } from './french.ts';
import { longestLine } from './line.ts';
import { toFrance } from './places.fixture.ts';
import { regionOf, typedPostcode } from './postcode.ts';
import { line6Town } from './town.ts';

const draft = (fields: Partial<AddressDraft> = {}): AddressDraft => ({
  ...emptyDraft,
  postcode: '69007',
  town: 'LYON',
  street: '12, rue de l’Église',
  name: 'Éloïse Lefèvre',
  ...fields,
});
const problemsOf = (fields: Partial<AddressDraft>) => addressProblems(draft(fields), 'check', toFrance).map((one) => [one.field, one.problem, one.proposal]);

describe('an address as it is printed (NF Z 10-011)', () => {
  test('lines 4 to 6 are in capitals without accent or punctuation, the name keeps both', () => {
    expect(formatAddress(draft())).toEqual(['Éloïse Lefèvre', '12 RUE DE L EGLISE', '69007 LYON']);
  });

  test('everything filled in makes six lines: apartment and building share one below a company and a name', () => {
    const full = draft({ company: 'Société Dupont & Fils', apartment: 'Appt 12', building: 'Bât. B', place: 'Lieu-dit Les Cœurs', town: 'Lyon' });
    expect(formatAddress(full)).toEqual(['Société Dupont & Fils', 'Éloïse Lefèvre', 'Appt 12 Bât. B', '12 RUE DE L EGLISE', 'LIEU DIT LES COEURS', '69007 LYON']);
    expect(formatAddress({ ...full, company: '' })).toEqual(['Éloïse Lefèvre', 'Appt 12', 'Bât. B', '12 RUE DE L EGLISE', 'LIEU DIT LES COEURS', '69007 LYON']);
  });

  test('an address that lacks its name, its street or its town has no printed form yet', () => {
    for (const lacking of [{ name: '' }, { street: ' ' }, { town: '' }, { postcode: '' }, { name: '…' }]) expect(formatAddress(draft(lacking))).toEqual([]);
  });

  test.each([
    ['Saint-Étienne', 'ST ETIENNE'],
    ['SAINTE MARIE AUX MINES', 'STE MARIE AUX MINES'],
    ['L’Haÿ-les-Roses', 'L HAY LES ROSES'],
    ['BAUX-DE-PROVENCE (LES)', 'LES BAUX DE PROVENCE'],
    ["ILE-D AIX (L )", 'L ILE D AIX'],
    ['MARSEILLE 6EME', 'MARSEILLE'],
    ['Paris 1er Arrondissement', 'PARIS'],
    ['Lyon Cedex 07', 'LYON CEDEX 07'],
    ['Saintes', 'SAINTES'],
    ['Saintes-Maries-de-la-Mer', 'STES MARIES DE LA MER'],
    ['Saint-Denis-en-Val', 'ST DENIS EN VAL'],
  ])('the town %s is %s on line 6', (town, label) => {
    expect(line6Town(town)).toBe(label);
  });
});

describe('what is to be corrected', () => {
  test('a sound address has nothing to be corrected', () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ name: '', company: 'La Poêle à 2 sous (S.A.R.L.)' })).toEqual([]);
    expect(problemsOf({ street: '', place: 'Le Moulin' })).toEqual([]);
  });

  test.each([
    [{ postcode: '', town: '' }, [['postcode', 'missing', null], ['town', 'missing', null]]],
    [{ postcode: '6900' }, [['postcode', 'unknown-postcode', null]]],
    [{ postcode: '69999' }, [['postcode', 'unknown-postcode', null]]],
    [{ postcode: '00100' }, [['postcode', 'unknown-postcode', null]]],
    [{ postcode: '97400' }, [['postcode', 'other-destination', null]]],
    [{ postcode: '98800' }, [['postcode', 'other-destination', null]]],
    [{ postcode: 'ad500' }, [['postcode', 'other-destination', null]]],
    [{ postcode: '98000', town: 'Monaco' }, []],
    [{ town: '' }, [['town', 'missing', null]]],
    [{ town: 'Paris' }, [['town', 'unknown-postcode', 'LYON']]],
    [{ postcode: '20167', town: 'Bastia' }, [['town', 'unknown-postcode', null]]],
    [{ town: 'Lyon Cedex 07' }, [['town', 'not-served', null]]],
    [{ street: '' }, [['street', 'missing', null]]],
    [{ street: '– , –' }, [['street', 'missing', null]]],
    [{ name: '' }, [['name', 'missing', null]]],
    [{ name: '…' }, [['name', 'odd-characters', null]]],
    [{ name: 'Zoë 😀 Łukasz' }, [['name', 'odd-characters', 'Zoë Lukasz']]],
    [{ name: 'Владимир' }, [['name', 'odd-characters', null]]],
    [{ street: '1 rue du Bac\u0007' }, [['street', 'odd-characters', '1 rue du Bac']]],
  ])('%o: %o', (fields, expected) => {
    expect(problemsOf(fields)).toEqual(expected);
  });

  test.each([
    ['street', '128 boulevard du Général de Gaulle et de la Résistance', '128 BD DU GAL DE GAULLE ET RESISTANCE'],
    ['street', '128 boulevard des Volontaires de la Première Armée française', null],
    ['street', '128 boulevard du Général Charles de Gaulle', '128 BD DU GENERAL CHARLES DE GAULLE'],
    ['street', '128 avenue du Docteur Antoine Professeur Lacassagne', '128 AV DU DR ANTOINE PR LACASSAGNE'],
    ['building', 'Résidence Les Jardins de la Bibliothèque', 'RES LES JARDINS DE LA BIBLIOTHEQUE'],
    ['company', 'Association départementale des pêcheurs', 'ASSOC DEPARTEMENTALE DES PECHEURS'],
    ['name', 'Mademoiselle Marie-Antoinette Charlemagne', 'MLLE MARIE ANTOINETTE CHARLEMAGNE'],
    ['name', 'A'.repeat(39), null],
  ] as const)('a %s of more than 38 characters is not cut; what fits is proposed: %s', (field, text, proposal) => {
    expect(text.length).toBeGreaterThan(longestLine);
    const [found] = addressProblems(draft({ [field]: text }), 'check', toFrance);
    expect(found).toEqual({ field, problem: 'too-long', proposal });
  });

  test('each part is checked by itself, so that a customer is asked about what they just typed', () => {
    const wrong = draft({ postcode: '', street: '', name: '' });
    const fieldsOf = (part: 'town' | 'street' | 'name' | 'check') => addressProblems(wrong, part, toFrance).map((one) => one.field);
    expect(fieldsOf('town')).toEqual(['postcode']);
    expect(fieldsOf('street')).toEqual(['street']);
    expect(fieldsOf('name')).toEqual(['name']);
    expect(fieldsOf('check')).toEqual(['postcode', 'street', 'name']);
  });

  test('38 characters fit, and punctuation that is not printed does not count', () => {
    expect(problemsOf({ street: `1 RUE ${'A'.repeat(32)}` })).toEqual([]);
    expect(problemsOf({ street: `1, RUE ${'A'.repeat(32)}` })).toEqual([]);
    expect(problemsOf({ street: `1 RUE ${'A'.repeat(33)}` })).toEqual([['street', 'too-long', null]]);
    expect(problemsOf({ name: 'œ'.repeat(19) })).toEqual([]);
    expect(problemsOf({ name: 'œ'.repeat(20) })).toEqual([['name', 'too-long', null]]);
  });

  test('apartment and building that would have to share a line are asked to fit it while they are typed', () => {
    const crowded = { apartment: 'Appartement 1204, 12e étage', building: 'Bâtiment C', place: 'Les Minguettes' };
    expect(problemsOf(crowded)).toEqual([]);
    expect(problemsOf({ ...crowded, building: 'Bâtiment Claudel' })).toEqual([['building', 'too-long', null]]);
    expect(problemsOf({ ...crowded, apartment: 'Appartement 1204', building: 'Bâtiment Paul-Claudel' })).toEqual([]);
    expect(problemsOf({ ...crowded, apartment: 'Appartement 1204', building: 'Bâtiment Paul-Claudel Nord' })).toEqual([['building', 'too-long', 'BAT PAUL CLAUDEL NORD']]);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.stringMatching(/^[A-Za-zÀ-ÿ0-9 ,.'’œ-]{0,60}$/),
);
const anyDraft: fc.Arbitrary<AddressDraft> = fc.record({
  country: fc.constant('FR'),
  region: anyText,
  phone: anyText,
  postcode: fc.oneof(fc.constantFrom('69007', '20167', '42000'), anyText),
  town: fc.oneof(fc.constantFrom('LYON', 'Saint-Étienne', 'Mezzavia'), anyText),
  street: anyText,
  building: anyText,
  apartment: anyText,
  place: anyText,
  name: anyText,
  company: anyText,
});
const likelyDraft: fc.Arbitrary<AddressDraft> = fc.record({
  country: fc.constant('FR'),
  region: fc.constant(''),
  phone: fc.constant(''),
  postcode: fc.constant('42000'),
  town: fc.constant('St-Etienne'),
  ...Object.fromEntries((['street', 'building', 'apartment', 'place', 'name', 'company'] as const).map((field) => [field, fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ0-9 ,.'-]{0,40}$/)])) as {
    [Field in 'street' | 'building' | 'apartment' | 'place' | 'name' | 'company']: fc.Arbitrary<string>;
  },
});

describe('whatever is typed', () => {
  test('an address without a problem prints on at most six lines of at most 38 characters, complete, and as line 6 must be', () => {
    let sound = 0;
    fc.assert(
      fc.property(fc.oneof(likelyDraft, anyDraft), (typed) => {
        if (addressProblems(typed, 'check', toFrance).length > 0) return;
        sound += 1;
        const lines = formatAddress(typed);
        expect(lines.length).toBeGreaterThanOrEqual(3);
        expect(lines.length).toBeLessThanOrEqual(mostLines);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(longestLine);
        for (const line of lines) expect(line).toBe(line.trim());
        expect(lines).not.toContain('');
        expect(lines.at(-1)).toMatch(/^\d{5}( [A-Z0-9]+)+$/);
        expect(lines.at(-2)).toMatch(/^[A-Z0-9]+( [A-Z0-9]+)*$/);
        // nothing is cut: every letter and digit typed stands somewhere
        const printed = capitals(lines.join(' ')).replaceAll(' ', '');
        for (const field of ['street', 'building', 'apartment', 'place', 'name', 'company'] as const) expect(printed).toContain(capitals(typed[field]).replaceAll(' ', ''));
      }),
      { numRuns: 1_000 },
    );
    expect(sound).toBeGreaterThan(100);
  });

  test('a proposal is itself without that problem', () => {
    let proposed = 0;
    const longStreet = fc
      .tuple(fc.constantFrom('avenue', 'boulevard', 'impasse', 'place'), fc.constantFrom('du Général', 'du Docteur', 'de la République 😀'), fc.stringMatching(/^[A-Z][a-zéł ]{10,25}$/))
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.oneof(anyDraft, likelyDraft.chain((one) => longStreet.map((street) => ({ ...one, street })))), (typed) => {
        for (const { field, proposal, problem } of addressProblems(typed, 'check', toFrance)) {
          if (proposal === null || field === 'postcode') continue;
          proposed += 1;
          const after = addressProblems({ ...typed, [field]: proposal }, 'check', toFrance);
          expect(after.some((one) => one.field === field && one.problem === problem)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
    expect(proposed).toBeGreaterThan(50);
  });

  test.each(['A', 'é', '😀', '\u0000', '\u202E', ' ', "'", 'ﷺ', '\uD800', 'RUE DE LA '])('10 000 times %j ends in a problem, not in a crash', (piece) => {
    const text = piece.repeat(10_000);
    const typed = { ...(Object.fromEntries(Object.keys(emptyDraft).map((field) => [field, text])) as unknown as AddressDraft), country: 'FR' };
    expect(addressProblems(typed, 'check', toFrance).length).toBeGreaterThan(0);
    expect(() => formatAddress(typed)).not.toThrow();
  });
});

describe('characters', () => {
  test.each([
    ['\u0007', 'control', 'U+0007'],
    ['\u200B', 'control', 'U+200B'],
    ['😀', 'emoji', 'U+1F600'],
    ['א', 'right-to-left', 'U+05D0'],
    ['\u202E', 'right-to-left', 'U+202E'],
    ['Ж', 'other-script', 'U+0416'],
    ['ő', 'other-script', 'U+0151'],
    ['€', 'sign', 'U+20AC'],
    ['<', 'sign', 'U+003C'],
    ['\uD800', 'control', 'U+D800'],
  ] as const)('%j is odd (%s) and named %s', (character, kind, codePoint) => {
    expect(oddCharacters(`a${character}b${character}`)).toEqual([{ character, kind, codePoint }]);
  });

  test('letters of French, and their typographic signs, are not odd', () => {
    expect(oddCharacters('ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÑ àâäçéèêëîïôöùûüÿñ œŒæÆ ’–- N° 4 bis/4 ter, (B) & Cie.')).toEqual([]);
    expect(tidy('  L’œuvre –\u00A0x ')).toBe("L'oeuvre - x");
    expect(tidy('e\u0301')).toBe('é');
  });

  test.each([
    ['Őri Łódź', 'Ori Lódz'],
    ['Zoé 😀', 'Zoé'],
    ['😀', null],
    ['Иван', null],
    ['a\u0007b', 'ab'],
    ['10 €', '10'],
  ])('%j could be written %j', (text, written) => {
    expect(spelling(text)).toBe(written);
  });
});

describe('postcodes', () => {
  test.each([
    ['69 007', '69007', 'france'],
    ['F-69007', '69007', 'france'],
    ['fr 2a004', '2A004', 'none'],
    ['20000', '20000', 'france'],
    ['98000', '98000', 'france'],
    ['97150', '97150', 'overseas'],
    ['98714', '98714', 'unlisted'],
    ['98400', '98400', 'unlisted'],
    ['98999', '98999', 'none'],
    ['AD 500', 'AD500', 'andorra'],
    ['AD800', 'AD800', 'none'],
    ['00100', '00100', 'none'],
    ['96000', '96000', 'none'],
    ['99123', '99123', 'none'],
    ['', '', 'none'],
  ])('%j is read %j and lies in: %s', (text, postcode, region) => {
    expect(typedPostcode(text)).toBe(postcode);
    expect(regionOf(postcode)).toBe(region);
  });
});

describe('abbreviations', () => {
  test('nothing is abbreviated that fits, and no more than is needed', () => {
    expect(abbreviated('12 AVENUE DU GENERAL LECLERC', 38, 'street')).toBe('12 AVENUE DU GENERAL LECLERC');
    expect(abbreviated('12 AVENUE DU GENERAL LECLERC', 27, 'street')).toBe('12 AV DU GENERAL LECLERC');
    expect(abbreviated('12 AVENUE DU GENERAL LECLERC', 22, 'street')).toBe('12 AV DU GAL LECLERC');
    expect(abbreviated('12 AVENUE DU GENERAL LECLERC', 17, 'street')).toBe('12 AV GAL LECLERC');
    expect(abbreviated('12 AVENUE DU GENERAL LECLERC', 16, 'street')).toBeNull();
  });

  test('part of a word is left alone', () => {
    expect(abbreviated('RUE DU PLACEMENT', 5, 'street')).toBeNull();
    expect(abbreviated('RUE DE LA PLACETTE SAINTOIN', 22, 'street')).toBe('RUE PLACETTE SAINTOIN');
  });
});
