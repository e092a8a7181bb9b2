import type { Clock } from '../clock.ts';
import { Fifo } from '../fifo.ts';
import type { BytePort } from '../wire/wire.ts';
import type { PrinterStatus } from './condition.ts';
import { StatusFrames } from './frames.ts';
import { parseErrorStatus, parseHostStatusOne, parseHostStatusTwo, parseIdentity, type ErrorStatus, type HostIdentity, type HostStatusOne, type HostStatusTwo } from './status.ts';

/**
 * How long one round of questions may take. Both commands are carried out on arrival, also while a label prints, and
 * answered within tens of milliseconds; three seconds leave room for a printer that is storing graphics. [K]
 */
export const answerTimeout = 3_000;

/** Answers come in the order of the questions; one that comes out of order is waited for this long. */
export const hostStatusGrace = 250;

/** Sent in one write, so that the answer to `~HQES` closes the round: had `~HS` been answered, it would have come before. */
const questions = { both: '~HS~HQES', hostOnly: '~HS' } as const;

/** Nothing came back: the connection is worth nothing any more, because an answer could still come and be taken for a later one. */
export class SilentPrinter extends Error {
  override readonly name = 'SilentPrinter';
}

interface Round {
  one: HostStatusOne | null;
  two: HostStatusTwo | null;
  errors: ErrorStatus | null;
  end(): void;
  fail(error: Error): void;
  readonly timers: (() => void)[];
}

/**
 * One connection's questions and answers: one round at a time. ZPL has no correlation; a late answer to an earlier round
 * is overtaken by this round's own before the round closes, and a round without any answer ends the connection.
 */
export class Conversation {
  readonly #port: BytePort;
  readonly #clock: Clock;
  readonly #frames = new StatusFrames();
  readonly #rounds = new Fifo();
  #round: Round | null = null;
  #ended: string | null = null;
  #asksErrors = true;
  #identity: HostIdentity | null = null;

  constructor(port: BytePort, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
    port.onBytes((bytes) => {
      for (const frame of this.#frames.push(bytes)) this.#receive(frame);
    });
  }

  /** What the printer has said of itself so far; not every state lets it answer `~HI`. */
  get identity(): HostIdentity | null {
    return this.#identity;
  }

  get ended(): string | null {
    return this.#ended;
  }

  send(bytes: Uint8Array | string): Promise<void> {
    return this.#port.write(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  }

  /** @throws SilentPrinter when nothing came back; Error when the connection is gone. */
  ask(): Promise<PrinterStatus> {
    return this.#rounds.run(() => this.#ask());
  }

  end(why: string): void {
    this.#ended ??= why;
    this.#round?.fail(new Error(this.#ended));
  }

  #ask(): Promise<PrinterStatus> {
    if (this.#ended !== null) return Promise.reject(new Error(this.#ended));
    return new Promise((resolve, reject) => {
      const finish = () => {
        for (const cancel of round.timers) cancel();
        this.#round = null;
      };
      const round: Round = {
        one: null,
        two: null,
        errors: null,
        timers: [],
        end: () => {
          finish();
          resolve({ host: round.one && round.two ? { ...round.one, ...round.two } : null, errors: round.errors });
        },
        fail: (error) => {
          finish();
          reject(error);
        },
      };
      this.#round = round;
      round.timers.push(this.#clock.after(answerTimeout, () => this.#timedOut(round)));
      this.send(this.#asksErrors ? questions.both : questions.hostOnly).catch((error: unknown) => {
        if (this.#round === round) round.fail(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  #timedOut(round: Round): void {
    if (round.one && round.two) {
      // An older printer that does not know `~HQES`: its `~HS` decides alone from now on.
      this.#asksErrors = false;
      round.end();
    } else {
      round.fail(new SilentPrinter(`the printer did not answer within ${answerTimeout / 1000} s: check that it is on and speaks ZPL`));
    }
  }

  #receive(frame: string): void {
    this.#identity = parseIdentity(frame) ?? this.#identity;
    const round = this.#round;
    if (!round) return;
    round.one = parseHostStatusOne(frame) ?? round.one;
    round.two = parseHostStatusTwo(frame) ?? round.two;
    const errors = parseErrorStatus(frame);
    if (errors) {
      round.errors = errors;
      this.#asksErrors = true;
    }
    this.#closeWhenDecided(round);
  }

  #closeWhenDecided(round: Round): void {
    const host = round.one !== null && round.two !== null;
    if (host && (round.errors !== null || !this.#asksErrors)) round.end();
    // `~HQES` names a fault and `~HS` stays silent: Zebra's own behaviour (`devices.md` 3), nothing more will come.
    else if (round.errors !== null && round.errors.errors.size > 0) round.end();
    else if (round.errors !== null) round.timers.push(this.#clock.after(hostStatusGrace, () => this.#round === round && round.end()));
  }
}
