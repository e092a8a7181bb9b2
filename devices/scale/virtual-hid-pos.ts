import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { BytePort } from '../wire/wire.ts';
import { panKnobs } from './virtual-pan.ts';
import { ScaleTwin, type ScaleTalk, type VirtualScale } from './virtual-scale.ts';

/** The other side of a USB scale, written from `devices.md` 1.4 and not from the driver: reports, again and again. */

const knobs = z.strictObject({
  ...panKnobs,
  tareGrams: z.literal(0).default(0).describe('such a scale cannot tell a tare'),
  halfLines: z.boolean().default(false).describe('every third report loses its end'),
  trouble: z.enum(['none', 'fault', 'calibrate', 're-zero']).default('none').describe('what the scale says of itself'),
  staleFirst: z.boolean().default(true).describe('the first report after opening is of the weighing before'),
  ounces: z.boolean().default(false).describe('weighs in tenths of an ounce'),
  unit: z.enum(['g', 'kg']).default('g'),
  decimals: z.number().int().min(0).max(3).default(0).describe('decimals in that unit: the exponent, negative'),
});

export type HidKnobs = z.infer<typeof knobs>;

const repeatMs = 100;
const gramsPerOunce = 28.349523125;

const statusOf = { fault: 1, zero: 2, motion: 3, stable: 4, under: 5, over: 6, calibrate: 7, 're-zero': 8 } as const;
const unitOf = { g: 2, kg: 3, ounces: 11 } as const;

export function createVirtualHidPos({ clock, knobs: start = {} }: { readonly clock: Clock; readonly knobs?: unknown }): VirtualScale<HidKnobs> {
  return new HidTwin(clock, knobs, start);
}

class HidTwin extends ScaleTwin<HidKnobs, Stream> {
  readonly protocol = 'hid-pos';
  #said = 0;
  /** The last report of a pan at rest with something on it: what lies in the scale's memory when it is opened. */
  #before = Buffer.from([3, statusOf.stable, unitOf.g, 0, 0x4d, 0x01]);

  override attach(port: BytePort): void {
    if (this.off) void port.close();
    else super.attach(port);
  }

  protected talkOn(port: BytePort): Stream {
    // Reports only come out of such a scale; what is sent to it is taken off the wire.
    port.onBytes(() => {});
    if (this.knobs().staleFirst) this.#send(port, this.#before);
    return new Stream(port, this.clock, () => this.#send(port, this.#report()));
  }

  #send(port: BytePort, report: Buffer): void {
    const { silent, garbage, halfLines } = this.knobs();
    if (silent || port.closed !== null) return;
    this.#said += 1;
    const noise = garbage && this.#said % 2 === 0 ? Buffer.from([0x03, 0x04, 0xff]) : Buffer.alloc(0);
    const sent = halfLines && this.#said % 3 === 0 ? report.subarray(0, 3) : report;
    void port.write(Buffer.concat([noise, sent])).catch(() => undefined);
  }

  #report(): Buffer {
    const { trouble, unit, decimals, ounces } = this.knobs();
    const gross = this.pan.gross();
    const scaled = ounces ? (gross / gramsPerOunce) * 10 : (gross / (unit === 'kg' ? 1_000 : 1)) * 10 ** decimals;
    const weight = Math.min(0xffff, Math.max(0, Math.round(scaled)));
    const report = Buffer.from([3, trouble === 'none' ? this.#status(weight) : statusOf[trouble], ounces ? unitOf.ounces : unitOf[unit], 0, 0, 0]);
    report.writeInt8(ounces ? -1 : -decimals, 3);
    report.writeUInt16LE(weight, 4);
    if (report[1] === statusOf.stable) this.#before = report;
    return report;
  }

  #status(weight: number): number {
    const range = this.pan.range();
    if (range === 'over') return statusOf.over;
    if (range === 'under' || this.pan.gross() <= -0.5) return statusOf.under;
    if (!this.pan.atRest()) return statusOf.motion;
    return weight === 0 ? statusOf.zero : statusOf.stable;
  }
}

/** One open port: a report, again and again. */
class Stream implements ScaleTalk {
  readonly #port: BytePort;
  readonly #clock: Clock;
  readonly #send: () => void;
  #cancel: () => void = () => {};

  constructor(port: BytePort, clock: Clock, send: () => void) {
    this.#port = port;
    this.#clock = clock;
    this.#send = send;
    this.#next();
  }

  /** Off, it is gone from the bus: whoever had it open hears so. */
  powerLost(): void {
    this.end();
    void this.#port.close();
  }

  end(): void {
    this.#cancel();
  }

  #next(): void {
    this.#cancel = this.#clock.after(repeatMs, () => {
      this.#send();
      if (this.#port.closed === null) this.#next();
    });
  }
}
