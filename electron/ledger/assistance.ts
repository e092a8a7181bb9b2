import type { Act } from '../../flows/assisted/acts.ts';
import { helpWhySchema, type Fact, type HelpWhy } from '../../flows/facts.ts';

/** How often somebody was called, how soon they came, and what was done then: act by act, and never by whom (issue 5). */
export interface Assistance {
  /** Who or what called; calls of records before 2026-11-24 do not say. */
  readonly calls: Readonly<Partial<Record<HelpWhy | 'unnamed', number>>>;
  readonly acknowledged: number;
  /** From the call to the badge, seconds: half of them within the first, nineteen of twenty within the second. Null when nobody came. */
  readonly secondsToAcknowledge: { readonly p50: number; readonly p95: number } | null;
  readonly acts: Readonly<Partial<Record<Act, number>>>;
}

export class AssistanceFold {
  readonly #calls = new Map<HelpWhy | 'unnamed', number>();
  readonly #acts = new Map<Act, number>();
  readonly #waits: number[] = [];

  add(fact: Fact): void {
    if (fact.type === 'help.called') plusOne(this.#calls, fact.why ?? 'unnamed');
    if (fact.type === 'help.acknowledged') this.#waits.push(fact.after);
    if (fact.type === 'staff.acted') plusOne(this.#acts, fact.act);
  }

  assistance(): Assistance {
    const waits = this.#waits.toSorted((one, other) => one - other);
    return {
      calls: Object.fromEntries(this.#calls),
      acknowledged: waits.length,
      secondsToAcknowledge: waits.length === 0 ? null : { p50: percentile(waits, 0.5), p95: percentile(waits, 0.95) },
      acts: Object.fromEntries(this.#acts),
    };
  }
}

function plusOne<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The nearest rank: a time that was measured, not one between two. @param sorted milliseconds */
function percentile(sorted: readonly number[], part: number): number {
  return Math.round((sorted[Math.ceil(part * sorted.length) - 1] ?? 0) / 1_000);
}

/** For a console, in the order of the closed list. */
export function tellAssistance({ calls, acknowledged, secondsToAcknowledge, acts }: Assistance, say: (line: string) => void): void {
  const called = [...helpWhySchema.options, 'unnamed' as const].flatMap((why) => (calls[why] === undefined ? [] : [`${why} ${calls[why]}`]));
  if (called.length > 0) {
    const came = secondsToAcknowledge === null ? '' : `, half of them within ${secondsToAcknowledge.p50} s, 95 % within ${secondsToAcknowledge.p95} s`;
    say(`calls: ${called.join(', ')}; somebody came ${acknowledged} times${came}`);
  }
  const done = Object.entries(acts).toSorted(([one], [other]) => one.localeCompare(other, 'en'));
  if (done.length > 0) say(`done by staff: ${done.map(([act, count]) => `${act} ${count}`).join(', ')}`);
}
