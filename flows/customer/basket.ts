import type { CustomsDeclaration } from '../customs/declaration.ts';
import type { DestinationCode } from '../destinations/code.ts';
import type { OptionId, SaleLine, SoldId } from '../facts.ts';
import type { Localised } from '../localised.ts';
import { cents, sumCents, type Cents } from '../money.ts';
import type { AddressDraft, LineView, PickUpPoint, SoldKind } from '../view.ts';
import type { Grams } from '../weight.ts';

/** The basket: several items and quantities, one payment. */

export interface ChosenOption {
  readonly option: OptionId;
  readonly name: string;
  readonly price: Cents;
}

export interface BasketLine {
  readonly line: string;
  readonly kind: SoldKind;
  readonly product: SoldId;
  /** As papers write it. */
  readonly productName: string;
  /** Of the operator's list, when the product is `article`. */
  readonly article: { readonly id: string; readonly name: Localised } | null;
  readonly options: readonly ChosenOption[];
  /** As the scale indicated it; of stamps the weight they are for; zero where nothing is weighed. */
  readonly grams: Grams;
  /** A worker entered the weight; null as the scale indicated it. */
  readonly weighedBy: 'staff' | null;
  /** A worker measured it, and found it within what a parcel may be; null as the customer said. */
  readonly sizedBy: 'staff' | null;
  readonly quantity: number;
  /** For one item, with its options. */
  readonly unitPrice: Cents;
  /** What the tariff asks for one, where a worker set another price; null otherwise. */
  readonly tariffPrice: Cents | null;
  readonly cover: Cents | null;
  /** Level of registration; null when it is not registered. */
  readonly registered: 'R1' | 'R2' | 'R3' | null;
  /** `id` of the tariff that made the price: the customer keeps the price that was shown. */
  readonly tariff: string;
  /** Null where nothing is sent. */
  readonly destination: DestinationCode | null;
  readonly addressee: AddressDraft | null;
  /** Of the addressee, as people write it (`Lyon 7e`); null when the product has no address. */
  readonly town: string | null;
  readonly sender: AddressDraft | null;
  readonly pickUp: PickUpPoint | null;
  readonly declaration: CustomsDeclaration | null;
}

/** A line before the basket has given it its name. */
export type NewLine = Omit<BasketLine, 'line'>;

/** Nothing of what only some lines have. */
export const plainLine = {
  article: null,
  options: [],
  weighedBy: null,
  sizedBy: null,
  quantity: 1,
  tariffPrice: null,
  cover: null,
  registered: null,
  destination: null,
  addressee: null,
  town: null,
  sender: null,
  pickUp: null,
  declaration: null,
} as const satisfies Partial<NewLine>;

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

/** A worker sets another price for one, of at least a cent; the tariff's own takes the mark away again. */
export function withPrice(lines: readonly BasketLine[], id: string, unitPrice: Cents): readonly BasketLine[] {
  if (unitPrice < 1) return lines;
  return lines.map((line) => {
    if (line.line !== id) return line;
    const tariffPrice = line.tariffPrice ?? line.unitPrice;
    return { ...line, unitPrice, tariffPrice: unitPrice === tariffPrice ? null : tariffPrice };
  });
}

/** What a screen says of a line, whether it stands in the basket or has become labels. */
export function thingView(line: BasketLine): Pick<LineView, 'kind' | 'product' | 'name' | 'grams' | 'options' | 'destination' | 'town'> {
  return {
    kind: line.kind,
    product: line.product,
    name: line.article?.name ?? null,
    grams: line.grams,
    options: line.options.map(({ option }) => option),
    destination: line.destination,
    town: line.town,
  };
}

export function lineView(line: BasketLine): LineView {
  return { line: line.line, ...thingView(line), quantity: line.quantity, unitPrice: line.unitPrice, price: cents(line.unitPrice * line.quantity) };
}

export function saleLine(line: BasketLine): SaleLine {
  return {
    line: line.line,
    product: line.product,
    grams: line.grams,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    tariff: line.tariff,
    ...(line.destination === null ? {} : { destination: line.destination }),
    ...(line.kind === 'stamp' ? { unweighed: true as const } : {}),
    ...(line.weighedBy === null ? {} : { weighedBy: line.weighedBy }),
    ...(line.sizedBy === null ? {} : { sizedBy: line.sizedBy }),
    ...(line.tariffPrice === null ? {} : { tariffPrice: line.tariffPrice }),
    ...(line.options.length === 0 ? {} : { options: line.options.map(({ option, price }) => ({ option, price })) }),
    ...(line.article === null ? {} : { article: line.article.id }),
  };
}
