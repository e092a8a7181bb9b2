import { Fifo } from '../fifo.ts';
import { notDone, unknown } from '../outcome.ts';
import type { BytePort } from '../wire/wire.ts';
import { NoAnswer } from './no-answer.ts';
import type { Scale } from './scale.ts';
import { SupervisedScale, type ScaleIdentity } from './supervised-scale.ts';

/** One conversation: a new one takes a new link on the same port, so that nothing of the old one can be answered in the new. */
export interface ScaleLink {
  readonly port: BytePort;
  close(why: string): void;
}

export type ZeroOutcome = Awaited<ReturnType<Scale['zero']>>;

export const netCause = 'the scale shows a net weight: somebody has set a tare; clear it on the scale';

/** A scale that is asked and answers, and with which a conversation that went wrong is begun afresh before the connection is given up. */
export abstract class ConversingScale<Link extends ScaleLink> extends SupervisedScale {
  readonly #commands = new Fifo();
  #link: Link | null = null;
  #fault: string | null = null;
  #cancelNext: () => void = () => {};

  protected abstract linkOn(port: BytePort): Link;
  /** From the first word to the first weight. */
  protected abstract converse(link: Link): Promise<ScaleIdentity>;
  /** Forgets what belonged to the conversation that has ended. */
  protected abstract forget(): void;
  /** Sets zero, when the pan allows; there is a weight. */
  protected abstract setZero(link: Link): Promise<ZeroOutcome>;

  zero(): Promise<ZeroOutcome> {
    return this.#commands.run(async () => {
      const link = this.#link;
      return link && this.reading.kind !== 'absent' ? this.setZero(link) : notDone('offline', 'the scale gives no weight');
    });
  }

  protected override connected(port: BytePort): Promise<ScaleIdentity> {
    this.#end('a new conversation begins');
    const link = this.linkOn(port);
    this.#link = link;
    this.#fault = null;
    return this.converse(link);
  }

  protected override disconnected(why: string): void {
    this.#end(why);
  }

  /** What comes late, from a conversation that is over, counts no more. */
  protected isOver(link: Link): boolean {
    return link !== this.#link;
  }

  /** Why nothing this scale says may be used: the first cause, until the conversation begins afresh. */
  protected fault(found: string | null): string | null {
    this.#fault ??= found;
    return this.#fault;
  }

  /** Asks once more after the pause; what was to be asked before is not asked. */
  protected next(pause: number, ask: () => void): void {
    this.#cancelNext();
    this.#cancelNext = this.clock.after(pause, ask);
  }

  /** Says at once that there is no weight, then starts the conversation afresh; if that fails, the connection. */
  protected again({ port }: Link, why: string): void {
    this.#end(why);
    this.supervision.health.report({ state: 'offline', cause: why, action: 'check-cable' });
    this.publish({ kind: 'absent', cause: why });
    this.connected(port).catch((error: unknown) => {
      if (port.closed === null) void this.supervision.drop(error instanceof Error ? error.message : String(error));
    });
  }

  /** What became of a command when its answer did not come. A late one must not be taken for the answer to the next. */
  protected unanswered(link: Link, error: unknown): ZeroOutcome {
    if (!(error instanceof NoAnswer)) throw error;
    if (!error.sent) return notDone('offline', error.message);
    if (!this.isOver(link)) this.again(link, error.message);
    return unknown('silent', error.message);
  }

  #end(why: string): void {
    this.forget();
    this.unwatch();
    this.#cancelNext();
    const link = this.#link;
    this.#link = null;
    link?.close(why);
  }
}
