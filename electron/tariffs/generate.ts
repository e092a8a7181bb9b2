import type { z } from 'zod';
import { optionIdSchema, productIdSchema, type ProductId } from '../../flows/facts.ts';
import { tariffSchema, type Tariff, type TariffZone } from '../../flows/postage/tariff.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { additionalSources, additions, conflictsOf, coverSource, doubts, leftOut, statedOnly, withoutPrice } from './additions.ts';
import { dayAfter, dayBefore } from './day.ts';
import { collectedOptionSchema, collectedProductSchema, collectionSchema, type CollectedOption, type CollectedProduct, type Collection } from './collection.ts';
import { readConfidence, readingOf } from './said-confidence.ts';
import { complaints, trouble, type TariffTrouble } from './trouble.ts';

/**
 * Turns the researched price collection into the dated price lists the terminal sells from: one for each period in which
 * the same products hold. Nothing is added to what the collection says, except what `additions.ts` states with its source.
 *
 * @param file names the collection in complaints.
 */
export function generateTariffs(file: string, content: unknown): Result<Tariff[], TariffTrouble[]> {
  const read = collectionSchema.safeParse(content);
  if (!read.success) return err(complaints(file, read.error));
  const collection = read.data;
  const products = productIdSchema.options.map((id) => found(file, `products.${id}`, collection.products.find((one) => one.id === id), collectedProductSchema));
  const options = optionIdSchema.options.map((id) => found(file, `options.${id}`, collection.options.find((one) => one.id === id), collectedOptionSchema));
  const troubles = [...products, ...options].flatMap((one) => (one.ok ? [] : one.error));
  troubles.push(...unexplained(file, collection));
  if (troubles.length > 0) return err(troubles);

  const sold = { products: products.flatMap((one) => (one.ok ? [one.value] : [])), options: options.flatMap((one) => (one.ok ? [one.value] : [])) };
  const lists = periodsOf([...sold.products, ...sold.options]).map((period) => tariffSchema.safeParse(listOf(period, sold, collection)));
  const refused = lists.flatMap((list) => (list.success ? [] : complaints(file, list.error)));
  return refused.length > 0 ? err(refused) : ok(lists.flatMap((list) => (list.success ? [list.data] : [])));
}

function found<T extends { readonly confidence: string }>(file: string, key: string, content: unknown, schema: z.ZodType<T>): Result<T, TariffTrouble[]> {
  const read = schema.safeParse(content);
  if (!read.success) return err(complaints(file, read.error, key));
  if (readConfidence(read.data.confidence) !== null) return ok(read.data);
  const remedy = 'say in electron/tariffs/said-confidence.ts what it means for each step';
  return err([trouble(file, `${key}.confidence`, `nobody has read "${read.data.confidence}" yet`, remedy)]);
}

/** Nothing disappears silently: what is neither sold nor left out for a reason stops the work. */
function unexplained(file: string, { products, options, conflicts }: Collection): TariffTrouble[] {
  const known: readonly string[] = [...productIdSchema.options, ...optionIdSchema.options, ...Object.keys(leftOut)];
  const ids = [...products, ...options].map(({ id }) => id);
  const remedy = 'say in electron/tariffs/additions.ts what becomes of it';
  return [
    ...ids.filter((id) => !known.includes(id)).map((id) => trouble(file, id, 'it is neither sold nor left out', remedy)),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => trouble(file, id, 'it stands twice', 'keep one entry for each period, in collections of their own')),
    ...conflicts
      .filter(({ id }) => !Object.hasOwn(conflictsOf, id))
      .map(({ id, what }) => trouble(file, `conflicts.${id}`, `nobody has said which price it makes doubtful (${what})`, remedy)),
  ];
}

interface Period {
  readonly from: string;
  readonly to: string | null;
}
interface Dated {
  readonly valid_from: string;
  readonly valid_to: string | null;
}

/** A new list begins whenever a price begins or the one before has ended. */
function periodsOf(all: readonly Dated[]): Period[] {
  const beginnings = new Set(all.flatMap((one) => [one.valid_from, ...(one.valid_to === null ? [] : [dayAfter(one.valid_to)])]));
  const days = [...beginnings].sort();
  return days.map((from, at) => {
    const next = days[at + 1];
    return { from, to: next === undefined ? null : dayBefore(next) };
  }).filter((period) => all.some((one) => holds(one, period)));
}

function holds({ valid_from, valid_to }: Dated, period: Period): boolean {
  return valid_from <= period.from && (valid_to === null || valid_to >= period.from);
}

function listOf(period: Period, sold: { readonly products: readonly CollectedProduct[]; readonly options: readonly CollectedOption[] }, collection: Collection) {
  const validity = { validFrom: period.from, validTo: period.to };
  const products = sold.products.filter((one) => holds(one, period)).map((one) => ({ ...productOf(one, sold.products), ...validity }));
  const here = new Set<string>(products.map((one) => one.product));
  const options = sold.options
    .filter((one) => holds(one, period))
    .map((one) => ({ ...optionOf(one), products: one.applies_to.filter((id) => here.has(id)), ...validity }))
    .filter((one) => one.products.length > 0);
  const retired = sold.products.filter((one) => one.valid_to !== null && one.valid_to < period.from);
  const cited = new Set([...products.flatMap(({ steps, cover }) => [...steps.flatMap((step) => step.sources), cover?.source]), ...options.flatMap((one) => one.sources)]);
  return {
    id: period.from,
    ...validity,
    compiled: collection.compiled,
    products,
    options,
    leftOut: [
      ...retired.map(({ id, name, valid_to: last }) => ({ id, name, why: `retired: its last day was ${last}` })),
      ...[...collection.products, ...collection.options].flatMap(({ id, name }) => (Object.hasOwn(leftOut, id) ? [{ id, name, why: leftOut[id] }] : [])),
      ...withoutPrice,
    ],
    sources: Object.fromEntries(Object.entries({ ...collection.sources, ...additionalSources }).filter(([name]) => cited.has(name))),
  };
}

const zones: Readonly<Record<string, TariffZone>> = {
  FR: 'FR',
  FR_PARCEL: 'FR',
  OM1: 'OM1',
  OM2: 'OM2',
  INTL_LETTER_SINGLE: 'WORLD',
  PARCEL_A: 'A',
  PARCEL_GB: 'GB',
  PARCEL_B: 'B',
  PARCEL_C: 'C',
};

function productOf(found: CollectedProduct, all: readonly CollectedProduct[]) {
  const product = productIdSchema.parse(found.id);
  const addition = additions[product];
  const conflict = Object.values(conflictsOf).find((one) => one?.product === product) ?? null;
  const fast = all.find((one) => one.id === (addition.asFastAs ?? product)) ?? found;
  return {
    product,
    name: found.name,
    kind: product.startsWith('colissimo') ? 'parcel' : 'letter',
    /** A zone that is not in the table stays as it is and is refused by the schema, by name. */
    zone: zones[found.zone] ?? found.zone,
    tracked: found.tracking ?? addition.tracked,
    signed: addition.signed,
    registered: addition.registered,
    pickUp: addition.pickUp,
    deliveryDays: daysOf(fast),
    lateCompensated: addition.lateCompensated,
    cover: coverOf(found, addition.coverPerKilogram),
    steps: found.steps.map((step) => stepOf(product, found, step, conflict?.doubtful === true ? conflict.note : null)),
    note: [found.note, conflict?.note].filter((one) => one !== undefined).join(' ') || null,
  };
}

function daysOf({ delivery_days: days, delivery_days_range: range }: CollectedProduct): { from: number; to: number } | null {
  if (range !== undefined) return { from: range[0], to: range[1] };
  return days === undefined ? null : { from: days, to: days };
}

function coverOf({ indemnity_cap_cents: cap, indemnity_source: source }: CollectedProduct, perKilogram: number | null) {
  if (cap !== undefined) return { per: 'item', amount: cap, source: source ?? '' };
  return perKilogram === null ? null : { per: 'kilogram', amount: perKilogram, source: coverSource };
}

function stepOf(product: ProductId, found: CollectedProduct, step: CollectedProduct['steps'][number], conflict: string | null) {
  const reading = readingOf(readConfidence(found.confidence) ?? [], step.max_g);
  const doubt = doubts[product];
  const doubted = doubt?.maxGrams === step.max_g ? doubt : null;
  const derived = step.derived === true ? 'derived' : null;
  const stating = found.sources.filter((source) => statedOnly[source]?.(product, step.max_g) ?? true);
  return {
    maxGrams: step.max_g,
    price: step.price_cents,
    confidence: conflict === null ? (derived ?? doubted?.confidence ?? reading?.confidence) : 'conflict',
    sources: stating,
    note: conflict ?? step.derivation ?? doubted?.note ?? step.note ?? reading?.note ?? null,
  };
}

function optionOf(found: CollectedOption) {
  const [reading] = readConfidence(found.confidence) ?? [];
  return { option: found.id, name: found.name, price: found.price_cents, confidence: reading?.confidence, sources: found.sources, note: found.note ?? null };
}
