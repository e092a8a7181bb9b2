import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, type Clock } from '../../devices/clock.ts';
import { StoreError } from '../ledger/store.ts';
import { createStaffBook, type OpenStaffBook } from './book.ts';
import type { HashPin } from './pin.ts';
import { openStaffStore, type Provision, type StaffStore } from './store.ts';

/** Quick, and counted: what a real hash is, its own tests say. */
export function countingHash(): { readonly hash: HashPin; readonly made: () => number } {
  let made = 0;
  return {
    made: () => made,
    hash: (pin, salt) => {
      made += 1;
      return Promise.resolve(Buffer.concat([Buffer.from(pin.padEnd(16)), salt]));
    },
  };
}

export const salt = Buffer.alloc(16, 7);
const pinOf = (pin: string) => ({ salt, hash: Buffer.concat([Buffer.from(pin.padEnd(16)), salt]) });

export const nadia: Provision = { staff: 'A1', name: 'Nadia', role: 'agent', badge: '04A1B2C3D4E5F6', number: null, pin: pinOf('294617') };
export const karim: Provision = { staff: 'M1', name: 'Karim', role: 'manager', badge: '04000002', number: '7302', pin: pinOf('50418265') };

/** A terminal's list of staff in a directory of its own, over as many starts as a test wants. */
export class Office {
  readonly directory = mkdtempSync(join(tmpdir(), 'moulin-staff-'));
  clock = new ManualClock(Date.UTC(2026, 10, 23));
  readonly counter = countingHash();
  /** Time that has passed since the machine was switched on. */
  #elapsed = 0;
  #setBy = 0;
  #book: OpenStaffBook | null = null;

  constructor(staff: readonly Provision[] = [nadia, karim]) {
    this.beside((store) => store.transaction(() => staff.forEach((one) => store.put(one))));
  }

  get book(): OpenStaffBook {
    const clock: Clock = { now: () => this.clock.now() + this.#setBy, after: (ms, callback) => this.clock.after(ms, callback) };
    this.#book ??= createStaffBook({ store: this.open(), clock, elapsed: () => this.#elapsed, hash: this.counter.hash });
    return this.#book;
  }

  open(): StaffStore {
    const store = openStaffStore({ directory: this.directory });
    if (!store.ok) throw new Error(store.error);
    return store.value;
  }

  /** What `npm run staff` does while the terminal runs. */
  beside<T>(work: (store: StaffStore) => T): T {
    const store = this.open();
    try {
      return work(store);
    } finally {
      store.close();
    }
  }

  /** Time passes for everything that runs. */
  pass(milliseconds: number): void {
    this.#elapsed += milliseconds;
    this.clock.advance(milliseconds);
  }

  /** Somebody sets the clock: no time passes. */
  setClock(by: number): void {
    this.#setBy += by;
  }

  /** Power off and on again: nothing is told to the book. */
  restart(): void {
    this.#book = null;
    this.#elapsed = 0;
    // What had a timer has none any more.
    this.clock = new ManualClock(this.clock.now());
    this.#book = this.book;
  }

  /** A book over another store. */
  over(store: StaffStore): OpenStaffBook {
    return createStaffBook({ store, clock: this.clock, elapsed: () => this.#elapsed, hash: this.counter.hash });
  }

  full(): never {
    throw new StoreError('full', new Error('database or disk is full'));
  }

  async tryOf(who: { readonly badge: string } | { readonly number: string }, pin: string): Promise<string> {
    const answer = await this.book.signIn(who, pin);
    return answer.ok ? answer.value.staff : answer.error.why;
  }

  remove(): void {
    this.#book?.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
