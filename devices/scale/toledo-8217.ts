import { delay } from '../clock.ts';
import { done, notDone, refused, unknown } from '../outcome.ts';
import type { BytePort } from '../wire/wire.ts';
import { ConversingScale, netCause, type ZeroOutcome } from './conversing-scale.ts';
import { zeroDrift } from './indication.ts';
import { noiseCause } from './line-noise.ts';
import { NoAnswer } from './no-answer.ts';
import type { Scale, ScaleReading } from './scale.ts';
import type { ScaleIdentity, ScaleOptions } from './supervised-scale.ts';
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

export function createToledo8217(options: ScaleOptions): Scale {
  return new Toledo8217(options);
}

class Toledo8217 extends ConversingScale<ToledoLink> {
  readonly driver = 'toledo-8217';
  /** What the scale said last: what `zero` is decided on. */
  #last: ToledoReply | null = null;
  /** Echo tests so far: each has its own word, so that a late echo does not pass for another's. */
  #echoes = 0;

  constructor(options: ScaleOptions) {
    super(options, true);
  }

  protected linkOn(port: BytePort): ToledoLink {
    return new ToledoLink(port, this.clock, () => this.noise.heard());
  }

  /** The echo test, then the first weight. */
  protected async converse(link: ToledoLink): Promise<ScaleIdentity> {
    await this.#findWidth(link);
    const identity = { protocol: 'Toledo 8217', parity: link.parity ? 'checked here' : 'left to the line' };
    this.identified(identity);
    this.#watchReplies(link);
    await this.#look(link);
    this.#askSoon(link);
    return identity;
  }

  /** Over TCP nobody says whether the far end adds the parity bit: it is tried both ways. */
  async #findWidth(link: ToledoLink): Promise<void> {
    for (let attempt = 0; attempt < 2 * echoRounds; attempt += 1) {
      try {
        return await link.echo(this.#word(), attempt % 2 === 1, answerTimeout);
      } catch (error) {
        if (!(error instanceof NoAnswer) || this.isOver(link)) throw error;
      }
    }
    throw new Error('the scale does not answer the echo test: check that it is on, that it speaks Toledo 8217 and that the line has 7 data bits and even parity');
  }

  /** No capital F in it, which would end the echo test. */
  #word(): string {
    this.#echoes += 1;
    return `hello${this.#echoes % 100}`;
  }

  #askSoon(link: ToledoLink): void {
    this.next(pollEvery, () => void this.#poll(link));
  }

  async #poll(link: ToledoLink): Promise<void> {
    try {
      await this.#look(link);
      if (!this.isOver(link)) this.#askSoon(link);
    } catch (error) {
      if (!this.isOver(link)) this.again(link, this.noise.recent ? noiseCause : (error as Error).message);
    }
  }

  /** Asks for the weight once. An answer lost in noise may still be under way: the echo test flushes it, and the next one counts. */
  async #look(link: ToledoLink): Promise<ToledoReply> {
    const reply = await link.ask('W', answerTimeout);
    if (this.isOver(link)) return reply;
    if (isSound(reply)) {
      this.#watchReplies(link);
      this.#take(reply);
    } else await link.echo(this.#word(), link.parity, answerTimeout);
    return reply;
  }

  #take(reply: ToledoReply): void {
    this.#last = reply;
    this.show(readingOf(reply, this.capabilities), this.fault(faultOf(reply, this.capabilities)) ?? (isNet(reply) ? netCause : null));
  }

  #watchReplies(link: ToledoLink): void {
    this.watch(frameTimeout, () => this.again(link, noiseCause));
  }

  protected forget(): void {
    this.#last = null;
  }

  protected async setZero(link: ToledoLink): Promise<ZeroOutcome> {
    const obstacle = obstacleToZero(this.#last);
    if (obstacle) return obstacle;
    let reply: ToledoReply;
    try {
      reply = await link.ask('Z', answerTimeout);
    } catch (error) {
      return this.unanswered(link, error);
    }
    if (reply.kind === 'status' && (reply.outsideZeroRange || reply.overCapacity)) return refused('out-of-range', 'the load is outside the zero-setting range: empty the pan');
    if (reply.kind === 'status' && reply.motion) return refused('busy', 'the pan moved while zero was to be set');
    return this.#lookForZero(link);
  }

  /** The answer to `Z` comes before zero is captured: only what the scale shows afterwards says whether it was. */
  async #lookForZero(link: ToledoLink): Promise<ZeroOutcome> {
    try {
      for (let look = 0; look < zeroLooks; look += 1) {
        await delay(this.clock, pollEvery);
        if (showsZero(readingOf(await this.#look(link), this.capabilities))) return done;
      }
      return refused('busy', 'the scale did not take the zero');
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return unknown('silent', error.message);
    }
  }
}

function isSound(reply: ToledoReply): boolean {
  return reply.kind === 'weight' || reply.kind === 'status';
}

function showsZero(reading: ScaleReading): boolean {
  return reading.kind === 'stable' && reading.grams === 0;
}

/** Why zero may not be set now; null when the pan is empty and still. */
function obstacleToZero(last: ToledoReply | null): ZeroOutcome | null {
  if (last?.kind === 'weight' && last.indication.kind === 'grams') {
    const { grams } = last.indication;
    return grams <= zeroDrift ? null : notDone('out-of-range', `the scale shows ${grams} g: empty the pan first`);
  }
  if (last?.kind !== 'status' || last.motion) return notDone('moving', 'the pan is not still: empty it and wait');
  if (last.outsideZeroRange || last.overCapacity) return notDone('out-of-range', 'the load is outside the zero-setting range: empty the pan first');
  return last.underZero || last.centreOfZero ? null : notDone('moving', 'the scale does not say what lies on the pan: empty it and wait');
}
