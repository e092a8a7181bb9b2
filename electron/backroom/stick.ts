import { closeSync, constants, existsSync, fstatSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../devices/clock.ts';
import type { ExportTrouble } from '../../flows/ports.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { signatureFile } from '../ledger/archive-format.ts';
import { closedYears, type ArchivePeriod } from '../ledger/archive-plan.ts';
import { unfinishedOf, writeArchiveBeside } from '../ledger/archive.ts';
import { readClosures } from '../ledger/closures.ts';
import { writeDurably } from '../ledger/keys.ts';
import type { OpenLedger } from '../ledger/ledger.ts';
import { openForReading } from '../ledger/read.ts';
import type { Medium } from './media.ts';

/**
 * The signed archive of all closed days on a stick, one file a year, with the public key that anyone may verify it with. The
 * stick is somebody's: nothing on it is believed or followed, and what could not be finished is taken away again.
 */

export interface StickOptions {
  readonly journal: Pick<OpenLedger, 'sign' | 'record' | 'closeDue' | 'publicKey'>;
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly write?: typeof writeArchiveBeside;
}

const READABLE_BY_ALL = 0o644;

/** The name of the newest file. Never rejects. */
export async function exportToStick({ directory, device }: Medium, options: StickOptions): Promise<Result<{ readonly file: string }, ExportTrouble>> {
  let held: number | null = null;
  try {
    // No link stands for a stick; and what was pulled out since it was listed has left a directory of our own disk behind.
    held = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    if (fstatSync(held).dev !== device) return err('gone');
    options.journal.closeDue();
    // By its descriptor: whatever is mounted, or linked, under that name meanwhile is not written to.
    return await writeAll(`/proc/self/fd/${held}`, options);
  } catch (error) {
    return err(troubleOf(error));
  } finally {
    if (held !== null) release(held);
  }
}

function release(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // Its disk is gone, and the descriptor with it.
  }
}

async function writeAll(out: string, { journal, dataDirectory, clock, write = writeArchiveBeside }: StickOptions): Promise<Result<{ readonly file: string }, ExportTrouble>> {
  let newest: Result<{ readonly file: string }, ExportTrouble> = err('nothing');
  for (const period of periodsOf(dataDirectory)) {
    const tidy = (name: string): void => removeUnfinished(join(out, name));
    const made = await write(journal, dataDirectory, period, { out, clock, onFailure: tidy });
    if (made.ok) newest = ok({ file: made.value.name });
    // Years that are over are there from the last time; only the newest file says whether anything is new.
    else if (made.error === 'there-already') newest = err('there-already');
    else if (made.error !== 'nothing') return err(made.error === 'not-a-period' || made.error === 'too-long' || made.error === 'not-closed' ? 'nothing' : 'ledger-unavailable');
  }
  if (newest.ok) writeDurably(join(out, `${newest.value.file.slice(0, 'moulin-01234567'.length)}.pub`), journal.publicKey, READABLE_BY_ALL);
  return newest;
}

function periodsOf(dataDirectory: string): readonly ArchivePeriod[] {
  const { store } = openForReading(dataDirectory);
  try {
    return closedYears(readClosures(store));
  } finally {
    store.close();
  }
}

/** What has its name is whole; what has not is taken away, as far as the stick still lets us. */
function removeUnfinished(file: string): void {
  try {
    for (const left of existsSync(file) ? [unfinishedOf(file)] : [unfinishedOf(file), signatureFile(file)]) rmSync(left, { force: true });
  } catch {
    // It is gone, or cannot be written any more: whoever holds it sees a name that says so.
  }
}

const troubles: Readonly<Record<string, ExportTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  // A FAT stick takes no file of four gigabytes.
  EFBIG: 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  // Somebody has put a directory where our file goes.
  EEXIST: 'there-already',
  EISDIR: 'there-already',
  ERR_FS_EISDIR: 'there-already',
  ENOTEMPTY: 'there-already',
  ELOOP: 'not-a-stick',
  ENOTDIR: 'not-a-stick',
};

/** What the journal says is not of the stick; every other fault of a file is a stick that does not answer any more (EIO, ENOENT, ENODEV …). */
export function troubleOf(error: unknown): ExportTrouble {
  const code = (error as NodeJS.ErrnoException).code;
  return code === undefined ? 'ledger-unavailable' : (troubles[code] ?? 'gone');
}
