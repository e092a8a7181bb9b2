import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import content from '../../assets/feed/mapping.json' with { type: 'json' };
import { cents } from '../../flows/money.ts';
import { tariffSchema, type Tariff, type TariffStep } from '../../flows/postage/tariff.ts';
import { tariffsCommand } from './cli.ts';
import { diffOf, inLines } from './diff.ts';
import { feedMappingSchema, type FeedMapping } from './mapping.ts';

/** The feed is invented: see the first line of `feed.fixture.json`. */
type Row = Record<string, string | number | boolean | readonly unknown[] | null | undefined>;
const fixture = 'electron/tariffs/feed.fixture.json';
const rows = (JSON.parse(readFileSync(fixture, 'utf8')) as { results: readonly Row[] }).results;
const weight = 'poids_max_en_g_avec_supplement';
const price = 'tarifs_nets_unitaires_en_euro';
const shippedMapping = feedMappingSchema.parse(content);
const today = () => Date.parse('2026-12-01T11:00:00Z');

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
  for (const name of ['2026-01-01.json', '2026-04-01.json']) copyFileSync(join('assets/tariffs', name), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...words: string[]) => {
  said = [];
  return tariffsCommand(words, (line) => said.push(line), today);
};
const importing = (results: readonly Row[] | string, mapping: FeedMapping | null = null, ...words: string[]) => {
  const place = mkdtempSync(join(folder, 'feed-'));
  const file = join(place, 'feed.json');
  writeFileSync(file, typeof results === 'string' ? results : JSON.stringify({ total: results.length, results }));
  if (mapping !== null) writeFileSync(join(place, 'mapping.json'), JSON.stringify(mapping));
  return run('import', file, '--out', folder, '--from', '2027-01-01', ...(mapping === null ? [] : ['--mapping', join(place, 'mapping.json')]), ...words);
};
const lists = () => readdirSync(folder).filter((name) => name.endsWith('.json'));
const listOf = (name: string): Tariff => tariffSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
const written = () => listOf('2027-01-01.json');
const productOf = (list: Tariff, id: string) => list.products.find((one) => one.product === id);
/** The rows with one changed; counted from 1, as complaints do. */
const changed = (row: number, change: Row) => rows.map((one, at) => (at === row - 1 ? { ...one, ...change } : one));

describe('the operator\'s price feed becomes the next price list', () => {
  beforeEach(() => void importing(rows));

  test('it is written under its day and its own check takes it', () => {
    expect(lists()).toEqual(['2026-01-01.json', '2026-04-01.json', '2027-01-01.json']);
    expect(run('check', folder)).toBe(0);
    expect(said.at(-1)).toBe('2027-01-01: until replaced, 18 products, 120 prices');
  });

  test('prices come from the feed, with confidence and source; days, cover and tracking from the list in force', () => {
    const [before, after] = [listOf('2026-04-01.json'), written()];
    expect(after).toMatchObject({ id: '2027-01-01', validFrom: '2027-01-01', validTo: null, compiled: '2026-12-01' });
    expect(productOf(after, 'lettre_verte')?.steps[0]).toEqual({ maxGrams: 20, price: 160, confidence: 'high', sources: ['feed'], note: null });
    expect(after.sources['feed']).toMatchObject({ date: '2026-12-01', kind: expect.stringContaining('feed.json') });
    for (const product of before.products) {
      const { deliveryDays, cover, tracked, signed, registered, pickUp, zone } = product;
      expect(productOf(after, product.product)).toMatchObject({ deliveryDays, cover, tracked, signed, registered, pickUp, zone });
    }
    expect(after.options.map((one) => [one.option, one.price])).toEqual([['suivi', 53], ['avis_reception_national', 152], ['avis_reception_international', 158]]);
    expect(Object.keys(after.sources).toSorted()).toEqual(['claisy', 'feed', 'porto_doc']);
  });

  test('what nobody could vouch for is sold as soon as the operator\'s own file has its price', () => {
    expect(productOf(written(), 'colissimo_int_gb')?.steps.every((step) => step.confidence === 'high')).toBe(true);
    expect(said).toContainEqual(expect.stringMatching(/^colissimo_int_gb +500 g +18\.99 → +19\.94 +\+5\.0 % +sold from now on \(was: conflict\)$/));
  });

  test('the difference has one line a step, in columns', () => {
    const lines = said.filter((line) => /^(lettre|colissimo|suivi|avis)_?\S* .*→/.test(line));
    expect(lines).toHaveLength(123);
    expect(lines[0]).toBe('lettre_verte                             20 g    1.52 →   1.60  +5.3 %');
    expect(new Set(lines.map((line) => line.indexOf('→'))).size).toBe(1);
    expect(said[0]).toBe('2026-04-01 → 2027-01-01, 123 prices read, 1 rows ignored');
    expect(said.at(-1)).toContain('written');
  });

  test('a list that is there is never replaced', () => {
    const before = readFileSync(join(folder, '2027-01-01.json'), 'utf8');
    expect(importing(rows)).toBe(1);
    expect(said.join()).toMatch(/a list from 2027-01-01 on is there already; choose another day/);
    expect(readFileSync(join(folder, '2027-01-01.json'), 'utf8')).toBe(before);
  });
});

describe('a feed that is refused names row, field and remedy, and nothing is written', () => {
  const retired = { produit: 'Lettre recommandée internationale R2', type_denvoi: null };

  test.each([
    ['an amount that is no whole cents', changed(1, { [price]: 1.605 }), /row 1: tarifs_nets_unitaires_en_euro: 1\.605 is not an amount in euros and whole cents; .+/],
    ['an amount in words', changed(1, { [price]: 'un euro' }), /row 1: tarifs_nets_unitaires_en_euro: "un euro" is not/],
    ['a price of nothing', changed(1, { [price]: 0 }), /row 1: tarifs_nets_unitaires_en_euro: 0 is not/],
    ['a price below nothing', changed(1, { [price]: -1.6 }), /row 1: tarifs_nets_unitaires_en_euro: -1\.6 is not/],
    ['a price without tax only', changed(1, { [price]: null, tarif_ht_en_euro: 1.33 }), /row 1: .+: only the price without tax is stated/],
    ['a weight that is no whole grams', changed(2, { [weight]: 99.5 }), /row 2: poids_max_en_g_avec_supplement: 99\.5 is not a weight/],
    ['a product that nobody knows', changed(3, { produit: 'Lettre bleue' }), /row 3: produit: "Lettre bleue", .+ is no product that the mapping knows; add what it is/],
    ['another kind of sending of a product we know', changed(3, { type_denvoi: 'Lots' }), /row 3: produit: "Lettre Verte", "Lots", is no product/],
    ['a product without a name', changed(3, { produit: 7 }), /row 3: produit: it is not a text/],
    ['a weight missing', changed(3, { [weight]: null }), /row 3: produit: .+ without a weight, is no product/],
    ['a step we sell missing', rows.filter((_, at) => at !== 2), /feed\.json: lettre_verte 250 g: it stands in 2026-04-01\.json and no row has its price; .+/],
    ['an option we sell missing', rows.filter((row) => row['produit'] !== 'Option suivi'), /suivi: it stands in 2026-04-01\.json and no row/],
    ['two prices for one step', [...rows, { ...rows[0], [price]: 1.61 }], /row 125: poids_max_en_g_avec_supplement: lettre_verte 20 g has a price in row 1 already; .+/],
    ['two prices for one option', [...rows, ...rows.filter((row) => row['produit'] === 'Option suivi')], /row 125: .+: suivi has a price in row \d+ already/],
    ['steps out of order', [rows[1]!, rows[0]!, ...rows.slice(2)], /row 2: poids_max_en_g_avec_supplement: lettre_verte: 20 g comes after 100 g \(row 1\)/],
    ['a price that falls with weight', changed(2, { [price]: 1.59 }), /row 2: tarifs_nets_unitaires_en_euro: lettre_verte: 100 g costs less than 20 g \(row 1\)/],
    ['a price that leaps', changed(1, { [price]: 1.91 }), /lettre_verte 20 g: its price moves by more than 25 %, from 152 to 191 cents; .+ --accept/],
    ['a price that plunges', changed(1, { [price]: 1.13 }), /lettre_verte 20 g: its price moves by more than 25 %, from 152 to 113 cents/],
    ['a product that the list in force does not hold', [...rows, { ...rows[0], ...retired }], /row 125: produit: lettre_recommandee_internationale_r2 is not in 2026-04-01\.json/],
    ['no rows', [], /lettre_verte 20 g: it stands/],
  ])('%s', (_, results, complaint) => {
    expect(importing(results)).toBe(1);
    expect(said).toContainEqual(expect.stringMatching(complaint));
    expect(lists()).toEqual(['2026-01-01.json', '2026-04-01.json']);
  });

  test.each([
    ['half a file', '{"total": 3, ', /it is not readable JSON/],
    ['something else', '{"rows": []}', /total: .+; save the answer/],
    ['a part of the feed', JSON.stringify({ total: 300, results: rows }), /total: it holds 124 of 300 rows; fetch the whole feed/],
    ['rows that are none', JSON.stringify({ total: 1, results: [3] }), /results\.0/],
  ])('%s', (_, text, complaint) => {
    expect(importing(text)).toBe(1);
    expect(said).toContainEqual(expect.stringMatching(complaint));
    expect(lists()).toHaveLength(2);
  });

  test('a step that was not sold cannot vanish from between two others: its items would be sold at the next price', () => {
    expect(importing(rows.filter((row) => row['produit'] !== 'Colissimo Outre-mer zone 2' || row[weight] !== 1_000))).toBe(1);
    expect(said.join('\n')).toContain('colissimo_om2 1000 g: it stands');
  });

  test('odd characters and very long names are shown short and on one line', () => {
    expect(importing(changed(1, { produit: `${'A'.repeat(10_000)}\u001B[2J\n` }))).toBe(1);
    for (const line of said) expect(line.length).toBeLessThan(400);
    expect(said.join('').split('').every((sign) => sign >= ' ')).toBe(true);
  });
});

describe('what the one who imports may decide', () => {
  test('a leap is taken with --accept', () => {
    expect(importing(changed(1, { [price]: 1.91 }), null, '--accept')).toBe(0);
    expect(productOf(written(), 'lettre_verte')?.steps[0]?.price).toBe(191);
  });

  test('exactly 25 % is no leap', () => expect(importing(changed(1, { [price]: 1.9 }))).toBe(0));

  test('a product that the operator has given up is left out, with the reason of the mapping', () => {
    const absent = [{ id: 'lettre_services_plus' as const, maxGrams: null, why: 'given up on 2027-01-01' }];
    expect(importing(rows.filter((row) => row['produit'] !== 'Lettre Services Plus'), { ...shippedMapping, absent })).toBe(0);
    expect(productOf(written(), 'lettre_services_plus')).toBeUndefined();
    expect(written().leftOut).toContainEqual({ id: 'lettre_services_plus', name: 'Lettre Services Plus', why: 'given up on 2027-01-01' });
    expect(said).toContainEqual(expect.stringMatching(/^lettre_services_plus +20 g +3\.47 → +- +gone$/));
  });

  test('a step that the operator has given up costs the next one from then on', () => {
    const absent = [{ id: 'lettre_recommandee_r1' as const, maxGrams: [50], why: 'one step fewer' }];
    expect(importing(rows.filter((row) => row['produit'] !== 'Lettre recommandée R1' || row[weight] !== 50), { ...shippedMapping, absent })).toBe(0);
    expect(productOf(written(), 'lettre_recommandee_r1')?.steps.map((step) => step.maxGrams)).toEqual([20, 100, 250, 500, 1_000, 2_000]);
  });

  test('what was not sold and has no row is left out silently by nobody: the list says why', () => {
    expect(importing(rows.filter((row) => row['produit'] !== 'Colissimo International Royaume-Uni'))).toBe(0);
    expect(written().leftOut).toContainEqual(expect.objectContaining({ id: 'colissimo_int_gb', why: 'the feed of 2026-12-01 has no price for it' }));
  });

  test('an option goes with the only product it is for', () => {
    const absent = (['lettre_recommandee_internationale_r1', 'avis_reception_international'] as const).map((id) => ({ id, maxGrams: null, why: 'given up' }));
    const left = rows.filter((row) => !['Lettre recommandée internationale R1', 'Avis de réception, international'].includes(String(row['produit'])));
    expect(importing(left, { ...shippedMapping, absent })).toBe(0);
    expect(written().options.map((one) => one.option)).toEqual(['suivi', 'avis_reception_national']);
  });

  test('a product whose last day has passed needs no price; one that begins later, or will end, keeps its days', () => {
    const list = listOf('2026-04-01.json');
    const days: Record<string, object> = {
      colissimo_int_c: { validTo: '2026-12-31' },
      colissimo_int_b: { validTo: '2027-06-30' },
      lettre_services_plus: { validFrom: '2027-03-01' },
    };
    writeFileSync(join(folder, '2026-04-01.json'), JSON.stringify({ ...list, products: list.products.map((one) => ({ ...one, ...days[one.product] })) }));
    expect(importing(rows.filter((row) => row['produit'] !== 'Colissimo International zone C'))).toBe(0);
    expect(written().leftOut).toContainEqual({ id: 'colissimo_int_c', name: 'Colissimo International zone C', why: 'retired: its last day was 2026-12-31' });
    expect(productOf(written(), 'colissimo_int_b')).toMatchObject({ validFrom: '2027-01-01', validTo: '2027-06-30' });
    expect(productOf(written(), 'lettre_services_plus')).toMatchObject({ validFrom: '2027-03-01', validTo: null });
    expect(run('check', folder)).toBe(0);
  });

  test('amounts as text and with a comma, and names in other capitals, are the same feed', () => {
    const spelled = rows.map((row) => ({
      ...row,
      produit: String(row['produit']).toUpperCase(),
      [price]: `${Number(row[price])}`.replace('.', ','),
      [weight]: row[weight] === null ? '' : `${Number(row[weight])}`,
    }));
    expect(importing(spelled)).toBe(0);
    expect(productOf(written(), 'lettre_verte')?.steps[0]?.price).toBe(160);
  });

  test('a new step is shown as new', () => {
    const heavier = { ...rows[5], [weight]: 3_000, [price]: 13 };
    expect(importing([...rows.slice(0, 6), heavier, ...rows.slice(6)])).toBe(0);
    expect(said).toContainEqual(expect.stringMatching(/^lettre_verte +3000 g +- → +13\.00 +new$/));
  });
});

describe('the mapping of the feed', () => {
  const servicesPlus = { names: ['Lettre Services Plus'], sendings: null };

  test('the one we ship names the source of everything it says', () => {
    const { fields, products, options, sources } = shippedMapping;
    for (const { source } of [...Object.values(fields), ...products, ...options]) expect(Object.keys(sources)).toContain(source);
  });

  test.each([
    ['one that takes a row for two products', { products: shippedMapping.products.map((one) => ({ ...one, ...servicesPlus })) }, /is both lettre_\w+ and lettre_\w+ to the mapping/],
    ['one that takes a price for none of ours', { ignored: [{ ...servicesPlus, withoutWeight: false, why: 'test' }] }, /is both lettre_services_plus and ignored/],
    ['one of another form', { products: 'all' }, /mapping\.json: products: .+; correct it/],
  ])('%s is refused', (_, change, complaint) => {
    expect(importing(rows, { ...shippedMapping, ...change } as FeedMapping)).toBe(1);
    expect(said).toContainEqual(expect.stringMatching(complaint));
  });

  test('one that is not there is refused', () => {
    expect(run('import', fixture, '--out', folder, '--mapping', join(folder, 'nowhere.json'))).toBe(1);
    expect(said.join()).toContain('it cannot be read');
  });
});

describe('the day of the next list', () => {
  const from = (...words: string[]) => run('import', fixture, '--out', folder, ...words);
  const ending = (validTo: string) => {
    const list = listOf('2026-04-01.json');
    const [products, options] = [list.products.map((one) => ({ ...one, validTo })), list.options.map((one) => ({ ...one, validTo }))];
    writeFileSync(join(folder, '2026-04-01.json'), JSON.stringify({ ...list, validTo, products, options }));
  };

  test('without --from it is tomorrow in Paris', () => {
    expect(from()).toBe(0);
    expect(lists()).toContain('2026-12-02.json');
  });

  test.each([
    ['in the past', '2026-11-30', /--from: 2026-11-30 is no day from 2026-12-01 on/],
    ['that the calendar has not', '2027-02-30', /--from: 2027-02-30 is no day/],
  ])('a day %s is refused', (_, day, complaint) => {
    expect(from('--from', day)).toBe(1);
    expect(said.join()).toMatch(complaint);
  });

  test.each([
    ['the day after the list in force ends', '2026-12-31', 0, /written/],
    ['while the list in force still holds', '2027-03-31', 1, /2026-04-01\.json: validTo: it holds to 2027-03-31, so two lists would hold on 2027-01-01; set its validTo to null or to 2026-12-31/],
    ['long after the list in force has ended', '2026-12-15', 1, /2026-04-01\.json: validTo: it ends on 2026-12-15, so no list would hold from 2026-12-16 on; choose --from 2026-12-16/],
  ])('%s', (_, validTo, code, complaint) => {
    ending(validTo);
    expect(from('--from', '2027-01-01')).toBe(code);
    expect(said.join('\n')).toMatch(complaint);
  });

  test('a folder without a list before it gives no facts to keep, and a faulty folder is mended first', () => {
    for (const name of ['2026-01-01.json', '2026-04-01.json']) rmSync(join(folder, name));
    expect(from()).toBe(1);
    expect(said.join()).toContain('it holds no price list');
    copyFileSync('assets/tariffs/2026-04-01.json', join(folder, '2026-04-01.json'));
    run('import', fixture, '--out', folder, '--from', '2027-01-01');
    rmSync(join(folder, '2026-04-01.json'));
    expect(from()).toBe(1);
    expect(said.join()).toContain('no list holds before it');
  });
});

describe('whatever the feed says', () => {
  const odd = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.constant(null), fc.constant([]), fc.integer({ min: 1, max: 9_999 }).map((cents) => cents / 100));
  const change = fc.oneof(
    // so that about half of the feeds are still good ones
    { arbitrary: fc.record({ kind: fc.constant('nudge' as const), at: fc.nat(), cents: fc.integer({ min: -9, max: 9 }) }), weight: 8 },
    fc.record({ kind: fc.constant('set' as const), at: fc.nat(), field: fc.constantFrom('produit', 'type_denvoi', weight, price, 'else'), value: odd }),
    fc.record({ kind: fc.constant('steal' as const), at: fc.nat(), from: fc.nat(), field: fc.constantFrom('produit', weight, price) }),
    fc.record({ kind: fc.constantFrom('drop' as const, 'double' as const, 'swap' as const), at: fc.nat() }),
  );
  const mutated = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const results = rows.map((row) => ({ ...row }));
    for (const one of changes) {
      const at = one.at % results.length;
      const row = results[at]!;
      if (one.kind === 'nudge') row[price] = Math.round(Number(row[price]) * 100 + one.cents) / 100;
      else if (one.kind === 'set') row[one.field] = one.value;
      else if (one.kind === 'steal') row[one.field] = results[one.from % results.length]![one.field];
      else if (one.kind === 'drop') results.splice(at, 1);
      else if (one.kind === 'double') results.push({ ...row });
      else results.push(...results.splice(at, 1));
    }
    return results;
  });

  test('an import either writes a list that check takes, or writes nothing and says why', () => {
    const outcomes = new Set<number>();
    const holds = fc.property(mutated, fc.boolean(), (results, accept) => {
      rmSync(join(folder, '2027-01-01.json'), { force: true });
      const code = importing(results, null, ...(accept ? ['--accept'] : []));
      outcomes.add(code);
      const complaints = said.length;
      expect(run('check', folder)).toBe(0);
      expect(lists().length).toBe(code === 0 ? 3 : 2);
      expect(complaints).toBeGreaterThan(0);
    });
    fc.assert(holds, { numRuns: 60 });
    expect(outcomes).toEqual(new Set([0, 1]));
  });

  test('a list differs from itself in nothing, and every changed price is one line', () => {
    const shipped = listOf('2026-04-01.json');
    const steps = shipped.products.flatMap((product) => product.steps).length;
    const holds = fc.property(fc.uniqueArray(fc.nat({ max: steps - 1 })), (changedSteps) => {
      let at = -1;
      const dearer = (step: TariffStep) => (changedSteps.includes((at += 1)) ? { ...step, price: cents(step.price + 1) } : step);
      const other = { ...shipped, products: shipped.products.map((product) => ({ ...product, steps: product.steps.map(dearer) })) };
      expect(inLines(diffOf(shipped, shipped))).toEqual([]);
      expect(inLines(diffOf(shipped, other))).toHaveLength(changedSteps.length);
    });
    fc.assert(holds, { numRuns: 50 });
  });
});
