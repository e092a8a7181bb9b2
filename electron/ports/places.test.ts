import { describe, expect, test } from 'vitest';
import rows from 'codes-postaux/codes-postaux.json' with { type: 'json' };
import { addressProblems, emptyDraft } from '../../flows/addresses/address.ts';
import { regionOf } from '../../flows/addresses/postcode.ts';
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

  test('a town chosen from the list is right in mainland France and Monaco; overseas and Andorra are known, and told not to be served', () => {
    for (const postcode of [...postcodes, '98000', '97133', '97150', 'AD500']) {
      const [town] = places.townsOf(postcode);
      const found = addressProblems({ ...emptyDraft, postcode, town: town?.label ?? '' }, 'town', places);
      const served = regionOf(postcode) === 'france';
      expect(served).toBe(!/^(97|AD)/.test(postcode));
      expect(found).toEqual(served ? [] : [{ field: 'postcode', problem: 'not-served', proposal: null }]);
    }
  });
});
