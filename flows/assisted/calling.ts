import type { HelpWhy } from '../facts.ts';
import type { Screen, View, ViewOf } from '../view.ts';

/**
 * The terminal calls by itself when a customer is stuck: three errors on the same screen, or twice the usual time on it (issue 5).
 * It watches what the screen shows and knows nothing else of the customer: neither what is typed nor who it is.
 */

/** On the same screen, in one session. */
const tooManyErrors = 3;
/** Of the usual time. */
const tooSlow = 2;

/**
 * How long a customer who gets on usually stays on a screen, or on one part of it, seconds; null where nobody waits for them or
 * a device sets the pace. **Our own estimate**, for no measurement was found: generous, so that nobody is hurried. To be replaced by what
 * terminals in service record.
 */
export const usualSeconds: { readonly [S in Screen]: number | null } = {
  starting: null,
  attract: null,
  weigh: 45,
  destination: 60,
  country: 60,
  contents: 45,
  format: 45,
  offers: 90,
  address: 90,
  'pick-up': 60,
  customs: 120,
  stamps: 60,
  supplement: 60,
  articles: 90,
  'drop-off': 60,
  copy: 60,
  tracking: 60,
  basket: 90,
  // The card terminal has its own patience, and says itself how it ended.
  pay: null,
  'payment-refused': 60,
  issuing: null,
  'label-trouble': 90,
  refunding: null,
  deposit: 120,
  farewell: null,
  'out-of-service': null,
  maintenance: null,
  stopping: null,
};

export interface Watching {
  readonly clock: {
    /** Calls back once after `ms`; returns how to call it off. */
    after(ms: number, callback: () => void): () => void;
  };
  readonly call: (why: Extract<HelpWhy, 'errors' | 'time'>) => void;
}

export interface Watch {
  /** Every view, in order. */
  readonly seen: (view: View) => void;
  readonly stop: () => void;
}

export function watchCustomer({ clock, call }: Watching): Watch {
  let stay: string | null = null;
  let problem: string | null = null;
  const errors = new Map<Screen, number>();
  const called = new Set<string>();
  let callOff = (): void => {};
  const callOnce = (why: 'errors' | 'time', where: string): void => {
    if (called.has(`${why} ${where}`)) return;
    called.add(`${why} ${where}`);
    call(why);
  };
  const forget = (): void => {
    errors.clear();
    called.clear();
    problem = null;
  };
  const begin = (view: View, now: string | null): void => {
    callOff();
    callOff = (): void => {};
    stay = now;
    const usual = usualSeconds[view.screen];
    if (now !== null && usual !== null) callOff = clock.after(usual * tooSlow * 1_000, () => callOnce('time', now));
  };
  return {
    seen(view) {
      if (isNobodys(view.screen)) forget();
      // An item is finished: what went wrong with the next one is counted for itself, but not what its payment met.
      if (view.screen === 'basket') for (const screen of errors.keys()) if (screen !== 'payment-refused') errors.delete(screen);
      const now = stayOf(view);
      if (now !== stay) begin(view, now);
      const shown = now === null ? null : problemOf(view);
      if (shown !== null && shown !== problem) {
        const count = (errors.get(view.screen) ?? 0) + 1;
        errors.set(view.screen, count);
        if (count >= tooManyErrors) callOnce('errors', view.screen);
      }
      problem = shown;
    },
    stop: () => callOff(),
  };
}

/** Nobody is being served: whoever comes next begins anew. */
function isNobodys(screen: Screen): boolean {
  return screen === 'attract' || screen === 'out-of-service' || screen === 'maintenance' || screen === 'starting';
}

/**
 * Where the customer stays, with the part of the screen; null where nobody is to be called: somebody has been, a worker is there,
 * or the terminal asks whether anybody still is.
 */
function stayOf(view: View): string | null {
  if (usualSeconds[view.screen] === null || view.helpSince !== null || view.helper !== null || view.dialog?.kind === 'idle') return null;
  const part = 'part' in view ? view.part : 'phase' in view ? view.phase : '';
  const party = 'party' in view ? view.party : '';
  return [view.screen, part, party].join(' ');
}

/** What the scale cannot indicate as a weight that could be priced. */
const refusedWeights: readonly ViewOf<'weigh'>['weighing'][] = ['below-minimum', 'overload', 'underload'];

/** What went wrong, as this view says it: a word that changes when another try failed as well. Null when nothing did. */
function problemOf(view: View): string | null {
  switch (view.screen) {
    case 'address':
    case 'customs':
      // With what was entered: the same problem of another try is another error.
      return view.problems.length === 0 ? null : JSON.stringify([view.problems, view.draft]);
    case 'supplement':
      return view.problem === null ? null : `${view.problem} ${view.entered}`;
    case 'copy':
      return view.problem === null ? null : `${JSON.stringify(view.problem)} ${view.attemptsLeft}`;
    case 'drop-off':
    case 'tracking':
    case 'deposit':
      return view.problem === null ? null : JSON.stringify(view.problem);
    case 'payment-refused':
      return view.reason;
    case 'weigh':
      return refusedWeights.includes(view.weighing) ? view.weighing : null;
    default:
      return null;
  }
}
