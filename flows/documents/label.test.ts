import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cents } from '../money.ts';
import { colissimoNumber } from '../tracking/colissimo.ts';
import { itemNumber } from '../tracking/series.ts';
import { letterNumber } from '../tracking/letter.ts';
import { isRoutingCode } from '../tracking/routing.ts';
import { grams } from '../weight.ts';
import { frankingLabel, type LabelSubject } from './franking-label.ts';
import { codesOf, overlapping, schoolFaults, textsOf } from './drawing.fixture.ts';
import { code128Modules, dataMatrixModules, drawingFaults, extentOf, fittingHeight, textWidth } from './geometry.ts';
import { office } from './paper.fixture.ts';
import type { LabelDrawing } from './label-drawing.ts';

const numbering = { colissimo: '9V', letter: '87000', registered: '1A', 's10-letter': 'LX', 's10-registered': 'RA', 's10-parcel': 'CA' };
const mark = { payload: `MOULIN-VOID:1:MOULIN-01:MOULIN-01-00000007:CFD:1119:1240:20261123:9V0000000007X:${'A2B3'.repeat(26)}`, legend: ['SPÉCIMEN', 'SANS VALEUR'] };
const shared = { at: Date.parse('2026-11-23T10:36:00Z'), mark, office, label: 'MOULIN-01-00000007', options: [], unweighed: false, registered: null, destination: null, pickUp: null, customs: null };
const parcel: LabelSubject = {
  ...shared,
  kind: 'parcel',
  productName: 'Colissimo France, livraison à domicile sans signature',
  grams: grams(1_240),
  price: cents(11_19),
  number: colissimoNumber('9V', 1_111_111_121),
  sender: ['Éloïse Lefèvre', '12 RUE DE L EGLISE', '69007 LYON'],
  addressee: ['Société Dupont & Fils', 'Appt 12 Bât. B', '128 BD DU GENERAL CHARLES DE GAULLE', '42000 ST ETIENNE'],
};
const letter: LabelSubject = {
  ...shared,
  kind: 'letter',
  productName: 'Lettre verte suivie',
  grams: grams(60),
  price: cents(3_60),
  number: letterNumber('87000', 720_610_100),
  sender: [],
  addressee: [],
};

const acknowledged = { option: 'avis_reception_national', name: 'Avis de réception', price: cents(1_45) } as const;
const toCanada = ['Margaret Tremblay', '1234 MAPLE STREET', 'OTTAWA ON K1A 0B1', 'CANADA'];
const registered: LabelSubject = {
  ...letter,
  productName: 'Lettre recommandée R1',
  options: [acknowledged],
  price: cents(8_43),
  number: itemNumber('registered', 42, numbering),
  registered: 'R1',
  sender: parcel.sender,
  addressee: parcel.addressee,
};
const abroad: LabelSubject = { ...parcel, productName: 'Colissimo International zone C', price: cents(39_19), number: itemNumber('s10-parcel', 42, numbering), destination: 'Canada', addressee: toCanada, customs: 'CN23' };
const pickUp: LabelSubject = {
  ...parcel,
  addressee: ['Amélie Durand'],
  pickUp: { id: 'P-1', name: 'Tabac de la Gare', lines: ['3 PLACE DE LA GARE'], postcode: '42100', town: 'ST ETIENNE' },
};
const bought: LabelSubject = { ...letter, number: null, grams: grams(0) };
const stamp: LabelSubject = { ...bought, kind: 'stamp', productName: 'Lettre verte', grams: grams(20), unweighed: true, price: cents(1_52) };
const supplement: LabelSubject = { ...bought, kind: 'supplement', productName: 'Complément d’affranchissement', price: cents(58) };
const article: LabelSubject = { ...bought, kind: 'article', productName: 'Enveloppe matelassée 18 × 26 cm', price: cents(2_90) };

const anyLine = fc.oneof(fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ0-9 ,.'&-]{1,38}$/), fc.constantFrom('W'.repeat(38), 'Ø'.repeat(38), 'M', 'É'.repeat(38)));
/** Names of articles and of pick-up points come with the operator's lists: up to sixty characters. */
const anyLongLine = fc.oneof(fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ0-9 ,.'&-]{1,60}$/), fc.constant('W'.repeat(60)));
const anyCapitals = fc.oneof(fc.stringMatching(/^[A-Z][A-Z0-9 ]{0,30}[A-Z]$/), fc.constantFrom('W'.repeat(32), 'X'));
const anyAddress = fc
  .tuple(fc.array(anyLine, { minLength: 2, maxLength: 5 }), fc.integer({ min: 1_000, max: 98_999 }), anyCapitals)
  .map(([lines, postcode, town]) => [...lines, `${String(postcode).padStart(5, '0')} ${town}`]);
const anyMark = fc.stringMatching(/^[A-Z0-9:.-]{1,280}$/).map((payload) => ({ ...mark, payload }));
const anyParcel = fc.record({ sender: anyAddress, addressee: anyAddress, customs: fc.constantFrom('CN23', null), weight: fc.integer({ min: 1, max: 30_000 }), price: fc.integer({ min: 0, max: 9_999_99 }), serial: fc.integer({ min: 0, max: 9_999_999_999 }), mark: anyMark }).map(
  ({ sender, addressee, customs, weight, price, serial, mark: one }): LabelSubject => ({ ...parcel, customs, sender, addressee, grams: grams(weight), price: cents(price), number: colissimoNumber('9V', serial), mark: one }),
);
const anyLetter = fc.record({ weight: fc.integer({ min: 1, max: 2_000 }), price: fc.integer({ min: 0, max: 9_999_99 }), serial: fc.option(fc.nat(999_999_999)), mark: anyMark, product: fc.constantFrom('Lettre verte', 'Lettre Services Plus', 'Une lettre au nom bien plus long que les autres') }).map(
  ({ weight, price, serial, mark: one, product }): LabelSubject => ({ ...letter, grams: grams(weight), price: cents(price), number: serial === null ? null : letterNumber('87000', serial), mark: one, productName: product }),
);

const heightOf = (drawing: LabelDrawing, text: string) => drawing.elements.flatMap((element) => (element.kind === 'text' && element.text === text ? [element.height] : []))[0] ?? 0;

const anyForeign = fc
  .tuple(fc.array(anyLine, { minLength: 2, maxLength: 6 }), fc.constantFrom('CANADA', 'GEORGIE DU SUD ET LES ILES SANDWICH DU SUD', 'SAINT VINCENT ET LES GRENADINES'))
  .map(([lines, country]) => [...lines, country]);
/** Registered or not, with or without papers, at home and abroad. */
const anyAddressed = fc
  .record({
    base: fc.constantFrom(registered, abroad),
    sender: fc.oneof(anyAddress, anyForeign),
    addressee: anyForeign,
    options: fc.constantFrom([], [acknowledged]),
    level: fc.constantFrom('R1', 'R2', 'R3', null),
    customs: fc.constantFrom('CN22', 'CN23', null),
    destination: fc.constantFrom('Canada', null),
    numbered: fc.boolean(),
    mark: anyMark,
  })
  .map(({ base, level, numbered, ...rest }): LabelSubject => ({ ...base, ...rest, registered: level, number: numbered || base.kind === 'parcel' ? base.number : null }));
const anyPoint = fc
  .record({ name: anyLongLine, lines: fc.array(anyLongLine, { maxLength: 3 }), town: anyCapitals, addressee: fc.array(anyLine, { minLength: 1, maxLength: 2 }), mark: anyMark })
  .map(({ name, lines, town, ...rest }): LabelSubject => ({ ...pickUp, ...rest, pickUp: { id: 'P-1', name, lines, postcode: '42100', town } }));
const anyBought = fc
  .record({ base: fc.constantFrom(stamp, supplement, article, { ...letter, number: itemNumber('s10-letter', 42, numbering), destination: 'Géorgie du Sud-et-les Îles Sandwich du Sud' }), weight: fc.integer({ min: 0, max: 30_000 }), price: fc.integer({ min: 1, max: 999_99 }), name: anyLongLine, mark: anyMark })
  .map(({ base, weight, price, name, mark: one }): LabelSubject => ({ ...base, grams: grams(weight), price: cents(price), productName: name, mark: one }));

describe('every label', () => {
  test.each([['parcel', anyParcel], ['letter', anyLetter], ['thing with addresses and no routing code', anyAddressed], ['parcel for a pick-up point', anyPoint], ['thing bought', anyBought]] as const)('of a %s stays on its paper, in its fields, and nothing covers anything else', (_, any) => {
    fc.assert(
      fc.property(any, (subject) => {
        const drawing = frankingLabel(subject);
        expect(drawingFaults(drawing)).toEqual([]);
        expect(overlapping(drawing)).toEqual([]);
        expect(schoolFaults(drawing)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test.each([['a parcel', parcel, 6], ['a letter', letter, 5]] as const)('of %s bears SPÉCIMEN · SANS VALEUR in white on black, and its mark in the Data Matrix', (_, subject, tall) => {
    const drawing = frankingLabel(subject);
    const legend = drawing.elements.filter((element) => element.kind === 'text' && element.reverse === true);
    expect(legend.map((element) => ('text' in element ? element.text : '')).join(' · ')).toBe('SPÉCIMEN · SANS VALEUR');
    expect(Math.max(...legend.map((element) => extentOf(element).bottom - extentOf(element).top))).toBeGreaterThan(tall);
    expect(drawing.elements).toContainEqual(expect.objectContaining({ kind: 'data-matrix', text: mark.payload }));
  });

  test('of a mark without legend prints none: only an authority may decide that', () => {
    for (const subject of [parcel, letter]) {
      const drawing = frankingLabel({ ...subject, mark: { ...mark, legend: [] } });
      expect(drawing.elements.some((element) => element.kind === 'text' && element.reverse === true)).toBe(false);
    }
  });
});

describe('the vignette of a letter', () => {
  test('says value, product, weight, day and number, and names neither country nor operator', () => {
    const drawing = frankingLabel(letter);
    const said = textsOf(drawing).join('\n').replaceAll('\u00A0', ' ');
    expect([drawing.width, drawing.height]).toEqual([63.5, 38]);
    for (const fact of ['3,60 €', 'Lettre verte suivie', '60 g · 23/11/2026', '87 000 720 610 100P', 'MOULIN-01-00000007']) expect(said).toContain(fact);
    expect(said).not.toMatch(/france|poste/i);
    expect(codesOf(drawing)).toMatchObject([{ text: '87000720610100P', module: 0.375 }]);
  });

  test('of a letter that is not tracked bears its own number, and no bar code', () => {
    const drawing = frankingLabel({ ...letter, number: null });
    expect(codesOf(drawing)).toEqual([]);
    expect(textsOf(drawing)).toContain('N°\u00A0MOULIN-01-00000007');
    expect(textsOf(drawing)).toContain('Lyon Guillotière');
  });
});

describe('the vignette of what is only bought', () => {
  const saidBy = (subject: LabelSubject) => textsOf(frankingLabel(subject)).join('\n').replaceAll('\u00A0', ' ');

  test('of a stamp says up to which weight it is good, and bears no day: it is used when its owner likes', () => {
    expect(saidBy(stamp)).toContain('Lettre verte');
    expect(saidBy(stamp)).toContain('jusqu’à 20 g');
    expect(saidBy(stamp)).not.toContain('2026');
  });

  test('of the rest of a postage says COMPLÉMENT and its amount, and the weight only when one was taken', () => {
    expect(saidBy(supplement)).toMatch(/0,58 €[^]*COMPLÉMENT\n23\/11\/2026/);
    expect(saidBy({ ...supplement, grams: grams(120) })).toContain('120 g · 23/11/2026');
  });

  test('of an article is a voucher that names it, and says where it is stuck', () => {
    for (const fact of ['BON', 'Enveloppe matelassée 18 × 26 cm', '2,90 €', 'MOULIN-01-00000007', 'à coller sur l’article']) expect(saidBy(article)).toContain(fact);
  });

  test('of a letter for abroad says where to; tracked, it bears an S10 code 12.5 mm high and is so much longer', () => {
    expect(saidBy({ ...letter, number: null, destination: 'Canada' })).toContain('Pour : Canada');
    const drawing = frankingLabel({ ...letter, number: itemNumber('s10-letter', 42, numbering), destination: 'Canada' });
    expect(codesOf(drawing)).toMatchObject([{ text: 'LX000000425FR', height: 12.5, module: 0.25 }]);
    expect(drawing.height).toBeCloseTo(43.3);
  });
});

describe('the label of a registered letter', () => {
  const saidBy = (subject: LabelSubject) => textsOf(frankingLabel(subject)).join('\n').replaceAll('\u00A0', ' ');

  test('has the room of a parcel’s: sender, addressee, level, AR and number, and no routing code', () => {
    const drawing = frankingLabel(registered);
    expect([drawing.width, drawing.height]).toEqual([100, 150]);
    for (const fact of ['Lettre recommandée R1 · Avis de réception', 'Éloïse Lefèvre', 'Société Dupont & Fils', '42000 ST ETIENNE', 'RECOMMANDÉ R1', 'AR', 'N° d’envoi : 1A 000 000 000 042M', '8,43 €']) expect(saidBy(registered).split('\n')).toContain(fact);
    expect(codesOf(drawing).map(({ text }) => text)).toEqual(['1A000000000042M']);
  });

  test.each([
    ['without avis de réception', { options: [] }, 'AR'],
    ['at home', {}, 'REGISTERED'],
    ['without customs papers', {}, 'DOUANE / CUSTOMS'],
  ])('%s has no such box', (_, change, absent) => {
    expect(textsOf(frankingLabel({ ...registered, ...change }))).not.toContain(absent);
  });

  test('for abroad says REGISTERED too, the country large, and which customs form is in the pouch', () => {
    const subject: LabelSubject = { ...registered, number: itemNumber('s10-registered', 42, numbering), destination: 'Canada', addressee: toCanada, customs: 'CN22' };
    for (const fact of ['RECOMMANDÉ R1', 'REGISTERED', 'CANADA', 'CN22', 'DOUANE / CUSTOMS', 'N° d’envoi : RA 000 000 425 FR']) expect(saidBy(subject).split('\n')).toContain(fact);
    const [code] = codesOf(frankingLabel(subject));
    expect(code!.height).toBeGreaterThanOrEqual(12.5);
    expect(code!.module).toBeGreaterThanOrEqual(0.25);
    expect(code!.module).toBeLessThanOrEqual(0.51);
    expect(heightOf(frankingLabel(subject), 'CANADA')).toBeCloseTo(2 * heightOf(frankingLabel(subject), '1234 MAPLE STREET'));
  });
});

describe('the label of a parcel for abroad', () => {
  test('has an S10 number, the customs form and the country, and no French routing code', () => {
    const drawing = frankingLabel(abroad);
    const said = textsOf(drawing).map((text) => text.replaceAll('\u00A0', ' '));
    for (const fact of ['N° de colis : CA 000 000 425 FR', 'CN23', 'CANADA', 'OTTAWA ON K1A 0B1', '1 240 g']) expect(said).toContain(fact);
    expect(codesOf(drawing).map(({ text }) => text)).toEqual(['CA000000425FR']);
    expect(said.join()).not.toContain('PCH');
  });

  test('within the Union has no box for customs', () => {
    expect(textsOf(frankingLabel({ ...abroad, customs: null }))).not.toContain('DOUANE / CUSTOMS');
  });
});

describe('the label of a parcel', () => {
  test('for a pick-up point is routed to the point, and says who collects it', () => {
    const drawing = frankingLabel(pickUp);
    const said = textsOf(drawing).join('\n').replaceAll('\u00A0', ' ');
    for (const fact of ['à retirer au point retrait', 'Amélie Durand', 'Tabac de la Gare', '3 PLACE DE LA GARE', '42100\nST ETIENNE']) expect(said).toContain(fact);
    expect(codesOf(drawing)[1]!.text.slice(3, 8)).toBe('42100');
  });

  test('overseas says that customs papers are in the pouch, at home it does not', () => {
    expect(textsOf(frankingLabel({ ...parcel, customs: 'CN23' }))).toContain('CN23 · DOUANE');
    expect(textsOf(frankingLabel(parcel)).join()).not.toContain('DOUANE');
  });

  test.each([
    ['overseas', ['Marie Lurel', '4 RUE DES FLAMBOYANTS', '97100 BASSE TERRE'], '97100', 'BASSE TERRE'],
    ['Monaco', ['Marie Grimaldi', '1 QUAI ALBERT', '98000 MONACO', 'MONACO'], '98000', 'MONACO'],
    ['Andorra', ['Jordi Pla', 'CARRER MAJOR 1', 'AD500 ANDORRA LA VELLA', 'ANDORRE'], 'AD500', 'ANDORRA LA VELLA · ANDORRE'],
  ])('for %s is routed by its own postcode', (_, addressee, postcode, town) => {
    const drawing = frankingLabel({ ...parcel, addressee });
    expect(textsOf(drawing)).toEqual(expect.arrayContaining([postcode, town]));
    expect(codesOf(drawing)[1]!.text.slice(3, 8)).toBe(postcode);
    expect(codesOf(drawing)[1]!.text).toSatisfy(isRoutingCode);
  });


  test('says what the specification asks for (postal.md 3.3)', () => {
    const drawing = frankingLabel(parcel);
    const said = textsOf(drawing).join('\n').replaceAll('\u00A0', ' ');
    expect([drawing.width, drawing.height]).toEqual([100, 150]);
    for (const fact of ['Expéditeur', 'Éloïse Lefèvre', '12 RUE DE L EGLISE', 'Destinataire', 'Société Dupont & Fils', '1 240 g', '23/11/2026', '11,19 €', 'N° de colis : 9V 11111 11121 9']) expect(said).toContain(fact);
    expect(said).toMatch(/N° PCH 9V1 42000 999999 0124 00001\d/);
  });

  test('its two bar codes are at least 27 mm high, of modules of 0.33 to 0.375 mm, and hold the number and a routing code that checks', () => {
    const codes = codesOf(frankingLabel(parcel));
    expect(codes.map((code) => code.text)).toEqual(['9V11111111219', expect.toSatisfy(isRoutingCode)]);
    for (const code of codes) {
      expect(code.height).toBeGreaterThanOrEqual(27);
      expect(code.module).toBeGreaterThanOrEqual(0.33);
      expect(code.module).toBeLessThanOrEqual(0.375);
    }
  });

  test('the postcode is three times, the town twice as high as the rest of the address, and nothing is lower than 1.5 mm', () => {
    const drawing = frankingLabel(parcel);
    const rest = heightOf(drawing, 'Appt 12 Bât. B');
    expect(heightOf(drawing, '42000')).toBeCloseTo(3 * rest);
    expect(heightOf(drawing, 'ST ETIENNE')).toBeCloseTo(2 * rest);
    expect(Math.min(...drawing.elements.map((element) => (element.kind === 'text' ? element.height : Infinity)))).toBeGreaterThanOrEqual(1.5);
  });

  test('is not drawn for a number that is none, nor without a postcode', () => {
    expect(() => frankingLabel({ ...parcel, number: null })).toThrow(RangeError);
    expect(() => frankingLabel({ ...parcel, addressee: ['Nobody'] })).toThrow(RangeError);
  });
});

describe('measures', () => {
  test.each([
    ['9V11111111219', 134],
    ['87000720610100P', 134],
    ['9V1750079999990100000018', 189],
    ['AB', 57],
    ['12', 57],
    ['1234', 57],
    ['A12345B', 112],
    ['A123456B', 112],
    ['A1234567B', 123],
  ])('Code 128 of %s has %i modules', (text, modules) => {
    expect(code128Modules(text)).toBe(modules);
  });

  test.each([
    ['123456', 10],
    ['A'.repeat(5), 12],
    ['A'.repeat(204), 52],
    ['A'.repeat(205), 64],
    ['12'.repeat(205), 64],
  ])('a Data Matrix of %s has a side of %i modules', (text, side) => {
    expect(dataMatrixModules(text)).toBe(side);
  });

  test('a text that no Data Matrix holds is refused', () => {
    expect(() => dataMatrixModules('A'.repeat(1_559))).toThrow(RangeError);
  });

  test('text is as large as its field allows, up to the greatest height asked for', () => {
    expect(fittingHeight('LYON', 90, 3)).toBe(3);
    const height = fittingHeight('A LINE OF THIRTY-EIGHT CHARACTERS HERE', 90, 5);
    expect(textWidth('A LINE OF THIRTY-EIGHT CHARACTERS HERE', height)).toBeLessThanOrEqual(90);
    expect(textWidth('A LINE OF THIRTY-EIGHT CHARACTERS HERE', height + 0.1)).toBeGreaterThan(90);
  });

  test('a drawing with an element off the label, or a text wider than its field, is found out', () => {
    const drawing: LabelDrawing = {
      width: 20,
      height: 10,
      elements: [
        { kind: 'text', x: 1, y: 1, height: 3, text: 'TOO WIDE', width: 5 },
        { kind: 'box', x: 15, y: 1, width: 10, height: 1, line: 0.2 },
        { kind: 'code128', x: 0, y: 1, height: 3, module: 0.25, text: '12' },
        { kind: 'data-matrix', x: 1, y: 8, module: 0.5, text: 'A' },
        { kind: 'text', x: 1, y: 6, height: 1, text: 'FITS', width: 10 },
      ],
    };
    expect(drawingFaults(drawing)).toEqual([
      'text "TOO WIDE" leaves the label',
      'text "TOO WIDE" is wider than its field',
      'a box leaves the label',
      'code128 "12" leaves the label',
      'data-matrix "A" leaves the label',
    ]);
  });
});
