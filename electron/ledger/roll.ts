import type { Fact } from '../../flows/facts.ts';
import { labelsTakenBy } from './record.ts';
import type { Store } from './store.ts';

/**
 * How many labels the roll still holds, counted down from what was loaded. Training prints real labels, and so takes real
 * ones: the roll does not ask what stands on them.
 */
export interface Roll {
  /** Inside the record's transaction. */
  note(fact: Fact): void;
  /** Null before a roll was counted. */
  left(): number | null;
}

const LABELS = 'labels';

export function openRoll(store: Store): Roll {
  const count = store.prepare('INSERT INTO roll (roll, remaining) VALUES (?, ?) ON CONFLICT (roll) DO UPDATE SET remaining = excluded.remaining');
  const take = store.prepare('UPDATE roll SET remaining = max(0, remaining - ?) WHERE roll = ?');
  const select = store.prepare('SELECT remaining FROM roll WHERE roll = ?');
  return {
    note(fact) {
      if (fact.type === 'roll.counted') count.run(fact.roll, fact.left);
      const taken = labelsTakenBy(fact);
      if (taken > 0) take.run(taken, LABELS);
    },
    left() {
      const row = select.get(LABELS);
      return row ? Number(row['remaining']) : null;
    },
  };
}
