import { statfsSync } from 'node:fs';

/**
 * The last of the disk is kept for what has begun: below it nothing new is sold, and a sale that was paid is still recorded
 * to its end. A record takes less than 10 kB of log; 32 MB are a day of them, and the log and its checkpoint beside.
 */
export const RESERVE_BYTES = 32 * 1024 * 1024;

/** Bytes that an ordinary user may still write on the file system of a directory; null when it does not say. */
export function freeBytesOf(directory: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return null;
  }
}
