import type { Ledger } from '../ports.ts';

/**
 * Steps that have begun and not yet recorded their end. A session may be gone while its card terminal still thinks: whoever
 * reads the journal to decide what a sale still owes waits for them first, or would decide twice.
 */
const steps = new WeakMap<Ledger, Set<Promise<unknown>>>();

/** Runs a step, from its first record to its last, so that `settled` knows of it. */
export function underway<T>(ledger: Ledger, step: () => Promise<T>): Promise<T> {
  const running = step();
  const all = steps.get(ledger) ?? new Set();
  steps.set(ledger, all.add(running));
  const forget = (): void => void all.delete(running);
  running.then(forget, forget);
  return running;
}

/** Whether something has begun and not yet recorded its end: until then nobody knows what is still owed. */
export function isUnderway(ledger: Ledger): boolean {
  return (steps.get(ledger)?.size ?? 0) > 0;
}

/** Resolves when no step of this ledger is under way any more, however each ended. */
export async function settled(ledger: Ledger): Promise<void> {
  const all = steps.get(ledger);
  if (all === undefined || all.size === 0) return;
  await Promise.allSettled(all);
  // What began meanwhile is under way too.
  await settled(ledger);
}
