import type { Tariff, TariffOption, TariffProduct } from '../../flows/postage/tariff.ts';
import { isDay } from './day.ts';
import { trouble, type Fault, type TariffTrouble } from './trouble.ts';

/** What the schema of a price list cannot say: real days, one entry a product, steps that rise, sources that exist. */
export function faultsOf(file: string, tariff: Tariff): TariffTrouble[] {
  const faults: Fault[] = [];
  if (!isDay(tariff.compiled)) faults.push(noDay('compiled', tariff.compiled));
  faults.push(...periodFaults('', tariff, null));
  if (tariff.id !== tariff.validFrom) faults.push(['id', `it says ${tariff.id}`, `a list is named after its first day: ${tariff.validFrom}`]);
  const sold = tariff.products.map((one) => one.product);
  for (const [at, product] of tariff.products.entries()) {
    const key = `products.${at}`;
    if (sold.indexOf(product.product) !== at) faults.push([`${key}.product`, `${product.product} stands twice`, 'keep one entry']);
    const cited = [...product.steps.flatMap((step) => step.sources), ...(product.cover === null ? [] : [product.cover.source])];
    faults.push(...sourceFaults(key, cited, tariff), ...periodFaults(`${key}.`, product, tariff), ...stepFaults(key, product));
  }
  for (const [at, option] of tariff.options.entries()) faults.push(...optionFaults(`options.${at}`, option, tariff));
  for (const [at, { id }] of tariff.leftOut.entries()) {
    if ((sold as readonly string[]).includes(id)) faults.push([`leftOut.${at}.id`, `${id} is sold and left out at once`, 'decide which']);
  }
  return faults.map((fault) => trouble(file, ...fault));
}

interface Period {
  readonly validFrom: string;
  readonly validTo: string | null;
}

function periodFaults(under: string, { validFrom, validTo }: Period, list: Period | null): Fault[] {
  const faults: Fault[] = [];
  if (!isDay(validFrom)) faults.push(noDay(`${under}validFrom`, validFrom));
  if (validTo !== null && !isDay(validTo)) faults.push(noDay(`${under}validTo`, validTo));
  if (validTo !== null && validTo < validFrom) faults.push([`${under}validTo`, `${validTo} is before ${validFrom}`, 'correct the period']);
  if (list === null) return faults;
  const remedy = 'a price holds within the period of its list';
  if (validFrom < list.validFrom) faults.push([`${under}validFrom`, `${validFrom} is before the list begins`, remedy]);
  if (list.validTo !== null && (validTo === null || validTo > list.validTo)) {
    faults.push([`${under}validTo`, `${validTo ?? 'null'} is after the list ends on ${list.validTo}`, remedy]);
  }
  return faults;
}

function noDay(key: string, value: string): Fault {
  return [key, `${value} is no day of the calendar`, 'correct the day'];
}

function sourceFaults(key: string, cited: readonly string[], { sources }: Tariff): Fault[] {
  const unknown = cited.find((source) => !Object.hasOwn(sources, source));
  return unknown === undefined ? [] : [[key, `it cites the source "${unknown}", which is not in the table of sources`, 'add the source']];
}

function stepFaults(at: string, { product, steps }: TariffProduct): Fault[] {
  return steps.flatMap((step, index): Fault[] => {
    const faults: Fault[] = [];
    const key = `${at}.steps.${index}`;
    const lower = steps[index - 1];
    if (step.price === 0) faults.push([`${key}.price`, `${product}: ${step.maxGrams} g costs nothing`, 'check the price at its source']);
    if (lower === undefined) return faults;
    if (step.maxGrams <= lower.maxGrams) {
      faults.push([`${key}.maxGrams`, `${product}: ${step.maxGrams} g does not follow ${lower.maxGrams} g`, 'put the steps in rising order']);
    }
    if (step.price < lower.price) {
      faults.push([`${key}.price`, `${product}: ${step.price} cents for ${step.maxGrams} g is less than a lighter item costs`, 'check the price at its source']);
    }
    return faults;
  });
}

function optionFaults(key: string, option: TariffOption, tariff: Tariff): Fault[] {
  const faults: Fault[] = [...sourceFaults(key, option.sources, tariff), ...periodFaults(`${key}.`, option, tariff)];
  const first = tariff.options.findIndex((one) => one.option === option.option);
  if (tariff.options[first] !== option) faults.push([`${key}.option`, `${option.option} stands twice`, 'keep one entry']);
  const unsold = option.products.find((id) => !tariff.products.some((one) => one.product === id));
  if (unsold !== undefined) {
    faults.push([`${key}.products`, `${option.option} is for ${unsold}, which the list does not hold`, 'take it out of the option, or add the product']);
  }
  return faults;
}
