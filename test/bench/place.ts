import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** On the same disk as the sources, which `/tmp` may not be: a file system in memory knows no fsync. */
export const workDirectory = join(root, 'out', 'bench');
