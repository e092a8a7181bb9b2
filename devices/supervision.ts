import type { Clock } from './clock.ts';
import type { Health } from './device.ts';
import { HealthBoard } from './health.ts';
import type { BytePort, OpenWire } from './wire/wire.ts';

/** Reconnection waits this long after the first failure, doubling up to the cap. */
export const backOff = { first: 250, cap: 5_000 } as const;

export interface Supervised {
  /**
   * Speaks on a fresh port until the device is identified and its sensors are read; reports health through the board.
   * Rejecting closes the port and tries again later. The returned record is the device's identity.
   */
  connected(port: BytePort): Promise<Readonly<Record<string, string>>>;
  /** The port is gone: end what was under way, each command with its own outcome. */
  disconnected(why: string): void;
  /** Asked every `heartbeatEvery` while connected; rejecting closes the port and reconnects. */
  heartbeat?(): Promise<void>;
  readonly heartbeatEvery?: number;
}

/**
 * The life of a connection: connect, identify, heartbeat, reconnect with capped back-off. A fresh port for each attempt,
 * never a re-opened one. The first cause of a failure is kept until the device is well again.
 */
export class Supervision {
  readonly health: HealthBoard;
  readonly #open: OpenWire;
  readonly #clock: Clock;
  readonly #supervised: Supervised;
  #identity: Readonly<Record<string, string>> | null = null;
  #port: BytePort | null = null;
  #running = false;
  #wait = backOff.first as number;
  #cancelTimer: () => void = () => {};
  #abort = new AbortController();

  constructor(open: OpenWire, clock: Clock, supervised: Supervised) {
    this.#open = open;
    this.#clock = clock;
    this.#supervised = supervised;
    this.health = new HealthBoard(clock);
  }

  /** The open, identified port; null while there is none. */
  get port(): BytePort | null {
    return this.#identity === null ? null : this.#port;
  }

  get identity(): Readonly<Record<string, string>> | null {
    return this.#identity;
  }

  onHealth(listener: (health: Health) => void): () => void {
    return this.health.onChange(listener);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#abort = new AbortController();
    void this.#connect();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#cancelTimer();
    const port = this.#port;
    // Aborting also cuts an open connection, and with it what was just written: only an attempt is aborted.
    if (port) await port.close();
    else this.#abort.abort();
    if (!this.#running) this.health.rest('stopped');
  }

  /** Gives this connection up, as when the device answers nonsense; a fresh one follows. */
  async drop(why: string): Promise<void> {
    const port = this.#port;
    if (!port) return;
    this.#lost(port, why);
    await port.close();
  }

  async #connect(): Promise<void> {
    const life = this.#abort;
    let port: BytePort;
    try {
      port = await this.#open(life.signal);
    } catch (error) {
      if (this.#running && life === this.#abort) this.#retry(message(error));
      return;
    }
    // Stopped meanwhile, and perhaps started again: that start has its own attempt.
    if (!this.#running || life !== this.#abort) {
      await port.close();
      return;
    }
    this.#port = port;
    port.onClose((why) => this.#lost(port, why));
    try {
      const identity = await this.#supervised.connected(port);
      if (this.#port !== port) return;
      this.#identity = identity;
      this.#wait = backOff.first;
      this.#beat(port);
    } catch (error) {
      this.#lost(port, message(error));
      await port.close();
    }
  }

  #beat(port: BytePort): void {
    const every = this.#supervised.heartbeatEvery;
    if (!this.#supervised.heartbeat || every === undefined) return;
    this.#cancelTimer = this.#clock.after(every, () => void this.#askPulse(port));
  }

  async #askPulse(port: BytePort): Promise<void> {
    try {
      await this.#supervised.heartbeat?.();
      if (this.#port === port && this.#running) this.#beat(port);
    } catch (error) {
      // A pulse that fails late says nothing about the connection that followed.
      if (this.#port === port) await this.drop(message(error));
    }
  }

  #lost(port: BytePort, why: string): void {
    if (this.#port !== port) return;
    this.#port = null;
    this.#identity = null;
    this.#cancelTimer();
    this.#supervised.disconnected(why);
    if (this.#running) this.#retry(why);
  }

  #retry(why: string): void {
    this.health.report({ state: 'offline', cause: why, action: 'check-cable' });
    const wait = this.#wait;
    this.#wait = Math.min(wait * 2, backOff.cap);
    this.#cancelTimer = this.#clock.after(wait, () => void this.#connect());
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
