import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import content from '../../assets/tariffs/2026-01-01.json' with { type: 'json' };
import { tariffSchema, type Tariff } from '../../flows/postage/tariff.ts';
import { tariffsCommand } from './cli.ts';
import { generateTariff } from './generate.ts';
import { loadTariffs } from './tariffs.ts';
import { inWords } from './trouble.ts';

const shipped = tariffSchema.parse(content);
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tariffs-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const dated = (validFrom: string, validTo: string | null): Tariff => ({ ...shipped, id: validFrom, validFrom, validTo });
const write = (tariff: unknown, name: string) => writeFileSync(join(folder, name), typeof tariff === 'string' ? tariff : JSON.stringify(tariff));
const put = (...lists: Tariff[]) => lists.forEach((list) => write(list, `${list.id}.json`));
const refusal = () => {
  const loaded = loadTariffs(folder);
  return loaded.ok ? [] : loaded.error.map(inWords);
};

describe('the price list in force', () => {
  test('the lists we ship are sound and hold on a day of 2026', () => {
    const loaded = loadTariffs('assets/tariffs');
    expect(loaded.ok && loaded.value.at(Date.parse('2026-11-23T12:00:00Z'))?.id).toBe('2026-01-01');
  });

  test.each([
    ['2025-12-31T22:59:59.999Z', null],
    ['2025-12-31T23:00:00Z', '2026-01-01'],
    ['2026-12-31T22:59:59.999Z', '2026-01-01'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
    ['2027-03-31T22:00:00Z', null],
  ])('at %s it is %s: lists change at midnight in Paris and end with their last day', (instant, id) => {
    put(dated('2027-01-01', '2027-03-31'), dated('2026-01-01', null));
    const loaded = loadTariffs(folder);
    expect(loaded.ok && (loaded.value.at(Date.parse(instant))?.id ?? null)).toBe(id);
  });

  test('lists that meet are accepted, whatever order they are found in', () => {
    put(dated('2026-04-01', null), dated('2026-01-01', '2026-03-31'));
    const loaded = loadTariffs(folder);
    expect(loaded.ok && loaded.value.list.map((one) => one.id)).toEqual(['2026-01-01', '2026-04-01']);
  });
});

describe('a price list that is refused says which file, which key and what to do', () => {
  const first = shipped.products[0]!;
  const withSteps = (change: (steps: Tariff['products'][number]['steps']) => unknown) => ({ ...shipped, products: [{ ...first, steps: change(first.steps) }] });

  test.each([
    ['a step that does not rise in weight', withSteps((steps) => [steps[0], { ...steps[1], maxGrams: 20 }]), 'products.0.steps.1.maxGrams'],
    ['a heavier step that costs less', withSteps((steps) => [steps[0], { ...steps[1], price: 151 }]), 'products.0.steps.1.price'],
    ['a price that is no whole number of cents', withSteps((steps) => [{ ...steps[0], price: 1.52 }]), 'products.0.steps.0.price'],
    ['a price without a source', withSteps((steps) => [{ ...steps[0], sources: [] }]), 'products.0.steps.0.sources'],
    ['a source that the table does not hold', withSteps((steps) => [{ ...steps[0], sources: ['hearsay'] }]), 'hearsay'],
    ['a product that stands twice', { ...shipped, products: [first, first] }, 'products.1.product'],
    ['a day that the calendar has not', { ...shipped, validTo: '2026-02-30' }, 'validTo'],
    ['an end before the beginning', { ...shipped, validTo: '2025-12-31' }, 'validTo'],
    ['a key that nobody knows', { ...shipped, currency: 'EUR' }, 'currency'],
    ['half a file', '{"id": "2026-01-01", ', '(whole file)'],
  ])('%s', (_, tariff, key) => {
    write(tariff, '2026-01-01.json');
    const said = refusal();
    expect(said.length).toBeGreaterThan(0);
    expect(said.join('\n')).toContain(key);
    for (const line of said) expect(line).toMatch(/2026-01-01\.json: .+: .+; .+/);
  });

  test('a file that bears another name than its list', () => {
    write(shipped, 'new.json');
    expect(refusal()).toEqual([expect.stringContaining('name the file 2026-01-01.json')]);
  });

  test('a gap between two lists', () => {
    put(dated('2026-01-01', '2026-03-31'), dated('2026-04-02', null));
    expect(refusal()).toEqual([expect.stringMatching(/2026-04-02\.json: validFrom: no list holds from 2026-04-01/)]);
  });

  test('two lists that hold on one day', () => {
    put(dated('2026-01-01', '2026-04-01'), dated('2026-04-01', null));
    expect(refusal()).toEqual([expect.stringMatching(/2026-04-01\.json: validFrom: it overlaps 2026-01-01\.json/)]);
  });

  test('a folder that is empty, and one that is not there', () => {
    expect(refusal()).toEqual([expect.stringContaining('it holds no price list')]);
    const missing = loadTariffs(join(folder, 'nowhere'));
    expect(missing.ok ? '' : inWords(missing.error[0]!)).toContain('it cannot be read');
  });
});

const collected = (id: string, more: object = {}) => ({
  id,
  name: id,
  valid_from: '2027-01-01',
  valid_to: null,
  steps: [{ max_g: 20, price_cents: 160 }, { max_g: 100, price_cents: 320, confidence: 'low' }],
  confidence: 'high',
  sources: ['feed'],
  delivery_days: 3,
  ...more,
});
const collection = {
  compiled: '2026-12-01',
  products: [
    collected('lettre_verte', { tracking: false }),
    collected('lettre_verte_suivie', { tracking: true, delivery_days: undefined }),
    collected('lettre_services_plus', { tracking: true }),
    collected('colissimo_france_domicile'),
    { id: 'something_else', steps: 'unknown' },
  ],
  sources: { feed: { url: 'https://example.org', date: '2026-12-01', kind: 'primary', title: 'not kept' } },
};

describe('generating a price list from the collection', () => {
  test('every price keeps its source and its own confidence, the products that are not sold are left out', () => {
    const tariff = generateTariff('c.json', collection);
    if (!tariff.ok) throw new Error(tariff.error.map(inWords).join('\n'));
    expect(tariff.value.id).toBe('2027-01-01');
    expect(tariff.value.products.map((one) => [one.product, one.kind, one.tracked, one.deliveryDays, one.lateCompensated, one.coverPerKilogram])).toEqual([
      ['lettre_verte', 'letter', false, 3, false, null],
      ['lettre_verte_suivie', 'letter', true, 3, false, null],
      ['lettre_services_plus', 'letter', true, 3, true, null],
      ['colissimo_france_domicile', 'parcel', true, 3, false, 2300],
    ]);
    expect(tariff.value.products[0]?.steps).toEqual([
      { maxGrams: 20, price: 160, confidence: 'high', sources: ['feed'] },
      { maxGrams: 100, price: 320, confidence: 'low', sources: ['feed'] },
    ]);
  });

  test.each([
    ['a product that is missing', { ...collection, products: collection.products.slice(1) }, 'products.lettre_verte'],
    ['products of different periods', { ...collection, products: [...collection.products.slice(0, 3), collected('colissimo_france_domicile', { valid_from: '2027-04-01' })] }, 'products.valid_from'],
    ['a price in euros', { ...collection, products: [collected('lettre_verte', { steps: [{ max_g: 20, price_cents: 1.6 }] }), ...collection.products.slice(1)] }, 'products.lettre_verte.steps.0.price_cents'],
    ['something that is no collection', [], '(whole file)'],
  ])('%s is refused by name', (_, content, key) => {
    const tariff = generateTariff('c.json', content);
    expect(tariff.ok ? [] : tariff.error.map((one) => one.key)).toContain(key);
  });

  test('the command writes the list under its own name, checks the folder and prints what it holds', () => {
    const input = join(folder, 'collection.txt');
    writeFileSync(input, JSON.stringify(collection));
    const said: string[] = [];
    expect(tariffsCommand(['generate', input, '--out', folder], (line) => said.push(line))).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, '2027-01-01.json'), 'utf8'))).toMatchObject({ id: '2027-01-01' });
    expect(said.at(-1)).toBe('2027-01-01: from 2027-01-01 until replaced, 4 products');
    expect(tariffsCommand(['check', folder], () => {})).toBe(0);
  });

  test('the command says how it is used when it is not understood, and refuses with exit code 1', () => {
    const said: string[] = [];
    const say = (line: string) => said.push(line);
    expect(tariffsCommand(['guess'], say)).toBe(2);
    expect(tariffsCommand(['check', '--loud'], say)).toBe(2);
    expect(said.every((line) => line.includes('npm run tariffs'))).toBe(true);
    expect(tariffsCommand(['generate', join(folder, 'nowhere.json')], say)).toBe(1);
    writeFileSync(join(folder, 'broken.json'), '{');
    expect(tariffsCommand(['generate', join(folder, 'broken.json')], say)).toBe(1);
    expect(tariffsCommand(['check', folder], say)).toBe(1);
  });
});
