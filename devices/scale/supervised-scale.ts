import type { Clock } from '../clock.ts';
import { SupervisedDevice } from '../supervised-device.ts';
import { Supervision } from '../supervision.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import { LineNoise, noiseCause } from './line-noise.ts';
import type { Scale, ScaleCapabilities, ScaleReading, TypePlate } from './scale.ts';
import { afterSilence } from './silence.ts';

export interface ScaleOptions {
  readonly open: OpenWire;
  readonly clock: Clock;
  readonly plate: TypePlate;
}

export type ScaleIdentity = Readonly<Record<string, string>>;

/**
 * What every scale driver does, whatever its scale speaks: it tells readings, remembers noise, watches for silence, and has no
 * weight as soon as it has no connection. The protocols say what a reading is, and when there is one.
 */
export abstract class SupervisedScale extends SupervisedDevice implements Scale {
  readonly kind = 'scale';
  abstract readonly driver: string;
  readonly capabilities: ScaleCapabilities;
  protected readonly clock: Clock;
  protected readonly supervision: Supervision;
  protected readonly noise: LineNoise;
  readonly #listeners = new Set<(reading: ScaleReading) => void>();
  #reading: ScaleReading = { kind: 'absent', cause: 'not started' };
  #identity: ScaleIdentity | null = null;
  #cancelWatch: () => void = () => {};

  constructor({ open, clock, plate }: ScaleOptions, zeroes: boolean) {
    super();
    this.capabilities = { ...plate, zeroes };
    this.clock = clock;
    this.noise = new LineNoise(clock);
    this.supervision = new Supervision(open, clock, {
      connected: (port) => this.connected(port),
      disconnected: (why) => {
        this.#identity = null;
        this.noise.forget();
        this.disconnected(why);
        this.publish({ kind: 'absent', cause: why });
      },
    });
  }

  abstract zero(): ReturnType<Scale['zero']>;

  /** Until the scale is identified and its first weight is there. */
  protected abstract connected(port: BytePort): Promise<ScaleIdentity>;

  /** Ends what was under way. */
  protected disconnected(_why: string): void {
    this.unwatch();
  }

  override identity(): ScaleIdentity | null {
    return this.#identity;
  }

  onReading(listener: (reading: ScaleReading) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#reading);
    return () => void this.#listeners.delete(listener);
  }

  protected get reading(): ScaleReading {
    return this.#reading;
  }

  /** Known before the first weight, so that who hears `online` can ask who it is. */
  protected identified(identity: ScaleIdentity): void {
    this.#identity = identity;
  }

  /** What the scale shows; with a fault, or on a line that is not to be trusted, only why none of it may be used. */
  protected show(reading: ScaleReading, fault: string | null): void {
    const cause = fault ?? (this.noise.lasting ? noiseCause : null);
    this.supervision.health.report(cause === null ? { state: 'online' } : { state: 'hardware-error', cause, action: 'call-technician' });
    this.publish(cause === null ? reading : { kind: 'absent', cause });
  }

  protected publish(reading: ScaleReading): void {
    this.#reading = reading;
    for (const listener of this.#listeners) listener(reading);
  }

  /** Without another call within so many ms, the last reading is no longer true. */
  protected watch(within: number, silent: () => void): void {
    this.unwatch();
    this.#cancelWatch = afterSilence(this.clock, within, silent);
  }

  protected unwatch(): void {
    this.#cancelWatch();
  }
}
