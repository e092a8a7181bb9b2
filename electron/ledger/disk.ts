import { statfsSync } from 'node:fs';
import type { EpochMs } from '../../flows/ports.ts';

/**
 * The last of the disk is kept for what has begun: below it nothing new is sold, and a sale that was paid is still recorded
 * to its end. A record grows the database by 300 bytes (a million take 300 MB), and its log is written over at every MB
 * (store.ts): any sale fits many times, beside whatever else the system writes.
 */
export const RESERVE_BYTES = 32 * 1024 * 1024;

/** How long what was seen of the disk is believed, ms: a terminal that sells nothing writes nothing, and learns nothing by itself. */
const TRY_AGAIN_MS = 5_000;

/** Whether something seen then must be looked at anew. A clock set back must not silence a question for ever. */
export function isDue(seen: EpochMs, now: EpochMs): boolean {
  return Math.abs(now - seen) >= TRY_AGAIN_MS;
}

/** Whether the disk is down to the reserve; asked not more often than every few seconds. @param freeBytes null when nobody can say. */
export function watchSpace(freeBytes: () => number | null): (now: EpochMs) => boolean {
  let seen: { readonly short: boolean; readonly at: EpochMs } | null = null;
  return (now) => {
    if (seen === null || isDue(seen.at, now)) {
      const bytes = freeBytes();
      seen = { short: bytes !== null && bytes < RESERVE_BYTES, at: now };
    }
    return seen.short;
  };
}

/** Bytes that an ordinary user may still write on the file system of a directory; null when it does not say. */
export function freeBytesOf(directory: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return null;
  }
}
