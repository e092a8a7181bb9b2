import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { Knobs } from '../knobs.ts';
import type { Twin } from '../twin.ts';
import type { BytePort } from '../wire/wire.ts';

/**
 * The other side of MT-SICS, written from `devices.md` 1.1 and not from the driver: a scale with a pan, a spring that
 * swings, and everything a real one does wrong.
 */

const knobs = z.strictObject({
  grams: z.number().min(-100_000).max(100_000).default(0).describe('what lies on the pan, g'),
  moving: z.boolean().default(false).describe('somebody leans on the pan: it never comes to rest'),
  settleMs: z.number().int().min(0).max(10_000).default(600).describe('how long the pan swings after each change'),
  overload: z.boolean().default(false),
  underload: z.boolean().default(false),
  net: z.boolean().default(false).describe('weights carry the mark of a net weight'),
  tareGrams: z.number().min(0).max(100_000).default(0).describe('a tare set on the scale; the weights do not show it'),
  silent: z.boolean().default(false).describe('hears nothing, says nothing'),
  busy: z.boolean().default(false).describe('answers "not executable now"'),
  halfLines: z.boolean().default(false).describe('every third line loses its end'),
  garbage: z.boolean().default(false).describe('noise between the lines'),
  powerCycle: z.boolean().default(false).describe('set to true: switches off and on again, then returns to false'),
  streams: z.boolean().default(true).describe('knows SIR; false for an older model that answers ES'),
  minimumGrams: z.number().int().min(0).max(100_000).default(5).describe('Min of the type plate, g'),
  maximumGrams: z.number().int().min(1).max(100_000).default(30_000).describe('Max of the type plate, g'),
  serial: z.string().regex(/^[\w-]{1,20}$/).default('B412960031'),
  unit: z.enum(['g', 'kg']).default('g'),
  decimals: z.number().int().min(0).max(3).default(0).describe('decimals shown in that unit'),
});

export type ScaleKnobs = z.infer<typeof knobs>;

/** A weight is repeated this often after SIR. */
const repeatMs = 100;
/** How long a held `S` waits for rest before `S I`. */
const stabilityLimitMs = 5_000;
/** From switching on to the power-up message. */
const powerUpMs = 400;
/** Beyond Max by this much nothing is shown any more (R 76-1: 9 e [K]). */
const overMaxGrams = 9;
const swingPeriodMs = 220;

export interface VirtualScale extends Twin<ScaleKnobs> {
  readonly kind: 'scale';
}

export function createVirtualScale({ clock, knobs: start = {} }: { readonly clock: Clock; readonly knobs?: unknown }): VirtualScale {
  return new MtSicsTwin(clock, start);
}

class MtSicsTwin implements VirtualScale {
  readonly kind = 'scale';
  readonly protocol = 'mt-sics';
  readonly #clock: Clock;
  readonly #knobs: Knobs<ScaleKnobs>;
  readonly #talks = new Set<Talk>();
  /** Where the pan was before the last change, and when that was. */
  #from = 0;
  #changedAt = -Infinity;
  #zeroAt = 0;
  #off = false;

  constructor(clock: Clock, start: unknown) {
    this.#clock = clock;
    this.#knobs = new Knobs('scale', knobs, start);
  }

  knobs(): ScaleKnobs {
    return this.#knobs.current;
  }

  turn(patch: unknown): ScaleKnobs {
    const before = this.#knobs.current;
    const now = this.load();
    const after = this.#knobs.turn(patch);
    if (after.grams !== before.grams) {
      this.#from = now;
      this.#changedAt = this.#clock.now();
    }
    if (after.powerCycle) this.#powerCycle();
    return this.#knobs.current;
  }

  attach(port: BytePort): void {
    const talk = new Talk(port, this.#clock, this);
    this.#talks.add(talk);
    port.onClose(() => {
      talk.end();
      this.#talks.delete(talk);
    });
  }

  onChange(listener: () => void): () => void {
    return this.#knobs.onChange(listener);
  }

  close(): void {
    for (const talk of this.#talks) talk.end();
    this.#talks.clear();
  }

  get off(): boolean {
    return this.#off;
  }

  /** Where the pan is at this instant, g: a damped swing towards what lies on it. */
  load(): number {
    const { grams, moving, settleMs } = this.knobs();
    const since = this.#clock.now() - this.#changedAt;
    if (since < settleMs) {
      return grams + (this.#from - grams) * Math.exp((-5 * since) / settleMs) * Math.cos((2 * Math.PI * since) / swingPeriodMs);
    }
    return moving ? grams + 3 + 2 * Math.sin((2 * Math.PI * this.#clock.now()) / swingPeriodMs) : grams;
  }

  atRest(): boolean {
    const { moving, settleMs } = this.knobs();
    return !moving && this.#clock.now() - this.#changedAt >= settleMs;
  }

  restIn(): number | null {
    const { moving, settleMs } = this.knobs();
    return moving ? null : Math.max(0, settleMs - (this.#clock.now() - this.#changedAt));
  }

  /** `S S       1240 g`, `S D …`, `S +`, `S -`, `S I`: the reply to S, SI and SIR alike. */
  weightReply(): string {
    const { busy, overload, underload, net, tareGrams, unit, decimals, maximumGrams } = this.knobs();
    if (busy) return 'S I';
    const gross = this.load() - this.#zeroAt;
    if (overload || gross > maximumGrams + overMaxGrams) return 'S +';
    if (underload || gross < -maximumGrams / 5) return 'S -';
    const shown = ((gross - tareGrams) / (unit === 'kg' ? 1_000 : 1)).toFixed(decimals);
    const digits = Number(shown) === 0 ? shown.replace('-', '') : shown;
    return `S ${this.atRest() ? 'S' : 'D'} ${digits.padStart(10)} ${unit}${net ? ' N' : ''}`;
  }

  zeroReply(): string {
    const { busy, overload, underload, maximumGrams } = this.knobs();
    if (busy || !this.atRest()) return 'Z I';
    const range = maximumGrams * 0.04;
    if (overload || this.load() - this.#zeroAt > range) return 'Z +';
    if (underload || this.load() - this.#zeroAt < -range) return 'Z -';
    this.#zeroAt = this.load();
    return 'Z A';
  }

  #powerCycle(): void {
    this.#off = true;
    for (const talk of this.#talks) talk.reset();
    this.#clock.after(powerUpMs, () => {
      this.#off = false;
      this.#knobs.turn({ powerCycle: false });
      for (const talk of this.#talks) talk.say(`I4 A "${this.knobs().serial}"`);
    });
  }
}

/** One connection: the command line being received, the stream being sent. */
class Talk {
  readonly #port: BytePort;
  readonly #clock: Clock;
  readonly #scale: MtSicsTwin;
  #heard = '';
  #said = 0;
  #stopStream: () => void = () => {};
  #held: (() => void) | null = null;

  constructor(port: BytePort, clock: Clock, scale: MtSicsTwin) {
    this.#port = port;
    this.#clock = clock;
    this.#scale = scale;
    port.onBytes((bytes) => this.#hear(bytes));
  }

  reset(): void {
    this.#stopStream();
    this.#held?.();
    this.#held = null;
    this.#heard = '';
  }

  end(): void {
    this.reset();
  }

  say(line: string): void {
    const { silent, halfLines, garbage } = this.#scale.knobs();
    if (silent || this.#scale.off || this.#port.closed !== null) return;
    this.#said += 1;
    let bytes = Buffer.from(`${line}\r\n`, 'latin1');
    if (halfLines && this.#said % 3 === 0) bytes = bytes.subarray(0, Math.floor(bytes.length / 2));
    if (garbage) bytes = Buffer.concat([Buffer.from([0xff, 0x00, 0x53, 0x20, 0x53, 0x20, 0x39, 0x0d, 0x0a, 0x1b, 0x0d, 0x0a]), bytes]);
    void this.#port.write(bytes).catch(() => undefined);
  }

  #hear(bytes: Uint8Array): void {
    if (this.#scale.knobs().silent || this.#scale.off) return;
    this.#heard += Buffer.from(bytes).toString('latin1');
    for (let end = this.#heard.indexOf('\r\n'); end >= 0; end = this.#heard.indexOf('\r\n')) {
      const command = this.#heard.slice(0, end);
      this.#heard = this.#heard.slice(end + 2);
      this.#obey(command);
    }
    // A real input buffer is short; what overflows is lost.
    if (this.#heard.length > 80) this.#heard = '';
  }

  #obey(command: string): void {
    if (this.#held && command !== '@') {
      this.say(command === 'S' || command === 'SI' ? 'S I' : 'ES');
      return;
    }
    const { serial, minimumGrams, maximumGrams, unit, tareGrams, streams } = this.#scale.knobs();
    switch (command) {
      case '@':
        this.#stopStream();
        this.#held?.();
        this.#held = null;
        return this.say(`I4 A "${serial}"`);
      case 'I2':
        return this.say(`I2 A "MOULIN-TWIN Min ${minimumGrams} g Max ${maximumGrams} g"`);
      case 'I3':
        return this.say('I3 A "1.00"');
      case 'I4':
        return this.say(`I4 A "${serial}"`);
      case 'S':
        this.#stopStream();
        return this.#hold();
      case 'SI':
        this.#stopStream();
        return this.say(this.#scale.weightReply());
      case 'SIR':
        this.#stopStream();
        return streams ? this.#stream() : this.say('ES');
      case 'Z':
        return this.say(this.#scale.zeroReply());
      case 'TA':
        return this.say(`TA A ${(tareGrams / (unit === 'kg' ? 1_000 : 1)).toFixed(unit === 'kg' ? 3 : 0).padStart(10)} ${unit}`);
      default:
        return this.say('ES');
    }
  }

  /** A busy scale refuses once and repeats nothing. */
  #stream(): void {
    const reply = this.#scale.weightReply();
    this.say(reply);
    if (reply === 'S I') return;
    this.#stopStream = this.#clock.after(repeatMs, () => this.#stream());
  }

  #hold(): void {
    const wait = this.#scale.restIn();
    if (wait === 0) return this.say(this.#scale.weightReply());
    const limit = wait === null || wait > stabilityLimitMs;
    const cancel = this.#clock.after(limit ? stabilityLimitMs : wait, () => {
      this.#held = null;
      if (limit || !this.#scale.atRest()) this.say('S I');
      else this.say(this.#scale.weightReply());
    });
    this.#held = cancel;
  }
}
