import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { delay, type Clock } from '../../devices/clock.ts';
import type { LedgerTrouble } from '../../flows/ports.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { signatureFile, signedText } from './archive-format.ts';
import { closedMonths, planArchive, type ArchivePeriod, type ArchivePlan, type NoArchive } from './archive-plan.ts';
import { countClosures, readArchives, readClosures } from './closures.ts';
import { lineOf } from './export.ts';
import { syncDirectory, writeDurably } from './keys.ts';
import { ledgerFiles, type OpenLedger } from './ledger.ts';
import { openForReading, type ReadOnlyLedger } from './read.ts';

/** Inside the data directory: the archives that a terminal makes by itself. */
export const ARCHIVES = 'archives';

const READABLE_BY_ALL = 0o644;
/** So many records are read and written at a time: about two milliseconds. */
const PIECE = 100;

export type NotArchived = NoArchive | LedgerTrouble | 'there-already';

export interface MadeArchive {
  readonly file: string;
  /** Of the file. */
  readonly name: string;
  readonly records: number;
  readonly sha256: string;
}

type Signing = Pick<OpenLedger, 'sign' | 'record'>;

interface Destination {
  readonly out: string;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Writes an archive and its signature into a directory, records that it was made, and only then gives it its name: what is
 * there under a name without `.unfinished` is whole, signed, and told of in the journal (FIS-9, FIS-10).
 * @throws StoreError, Refused, and the file system's own errors
 */
export function writeArchive(ledger: Signing, dataDirectory: string, period: ArchivePeriod, { out, clock }: Destination): Result<MadeArchive, NotArchived> {
  const reading = openForReading(dataDirectory);
  try {
    const plan = planArchive(reading.store, join(dataDirectory, ledgerFiles.publicKey), period, clock.now());
    if (!plan.ok) return plan;
    const work = archiving(ledger, reading, plan.value, out);
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
    }
  } finally {
    reading.store.close();
  }
}

export interface DestinationBeside extends Destination {
  readonly clock: Clock;
  /** Told the name of the archive when it was not finished: before the error is thrown. */
  readonly onFailure: (name: string) => void;
}

/** A stick is slow: so many pieces are handed to it at a time, and waited for beside the terminal's other work. */
const PIECES_FLUSHED = 20;

/** The same, in small pieces beside the terminal's other work. @throws as `writeArchive` */
export async function writeArchiveBeside(ledger: Signing, dataDirectory: string, period: ArchivePeriod, { out, clock, onFailure }: DestinationBeside): Promise<Result<MadeArchive, NotArchived>> {
  const reading = openForReading(dataDirectory);
  let name: string | null = null;
  try {
    const plan = planArchive(reading.store, join(dataDirectory, ledgerFiles.publicKey), period, clock.now());
    if (!plan.ok) return plan;
    name = plan.value.name;
    const work = archiving(ledger, reading, plan.value, out);
    for (let pieces = 1; ; pieces += 1) {
      const step = work.next();
      if (step.done === true) return step.value;
      try {
        if (pieces % PIECES_FLUSHED === 0) await flush(step.value);
        await delay(clock, REST_MS);
      } catch (error) {
        work.throw(error);
      }
    }
  } catch (error) {
    if (name !== null) onFailure(name);
    throw error;
  } finally {
    reading.store.close();
  }
}

const flush = promisify(fsync);

/** Yields the file's descriptor between pieces of work, so that a terminal can serve meanwhile. */
function* archiving(ledger: Signing, reading: ReadOnlyLedger, { name, header }: ArchivePlan, out: string): Generator<number, Result<MadeArchive, NotArchived>> {
  const file = join(out, name);
  if (existsSync(file)) return err('there-already');
  mkdirSync(out, { recursive: true });
  const unfinished = unfinishedOf(file);
  rmSync(unfinished, { force: true });
  const digest = createHash('sha256');
  const descriptor = openSync(unfinished, 'wx', READABLE_BY_ALL);
  try {
    const write = (text: string): void => {
      writeSync(descriptor, text);
      digest.update(text);
    };
    write(`${JSON.stringify(header)}\n`);
    for (let first = header.first; first <= header.last; first += PIECE) {
      const piece = reading.records({ first, last: Math.min(first + PIECE - 1, header.last) });
      write(Array.from(piece, (record) => `${lineOf(record)}\n`).join(''));
      yield descriptor;
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  const sha256 = digest.digest('hex');
  writeDurably(signatureFile(file), `${Buffer.from(ledger.sign(signedText(sha256))).toString('base64')}\n`, READABLE_BY_ALL);
  // The power may have failed between the record and the name: the same archive, made again, is not recorded again.
  const known = readArchives(reading.store).some((one) => one.archive === name && one.sha256 === sha256);
  const { period, first, last } = header;
  const recorded = known ? ok(null) : ledger.record({ type: 'archive.made', archive: name, ...period, first, last, sha256 });
  if (!recorded.ok) {
    for (const left of [unfinished, signatureFile(file)]) rmSync(left, { force: true });
    return recorded;
  }
  renameSync(unfinished, file);
  syncDirectory(out);
  return ok({ file, name, records: header.records, sha256 });
}

export const unfinishedOf = (file: string): string => `${file}.unfinished`;

export interface KeepArchivedOptions {
  /** The terminal's data directory. */
  readonly directory: string;
  readonly clock: Clock;
  readonly log: (entry: { readonly event: 'archive.told'; readonly told: string }) => void;
  /** Another way to the same journal. */
  readonly read?: () => ReadOnlyLedger;
}

/** After the start customers come first. */
const LOOK_FIRST_MS = 60_000;
/** An archive that comes a few minutes after its month is early enough. */
const LOOK_EVERY_MS = 300_000;
/** Between two pieces: an archive of a month takes the terminal a tenth of its time for some seconds. */
const REST_MS = 20;

/**
 * Makes the archive of every month that is closed, beside the terminal's other work and in small pieces (FIS-10). What fails
 * is told and tried again; what the power interrupted begins anew. Returns how to stop.
 */
export function keepArchived(ledger: Signing, { directory, clock, log, read = () => openForReading(directory) }: KeepArchivedOptions): () => void {
  const out = join(directory, ARCHIVES);
  let stopped = false;
  let reading: ReadOnlyLedger | null = null;
  /** How many closures there were when nothing was missing: until there is another, there is nothing to look for. */
  let seen = -1;
  let callOff = clock.after(LOOK_FIRST_MS, () => attempt(look));

  function look(): void {
    reading = read();
    const closures = countClosures(reading.store);
    const [next] = closures === seen ? [] : missing(reading, out);
    if (next === undefined) seen = closures;
    const plan = next && planArchive(reading.store, join(directory, ledgerFiles.publicKey), next, clock.now());
    if (plan?.ok === true) step(archiving(ledger, reading, plan.value, out));
    else rest(LOOK_EVERY_MS, look);
  }

  function step(work: ReturnType<typeof archiving>): void {
    const { done, value } = work.next();
    if (done !== true) {
      callOff = clock.after(REST_MS, () => attempt(() => step(work)));
      return;
    }
    if (!value.ok) log({ event: 'archive.told', told: `the archive of a month could not be recorded (${value.error}); it will be tried again` });
    // There may be more than one, after a time without power or without this program.
    rest(value.ok ? REST_MS : LOOK_EVERY_MS, look);
  }

  function rest(ms: number, then: () => void): void {
    close();
    callOff = clock.after(ms, () => attempt(then));
  }

  /** Whatever the disk says: the terminal sells, and the archive can wait. */
  function attempt(work: () => void): void {
    if (stopped) return;
    try {
      work();
    } catch (error) {
      log({ event: 'archive.told', told: `the archive of a month could not be made (${(error as Error).message}); it will be tried again` });
      rest(LOOK_EVERY_MS, look);
    }
  }

  function close(): void {
    reading?.store.close();
    reading = null;
  }

  return () => {
    stopped = true;
    callOff();
    close();
  };
}

/** Closed months without an archive. One that was recorded as made may have been taken away since, and is not made again. */
function missing(reading: ReadOnlyLedger, out: string): readonly ArchivePeriod[] {
  const archives = readArchives(reading.store);
  const isThere = ({ from, to }: ArchivePeriod): boolean => archives.some((one) => one.from === from && one.to === to && !existsSync(unfinishedOf(join(out, one.archive))));
  return closedMonths(readClosures(reading.store)).filter((month) => !isThere(month));
}
