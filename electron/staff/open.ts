import type { Clock } from '../../devices/clock.ts';
import type { StaffBook } from '../../flows/ports.ts';
import { isVirtual, type Config } from '../config.ts';
import { StoreError } from '../ledger/store.ts';
import type { Log } from '../log/entries.ts';
import { noStaff } from '../ports/backroom.ts';
import { createStaffBook, type OpenStaffBook } from './book.ts';
import { demonstrators, provisionDemonstrators, type Demonstrator } from './demonstration.ts';
import { openStaffStore, type StaffStore } from './store.ts';

export interface Staff {
  readonly book: StaffBook;
  /** Whom the workbench offers; empty when a device is real, or when others have been provisioned. */
  readonly demonstrators: () => readonly Demonstrator[];
  close(): void;
}

export interface StaffOptions {
  readonly config: Config;
  readonly directory: string;
  readonly clock: Clock;
  readonly elapsed: () => number;
  readonly log: Log;
}

/** What was refused is tried again after so long, ms, as the ledger is (`memory.ts`). */
export const openAgainAfter = 15_000;

/** Who works here. Where the list cannot be opened nobody signs in, customers are served, and it is tried again. */
export function openStaff({ config, directory, clock, elapsed, log }: StaffOptions): Staff {
  let opened: { readonly book: OpenStaffBook; readonly demonstrators: readonly Demonstrator[] } | null = null;
  let callOff = (): void => {};
  let told = '';

  const tryToOpen = (): void => {
    const store = openStaffStore({ directory });
    const fault = store.ok ? provision(store.value, isVirtual(config)) : store.error;
    if (store.ok && fault === null) {
      opened = { book: createStaffBook({ store: store.value, clock, elapsed }), demonstrators: thoseOf(store.value) };
      return;
    }
    // Once for each reason, not every fifteen seconds.
    if (fault !== null && fault !== told) log({ event: 'fault', where: 'staff', told: fault });
    told = fault ?? '';
    callOff = clock.after(openAgainAfter, tryToOpen);
  };
  tryToOpen();

  return {
    book: {
      signIn: (who, pin) => (opened?.book ?? noStaff).signIn(who, pin),
      current: (staff) => (opened?.book ?? noStaff).current(staff),
      empty: () => (opened?.book ?? noStaff).empty(),
    },
    demonstrators: () => opened?.demonstrators ?? [],
    close() {
      callOff();
      opened?.book.close();
      opened = null;
    },
  };
}

/** Why the workers of a demonstration could be neither put in nor taken out; the list is then closed again. */
function provision(store: StaffStore, virtual: boolean): string | null {
  try {
    provisionDemonstrators(store, { virtual });
    return null;
  } catch (error) {
    store.close();
    if (error instanceof StoreError) return `who works here cannot be written (${error.message}): nobody signs in until the disk takes it.`;
    throw error;
  }
}

function thoseOf(store: StaffStore): readonly Demonstrator[] {
  const there = new Set(store.list().filter(({ demonstration, revoked }) => demonstration && !revoked).map(({ staff }) => staff));
  return demonstrators.filter(({ staff }) => there.has(staff));
}
