import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents } from '../money.ts';
import { grams } from '../weight.ts';
import { articleOf, declarationProblems, isDetailed, lineProblems, type ArticleContext } from './check.ts';
import { customsArticleSchema, customsProblemSchema, type CustomsArticle, type CustomsCategory, type CustomsDraft, type CustomsProblem } from './declaration.ts';
import { descriptionOf } from './description.ts';
import { draftOf, emptyCustomsDraft } from './draft.ts';
import { formOf } from './form.ts';
import { customsLimits } from './limits.ts';
import { originOf } from './origin.ts';
import { totals } from './totals.ts';

/** UTF-16 units of every kind, lone halves of pairs included. */
const anyText = fc.array(fc.nat(0xffff), { maxLength: 200 }).map((units) => String.fromCharCode(...units));

const kilogram: ArticleContext = { category: 'gift', gramsLeft: grams(1000), valueElsewhere: cents(0) };
const shop: ArticleContext = { ...kilogram, category: 'commercial' };
const pull: CustomsDraft = { description: 'Pull', quantity: '1', grams: '400', value: '25', hsCode: '', origin: '' };
const line: CustomsArticle = { description: 'Pull', quantity: 1, grams: grams(400), value: cents(2500), hsCode: null, origin: null };

function read(draft: Partial<CustomsDraft>, context: ArticleContext = kilogram): CustomsArticle | CustomsProblem[] {
  const article = articleOf({ ...pull, ...draft }, context);
  return article.ok ? article.value : article.error;
}

/** The one problem, as `field problem (proposal)`. */
function problemOf(draft: Partial<CustomsDraft>, context: ArticleContext = kilogram): string {
  const article = articleOf({ ...pull, ...draft }, context);
  return article.ok ? 'none' : article.error.map(({ field, problem, proposal }) => `${field} ${problem}${proposal === null ? '' : ` (${proposal})`}`).join(', ');
}

describe('a line of the declaration', () => {
  it('says what it is, how many, how heavy and what they are worth', () => {
    expect(read({})).toEqual(line);
    expect(read({ quantity: '3', hsCode: '611030', origin: 'FR' })).toEqual({ ...line, quantity: 3, hsCode: '611030', origin: 'FR' });
  });

  it('names every field that is wrong at once', () => {
    expect(problemOf(emptyCustomsDraft)).toBe('description missing, grams missing, value missing');
    expect(problemOf(emptyCustomsDraft, shop)).toBe('description missing, grams missing, value missing, hsCode missing, origin missing');
  });

  it.each([
    ['', 1],
    ['  ', 1],
    ['1', 1],
    ['12', 12],
    ['x3', 3],
    ['× 3', 3],
    ['999', 999],
  ])('the quantity “%s” is %i', (quantity, pieces) => {
    expect(read({ quantity })).toMatchObject({ quantity: pieces });
  });

  it.each([
    ['0', 'quantity zero'],
    ['1000', 'quantity too-many'],
    ['999999999999', 'quantity too-many'],
    ['9999999999999', 'quantity not-a-number'],
    ['1,5', 'quantity not-a-number'],
    ['-1', 'quantity not-a-number'],
    ['deux', 'quantity not-a-number'],
    ['1e3', 'quantity not-a-number'],
    ['٣', 'quantity not-a-number'],
  ])('the quantity “%s”: %s', (quantity, problem) => {
    expect(problemOf({ quantity })).toBe(problem);
  });

  it.each([
    ['1', 1],
    ['400', 400],
    ['400 g', 400],
    ['400G', 400],
    ['1 000', 1000],
    ['1\u202F000', 1000],
    ['007', 7],
  ])('the net weight “%s” is %i g', (typed, weight) => {
    expect(read({ grams: typed })).toMatchObject({ grams: weight });
  });

  it.each([
    ['', 'grams missing'],
    ['0', 'grams zero'],
    ['0,4', 'grams not-a-number'],
    ['1 kg', 'grams not-a-number'],
    ['1001', 'grams heavier-than-item (1000)'],
    ['999999999999', 'grams heavier-than-item (1000)'],
  ])('the net weight “%s”: %s', (typed, problem) => {
    expect(problemOf({ grams: typed })).toBe(problem);
  });

  it('proposes no weight when the other lines leave none', () => {
    expect(problemOf({ grams: '1' }, { ...kilogram, gramsLeft: grams(0) })).toBe('grams heavier-than-item');
  });

  it.each([
    ['12', 1200],
    ['12,5', 1250],
    ['12.50', 1250],
    ['12,', 1200],
    ['12,05 €', 1205],
    ['12.05EUR', 1205],
    ['0,01', 1],
    ['1 000', 100_000],
    ['0012,50', 1250],
  ])('the value “%s” is %i cents', (value, amount) => {
    expect(read({ value })).toMatchObject({ value: amount });
  });

  it.each([
    ['', 'value missing'],
    ['0', 'value zero'],
    ['0,00', 'value zero'],
    ['1.200', 'value not-a-number'],
    ['1,2,3', 'value not-a-number'],
    [',50', 'value not-a-number'],
    ['-5', 'value not-a-number'],
    ['cadeau', 'value not-a-number'],
    ['1000,01', 'value staff-only'],
    ['999999999999', 'value staff-only'],
  ])('the value “%s”: %s', (value, problem) => {
    expect(problemOf({ value })).toBe(problem);
  });

  it('over 1 000 € in all a clerk takes over, and the screen can say why', () => {
    const context = { ...kilogram, valueElsewhere: cents(990_00) };
    expect(read({ value: '10' }, context)).toMatchObject({ value: 1000 });
    expect(read({ value: '10,01' }, context)).toEqual([{ field: 'value', problem: 'staff-only', proposal: null, note: customsLimits.staffOnly.note }]);
  });

  it.each([
    ['611030', '611030'],
    ['6110.30', '611030'],
    ['6110 30 91', '61103091'],
    ['6110309100', '6110309100'],
  ])('the code “%s” is %s', (hsCode, code) => {
    expect(read({ hsCode })).toMatchObject({ hsCode: code });
  });

  it.each(['6110', '61103', '6110300', '000000', 'abcdef', '61103091001'])('“%s” is no code, and the one of the thing is proposed', (hsCode) => {
    expect(problemOf({ hsCode })).toBe('hsCode not-a-code (611030)');
  });

  it('commercial goods need a code, which is proposed when the thing is known, and an origin', () => {
    expect(problemOf({}, shop)).toBe('hsCode missing (611030), origin missing');
    expect(problemOf({ description: 'Widget', origin: 'CN' }, shop)).toBe('hsCode missing');
    expect(read({ hsCode: '611030', origin: 'Chine' }, shop)).toMatchObject({ hsCode: '611030', origin: 'CN' });
    expect(problemOf({ origin: 'Atlantide' })).toBe('origin not-a-country');
    expect((['gift', 'sample', 'commercial', 'documents', 'other', 'return'] as const).filter(isDetailed)).toEqual(['commercial']);
  });

  it('whatever is typed, it is a line that the schema takes, or problems that it takes', () => {
    const text = fc.oneof(anyText, fc.constantFrom('', '1', '12,50', '1000', 'Pull', 'FR', '611030', 'Parfum'), fc.nat(2000).map(String));
    const draft = fc.record({ description: text, quantity: text, grams: text, value: text, hsCode: text, origin: text });
    const context = fc.record({ category: fc.constantFrom<CustomsCategory | null>('gift', 'commercial', null), gramsLeft: fc.nat(30_000).map(grams), valueElsewhere: fc.nat(1_000_00).map(cents) });
    fc.assert(
      fc.property(draft, context, (typed, held) => {
        const article = articleOf(typed, held);
        expect(article.ok ? [] : article.error.map((problem) => customsProblemSchema.parse(problem))).toHaveLength(article.ok ? 0 : article.error.length);
        expect(article.ok || article.error.length > 0).toBe(true);
        if (!article.ok) return;
        expect(customsArticleSchema.parse(article.value)).toEqual(article.value);
        expect(article.value.grams).toBeLessThanOrEqual(held.gramsLeft);
        expect(article.value.value + held.valueElsewhere).toBeLessThanOrEqual(customsLimits.staffOnly.above);
        expect(articleOf(draftOf(article.value), held)).toEqual(article);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a description', () => {
  it.each([
    ['Pull', 'Pull'],
    ['  Pull   bleu ', 'Pull bleu'],
    ['Vêtements d’été', "Vetements d'ete"],
    ['cœur', 'coeur'],
    ['Weiß', 'Weiss'],
    ['x'.repeat(64), 'x'.repeat(64)],
  ])('“%s” stands on the form as “%s”', (typed, written) => {
    expect(descriptionOf(typed)).toEqual({ ok: true, value: written });
  });

  it.each([
    ['', 'missing', null],
    ['   ', 'missing', null],
    ['123', 'missing', null],
    ['...', 'missing', null],
    ['Pull 😀', 'odd-characters', 'Pull'],
    ['Łódź', 'odd-characters', 'Lodz'],
    ['n°5', 'odd-characters', 'n 5'],
    ['本', 'odd-characters', null],
    ['صديق', 'odd-characters', null],
    ['😀', 'odd-characters', null],
    ['12 😀', 'odd-characters', null],
    ['Pull\u0007', 'odd-characters', 'Pull'],
    ['un pull pour mon frère avec des boutons de nacre et une capuche doublée', 'too-long', 'un pull mon frere boutons nacre capuche doublee'],
    [`Pull ${'y'.repeat(70)}`, 'too-long', 'Pull'],
    ['y'.repeat(65), 'too-long', null],
    [`😀 Pull ${'z'.repeat(70)}`, 'odd-characters', 'Pull'],
  ])('“%s”: %s, and proposes “%s”', (typed, problem, proposal) => {
    expect(descriptionOf(typed)).toEqual({ ok: false, error: { field: 'description', problem, proposal, note: null } });
  });

  it('of what may not be posted says why', () => {
    const parfum = descriptionOf('Parfum');
    expect(parfum).toMatchObject({ ok: false, error: { problem: 'prohibited', note: { fr: expect.stringContaining('parfum'), en: expect.stringContaining('Perfume') } } });
  });

  it('every proposal can be accepted as it is, unless it names something that may not be posted', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.lorem({ maxCount: 20 })), (typed) => {
        const description = descriptionOf(typed);
        const accepted = descriptionOf(description.ok ? typed : (description.error.proposal ?? 'Pull'));
        expect(accepted.ok ? 'accepted' : accepted.error.problem).toBeOneOf(['accepted', 'prohibited', 'staff-only']);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the country of origin', () => {
  it.each([
    ['FR', 'FR'],
    ['fr', 'FR'],
    [' cn ', 'CN'],
    ['Chine', 'CN'],
    ['china', 'CN'],
    ['Royaume-Uni', 'GB'],
    ['uk', 'GB'],
    ['ETATS UNIS', 'US'],
    ['USA', 'US'],
    ['Côte d’Ivoire', 'CI'],
    ['ZZ', null],
    ['EU', null],
    ['Atlantide', null],
    ['日本', 'JP'],
    ['XK', 'XK'],
    ['火星', null],
    ['', null],
  ])('“%s” is %s', (typed, code) => {
    expect(originOf(typed)).toBe(code);
  });

  it('knows every country by the names that the screens show', () => {
    for (const locale of ['fr', 'en']) {
      const names = new Intl.DisplayNames([locale], { type: 'region' });
      for (const code of ['FR', 'GP', 'CH', 'CD', 'CG', 'KR', 'KP', 'NE', 'NG', 'DM', 'DO', 'GN', 'GW', 'GQ', 'PG', 'SX', 'MF']) expect(originOf(names.of(code) ?? '')).toBe(code);
    }
  });
});

describe('the declaration as a whole', () => {
  const lines = (count: number, article: Partial<CustomsArticle> = {}) => Array.from({ length: count }, () => ({ ...line, ...article }));
  const problems = (articles: CustomsArticle[], item = 10_000, category: CustomsCategory = 'gift') =>
    declarationProblems({ category, articles }, grams(item)).map(({ field, problem }) => `${field} ${problem}`);

  it.each([
    ['nothing declared', [], 1000, ['articles missing']],
    ['one line', lines(1), 1000, []],
    ['fifteen lines', lines(15), 6000, []],
    ['sixteen lines', lines(16), 10_000, ['articles too-many']],
    ['as heavy as the item', lines(2), 800, []],
    ['heavier than the item', lines(2), 799, ['articles heavier-than-item']],
    ['worth 1 000 €', lines(2, { value: cents(500_00) }), 1000, []],
    ['worth a cent more', [...lines(1, { value: cents(500_00) }), ...lines(1, { value: cents(500_01) })], 1000, ['articles staff-only']],
    ['with a thing that may not be posted', lines(1, { description: 'Parfum' }), 1000, ['description prohibited']],
  ] as const)('%s', (_, articles, item, expected) => {
    expect(problems([...articles], item)).toEqual(expected);
  });

  it('that became commercial lacks codes and origins', () => {
    expect(problems(lines(1), 1000, 'commercial')).toEqual(['hsCode missing', 'origin missing']);
    expect(problems(lines(2), 1000, 'commercial')).toEqual(['hsCode missing', 'origin missing']);
    expect(lineProblems({ ...line, hsCode: '611030', origin: 'FR' }, 'commercial')).toEqual([]);
  });
});

describe('sums and forms', () => {
  const article = fc.record({
    description: fc.constant('Pull'),
    quantity: fc.integer({ min: 1, max: 999 }),
    grams: fc.nat(30_000).map(grams),
    value: fc.nat(1_000_00).map(cents),
    hsCode: fc.constant(null),
    origin: fc.constant(null),
  });

  it('the totals are the sums of the lines', () => {
    fc.assert(
      fc.property(fc.array(article, { maxLength: 15 }), (articles) => {
        const sum = (of: (one: CustomsArticle) => number) => articles.map(of).reduce((one, other) => one + other, 0);
        expect(totals(articles)).toEqual({ articles: sum((one) => one.quantity), grams: sum((one) => one.grams), value: sum((one) => one.value) });
      }),
    );
  });

  it.each([
    ['letter', 0, 'CN22'],
    ['letter', 300_00, 'CN22'],
    ['letter', 300_01, 'CN23'],
    ['parcel', 0, 'CN23'],
    ['parcel', 1, 'CN23'],
    ['parcel', 300_01, 'CN23'],
  ] as const)('a %s with goods of %i cents bears %s', (kind, value, form) => {
    expect(formOf(kind, value === 0 ? [] : [{ ...line, value: cents(value) }])).toBe(form);
  });
});
