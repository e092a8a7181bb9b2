import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test } from 'vitest';
import fr from '../../assets/locales/fr/screens.json' with { type: 'json' };
import { customsCategorySchema, customsProblemSchema } from '../../flows/customs/declaration.ts';
import { optionIdSchema, productIdSchema } from '../../flows/facts.ts';
import { serviceIdSchema, type Locale } from '../../flows/intents.ts';
import { cents } from '../../flows/money.ts';
import { addressProblemSchema, placeFormSchema, reasonSchema, type Screen, type View, type ViewOf } from '../../flows/view.ts';
import { fixtures } from '../fixtures.ts';
import { KioskPage } from '../kiosk-page.tsx';
import { loadEveryLanguage } from '../parts/languages.ts';
import { loadLater } from '../presence.ts';

beforeAll(() => Promise.all([loadLater(), loadEveryLanguage()]));

function view<S extends Screen>(screen: S, name: string): ViewOf<S> {
  const found = fixtures[screen][name];
  if (found === undefined) throw new Error(`no fixture ${screen}/${name}`);
  return found;
}

function markup(shown: View, locale: Locale = 'fr'): string {
  return renderToStaticMarkup(<KioskPage view={{ ...shown, locale }} connection="open" send={() => undefined} />);
}

/** What a customer reads: the page without its tags. */
function read(shown: View, locale: Locale = 'fr'): string {
  return markup(shown, locale).replaceAll(/<[^>]+>/g, ' ').replaceAll(/[ \n\t]+/g, ' ');
}

const inputs = (html: string) => [...html.matchAll(/<input[^>]* name="(\w+)"/g)].map((match) => match[1]);
const choices = (html: string, intent: string) => [...html.matchAll(new RegExp(`data-intent="${intent.replaceAll('.', '\\.')}" data-choice="([^"]+)"`, 'g'))].map((match) => match[1]);

/** The doors' closed lists, and where their words stand: a new member without a word would be shown as its key. */
const spoken: readonly (readonly [string, readonly string[], object])[] = [
  ['reason', reasonSchema.options, fr.reason],
  ['reason in short', reasonSchema.options, fr.attract.why],
  ['service', serviceIdSchema.options, fr.attract.service],
  ['product', productIdSchema.options, fr.product],
  ['option', optionIdSchema.options, fr.option],
  ['problem of an address', addressProblemSchema.shape.problem.options, fr.address.problem],
  ['region of a country', placeFormSchema.shape.region.options, fr.address.region],
  ['problem of a declaration', customsProblemSchema.shape.problem.options, fr.customs.problem],
  ['field of a declaration', customsProblemSchema.shape.field.options.filter((field) => field !== 'articles'), fr.customs.field],
];

test.each(spoken)('every %s has its words', (_what, members, words) => {
  expect(Object.keys(words).sort()).toEqual([...members].sort());
});

test('every category of customs is named and explained', () => {
  for (const category of customsCategorySchema.options) expect(fr.customs.category[category]).toEqual({ title: expect.any(String), text: expect.any(String) });
});

describe('the first screen', () => {
  test('begins each of the seven services with one touch', () => {
    expect(choices(markup(view('attract', 'ready')), 'service.started')).toEqual(['send', 'stamps', 'supplement', 'articles', 'deposit', 'copy', 'tracking']);
  });

  test('keeps what cannot be had in its place, quiet, with its reason', () => {
    const html = markup(view('attract', 'no-scanner'));
    expect(choices(html, 'service.started')).toEqual(['send', 'stamps', 'supplement']);
    expect(html).toMatch(/<div class="service impossible" data-choice="tracking">/);
    expect(read(view('attract', 'no-scanner'))).toContain(fr.attract.why['scanner-unavailable']);
  });

  test('says what remains when sending cannot be had, and does not say it when nothing remains', () => {
    expect(read(view('attract', 'no-card'))).toContain(fr.attract['lead-degraded']);
    expect(read(view('attract', 'nothing'))).toContain(fr.attract['lead-nothing']);
  });

  test('says before the first touch that no paper will be printed, to whoever can buy something', () => {
    expect(read(view('attract', 'no-papers'))).toContain(fr.attract['without-papers']);
    expect(read(view('attract', 'nothing'))).not.toContain(fr.attract['without-papers']);
  });

  test.each(['item', 'label', 'paper', 'transaction'] as const)('names what was left, where it is and what to do with it: %s', (left) => {
    const text = read({ ...view('attract', 'ready'), left: [left] });
    for (const sentence of Object.values(fr.attract.left[left])) expect(text).toContain(sentence);
    expect(text).not.toContain('Posez votre envoi');
    // A payment that is under way is nothing that could be handed to anybody.
    expect(text.includes(fr.attract.left.whose)).toBe(left !== 'transaction');
  });

  test('names everything that was left, in the order in which it is to be taken away', () => {
    const html = markup(view('attract', 'all-left'));
    expect([...html.matchAll(/data-left="(\w+)"/g)].map((match) => match[1])).toEqual(['item', 'label', 'paper', 'transaction']);
    expect(html.match(/machine-lit/g)).toHaveLength(4);
  });
});

describe('a country', () => {
  test.each([
    ['fr', ['Allemagne', 'Royaume-Uni', 'États-Unis']],
    ['en', ['Germany', 'United Kingdom', 'United States']],
  ] as const)('is called as one calls it in %s', (locale, names) => {
    const text = read(view('country', 'frequent'), locale);
    for (const name of names) expect(text).toContain(name);
  });

  test('that Unicode does not name has the name of the book, with a capital', () => {
    expect(read(view('country', 'found'))).toContain('Îles Canaries');
    expect(read(view('country', 'found'), 'en')).toContain('Canary Islands');
  });

  test('has its flag, fetched by its address and not written into the page', () => {
    const flags = [...markup(view('country', 'frequent')).matchAll(/<img class="flag" src="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(flags).toHaveLength(10);
    for (const flag of flags) expect(flag).toMatch(/\/[A-Z]{2}\.svg/);
  });

  test('overseas has none: the name alone says it', () => {
    expect(markup(view('country', 'overseas'))).not.toContain('<img');
  });

  test('where nothing goes says so in the words of the rule, and cannot be chosen', () => {
    const shown = view('country', 'refused');
    expect(choices(markup(shown), 'country.chosen')).toEqual([]);
    expect(read(shown)).toContain(shown.choices[0]?.note?.fr);
    expect(read(shown)).not.toContain(fr.reason.suspended);
  });
});

describe('offers', () => {
  test('name the rest by its number, and lead back to the best', () => {
    expect(read(view('offers', 'letter'))).toContain('Voir les 3 autres');
    expect(read(view('offers', 'supplement'))).toContain('Voir l’autre offre');
    expect(read(view('offers', 'all'))).toContain(fr.offers.best);
    expect(choices(markup(view('offers', 'parcel')), 'offer.all.shown')).toEqual([]);
  });

  test('let who was taken for a letter say that it is thicker, and nobody else', () => {
    expect(choices(markup(view('offers', 'letter')), 'format.reopened')).toEqual(['thick']);
    expect(choices(markup(view('offers', 'parcel')), 'format.reopened')).toEqual([]);
  });

  test('show the options of the chosen one alone, each with its price and whether it is taken', () => {
    expect(choices(markup(view('offers', 'letter')), 'offer.option.chosen')).toEqual([]);
    const html = markup(view('offers', 'option'));
    expect(choices(html, 'offer.option.chosen')).toEqual(['avis_reception_national']);
    expect(html).toMatch(/data-choice="avis_reception_national" aria-pressed="true"/);
    expect(read(view('offers', 'option'))).toContain('+ 1,45\u00A0€');
  });

  test('say days, signature and cover in words', () => {
    const text = read(view('offers', 'option'));
    for (const words of ['En 3 jours ouvrés.', fr.offers.signed, 'Couvert jusqu’à 16,00\u00A0€', fr.offers['no-promise']]) expect(text).toContain(words);
  });

  test('explain the price of the chosen one: what a little less weight would save, and what it was before', () => {
    expect(read(view('offers', 'parcel'))).toMatch(/Avec 240\sg de moins, votre colis coûterait 1,60\s€ de moins\./);
    expect(read(view('offers', 'parcel'), 'en')).toMatch(/If it weighed 240\sg less, your parcel would cost €1\.60 less\./);
    expect(read({ ...view('offers', 'parcel'), saving: null, priceBefore: cents(9_59) })).toMatch(/9,59\s€/);
    expect(read({ ...view('offers', 'parcel'), saving: null })).not.toContain('de moins');
  });

  test('give the sentence of the rule that suspends them', () => {
    const shown = view('offers', 'suspended');
    expect(read(shown)).toContain(shown.offers[0]?.note?.fr);
    expect(markup(shown)).toMatch(/<div class="offer impossible" data-choice="colissimo_int_c">/);
  });

  test('ask as for a whole postage when only the rest is bought', () => {
    expect(read(view('offers', 'supplement'))).toContain(fr.offers['title-supplement']);
  });
});

describe('an address', () => {
  test.each([
    ['Canada', 'canada', ['town', 'region', 'postcode']],
    ['Belgium', 'belgium', ['postcode', 'town']],
    ['Ireland', 'ireland', ['town', 'region', 'postcode']],
    ['France', 'postcode', ['postcode']],
  ])('in %s asks what its country writes, in its order', (_country, fixture, fields) => {
    expect(inputs(markup(view('address', fixture)))).toEqual(fields);
  });

  test('says which fields may stay empty', () => {
    const [, county = ''] = /Comté(.*?)<input/.exec(markup(view('address', 'ireland'))) ?? [];
    expect(county).toContain(fr.address.optional);
    const [, province = ''] = /Province(.*?)<input/.exec(markup(view('address', 'canada'))) ?? [];
    expect(province).not.toContain(fr.address.optional);
  });

  test('shows the form of a foreign postcode as an example, and does not offer to write it', () => {
    const html = markup(view('address', 'canada-problem'));
    expect(html).toContain('Exemple\u00A0: K1A 0B1.');
    expect(html).not.toContain('data-choice="proposal"');
  });

  test('offers what it would write instead at one touch', () => {
    expect(markup(view('address', 'street-long'))).toContain('data-choice="proposal"');
  });

  test('asks for a phone only where one is wanted', () => {
    expect(inputs(markup(view('address', 'name')))).toEqual(['name', 'company']);
    expect(inputs(markup(view('address', 'name-phone')))).toEqual(['name', 'company', 'phone']);
  });

  test('of a town found by its name says the postcode of each', () => {
    const html = markup(view('address', 'by-name'));
    expect(choices(html, 'address.town.chosen')).toContain('ST MALO');
    expect(html).toContain('35400');
    expect(markup(view('address', 'towns'))).not.toContain('town-postcode');
  });

  test('can be shown to the reader instead of typed, where there is a reader', () => {
    expect(read(view('address', 'postcode'))).toContain(fr.address.contact.addressee);
    expect(read(view('address', 'no-scanner'))).not.toContain(fr.address.contact.addressee);
    expect(read(view('address', 'not-a-contact'))).toContain(fr.address.problem['not-a-contact']);
  });

  test.each(['towns-contact', 'street-contact', 'check-contact', 'canada-contact'])('says at %s that the code shown there is not taken', (name) => {
    const shown = view('address', name);
    const [problem] = shown.problems;
    expect(read(shown)).toContain(problem === undefined ? 'no problem' : fr.address.problem[problem.problem]);
  });

  test('can be agreed to although the last code shown was none of a contact', () => {
    expect(markup(view('address', 'check-contact'))).not.toContain('aria-disabled');
  });

  test('counts 38 signs a line in France and 35 abroad', () => {
    expect(read(view('address', 'street-long'))).toContain('38 signes au plus');
    expect(read(view('address', 'canada-street-long'))).toContain('35 signes au plus');
  });

  test('of a sender may lie outside France, an addressee’s was asked before', () => {
    expect(choices(markup(view('address', 'sender')), 'address.country.reopened')).toEqual(['country']);
    expect(choices(markup(view('address', 'postcode')), 'address.country.reopened')).toEqual([]);
  });

  test('that another price holds for cannot be confirmed', () => {
    expect(markup(view('address', 'check-not-served'))).toMatch(/data-intent="address.confirmed" aria-disabled="true"/);
    expect(markup(view('address', 'check'))).not.toContain('aria-disabled');
  });
});

describe('a customs declaration', () => {
  test('offers six reasons, each explained', () => {
    const html = markup(view('customs', 'category'));
    expect(choices(html, 'customs.category.chosen')).toEqual(['gift', 'commercial', 'return', 'documents', 'sample', 'other']);
  });

  test('asks code and origin of a sale alone, and takes one of each for granted', () => {
    expect(inputs(markup(view('customs', 'article')))).toEqual(['description', 'quantity', 'grams', 'value']);
    expect(inputs(markup(view('customs', 'article-detailed')))).toEqual(['description', 'quantity', 'grams', 'value', 'hsCode', 'origin']);
    expect(markup(view('customs', 'article'))).toMatch(/name="quantity"[^>]* value="1"/);
  });

  test('says why something may not travel, in the words of the data', () => {
    const shown = view('customs', 'article-prohibited');
    expect(read(shown)).toContain(`${fr.customs.problem.prohibited} ${shown.problems[0]?.note?.fr}`);
  });

  test('shows every line with its keys, and the weight that is declared of the weight that there is', () => {
    const shown = view('customs', 'overview');
    expect(choices(markup(shown), 'customs.article.removed')).toEqual(['remove', 'remove']);
    expect(read(shown)).toContain('1\u202F070\u00A0g sur 1\u202F240\u00A0g');
    expect(read(shown)).toContain(fr.customs.overview.sentence);
  });

  test('is not signed while something is wrong with it, and takes no sixteenth line', () => {
    expect(markup(view('customs', 'overview-staff-only'))).toMatch(/data-intent="customs.confirmed" aria-disabled="true"/);
    expect(choices(markup(view('customs', 'overview-full')), 'customs.article.added')).toEqual([]);
  });
});

test('a parcel without a pick-up point nearby is told the way back', () => {
  expect(choices(markup(view('pick-up', 'seven')), 'pickup.chosen')).toHaveLength(7);
  expect(read(view('pick-up', 'none'))).toContain('69007');
  expect(choices(markup(view('pick-up', 'none')), 'pickup.chosen')).toEqual([]);
});
