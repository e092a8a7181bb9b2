import { delay, type Clock } from '../clock.ts';
import { Fifo } from '../fifo.ts';
import { done, notDone, refused, unknown } from '../outcome.ts';
import { SupervisedDevice } from '../supervised-device.ts';
import { Supervision } from '../supervision.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import { zeroDrift } from './indication.ts';
import { LineNoise, noiseCause } from './line-noise.ts';
import { NoAnswer } from './no-answer.ts';
import type { Scale, ScaleCapabilities, ScaleReading, TypePlate } from './scale.ts';
import { afterSilence } from './silence.ts';
import type { ToledoReply } from './toledo-8217-frame.ts';
import { ToledoLink } from './toledo-8217-link.ts';
import { faultOf, isNet, readingOf } from './toledo-8217-reading.ts';

/** Toledo 8217 (`devices.md` 1.2): an echo test tells that it is there, then `W` again and again. It cannot say who it is. */

/** Pause between two `W` (`devices.md` 1.2: poll 200 to 500 ms). */
export const pollEvery = 250;
/** A reply takes no longer (`devices.md` 1.2: the read timeout of Odoo and pywebdriver). */
export const answerTimeout = 1_000;
/** No sound reply for this long: the reading is no longer true. */
export const frameTimeout = 1_500;
/** The echo test is tried with the parity bit left to the line and with the bit in the byte, each this often. */
export const echoRounds = 2;
/** Zero is captured by the scale at its next conversion: it is looked for so often before it counts as not taken. */
export const zeroLooks = 4;

export interface Toledo8217Options {
  readonly open: OpenWire;
  readonly clock: Clock;
  readonly plate: TypePlate;
}

export function createToledo8217(options: Toledo8217Options): Scale {
  return new Toledo8217(options);
}

type ZeroOutcome = Awaited<ReturnType<Scale['zero']>>;

class Toledo8217 extends SupervisedDevice implements Scale {
  readonly kind = 'scale';
  readonly driver = 'toledo-8217';
  readonly capabilities: ScaleCapabilities;
  readonly #clock: Clock;
  protected readonly supervision: Supervision;
  readonly #commands = new Fifo();
  readonly #listeners = new Set<(reading: ScaleReading) => void>();
  readonly #noise: LineNoise;
  #identity: Readonly<Record<string, string>> | null = null;
  #reading: ScaleReading = { kind: 'absent', cause: 'not started' };
  /** What the scale said last: what `zero` is decided on. */
  #last: ToledoReply | null = null;
  #link: ToledoLink | null = null;
  /** Why nothing this scale says may be used; stays until the conversation begins afresh. */
  #fault: string | null = null;
  /** Echo tests so far: each has its own word, so that a late echo does not pass for another's. */
  #echoes = 0;
  #cancelWatch: () => void = () => {};
  #cancelNext: () => void = () => {};

  constructor({ open, clock, plate }: Toledo8217Options) {
    super();
    this.capabilities = { ...plate, zeroes: true };
    this.#clock = clock;
    this.#noise = new LineNoise(clock);
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

  /** A conversation from its beginning: the echo test, then the first weight. */
  async #synchronise(port: BytePort): Promise<Readonly<Record<string, string>>> {
    this.#endConversation('a new conversation begins');
    const link = new ToledoLink(port, this.#clock, () => this.#noise.heard());
    this.#link = link;
    this.#fault = null;
    await this.#findWidth(link);
    this.#identity = { protocol: 'Toledo 8217', parity: link.parity ? 'checked here' : 'left to the line' };
    this.#watch(link);
    await this.#look(link);
    this.#next(link);
    return this.#identity;
  }

  /** Over TCP nobody says whether the far end adds the parity bit: it is tried both ways. */
  async #findWidth(link: ToledoLink): Promise<void> {
    for (let attempt = 0; attempt < 2 * echoRounds; attempt += 1) {
      try {
        return await link.echo(this.#word(), attempt % 2 === 1, answerTimeout);
      } catch (error) {
        if (!(error instanceof NoAnswer) || link !== this.#link) throw error;
      }
    }
    throw new Error('the scale does not answer the echo test: check that it is on, that it speaks Toledo 8217 and that the line has 7 data bits and even parity');
  }

  /** No capital F in it, which would end the echo test. */
  #word(): string {
    this.#echoes += 1;
    return `hello${this.#echoes % 100}`;
  }

  #next(link: ToledoLink): void {
    this.#cancelNext();
    this.#cancelNext = this.#clock.after(pollEvery, () => void this.#poll(link));
  }

  async #poll(link: ToledoLink): Promise<void> {
    try {
      await this.#look(link);
      if (link === this.#link) this.#next(link);
    } catch (error) {
      if (link === this.#link) this.#again(link.port, this.#noise.recent ? noiseCause : (error as Error).message);
    }
  }

  /** Asks for the weight once. An answer lost in noise may still be under way: the echo test flushes it, and the next one counts. */
  async #look(link: ToledoLink): Promise<ToledoReply> {
    const reply = await link.ask('W', answerTimeout);
    if (link !== this.#link) return reply;
    if (isSound(reply)) {
      this.#watch(link);
      this.#take(reply);
    } else await link.echo(this.#word(), link.parity, answerTimeout);
    return reply;
  }

  #take(reply: ToledoReply): void {
    this.#last = reply;
    this.#fault ??= faultOf(reply, this.capabilities);
    const cause = this.#fault ?? (isNet(reply) ? netCause : this.#noise.lasting ? noiseCause : null);
    if (cause !== null) {
      this.supervision.health.report({ state: 'hardware-error', cause, action: 'call-technician' });
      this.#publish({ kind: 'absent', cause });
      return;
    }
    this.supervision.health.report({ state: 'online' });
    this.#publish(readingOf(reply, this.capabilities));
  }

  #watch(link: ToledoLink): void {
    this.#cancelWatch();
    this.#cancelWatch = afterSilence(this.#clock, frameTimeout, () => this.#again(link.port, noiseCause));
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
    this.#last = null;
    this.#cancelWatch();
    this.#cancelNext();
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
    if (!link || this.#last === null || this.#reading.kind === 'absent') return notDone('offline', 'the scale gives no weight');
    const obstacle = obstacleToZero(this.#last);
    if (obstacle) return obstacle;
    let reply: ToledoReply;
    try {
      reply = await link.ask('Z', answerTimeout);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (!error.sent) return notDone('offline', error.message);
      // A late answer must not be taken for that to the next command.
      if (link === this.#link) this.#again(link.port, error.message);
      return unknown('silent', error.message);
    }
    if (reply.kind === 'status' && (reply.outsideZeroRange || reply.overCapacity)) return refused('out-of-range', 'the load is outside the zero-setting range: empty the pan');
    if (reply.kind === 'status' && reply.motion) return refused('busy', 'the pan moved while zero was to be set');
    return this.#lookForZero(link);
  }

  /** The answer to `Z` comes before zero is captured: only what the scale shows afterwards says whether it was. */
  async #lookForZero(link: ToledoLink): Promise<ZeroOutcome> {
    try {
      for (let look = 0; look < zeroLooks; look += 1) {
        await delay(this.#clock, pollEvery);
        if (showsZero(readingOf(await this.#look(link), this.capabilities))) return done;
      }
      return refused('busy', 'the scale did not take the zero');
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return unknown('silent', error.message);
    }
  }

  #publish(reading: ScaleReading): void {
    this.#reading = reading;
    for (const listener of this.#listeners) listener(reading);
  }
}

const netCause = 'the scale shows a net weight: somebody has set a tare; clear it on the scale';

function isSound(reply: ToledoReply): boolean {
  return reply.kind === 'weight' || reply.kind === 'status';
}

function showsZero(reading: ScaleReading): boolean {
  return reading.kind === 'stable' && reading.grams === 0;
}

/** Why zero may not be set now; null when the pan is empty and still. */
function obstacleToZero(last: ToledoReply): ZeroOutcome | null {
  if (last.kind === 'weight' && last.indication.kind === 'grams') {
    const { grams } = last.indication;
    return grams <= zeroDrift ? null : notDone('out-of-range', `the scale shows ${grams} g: empty the pan first`);
  }
  if (last.kind !== 'status' || last.motion) return notDone('moving', 'the pan is not still: empty it and wait');
  if (last.outsideZeroRange || last.overCapacity) return notDone('out-of-range', 'the load is outside the zero-setting range: empty the pan first');
  return last.underZero || last.centreOfZero ? null : notDone('moving', 'the scale does not say what lies on the pan: empty it and wait');
}
