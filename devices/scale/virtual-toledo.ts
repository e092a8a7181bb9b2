import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { BytePort } from '../wire/wire.ts';
import { panKnobs } from './virtual-pan.ts';
import { ScaleTwin, type ScaleTalk, type VirtualScale } from './virtual-scale.ts';

/** The other side of Toledo 8217, written from `devices.md` 1.2 and not from the driver. */

const knobs = z.strictObject({
  ...panKnobs,
  net: z.boolean().default(false).describe('weights carry the mark of a net weight'),
  tareGrams: z.number().min(0).max(100_000).default(0).describe('a tare set on the scale; weights are net and say so'),
  halfLines: z.boolean().default(false).describe('every third answer loses its end'),
  weightOnce: z.boolean().default(false).describe('sends a weight once and then only an empty status, until it changes'),
  lateMs: z.number().int().min(0).max(10_000).default(0).describe('answers to W come so late'),
  parity: z.boolean().default(false).describe('the line is eight bits wide: bytes carry their parity, both ways'),
  pounds: z.boolean().default(false).describe('weighs in pounds'),
  unit: z.literal('kg').default('kg'),
  decimals: z.literal(3).default(3),
});

export type ToledoKnobs = z.infer<typeof knobs>;

/** Zero is taken at the next conversion. */
const zeroAfterMs = 100;
const gramsPerPound = 453.59237;

export function createVirtualToledo({ clock, knobs: start = {} }: { readonly clock: Clock; readonly knobs?: unknown }): VirtualScale<ToledoKnobs> {
  return new ToledoTwin(clock, knobs, start);
}

class ToledoTwin extends ScaleTwin<ToledoKnobs, ToledoTalk> {
  readonly protocol = 'toledo-8217';
  /** The weight sent last, for a scale that sends each one once. */
  #sent: string | null = null;

  protected talkOn(port: BytePort): ToledoTalk {
    return new ToledoTalk(port, this.clock, this);
  }

  /** It knows no weight of before; and it says nothing of its own. */
  protected override poweredOn(): void {
    this.#sent = null;
  }

  /** What `W` is answered with, between STX and CR. */
  weight(): string {
    const { weightOnce } = this.knobs();
    const shown = this.#shown();
    if (shown !== null && !(weightOnce && shown === this.#sent)) {
      this.#sent = shown;
      return shown;
    }
    if (shown === null) this.#sent = null;
    return this.status();
  }

  /** `?` and the status byte; a weight that was already sent leaves only the bits for zero and net. */
  status(): string {
    const range = this.pan.range();
    const load = this.pan.gross() - this.knobs().tareGrams;
    const bits = [
      !this.pan.atRest(),
      range === 'over',
      range === 'under' || load <= -0.5,
      this.pan.outsideZeroRange() !== null,
      range === 'within' && Math.abs(load) < 0.25,
      this.#isNet(),
    ];
    return `?${String.fromCharCode(0x40 + bits.reduce((sum, bit, place) => sum + (bit ? 2 ** place : 0), 0))}`;
  }

  zeroSoon(): void {
    this.clock.after(zeroAfterMs, () => {
      if (this.pan.atRest() && this.pan.outsideZeroRange() === null && !this.#isNet()) this.pan.zero();
    });
  }

  /** `dd.ddd`, in pounds `dd.dd`; null while it moves, below zero and beyond the range. */
  #shown(): string | null {
    const { tareGrams, pounds } = this.knobs();
    const load = this.pan.gross() - tareGrams;
    if (this.pan.range() !== 'within' || !this.pan.atRest() || load <= -0.5) return null;
    const whole = Math.max(0, Math.round(pounds ? (load / gramsPerPound) * 100 : load));
    const digits = String(whole).padStart(pounds ? 4 : 5, '0');
    return `${digits.slice(0, 2)}.${digits.slice(2)}${this.#isNet() ? 'N' : ''}`;
  }

  #isNet(): boolean {
    return this.knobs().net || this.knobs().tareGrams > 0;
  }
}

/** One connection. Commands are single characters; what is none is passed over. */
class ToledoTalk implements ScaleTalk {
  readonly #port: BytePort;
  readonly #clock: Clock;
  readonly #scale: ToledoTwin;
  #echoes = false;
  #said = 0;
  #ended = false;

  constructor(port: BytePort, clock: Clock, scale: ToledoTwin) {
    this.#port = port;
    this.#clock = clock;
    this.#scale = scale;
    port.onBytes((bytes) => {
      for (const byte of bytes) this.#hear(byte);
    });
  }

  powerLost(): void {
    this.#echoes = false;
  }

  end(): void {
    this.#ended = true;
  }

  #hear(byte: number): void {
    const { silent, parity, lateMs } = this.#scale.knobs();
    if (silent || this.#scale.off || this.#ended) return;
    // A byte with the wrong number of ones is one that the scale did not get.
    if (parity ? onesOf(byte) % 2 !== 0 : byte > 0x7f) return;
    const command = String.fromCharCode(byte % 0x80);
    if (this.#echoes) {
      if (command === 'F') this.#echoes = false;
      else this.#send([byte % 0x80]);
      return;
    }
    if (command === 'W') this.#late(this.#scale.weight(), lateMs);
    else if (command === 'Z') {
      this.#say(this.#scale.status());
      this.#scale.zeroSoon();
    } else if (command === 'A') this.#say('');
    else if (command === 'B') this.#say('?@');
    else if (command === 'E') {
      this.#say('E');
      this.#echoes = true;
    }
  }

  /** What is said late is what was true when it was asked. */
  #late(body: string, lateMs: number): void {
    if (lateMs === 0) this.#say(body);
    else this.#clock.after(lateMs, () => this.#say(body));
  }

  #say(body: string): void {
    const { silent, garbage, halfLines } = this.#scale.knobs();
    if (silent || this.#scale.off || this.#ended) return;
    this.#said += 1;
    const frame = [0x02, ...Buffer.from(body, 'latin1'), 0x0d];
    if (garbage) this.#send([0x7f, 0x30, 0x02, 0x31, 0x0d]);
    this.#send(halfLines && this.#said % 3 === 0 ? frame.slice(0, Math.ceil(frame.length / 2)) : frame);
  }

  #send(bytes: readonly number[]): void {
    if (this.#port.closed !== null) return;
    const { parity } = this.#scale.knobs();
    void this.#port.write(Uint8Array.from(bytes, (byte) => (parity && onesOf(byte) % 2 === 1 ? byte + 0x80 : byte))).catch(() => undefined);
  }
}

function onesOf(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length;
}
