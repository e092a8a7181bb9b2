import { delay, type Clock } from '../clock.ts';
import { Fifo } from '../fifo.ts';
import { done, notDone, refused, unknown, type Outcome } from '../outcome.ts';
import { SupervisedDevice } from '../supervised-device.ts';
import { Supervision } from '../supervision.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import { conditionOf, holdsLabels, type PrinterStatus } from './condition.ts';
import { Conversation, SilentPrinter } from './conversation.ts';
import { encodeLabel, LabelError } from './encode.ts';
import type { LabelDrawing, LabelPrinter, PrintFault } from './label-printer.ts';

/** Between two looks at an idle printer: an empty roll must be known before a customer has invested a minute. */
export const heartbeatEvery = 2_000;

/** Between two looks at a label under way; it prints in one to two seconds. */
export const followEvery = 250;

/**
 * Clear answers in a row that prove that the label is out. One is not enough: `~HS` is carried out on arrival, and may
 * overtake the format that was sent just before it.
 */
const clearAnswers = 2;

/** A label that is not out after this long, with no fault reported, never will be in a way we understand. */
export const labelTimeout = 30_000;

/** Somebody pressed PAUSE: the label in motion is finished, and takes no longer than this; what has not begun by then does not begin. [K] */
export const pausePatience = 3_000;

/** Cancels every format received and every batch begun [S ZPL II Programming Guide, `~JA`]. */
const cancelAll = '~JA';
const askIdentity = '~HI';

export interface ZplOptions {
  readonly open: OpenWire;
  readonly clock: Clock;
  /** Used until the printer has said its own by `~HI`: 8 at 203 dpi. */
  readonly dotsPerMillimetre?: number;
}

type Printed = Outcome<void, PrintFault>;

/** Faults that may follow a label that came out whole, such as the last of its roll; a jam is the label's own. */
const comesAfter: ReadonlySet<PrintFault> = new Set(['paper-out', 'head-open', 'offline']);

/**
 * A ZPL II label printer over TCP 9100, one connection kept open. Whatever is left in the printer from before (an
 * earlier connection, an undecided label) is cancelled at connection: nothing comes out that no sale is waiting for.
 */
export function createZpl(options: ZplOptions): LabelPrinter {
  return new ZplPrinter(options);
}

class ZplPrinter extends SupervisedDevice implements LabelPrinter {
  readonly kind = 'label-printer';
  readonly driver = 'zpl';
  readonly #clock: Clock;
  readonly #resolution: number;
  protected readonly supervision: Supervision;
  readonly #jobs = new Fifo();
  #conversation: Conversation | null = null;
  #printing = false;

  constructor(options: ZplOptions) {
    super();
    this.#clock = options.clock;
    this.#resolution = options.dotsPerMillimetre ?? 8;
    this.supervision = new Supervision(options.open, options.clock, {
      connected: (port) => this.#connected(port),
      disconnected: (why) => this.#disconnected(why),
      heartbeat: () => this.#heartbeat(),
      heartbeatEvery,
    });
  }

  print(label: LabelDrawing, id: string): Promise<Printed> {
    return this.#jobs.run(() => this.#print(label, id));
  }

  async #connected(port: BytePort): Promise<Readonly<Record<string, string>>> {
    const conversation = new Conversation(port, this.#clock);
    this.#conversation = conversation;
    await conversation.send(askIdentity);
    let status = await conversation.ask();
    if (!status.host || holdsLabels(status.host)) {
      await conversation.send(cancelAll);
      // Asked again before anyone is told to repair it: the answer proves that the cancellation has arrived.
      status = await conversation.ask();
    }
    this.#report(status);
    const identity = conversation.identity;
    return identity ? { model: identity.model, firmware: identity.firmware, dotsPerMillimetre: String(identity.dotsPerMillimetre) } : {};
  }

  #disconnected(why: string): void {
    this.#conversation?.end(why);
    this.#conversation = null;
  }

  async #heartbeat(): Promise<void> {
    // A job asks by itself, more often.
    if (this.#printing || !this.#conversation) return;
    this.#report(await this.#conversation.ask());
  }

  #report(status: PrinterStatus): void {
    const { state, cause, action, warnings } = conditionOf(status);
    this.supervision.health.report({ state: state === 'online' && this.#printing ? 'busy' : state, cause, action, warnings });
  }

  async #print(label: LabelDrawing, id: string): Promise<Printed> {
    const conversation = this.supervision.port ? this.#conversation : null;
    if (!conversation) return notDone('offline', `label ${id}: the printer is not connected (${this.health().cause ?? 'connecting'})`);
    let bytes: Uint8Array;
    try {
      bytes = encodeLabel(label, { dotsPerMillimetre: conversation.identity?.dotsPerMillimetre ?? this.#resolution });
    } catch (error) {
      if (error instanceof LabelError) return notDone('hardware', `label ${id}: ${error.message}`);
      throw error;
    }
    this.#printing = true;
    try {
      return (await this.#hindrance(conversation, id)) ?? (await this.#send(conversation, bytes, id));
    } finally {
      this.#printing = false;
      // The last look was taken while printing; what it showed is now the printer's own state.
      if (this.health().state === 'busy') this.supervision.health.report({ state: 'online' });
    }
  }

  /** Why nothing must be sent now; null when the printer is ready. */
  async #hindrance(conversation: Conversation, id: string): Promise<Printed | null> {
    try {
      let status = await this.#look(conversation);
      if (status.host && holdsLabels(status.host)) {
        await conversation.send(cancelAll);
        status = await this.#look(conversation);
      }
      const { fault, cause } = conditionOf(status);
      if (fault) return notDone(fault, `label ${id}: ${cause}`);
      if (status.host && holdsLabels(status.host)) return notDone('hardware', `label ${id}: the printer holds other labels and does not let go of them`);
      return null;
    } catch (error) {
      return notDone(error instanceof SilentPrinter ? 'silent' : 'offline', `label ${id}: ${this.#lost(conversation, error)}`);
    }
  }

  async #send(conversation: Conversation, bytes: Uint8Array, id: string): Promise<Printed> {
    if (conversation.ended !== null) return notDone('offline', `label ${id}: ${conversation.ended}`);
    try {
      await conversation.send(bytes);
      return await this.#follow(conversation, id);
    } catch (error) {
      return unknown(error instanceof SilentPrinter ? 'silent' : 'offline', `label ${id} was sent, then: ${this.#lost(conversation, error)}`);
    }
  }

  /** Watches the label until it is out, or cannot come out any more. */
  async #follow(conversation: Conversation, id: string): Promise<Printed> {
    const deadline = this.#clock.now() + labelTimeout;
    let clear = 0;
    let pausedUntil: number | null = null;
    for (;;) {
      await delay(this.#clock, followEvery);
      const status = await this.#look(conversation);
      const { fault, cause } = conditionOf(status);
      const held = !status.host || holdsLabels(status.host);
      pausedUntil = fault === 'offline' && status.host?.paused ? (pausedUntil ?? this.#clock.now() + pausePatience) : null;
      const finishing = pausedUntil !== null && this.#clock.now() < pausedUntil;
      // Held back by a person's hand, and begun: it may come out while it is being cancelled.
      const begun = fault === 'offline' && status.host?.queued === 0;
      if (fault && held && !finishing) return this.#cancel(conversation, fault, `label ${id}: ${cause}`, begun);
      // Its counters say that it is out, its sensors that it is stuck: a person must look.
      if (fault && !held && !comesAfter.has(fault)) return unknown(fault, `label ${id}: ${cause}, and nothing is left to print`);
      clear = held ? 0 : clear + 1;
      if (clear >= clearAnswers && !status.host?.waitingToBeTaken) return done;
      if (this.#clock.now() < deadline) continue;
      // It is out and nobody took it: printed all the same, and the health says the rest.
      if (clear >= clearAnswers) return done;
      await conversation.send(cancelAll);
      return unknown('hardware', `label ${id}: not finished after ${labelTimeout / 1000} s`);
    }
  }

  /**
   * The label failed: taken back from the printer, which would else reprint it by itself after the repair. Only when
   * the printer still reports the fault afterwards is it certain that the repair did not come first.
   */
  async #cancel(conversation: Conversation, fault: PrintFault, detail: string, begun: boolean): Promise<Printed> {
    await conversation.send(cancelAll);
    const status = await this.#look(conversation);
    const after = conditionOf(status);
    if (after.fault === null) return unknown(fault, `${detail}; it went away while the label was being cancelled`);
    // What it does not let go of under PAUSE is in motion, and comes out.
    if (after.fault === 'offline' && status.host && holdsLabels(status.host)) return unknown(fault, `${detail}; it was still in motion`);
    if (fault === 'silent' || begun) return unknown(fault, detail);
    return refused(fault, detail);
  }

  async #look(conversation: Conversation): Promise<PrinterStatus> {
    const status = await conversation.ask();
    this.#report(status);
    return status;
  }

  /** After silence the connection is given up: a late answer must not meet a later question. */
  #lost(conversation: Conversation, error: unknown): string {
    const why = error instanceof Error ? error.message : String(error);
    if (this.#conversation === conversation) void this.supervision.drop(why);
    return why;
  }
}
