import { sumCents } from '../money.ts';
import { grams } from '../weight.ts';
import type { CustomsArticle, CustomsTotals } from './declaration.ts';

/** Pieces, net weight and value of all lines together: a line of three T-shirts is three articles. */
export function totals(articles: readonly CustomsArticle[]): CustomsTotals {
  return {
    articles: articles.reduce((sum, article) => sum + article.quantity, 0),
    grams: grams(articles.reduce((sum, article) => sum + article.grams, 0)),
    value: sumCents(articles.map((article) => article.value)),
  };
}
