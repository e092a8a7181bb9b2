import type { Clock } from '../clock.ts';
import { Fifo } from '../fifo.ts';
import { done, notDone, refused, type Outcome } from '../outcome.ts';
import { SupervisedDevice } from '../supervised-device.ts';
import { Supervision } from '../supervision.ts';
import { memoryWire } from '../wire/memory.ts';
import type { BytePort } from '../wire/wire.ts';
import type { Approval, GivingBack, PastTransaction, PaymentTerminal, Refusal, Transaction } from './payment-terminal.ts';
import { whatCannotBeSent } from './sendable.ts';

export type TerminalIdentity = Readonly<Record<string, string>>;
type NotDone = Extract<Outcome<never, Refusal>, { kind: 'not-done' }>;

/**
 * A card terminal with a connection for each message. What is supervised is its presence, not a connection: a visit opens one and
 * closes it, because such a terminal serves one till at a time, and an answer must belong to the only request of its connection.
 */
export abstract class VisitedTerminal extends SupervisedDevice implements PaymentTerminal {
  readonly kind = 'payment-terminal';
  abstract readonly driver: string;
  /** The most that can be written on the wire, cents. */
  protected abstract readonly mostCents: number;
  protected readonly clock: Clock;
  protected readonly supervision: Supervision;
  /** Payments and visits, one after the other. */
  protected readonly fifo = new Fifo();
  #stopping = new AbortController();
  #unmasked = false;
  #openTransaction = false;

  constructor(clock: Clock, visitEvery: number) {
    super();
    this.clock = clock;
    let identity: TerminalIdentity = {};
    const visit = async (): Promise<BytePort> => {
      identity = await this.fifo.run(() => this.identify());
      const [presence] = memoryWire();
      return presence;
    };
    this.supervision = new Supervision(visit, clock, {
      connected: () => {
        this.reportVisit();
        return Promise.resolve(identity);
      },
      disconnected: () => {},
      heartbeat: async () => {
        await this.fifo.run(() => this.visit());
        // It may have waited behind a payment that has lost its answer: then the next visit reports.
        if (this.supervision.port !== null) this.reportVisit();
      },
      heartbeatEvery: visitEvery,
    });
  }

  /** The first visit: who it is, and how. */
  protected abstract identify(): Promise<TerminalIdentity>;
  /** Every later one. */
  protected abstract visit(): Promise<unknown>;
  /** What the last visit found, said of the health. */
  protected abstract reportVisit(): void;

  abstract pay(transaction: Transaction): Promise<Outcome<Approval, Refusal>>;
  abstract resolve(transaction: PastTransaction): Promise<Outcome<Approval, Refusal>>;
  abstract cancel(transaction: GivingBack): Promise<Outcome<void, Refusal>>;
  abstract refund(transaction: GivingBack): Promise<Outcome<void, Refusal>>;

  test(): Promise<Outcome<void, Refusal>> {
    return this.fifo.run(async () => {
      if (this.supervision.port === null) return notDone('unavailable', this.health().cause ?? 'the terminal is not connected');
      try {
        await this.visit();
      } catch (error) {
        return await this.unreached('unavailable', error instanceof Error ? error.message : String(error));
      }
      this.reportVisit();
      const { state, cause } = this.health();
      return state === 'online' ? done : refused('unavailable', cause ?? state);
    });
  }

  override start(): void {
    if (this.#stopping.signal.aborted) this.#stopping = new AbortController();
    this.supervision.start();
  }

  override async stop(): Promise<void> {
    this.hangUp();
    await this.supervision.stop();
  }

  /** Waits for no answer any more. */
  protected hangUp(): void {
    this.#stopping.abort();
  }

  protected get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  protected unsendable(transaction: Transaction): NotDone | null {
    const wrong = whatCannotBeSent(transaction, this.mostCents);
    return wrong === null ? null : notDone('not-supported', wrong);
  }

  /** Why a card transaction cannot even begin; null when it can. */
  protected unable({ amount, reference }: Transaction, original = reference): NotDone | null {
    const wrong = this.unsendable({ amount, reference }) ?? this.unsendable({ amount, reference: original });
    if (wrong) return wrong;
    return this.supervision.port === null ? notDone('unavailable', this.health().cause ?? 'the terminal is not connected') : null;
  }

  /** It was not even reached: the next visit tells when it is back. */
  protected async unreached(reason: Refusal, detail: string): Promise<NotDone> {
    await this.supervision.drop(detail);
    return notDone(reason, detail);
  }

  /** After an answer it is free again; without one nobody knows what it does before it is visited afresh. */
  protected async reportAnswer(verdict: { readonly kind: 'undecided'; readonly detail: string } | { readonly kind: 'done' | 'reversed' | 'refused' }): Promise<void> {
    if (verdict.kind === 'undecided') await this.supervision.drop(verdict.detail);
    else this.report('online');
  }

  /** Something of ours is, or is no longer, under way on it that nobody waits for. */
  protected set openTransaction(open: boolean) {
    this.#openTransaction = open;
  }

  /** PAY-1: a whole card number on this wire takes the terminal out of the scope it was certified for. A person must know. */
  protected cardNumberSeen(): void {
    this.#unmasked = true;
    this.reportWarnings();
  }

  protected report(state: 'online' | 'busy'): void {
    this.supervision.health.report({ state, warnings: this.warnings() });
  }

  protected reportWarnings(): void {
    this.supervision.health.report({ ...this.health(), warnings: this.warnings() });
  }

  protected warnings(): string[] {
    return [...(this.#openTransaction ? ['transaction-open'] : []), ...(this.#unmasked ? ['card-number-not-masked'] : [])];
  }
}

/** Of what a terminal may say of itself, what it did say. */
export function identityOf(known: Readonly<Record<string, string | undefined>>): TerminalIdentity {
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Of money given back, nobody asks from which card. */
export function withoutApproval(outcome: Outcome<Approval, Refusal>): Outcome<void, Refusal> {
  return outcome.kind === 'ok' ? done : outcome;
}
