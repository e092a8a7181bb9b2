import { serviceIdSchema, type Fact, type FactOf, type ServiceId } from '../../flows/facts.ts';
import type { EpochMs } from '../../flows/ports.ts';
import { AssistanceFold, type Assistance } from './assistance.ts';

/**
 * How often and how well each function was used, and how long it could not be had: from the journal alone, so that what
 * is published can be added up again by anyone. Training counts nowhere.
 */

export interface SessionCounters {
  /** Sessions that began with this function. */
  readonly sessions: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly timedOut: number;
  /** The program or the power failed meanwhile. */
  readonly crashed: number;
  /** The terminal was switched off meanwhile. */
  readonly stopped: number;
  /** Calls for a person during these sessions. */
  readonly interventions: number;
}

export interface FunctionCounters extends SessionCounters {
  readonly availableSeconds: number;
  /** In service, but not this function; all reasons together, and each (`flows/view/reason.ts`). */
  readonly unavailableSeconds: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** available ÷ (available + unavailable + switched off); null when nothing was observed. */
  readonly uptime: number | null;
  /** completed ÷ ended; null when no session has ended. */
  readonly completionRate: number | null;
}

export interface Counters {
  /** What is counted lies between these instants; the second is that of the last record, or the end that was asked for. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly functions: Readonly<Record<ServiceId, FunctionCounters>>;
  /** Sessions of records before 2026-11-24, which do not say with what they began. */
  readonly unnamed: SessionCounters;
  /** Calls while nobody was being served. */
  readonly callsOutsideSessions: number;
  readonly assistance: Assistance;
  /** The program did not run, or did not yet know what it could offer. After a crash it counts from the last record. */
  readonly offSeconds: number;
  readonly trainingSeconds: number;
}

/**
 * The operator has not configured what this function sells: it is not missing, it is not there (`articlesReason` in
 * `flows/terminal/services.ts`).
 */
const NOT_OFFERED = 'at-the-counter';

const services = serviceIdSchema.options;

export interface Window {
  readonly from: EpochMs;
  /** Not included. */
  readonly to: EpochMs;
}

const always: Window = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** Records in order of the journal. A session belongs to the window in which it began. */
export function countersOf(records: Iterable<{ readonly at: EpochMs; readonly fact: Fact }>, window: Window = always): Counters {
  const fold = new CountersFold(window);
  for (const { at, fact } of records) fold.add(at, fact);
  return fold.counters();
}

type Ending = FactOf<'session.ended'>['how'];
type Tally = { -readonly [K in keyof SessionCounters]: number };

const endings: Readonly<Record<Ending, keyof Tally>> = { completed: 'completed', cancelled: 'cancelled', 'timed-out': 'timedOut', crashed: 'crashed', stopped: 'stopped' };

const emptyTally = (): Tally => ({ sessions: 0, completed: 0, cancelled: 0, timedOut: 0, crashed: 0, stopped: 0, interventions: 0 });

/** Milliseconds in which one function was in one state. */
interface Times {
  available: number;
  readonly reasons: Map<string, number>;
}

class CountersFold {
  readonly #window: Window;
  readonly #tallies = new Map<ServiceId | 'unnamed', Tally>([...services, 'unnamed' as const].map((name) => [name, emptyTally()]));
  readonly #times = new Map<ServiceId, Times>(services.map((service) => [service, { available: 0, reasons: new Map() }]));
  /** Undefined: the running program has not said it yet. */
  readonly #states = new Map<ServiceId, string | null>();
  readonly #open = new Map<string, Tally>();
  readonly #assistance = new AssistanceFold();
  #first: EpochMs | null = null;
  #last: EpochMs | null = null;
  #training = false;
  #off = 0;
  #trained = 0;
  #calls = 0;

  constructor(window: Window) {
    this.#window = window;
  }

  add(at: EpochMs, fact: Fact): void {
    // What the clock jumped over is no time: up to where it stood counts, and counting goes on from where it stands.
    if (fact.type === 'clock.changed') {
      this.#pass(fact.from);
      this.#last = fact.to;
    }
    // A crash leaves no record: after the last one nothing is known but that the terminal is back.
    if (fact.type === 'terminal.started') this.#stop();
    this.#pass(at);
    this.#apply(at, fact);
    if (!this.#training && this.#counts(at)) this.#assistance.add(fact);
  }

  #apply(at: EpochMs, fact: Fact): void {
    switch (fact.type) {
      case 'terminal.started':
        this.#endAll('crashed');
        return;
      case 'terminal.stopped':
        this.#endAll('stopped');
        this.#stop();
        return;
      case 'training.begun':
        this.#training = true;
        return;
      case 'training.ended':
        this.#training = false;
        return;
      case 'service.changed':
        this.#states.set(fact.service, fact.reason);
        return;
      case 'session.started':
        this.#begin(at, fact);
        return;
      case 'session.ended':
        this.#end(fact.session, fact.how);
        return;
      case 'help.called':
        this.#called(at, fact.session);
        return;
      default:
    }
  }

  #begin(at: EpochMs, { session, service }: FactOf<'session.started'>): void {
    if (this.#training || !this.#counts(at)) return;
    const tally = this.#tallies.get(service ?? 'unnamed') ?? emptyTally();
    tally.sessions += 1;
    this.#open.set(session, tally);
  }

  #end(session: string, how: Ending): void {
    const tally = this.#open.get(session);
    if (tally) tally[endings[how]] += 1;
    this.#open.delete(session);
  }

  #endAll(how: Ending): void {
    for (const session of this.#open.keys()) this.#end(session, how);
  }

  #called(at: EpochMs, session: string | null): void {
    const tally = session === null ? undefined : this.#open.get(session);
    if (tally) tally.interventions += 1;
    else if (session === null && !this.#training && this.#counts(at)) this.#calls += 1;
  }

  #counts(at: EpochMs): boolean {
    return at >= this.#window.from && at < this.#window.to;
  }

  #stop(): void {
    this.#training = false;
    this.#states.clear();
  }

  /** Time goes on to `at`, in the states of now. A clock that went back takes nothing away. */
  #pass(at: EpochMs): void {
    this.#first ??= at;
    const spent = Math.max(0, Math.min(at, this.#window.to) - Math.max(this.#last ?? at, this.#window.from));
    this.#last = at;
    if (spent === 0) return;
    if (this.#training) {
      this.#trained += spent;
      return;
    }
    // Stopped, or started and not yet in service.
    if (this.#states.size === 0) {
      this.#off += spent;
      return;
    }
    for (const [service, reason] of this.#states) {
      const times = this.#times.get(service);
      if (!times || reason === NOT_OFFERED) continue;
      if (reason === null) times.available += spent;
      else times.reasons.set(reason, (times.reasons.get(reason) ?? 0) + spent);
    }
  }

  counters(): Counters {
    const functions = services.map((service) => [service, this.#of(service)] as const);
    return {
      from: Math.max(this.#first ?? 0, this.#window.from),
      to: Math.min(this.#last ?? 0, this.#window.to),
      functions: Object.fromEntries(functions) as Record<ServiceId, FunctionCounters>,
      unnamed: this.#tallies.get('unnamed') ?? emptyTally(),
      callsOutsideSessions: this.#calls,
      assistance: this.#assistance.assistance(),
      offSeconds: inSeconds(this.#off),
      trainingSeconds: inSeconds(this.#trained),
    };
  }

  #of(service: ServiceId): FunctionCounters {
    const tally = this.#tallies.get(service) ?? emptyTally();
    const { available, reasons } = this.#times.get(service) ?? { available: 0, reasons: new Map<string, number>() };
    const unavailable = [...reasons.values()].reduce((sum, one) => sum + one, 0);
    const ended = tally.completed + tally.cancelled + tally.timedOut + tally.crashed + tally.stopped;
    const offered = available + unavailable > 0;
    return {
      ...tally,
      availableSeconds: inSeconds(available),
      unavailableSeconds: inSeconds(unavailable),
      reasons: Object.fromEntries([...reasons].map(([reason, spent]) => [reason, inSeconds(spent)])),
      uptime: offered ? available / (available + unavailable + this.#off) : null,
      completionRate: ended === 0 ? null : tally.completed / ended,
    };
  }
}

const inSeconds = (ms: number): number => Math.round(ms / 1_000);
