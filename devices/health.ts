import type { Clock } from './clock.ts';
import type { Health, HealthState } from './device.ts';

type Report = { readonly state: HealthState; readonly cause?: string | null; readonly action?: Health['action']; readonly warnings?: readonly string[] };

/** Keeps a device's health: the first cause stays until the device is well again, and listeners hear changes only. */
export class HealthBoard {
  #health: Health;
  /** Not started, or stopped on purpose: that is no cause of anything, and the first true one replaces it. */
  #resting = true;
  #listeners = new Set<(health: Health) => void>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#health = { state: 'offline', cause: 'not started', warnings: [], action: 'none', since: clock.now() };
  }

  get current(): Health {
    return this.#health;
  }

  onChange(listener: (health: Health) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#health);
    return () => this.#listeners.delete(listener);
  }

  /** Puts the device at rest: offline on purpose. */
  rest(why: 'stopped'): void {
    this.#resting = false;
    this.#health = { ...this.#health, cause: null };
    this.report({ state: 'offline', cause: why, warnings: [] });
    this.#resting = true;
  }

  report(report: Report): void {
    const well = report.state === 'online' || report.state === 'busy';
    const same = report.state === this.#health.state;
    const next: Health = {
      state: report.state,
      cause: well ? null : same && !this.#resting ? (this.#health.cause ?? report.cause ?? null) : (report.cause ?? null),
      warnings: report.warnings ?? this.#health.warnings,
      action: well ? 'none' : (report.action ?? 'none'),
      since: same ? this.#health.since : this.#clock.now(),
    };
    const changed = !same || next.cause !== this.#health.cause || next.warnings.join() !== this.#health.warnings.join() || next.action !== this.#health.action;
    this.#health = next;
    this.#resting = false;
    if (changed) for (const listener of this.#listeners) listener(next);
  }
}
