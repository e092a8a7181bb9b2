import type { Clock } from '../clock.ts';
import { notDone } from '../outcome.ts';
import { SupervisedDevice } from '../supervised-device.ts';
import { Supervision } from '../supervision.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import { faultOf, readingOf } from './hid-pos-reading.ts';
import { HidDecoder, type HidReport } from './hid-pos-report.ts';
import { LineNoise, noiseCause } from './line-noise.ts';
import type { Scale, ScaleCapabilities, ScaleReading, TypePlate } from './scale.ts';
import { afterSilence } from './silence.ts';

/**
 * A USB scale of the HID usage page 0x8D (`devices.md` 1.4), read as the file of its reports. It streams and is told
 * nothing. Such scales are normally not verified: without the M mark the terminal shows no price from one.
 */

/** No report for this long: the reading is no longer true. */
export const frameTimeout = 1_500;
/** A report that has begun must end within this time; USB hands it over whole. */
export const reportGap = 50;

export interface HidPosOptions {
  readonly open: OpenWire;
  readonly clock: Clock;
  readonly plate: TypePlate;
}

export function createHidPos(options: HidPosOptions): Scale {
  return new HidPos(options);
}

class HidPos extends SupervisedDevice implements Scale {
  readonly kind = 'scale';
  readonly driver = 'hid-pos';
  readonly capabilities: ScaleCapabilities;
  readonly #clock: Clock;
  protected readonly supervision: Supervision;
  readonly #listeners = new Set<(reading: ScaleReading) => void>();
  readonly #noise: LineNoise;
  #identity: Readonly<Record<string, string>> | null = null;
  #reading: ScaleReading = { kind: 'absent', cause: 'not started' };
  #giveUp: (why: Error) => void = () => {};
  #cancelWatch: () => void = () => {};
  #cancelGap: () => void = () => {};

  constructor({ open, clock, plate }: HidPosOptions) {
    super();
    this.capabilities = { ...plate, zeroes: false };
    this.#clock = clock;
    this.#noise = new LineNoise(clock);
    this.supervision = new Supervision(open, clock, {
      connected: (port) => this.#listen(port),
      disconnected: (why) => this.#disconnected(why),
    });
  }

  override identity(): Readonly<Record<string, string>> | null {
    return this.#identity;
  }

  onReading(listener: (reading: ScaleReading) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#reading);
    return () => void this.#listeners.delete(listener);
  }

  zero(): ReturnType<Scale['zero']> {
    return Promise.resolve(notDone('unsupported', 'this scale takes no commands: press its own zero key'));
  }

  /** The first report after opening may be of the weighing before (`devices.md` 1.4): the second one counts. */
  #listen(port: BytePort): Promise<Readonly<Record<string, string>>> {
    const identified = Promise.withResolvers<Readonly<Record<string, string>>>();
    const identity = { protocol: 'USB HID POS scale', use: this.capabilities.verified ? 'trade' : 'bench only: not verified' };
    let stale = true;
    this.#giveUp = identified.reject;
    this.#watch();
    this.#hear(port, (report) => {
      this.#watch();
      if (!stale) {
        this.#identity = identity;
        this.#take(report);
        identified.resolve(identity);
      }
      stale = false;
    });
    return identified.promise;
  }

  #hear(port: BytePort, tell: (report: HidReport) => void): void {
    const decoder = new HidDecoder();
    port.onBytes((bytes) => {
      this.#cancelGap();
      for (const report of decoder.push(bytes)) {
        if (report === null) this.#noise.heard();
        else tell(report);
      }
      if (!decoder.pending) return;
      this.#cancelGap = this.#clock.after(reportGap, () => {
        this.#noise.heard();
        decoder.discard();
      });
    });
  }

  /** After silence the next report may be an old one too: a fresh connection, whose first is left out again. */
  #watch(): void {
    this.#cancelWatch();
    this.#cancelWatch = afterSilence(this.#clock, frameTimeout, () => {
      void this.supervision.drop(this.#noise.recent ? noiseCause : `the scale has sent no report for ${frameTimeout} ms: check that it is on`);
    });
  }

  #take(report: HidReport): void {
    const cause = faultOf(report, this.capabilities) ?? (this.#noise.lasting ? noiseCause : null);
    if (cause !== null) {
      this.supervision.health.report({ state: 'hardware-error', cause, action: 'call-technician' });
      this.#publish({ kind: 'absent', cause });
      return;
    }
    this.supervision.health.report({ state: 'online' });
    this.#publish(readingOf(report, this.capabilities));
  }

  #disconnected(why: string): void {
    this.#identity = null;
    this.#noise.forget();
    this.#cancelWatch();
    this.#cancelGap();
    this.#giveUp(new Error(why));
    this.#publish({ kind: 'absent', cause: why });
  }

  #publish(reading: ScaleReading): void {
    this.#reading = reading;
    for (const listener of this.#listeners) listener(reading);
  }
}
