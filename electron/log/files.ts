import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, statSync, unlinkSync, writeSync, fchmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../devices/clock.ts';

/**
 * The files of the log, `moulin-000001.log` and on. The highest number is the one written to; none is ever renamed, so that a
 * power failure finds either the file or no file. Written synchronously, without fsync: the last line before a crash is in the
 * system's hands, and nothing waits in memory while a disk hangs or is full.
 */

export interface LogFilesOptions {
  readonly directory: string;
  readonly clock: Pick<Clock, 'now'>;
  /** So large a file … */
  readonly megabytes: number;
  /** … and all of them together as many times that. */
  readonly files: number;
  readonly keepDays: number;
}

export interface LogFiles {
  write(line: string): void;
  /** The newest lines, oldest first: as many whole ones as lie in so many bytes of the file that is written to. */
  newest(bytes: number): readonly string[];
  purge(): number;
  close(): void;
}

/** GDPR-7: whoever repairs the terminal is the terminal's own user. */
const ownerOnly = 0o600;
const day = 86_400_000;
/** A file holds a day at most, so that what is too old can be deleted to the day. */
const longestSpan = day;
/** A directory that cannot be written is tried again after this: it costs a few system calls, and nobody is waiting. */
const tryAgainAfter = 60_000;
const name = /^moulin-(\d{6,})\.log$/u;

interface Current {
  readonly number: number;
  readonly descriptor: number;
  /** When its first line was written. */
  readonly since: number;
  size: number;
}

export function openLogFiles({ directory, clock, megabytes, files, keepDays }: LogFilesOptions, tell: (line: string) => void): LogFiles {
  const most = megabytes * 1_000_000;
  let current: Current | null = null;
  let closed = false;
  let failedAt: number | null = null;

  const numbers = (): number[] =>
    readdirSync(directory)
      .flatMap((file) => name.exec(file)?.[1] ?? [])
      .map(Number)
      .toSorted((one, other) => one - other);

  const begin = (number: number): Current => {
    const descriptor = openSync(fileOf(directory, number), 'a+', ownerOnly);
    fchmodSync(descriptor, ownerOnly);
    const { size } = fstatSync(descriptor);
    return { number, descriptor, since: (size === 0 ? null : firstInstant(descriptor)) ?? clock.now(), size };
  };

  const leave = (): void => {
    if (current === null) return;
    const { descriptor } = current;
    current = null;
    closeSync(descriptor);
  };

  /** Room for everything that is kept, the newest first; the one that was just begun will be full in its turn. */
  const keepUnderTheCap = (): void => {
    let total = most;
    for (const number of numbers().toReversed().slice(1)) {
      total += statSync(fileOf(directory, number)).size;
      if (total > most * files) unlinkSync(fileOf(directory, number));
    }
  };

  const ready = (bytes: number): Current => {
    if (current === null) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      current = begin(numbers().at(-1) ?? 1);
    }
    const span = clock.now() - current.since;
    // A file from before the clock was set back is as good as full: its lines would not be in order.
    if (current.size > 0 && (current.size + bytes > most || span >= longestSpan || span < 0)) {
      const next = current.number + 1;
      leave();
      current = begin(next);
      keepUnderTheCap();
    }
    return current;
  };

  const failed = (error: unknown): void => {
    if (failedAt === null) tell(`the log cannot be written (${error instanceof Error ? error.message : String(error)}): give the terminal's user the right to write in ${directory}`);
    failedAt = clock.now();
    try {
      leave();
    } catch {
      // its file is gone with its disk
    }
  };

  return {
    write(line) {
      if (closed || (failedAt !== null && Math.abs(clock.now() - failedAt) < tryAgainAfter)) return;
      try {
        const bytes = Buffer.from(line);
        const file = ready(bytes.length);
        file.size += writeSync(file.descriptor, bytes);
        failedAt = null;
      } catch (error) {
        failed(error);
      }
    },
    newest(bytes) {
      try {
        const number = current?.number ?? numbers().at(-1);
        return number === undefined ? [] : lastLines(fileOf(directory, number), bytes);
      } catch {
        // As with purge: whoever writes to it has told.
        return [];
      }
    },
    purge() {
      try {
        const old = numbers().filter((number) => number !== current?.number && clock.now() - statSync(fileOf(directory, number)).mtimeMs > keepDays * day);
        for (const number of old) unlinkSync(fileOf(directory, number));
        return old.length;
      } catch {
        // There is no log, or it cannot be touched: told when it was to be written.
        return 0;
      }
    },
    close() {
      closed = true;
      leave();
    },
  };
}

function fileOf(directory: string, number: number): string {
  return join(directory, `moulin-${String(number).padStart(6, '0')}.log`);
}

function lastLines(file: string, bytes: number): readonly string[] {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const tail = Buffer.alloc(Math.min(bytes, size));
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    const lines = tail.toString('utf8').split('\n').filter((line) => line !== '');
    return tail.length < size ? lines.slice(1) : lines;
  } finally {
    closeSync(descriptor);
  }
}

/** When the first line of a file was written; null when it is not a line of ours. */
function firstInstant(descriptor: number): number | null {
  const start = Buffer.alloc(64);
  readSync(descriptor, start, 0, start.length, 0);
  const at = /^\{"at":"([^"]+)"/u.exec(start.toString('latin1'))?.[1];
  const instant = at === undefined ? Number.NaN : Date.parse(at);
  return Number.isNaN(instant) ? null : instant;
}
