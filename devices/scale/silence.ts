import type { Clock } from '../clock.ts';

/**
 * The end of a wait is waited for apart: when this process was busy, answers that lie in the socket are read in between, and a
 * serial line whose bytes another program hands on has time to bring them on a machine that is just as busy.
 */
const grace = 250;

/** Calls back after `ms` without an answer, which is longer than the grace; returns how to call it off. */
export function afterSilence(clock: Clock, ms: number, callback: () => void): () => void {
  let cancel = clock.after(ms - grace, () => {
    cancel = clock.after(grace, callback);
  });
  return () => cancel();
}
