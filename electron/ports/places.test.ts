import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import rows from 'codes-postaux/codes-postaux.json' with { type: 'json' };
import { addressProblems, emptyDraftIn } from '../../flows/addresses/address.ts';
import { capitals } from '../../flows/addresses/characters.ts';
import { book } from '../../flows/addresses/places.fixture.ts';
import { line6, line6Town } from '../../flows/addresses/town.ts';
import { createPlaces } from './places.ts';

const places = createPlaces();
const postcodes = [...new Set((rows as { codePostal: string }[]).map((row) => row.codePostal))];

describe('the towns of a postcode', () => {
  test.each([
    ['69007', 'LYON', 'Lyon 7e'],
    ['69001', 'LYON', 'Lyon 1er'],
    ['75011', 'PARIS', 'Paris 11e'],
    ['75116', 'PARIS', 'Paris 16e'],
    ['13004', 'MARSEILLE', 'Marseille 4e'],
    ['13016', 'MARSEILLE', 'Marseille 16e'],
    ['42000', 'ST ETIENNE', 'Saint-Étienne'],
    ['98000', 'MONACO', 'Monaco'],
    ['97133', 'ST BARTHELEMY', 'Saint-Barthélemy'],
    ['97150', 'ST MARTIN', 'Saint-Martin'],
    ['AD500', 'ANDORRA LA VELLA', 'Andorra la Vella'],
  ])('%s is %s on line 6 and %s in people’s mouths', (postcode, label, name) => {
    expect(places.townsOf(postcode)).toEqual([{ postcode, label, name }]);
  });

  test('a label inside another commune keeps its own name, an article comes back in front, a repeated postcode goes', () => {
    expect(places.townsOf('20167')).toContainEqual({ postcode: '20167', label: 'MEZZAVIA', name: 'Mezzavia' });
    expect(places.townsOf('13520').map((town) => town.label)).toEqual(['LE PARADOU', 'LES BAUX DE PROVENCE', 'MAUSSANE LES ALPILLES']);
    expect(places.townsOf('05330').map((town) => town.label)).toContain('ST CHAFFREY');
  });

  test.each(['', '0', '6900', '690070', '00100', '99999', 'constructor', '__proto__', 'AD800', 'x'.repeat(10_000)])('there are none for %j', (postcode) => {
    expect(places.townsOf(postcode)).toEqual([]);
  });

  test('spaces and the country’s letter in front are no fault', () => {
    expect(places.townsOf(' F-69 007 ')).toEqual(places.townsOf('69007'));
  });

  test('every town of the list is spelled for line 6, fits it, has a name and stands once', () => {
    expect(postcodes.length).toBeGreaterThan(6_000);
    for (const postcode of postcodes) {
      const towns = places.townsOf(postcode);
      expect(towns.length).toBeGreaterThan(0);
      expect(new Set(towns.map((town) => town.label)).size).toBe(towns.length);
      for (const { label, name } of towns) {
        expect(label).toMatch(/^[A-Z0-9]+( [A-Z0-9]+)*$/);
        expect(line6(postcode, label).length).toBeLessThanOrEqual(38);
        expect(line6Town(label)).toBe(label);
        expect(name).not.toBe('');
      }
    }
  });

  test('a town chosen from the list is right wherever it lies, overseas and Monaco included; Andorra’s are addresses of their own', () => {
    for (const postcode of [...postcodes, '98000', '97133', '97150', 'AD500']) {
      const [town] = places.townsOf(postcode);
      const country = postcode.startsWith('AD') ? 'AD' : 'FR';
      const found = addressProblems({ ...emptyDraftIn(country), postcode, town: town?.label ?? '' }, 'town', { places, book, destination: null, phone: 'none' });
      expect(found).toEqual([]);
    }
  });
});

describe('towns found while one types', () => {
  const found = (text: string, most = 12) => places.search(text, most).map(({ postcode, label }) => `${postcode} ${label}`);

  test.each([
    ['ris-or', '91130 RIS ORANGIS'],
    ['Saint-Étienne', '42000 ST ETIENNE'],
    ['st etienne', '42000 ST ETIENNE'],
    ['SAINTETIENNE', '42000 ST ETIENNE'],
    ['l’haÿ', '94240 L HAY LES ROSES'],
    ['hay', '94240 L HAY LES ROSES'],
    ['Paris 11', '75011 PARIS'],
    ['mezzav', '20167 MEZZAVIA'],
    ['monaco', '98000 MONACO'],
    ['6900', '69001 LYON'],
    ['F-69 007', '69007 LYON'],
    ['ad5', 'AD500 ANDORRA LA VELLA'],
  ])('%s finds %s first', (text, first) => {
    expect(found(text)[0]).toBe(first);
  });

  test.each([
    ['mars', 'MARSEILLE'],
    ['toul', 'TOULOUSE'],
    ['saint-d', 'ST DENIS'],
    ['bor', 'BORDEAUX'],
    ['nan', 'NANTES'],
  ])('%s: a larger town, %s, stands before villages', (text, label) => {
    expect(places.search(text, 12).slice(0, 8).map((town) => town.label)).toContain(label);
  });

  test('a whole name stands before longer ones, and a town once', () => {
    expect(found('lyon', 40).slice(0, 9)).toEqual(Array.from({ length: 9 }, (_, at) => `6900${at + 1} LYON`));
    expect(found('lyon', 40)).toContain('27480 LYONS LA FORET');
    expect(new Set(found('saint', 500)).size).toBe(500);
  });

  test.each(['', ' ', '’', '😀', '日本', 'constructor', 'x'.repeat(10_000), '%', '\u0000'])('none for %j', (text) => {
    expect(places.search(text, 12)).toEqual([]);
  });

  test('made ready piece by piece or at the first letter, by whichever comes first, the list is the same', async () => {
    const texts = ['s', 'saint-d', '69', 'hay', 'SAINTETIENNE'];
    const whole = texts.map((text) => places.search(text, 40));
    const [prepared, interrupted] = [createPlaces(), createPlaces()];
    const preparing = interrupted.prepare();
    await turn();
    expect(texts.map((text) => interrupted.search(text, 40))).toEqual(whole);
    await Promise.all([preparing, prepared.prepare()]);
    for (const one of [prepared, interrupted]) expect(texts.map((text) => one.search(text, 40))).toEqual(whole);
  });

  test('while it is made ready, others have their turn many times over', async () => {
    const seen = { turns: 0, ready: false };
    const preparing = createPlaces().prepare().then(() => void (seen.ready = true));
    for (; !seen.ready; seen.turns += 1) await turn();
    await preparing;
    expect(seen.turns).toBeGreaterThan(20);
  });

  test('no more than asked for, and every one of them begins with what was typed', () => {
    const beginnings = fc.constantFrom(...postcodes.slice(0, 400)).chain((postcode) => {
      const { name } = places.townsOf(postcode)[0] ?? { name: '' };
      return fc.integer({ min: 1, max: name.length }).map((length) => name.slice(0, length));
    });
    const beginsSo = (name: string, text: string) => [name, name.replace(/^(L|LE|LA|LES) /, '')].some((one) => one.replaceAll(' ', '').startsWith(capitals(text).replaceAll(' ', '')));
    fc.assert(
      fc.property(beginnings, fc.integer({ min: 1, max: 12 }), (text, most) => {
        const towns = places.search(text, most);
        expect(towns.length).toBeLessThanOrEqual(most);
        expect(towns.length > 0).toBe(capitals(text) !== '');
        for (const { label, name } of towns) expect([label, capitals(name)].some((one) => beginsSo(one, text))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
