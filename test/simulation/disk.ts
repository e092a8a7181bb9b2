import type { Chance } from './chance.ts';

/**
 * A disk that forgets what was not synced. Each file is kept twice, as the running program reads it and as it lies on the
 * medium; a power failure leaves the medium and any part of the writes since the last sync, sector by sector, in any order,
 * the last ones torn. Blocks that are the same in both are shared, so that a long life costs one copy.
 */

/** What a disk promises to write whole: a write cut by a power failure is cut within one of these, bytes. */
export const SECTOR_BYTES = 512;
const BLOCK_BYTES = 4_096;
const nothing = new Uint8Array(BLOCK_BYTES);

export type DiskFailure = 'full' | 'io' | 'read-only' | 'off';

/** Why an operation did not happen; the SQLite above is told by its own code. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
  readonly failure: DiskFailure;

  constructor(failure: DiskFailure) {
    super(`the disk is ${failure}`);
    this.failure = failure;
  }
}

/** What becomes of the writes since the last sync when the power goes. */
export type Losing = 'nothing' | 'everything' | 'some' | 'the end';

/** What goes wrong while it goes wrong. */
export interface DiskFaults {
  /** No file may grow. */
  full: boolean;
  readOnly: boolean;
  reads: boolean;
  writes: boolean;
  /** The sync fails, and what it was to make durable is forgotten as a kernel forgets it: a later sync does not bring it back. */
  syncs: boolean;
}

const well: DiskFaults = { full: false, readOnly: false, reads: false, writes: false, syncs: false };

/** Bytes in blocks; a block that two share is copied before it is written. */
class Bytes {
  size = 0;
  #blocks: Uint8Array[] = [];
  readonly #own = new Set<number>();

  read(into: Uint8Array, offset: number): number {
    const length = Math.max(0, Math.min(into.length, this.size - offset));
    for (let done = 0; done < length; ) {
      const at = offset + done;
      const start = at % BLOCK_BYTES;
      const piece = Math.min(BLOCK_BYTES - start, length - done);
      into.set((this.#blocks[Math.floor(at / BLOCK_BYTES)] ?? nothing).subarray(start, start + piece), done);
      done += piece;
    }
    into.fill(0, length);
    return length;
  }

  write(bytes: Uint8Array, offset: number): void {
    for (let done = 0; done < bytes.length; ) {
      const at = offset + done;
      const start = at % BLOCK_BYTES;
      const piece = Math.min(BLOCK_BYTES - start, bytes.length - done);
      this.#writable(Math.floor(at / BLOCK_BYTES)).set(bytes.subarray(done, done + piece), start);
      done += piece;
    }
    this.size = Math.max(this.size, offset + bytes.length);
  }

  truncate(size: number): void {
    if (size >= this.size) {
      this.size = size;
      return;
    }
    const whole = Math.ceil(size / BLOCK_BYTES);
    if (size % BLOCK_BYTES !== 0) this.#writable(whole - 1).fill(0, size % BLOCK_BYTES);
    this.#blocks.length = Math.min(this.#blocks.length, whole);
    for (const block of this.#own) if (block >= whole) this.#own.delete(block);
    this.size = size;
  }

  copy(): Bytes {
    const copied = new Bytes();
    copied.size = this.size;
    copied.#blocks = this.#blocks.slice();
    this.#own.clear();
    return copied;
  }

  /** Takes over the blocks that the other has changed since they were last the same. */
  follow(other: Bytes, changed: Iterable<number>): void {
    this.size = other.size;
    const count = Math.ceil(other.size / BLOCK_BYTES);
    this.#blocks.length = Math.min(this.#blocks.length, count);
    for (const block of changed) {
      if (block >= count) continue;
      this.#blocks[block] = other.#blocks[block] ?? nothing;
      this.#own.delete(block);
      other.#own.delete(block);
    }
  }

  #writable(block: number): Uint8Array {
    const known = this.#blocks[block];
    if (known !== undefined && this.#own.has(block)) return known;
    for (let missing = this.#blocks.length; missing < block; missing += 1) this.#blocks[missing] = nothing;
    const own = known === undefined ? new Uint8Array(BLOCK_BYTES) : known.slice();
    this.#blocks[block] = own;
    this.#own.add(block);
    return own;
  }
}

type Change = { readonly kind: 'write'; readonly offset: number; readonly bytes: Uint8Array } | { readonly kind: 'truncate'; readonly size: number };

interface File {
  /** As the program reads it; null once it is deleted. */
  now: Bytes | null;
  /** As it lies on the medium; null until its first sync. */
  durable: Bytes | null;
  /** Since the last sync, in order. */
  changes: Change[];
  /** Blocks that differ from the medium since the last sync. */
  readonly changed: Set<number>;
  /** It has the name of another that was deleted and may come back. */
  fresh: boolean;
}

/** A file as one opening of it sees it: after a power failure nothing more comes through. */
export interface OpenFile {
  read(into: Uint8Array, offset: number): number;
  write(bytes: Uint8Array, offset: number): void;
  truncate(size: number): void;
  sync(): void;
  size(): number;
}

/** The disk as one running program sees it, until the power fails. */
export interface Mounted {
  open(name: string, create: boolean): OpenFile;
  exists(name: string): boolean;
  delete(name: string): void;
}

export class Disk {
  readonly #chance: Chance;
  readonly #files = new Map<string, File>();
  readonly faults: DiskFaults = { ...well };
  /** Called before each change reaches the disk, with how many there have been: the power may fail there. */
  onChange: (count: number) => void = () => {};
  #changes = 0;
  /** How often the power has failed: what was opened before is dead. */
  #life = 0;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Writes, truncations, syncs and deletions so far. */
  get changes(): number {
    return this.#changes;
  }

  /** What was opened until now gets no answer any more. Of what was written since the last sync, this is lost. */
  fail(losing: Losing): void {
    this.#life += 1;
    for (const [name, file] of this.#files) {
      const left = this.#left(file, losing);
      if (left === null) this.#files.delete(name);
      // The ghost keeps the file it had; what is left is another.
      else this.#files.set(name, { now: left.copy(), durable: left.copy(), changes: [], changed: new Set(), fresh: false });
    }
  }

  mend(): void {
    Object.assign(this.faults, well);
  }

  mount(): Mounted {
    const life = this.#life;
    const living = (): void => {
      if (life !== this.#life) throw new DiskError('off');
    };
    return {
      open: (name, create) => {
        living();
        return this.#open(name, create, life);
      },
      exists: (name) => {
        living();
        return (this.#files.get(name)?.now ?? null) !== null;
      },
      delete: (name) => {
        living();
        this.#before();
        living();
        this.#delete(name);
      },
    };
  }

  #open(name: string, create: boolean, life: number): OpenFile {
    const known = this.#files.get(name);
    if (known?.now) return this.#handle(known as File & { now: Bytes }, life);
    if (!create || this.faults.readOnly) throw new DiskError('read-only');
    if (this.faults.full) throw new DiskError('full');
    const made = { now: new Bytes(), durable: known?.durable ?? null, changes: [], changed: new Set<number>(), fresh: known !== undefined };
    this.#files.set(name, made);
    return this.#handle(made, life);
  }

  #delete(name: string): void {
    if (this.faults.readOnly) throw new DiskError('read-only');
    const file = this.#files.get(name);
    if (file !== undefined) Object.assign(file, { now: null, changes: [] });
  }

  /**
   * SQLite asks for no sync when it removes a journal: until then the name may come back with the file as it was. A file system
   * that keeps a journal of its own writes its names down, in order, with the next file that is synced (ext4, data=ordered).
   */
  #settleNames(): void {
    for (const [name, file] of this.#files) {
      if (file.now === null) this.#files.delete(name);
      else if (file.fresh) Object.assign(file, { durable: null, fresh: false });
    }
  }

  /** The disk as it is now, for somebody who looks at it beside the running program. */
  copy(chance = this.#chance): Disk {
    const copied = new Disk(chance);
    for (const [name, { now }] of this.#files) if (now !== null) copied.#files.set(name, { now: now.copy(), durable: now.copy(), changes: [], changed: new Set(), fresh: false });
    return copied;
  }

  size(name: string): number {
    return this.#files.get(name)?.now?.size ?? 0;
  }

  /** One bit of the medium turns over. */
  flip(name: string, bit: number): void {
    const file = this.#files.get(name);
    if (!file?.now) return;
    const byte = new Uint8Array(1);
    file.now.read(byte, Math.floor(bit / 8));
    byte[0] = (byte[0] ?? 0) ^ (1 << (bit % 8));
    file.now.write(byte, Math.floor(bit / 8));
    file.durable = file.now.copy();
  }

  /** Once the power has failed, its program is a ghost: it may read what it had, and changes nothing any more. */
  #handle(file: File & { now: Bytes }, life: number): OpenFile {
    const { now } = file;
    const changing = (): void => {
      if (life !== this.#life) throw new DiskError('off');
      this.#before();
      if (life !== this.#life) throw new DiskError('off');
      if (this.faults.readOnly) throw new DiskError('read-only');
      if (this.faults.writes) throw new DiskError('io');
    };
    return {
      read: (into, offset) => {
        if (this.faults.reads && life === this.#life) throw new DiskError('io');
        return now.read(into, offset);
      },
      write: (bytes, offset) => {
        changing();
        if (this.faults.full && offset + bytes.length > now.size) throw new DiskError('full');
        const kept = bytes.slice();
        file.changes.push({ kind: 'write', offset, bytes: kept });
        for (let block = Math.floor(offset / BLOCK_BYTES); block * BLOCK_BYTES < offset + kept.length; block += 1) file.changed.add(block);
        now.write(kept, offset);
      },
      truncate: (size) => {
        changing();
        file.changes.push({ kind: 'truncate', size });
        for (let block = Math.floor(size / BLOCK_BYTES); block * BLOCK_BYTES < now.size; block += 1) file.changed.add(block);
        now.truncate(size);
      },
      sync: () => this.#sync(file, life),
      size: () => now.size,
    };
  }

  #sync(file: File & { now: Bytes }, life: number): void {
    if (life !== this.#life) throw new DiskError('off');
    this.#before();
    if (life !== this.#life) throw new DiskError('off');
    const changed = Array.from(file.changed);
    file.changes = [];
    file.changed.clear();
    if (this.faults.syncs) throw new DiskError('io');
    this.#settleNames();
    if (file.durable === null) file.durable = file.now.copy();
    else file.durable.follow(file.now, changed);
  }

  #before(): void {
    this.#changes += 1;
    this.onChange(this.#changes);
  }

  /** What a power failure leaves of a file; null when not even its name. */
  #left({ now, durable, changes, fresh }: File, losing: Losing): Bytes | null {
    if (losing === 'nothing') return now;
    if (now === null) return this.#chance.oneIn(2) ? durable : null;
    if (fresh && this.#chance.oneIn(2)) return durable;
    const left = fresh ? null : (durable?.copy() ?? null);
    if (losing === 'everything' || (changes.length === 0 && left !== null)) return left;
    // A name that was never synced may be there all the same, and hold nothing.
    if (left === null && this.#chance.oneIn(2)) return null;
    const kept = left ?? new Bytes();
    const until = losing === 'the end' ? this.#chance.below(changes.length + 1) : changes.length;
    for (const [index, change] of changes.slice(0, until).entries()) {
      if (change.kind === 'truncate') {
        if (losing === 'the end' || this.#chance.oneIn(2)) kept.truncate(change.size);
      } else if (losing === 'some') this.#someSectors(kept, change);
      else if (index === until - 1) this.#torn(kept, change);
      else kept.write(change.bytes, change.offset);
    }
    return kept;
  }

  #someSectors(kept: Bytes, { offset, bytes }: Extract<Change, { kind: 'write' }>): void {
    for (let done = 0; done < bytes.length; ) {
      const piece = Math.min(SECTOR_BYTES - ((offset + done) % SECTOR_BYTES), bytes.length - done);
      const sector = { offset: offset + done, bytes: bytes.subarray(done, done + piece) };
      const fate = this.#chance.below(8);
      if (fate < 4) kept.write(sector.bytes, sector.offset);
      else if (fate === 4) this.#torn(kept, sector);
      done += piece;
    }
  }

  /** The beginning arrives; of what follows within the write, noise or what was there. Bytes beside it are not touched (SQLITE_IOCAP_POWERSAFE_OVERWRITE, as the real one assumes). */
  #torn(kept: Bytes, { offset, bytes }: { readonly offset: number; readonly bytes: Uint8Array }): void {
    const arrived = this.#chance.below(bytes.length + 1);
    kept.write(bytes.subarray(0, arrived), offset);
    if (!this.#chance.oneIn(4)) return;
    const noise = Uint8Array.from({ length: Math.min(bytes.length - arrived, SECTOR_BYTES) }, () => this.#chance.below(256));
    kept.write(noise, offset + arrived);
  }
}
