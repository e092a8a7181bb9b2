import { z } from 'zod';
import type { OptionId, ProductId } from '../../flows/facts.ts';
import { centsSchema, type Cents } from '../../flows/money.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { gramsSchema, type Grams } from '../../flows/weight.ts';
import type { FeedMapping } from './mapping.ts';
import { complaints, trouble, type Fault, type TariffTrouble } from './trouble.ts';

/** The operator's open price data, as its data-fair server answers `/lines`: `{ total, results: [row, …] }`. */

const feedSchema = z.looseObject({ total: z.int(), results: z.array(z.record(z.string(), z.unknown())) });

/** One price of the feed in our terms. */
export interface FeedPrice {
  /** Counted from 1, to find it again. */
  readonly row: number;
  readonly id: ProductId | OptionId;
  /** Null: an option, which has no weight. */
  readonly grams: Grams | null;
  readonly price: Cents;
}

export interface Feed {
  readonly prices: readonly FeedPrice[];
  /** How many rows the mapping says are none of ours. */
  readonly ignored: number;
}

/** @param file names the feed in complaints. */
export function readFeed(file: string, content: unknown, mapping: FeedMapping): Result<Feed, TariffTrouble[]> {
  const feed = feedSchema.safeParse(content);
  if (!feed.success) return err(complaints(file, feed.error, '', 'save the answer of the feed\'s /lines as it is'));
  const { total, results } = feed.data;
  if (total !== results.length) {
    return err([trouble(file, 'total', `it holds ${results.length} of ${total} rows`, 'fetch the whole feed, with ?size=10000 at the end of its address')]);
  }
  const read = results.map((row, at) => readRow(row, at + 1, mapping));
  const troubles = read.flatMap((one) => (one.ok ? [] : one.error.map((fault) => trouble(file, ...fault))));
  if (troubles.length > 0) return err(troubles);
  const prices = read.flatMap((one) => (one.ok && one.value !== null ? [one.value] : []));
  return ok({ prices, ignored: results.length - prices.length });
}

type Row = Readonly<Record<string, unknown>>;

/** Null: the mapping says that it is none of our prices. */
function readRow(row: Row, number: number, mapping: FeedMapping): Result<FeedPrice | null, Fault[]> {
  const { fields } = mapping;
  const key = (field: { name: string }) => `row ${number}: ${field.name}`;
  const name = row[fields.product.name];
  if (typeof name !== 'string') return err([[key(fields.product), 'it is not a text', 'check the names of the fields in the mapping']]);
  const stated = row[fields.maxGrams.name];
  const weightless = stated === undefined || stated === null || stated === '';
  const meant = meaningOf(name, row[fields.sending.name], weightless, mapping);
  if (!meant.ok) return err([[key(fields.product), meant.error, 'add what it is to assets/feed/mapping.json: under products, options, or ignored with the reason']]);
  if (meant.value === 'ignored') return ok(null);

  const faults: Fault[] = [];
  const grams = weightless ? null : wholeGrams(stated);
  if (grams === undefined) faults.push([key(fields.maxGrams), `${shown(stated)} is not a weight in whole grams`, 'correct it at its source']);
  const price = priceOf(row, fields);
  if (!price.ok) faults.push([key(fields.price), price.error, 'correct it at its source; a price with tax is never worked out from one without']);
  return grams !== undefined && price.ok ? ok({ row: number, id: meant.value, grams, price: price.value }) : err(faults);
}

/** Which price a row is. A product has a weight, an option has none. */
function meaningOf(name: string, sending: unknown, weightless: boolean, mapping: FeedMapping): Result<ProductId | OptionId | 'ignored', string> {
  const kind = typeof sending === 'string' ? plain(sending) : null;
  const is = ({ names, sendings }: { names: readonly string[]; sendings: readonly string[] | null }) =>
    names.some((one) => plain(one) === plain(name)) && (sendings === null || (kind !== null && sendings.some((one) => kind.startsWith(plain(one)))));
  const meanings = [
    ...mapping.products.filter((one) => !weightless && is(one)).map((one) => one.product),
    ...mapping.options.filter((one) => weightless && is(one)).map((one) => one.option),
    ...mapping.ignored.filter((one) => (weightless || !one.withoutWeight) && is(one)).map(() => 'ignored' as const),
  ];
  const [meant, other] = meanings;
  const told = `${shown(name)}, ${shown(sending)}${weightless ? ', without a weight' : ''},`;
  if (meant === undefined) return err(`${told} is no product that the mapping knows`);
  return other === undefined || other === meant ? ok(meant) : err(`${told} is both ${meant} and ${other} to the mapping`);
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ').trim();
}

function wholeGrams(value: unknown): Grams | undefined {
  const grams = gramsSchema.safeParse(typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value);
  return grams.success && grams.data > 0 ? grams.data : undefined;
}

function priceOf(row: Row, fields: FeedMapping['fields']): Result<Cents, string> {
  const value = row[fields.price.name];
  if ((value === undefined || value === null) && typeof row[fields.priceWithoutTax.name] === 'number') {
    return err(`only the price without tax is stated (${fields.priceWithoutTax.name})`);
  }
  const price = wholeCents(value);
  return price === undefined ? err(`${shown(value)} is not an amount in euros and whole cents`) : ok(price);
}

/** From the digits, never by multiplying: 1.15 × 100 is 114.99999999999999. */
function wholeCents(value: unknown): Cents | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const digits = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(String(value).trim());
  if (digits === null) return undefined;
  const [, euros = '', rest = ''] = digits;
  const cents = centsSchema.safeParse(Number(`${euros}${rest.padEnd(2, '0')}`));
  return cents.success && cents.data > 0 ? cents.data : undefined;
}

/** What is shown of a value from outside: short, on one line, and without control characters. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
