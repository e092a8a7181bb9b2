import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddressDraft } from '../view.ts';
import { addressProblems, emptyDraftIn, formatAddress, placeFormOf } from './address.ts';
import { capitals } from './characters.ts';
import { mostLinesAbroad } from './foreign.ts';
import { longestLineAbroad } from './line.ts';
import { countryForm, knownForms } from './place-form.ts';
import { book, places, toFrance } from './places.fixture.ts';

const draft = (country: string, fields: Partial<AddressDraft> = {}): AddressDraft => ({ ...emptyDraftIn(country), street: 'Mühlenstraße 12', name: 'Zoë Müller', ...fields });
const problemsOf = (typed: AddressDraft, destination: string | null = typed.country) =>
  addressProblems(typed, 'check', { places, book, destination, phone: 'none' }).map((one) => [one.field, one.problem, one.proposal]);

describe('an address abroad, as its country writes it', () => {
  test.each([
    ['DE', { postcode: '10115', town: 'Berlin' }, ['10115 BERLIN', 'ALLEMAGNE']],
    ['DE', { postcode: 'D-80331', town: 'München' }, ['80331 MÜNCHEN', 'ALLEMAGNE']],
    ['BE', { postcode: 'B-1000', town: 'Bruxelles' }, ['1000 BRUXELLES', 'BELGIQUE']],
    ['CH', { postcode: 'CH-3030', town: 'Bern' }, ['3030 BERN', 'SUISSE']],
    ['LU', { postcode: '1009', town: 'Luxembourg' }, ['L-1009 LUXEMBOURG', 'LUXEMBOURG']],
    ['ES', { postcode: '28013', town: 'Madrid' }, ['28013 MADRID', 'ESPAGNE']],
    ['ES', { postcode: '08860', town: 'Castelldefels', region: 'Barcelona' }, ['08860 CASTELLDEFELS', 'BARCELONA', 'ESPAGNE']],
    ['IT', { postcode: '00144', town: 'Roma', region: 'RM' }, ['00144 ROMA RM', 'ITALIE']],
    ['PT', { postcode: '1000260', town: 'Lisboa' }, ['1000-260 LISBOA', 'PORTUGAL']],
    ['NL', { postcode: '1012js', town: 'Amsterdam' }, ['1012 JS AMSTERDAM', 'PAYS BAS']],
    ['SE', { postcode: '11151', town: 'Stockholm' }, ['111 51 STOCKHOLM', 'SUEDE']],
    ['PL', { postcode: '00001', town: 'Warszawa' }, ['00-001 WARSZAWA', 'POLOGNE']],
    ['GB', { postcode: 'sw1a1aa', town: 'London' }, ['LONDON', 'SW1A 1AA', 'ROYAUME UNI']],
    ['IE', { postcode: '', town: 'Cork' }, ['CORK', 'IRLANDE']],
    ['IE', { postcode: 'd02af30', town: 'Dublin', region: 'Co. Dublin' }, ['DUBLIN', 'CO. DUBLIN', 'D02 AF30', 'IRLANDE']],
    ['AD', { postcode: 'ad 500', town: 'Andorra la Vella' }, ['AD500 ANDORRA LA VELLA', 'ANDORRE']],
    ['MA', { postcode: '10000', town: 'Rabat' }, ['10000 RABAT', 'MAROC']],
    ['TN', { postcode: '1000', town: 'Tunis' }, ['1000 TUNIS', 'TUNISIE']],
    ['DZ', { postcode: '16000', town: 'Alger' }, ['16000 ALGER', 'ALGERIE']],
    ['SN', { postcode: '', town: 'Dakar' }, ['DAKAR', 'SENEGAL']],
    ['CI', { town: 'Abidjan' }, ['ABIDJAN', 'COTE D IVOIRE']],
    ['US', { postcode: '94105', town: 'San Francisco', region: 'California' }, ['SAN FRANCISCO CA 94105', 'ETATS UNIS']],
    ['US', { postcode: '02108-1234', town: 'Boston', region: 'ma' }, ['BOSTON MA 02108-1234', 'ETATS UNIS']],
    ['CA', { postcode: 'h2x1y4', town: 'Montréal', region: 'Québec' }, ['MONTRÉAL QC H2X 1Y4', 'CANADA']],
    ['AU', { postcode: '2060', town: 'North Sydney', region: 'New South Wales' }, ['NORTH SYDNEY NSW 2060', 'AUSTRALIE']],
    ['BR', { postcode: '40301110', town: 'Salvador', region: 'BA' }, ['40301-110 SALVADOR BA', 'BRESIL']],
    ['JP', { postcode: '1540023', town: 'Setagaya-ku', region: 'Tokyo' }, ['SETAGAYA-KU', 'TOKYO 154-0023', 'JAPON']],
    ['IN', { postcode: '110 034', town: 'New Delhi', region: 'Delhi' }, ['NEW DELHI 110034', 'DELHI', 'INDE']],
    ['HK', { town: 'Tsim Sha Tsui', region: 'Kowloon' }, ['TSIM SHA TSUI', 'KOWLOON', 'HONG KONG']],
    ['SG', { postcode: '546080', town: 'Singapore' }, ['SINGAPORE 546080', 'SINGAPOUR']],
    ['LV', { postcode: '1050', town: 'Riga' }, ['RIGA, LV-1050', 'LETTONIE']],
    ['FJ', { town: 'Suva' }, ['SUVA', 'FIDJI']],
  ])('%s %o', (country, fields, last) => {
    const typed = draft(country, fields);
    expect(problemsOf(typed)).toEqual([]);
    expect(formatAddress(typed)).toEqual(['Zoë Müller', 'Mühlenstraße 12', ...last]);
  });

  test('an address that lacks its name, its street or its town has no printed form yet', () => {
    const whole = draft('DE', { postcode: '10115', town: 'Berlin' });
    for (const lacking of [{ name: '' }, { street: '—' }, { town: '', postcode: '' }]) expect(formatAddress({ ...whole, ...lacking })).toEqual([]);
  });

  test('everything filled in makes seven lines with the country: what is inside the building shares one, then the place does', () => {
    const full = { company: 'Müller & Söhne', apartment: 'Apt 12', building: 'Haus B', place: 'Am Mühlbach', postcode: 'SW1A 1AA', town: 'London' };
    expect(formatAddress(draft('GB', full))).toEqual(['Müller & Söhne', 'Zoë Müller', 'Apt 12 Haus B', 'Mühlenstraße 12', 'Am Mühlbach', 'LONDON SW1A 1AA', 'ROYAUME UNI']);
    expect(formatAddress(draft('DE', { ...full, postcode: '10115', company: '' }))).toEqual(['Zoë Müller', 'Apt 12', 'Haus B', 'Mühlenstraße 12', 'Am Mühlbach', '10115 LONDON', 'ALLEMAGNE']);
  });
});

describe('what is to be corrected abroad', () => {
  const berlin = { postcode: '10115', town: 'Berlin' };
  test.each([
    ['DE', { ...berlin, postcode: '' }, [['postcode', 'missing', null]]],
    ['DE', { ...berlin, town: '!' }, [['town', 'missing', null]]],
    ['DE', { ...berlin, postcode: '1011' }, [['postcode', 'not-a-postcode', '10115']]],
    ['GB', { town: 'London', postcode: '10115' }, [['postcode', 'not-a-postcode', 'SW1A 1AA']]],
    ['US', { town: 'Boston', postcode: '02108' }, [['region', 'missing', null]]],
    ['IE', { town: 'Cork', postcode: '1' }, [['postcode', 'not-a-postcode', 'D02 AF30']]],
    ['PL', { postcode: '90-001', town: 'Łódź' }, [['town', 'odd-characters', 'Lódz']]],
    ['GR', { postcode: '105 57', town: 'Αθήνα' }, [['town', 'odd-characters', null]]],
    ['DE', { ...berlin, street: '' }, [['street', 'missing', null]]],
    ['DE', { ...berlin, name: '' }, [['name', 'missing', null]]],
    ['DE', { ...berlin, name: 'Ğökhan' }, [['name', 'odd-characters', 'Gökhan']]],
    ['DE', { ...berlin, company: 'Association internationale des moulins' }, [['company', 'too-long', 'ASSOC INTERNATIONALE DES MOULINS']]],
    ['DE', { ...berlin, street: 'A'.repeat(36) }, [['street', 'too-long', null]]],
    ['DE', { ...berlin, town: 'A'.repeat(30) }, [['town', 'too-long', null]]],
    ['JP', { postcode: '1540023', town: 'Setagaya-ku', region: 'Prefecture de Saint Nicolas-du-Lac' }, [['region', 'too-long', null]]],
    ['DE', { ...berlin, town: 'Saint Bartholomäus am Mühlenbach' }, [['town', 'too-long', 'ST BARTHOLOMAUS AM MUHLENBACH']]],
  ])('%s %o: %o', (country, fields, expected) => {
    expect(problemsOf(draft(country, fields))).toEqual(expected);
  });

  test.each([
    ['ES', { postcode: '35001', town: 'Las Palmas' }, 'ES', true],
    ['ES', { postcode: '35001', town: 'Las Palmas' }, 'IC', false],
    ['ES', { postcode: '28013', town: 'Madrid' }, 'IC', true],
    ['FI', { postcode: '22100', town: 'Mariehamn' }, 'FI', true],
    ['FI', { postcode: '22100', town: 'Mariehamn' }, 'AX', false],
    ['GR', { postcode: '630 86', town: 'Karyes' }, 'GR', true],
    ['DE', { postcode: 'D-27498', town: 'Helgoland' }, 'DE', true],
    ['DE', { postcode: '27498', town: 'Helgoland' }, 'DE-HEL', false],
    ['ES', { postcode: '35001', town: 'Las Palmas' }, null, false],
  ])('%s %o, when the price was made for %s: elsewhere is %s', (country, fields, destination, elsewhere) => {
    expect(problemsOf(draft(country, fields), destination)).toEqual(elsewhere ? [['postcode', 'other-destination', null]] : []);
  });

  test('lines that would have to be shared are asked to fit while they are typed', () => {
    const crowded = { postcode: 'SW1A 1AA', town: 'London', apartment: 'Appartement 1204, Etage 12', building: 'B', place: 'Am Bach' };
    expect(problemsOf(draft('GB', crowded))).toEqual([]);
    expect(problemsOf(draft('GB', { ...crowded, building: 'Batiment C' }))).toEqual([['building', 'too-long', 'BAT C']]);
    expect(problemsOf(draft('GB', { ...crowded, town: 'A'.repeat(30) }))).toEqual([['place', 'too-long', null]]);
  });
});

describe('addresses overseas and in Monaco are French', () => {
  const french = (postcode: string, town: string, destination: string | null) => problemsOf(draft('FR', { postcode, town, street: '1 rue X', name: 'C' }), destination);
  test.each([
    ['97400', 'Saint-Denis', 'RE', []],
    ['97400', 'Saint-Denis', null, []],
    ['97400', 'Saint-Denis', 'GP', [['postcode', 'other-destination', null]]],
    ['69007', 'Lyon', 'RE', [['postcode', 'other-destination', null]]],
    ['98000', 'Monaco', 'MC', []],
    ['69007', 'Lyon', 'MC', []],
    ['98800', 'Nouméa', 'NC', []],
    ['98800', '', 'NC', [['town', 'missing', null]]],
    ['98800', 'Nouméa Cedex', 'NC', [['town', 'not-served', null]]],
    ['98714', 'Papeete 😀', 'PF', [['town', 'odd-characters', 'Papeete']]],
    ['98714', 'P'.repeat(33), 'PF', [['town', 'too-long', null]]],
    ['AD500', 'Andorra la Vella', null, [['postcode', 'unknown-postcode', null]]],
  ])('%s %s to %s: %o', (postcode, town, destination, expected) => {
    expect(french(postcode, town, destination)).toEqual(expected);
  });

  test.each(['MC', 'GP', 'NC', 'FR'])('an address in %s is begun as a French one', (country) => {
    expect(emptyDraftIn(country).country).toBe('FR');
    expect(placeFormOf(country)).toMatchObject({ fields: ['postcode', 'town'], required: ['postcode', 'town'] });
  });
});

describe('the forms of the countries', () => {
  const needed = 'AD AT BE BG CH CY CZ DE DK EE ES FI GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK SM VA BA MK ME RS XK AL MD UA BY RU GI JE GG IM FO GL US CA AU NZ JP CN HK KR IN BR MX AR TR IL AE ZA SN CI TN DZ MA VN TH SG';

  test('cover Europe, the Maghreb, and where else most parcels go', () => {
    expect(needed.split(' ').filter((country) => !knownForms.includes(country))).toEqual([]);
  });

  test.each(knownForms)('%s: its example is a postcode there, what is required is asked, and what it writes is read again as the same', (country) => {
    const form = countryForm(country);
    const { fields, required, postcodeExample } = placeFormOf(country);
    for (const field of required) expect(fields).toContain(field);
    expect(fields).toContain('town');
    expect(new Set(fields).size).toBe(fields.length);
    expect(form.region !== null).toBe(fields.includes('region'));
    expect(form.postcode !== null).toBe(fields.includes('postcode'));
    if (postcodeExample === null) return;
    const typed = draft(country, { postcode: postcodeExample, town: 'Ville', region: 'X' });
    expect(problemsOf(typed, null)).toEqual([]);
    expect(formatAddress(typed).join('\n')).toContain(postcodeExample);
    expect(formatAddress({ ...typed, postcode: postcodeExample.replaceAll(/[ -]/g, '').toLowerCase() })).toEqual(formatAddress(typed));
  });

  test('a country of which nothing is known takes a postcode and a town as they are', () => {
    expect(placeFormOf('ZZ')).toEqual({ fields: ['postcode', 'town'], required: ['town'], region: 'region', postcodeExample: null });
    expect(placeFormOf('constructor')).toEqual(placeFormOf('ZZ'));
  });

  test('the last line of every country fits, in capitals without accents', () => {
    for (const { country } of book.entries.filter((entry) => entry.country !== 'FR')) {
      const last = formatAddress(draft(country, { town: 'Ville' })).at(-1);
      expect(last).toMatch(/^[A-Z0-9]+( [A-Z0-9]+)*$/);
      expect(last?.length).toBeLessThanOrEqual(longestLineAbroad);
    }
  });
});

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 50 }), fc.stringMatching(/^[A-Za-zÀ-ÿ0-9 ,.'’œ-]{0,45}$/), fc.stringMatching(/^[A-Za-zéü]{1,12}( [A-Za-zéü]{1,9})?$/));
const anyDraft: fc.Arbitrary<AddressDraft> = fc
  .record({ country: fc.constantFrom('DE', 'GB', 'US', 'CA', 'JP', 'IN', 'IE', 'AR', 'CI', 'ZZ', 'ES'), postcode: anyText, town: anyText, region: anyText, street: anyText, building: anyText, apartment: anyText, place: anyText, name: anyText, company: anyText, phone: anyText })
  .chain((typed) => fc.constantFrom(typed.postcode, countryForm(typed.country).postcode?.example ?? '').map((postcode) => ({ ...typed, postcode })));
const likelyDraft: fc.Arbitrary<AddressDraft> = fc
  .record(Object.fromEntries((['town', 'region', 'street', 'building', 'apartment', 'place', 'name', 'company'] as const).map((field) => [field, fc.stringMatching(/^[A-Za-zéü0-9 .']{1,16}$/)])) as Record<keyof AddressDraft, fc.Arbitrary<string>>)
  .chain((fields) => fc.constantFrom('DE', 'GB', 'US', 'JP', 'IN', 'IE').map((country) => ({ ...emptyDraftIn(country), ...fields, country, postcode: countryForm(country).postcode?.example ?? '' })));

describe('whatever is typed abroad', () => {
  test('an address without a problem prints on at most seven lines of at most 35 characters, and nothing typed is lost', () => {
    let sound = 0;
    fc.assert(
      fc.property(fc.oneof(likelyDraft, anyDraft), (typed) => {
        if (problemsOf(typed, null).length > 0) return;
        sound += 1;
        const lines = formatAddress(typed);
        expect(lines.length).toBeGreaterThanOrEqual(4);
        expect(lines.length).toBeLessThanOrEqual(mostLinesAbroad);
        for (const line of lines) expect([line.length <= longestLineAbroad, line === line.trim(), line !== '']).toEqual([true, true, true]);
        const printed = capitals(lines.join(' ')).replaceAll(' ', '');
        const printable = (['street', 'building', 'apartment', 'place', 'name', 'company', 'town'] as const).map((field) => typed[field]);
        for (const text of printable) expect(printed).toContain(capitals(text).replaceAll(' ', ''));
      }),
      { numRuns: 1_500 },
    );
    expect(sound).toBeGreaterThan(100);
  });

  test('a proposal for a place line fits beside the rest of it, whatever signs were typed', () => {
    const typed = { ...emptyDraftIn('US'), postcode: '95014', town: ',Äœu8œ,,è.', region: 'qéWüyEomtü ékwüüüéüb', street: 'to', name: 'X' };
    const after = (town: string) => addressProblems({ ...typed, town }, 'town', { ...toFrance, destination: null }).filter(({ field }) => field === 'town');
    const [first] = after(typed.town);
    expect(first?.problem).toBe('too-long');
    expect(first?.proposal === null || after(first?.proposal ?? '').length === 0).toBe(true);
  });

  test('a proposal is itself without that problem', () => {
    fc.assert(
      fc.property(fc.oneof(likelyDraft, anyDraft), (typed) => {
        for (const { field, proposal, problem } of addressProblems(typed, 'check', { ...toFrance, destination: null })) {
          if (proposal === null) continue;
          const after = addressProblems({ ...typed, [field]: proposal }, 'check', { ...toFrance, destination: null });
          expect(after.some((one) => one.field === field && one.problem === problem)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(['A', 'é', '😀', '\u0000', '\u202E', ' ', '日', '\uD800'])('10 000 times %j ends in a problem, not in a crash', (piece) => {
    const text = piece.repeat(10_000);
    const typed: AddressDraft = { country: 'US', postcode: text, town: text, region: text, street: text, building: text, apartment: text, place: text, name: text, company: text, phone: text };
    expect(problemsOf(typed, 'US').length).toBeGreaterThan(0);
    expect(() => formatAddress(typed)).not.toThrow();
  });
});
