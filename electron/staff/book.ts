import type { Clock } from '../../devices/clock.ts';
import type { EpochMs, SignInRefusal, StaffBook, StaffMember } from '../../flows/ports.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { StoreError } from '../ledger/store.ts';
import { afterFailure, afterTime, longerWait, noTries, ofBadge, ofTerminal, type Tries } from './lock-out.ts';
import { hashPin, isPin, nobodysPin, type HashPin } from './pin.ts';
import type { Credential, Member, StaffStore } from './store.ts';

/**
 * The flows' book of staff. A try is counted as a wrong one before the PIN is looked at, and the count is taken back when it
 * was right: pulling the plug in between wins no try. Tries go one after the other, however many arrive.
 */

export interface OpenStaffBook extends StaffBook {
  close(): void;
}

export interface StaffBookOptions {
  readonly store: StaffStore;
  readonly clock: Clock;
  /** Time that has passed, ms, from anywhere: waits are served in it. */
  readonly elapsed: () => number;
  readonly hash?: HashPin;
}

const ofThisTerminal = 'terminal';

/** Somebody must reset it: the last day that a date of this program can have (9999-12-31), for a lock without end has none. */
export const untilReset: EpochMs = Date.UTC(9999, 11, 31);

/** What of a wait has been served is written down so often, ms: a restart repeats no more than that. */
export const servedEvery = 30_000;

export function createStaffBook({ store, clock, elapsed, hash = hashPin }: StaffBookOptions): OpenStaffBook {
  /** Since when the waits of the database have been served, for those that this process has looked at. */
  const since = new Map<string, number>();
  const began = elapsed();
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  const triesOf = (subject: string): Tries => afterTime(store.tries(subject), elapsed() - (since.get(subject) ?? began));
  const keep = (subject: string, tries: Tries): void => {
    store.setTries(subject, tries);
    since.set(subject, elapsed());
  };
  /** Running time has fractions of a millisecond, and an hour has none: a view with one would not pass the link, and the screen would stand still. */
  const untilOf = (wait: number | null): EpochMs => (wait === null ? untilReset : Math.ceil(clock.now() + wait));
  const waitOf = (subject: string): number | null => longerWait(triesOf(subject).wait, triesOf(ofThisTerminal).wait);

  const serve = (): void => {
    const subjects = store.waiting();
    if (subjects.length > 0) store.transaction(() => subjects.forEach((subject) => keep(subject, triesOf(subject))));
  };
  let stopServing = (): void => {};
  const serveAgain = (): void => {
    stopServing = clock.after(servedEvery, () => {
      // A disk that takes nothing now makes a wait longer, not shorter.
      orNull(serve);
      serveAgain();
    });
  };
  serveAgain();

  const attempt = async (who: Credential, pin: string): Promise<Result<StaffMember, SignInRefusal>> => {
    const member = store.holderOf(who);
    const staff = member?.staff ?? null;
    const subject = store.subjectOf(who);
    const wait = waitOf(subject);
    if (wait !== 0) return err({ why: 'locked', staff, until: untilOf(wait) });
    const before = { own: triesOf(subject), terminal: triesOf(ofThisTerminal) };
    store.transaction(() => {
      keep(subject, afterFailure(before.own, ofBadge));
      keep(ofThisTerminal, afterFailure(before.terminal, ofTerminal));
    });
    const right = await isPin(pin, member?.pin ?? nobodysPin, hash);
    if (member !== null && right && !member.revoked) {
      store.transaction(() => {
        keep(subject, noTries);
        keep(ofThisTerminal, noTries);
      });
      return ok(described(member));
    }
    const locked = waitOf(subject);
    if (locked !== 0) return err({ why: 'locked', staff, until: untilOf(locked) });
    return err({ why: member === null ? 'unknown' : member.revoked ? 'revoked' : 'wrong-pin', staff });
  };

  return {
    signIn(who, pin) {
      const next = last.then(async () => {
        if (closed) return err({ why: 'unknown', staff: null } as const);
        try {
          return await attempt(who, pin);
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          // Whoever cannot be counted is not let in.
          return err({ why: 'locked', staff: null, until: clock.now() + servedEvery } as const);
        }
      });
      last = next.catch(() => undefined);
      return next;
    },
    current(staff) {
      const member = closed ? null : orNull(() => store.find(staff));
      return member === null || member.revoked ? null : described(member);
    },
    empty: () => closed || !(orNull(() => store.list()) ?? []).some(({ revoked }) => !revoked),
    close() {
      if (closed) return;
      closed = true;
      stopServing();
      orNull(serve);
      store.close();
    },
  };
}

function described({ staff, name, role }: Member): StaffMember {
  return { staff, name, role };
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}
