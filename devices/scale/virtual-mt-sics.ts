import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { Knobs } from '../knobs.ts';
import type { BytePort } from '../wire/wire.ts';
import { panKnobs, VirtualPan, type VirtualScale } from './virtual-pan.ts';

/**
 * The other side of MT-SICS, written from `devices.md` 1.1 and not from the driver: a scale with a pan, a spring that
 * swings, and everything a real one does wrong.
 */

const knobs = z.strictObject({
  ...panKnobs,
  net: z.boolean().default(false).describe('weights carry the mark of a net weight'),
  tareGrams: z.number().min(0).max(100_000).default(0).describe('a tare set on the scale; the weights do not show it'),
  busy: z.boolean().default(false).describe('answers "not executable now"'),
  halfLines: z.boolean().default(false).describe('every third line loses its end'),
  streams: z.boolean().default(true).describe('knows SIR; false for an older model that answers ES'),
  serial: z.string().regex(/^[\w-]{1,20}$/).default('B412960031'),
  unit: z.enum(['g', 'kg']).default('g'),
  decimals: z.number().int().min(0).max(3).default(0).describe('decimals shown in that unit'),
});

export type MtSicsKnobs = z.infer<typeof knobs>;

/** A weight is repeated this often after SIR. */
const repeatMs = 100;
/** How long a held `S` waits for rest before `S I`. */
const stabilityLimitMs = 5_000;
/** From switching on to the power-up message. */
const powerUpMs = 400;

export function createVirtualMtSics({ clock, knobs: start = {} }: { readonly clock: Clock; readonly knobs?: unknown }): VirtualScale<MtSicsKnobs> {
  return new MtSicsTwin(clock, start);
}

class MtSicsTwin implements VirtualScale<MtSicsKnobs> {
  readonly kind = 'scale';
  readonly protocol = 'mt-sics';
  readonly #clock: Clock;
  readonly #knobs: Knobs<MtSicsKnobs>;
  readonly #talks = new Set<Talk>();
  readonly #pan: VirtualPan;
  #off = false;

  constructor(clock: Clock, start: unknown) {
    this.#clock = clock;
    this.#knobs = new Knobs('scale', knobs, start);
    this.#pan = new VirtualPan(clock, () => this.knobs());
  }

  knobs(): MtSicsKnobs {
    return this.#knobs.current;
  }

  turn(patch: unknown): MtSicsKnobs {
    const after = this.#pan.during(() => this.#knobs.turn(patch));
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

  get pan(): VirtualPan {
    return this.#pan;
  }

  /** `S S       1240 g`, `S D …`, `S +`, `S -`, `S I`: the reply to S, SI and SIR alike. */
  weightReply(): string {
    const { busy, net, tareGrams, unit, decimals } = this.knobs();
    if (busy) return 'S I';
    const range = this.#pan.range();
    if (range !== 'within') return range === 'over' ? 'S +' : 'S -';
    const shown = ((this.#pan.gross() - tareGrams) / (unit === 'kg' ? 1_000 : 1)).toFixed(decimals);
    const digits = Number(shown) === 0 ? shown.replace('-', '') : shown;
    return `S ${this.#pan.atRest() ? 'S' : 'D'} ${digits.padStart(10)} ${unit}${net ? ' N' : ''}`;
  }

  zeroReply(): string {
    if (this.knobs().busy || !this.#pan.atRest()) return 'Z I';
    const outside = this.#pan.outsideZeroRange();
    if (outside !== null) return outside === 'above' ? 'Z +' : 'Z -';
    this.#pan.zero();
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
    const wait = this.#scale.pan.restIn();
    if (wait === 0) return this.say(this.#scale.weightReply());
    const limit = wait === null || wait > stabilityLimitMs;
    const cancel = this.#clock.after(limit ? stabilityLimitMs : wait, () => {
      this.#held = null;
      if (limit || !this.#scale.pan.atRest()) this.say('S I');
      else this.say(this.#scale.weightReply());
    });
    this.#held = cancel;
  }
}
