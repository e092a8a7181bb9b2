import { z } from 'zod';
import type { Clock } from '../clock.ts';

/** The mechanics under every scale's twin: a pan on a spring, its zero, and the ends of its range. It knows no protocol. */

/** Knobs of any scale's twin, by the same names. */
export const panKnobs = {
  grams: z.number().min(-100_000).max(100_000).default(0).describe('what lies on the pan, g'),
  moving: z.boolean().default(false).describe('somebody leans on the pan: it never comes to rest'),
  settleMs: z.number().int().min(0).max(10_000).default(600).describe('how long the pan swings after each change'),
  overload: z.boolean().default(false),
  underload: z.boolean().default(false),
  silent: z.boolean().default(false).describe('hears nothing, says nothing'),
  garbage: z.boolean().default(false).describe('noise between the lines'),
  powerCycle: z.boolean().default(false).describe('set to true: switches off and on again, then returns to false'),
  minimumGrams: z.number().int().min(0).max(100_000).default(5).describe('Min of the type plate, g'),
  maximumGrams: z.number().int().min(1).max(100_000).default(30_000).describe('Max of the type plate, g'),
};

const knobs = z.object(panKnobs);
export type PanKnobs = z.infer<typeof knobs>;

/** Beyond Max by this much nothing is shown any more (R 76-1: 9 e [K]). */
const overMaxGrams = 9;
/** Zero can be set within this part of Max (R 76-1 [K]). */
const zeroPart = 0.04;
const swingPeriodMs = 220;

export class VirtualPan {
  readonly #clock: Clock;
  readonly #knobs: () => PanKnobs;
  /** Where the pan was before the last change, and when that was. */
  #from = 0;
  #changedAt = -Infinity;
  #zeroAt = 0;

  constructor(clock: Clock, knobs: () => PanKnobs) {
    this.#clock = clock;
    this.#knobs = knobs;
  }

  /** Knobs are turned: what is put on the pan or taken from it sets it swinging. */
  during<T extends PanKnobs>(turn: () => T): T {
    const { grams } = this.#knobs();
    const now = this.load();
    const after = turn();
    if (after.grams !== grams) {
      this.#from = now;
      this.#changedAt = this.#clock.now();
    }
    return after;
  }

  /** Where the pan is at this instant, g: a damped swing towards what lies on it. */
  load(): number {
    const { grams, moving, settleMs } = this.#knobs();
    const since = this.#clock.now() - this.#changedAt;
    if (since < settleMs) {
      return grams + (this.#from - grams) * Math.exp((-5 * since) / settleMs) * Math.cos((2 * Math.PI * since) / swingPeriodMs);
    }
    return moving ? grams + 3 + 2 * Math.sin((2 * Math.PI * this.#clock.now()) / swingPeriodMs) : grams;
  }

  /** Counted from the zero that was set, g. */
  gross(): number {
    return this.load() - this.#zeroAt;
  }

  atRest(): boolean {
    const { moving, settleMs } = this.#knobs();
    return !moving && this.#clock.now() - this.#changedAt >= settleMs;
  }

  restIn(): number | null {
    const { moving, settleMs } = this.#knobs();
    return moving ? null : Math.max(0, settleMs - (this.#clock.now() - this.#changedAt));
  }

  range(): 'within' | 'over' | 'under' {
    const { overload, underload, maximumGrams } = this.#knobs();
    if (overload || this.gross() > maximumGrams + overMaxGrams) return 'over';
    return underload || this.gross() < -maximumGrams / 5 ? 'under' : 'within';
  }

  outsideZeroRange(): 'above' | 'below' | null {
    const { overload, underload, maximumGrams } = this.#knobs();
    const limit = maximumGrams * zeroPart;
    if (overload || this.gross() > limit) return 'above';
    return underload || this.gross() < -limit ? 'below' : null;
  }

  zero(): void {
    this.#zeroAt = this.load();
  }
}
