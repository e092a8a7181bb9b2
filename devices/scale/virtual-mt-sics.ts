import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { BytePort } from '../wire/wire.ts';
import { panKnobs } from './virtual-pan.ts';
import { ScaleTwin, type ScaleTalk, type VirtualScale } from './virtual-scale.ts';

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
  repeatMs: z.number().int().min(20).max(1_000).default(100).describe('a weight is repeated this often after SIR, ms'),
});

export type MtSicsKnobs = z.infer<typeof knobs>;

/** How long a held `S` waits for rest before `S I`. */
const stabilityLimitMs = 5_000;

export function createVirtualMtSics({ clock, knobs: start = {} }: { readonly clock: Clock; readonly knobs?: unknown }): VirtualScale<MtSicsKnobs> {
  return new MtSicsTwin(clock, knobs, start);
}

class MtSicsTwin extends ScaleTwin<MtSicsKnobs, Talk> {
  readonly protocol = 'mt-sics';

  protected talkOn(port: BytePort): Talk {
    return new Talk(port, this.clock, this);
  }

  protected override poweredOn(): void {
    for (const talk of this.talks) talk.say(`I4 A "${this.knobs().serial}"`);
  }

  /** `S S       1240 g`, `S D …`, `S +`, `S -`, `S I`: the reply to S, SI and SIR alike. */
  weightReply(): string {
    const { busy, net, tareGrams, unit, decimals } = this.knobs();
    if (busy) return 'S I';
    const range = this.pan.range();
    if (range !== 'within') return range === 'over' ? 'S +' : 'S -';
    const shown = ((this.pan.gross() - tareGrams) / (unit === 'kg' ? 1_000 : 1)).toFixed(decimals);
    const digits = Number(shown) === 0 ? shown.replace('-', '') : shown;
    return `S ${this.pan.atRest() ? 'S' : 'D'} ${digits.padStart(10)} ${unit}${net ? ' N' : ''}`;
  }

  zeroReply(): string {
    if (this.knobs().busy || !this.pan.atRest()) return 'Z I';
    const outside = this.pan.outsideZeroRange();
    if (outside !== null) return outside === 'above' ? 'Z +' : 'Z -';
    this.pan.zero();
    return 'Z A';
  }
}

/** One connection: the command line being received, the stream being sent. */
class Talk implements ScaleTalk {
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

  powerLost(): void {
    this.#interrupt();
    this.#heard = '';
  }

  end(): void {
    this.#interrupt();
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
        this.#interrupt();
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

  /** Neither streams nor waits for rest any more. */
  #interrupt(): void {
    this.#stopStream();
    this.#held?.();
    this.#held = null;
  }

  /** A busy scale refuses once and repeats nothing. */
  #stream(): void {
    const reply = this.#scale.weightReply();
    this.say(reply);
    if (reply === 'S I') return;
    this.#stopStream = this.#clock.after(this.#scale.knobs().repeatMs, () => this.#stream());
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
