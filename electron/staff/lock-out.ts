/**
 * How long nobody may try again after wrong PINs (SEC-21), as plain arithmetic. A wait is served in time that the terminal
 * has run, and not by any clock: a clock that is set forward, set back or battery-dead shortens nothing, nor does a restart.
 */

/** What is kept of wrong tries with one badge or number, or at this terminal. */
export interface Tries {
  readonly failures: number;
  /** Of running time, ms; 0 when nothing is locked; null until a person resets it. */
  readonly wait: number | null;
}

export const noTries: Tries = { failures: 0, wait: 0 };

const minute = 60_000;

interface Rule {
  /** So many wrong tries lock, and so many again. */
  readonly each: number;
  /** How long: the first time, the second … */
  readonly waits: readonly (number | null)[];
}

/** Three wrong tries with one badge, fifteen in all (CNIL 2022-100: a short code only with a thing one has, and locked after three). */
export const ofBadge: Rule = { each: 3, waits: [minute, 5 * minute, 15 * minute, 60 * minute, null] };
/** Five wrong tries by whoever it may be. Never for good: else anybody could keep the staff out. */
export const ofTerminal: Rule = { each: 5, waits: [minute, 5 * minute, 15 * minute] };

/** After one more wrong try. */
export function afterFailure({ failures, wait }: Tries, { each, waits }: Rule): Tries {
  const now = failures + 1;
  if (now % each !== 0) return { failures: now, wait };
  return { failures: now, wait: waits[Math.min(now / each, waits.length) - 1] ?? null };
}

/** After so much running time. */
export function afterTime({ failures, wait }: Tries, milliseconds: number): Tries {
  return { failures, wait: wait === null ? null : Math.max(0, wait - Math.max(0, milliseconds)) };
}

/** The longer of two waits. */
export function longerWait(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}
