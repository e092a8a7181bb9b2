import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import { Knobs } from '../knobs.ts';
import type { Twin } from '../twin.ts';
import type { BytePort } from '../wire/wire.ts';
import type { CardKnobs } from './virtual-knobs.ts';
import { Sales, type Fate, type Totals, type VirtualTransaction } from './virtual-sales.ts';

export type Phase = 'idle' | 'card-expected' | Exclude<Fate, 'waiting'>;

export interface PaymentTerminalState {
  readonly phase: Phase;
  /** Cents on its display; null when idle. */
  readonly amount: number | null;
  readonly transactions: readonly VirtualTransaction[];
  readonly totals: Totals;
}

export interface VirtualPaymentTerminal<K extends CardKnobs = CardKnobs> extends Twin<K> {
  readonly kind: 'payment-terminal';
  state(): PaymentTerminalState;
}

/** How a sale in progress may end, and what becomes of the money. */
const fates = { approve: 'approved', decline: 'declined', cancel: 'abandoned', timeout: 'timed-out', abort: 'abandoned' } as const satisfies Record<string, Fate>;
export type Ending = keyof typeof fates;

export interface Ended {
  readonly ending: Ending;
  readonly sale: VirtualTransaction;
  /** It says that it approved, and contradicts itself: nothing was debited. */
  readonly contradicted: boolean;
  /** The connection goes instead of the answer. */
  readonly lost: boolean;
}

/**
 * What a virtual card terminal is, whatever it speaks: a display, a place for cards, a red key, a memory, and all that can go
 * wrong on the way of an answer. The protocols read requests and write answers; each with its own eyes, without the driver's codec.
 */
export abstract class VirtualTerminal<K extends CardKnobs> implements VirtualPaymentTerminal<K> {
  readonly kind = 'payment-terminal';
  abstract readonly protocol: string;
  protected readonly clock: Clock;
  protected readonly sales = new Sales();
  protected reader: 'contactless' | 'chip' = 'contactless';
  readonly #ports = new Set<BytePort>();
  readonly #board: Knobs<K>;
  #phase: Phase = 'idle';
  #amount: number | null = null;
  /** Ends the sale that waits for a card; null when none does. */
  #finish: ((ending: Ending) => void) | null = null;
  /** What it is doing, called off when the power goes. */
  #forget: (() => void) | null = null;
  #timers = new Set<() => void>();
  #late: string[] = [];

  constructor(clock: Clock, schema: z.ZodType<K>, knobs: unknown) {
    this.clock = clock;
    this.#board = new Knobs<K>('payment-terminal', schema, knobs);
  }

  /** Bytes of one connection, as they come. */
  protected abstract hear(port: BytePort, bytes: Buffer): void;

  knobs(): K {
    return this.#board.current;
  }

  state(): PaymentTerminalState {
    return { phase: this.#phase, amount: this.#amount, transactions: [...this.sales.list()], totals: this.sales.totals() };
  }

  turn(patch: unknown): K {
    const { present, press, bank, powered } = this.#board.turn(patch);
    if (!powered) this.#powerOff();
    if (press === 'red') this.#finish?.('cancel');
    else if (present !== 'nothing' && this.#finish) {
      this.reader = present;
      this.#finish(bank);
    }
    // A card is taken away and a key let go at once: neither waits for the next sale.
    return present === 'nothing' && press === 'nothing' ? this.knobs() : this.#board.turn({ present: 'nothing', press: 'nothing' });
  }

  onChange(listener: () => void): () => void {
    return this.#board.onChange(listener);
  }

  attach(port: BytePort): void {
    if (!this.knobs().powered) return void port.close();
    this.#ports.add(port);
    port.onClose(() => this.#ports.delete(port));
    if (this.knobs().lateAnswer === 'on-connect') this.write(port, this.#late.splice(0).join(''));
    port.onBytes((bytes) => this.hear(port, Buffer.from(bytes)));
  }

  close(): void {
    this.#forgetTimers();
    this.#finish = null;
    for (const port of this.#ports) void port.close();
  }

  /** Whether a card is awaited, or the bank asked. */
  protected get occupied(): boolean {
    return this.#finish !== null;
  }

  /** Ends the sale in progress from outside; false when there is none. */
  protected end(ending: Ending): boolean {
    const finish = this.#finish;
    finish?.(ending);
    return finish !== null;
  }

  /** What a protocol keeps in memory that needs power, such as who has logged in. */
  protected powerLost(): void {}

  protected begin(port: BytePort, { reference, cents, credit }: { readonly reference: string; readonly cents: number; readonly credit: boolean }, answer: (ended: Ended) => void): void {
    const { answer: how, delayMs, cardTimeoutMs, dropBeforeAnswer, cardLast4 } = this.knobs();
    const { number } = this.sales.begin(reference, cents, this.clock.now(), cardLast4);
    const over = (): void => {
      this.#finish = null;
      this.#forget = null;
      cancel();
    };
    const end = (ending: Ending): void => {
      over();
      const approved = ending === 'approve';
      const contradicted = approved && this.knobs().contradictory;
      const sale = this.sales.settle(number, contradicted ? 'declined' : approved && credit ? 'refunded' : fates[ending]);
      this.show(sale.fate === 'waiting' ? 'idle' : sale.fate, cents);
      answer({ ending, sale, contradicted, lost: approved && this.knobs().resetAfterApproval });
    };
    this.#finish = end;
    this.#forget = () => {
      over();
      this.sales.settle(number, 'abandoned');
    };
    const cancel = this.after(how === 'manual' ? cardTimeoutMs : delayMs, () => end(how === 'manual' ? 'timeout' : how));
    this.show('card-expected', cents);
    if (dropBeforeAnswer) void port.close();
  }

  /** Sends the answer of a card transaction, with all that may go wrong with one; the visits in between stay well. */
  protected deliver(port: BytePort, text: string): void {
    const { garbage, lateAnswer, cutAnswerAt } = this.knobs();
    const whole = garbage + this.#late.join('') + text;
    if (lateAnswer !== 'never' && this.#late.length === 0) {
      this.#late.push(text);
      return;
    }
    this.#late = [];
    this.write(port, whole, cutAnswerAt);
  }

  protected write(port: BytePort, text: string, cutAnswerAt: number | null = null): void {
    const { splitGapMs } = this.knobs();
    const pieces = this.#pieces(cutAnswerAt === null ? text : text.slice(0, cutAnswerAt));
    let written: Promise<void> = Promise.resolve();
    const next = (index: number): void => {
      const piece = pieces[index];
      if (piece !== undefined) {
        // A till that hung up does not hear the answer, and the sale stands: the promise may fail and nobody is told.
        written = port.write(Buffer.from(piece, 'latin1')).catch(() => {});
        if (splitGapMs === 0) next(index + 1);
        else this.after(splitGapMs, () => next(index + 1));
      } else if (cutAnswerAt !== null) void written.then(() => port.close());
    };
    next(0);
  }

  protected after(ms: number, callback: () => void): () => void {
    const stop = this.clock.after(ms, () => {
      this.#timers.delete(cancel);
      callback();
    });
    const cancel = (): void => {
      this.#timers.delete(cancel);
      stop();
    };
    this.#timers.add(cancel);
    return cancel;
  }

  protected show(phase: Phase, amount: number | null): void {
    this.#phase = phase;
    this.#amount = amount;
    this.#board.changed();
  }

  #pieces(text: string): string[] {
    const pieces: string[] = [];
    let from = 0;
    for (const size of this.knobs().splitAnswer) {
      if (from < text.length) pieces.push(text.slice(from, from + size));
      from += size;
    }
    if (from < text.length) pieces.push(text.slice(from));
    return pieces;
  }

  #powerOff(): void {
    this.#forget?.();
    this.#forgetTimers();
    this.#late = [];
    this.powerLost();
    this.#phase = 'idle';
    this.#amount = null;
    for (const port of this.#ports) void port.close();
  }

  #forgetTimers(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}
