import { isSellable } from '../../flows/postage/confidence.ts';
import { tariffSchema, type Tariff, type TariffOption, type TariffProduct } from '../../flows/postage/tariff.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { dayAfter, dayBefore } from './day.ts';
import type { TariffDifference } from './diff.ts';
import { faultsOf } from './faults.ts';
import type { FeedPrice } from './feed.ts';
import type { FeedMapping } from './mapping.ts';
import { complaints, trouble, type TariffTrouble } from './trouble.ts';

/**
 * The next price list out of the operator's feed: its prices, and from the list in force all that the feed does not say
 * (days, cover, tracking). Pure: who calls it reads and writes.
 */

export interface ImportRequest {
  /** Of the feed, for complaints and for the table of sources. */
  readonly file: string;
  readonly prices: readonly FeedPrice[];
  readonly mapping: FeedMapping;
  /** The list in force until the new one begins: see `baseFor`. */
  readonly base: Tariff;
  /** First day of the new list. */
  readonly from: string;
  readonly today: string;
}

/** The list that a new one from this day on would replace: it must meet it. */
export function baseFor(list: readonly Tariff[], from: string): Result<Tariff, TariffTrouble> {
  const base = list.findLast((one) => one.validFrom <= from);
  const refuse = (problem: string, remedy: string) => err(trouble(`${base?.id ?? from}.json`, 'validTo', problem, remedy));
  if (base === undefined) return refuse('no list holds before it, whose facts it could keep', 'choose a later day with --from');
  if (base.validFrom === from) return refuse(`a list from ${from} on is there already`, 'choose another day with --from, or move that list away');
  if (base.validTo === null || dayAfter(base.validTo) === from) return ok(base);
  if (base.validTo < from) return refuse(`it ends on ${base.validTo}, so no list would hold from ${dayAfter(base.validTo)} on`, `choose --from ${dayAfter(base.validTo)}`);
  const remedy = `set its validTo to null or to ${dayBefore(from)}, or choose a later day with --from`;
  return refuse(`it holds to ${base.validTo}, so two lists would hold on ${from}`, remedy);
}

export function composeTariff(request: ImportRequest): Result<Tariff, TariffTrouble[]> {
  const { base, from, today, mapping, file, prices } = request;
  const lasting = { products: base.products.filter((one) => lasts(one, request)), options: base.options.filter((one) => lasts(one, request)) };
  const troubles = [...orderFaults(request), ...strangers(request, lasting), ...gaps(request, lasting)];
  if (troubles.length > 0) return err(troubles);
  const products = lasting.products
    // The notes spoke of the prices that are replaced.
    .map((one) => ({ ...one, ...periodOf(one, request), steps: stepsOf(one, prices), note: null }))
    .filter((one) => one.steps.length > 0);
  const here = new Set<string>(products.map((one) => one.product));
  const options = lasting.options
    .map((one) => ({ ...one, ...periodOf(one, request), products: one.products.filter((id) => here.has(id)) }))
    .flatMap((one) => (one.products.length === 0 ? [] : optionsOf(one, prices)));
  const tariff = tariffSchema.safeParse({
    id: from,
    validFrom: from,
    validTo: null,
    compiled: today,
    products,
    options,
    leftOut: leftOutOf(request, new Set([...here, ...options.map((one) => one.option)])),
    sources: { ...sourcesOfCover(products, base), feed: { url: mapping.feed.url, date: today, kind: `primary: the operator's open data, read from ${file}` } },
  });
  if (!tariff.success) return err(complaints(file, tariff.error));
  const faults = faultsOf(`${from}.json`, tariff.data);
  return faults.length > 0 ? err(faults) : ok(tariff.data);
}

interface Period {
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** What of the list in force goes on after it. */
type Lasting = Pick<Tariff, 'products' | 'options'>;

function lasts({ validTo }: Period, { base, from }: ImportRequest): boolean {
  return validTo === base.validTo || (validTo !== null && validTo >= from);
}

/** A product that begins later, or is to end by itself, keeps that day. */
function periodOf({ validFrom, validTo }: Period, { base, from }: ImportRequest): Period {
  return { validFrom: validFrom > from ? validFrom : from, validTo: validTo === base.validTo ? null : validTo };
}

/** Nothing disappears silently. */
function leftOutOf(request: ImportRequest, kept: ReadonlySet<string>): Tariff['leftOut'] {
  const { base, mapping, today } = request;
  const before = [...base.products.map((one) => ({ ...one, id: one.product })), ...base.options.map((one) => ({ ...one, id: one.option }))];
  const gone = before
    .filter(({ id }) => !kept.has(id))
    .map((one) => {
      const absent = mapping.absent.find(({ id }) => id === one.id)?.why ?? `the feed of ${today} has no price for it`;
      return { id: one.id, name: one.name, why: lasts(one, request) ? absent : `retired: its last day was ${one.validTo}` };
    });
  return [...base.leftOut.filter(({ id }) => !kept.has(id)), ...gone];
}

/** Of what is kept only a cover rests on a source: every price rests on the feed. */
function sourcesOfCover(products: readonly Pick<TariffProduct, 'cover'>[], { sources }: Tariff): Tariff['sources'] {
  const cited = new Set(products.map((one) => one.cover?.source));
  return Object.fromEntries(Object.entries(sources).filter(([name]) => cited.has(name)));
}

const fromFeed = { confidence: 'high', sources: ['feed'], note: null } as const;

function stepsOf({ product }: TariffProduct, prices: readonly FeedPrice[]) {
  return prices.flatMap(({ id, grams, price }) => (id === product && grams !== null ? [{ maxGrams: grams, price, ...fromFeed }] : []));
}

function optionsOf(option: TariffOption, prices: readonly FeedPrice[]) {
  const found = prices.find(({ id }) => id === option.option);
  return found === undefined ? [] : [{ ...option, price: found.price, ...fromFeed }];
}

/** Within a product weights rise from row to row and prices do not fall; no step and no option stands twice. */
function orderFaults({ file, prices, mapping: { fields } }: ImportRequest): TariffTrouble[] {
  const remedy = 'correct it at its source, or fetch the feed again';
  return prices.flatMap(({ row, id, grams, price }, at) => {
    const before = prices.slice(0, at).filter((one) => one.id === id);
    const twin = before.find((one) => one.grams === grams);
    const weight = `row ${row}: ${fields.maxGrams.name}`;
    if (twin !== undefined) return [trouble(file, weight, `${named(id, grams)} has a price in row ${twin.row} already`, remedy)];
    const last = before.at(-1);
    if (last === undefined || grams === null || last.grams === null) return [];
    if (grams < last.grams) return [trouble(file, weight, `${id}: ${grams} g comes after ${last.grams} g (row ${last.row})`, remedy)];
    if (price >= last.price) return [];
    return [trouble(file, `row ${row}: ${fields.price.name}`, `${id}: ${grams} g costs less than ${last.grams} g (row ${last.row})`, remedy)];
  });
}

function named(id: string, grams: number | null): string {
  return grams === null ? id : `${id} ${grams} g`;
}

/** What the list in force does not hold has no days, no zone, no cover: the feed alone cannot make a product. */
function strangers({ file, prices, base, mapping: { fields } }: ImportRequest, { products, options }: Lasting): TariffTrouble[] {
  const known = new Set<string>([...products.map((one) => one.product), ...options.map((one) => one.option)]);
  const remedy = 'add the product to that list with its facts, or say in the mapping why it is ignored';
  return prices
    .filter(({ id }) => !known.has(id))
    .map(({ row, id }) => trouble(file, `row ${row}: ${fields.product.name}`, `${id} is not in ${base.id}.json, whose facts are kept`, remedy));
}

/**
 * Everything we sell needs a price in the feed, unless the mapping says why it has none. What was not sold may go, for
 * nobody could buy it; but not from among lighter and heavier steps, or its items would be sold at the next step's price.
 */
function gaps({ file, prices, base, mapping }: ImportRequest, { products, options }: Lasting): TariffTrouble[] {
  const remedy = 'fetch the whole feed, correct a name in assets/feed/mapping.json, or say there under absent why it has none';
  const extras: Wanted[] = options.filter((one) => isSellable(one.confidence)).map((one) => ({ id: one.option, grams: null }));
  return [...products.flatMap((one) => wantedSteps(one, prices)), ...extras]
    .filter(({ id, grams }) => !prices.some((one) => one.id === id && one.grams === grams))
    .filter(({ id, grams }) => !mapping.absent.some((one) => one.id === id && (one.maxGrams === null || (grams !== null && one.maxGrams.includes(grams)))))
    .map(({ id, grams }) => trouble(file, named(id, grams), `it stands in ${base.id}.json and no row has its price`, remedy));
}

type Wanted = Pick<FeedPrice, 'id' | 'grams'>;

function wantedSteps({ product: id, steps }: TariffProduct, prices: readonly FeedPrice[]): Wanted[] {
  const heaviest = Math.max(0, ...prices.map((one) => (one.id === id ? (one.grams ?? 0) : 0)));
  return steps.filter((step) => isSellable(step.confidence) || step.maxGrams < heaviest).map((step) => ({ id, grams: step.maxGrams }));
}

/** A price that moves further in one go is more often a slip than a decision: Arcep allows 10 % a year at most (`postal.md` 0.2). */
const jumpPercent = 25;

export function jumps(file: string, { prices }: TariffDifference): TariffTrouble[] {
  const remedy = 'check it at its source; when it is right, import again with --accept';
  return prices.flatMap(({ id, grams, before, after }) => {
    if (before === null || after === null || Math.abs(after.price - before.price) * 100 <= jumpPercent * before.price) return [];
    return [trouble(file, named(id, grams), `its price moves by more than ${jumpPercent} %, from ${before.price} to ${after.price} cents`, remedy)];
  });
}
