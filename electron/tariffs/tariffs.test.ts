import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import content from '../../assets/tariffs/2026-04-01.json' with { type: 'json' };
import { isSellable } from '../../flows/postage/confidence.ts';
import { tariffSchema, type Tariff, type TariffProduct } from '../../flows/postage/tariff.ts';
import { dayAfter } from './day.ts';
import { faultsOf } from './faults.ts';
import { loadTariffs } from './tariffs.ts';
import { textOf } from './text.ts';
import { inWords } from './trouble.ts';

const shipped = tariffSchema.parse(content);
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tariffs-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const dated = (validFrom: string, validTo: string | null): Tariff => {
  const period = { validFrom, validTo };
  const products = shipped.products.map((one) => ({ ...one, ...period }));
  return { ...shipped, ...period, id: validFrom, products, options: shipped.options.map((one) => ({ ...one, ...period })) };
};
const write = (tariff: unknown, name: string) => writeFileSync(join(folder, name), typeof tariff === 'string' ? tariff : JSON.stringify(tariff));
const put = (...lists: Tariff[]) => lists.forEach((list) => write(list, `${list.id}.json`));
const said = () => loadTariffs(folder, null).troubles.map(inWords);
/** What is sold from at noon of a day. */
const on = (day: string) => loadTariffs(folder, null).tariffs.at(Date.parse(`${day}T11:00:00Z`))?.id ?? null;

describe('the price list in force', () => {
  test.each([
    ['2026-03-31', '2026-01-01'],
    ['2026-04-01', '2026-04-01'],
    ['2026-11-23', '2026-04-01'],
  ])('the lists we ship are sound; on %s the one of %s holds', (day, id) => {
    const { tariffs, troubles } = loadTariffs('assets/tariffs', null);
    expect(troubles).toEqual([]);
    expect(tariffs.at(Date.parse(`${day}T11:00:00Z`))?.id).toBe(id);
  });

  test('what nobody can vouch for in them is known step by step', () => {
    const doubtful = shipped.products.flatMap(({ product, steps }) => steps.filter((step) => !isSellable(step.confidence)).map((step) => [product, step.maxGrams, step.confidence]));
    const unitedKingdom = [500, 1_000, 2_000, 5_000, 10_000, 15_000, 20_000, 30_000].map((grams) => ['colissimo_int_gb', grams, 'conflict']);
    expect(doubtful).toEqual([['lettre_internationale', 2_000, 'derived'], ['colissimo_om2', 1_000, 'low'], ...unitedKingdom]);
  });

  test.each([
    ['2025-12-31T22:59:59.999Z', null],
    ['2025-12-31T23:00:00Z', '2026-01-01'],
    ['2026-03-31T21:59:59.999Z', '2026-01-01'],
    ['2026-03-31T22:00:00Z', '2026-04-01'],
    ['2026-12-31T22:59:59.999Z', '2026-04-01'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
    ['2027-03-31T22:00:00Z', null],
  ])('at %s it is %s: lists change at midnight in Paris, summer and winter, and end with their last day', (instant, id) => {
    put(dated('2027-01-01', '2027-03-31'), dated('2026-04-01', null), dated('2026-01-01', '2026-03-31'));
    const { tariffs, troubles } = loadTariffs(folder, null);
    expect(troubles).toEqual([]);
    expect(tariffs.at(Date.parse(instant))?.id ?? null).toBe(id);
    expect(tariffs.list.map((one) => one.id)).toEqual(['2026-01-01', '2026-04-01', '2027-01-01']);
  });

  test('lists in a row without gap: every day sells from exactly the list that claims it', () => {
    const day = fc.integer({ min: 0, max: 700 }).map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
    const seen = fc.property(fc.uniqueArray(day, { minLength: 1, maxLength: 4 }), day, (beginnings, today) => {
      const days = beginnings.toSorted();
      rmSync(folder, { recursive: true });
      folder = mkdtempSync(join(tmpdir(), 'tariffs-'));
      put(...days.map((from) => dated(from, null)));
      expect(on(today)).toBe(days.findLast((from) => from <= today) ?? null);
    });
    fc.assert(seen, { numRuns: 30 });
  });
});

describe('a doubtful file stops the sales of its own days, and no others', () => {
  beforeEach(() => put(dated('2026-01-01', null), dated('2027-07-01', null)));

  test.each([
    ['a fault in a list for the future does not stop today\'s sales', '2026-11-23', '2026-01-01'],
    ['on its first day nothing is sold: what holds is not known, and yesterday\'s price would be wrong', '2027-01-01', null],
    ['nor on any later day it may hold', '2027-06-30', null],
    ['the next sound list ends the doubt', '2027-07-01', '2027-07-01'],
  ])('%s', (_, day, id) => {
    write('{"id": "2027-01-01", ', '2027-01-01.json');
    expect(on(day)).toBe(id);
    expect(said()).toEqual([expect.stringMatching(/2027-01-01\.json: \(whole file\): it is not readable JSON .+; .+/)]);
  });

  test('a fault in today\'s list: nothing is sold from it', () => {
    write({ ...dated('2026-01-01', null), products: [] }, '2026-01-01.json');
    expect([on('2026-11-23'), on('2027-07-01')]).toEqual([null, '2027-07-01']);
  });

  test.each([
    ['a file whose name tells no day', 'new.json', '{'],
    ['a list that bears another day\'s name', '2027-01-01.json', dated('2026-04-01', null)],
  ])('%s could be for any day: nothing is sold until it is mended', (_, name, list) => {
    write(list, name);
    expect([on('2026-11-23'), on('2028-01-01')]).toEqual([null, null]);
    expect(said()).toHaveLength(1);
  });

  test('a tariff for tomorrow only, for yesterday only, or none: nothing is sold today, and the terminal is told why', () => {
    rmSync(join(folder, '2026-01-01.json'));
    expect(on('2026-11-23')).toBeNull();
    put(dated('2026-01-01', '2026-11-22'));
    expect([on('2026-11-22'), on('2026-11-23')]).toEqual(['2026-01-01', null]);
    expect(said()).toEqual([expect.stringMatching(/2027-07-01\.json: validFrom: no list holds from 2026-11-23 until it begins on 2027-07-01; .+/)]);
  });

  test('two lists that hold on one day: that day sells nothing, the days of one list alone go on', () => {
    put(dated('2026-01-01', '2026-04-01'), dated('2026-04-01', null));
    expect([on('2026-03-31'), on('2026-04-01'), on('2026-04-02')]).toEqual(['2026-01-01', null, '2026-04-01']);
    expect(said()).toEqual([expect.stringMatching(/2026-04-01\.json: validFrom: it overlaps 2026-01-01\.json: both hold on 2026-04-01; end the earlier list on 2026-03-31/)]);
  });

  test('a folder that is empty, and one that is not there', () => {
    expect(loadTariffs(join(folder, 'nowhere'), null).troubles.map(inWords)).toEqual([expect.stringContaining('it cannot be read')]);
    for (const name of ['2026-01-01.json', '2027-07-01.json']) rmSync(join(folder, name));
    expect(said()).toEqual([expect.stringContaining('it holds no price list')]);
    expect(on('2026-11-23')).toBeNull();
  });
});

describe('a price list that is refused says which file, which key and what to do', () => {
  const first = shipped.products[0]!;
  const withFirst = (change: Partial<TariffProduct>) => ({ ...shipped, products: [{ ...first, ...change }, ...shipped.products.slice(1)] });
  const withSteps = (change: (steps: TariffProduct['steps']) => unknown) => withFirst({ steps: change(first.steps) as TariffProduct['steps'] });
  const withOption = (change: object) => ({ ...shipped, options: [{ ...shipped.options[0]!, ...change }] });

  test.each([
    ['a step that does not rise in weight', withSteps((steps) => [steps[0], { ...steps[1], maxGrams: 20 }]), 'products.0.steps.1.maxGrams'],
    ['a heavier step that costs less', withSteps((steps) => [steps[0], { ...steps[1], price: 151 }]), 'products.0.steps.1.price'],
    ['a price that is no whole number of cents', withSteps((steps) => [{ ...steps[0], price: 1.52 }]), 'products.0.steps.0.price'],
    ['a price of nothing', withSteps((steps) => [{ ...steps[0], price: 0 }]), 'products.0.steps.0.price'],
    ['a price without a source', withSteps((steps) => [{ ...steps[0], sources: [] }]), 'products.0.steps.0.sources'],
    ['a source that the table does not hold', withSteps((steps) => [{ ...steps[0], sources: ['hearsay'] }]), 'hearsay'],
    ['a cover whose source the table does not hold', withFirst({ cover: { per: 'item', amount: first.steps[0]!.price, source: 'rumour' } }), 'rumour'],
    ['a product that stands twice', { ...shipped, products: [first, ...shipped.products] }, 'products.1.product'],
    ['a product that holds before its list', withFirst({ validFrom: '2026-03-31' }), 'products.0.validFrom'],
    ['a product that holds after its list', { ...withFirst({ validTo: '2027-01-01' }), validTo: '2026-12-31' }, 'products.0.validTo'],
    ['a product that ends before it begins', withFirst({ validTo: '2026-03-31' }), 'products.0.validTo'],
    ['an option for a product that is not there', { ...shipped, products: shipped.products.slice(1) }, 'options.0.products'],
    ['an option that stands twice', { ...shipped, options: [shipped.options[0], ...shipped.options] }, 'options.1.option'],
    ['an option from nowhere', withOption({ sources: ['hearsay'] }), 'options.0'],
    ['an option on a day that the calendar has not', withOption({ validTo: '2026-06-31' }), 'options.0.validTo'],
    ['a product that is sold and left out at once', { ...shipped, leftOut: [{ id: 'lettre_verte', name: 'Lettre verte', why: 'test' }] }, 'leftOut.0.id'],
    ['a day that the calendar has not', { ...shipped, validTo: '2026-02-30' }, 'validTo'],
    ['an end before the beginning', { ...shipped, validTo: '2025-12-31' }, 'validTo'],
    ['compiled on a day that the calendar has not', { ...shipped, compiled: '2026-13-01' }, 'compiled'],
    ['an id that is not its first day', { ...shipped, id: 'spring' }, 'id'],
    ['a key that nobody knows', { ...shipped, currency: 'EUR' }, 'currency'],
  ])('%s', (_, tariff, key) => {
    write(tariff, '2026-04-01.json');
    const lines = said();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).toContain(key);
    for (const line of lines) expect(line).toMatch(/2026-04-01\.json: .+: .+; .+/);
    expect(on('2026-11-23')).toBeNull();
  });

  test('a file that cannot be read', () => {
    mkdirSync(join(folder, '2026-04-01.json'));
    expect(said()).toEqual([expect.stringMatching(/2026-04-01\.json: \(whole file\): it cannot be read .+; .+/)]);
  });
});

describe('a price list as its file holds it', () => {
  test('the text is JSON of the same list, one line a step', () => {
    const text = textOf(shipped);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(content)));
    expect(text).toContain('\n        { "maxGrams": 20, "price": 152, ');
  });

  test('the day after the last of the year, and what is no day', () => {
    expect([dayAfter('2026-12-31'), dayAfter('2028-02-28'), dayAfter('2026-02-30')]).toEqual(['2027-01-01', '2028-02-29', '2026-02-30']);
  });

  test('a list without fault has none', () => expect(faultsOf('x', shipped)).toEqual([]));
});
