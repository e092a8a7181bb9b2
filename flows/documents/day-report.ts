import type { SoldId } from '../facts.ts';
import { cents } from '../money.ts';
import type { DaySales, EpochMs, Office } from '../ports.ts';
import { euros, momentOf } from './figures.ts';
import { officeBlocks, providerBlocks } from './letterhead.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { frenchWords, type WordKey, type Words } from './words.ts';

/**
 * What the day has brought: by product, by means, what stays to be settled, and what workers did, act by act. Whose acts they
 * were is in the journal and on no paper that lies about: nobody's figures are on show to colleagues (issue 5).
 */

export interface DayReportSubject {
  readonly sales: DaySales;
  readonly office: Office;
  readonly at: EpochMs;
  readonly version: string;
  /** As the price list names a product. */
  readonly nameOf: (product: SoldId) => string;
}

export function dayReport({ sales, office, at, version, nameOf }: DayReportSubject, words: Words = frenchWords): Paper {
  const { day, products, means, acts } = sales;
  return {
    title: words('dayReport.title'),
    blocks: [
      ...providerBlocks(office, words),
      { kind: 'rule' },
      ...officeBlocks(office, words),
      pair(words('dayReport.day'), dayInFrench(day)),
      pair(words('office.date'), momentOf(at, words)),
      { kind: 'rule' },
      pair(words('dayReport.sales'), String(sales.sales)),
      heading(words('dayReport.products')),
      ...(products.length === 0 ? [text(words('dayReport.nothing'))] : []),
      ...products.map(({ product, count, value }) => pair(words('dayReport.counted', { count, product: soldAs(product, nameOf, words) }), euros(cents(value)))),
      { kind: 'pair', left: words('dayReport.total'), right: euros(cents(products.reduce((sum, { value }) => sum + value, 0))), bold: true },
      { kind: 'rule' },
      heading(words('dayReport.means')),
      ...means.map(({ means: by, count, amount }) => pair(words(`dayReport.mean.${by}`, { count }), euros(cents(amount)))),
      pair(words('dayReport.incidents'), euros(cents(sales.incidents))),
      { kind: 'rule' },
      heading(words('dayReport.acts')),
      ...(acts.length === 0 ? [text(words('dayReport.noActs'))] : []),
      ...acts.map(({ act, count }) => pair(words(`dayReport.act.${act}` satisfies WordKey), String(count))),
      text(words('dayReport.namesNowhere')),
      { kind: 'rule' },
      pair(words('receipt.version'), version),
    ],
  };
}

/** `2026-11-23` as French papers write a day. */
function dayInFrench(day: string): string {
  return day.split('-').toReversed().join('/');
}

/** The operator's articles have names of their own, and what completes a postage has ours. */
function soldAs(product: SoldId, nameOf: DayReportSubject['nameOf'], words: Words): string {
  if (product === 'article') return words('dayReport.article');
  return product === 'supplement' ? words('product.supplement') : nameOf(product);
}

function pair(left: string, right: string): PaperBlock {
  return { kind: 'pair', left, right };
}

function heading(said: string): PaperBlock {
  return { kind: 'text', text: said, bold: true };
}

function text(said: string): PaperBlock {
  return { kind: 'text', text: said };
}
