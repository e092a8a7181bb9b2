import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basketTotal, lineView, saleLine, type BasketLine } from '../../flows/customer/basket.ts';
import { asLine, priced, sentTo, weighed, withOption, withProduct } from '../../flows/customer/item.ts';
import type { DestinationEntry } from '../../flows/destinations/book.ts';
import type { ProductId } from '../../flows/facts.ts';
import { sumCents } from '../../flows/money.ts';
import { anyContents, anyDestination, anyFormat, book, day, tariff } from '../../flows/postage/postage.fixture.ts';
import { grams } from '../../flows/weight.ts';
import { collectedPrice, edges, options } from './collected.ts';

/** From the scale to the amount on the card terminal, recomputed from the rows of the collection. */

const pricing = { tariff, day, rules: book.rules, pickUpPoints: true, supplement: false } as const;
const noTowns = { townsOf: () => [], search: () => [] };

interface Purchase {
  readonly weight: number;
  readonly to: DestinationEntry;
  readonly format: 'letter' | 'parcel';
  readonly contents: 'documents' | 'goods' | null;
  /** Which of the offers that can be had. */
  readonly choice: number;
  readonly notice: boolean;
  readonly quantity: number;
}

const anyPurchase: fc.Arbitrary<Purchase> = fc.record({
  weight: fc.constantFrom(...edges.filter((one) => one <= 30_000)),
  to: anyDestination,
  format: anyFormat,
  contents: anyContents,
  choice: fc.nat(),
  notice: fc.boolean(),
  quantity: fc.integer({ min: 1, max: 3 }),
});

/** Null when nothing can be had for the item. */
function bought({ weight, to, format, contents, choice, notice, quantity }: Purchase, at: number): BasketLine | null {
  const item = priced({ ...sentTo(weighed(grams(weight)), to), contents }, format, pricing);
  const possible = item.offers.filter(({ price }) => price !== null);
  const chosen = withProduct(item, possible[choice % Math.max(possible.length, 1)]?.product ?? null);
  const noticed = withOption(withOption(chosen, 'avis_reception_national', notice), 'avis_reception_international', notice);
  const line = asLine(noticed, null, noTowns);
  return line === null ? null : { ...line, line: `L${at}`, quantity };
}

/** What one item of a line costs by the collection: the step of its weight, and its notice of delivery. */
function collected({ product, grams: weight, options: chosen }: BasketLine): number {
  const added = chosen.map(({ option }) => options.find(({ id }) => id === option)?.price_cents ?? Number.NaN);
  return (collectedPrice(product as ProductId, weight) ?? Number.NaN) + added.reduce((sum, price) => sum + price, 0);
}

test('the total is the sum of the lines, and each line the collection\'s price of its weight and options, times its quantity', () => {
  const seen = { lines: 0, notices: 0 };
  const property = fc.property(fc.array(anyPurchase, { minLength: 1, maxLength: 6 }), (purchases) => {
    const lines = purchases.flatMap((purchase, at) => bought(purchase, at) ?? []);
    const expected = lines.map((line) => line.quantity * collected(line));
    expect(lines.map((line) => lineView(line).price)).toEqual(expected);
    expect(basketTotal(lines)).toBe(expected.reduce((sum, price) => sum + price, 0));
    // As the ledger records them, for an auditor to add up.
    expect(lines.map(saleLine).map(({ unitPrice, quantity }) => unitPrice * quantity)).toEqual(expected);
    seen.lines += lines.length;
    seen.notices += lines.filter((line) => line.options.length > 0).length;
  });
  fc.assert(property, { numRuns: 2_000 });
  expect(seen.lines).toBeGreaterThan(2_000);
  expect(seen.notices).toBeGreaterThan(100);
});

test('a line with an option costs the product and the option, no more', () => {
  const line = bought({ weight: 20, to: book.entries.find(({ code }) => code === 'FR')!, format: 'letter', contents: null, choice: 3, notice: true, quantity: 2 }, 1);
  expect(line).toMatchObject({ product: 'lettre_recommandee_r1', unitPrice: 611 + 145, quantity: 2 });
  expect(sumCents(line === null ? [] : [lineView(line).price])).toBe(2 * 756);
});
