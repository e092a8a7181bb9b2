import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { restingStates } from '../chart.fixture.ts';
import { declarationProblems } from '../customs/check.ts';
import { customsArticleSchema, customsCategorySchema, mostArticles, type CustomsArticle, type CustomsCategory, type CustomsDeclaration, type CustomsDraft } from '../customs/declaration.ts';
import { emptyCustomsDraft } from '../customs/draft.ts';
import { intentSchema, type Intent } from '../intents.ts';
import { cents } from '../money.ts';
import { standardPreferences } from '../preferences.ts';
import { viewSchema } from '../view.ts';
import { grams } from '../weight.ts';
import { customsEntryMachine } from './customs-entry.ts';
import { showCustoms } from './customs-view.ts';

const book: CustomsArticle = { description: 'Livre / Printed book', quantity: 1, grams: grams(400), value: cents(18_50), hsCode: '490199', origin: null };
const gift = (...articles: CustomsArticle[]): CustomsDeclaration => ({ form: 'CN23', category: 'gift', articles });

function begin(before: CustomsDeclaration | null = null, itemGrams = 1000, kind: 'letter' | 'parcel' = 'parcel') {
  const actor = createActor(customsEntryMachine, { input: { itemGrams: grams(itemGrams), kind, before } }).start();
  const screen = () => showCustoms(actor.getSnapshot());
  return {
    send: (...intents: Intent[]) => intents.forEach((intent) => actor.getSnapshot().status === 'active' && actor.send(intent)),
    at: () => actor.getSnapshot().value,
    screen,
    problems: () => screen().problems.map(({ field, problem }) => `${field} ${problem}`),
    suggestions: () => screen().suggestions.map((goods) => goods.id),
    /** Sends the line as the screen would: what it shows, with what is typed over it. */
    enter(typed: Partial<CustomsDraft>) {
      this.send({ type: 'customs.article.entered', ...screen().draft, ...typed });
    },
    output: () => actor.getSnapshot().output,
  };
}

const category = (chosen: CustomsCategory): Intent => ({ type: 'customs.category.chosen', category: chosen });
const searched = (text: string): Intent => ({ type: 'customs.goods.searched', text });
const chosen = (goods: string): Intent => ({ type: 'customs.goods.chosen', goods });
const added: Intent = { type: 'customs.article.added' };
const reopened = (at: number): Intent => ({ type: 'customs.article.reopened', at });
const removed = (at: number): Intent => ({ type: 'customs.article.removed', at });
const confirmed: Intent = { type: 'customs.confirmed' };
const back: Intent = { type: 'back' };

describe('a gift with one book', () => {
  it('is declared with a category, a thing, a value and the sender’s word', () => {
    const entry = begin();
    entry.send(category('gift'), chosen('book'));
    expect(entry.screen().draft).toEqual({ description: 'Livre / Printed book', quantity: '1', grams: '1000', value: '', hsCode: '490199', origin: '' });
    entry.enter({ value: '18,50' });
    expect([entry.at(), entry.problems()]).toEqual(['overview', []]);
    expect(entry.screen()).toMatchObject({ totals: { articles: 1, grams: 1000, value: 18_50 }, gramsLeft: 0, canAdd: true, form: 'CN23' });
    entry.send(confirmed);
    expect(entry.output()).toEqual({ kind: 'confirmed', declaration: gift({ ...book, grams: grams(1000) }) });
  });

  it('is found while its name is typed', () => {
    const entry = begin();
    entry.send(category('gift'));
    expect(entry.suggestions()).toHaveLength(6);
    entry.send(searched('livr'));
    expect(entry.suggestions()[0]).toBe('book');
    expect(entry.screen().draft.description).toBe('livr');
    entry.send(chosen('book'));
    expect(entry.suggestions()).toEqual([]);
  });

  it('keeps the quantity and the weight that were typed before it was chosen', () => {
    const entry = begin();
    entry.send(category('gift'));
    entry.enter({ quantity: '2', grams: '300' });
    entry.send(chosen('book'));
    expect(entry.screen().draft).toMatchObject({ description: 'Livre / Printed book', quantity: '2', grams: '300' });
  });

  it('can be said in the sender’s own words, without a code', () => {
    const entry = begin();
    entry.send(category('gift'));
    entry.enter({ description: ' Vieux grimoire ', grams: ' 900 ', value: '5' });
    expect(entry.screen().articles).toEqual([{ description: 'Vieux grimoire', quantity: 1, grams: 900, value: 500, hsCode: null, origin: null }]);
    expect(entry.screen().gramsLeft).toBe(100);
  });

  it('as a letter bears CN22, and CN23 when it is worth more than 300 €', () => {
    const entry = begin(null, 400, 'letter');
    entry.send(category('gift'), chosen('book'));
    entry.enter({ value: '300' });
    expect(entry.screen().form).toBe('CN22');
    entry.send(reopened(0));
    entry.enter({ value: '300,01' });
    expect(entry.screen().form).toBe('CN23');
  });
});

describe('a second thing', () => {
  it('takes its weight from the first, which had been given all of it', () => {
    const entry = begin();
    entry.send(category('gift'), chosen('book'));
    entry.enter({ value: '18,50' });
    entry.send(added, chosen('chocolates'));
    expect(entry.screen()).toMatchObject({ part: 'article', at: 1, gramsLeft: 999, draft: { description: 'Chocolats / Chocolates', quantity: '1', grams: '' } });
    entry.enter({ grams: '250', value: '12' });
    expect(entry.screen().articles.map((article) => article.grams)).toEqual([750, 250]);
    expect(entry.screen().totals).toEqual({ articles: 2, grams: 1000, value: 30_50 });
  });

  it('is proposed what is left when the first weight was said', () => {
    const entry = begin();
    entry.send(category('gift'), chosen('book'));
    entry.enter({ grams: '400', value: '18,50' });
    entry.send(added, chosen('chocolates'));
    expect(entry.screen().draft.grams).toBe('600');
  });

  it('is refused when it weighs more than the item leaves, and keeps what was typed', () => {
    const entry = begin(gift(book));
    entry.send(added);
    entry.enter({ description: 'Lampe', grams: '601', value: '20' });
    expect([entry.at(), entry.problems()]).toEqual(['article', ['grams heavier-than-item']]);
    expect(entry.screen().problems[0]?.proposal).toBe('600');
    expect(entry.screen().draft).toMatchObject({ description: 'Lampe', grams: '601', value: '20' });
    entry.enter({ grams: '600' });
    expect(entry.at()).toBe('overview');
  });

  it('fifteen can be said, not sixteen', () => {
    const lines = Array.from({ length: mostArticles }, () => ({ ...book, grams: grams(10) }));
    const entry = begin(gift(...lines));
    expect(entry.screen().canAdd).toBe(false);
    entry.send(added);
    expect(entry.at()).toBe('overview');
    entry.send(removed(3), added);
    expect([entry.at(), entry.screen().at]).toEqual(['article', mostArticles - 1]);
  });

  it('that brings the whole over 1 000 € is the clerk’s', () => {
    const entry = begin(gift({ ...book, value: cents(990_00) }));
    entry.send(added);
    entry.enter({ description: 'Lampe', grams: '10', value: '10,01' });
    expect([entry.at(), entry.problems()]).toEqual(['article', ['value staff-only']]);
  });
});

describe('what may not be posted', () => {
  it('is said as soon as it is chosen, before anything more is typed', () => {
    const entry = begin();
    entry.send(category('gift'), chosen('perfume'));
    expect(entry.problems()).toEqual(['description prohibited']);
    entry.send(searched('savo'));
    expect(entry.problems()).toEqual([]);
    entry.send(chosen('soap'));
    expect([entry.problems(), entry.screen().draft.hsCode]).toEqual([[], '340111']);
  });

  it('is refused in the sender’s own words too', () => {
    const entry = begin();
    entry.send(category('gift'));
    entry.enter({ description: 'petit vernis à ongles', grams: '50', value: '8' });
    expect([entry.at(), entry.problems()]).toEqual(['article', ['description prohibited']]);
    expect(entry.screen().problems[0]?.note?.fr).toMatch(/vernis/);
  });
});

describe('the code of a chosen thing', () => {
  it('stays when words are added, and goes when the words speak of something else', () => {
    const entry = begin();
    entry.send(category('gift'), chosen('t-shirt'), searched('Cotton T-shirt, blue'));
    expect(entry.screen().draft.hsCode).toBe('610910');
    entry.send(searched('Wooden train'));
    expect(entry.screen().draft.hsCode).toBe('');
  });

  it('goes with a line that is opened again and said anew', () => {
    const entry = begin(gift(book));
    entry.send(reopened(0));
    entry.enter({ description: 'Lampe' });
    expect(entry.screen().articles[0]).toMatchObject({ description: 'Lampe', hsCode: null });
  });

  it('may come under the name that the screen shows: the form has its own words for it', () => {
    const entry = begin();
    entry.send(category('gift'), chosen('tea'));
    entry.enter({ description: 'Thé', grams: '100', value: '5' });
    expect(entry.screen().articles[0]).toMatchObject({ description: 'The / Black tea', hsCode: '090230' });
    entry.send(added);
    entry.enter({ description: 'Thé', grams: '100', value: '5' });
    expect(entry.screen().articles[1]).toMatchObject({ description: 'The', hsCode: null });
  });
});

describe('goods that are sold', () => {
  it('need a code and an origin', () => {
    const entry = begin();
    entry.send(category('commercial'), chosen('book'));
    expect(entry.screen().detailed).toBe(true);
    entry.enter({ value: '18,50' });
    expect(entry.problems()).toEqual(['origin missing']);
    entry.enter({ origin: 'FR' });
    expect([entry.at(), entry.problems()]).toEqual(['overview', []]);
  });

  it('a gift that becomes a sale opens each line that lacks something, one after the other', () => {
    const entry = begin(gift(book, { ...book, description: 'Lampe', hsCode: null, grams: grams(100) }));
    entry.send(back, category('commercial'));
    expect([entry.screen().part, entry.screen().at, entry.problems()]).toEqual(['article', 0, ['origin missing']]);
    entry.enter({ origin: 'FR' });
    expect([entry.screen().at, entry.problems()]).toEqual([1, ['hsCode missing', 'origin missing']]);
    entry.enter({ hsCode: '940529', origin: 'CN' });
    expect([entry.at(), entry.problems()]).toEqual(['overview', []]);
  });

  it('cannot be declared with a line left incomplete: it is opened again', () => {
    const entry = begin(gift(book));
    entry.send(back, category('commercial'), back);
    expect([entry.at(), entry.problems()]).toEqual(['overview', ['origin missing']]);
    entry.send(confirmed);
    expect([entry.at(), entry.problems()]).toEqual(['article', ['origin missing']]);
  });
});

describe('the way back', () => {
  it('from the first thing goes to the category, from there out, with what was said', () => {
    const entry = begin();
    entry.send(category('gift'), chosen('book'), back);
    expect(entry.at()).toBe('category');
    entry.send(category('other'));
    expect(entry.screen().draft.description).toBe('Livre / Printed book');
    entry.send(back, back);
    expect(entry.output()).toEqual({ kind: 'left', declaration: { form: 'CN23', category: 'other', articles: [] } });
  });

  it('takes the problems of a question with it', () => {
    const entry = begin();
    entry.send(category('gift'));
    entry.enter({ value: '0' });
    expect(entry.problems()).not.toEqual([]);
    entry.send(back);
    expect(entry.problems()).toEqual([]);
    const heavy = begin(gift(book), 100);
    expect(heavy.problems()).not.toEqual([]);
    heavy.send(back);
    expect(heavy.problems()).toEqual([]);
  });

  it('leaves nothing behind when nothing was said', () => {
    const entry = begin();
    entry.send(back);
    expect(entry.output()).toEqual({ kind: 'left', declaration: null });
  });

  it('from another thing goes to the overview, which has lost nothing', () => {
    const entry = begin(gift(book));
    entry.send(added, chosen('lamp'), back);
    expect([entry.at(), entry.screen().articles]).toEqual(['overview', [book]]);
    expect(entry.screen()).toMatchObject({ at: 1, draft: emptyCustomsDraft });
    entry.send(back, back);
    expect(entry.output()).toEqual({ kind: 'left', declaration: gift(book) });
  });

  it('a line opened again is as it would be typed', () => {
    const entry = begin(gift(book));
    entry.send(reopened(0));
    expect(entry.screen()).toMatchObject({ part: 'article', at: 0, draft: { description: 'Livre / Printed book', quantity: '1', grams: '400', value: '18,50', hsCode: '490199', origin: '' } });
  });

  it('a removed line is gone, its weight is free, and the whole is looked at again', () => {
    const entry = begin(gift(book, { ...book, description: 'Lampe', grams: grams(300) }), 500);
    expect(entry.problems()).toEqual(['articles heavier-than-item']);
    entry.send(removed(0));
    expect(entry.screen()).toMatchObject({ part: 'overview', at: 1, gramsLeft: 200, articles: [{ description: 'Lampe' }], problems: [] });
  });

  it('removing the only line asks for the first one again', () => {
    const entry = begin(gift(book));
    entry.send(removed(0));
    expect(entry.screen()).toMatchObject({ part: 'article', at: 0, articles: [], draft: emptyCustomsDraft });
  });

  it.each([[removed(5)], [reopened(5)], [chosen('nothing')]])('%j changes nothing', (intent) => {
    const entry = begin(gift(book));
    entry.send(intent);
    expect([entry.at(), entry.screen().articles]).toEqual(['overview', [book]]);
  });
});

describe('what was declared before', () => {
  it('begins at the overview, and can be declared with one touch', () => {
    const entry = begin(gift(book));
    entry.send(confirmed);
    expect(entry.output()).toEqual({ kind: 'confirmed', declaration: gift(book) });
  });

  it('begins at the first thing when only the category was said', () => {
    expect(begin({ form: 'CN23', category: 'sample', articles: [] }).screen()).toMatchObject({ part: 'article', category: 'sample', at: 0 });
  });

  it('of an item that has become too light is not declared, and says why', () => {
    const entry = begin(gift(book, { ...book, grams: grams(300) }), 500);
    expect(entry.problems()).toEqual(['articles heavier-than-item']);
    entry.send(confirmed);
    expect(entry.at()).toBe('overview');
    entry.send(reopened(0));
    entry.enter({ grams: '200' });
    expect([entry.at(), entry.problems()]).toEqual(['overview', []]);
    entry.send(confirmed);
    expect(entry.output()?.kind).toBe('confirmed');
  });
});

describe('whatever is typed and touched, in whatever order', () => {
  const text = fc.oneof(
    fc.constantFrom('', ' ', '1', '2', '100', '400', '999', '12,50', '600', 'Livre', 'parfum', 'Łódź', 'FR', 'CN', '490199', 'x'.repeat(70)),
    fc.string({ maxLength: 200 }),
  );
  const at = fc.nat(mostArticles - 1);
  const intent: fc.Arbitrary<Intent> = fc.oneof(
    fc.constantFrom(...customsCategorySchema.options).map(category),
    text.map(searched),
    fc.constantFrom('book', 'chocolates', 'perfume', 'nothing').map(chosen),
    fc.tuple(text, text, text, text, text, text).map(
      ([description, quantity, weight, value, hsCode, origin]): Intent => ({ type: 'customs.article.entered', description, quantity, grams: weight, value, hsCode, origin }),
    ),
    fc.record({ weight: fc.integer({ min: 1, max: 600 }), value: fc.integer({ min: 1, max: 500 }) }).map(
      ({ weight, value }): Intent => ({ type: 'customs.article.entered', description: 'Livre', quantity: '', grams: String(weight), value: String(value), hsCode: '490199', origin: 'FR' }),
    ),
    at.map(reopened),
    at.map(removed),
    fc.constantFrom(added, confirmed, back, { type: 'basket.paid' } as const),
  );
  const frame = { locale: 'fr', preferences: standardPreferences, step: null, money: null, back: null, helpSince: null, dialog: null, office: 'Bureau', training: false, helper: null, staffDoor: false };
  const seen = new Set<string>();

  it('the screen can always be shown, and only a sound declaration is ever confirmed', () => {
    fc.assert(
      fc.property(fc.array(intent, { maxLength: 25 }), fc.integer({ min: 1, max: 2000 }), fc.constantFrom('letter', 'parcel'), fc.boolean(), (intents, weight, kind, again) => {
        const entry = begin(again ? gift(book) : null, weight, kind);
        for (const one of intents) {
          entry.send(intentSchema.parse(one));
          seen.add(`customs-entry.${entry.at()}`);
          viewSchema.parse({ ...entry.screen(), ...frame });
        }
        const output = entry.output();
        if (output?.kind !== 'confirmed') return;
        expect(output.declaration).not.toBeNull();
        if (output.declaration === null) return;
        expect(output.declaration.articles.length).toBeGreaterThan(0);
        for (const article of output.declaration.articles) expect(customsArticleSchema.parse(article)).toEqual(article);
        expect(declarationProblems(output.declaration, grams(weight))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('and every state was seen', () => {
    const states = restingStates(customsEntryMachine).filter((state) => state !== 'customs-entry');
    expect(states.filter((state) => !seen.has(state))).toEqual([]);
  });
});
