import { readFileSync, statfsSync, statSync } from 'node:fs';
import { basename } from 'node:path';

/** Sticks that are plugged in: what the system has mounted below one directory, and nothing else. */

export interface Medium {
  readonly directory: string;
  /** As people read it: the label of the stick, made harmless. */
  readonly name: string;
  /** `st_dev` of its file system: what is pulled out leaves an empty directory of another one behind. */
  readonly device: number;
  readonly freeBytes: number | null;
}

/** What is mounted below `root` now; empty where the system cannot say. @param root such as `/media` */
export function readMedia(root: string): readonly Medium[] {
  try {
    const ours = statSync('/').dev;
    return mountPointsBelow(root, readFileSync('/proc/self/mountinfo', 'utf8')).flatMap((directory) => mediumAt(directory, ours) ?? []);
  } catch {
    return [];
  }
}

/**
 * The fifth field of each line is a mount point, in which blanks and backslashes are written in octal (proc_pid_mountinfo(5));
 * a later line covers an earlier one of the same point.
 */
export function mountPointsBelow(root: string, mountinfo: string): readonly string[] {
  const points = mountinfo.split('\n').map((line) => (line.split(' ')[4] ?? '').replaceAll(/\\(\d{3})/gu, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))));
  const below = root.endsWith('/') ? root : `${root}/`;
  return [...new Set(points)].filter((point) => point.startsWith(below) && point.length > below.length).toSorted();
}

/** Null for what is no medium: a part of the terminal's own disk, or a file system that holds no files, such as `/dev/pts`. */
function mediumAt(directory: string, ours: number): Medium | null {
  try {
    const { dev } = statSync(directory);
    const { bavail, bsize, blocks } = statfsSync(directory);
    return dev === ours || blocks === 0 ? null : { directory, name: nameOf(directory), device: dev, freeBytes: bavail * bsize };
  } catch {
    // Pulled out while we looked, or one that only its owner may look into.
    return null;
  }
}

const longestName = 40;

/** Whoever formatted the stick chose its label. */
function nameOf(directory: string): string {
  return basename(directory).replaceAll(/[^\p{L}\p{N} ._-]/gu, '?').slice(0, longestName);
}
