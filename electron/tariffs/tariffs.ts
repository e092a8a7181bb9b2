import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Tariffs } from '../../flows/ports.ts';
import { parisDay } from '../../flows/postage/paris.ts';
import { tariffSchema, type Tariff, type TariffProduct } from '../../flows/postage/tariff.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { complaints, type TariffTrouble } from './trouble.ts';

export interface DatedTariffs extends Tariffs {
  /** Every list, oldest first. */
  readonly list: readonly Tariff[];
}

/**
 * Reads every price list of a folder. One doubtful file refuses the whole folder: a terminal that sells at yesterday's
 * price because today's file has a fault would do so silently.
 */
export function loadTariffs(folder: string): Result<DatedTariffs, TariffTrouble[]> {
  const names = listed(folder);
  if (!names.ok) return names;
  const troubles: TariffTrouble[] = [];
  const lists: { file: string; tariff: Tariff }[] = [];
  for (const name of names.value) {
    const file = join(folder, name);
    const read = readTariff(file);
    if (read.ok) lists.push({ file, tariff: read.value });
    else troubles.push(...read.error);
  }
  lists.sort((one, other) => compare(one.tariff.validFrom, other.tariff.validFrom));
  troubles.push(...lists.flatMap(({ file, tariff }) => faultsOf(file, tariff)));
  for (const [at, later] of lists.entries()) {
    const earlier = lists[at - 1];
    if (earlier !== undefined) troubles.push(...seam(earlier, later));
  }
  if (troubles.length > 0) return err(troubles);
  const list = lists.map((one) => one.tariff);
  return ok({ list, at: (instant) => inForce(list, parisDay(instant)) });
}

/** `validTo` null holds until the next list begins. */
function inForce(list: readonly Tariff[], today: string): Tariff | null {
  const begun = list.findLast((tariff) => tariff.validFrom <= today);
  return begun !== undefined && (begun.validTo === null || today <= begun.validTo) ? begun : null;
}

function listed(folder: string): Result<string[], TariffTrouble[]> {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    if (names.length > 0) return ok(names);
    return err([{ file: folder, key: '(folder)', problem: 'it holds no price list', remedy: 'run: npm run tariffs -- generate FILE.json --out DIR' }]);
  } catch (error) {
    return err([{ file: folder, key: '(folder)', problem: `it cannot be read (${said(error)})`, remedy: 'restore assets/tariffs, or correct the path' }]);
  }
}

function readTariff(file: string): Result<Tariff, TariffTrouble[]> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return err([{ file, key: '(whole file)', problem: `it is not readable JSON (${said(error)})`, remedy: 'generate the file again' }]);
  }
  const tariff = tariffSchema.safeParse(content);
  return tariff.success ? ok(tariff.data) : err(complaints(file, tariff.error));
}

/** What the schema cannot say: real days, one entry a product, steps that rise, sources that exist. */
function faultsOf(file: string, tariff: Tariff): TariffTrouble[] {
  const faults: TariffTrouble[] = [];
  const say = (key: string, problem: string, remedy: string) => faults.push({ file, key, problem, remedy });
  if (basename(file) !== `${tariff.id}.json`) say('id', `it says ${tariff.id}`, `name the file ${tariff.id}.json`);
  for (const key of ['validFrom', 'validTo', 'compiled'] as const) {
    const value = tariff[key];
    if (value !== null && !isDay(value)) say(key, `${value} is no day of the calendar`, 'correct the day');
  }
  if (tariff.validTo !== null && tariff.validTo < tariff.validFrom) say('validTo', `${tariff.validTo} is before ${tariff.validFrom}`, 'correct the period');
  const seen = new Set<string>();
  for (const [at, product] of tariff.products.entries()) {
    if (seen.has(product.product)) say(`products.${at}.product`, `${product.product} stands twice`, 'keep one entry');
    seen.add(product.product);
    const cited = [...product.steps.flatMap((step) => step.sources), ...(product.coverSource === null ? [] : [product.coverSource])];
    const unknown = cited.find((source) => !Object.hasOwn(tariff.sources, source));
    if (unknown !== undefined) say(`products.${at}`, `it cites the source "${unknown}", which is not in the table of sources`, 'add the source');
    faults.push(...stepFaults(file, `products.${at}`, product));
  }
  return faults;
}

function stepFaults(file: string, at: string, product: TariffProduct): TariffTrouble[] {
  return product.steps.flatMap((step, index) => {
    const lower = product.steps[index - 1];
    if (lower === undefined) return [];
    const key = `${at}.steps.${index}`;
    const heavier = step.maxGrams > lower.maxGrams;
    const cheaper = step.price < lower.price;
    return [
      ...(heavier ? [] : [{ file, key: `${key}.maxGrams`, problem: `${product.product}: ${step.maxGrams} g does not follow ${lower.maxGrams} g`, remedy: 'put the steps in rising order' }]),
      ...(cheaper ? [{ file, key: `${key}.price`, problem: `${product.product}: ${step.price} cents for ${step.maxGrams} g is less than a lighter item costs`, remedy: 'check the price at its source' }] : []),
    ];
  });
}

/** Two lists in a row must meet: the later begins the day after the earlier ends. */
function seam(earlier: { file: string; tariff: Tariff }, later: { file: string; tariff: Tariff }): TariffTrouble[] {
  const { validFrom: begins } = later.tariff;
  const { validFrom, validTo: ends } = earlier.tariff;
  const file = later.file;
  if (begins === validFrom || (ends !== null && begins <= ends)) {
    return [{ file, key: 'validFrom', problem: `it overlaps ${basename(earlier.file)}: both hold on ${begins}`, remedy: 'end the earlier list the day before' }];
  }
  if (ends !== null && dayAfter(ends) !== begins) {
    return [{ file, key: 'validFrom', problem: `no list holds from ${dayAfter(ends)} until it begins on ${begins}`, remedy: `add the missing list, or correct validTo of ${basename(earlier.file)}` }];
  }
  return [];
}

const dayMilliseconds = 86_400_000;

function dayAfter(day: string): string {
  return isDay(day) ? new Date(Date.parse(day) + dayMilliseconds).toISOString().slice(0, 10) : day;
}

/** `Date` takes 30 February for 2 March: only a day that comes back unchanged is one. */
function isDay(day: string): boolean {
  const instant = Date.parse(day);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
