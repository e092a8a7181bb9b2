import { describe, expect, test } from 'vitest';
import winter from '../../assets/tariffs/2026-01-01.json' with { type: 'json' };
import spring from '../../assets/tariffs/2026-04-01.json' with { type: 'json' };
import { optionIdSchema, productIdSchema, type ProductId } from '../../flows/facts.ts';
import { compiled, confidenceOf, conflicts, options, rows, unsold } from './collected.ts';

/** The price lists we ship against the rows of the collection they were made from, file against file: no schema, no generator. */

const retired: ProductId = 'lettre_recommandee_internationale_r2';
const lists = [
  ['2026-01-01', winter, '2026-03-31', productIdSchema.options],
  ['2026-04-01', spring, null, productIdSchema.options.filter((id) => id !== retired)],
] as const;
const rowOf = (id: string) => rows.find((row) => row.id === id);

/** One amount for a registered letter; "Colissimo 23 EUR/kg" where the collection states it, in France alone. */
function coverBy(row: ReturnType<typeof rowOf>): { readonly per: string; readonly amount: number } | null {
  if (row?.indemnity_cap_cents !== undefined) return { per: 'item', amount: row.indemnity_cap_cents };
  return row?.id.startsWith('colissimo_france') === true ? { per: 'kilogram', amount: 23_00 } : null;
}

describe.each(lists)('the price list of %s', (id, list, validTo, products) => {
  test('holds from its day, and every price in it no longer and no shorter', () => {
    expect({ id: list.id, from: list.validFrom, to: list.validTo, compiled: list.compiled }).toEqual({ id, from: id, to: validTo, compiled });
    for (const { validFrom, validTo: end } of [...list.products, ...list.options]) expect([validFrom, end]).toEqual([id, validTo]);
  });

  test('has every product and option that is sold, once, and nothing else', () => {
    expect(list.products.map(({ product }) => product)).toEqual(products);
    expect(list.options.map(({ option }) => option)).toEqual(optionIdSchema.options);
  });

  test.each(products)('%s: every step, price and confidence as the collection has them, and no source of its own', (product) => {
    const sold = list.products.find((one) => one.product === product);
    const row = rowOf(product);
    expect(sold?.steps.map(({ maxGrams, price, confidence }) => ({ maxGrams, price, confidence }))).toEqual(
      row?.steps.map(({ max_g: maxGrams, price_cents: price }) => ({ maxGrams, price, confidence: confidenceOf(product, maxGrams ?? 0) })),
    );
    const sources = new Set(sold?.steps.flatMap((step) => step.sources));
    expect([...sources].filter((source) => row?.sources.includes(source) !== true)).toEqual([]);
    expect(sources.size).toBeGreaterThan(0);
    expect([...sources].filter((source) => !Object.hasOwn(list.sources, source))).toEqual([]);
  });

  test.each(products)('%s: cover, delay and tracking as the collection has them', (product) => {
    const sold = list.products.find((one) => one.product === product);
    const row = rowOf(product);
    expect(sold?.cover && { per: sold.cover.per, amount: sold.cover.amount }).toEqual(coverBy(row));
    // The Lettre verte suivie is a Lettre verte with a sticker, and as fast.
    const fast = product === 'lettre_verte_suivie' ? rowOf('lettre_verte') : row;
    const [from, to] = fast?.delivery_days_range ?? [fast?.delivery_days, fast?.delivery_days];
    expect(sold?.deliveryDays).toEqual(from === undefined ? null : { from, to });
    expect(sold?.tracked).toBe(row?.tracking ?? product !== 'lettre_internationale');
  });

  test('every option has the price, the products and the confidence of the collection', () => {
    const collected = options.filter((one) => !unsold.includes(one.id));
    expect(list.options.map(({ option, price, products: of, confidence, sources }) => ({ option, price, of, confidence, sources }))).toEqual(
      collected.map(({ id, price_cents: price, applies_to: of, confidence, sources }) => ({ option: id, price, of, confidence, sources })),
    );
  });

  test('names what it leaves out, each with a reason: the rest of the collection, and what has no price of 2026', () => {
    const names = list.leftOut.map((one) => one.id);
    const collected = [...rows, ...options].map((one) => one.id);
    const sold: readonly string[] = [...products, ...optionIdSchema.options];
    expect(new Set(names.filter((one) => collected.includes(one)))).toEqual(new Set(collected.filter((one) => !sold.includes(one))));
    expect(names.filter((one) => !collected.includes(one))).toEqual(['colissimo_signature', 'colissimo_recommandation', 'colissimo_ad_valorem', 'colissimo_hors_norme', 'complement_outre_mer']);
    for (const { why } of list.leftOut) expect(why).not.toBe('');
  });
});

test('what the collection withdraws on 31 March 2026 is the only difference between the two lists', () => {
  expect(rows.filter(({ valid_to: end }) => end !== null).map(({ id, valid_to: end }) => [id, end])).toEqual([[retired, '2026-03-31']]);
  const undated = ({ products }: typeof winter | typeof spring) => products.map((product) => ({ ...product, validFrom: null, validTo: null }));
  expect(undated(winter).filter(({ product }) => product !== retired)).toEqual(undated(spring));
});

test('the conflict that touches what we sell makes every step of it doubtful; the others were settled by the collection itself', () => {
  expect(conflicts.map(({ id }) => id)).toEqual(['gb_parcel', 'lsp_grid', 'press_early', 'retail_vs_business_zones']);
  const inConflict = spring.products.filter(({ steps }) => steps.some(({ confidence }) => confidence === 'conflict'));
  expect(inConflict.map(({ product, steps }) => [product, steps.every(({ confidence }) => confidence === 'conflict')])).toEqual([['colissimo_int_gb', true]]);
});
