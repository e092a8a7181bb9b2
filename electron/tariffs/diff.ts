import { isSellable, type Confidence } from '../../flows/postage/confidence.ts';
import type { Tariff, TariffProduct } from '../../flows/postage/tariff.ts';

/** What two price lists sell differently: prices, what is sold at all, and the facts a customer is told. Sources and notes are not compared. */

interface Priced {
  readonly price: number;
  readonly confidence: Confidence;
}

export interface PriceDifference {
  readonly id: string;
  /** Null: an option, which has no weight. */
  readonly grams: number | null;
  /** Null: it was not there. */
  readonly before: Priced | null;
  /** Null: it is no more. */
  readonly after: Priced | null;
}

export interface FactDifference {
  readonly id: string;
  readonly fact: string;
  readonly before: string;
  readonly after: string;
}

export interface TariffDifference {
  readonly prices: readonly PriceDifference[];
  readonly facts: readonly FactDifference[];
}

export function diffOf(before: Tariff, after: Tariff): TariffDifference {
  return { prices: compared(pricesOf(before), pricesOf(after)), facts: factsCompared(before, after) };
}

type Prices = ReadonlyMap<string, { readonly id: string; readonly grams: number | null } & Priced>;

function pricesOf({ products, options }: Tariff): Prices {
  const steps = products.flatMap(({ product: id, steps: all }) => all.map(({ maxGrams, price, confidence }) => ({ id, grams: maxGrams, price, confidence })));
  const extras = options.map(({ option: id, price, confidence }) => ({ id, grams: null, price, confidence }));
  return new Map([...steps, ...extras].map((one) => [`${one.id} ${one.grams}`, one]));
}

/** In the order of the later list; what is gone comes last. */
function compared(before: Prices, after: Prices): PriceDifference[] {
  const keys = [...after.keys(), ...[...before.keys()].filter((key) => !after.has(key))];
  return keys.flatMap((key) => {
    const [old, now] = [before.get(key) ?? null, after.get(key) ?? null];
    const one = now ?? old;
    const same = old !== null && now !== null && old.price === now.price && isSellable(old.confidence) === isSellable(now.confidence);
    return one === null || same ? [] : [{ id: one.id, grams: one.grams, before: old, after: now }];
  });
}

type Facts = Readonly<Record<string, string>>;

function factsCompared(before: Tariff, after: Tariff): FactDifference[] {
  const was = factsOf(before);
  return [...factsOf(after)].flatMap(([id, facts]) => {
    const old = was.get(id);
    if (old === undefined) return [];
    return Object.entries(facts).flatMap(([fact, value]) => (old[fact] === value ? [] : [{ id, fact, before: old[fact] ?? '', after: value }]));
  });
}

function factsOf(list: Tariff): ReadonlyMap<string, Facts> {
  const products = list.products.map((one) => [one.product, { ...factsOfProduct(one), holds: period(one, list) }] as const);
  const options = list.options.map((one) => [one.option, { name: one.name, products: one.products.join(', '), holds: period(one, list) }] as const);
  return new Map<string, Facts>([...products, ...options]);
}

function factsOfProduct({ name, zone, tracked, signed, registered, pickUp, deliveryDays: days, lateCompensated, cover }: TariffProduct): Facts {
  return {
    name,
    zone,
    tracked: String(tracked),
    signed: String(signed),
    registered: registered ?? 'no',
    pickUp: String(pickUp),
    days: days === null ? 'none promised' : `${days.from} to ${days.to}`,
    lateCompensated: String(lateCompensated),
    cover: cover === null ? 'none' : `${euros(cover.amount)} per ${cover.per}`,
  };
}

function period({ validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null }, list: Tariff): string {
  return validFrom === list.validFrom && validTo === list.validTo ? 'as long as its list' : `${validFrom} to ${validTo ?? 'replaced'}`;
}

/** One line a step, in columns. Empty when both lists sell the same. */
export function inLines({ prices, facts }: TariffDifference): string[] {
  const rows = prices.map(({ id, grams, before, after }) => {
    const weight = grams === null ? '' : `${grams} g`;
    return [id, weight, euros(before?.price), euros(after?.price), change(before, after), sold(before, after)];
  });
  const width = (column: number) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  const [first, second, third, fourth, fifth] = [width(0), width(1), width(2), width(3), width(4)];
  return [
    ...rows.map(([id = '', grams = '', was = '', is = '', part = '', remark = '']) =>
      `${id.padEnd(first)}  ${grams.padStart(second)}  ${was.padStart(third)} → ${is.padStart(fourth)}  ${part.padStart(fifth)}  ${remark}`.trimEnd(),
    ),
    ...facts.map(({ id, fact, before, after }) => `${id.padEnd(first)}  ${fact}: ${before} → ${after}`),
  ];
}

function euros(cents: number | undefined): string {
  return cents === undefined ? '-' : (cents / 100).toFixed(2);
}

function change(before: Priced | null, after: Priced | null): string {
  if (before === null) return 'new';
  if (after === null) return 'gone';
  if (before.price === after.price) return '=';
  const percent = ((after.price - before.price) * 100) / before.price;
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`;
}

function sold(before: Priced | null, after: Priced | null): string {
  const was = before !== null && isSellable(before.confidence);
  const is = after !== null && isSellable(after.confidence);
  if (!was && is) return before === null ? '' : `sold from now on (was: ${before.confidence})`;
  if (was && !is) return after === null ? '' : `no longer sold (${after.confidence})`;
  return '';
}
