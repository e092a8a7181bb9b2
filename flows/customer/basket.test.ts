import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../addresses/address.ts';
import { productIdSchema, saleLineSchema } from '../facts.ts';
import { cents } from '../money.ts';
import { lineViewSchema } from '../view.ts';
import { grams } from '../weight.ts';
import { basketLimit, basketTotal, itemCount, lineView, plainLine, saleLine, withQuantity, type BasketLine } from './basket.ts';

const line = (id: string): fc.Arbitrary<BasketLine> =>
  fc.record({
    line: fc.constant(id),
    kind: fc.constantFrom('letter' as const, 'parcel' as const, 'stamp' as const),
    product: fc.constantFrom(...productIdSchema.options),
    productName: fc.constant('Lettre verte'),
    grams: fc.integer({ min: 1, max: 30_000 }).map(grams),
    quantity: fc.integer({ min: 1, max: 3 }),
    unitPrice: fc.integer({ min: 1, max: 10_000 }).map(cents),
    tariff: fc.constant('2026-04-01'),
    destination: fc.constantFrom(null, 'FR', 'CA'),
    options: fc.constantFrom([], [{ option: 'avis_reception_national' as const, name: 'Avis de réception', price: cents(145) }]),
    addressee: fc.constantFrom(null, { ...emptyDraft, postcode: '69007', town: 'LYON', street: '12 RUE DE LA REPUBLIQUE', name: 'Camille Martin' }),
  }).map((one) => ({ ...plainLine, ...one }));
const basket = fc.integer({ min: 1, max: 6 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => line(`L${index + 1}`))));

describe('the basket', () => {
  it('costs the sum of its lines, each its quantity times the price of one', () => {
    fc.assert(
      fc.property(basket, (lines) => {
        expect(basketTotal(lines)).toBe(lines.map(lineView).reduce((sum, one) => sum + one.price, 0));
        expect(basketTotal(lines)).toBe(lines.map(saleLine).reduce((sum, one) => sum + one.quantity * one.unitPrice, 0));
      }),
    );
  });

  it('costs nothing when it is empty', () => {
    expect(basketTotal([])).toBe(0);
    expect(itemCount([])).toBe(0);
  });

  it('never holds more items than one payment bears, whatever is tapped, and counts what it holds', () => {
    fc.assert(
      fc.property(basket, fc.array(fc.tuple(fc.constantFrom('L1', 'L2', 'L3', 'L9'), fc.integer({ min: 0, max: 99 })), { maxLength: 20 }), (lines, taps) => {
        let held: readonly BasketLine[] = lines;
        for (const [id, quantity] of taps) {
          const next = withQuantity(held, id, quantity);
          expect(itemCount(next)).toBeLessThanOrEqual(basketLimit);
          const others = (all: readonly BasketLine[]) => all.filter((one) => one.line !== id);
          expect(others(next)).toEqual(others(held));
          const fits = itemCount(others(held)) + (held.some((one) => one.line === id) ? quantity : 0) <= basketLimit;
          expect(next.find((one) => one.line === id)?.quantity ?? 0).toBe(
            held.some((one) => one.line === id) ? (fits ? quantity : held.find((one) => one.line === id)?.quantity) : 0,
          );
          held = next;
        }
      }),
    );
  });

  it('fills up to the limit exactly, and not one more', () => {
    const [one] = fc.sample(line('L1'), 1) as [BasketLine];
    expect(itemCount(withQuantity([one], 'L1', basketLimit))).toBe(basketLimit);
    expect(withQuantity([one], 'L1', basketLimit + 1)).toEqual([one]);
  });

  it('writes nothing of an address into the ledger', () => {
    fc.assert(
      fc.property(line('L1'), (one) => {
        const recorded = saleLine(one);
        expect(saleLineSchema.parse(recorded)).toEqual(recorded);
        expect(lineViewSchema.parse(lineView(one))).toEqual(lineView(one));
        expect(JSON.stringify(recorded)).not.toMatch(/Martin|REPUBLIQUE|69007|LYON/);
      }),
    );
  });
});
