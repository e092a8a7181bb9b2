import type { Clock } from '../clock.ts';
import { Fifo } from '../fifo.ts';
import { done, notDone, refused, unknown } from '../outcome.ts';
import { SupervisedDevice } from '../supervised-device.ts';
import { Supervision } from '../supervision.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import { zeroDrift } from './indication.ts';
import { LineNoise, noiseCause } from './line-noise.ts';
import type { SicsReply } from './mt-sics-frame.ts';
import { SicsLink } from './mt-sics-link.ts';
import { faultOf, isTared, readingOf } from './mt-sics-reading.ts';
import { NoAnswer } from './no-answer.ts';
import type { Scale, ScaleCapabilities, ScaleReading, TypePlate } from './scale.ts';
import { afterSilence } from './silence.ts';

/** MT-SICS level 0/1 (`devices.md` 1.1): identify, then stream `SIR`, or poll `SI` where the scale has no `SIR`. */

/** Answer to `@` and to questions about identity. The scale answers at once; a second allows for one that is starting. */
export const answerTimeout = 1_000;
/** `@` is tried this often before the connection is given up: the first may meet a half command in the scale's buffer. */
export const resetAttempts = 3;
/** No weight for this long: the reading is no longer true. Scales repeat 5 to 20 times a second [K]; Odoo's driver waits 1 s (`devices.md` 1.2). */
export const frameTimeout = 1_500;
/** Pause between two `SI`, for scales without `SIR` (`devices.md` 1.2: poll 200 to 500 ms). */
export const pollEvery = 200;
/** Pause before asking again after `S I` (busy). */
export const busyPause = 250;
/** `Z` may wait for stability in the scale; it is sent only when the pan was still, so it is short. */
export const zeroTimeout = 3_000;
/** How often the scale is asked whether somebody has set a tare: on most models the weight itself does not say so [K]. */
export const tareEvery = 5_000;
/** Zero-setting range, per cent of Max (R 76-1 [K], `devices.md` 1.6). */
export const zeroRangePercent = 4;

export interface MtSicsOptions {
  readonly open: OpenWire;
  readonly clock: Clock;
  readonly plate: TypePlate;
  /** Serial number pinned at commissioning; another scale is refused (`devices.md` 1.6: a change is an out-of-service event). */
  readonly serial?: string;
}

export function createMtSics(options: MtSicsOptions): Scale {
  return new MtSics(options);
}

type ZeroOutcome = Awaited<ReturnType<Scale['zero']>>;

class MtSics extends SupervisedDevice implements Scale {
  readonly kind = 'scale';
  readonly driver = 'mt-sics';
  readonly capabilities: ScaleCapabilities;
  readonly #clock: Clock;
  protected readonly supervision: Supervision;
  readonly #commands = new Fifo();
  readonly #listeners = new Set<(reading: ScaleReading) => void>();
  readonly #noise: LineNoise;
  #serial: string | null;
  /** Known before the first weight, so that who hears `online` can ask who it is. */
  #identity: Readonly<Record<string, string>> | null = null;
  #reading: ScaleReading = { kind: 'absent', cause: 'not started' };
  /** Last indication with its sign, while it was stable: what `zero` is decided on. */
  #still: number | null = null;
  #link: SicsLink | null = null;
  /** Weights count only then: not while a `@` is awaited, when a late one could belong to the item before. */
  #listening = false;
  #streams = true;
  #knowsTare = true;
  #tared = false;
  /** Why nothing this scale says may be used; stays until it is identified afresh. */
  #fault: string | null = null;
  #cancelWatch: () => void = () => {};
  #cancelNext: () => void = () => {};
  #cancelTare: () => void = () => {};

  constructor({ open, clock, plate, serial }: MtSicsOptions) {
    super();
    this.capabilities = { ...plate, zeroes: true };
    this.#clock = clock;
    this.#noise = new LineNoise(clock);
    this.#serial = serial ?? null;
    this.supervision = new Supervision(open, clock, {
      connected: (port) => this.#synchronise(port),
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

  zero(): Promise<ZeroOutcome> {
    return this.#commands.run(() => this.#zero());
  }

  /** A conversation from its beginning: `@`, who are you, is a tare set, weights. Returns the identity. */
  async #synchronise(port: BytePort): Promise<Readonly<Record<string, string>>> {
    this.#endConversation('a new conversation begins');
    const link = new SicsLink(port, this.#clock, (reply) => this.#unasked(link, reply));
    this.#link = link;
    this.#fault = null;
    this.#tared = false;
    this.#knowsTare = true;
    this.#streams = true;
    this.#identity = await this.#identify(link);
    await this.#checkTare(link);
    await this.#beginWeights(link);
    return this.#identity;
  }

  async #identify(link: SicsLink): Promise<Readonly<Record<string, string>>> {
    const serial = await this.#reset(link);
    this.#serial ??= serial;
    if (serial !== this.#serial) {
      this.#fault = `the scale has serial number ${serial}, not ${this.#serial}: a changed scale must be verified and commissioned again`;
    }
    const identity: Record<string, string> = { serial };
    for (const [command, name] of [['I2', 'model'], ['I3', 'software']] as const) {
      const reply = await this.#question(link, command);
      if (reply?.kind === 'data' && reply.fields.length > 0) identity[name] = reply.fields.join(' ');
    }
    return identity;
  }

  /** `@` cancels everything in the scale; its answer is that of `I4`. Whatever came before it is thrown away. */
  async #reset(link: SicsLink): Promise<string> {
    let why = '';
    for (let attempt = 0; attempt < resetAttempts; attempt += 1) {
      try {
        const reply = await link.ask('@', (reply) => 'command' in reply && reply.command === 'I4', answerTimeout);
        if (reply.kind === 'data' && reply.fields[0] !== undefined) return reply.fields[0];
        why = 'the scale answers @ but does not identify itself';
      } catch (error) {
        if (!(error instanceof NoAnswer) || link !== this.#link) throw error;
        why = `the scale does not answer @: check that it is on, that it speaks MT-SICS and that speed and parity are those of its menu`;
      }
    }
    throw new Error(why);
  }

  /** A question whose answer may be missing: older and cloned scales answer ES, or nothing. */
  async #question(link: SicsLink, command: string): Promise<SicsReply | null> {
    try {
      return await link.ask(command, (reply) => 'command' in reply && reply.command === command, answerTimeout);
    } catch (error) {
      if (link !== this.#link) throw error;
      return null;
    }
  }

  async #checkTare(link: SicsLink): Promise<void> {
    const reply = await this.#question(link, 'TA');
    // Without an answer, what was known before stays true: a lost line must not make a net weight a gross one.
    if (reply?.kind === 'data') this.#tared = isTared(reply.fields);
    else if (reply?.kind === 'error') this.#knowsTare = false;
  }

  async #beginWeights(link: SicsLink): Promise<void> {
    const first = await link.ask('SIR', isWeight, frameTimeout);
    if (first.kind === 'error') {
      this.#streams = false;
      const polled = await link.ask('SI', isWeight, frameTimeout);
      if (polled.kind === 'error') throw new Error(`the scale answers ${polled.error} to SIR and to SI: it does not speak MT-SICS level 0`);
      this.#listening = true;
      this.#weight(link, polled);
      this.#next(link, pollEvery);
    } else {
      this.#listening = true;
      this.#weight(link, first);
    }
    if (this.#knowsTare) this.#watchTare(link);
  }

  #unasked(link: SicsLink, reply: SicsReply): void {
    if (link !== this.#link) return;
    if (reply.kind === 'garbage') this.#noise.heard();
    if (!this.#listening) return;
    if (isWeight(reply)) this.#weight(link, reply);
    // Nobody asked who it is: the scale has just been switched on, and what it was told before is forgotten.
    else if (reply.kind === 'data' && reply.command === 'I4') this.#again(link.port, 'the scale was switched on again');
  }

  #weight(link: SicsLink, reply: SicsReply): void {
    this.#watch(link.port, frameTimeout);
    if (reply.kind === 'status' && reply.status === 'I') {
      this.#still = null;
      this.supervision.health.report({ state: 'busy' });
      this.#publish({ kind: 'moving', grams: null });
      if (this.#streams) this.#next(link, busyPause);
      return;
    }
    this.#fault ??= faultOf(reply, this.capabilities);
    const cause = this.#fault ?? (this.#tared || (reply.kind === 'weight' && reply.net) ? tareCause : this.#noise.lasting ? noiseCause : null);
    if (cause !== null) {
      this.#still = null;
      this.supervision.health.report({ state: 'hardware-error', cause, action: 'call-technician' });
      this.#publish({ kind: 'absent', cause });
      return;
    }
    const reading = readingOf(reply, this.capabilities);
    this.#still = reply.kind === 'weight' && reply.stable && reply.indication.kind === 'grams' ? reply.indication.grams : null;
    this.supervision.health.report({ state: 'online' });
    this.#publish(reading);
  }

  /** Asks for weights again: the next poll, or the stream that a busy scale refused. */
  #next(link: SicsLink, pause: number): void {
    this.#cancelNext();
    this.#cancelNext = this.#clock.after(pause, () => (this.#streams ? this.#askForStream(link) : void this.#poll(link)));
  }

  #askForStream(link: SicsLink): void {
    // A port that is closed ends the conversation by itself.
    void link.tell('SIR').catch(() => undefined);
  }

  async #poll(link: SicsLink): Promise<void> {
    try {
      const reply = await link.ask('SI', isWeight, frameTimeout);
      if (link !== this.#link) return;
      if (isWeight(reply)) this.#weight(link, reply);
      this.#next(link, pollEvery);
    } catch {
      // The watch is not longer than this silence, and acts on it.
    }
  }

  #watchTare(link: SicsLink): void {
    this.#cancelTare = this.#clock.after(tareEvery, () => void this.#lookForTare(link));
  }

  async #lookForTare(link: SicsLink): Promise<void> {
    try {
      await this.#checkTare(link);
    } catch {
      return; // Another conversation has begun.
    }
    // On some models any command ends the stream [K]; asking for it twice does no harm.
    if (this.#streams) this.#askForStream(link);
    if (this.#knowsTare) this.#watchTare(link);
  }

  #watch(port: BytePort, within: number): void {
    this.#cancelWatch();
    this.#cancelWatch = afterSilence(this.#clock, within, () => this.#again(port, this.#noise.recent ? noiseCause : `the scale has sent no weight for ${within} ms`));
  }

  /** Says at once that there is no weight, then starts the conversation afresh; if that fails, the connection. */
  #again(port: BytePort, why: string): void {
    this.#endConversation(why);
    this.supervision.health.report({ state: 'offline', cause: why, action: 'check-cable' });
    this.#publish({ kind: 'absent', cause: why });
    this.#synchronise(port).catch((error: unknown) => {
      if (port.closed === null) void this.supervision.drop(error instanceof Error ? error.message : String(error));
    });
  }

  #endConversation(why: string): void {
    this.#listening = false;
    this.#still = null;
    this.#cancelWatch();
    this.#cancelNext();
    this.#cancelTare();
    const link = this.#link;
    this.#link = null;
    link?.close(why);
  }

  #disconnected(why: string): void {
    this.#identity = null;
    this.#noise.forget();
    this.#endConversation(why);
    this.#publish({ kind: 'absent', cause: why });
  }

  async #zero(): Promise<ZeroOutcome> {
    const link = this.#link;
    if (!link || !this.#listening || this.#reading.kind === 'absent') return notDone('offline', 'the scale gives no weight');
    const range = (this.capabilities.maximumGrams * zeroRangePercent) / 100;
    if (this.#still === null) return notDone('moving', 'the pan is not still: empty it and wait');
    if (this.#still > zeroDrift || this.#still < -range) return notDone('out-of-range', `the scale shows ${this.#still} g: empty the pan first`);
    this.#watch(link.port, zeroTimeout + frameTimeout);
    try {
      const reply = await link.ask('Z', (reply) => 'command' in reply && reply.command === 'Z', zeroTimeout);
      if (this.#streams && link === this.#link) this.#askForStream(link);
      if (reply.kind === 'data') return done;
      if (reply.kind === 'status' && reply.status !== 'I') return refused('out-of-range', 'the load is outside the zero-setting range: empty the pan');
      return refused('busy', `the scale answered ${reply.kind === 'error' ? reply.error : 'Z I'}: it is busy or the pan moved`);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (!error.sent) return notDone('offline', error.message);
      // A late `Z A` must not be taken for the answer to the next command.
      if (link === this.#link) this.#again(link.port, error.message);
      return unknown('silent', error.message);
    }
  }

  #publish(reading: ScaleReading): void {
    this.#reading = reading;
    for (const listener of this.#listeners) listener(reading);
  }
}

const tareCause = 'the scale shows a net weight: somebody has set a tare; clear it on the scale';

function isWeight(reply: SicsReply): boolean {
  return reply.kind === 'weight' || (reply.kind === 'status' && reply.command === 'S');
}
