import { describe, expect, it } from 'vitest';
import { StoreError, type Store, type StoreFault } from '../../electron/ledger/store.ts';
import { Chance } from './chance.ts';
import { Disk, SECTOR_BYTES, type DiskFaults, type Losing } from './disk.ts';
import { storeOn } from './sqlite.ts';

const losses: readonly Losing[] = ['nothing', 'everything', 'some', 'the end'];

function openTable(disk: Disk, weakened = false): Store {
  const store = storeOn(disk, { weakened })('journal.db', { readOnly: false });
  store.exec('CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  return store;
}

function countOf(store: Store): number {
  expect(store.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  return Number(store.prepare('SELECT count(*) AS entries FROM entry').get()?.['entries']);
}

interface Outage {
  /** Transactions whose commit had returned. */
  readonly promised: number;
  readonly found: number;
}

/** Commits until the power fails at that change of the disk, then switches on and counts what is there. */
function outage(seed: number, losing: Losing, weakened = false): Outage {
  const chance = new Chance(seed);
  const disk = new Disk(chance);
  const store = openTable(disk, weakened);
  const failAt = disk.changes + chance.between(1, 400);
  disk.onChange = (count) => {
    if (count === failAt) disk.fail(losing);
  };
  const insert = store.prepare('INSERT INTO entry (id, text) VALUES (?, ?)');
  let promised = 0;
  for (;;) {
    try {
      store.transaction(() => insert.run(promised + 1, 'x'.repeat(chance.between(1, 3_000))));
      promised += 1;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      break;
    }
  }
  store.close();
  const again = openTable(disk);
  const found = countOf(again);
  again.close();
  return { promised, found };
}

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

describe('a power failure', () => {
  it.each(losses)('that loses %s of what was not synced takes no commit that had returned, and damages nothing', (losing) => {
    for (const seed of seeds) {
      const { promised, found } = outage(seed, losing);
      // The one that was being committed may be there, too.
      expect([promised, promised + 1], `seed ${seed}`).toContain(found);
    }
  });

  it('is noticed when commits are not synced: the same test finds commits that are gone', () => {
    const lost = seeds.filter((seed) => outage(seed, 'everything', true).found < outage(seed, 'everything', true).promised);
    expect(lost.length).toBeGreaterThan(seeds.length / 2);
  });

  it('leaves the medium alone, and of the rest any sectors, torn or whole', () => {
    const written = new Uint8Array(8 * SECTOR_BYTES).fill(2);
    const seen = new Set<string>();
    for (const seed of seeds) {
      const disk = new Disk(new Chance(seed));
      const file = disk.mount().open('file', true);
      file.write(new Uint8Array(written.length).fill(1), 0);
      file.sync();
      file.write(written, 0);
      disk.fail('some');
      const left = new Uint8Array(written.length);
      disk.mount().open('file', false).read(left, 0);
      const sectors = Array.from({ length: 8 }, (_, at) => new Set(left.subarray(at * SECTOR_BYTES, (at + 1) * SECTOR_BYTES)));
      for (const sector of sectors) seen.add(sector.size > 1 ? 'torn' : sector.has(1) ? 'lost' : 'kept');
    }
    expect([...seen].toSorted()).toEqual(['kept', 'lost', 'torn']);
  });

  it('makes a ghost of the program: it reads what it had, changes nothing, and removes nothing of the next', () => {
    const disk = new Disk(new Chance(1));
    const ghost = openTable(disk);
    ghost.transaction(() => ghost.prepare('INSERT INTO entry VALUES (1, ?)').run('before'));
    disk.fail('everything');
    const next = openTable(disk);
    expect(ghost.prepare('SELECT text FROM entry').get()).toEqual({ text: 'before' });
    expect(() => ghost.transaction(() => ghost.prepare('INSERT INTO entry VALUES (2, ?)').run('after'))).toThrow(StoreError);
    ghost.close();
    next.transaction(() => next.prepare('INSERT INTO entry VALUES (3, ?)').run('next'));
    next.close();
    disk.fail('everything');
    expect(countOf(openTable(disk))).toBe(2);
  });
});

describe('a disk that fails', () => {
  const table: readonly [keyof DiskFaults, StoreFault][] = [['full', 'full'], ['readOnly', 'read-only'], ['writes', 'io'], ['syncs', 'io']];

  it.each(table)('%s: the commit is refused as “%s”, what was there stays, and once mended the next one is taken', (fault, told) => {
    const disk = new Disk(new Chance(1));
    const store = openTable(disk);
    const insert = store.prepare('INSERT INTO entry (id, text) VALUES (?, ?)');
    store.transaction(() => insert.run(1, 'before'));
    disk.faults[fault] = true;
    let thrown: unknown = null;
    // A full disk lets a log be written over that is already there.
    for (let id = 2; thrown === null && id < 2_000; id += 1) {
      try {
        store.transaction(() => insert.run(id, 'x'.repeat(2_000)));
        store.transaction(() => store.exec('DELETE FROM entry WHERE id > 1'));
      } catch (error) {
        thrown = error;
      }
    }
    expect(thrown).toMatchObject({ name: 'StoreError', fault: told });
    disk.mend();
    store.transaction(() => insert.run(9_999, 'after'));
    expect(store.prepare('SELECT text FROM entry WHERE id IN (1, 9999) ORDER BY id').all()).toEqual([{ text: 'before' }, { text: 'after' }]);
    store.close();
  });

  it('that cannot be read is told, and not taken for an empty one', () => {
    const disk = new Disk(new Chance(1));
    openTable(disk).close();
    disk.faults.reads = true;
    expect(() => openTable(disk)).toThrow(StoreError);
  });
});
