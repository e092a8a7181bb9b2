import type { Clock } from '../../devices/clock.ts';
import { Violation } from './violation.ts';

/**
 * One time for everything: the terminal, the other ends of its wires, the customers and the weather. It stands still while
 * anything is being done, and then goes on to the next thing that somebody waits for.
 */

interface Timer {
  readonly at: number;
  /** Of two at the same instant the first asked comes first. */
  readonly order: number;
  readonly what: string;
  callback: (() => void) | null;
}

export class SimulatedTime {
  #now = 0;
  #asked = 0;
  /** A heap: the next one first. */
  readonly #timers: Timer[] = [];

  /** Milliseconds since the simulation began. */
  get now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void, what = 'timer'): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: (this.#asked += 1), what, callback };
    this.#push(timer);
    return () => void (timer.callback = null);
  }

  /** Goes on to the next timer and runs it; what it was, or null when nobody waits for anything. */
  advance(): string | null {
    for (let timer = this.#pop(); timer !== null; timer = this.#pop()) {
      if (timer.callback === null) continue;
      this.#now = timer.at;
      timer.callback();
      return timer.what;
    }
    return null;
  }

  /**
   * A clock on this time that shows `start` plus what `ahead` says, as somebody may set a clock. What waits on it is never
   * called once it is dead: the program that waited is gone.
   */
  clock({ start, ahead = () => 0, alive = () => true }: { readonly start: number; readonly ahead?: () => number; readonly alive?: () => boolean }): Clock {
    return {
      now: () => start + this.#now + ahead(),
      after: (ms, callback) =>
        this.after(ms, () => {
          if (alive()) callback();
        }),
    };
  }

  #push(timer: Timer): void {
    const heap = this.#timers;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, timer)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = timer;
  }

  #pop(): Timer | null {
    const heap = this.#timers;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right] as Timer, heap[left] as Timer) ? right : left;
      const next = heap[child];
      if (next === undefined || isBefore(last, next)) break;
      heap[at] = next;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/**
 * Waits until everything that has been begun stands still: what the program does between two timers is promises alone, and
 * all of them have run when the event loop comes round again.
 */
export function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/**
 * While a simulation runs nobody may wait by the machine's own time. One does, on purpose: a machine of XState whose fault nobody
 * catches throws it at the process, from a timer of its own (`reportUnhandledError`); that is heard here and now. Returns how
 * to give the time back.
 */
export function noOtherTime(onFault: (fault: unknown) => void): () => void {
  const real = globalThis.setTimeout;
  const heard = (callback: () => void, ms?: number): void => {
    if ((ms ?? 0) > 0) onFault(new Violation(`somebody waits ${ms} ms by a time of their own`));
    try {
      callback();
    } catch (fault) {
      onFault(fault);
    }
  };
  globalThis.setTimeout = heard as unknown as typeof setTimeout;
  return () => void (globalThis.setTimeout = real);
}
