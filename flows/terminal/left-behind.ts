import { weighing, type Pan } from '../customer/pan.ts';
import type { LeftBehind } from '../view.ts';
import type { World } from './world.ts';

/** What somebody left in or on the machine, in the order in which it should be taken away: named before the next one begins. */
export function leftBehind({ health }: World, pan: Pan): LeftBehind[] {
  const found: readonly (readonly [LeftBehind, boolean])[] = [
    ['item', weighing(pan).state === 'remove-first'],
    ['label', health.labels.warnings.includes('label-not-taken')],
    ['paper', health.papers.warnings.includes('paper-not-taken')],
    ['transaction', health.card.warnings.includes('transaction-open')],
  ];
  return found.flatMap(([what, isThere]) => (isThere ? [what] : []));
}
