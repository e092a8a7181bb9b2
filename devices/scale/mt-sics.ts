import { done, notDone, refused } from '../outcome.ts';
import type { BytePort } from '../wire/wire.ts';
import { ConversingScale, netCause, type ZeroOutcome } from './conversing-scale.ts';
import { zeroDrift } from './indication.ts';
import { noiseCause } from './line-noise.ts';
import type { SicsReply } from './mt-sics-frame.ts';
import { SicsLink } from './mt-sics-link.ts';
import { faultOf, isTared, readingOf } from './mt-sics-reading.ts';
import { NoAnswer } from './no-answer.ts';
import type { Scale } from './scale.ts';
import type { ScaleIdentity, ScaleOptions } from './supervised-scale.ts';

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
const zeroRangePercent = 4;

export interface MtSicsOptions extends ScaleOptions {
  /** Serial number pinned at commissioning; another scale is refused (`devices.md` 1.6: a change is an out-of-service event). */
  readonly serial?: string;
}

export function createMtSics(options: MtSicsOptions): Scale {
  return new MtSics(options);
}

class MtSics extends ConversingScale<SicsLink> {
  readonly driver = 'mt-sics';
  #serial: string | null;
  /** Last indication with its sign, while it was stable: what `zero` is decided on. */
  #still: number | null = null;
  /** Weights count only then: not while a `@` is awaited, when a late one could belong to the item before. */
  #listening = false;
  #streams = true;
  #knowsTare = true;
  #tared = false;
  #cancelTare: () => void = () => {};

  constructor({ serial, ...options }: MtSicsOptions) {
    super(options, true);
    this.#serial = serial ?? null;
  }

  protected linkOn(port: BytePort): SicsLink {
    const link: SicsLink = new SicsLink(port, this.clock, (reply) => this.#unasked(link, reply));
    return link;
  }

  /** `@`, who are you, is a tare set, weights. */
  protected async converse(link: SicsLink): Promise<ScaleIdentity> {
    this.#tared = false;
    this.#knowsTare = true;
    this.#streams = true;
    const identity = await this.#identify(link);
    this.identified(identity);
    await this.#checkTare(link);
    await this.#beginWeights(link);
    return identity;
  }

  async #identify(link: SicsLink): Promise<ScaleIdentity> {
    const serial = await this.#reset(link);
    this.#serial ??= serial;
    if (serial !== this.#serial) {
      this.fault(`the scale has serial number ${serial}, not ${this.#serial}: a changed scale must be verified and commissioned again`);
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
        if (!(error instanceof NoAnswer) || this.isOver(link)) throw error;
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
      if (this.isOver(link)) throw error;
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
      this.#askSoon(link, pollEvery);
    } else {
      this.#listening = true;
      this.#weight(link, first);
    }
    if (this.#knowsTare) this.#watchTare(link);
  }

  #unasked(link: SicsLink, reply: SicsReply): void {
    if (this.isOver(link)) return;
    if (reply.kind === 'garbage') this.noise.heard();
    if (!this.#listening) return;
    if (isWeight(reply)) this.#weight(link, reply);
    // Nobody asked who it is: the scale has just been switched on, and what it was told before is forgotten.
    else if (reply.kind === 'data' && reply.command === 'I4') this.again(link, 'the scale was switched on again');
  }

  #weight(link: SicsLink, reply: SicsReply): void {
    this.#watchWeights(link, frameTimeout);
    if (reply.kind === 'status' && reply.status === 'I') {
      this.#still = null;
      this.supervision.health.report({ state: 'busy' });
      this.publish({ kind: 'moving', grams: null });
      if (this.#streams) this.#askSoon(link, busyPause);
      return;
    }
    this.#still = reply.kind === 'weight' && reply.stable && reply.indication.kind === 'grams' ? reply.indication.grams : null;
    const net = this.#tared || (reply.kind === 'weight' && reply.net);
    this.show(readingOf(reply, this.capabilities), this.fault(faultOf(reply, this.capabilities)) ?? (net ? netCause : null));
  }

  /** Asks for weights again: the next poll, or the stream that a busy scale refused. */
  #askSoon(link: SicsLink, pause: number): void {
    this.next(pause, () => (this.#streams ? this.#askForStream(link) : void this.#poll(link)));
  }

  #askForStream(link: SicsLink): void {
    // A port that is closed ends the conversation by itself.
    void link.tell('SIR').catch(() => undefined);
  }

  async #poll(link: SicsLink): Promise<void> {
    try {
      const reply = await link.ask('SI', isWeight, frameTimeout);
      if (this.isOver(link)) return;
      if (isWeight(reply)) this.#weight(link, reply);
      this.#askSoon(link, pollEvery);
    } catch {
      // The watch is not longer than this silence, and acts on it.
    }
  }

  #watchTare(link: SicsLink): void {
    this.#cancelTare = this.clock.after(tareEvery, () => void this.#lookForTare(link));
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

  #watchWeights(link: SicsLink, within: number): void {
    this.watch(within, () => this.again(link, this.noise.recent ? noiseCause : `the scale has sent no weight for ${within} ms`));
  }

  protected forget(): void {
    this.#listening = false;
    this.#still = null;
    this.#cancelTare();
  }

  protected async setZero(link: SicsLink): Promise<ZeroOutcome> {
    const range = (this.capabilities.maximumGrams * zeroRangePercent) / 100;
    if (this.#still === null) return notDone('moving', 'the pan is not still: empty it and wait');
    if (this.#still > zeroDrift || this.#still < -range) return notDone('out-of-range', `the scale shows ${this.#still} g: empty the pan first`);
    this.#watchWeights(link, zeroTimeout + frameTimeout);
    try {
      const reply = await link.ask('Z', (reply) => 'command' in reply && reply.command === 'Z', zeroTimeout);
      if (this.#streams && !this.isOver(link)) this.#askForStream(link);
      if (reply.kind === 'data') return done;
      if (reply.kind === 'status' && reply.status !== 'I') return refused('out-of-range', 'the load is outside the zero-setting range: empty the pan');
      return refused('busy', `the scale answered ${reply.kind === 'error' ? reply.error : 'Z I'}: it is busy or the pan moved`);
    } catch (error) {
      return this.unanswered(link, error);
    }
  }
}

function isWeight(reply: SicsReply): boolean {
  return reply.kind === 'weight' || (reply.kind === 'status' && reply.command === 'S');
}
