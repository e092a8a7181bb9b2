import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { optionIdSchema, productIdSchema } from '../../flows/facts.ts';
import { isSellable } from '../../flows/postage/confidence.ts';
import type { Tariff } from '../../flows/postage/tariff.ts';
import { tariffsCommand } from './cli.ts';
import { faultsOf } from './faults.ts';
import { generateTariffs } from './generate.ts';
import { inWords } from './trouble.ts';

/** A small collection with every product and option; prices and sources are invented. */
const product = (id: string, more: object = {}) => ({
  id,
  name: id,
  zone: 'FR',
  valid_from: '2027-01-01',
  valid_to: null,
  steps: [{ max_g: 20, price_cents: 160 }, { max_g: 100, price_cents: 320 }],
  confidence: 'high',
  sources: ['book'],
  ...more,
});
const option = (id: string, more: object = {}) => ({
  id,
  name: id,
  applies_to: ['lettre_verte'],
  price_cents: 50,
  valid_from: '2027-01-01',
  confidence: 'medium',
  sources: ['book'],
  ...more,
});
const collectionWith = (changes: Record<string, object>, more: object = {}) => ({
  compiled: '2026-12-01',
  products: productIdSchema.options.map((id) => product(id, changes[id])),
  options: optionIdSchema.options.map((id) => option(id, changes[id])),
  conflicts: [],
  sources: {
    book: { url: 'https://example.org', date: '2026-12-01', kind: 'primary', title: 'not kept' },
    unused: { url: 'https://example.org/2', date: '2026-12-01', kind: 'blog' },
  },
  ...more,
});
const lists = (content: unknown): Tariff[] => {
  const tariffs = generateTariffs('c.json', content);
  if (!tariffs.ok) throw new Error(tariffs.error.map(inWords).join('\n'));
  return tariffs.value;
};
const stepsOf = (list: Tariff | undefined, id: string) => list?.products.find((one) => one.product === id)?.steps.map((step) => [step.maxGrams, step.confidence]);

describe('generating price lists from the collection', () => {
  test('every price keeps its source and its own confidence; a source that nothing rests on is not kept', () => {
    const [list, ...more] = lists(collectionWith({ lettre_verte: { delivery_days: 3 }, colissimo_om1: { zone: 'OM1', delivery_days_range: [5, 7] } }));
    expect(more).toEqual([]);
    expect(list).toMatchObject({ id: '2027-01-01', validFrom: '2027-01-01', validTo: null, compiled: '2026-12-01' });
    expect(list?.products.map((one) => one.product)).toEqual(productIdSchema.options);
    expect(list?.products[0]?.steps[0]).toEqual({ maxGrams: 20, price: 160, confidence: 'high', sources: ['book'], note: null });
    expect(Object.keys(list?.sources ?? {})).toEqual(['book', 'claisy']);
    expect(list?.products.find((one) => one.product === 'colissimo_om1')).toMatchObject({ kind: 'parcel', zone: 'OM1', deliveryDays: { from: 5, to: 7 }, cover: null });
    // a Lettre verte with a sticker travels as fast
    expect(list?.products.find((one) => one.product === 'lettre_verte_suivie')).toMatchObject({ tracked: true, deliveryDays: { from: 3, to: 3 } });
    expect(faultsOf('c.json', list!)).toEqual([]);
  });

  test.each([
    ['high at 20 g, medium at 100-500 g, derived above', [[20, 'high'], [100, 'medium'], [2_000, 'derived']]],
    ['medium-high to 10 kg, medium above', [[20, 'medium-high'], [10_000, 'medium-high'], [15_000, 'medium']]],
    ['medium (500 g-2 kg two sources, above one)', [[500, 'medium'], [2_000, 'medium'], [5_000, 'low-medium']]],
    ['low-medium (one source)', [[20, 'low-medium']]],
    ['low (one source)', [[20, 'low']]],
    ['low: three sources disagree, see conflicts[]', [[20, 'conflict']]],
  ])('"%s" becomes a confidence for each step', (confidence, expected) => {
    const steps = expected.map(([grams], at) => ({ max_g: grams, price_cents: 100 + at }));
    expect(stepsOf(lists(collectionWith({ lettre_verte: { confidence, steps } }))[0], 'lettre_verte')).toEqual(expected);
  });

  test('what is derived, in doubt or in conflict is not sellable, and says why', () => {
    const [list] = lists(
      collectionWith(
        {
          lettre_internationale: {
            zone: 'INTL_LETTER_SINGLE',
            steps: [
              { max_g: 20, price_cents: 225 },
              { max_g: 2_000, price_cents: 3_170, derived: true, derivation: 'another price minus 280' },
            ],
          },
          colissimo_om2: { zone: 'OM2', steps: [{ max_g: 500, price_cents: 1_221 }, { max_g: 1_000, price_cents: 1_895 }] },
          colissimo_int_gb: { zone: 'PARCEL_GB' },
        },
        { conflicts: [{ id: 'gb_parcel', what: 'w', reading: 'r' }] },
      ),
    );
    const unsold = list?.products.flatMap((one) => one.steps.filter((step) => !isSellable(step.confidence)).map((step) => [one.product, step.maxGrams, step.confidence, step.note]));
    expect(unsold).toEqual([
      ['lettre_internationale', 2_000, 'derived', 'another price minus 280'],
      ['colissimo_om2', 1_000, 'low', expect.stringContaining('OM1')],
      ['colissimo_int_gb', 20, 'conflict', expect.stringContaining('three prices')],
      ['colissimo_int_gb', 100, 'conflict', expect.stringContaining('three prices')],
    ]);
  });

  test('a source stands at the steps it states, and at no others', () => {
    const collection = collectionWith({
      lettre_verte: { sources: ['book', 'moneyvox'] },
      colissimo_int_b: { zone: 'PARCEL_B', sources: ['book', 'koi'], steps: [{ max_g: 2_000, price_cents: 1 }, { max_g: 5_000, price_cents: 2 }] },
      colissimo_france_point_retrait: { sources: ['book', 'meinfret'], steps: [{ max_g: 1_000, price_cents: 1 }, { max_g: 2_000, price_cents: 2 }] },
    });
    const { book } = collection.sources;
    const [list] = lists({ ...collection, sources: { book, moneyvox: book, koi: book, meinfret: book } });
    const sources = (id: string) => list?.products.find((one) => one.product === id)?.steps.map((step) => step.sources);
    expect(sources('lettre_verte')).toEqual([['book', 'moneyvox'], ['book']]);
    expect(sources('colissimo_int_b')).toEqual([['book', 'koi'], ['book']]);
    expect(sources('colissimo_france_point_retrait')).toEqual([['book', 'meinfret'], ['book']]);
  });

  test('a conflict that makes nothing doubtful is told in the note', () => {
    const conflicts = [{ id: 'lsp_grid', what: 'w', reading: 'r' }, { id: 'press_early', what: 'w', reading: 'r' }];
    const [list] = lists(collectionWith({ lettre_services_plus: { note: 'Two grids.' } }, { conflicts }));
    const services = list?.products.find((one) => one.product === 'lettre_services_plus');
    expect(services?.note).toMatch(/^Two grids\. That grid .+ the counter's keeps its confidence\.$/);
    expect(services?.steps.map((step) => step.confidence)).toEqual(['high', 'high']);
  });

  test('a registered letter is covered up to its cap, a parcel in France so much a kilogram, any other not at all', () => {
    const [list] = lists(collectionWith({ lettre_recommandee_r2: { indemnity_cap_cents: 15_300, indemnity_source: 'book' } }));
    const covered = list?.products.flatMap((one) => (one.cover === null ? [] : [[one.product, one.cover.per, one.cover.amount, one.cover.source]]));
    expect(covered).toEqual([
      ['lettre_recommandee_r2', 'item', 15_300, 'book'],
      ['colissimo_france_domicile', 'kilogram', 2_300, 'claisy'],
      ['colissimo_france_point_retrait', 'kilogram', 2_300, 'claisy'],
    ]);
  });

  test('a product that is retired ends one list and begins the next, which says what became of it', () => {
    const [before, after, ...more] = lists(collectionWith({ lettre_recommandee_internationale_r2: { valid_to: '2027-03-31' } }));
    expect(more).toEqual([]);
    expect([before?.id, before?.validTo, after?.id, after?.validTo]).toEqual(['2027-01-01', '2027-03-31', '2027-04-01', null]);
    expect(stepsOf(after, 'lettre_recommandee_internationale_r2')).toBeUndefined();
    expect(after?.leftOut[0]).toEqual({ id: 'lettre_recommandee_internationale_r2', name: 'lettre_recommandee_internationale_r2', why: 'retired: its last day was 2027-03-31' });
  });

  test('what this terminal does not sell is left out with its reason', () => {
    const { products, ...rest } = collectionWith({});
    const [list] = lists({ ...rest, products: [...products, { id: 'e_lettre_rouge', name: 'e-Lettre rouge', steps: [{ max_g: null, price_cents: 160 }] }] });
    expect(list?.leftOut.find((one) => one.id === 'e_lettre_rouge')?.why).toContain('scan of the letter');
    expect(list?.leftOut.map((one) => one.id)).toContain('colissimo_ad_valorem');
  });

  test.each([
    ['a product that is missing', { products: collectionWith({}).products.slice(1) }, 'products.lettre_verte'],
    ['a price in euros', { products: collectionWith({ lettre_verte: { steps: [{ max_g: 20, price_cents: 1.6 }] } }).products }, 'products.lettre_verte.steps.0.price_cents'],
    ['a confidence that nobody has read', { products: collectionWith({ lettre_verte: { confidence: 'fairly sure' } }).products }, 'products.lettre_verte.confidence: nobody has'],
    ['an option that is missing', { options: [] }, 'options.suivi'],
    ['a zone that is not in the book', { products: collectionWith({ lettre_verte: { zone: 'MOON' } }).products }, 'products.0.zone'],
    ['a product that nobody has decided about', { products: [...collectionWith({}).products, { id: 'lettre_rouge', name: 'Lettre rouge' }] }, 'lettre_rouge: it is neither sold nor left out'],
    ['a product that stands twice', { products: [...collectionWith({}).products, product('lettre_verte', { valid_from: '2027-04-01' })] }, 'lettre_verte: it stands twice'],
    ['a conflict that nobody has decided about', { conflicts: [{ id: 'new', what: 'w', reading: 'r' }] }, 'conflicts.new'],
  ])('%s is refused by name', (_, change, key) => {
    const refused = generateTariffs('c.json', collectionWith({}, change));
    expect(refused.ok ? '' : refused.error.map(inWords).join('\n')).toContain(`c.json: ${key}`);
  });
});

describe('npm run tariffs -- generate', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tariffs-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('it writes dated files that its own check accepts', () => {
    const file = join(folder, 'collection.json');
    const out = join(folder, 'lists');
    writeFileSync(file, JSON.stringify(collectionWith({})));
    const said: string[] = [];
    expect(tariffsCommand(['generate', file, '--out', out], (line) => said.push(line))).toBe(0);
    expect(readdirSync(out)).toEqual(['2027-01-01.json']);
    expect(said).toEqual(['2027-01-01: until replaced, 19 products, 38 prices']);
    expect(tariffsCommand(['check', out], () => {})).toBe(0);
  });

  test('nothing is written of what it refuses', () => {
    const file = join(folder, 'collection.json');
    const out = join(folder, 'lists');
    for (const content of ['{', '{}']) {
      writeFileSync(file, content);
      expect(tariffsCommand(['generate', file, '--out', out], () => {})).toBe(1);
    }
    expect(readdirSync(folder)).toEqual(['collection.json']);
  });
});
