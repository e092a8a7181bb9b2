import type { SnapshotFrom } from 'xstate';
import { isDetailed } from '../customs/check.ts';
import { mostArticles } from '../customs/declaration.ts';
import { formOf } from '../customs/form.ts';
import { articlesOf, gramsLeftFor } from '../customs/lines.ts';
import { totals } from '../customs/totals.ts';
import type { Shown } from '../shown.ts';
import { grams } from '../weight.ts';
import type { customsEntryMachine } from './customs-entry.ts';

type Snapshot = SnapshotFrom<typeof customsEntryMachine>;

/** The customs screen as the machine stands. */
export function showCustoms(snapshot: Snapshot): Extract<Shown['body'], { screen: 'customs' }> {
  const { category, lines, at, draft, kind, itemGrams, suggestions, problems } = snapshot.context;
  const part = partOf(snapshot);
  const articles = articlesOf(lines);
  const sums = totals(articles);
  return {
    screen: 'customs',
    part,
    form: formOf(kind, articles),
    category,
    at,
    draft,
    detailed: isDetailed(category),
    suggestions: suggestions.map(({ id, name, hsCode }) => ({ id, name, hsCode })),
    articles,
    totals: sums,
    itemGrams,
    gramsLeft: part === 'article' ? gramsLeftFor(lines, at, itemGrams) : grams(Math.max(itemGrams - sums.grams, 0)),
    canAdd: lines.length < mostArticles,
    problems: [...problems],
  };
}

function partOf(snapshot: Snapshot): 'category' | 'article' | 'overview' {
  if (snapshot.matches('category')) return 'category';
  return snapshot.matches('article') ? 'article' : 'overview';
}
