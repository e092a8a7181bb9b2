import type { ProductId, SaleLine } from '../facts.ts';
import { cents, sumCents, type Cents } from '../money.ts';
import type { AddressDraft, LineView } from '../view.ts';
import type { Grams } from '../weight.ts';

/** The basket: several items and quantities, one payment. */

export interface BasketLine {
  readonly line: string;
  readonly kind: 'letter' | 'parcel';
  readonly product: ProductId;
  readonly productName: string;
  readonly grams: Grams;
  readonly quantity: number;
  readonly unitPrice: Cents;
  readonly cover: Cents | null;
  /** `id` of the tariff that made the price: the customer keeps the price that was shown. */
  readonly tariff: string;
  readonly addressee: AddressDraft | null;
  /** Of the addressee, as people write it (`Lyon 7e`); null when the product has no address. */
  readonly town: string | null;
  readonly sender: AddressDraft | null;
}

/** Most items one payment may hold: what a roll, a customer's patience and the papers bear. */
export const basketLimit = 20;

export function itemCount(lines: readonly BasketLine[]): number {
  return lines.reduce((count, line) => count + line.quantity, 0);
}

export function basketTotal(lines: readonly BasketLine[]): Cents {
  return sumCents(lines.map((line) => cents(line.unitPrice * line.quantity)));
}

/** Zero removes the line. More than the basket holds changes nothing. */
export function withQuantity(lines: readonly BasketLine[], id: string, quantity: number): readonly BasketLine[] {
  if (quantity === 0) return lines.filter((line) => line.line !== id);
  const changed = lines.map((line) => (line.line === id ? { ...line, quantity } : line));
  return itemCount(changed) > basketLimit ? lines : changed;
}

export function lineView(line: BasketLine): LineView {
  return {
    line: line.line,
    kind: line.kind,
    product: line.product,
    grams: line.grams,
    town: line.town,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    price: cents(line.unitPrice * line.quantity),
  };
}

export function saleLine(line: BasketLine): SaleLine {
  return {
    line: line.line,
    product: line.product,
    grams: line.grams,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    tariff: line.tariff,
  };
}
