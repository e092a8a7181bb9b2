import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestDescription, mostArticles, type CustomsArticle } from '../customs/declaration.ts';
import { cents, sumCents } from '../money.ts';
import { itemNumber } from '../tracking/series.ts';
import { grams } from '../weight.ts';
import { copiesOf, customsSheets, type CustomsSubject } from './customs-sheets.ts';
import { codesOf, overlapping, readOut, schoolFaults, textsOf } from './drawing.fixture.ts';
import { drawingFaults, smallestCapitals, textWidth } from './geometry.ts';
import { office } from './paper.fixture.ts';
import { wrapped } from './wrapping.ts';

const numbering = { colissimo: '9V', letter: '87000', registered: '1A', 's10-letter': 'LX', 's10-registered': 'RA', 's10-parcel': 'CA' };
const shirt: CustomsArticle = { description: 'Tee-shirt en coton', quantity: 2, grams: grams(360), value: cents(25_00), hsCode: '610910', origin: 'PT' };
const book: CustomsArticle = { description: 'Livre imprimé', quantity: 1, grams: grams(420), value: cents(18_50), hsCode: '490199', origin: null };
const toy: CustomsArticle = { description: 'Jouet en bois', quantity: 3, grams: grams(300), value: cents(42_00), hsCode: null, origin: 'FR' };

function declaring(articles: readonly CustomsArticle[]): Pick<CustomsSubject, 'articles' | 'totals'> {
  const totals = {
    articles: articles.reduce((count, { quantity }) => count + quantity, 0),
    grams: grams(articles.reduce((total, article) => total + article.grams, 0)),
    value: sumCents(articles.map(({ value }) => value)),
  };
  return { articles, totals };
}

const parcel: CustomsSubject = {
  form: 'CN23',
  number: itemNumber('s10-parcel', 42, numbering),
  label: 'MOULIN-01-00000007',
  at: Date.parse('2026-11-23T10:36:00Z'),
  office,
  sender: ['Éloïse Lefèvre', '12 RUE DE L EGLISE', '69007 LYON'],
  senderPhone: '06 00 00 00 00',
  addressee: ['Margaret Tremblay', '1234 MAPLE STREET', 'OTTAWA ON K1A 0B1', 'CANADA'],
  addresseePhone: '+1 613 555 0100',
  destination: 'CA',
  destinationName: 'Canada',
  category: 'gift',
  ...declaring([shirt, book, toy]),
  grams: grams(1_240),
  postage: cents(39_19),
};
const letter: CustomsSubject = { ...parcel, form: 'CN22', number: itemNumber('s10-letter', 42, numbering), ...declaring([shirt]), grams: grams(420), postage: cents(14_45) };

const anyDescription = fc.oneof(fc.stringMatching(/^[A-Za-z0-9 ,.'&()/-]{1,64}$/), fc.constantFrom('W'.repeat(longestDescription), 'x', `${'W'.repeat(20)} ${'W'.repeat(30)} ${'W'.repeat(12)}`));
const anyArticle: fc.Arbitrary<CustomsArticle> = fc.record({
  description: anyDescription,
  quantity: fc.integer({ min: 1, max: 999 }),
  grams: fc.integer({ min: 1, max: 30_000 }).map(grams),
  value: fc.integer({ min: 1, max: 100_000_00 }).map(cents),
  hsCode: fc.option(fc.stringMatching(/^(\d{6}|\d{8}|\d{10})$/)),
  origin: fc.option(fc.constantFrom('FR', 'CN', 'GS', 'CD', 'VC')),
});
const anyLines = fc.array(fc.oneof(fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ0-9 ,.'&-]{1,38}$/), fc.constantFrom('W'.repeat(38), 'É'.repeat(38))), { minLength: 2, maxLength: 6 });
const anySubject: fc.Arbitrary<CustomsSubject> = fc
  .record({
    base: fc.constantFrom(parcel, letter),
    articles: fc.array(anyArticle, { minLength: 1, maxLength: mostArticles }),
    numbered: fc.boolean(),
    sender: anyLines,
    addressee: anyLines,
    senderPhone: fc.option(fc.stringMatching(/^\+?[0-9 ]{6,20}$/)),
    addresseePhone: fc.option(fc.stringMatching(/^\+?[0-9 ]{6,20}$/)),
    category: fc.constantFrom('gift', 'sample', 'commercial', 'documents', 'other', 'return'),
    weight: fc.integer({ min: 1, max: 30_000 }),
    postage: fc.integer({ min: 1, max: 999_99 }),
  })
  .map(({ base, articles, numbered, weight, postage, ...rest }) => ({ ...base, ...rest, ...declaring(articles), number: numbered ? base.number : null, grams: grams(weight), postage: cents(postage) }));

describe('customs sheets', () => {
  test('stay on their paper and in their fields, whatever is declared, and nothing covers anything else', () => {
    fc.assert(
      fc.property(anySubject, (subject) => {
        const drawn = customsSheets(subject);
        // The copies differ in their number alone.
        for (const sheet of drawn.slice(0, drawn.length / copiesOf(subject))) {
          expect(drawingFaults(sheet)).toEqual([]);
          expect(overlapping(sheet)).toEqual([]);
          expect(schoolFaults(sheet)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('say everything that was declared, once in every copy', () => {
    fc.assert(
      fc.property(anySubject, (subject) => {
        const said = customsSheets(subject).flatMap(textsOf).join('').replaceAll(/\s/g, '');
        for (const { description } of subject.articles) {
          const times = subject.articles.filter((one) => one.description.replaceAll(/\s/g, '') === description.replaceAll(/\s/g, '')).length * copiesOf(subject);
          expect(said.split(description.replaceAll(/\s/g, '')).length - 1).toBeGreaterThanOrEqual(description.trim() === '' ? 0 : times);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('are read without a glass: no letter is lower than 1.5 mm', () => {
    for (const subject of [parcel, letter]) {
      for (const sheet of customsSheets(subject)) {
        expect(Math.min(...sheet.elements.map((element) => (element.kind === 'text' ? element.height : Infinity)))).toBeGreaterThanOrEqual(smallestCapitals);
      }
    }
  });

  test.each([
    ['CN22', 'CA', 2],
    ['CN22', 'CH', 2],
    ['CN23', 'CA', 3],
    ['CN23', 'CH', 4],
    ['CN23', 'NC', 3],
  ] as const)('%s to %s: %i copies (postal.md 3.4)', (form, destination, copies) => {
    expect(copiesOf({ form, destination })).toBe(copies);
  });

  test.each([
    ['CN23', 1, 1],
    ['CN23', 5, 1],
    ['CN23', 6, 2],
    ['CN23', 15, 3],
    ['CN22', 3, 1],
    ['CN22', 4, 2],
    ['CN22', 15, 5],
  ] as const)('a %s of %i articles has %i sheets a copy, each says which it is, and each copy is whole before the next', (form, many, sheets) => {
    const subject = { ...(form === 'CN22' ? letter : parcel), ...declaring(Array.from({ length: many }, () => shirt)) };
    const copies = copiesOf(subject);
    const expected = Array.from({ length: copies * sheets }, (_, at) => [`Exemplaire ${Math.floor(at / sheets) + 1} sur ${copies}`, `Feuille ${(at % sheets) + 1} sur ${sheets}`]);
    const drawn = customsSheets(subject);
    expect(drawn.map((sheet) => textsOf(sheet).join(' · ').match(/Exemplaire \d sur \d|Feuille \d sur \d/g))).toEqual(expected);
  });

  test('every sheet bears the totals of the whole declaration, so that no sheet can be lost unseen', () => {
    const subject = { ...parcel, ...declaring(Array.from({ length: 12 }, () => toy)) };
    for (const sheet of customsSheets(subject)) expect(textsOf(sheet)).toEqual(expect.arrayContaining(['36', '3,600', '504,00']));
  });

  test.each(['gift', 'sample', 'commercial', 'documents', 'other', 'return'] as const)('one cross, beside %s', (category) => {
    for (const subject of [{ ...parcel, category }, { ...letter, category }]) {
      const [sheet] = customsSheets(subject);
      const crosses = sheet!.elements.filter((element) => element.kind === 'text' && element.text === 'X');
      expect(crosses).toHaveLength(1);
      const bold = sheet!.elements.filter((element) => element.kind === 'text' && element.bold === true && Math.abs(element.y - crosses[0]!.y) < 1 && element.text !== 'X');
      const named = { gift: 'Cadeau', sample: 'Échantillon commercial', commercial: 'Vente de marchandises', documents: 'Documents', other: 'Autre', return: 'Retour de marchandises' };
      expect(bold.map((element) => ('text' in element ? element.text : ''))).toEqual([named[category]]);
    }
  });
});

describe('the form CN 23', () => {
  test('reads as the form V0410 does', () => {
    expect(readOut(customsSheets(parcel)[0]!)).toMatchSnapshot();
  });

  test('says parties, telephones, articles with HS number and country of origin in full, totals, postage, gross weight, office and day', () => {
    const said = textsOf(customsSheets(parcel)[0]!).join('\n').replaceAll('\u00A0', ' ');
    const facts = [
      'CN 23', 'Peut être ouvert d’office', 'May be opened officially', 'Opérateur postal', 'CA 000 000 425 FR', 'Éloïse Lefèvre', '06 00 00 00 00', 'Margaret Tremblay', 'CANADA', '+1 613 555 0100',
      'Tee-shirt en coton', 'SH / HS 610910 · Origine Portugal', 'SH / HS 490199', 'Origine France', '0,360', '25,00', '1,080', '85,50', '1,240 kg', '39,19 EUR', 'Lyon Guillotière · 23/11/2026', 'Date et signature de l’expéditeur',
    ];
    for (const fact of facts) expect(said).toContain(fact);
    expect(said.replaceAll('\n', ' ')).toContain('ne contient aucun objet dangereux ou interdit');
  });

  test('names both countries once: France is added at home, overseas by its name', () => {
    const named = (subject: CustomsSubject) => textsOf(customsSheets(subject)[0]!).filter((text) => ['FRANCE', 'CANADA', 'GUADELOUPE', 'BELGIQUE'].includes(text));
    expect(named(parcel)).toEqual(['FRANCE', 'CANADA']);
    const overseas = { ...parcel, addressee: ['Marie Lurel', '4 RUE DES FLAMBOYANTS', '97100 BASSE TERRE'], destination: 'GP', destinationName: 'Guadeloupe' };
    expect(named(overseas)).toEqual(['FRANCE', 'GUADELOUPE']);
    expect(named({ ...parcel, sender: ['Jan Peeters', 'KERKSTRAAT 1', '2000 ANTWERPEN', 'BELGIQUE'] })).toEqual(['BELGIQUE', 'CANADA']);
  });

  test('bears the number as a bar code of S10: 12.5 mm high, module of 0.25 to 0.51 mm', () => {
    expect(codesOf(customsSheets(parcel)[0]!)).toMatchObject([{ text: parcel.number, height: 12.5, module: 0.25 }]);
    expect(codesOf(customsSheets({ ...parcel, number: null })[0]!)).toEqual([]);
  });
});

describe('the form CN 22', () => {
  test('reads as the form of the Universal Postal Union does', () => {
    const [sheet] = customsSheets(letter);
    expect([sheet!.width, sheet!.height]).toEqual([74, 105]);
    expect(readOut(sheet!)).toMatchSnapshot();
  });

  test('of a letter without a number bears the number of its label', () => {
    expect(textsOf(customsSheets({ ...letter, number: null })[0]!).join(' ')).toContain('MOULIN-01-00000007');
  });
});

describe('a text in lines', () => {
  test('is broken between words, and within a word only when it is wider than the line', () => {
    expect(wrapped('un deux trois', textWidth('un deux', 1.5), 1.5)).toEqual(['un deux', 'trois']);
    expect(wrapped('MMMM', textWidth('MM', 1.5), 1.5)).toEqual(['MM', 'MM']);
  });

  test('never loses a letter, and never has a line wider than the field', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z ]{0,64}$/), fc.integer({ min: 10, max: 90 }), fc.integer({ min: 1, max: 4 }), (text, width, most) => {
        const lines = wrapped(text, width, 1.5, most);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(textWidth(line, 1.5)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
