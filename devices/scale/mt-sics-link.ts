import type { Clock } from '../clock.ts';
import { Fifo } from '../fifo.ts';
import type { BytePort } from '../wire/wire.ts';
import { SicsDecoder, type SicsReply } from './mt-sics-frame.ts';
import { NoAnswer } from './no-answer.ts';

/**
 * A line that has begun must end within this time; at 9600 baud a whole one takes 20 ms. What is left of a half line is
 * thrown away, so that it cannot become the head of the next.
 */
export const lineTimeout = 250;

/**
 * One conversation with the scale, from one `@` to the next: one command outstanding at a time. A new conversation
 * takes a new link on the same port, so that nothing of the old one can be answered in the new.
 */
export class SicsLink {
  readonly port: BytePort;
  readonly #clock: Clock;
  readonly #onUnasked: (reply: SicsReply) => void;
  readonly #decoder = new SicsDecoder();
  readonly #fifo = new Fifo();
  #waiting: { readonly answers: (reply: SicsReply) => boolean; readonly settle: (reply: SicsReply | NoAnswer) => void } | null = null;
  #over: string | null = null;
  #cancelLineTimeout: () => void = () => {};

  constructor(port: BytePort, clock: Clock, onUnasked: (reply: SicsReply) => void) {
    this.port = port;
    this.#clock = clock;
    this.#onUnasked = onUnasked;
    port.onBytes((bytes) => this.#receive(bytes));
  }

  /**
   * Sends a command and waits for the reply that `answers` recognises, or a general error (ES, ET, EL), which can only
   * be about the command outstanding. Rejects with `NoAnswer`.
   */
  ask(command: string, answers: (reply: SicsReply) => boolean, within: number): Promise<SicsReply> {
    return this.#fifo.run(async () => {
      if (this.#over !== null) throw new NoAnswer(this.#over, false);
      const reply = await new Promise<SicsReply | NoAnswer>((resolve) => {
        const cancel = this.#clock.after(within, () => settle(new NoAnswer(`the scale did not answer ${command} within ${within} ms`, true)));
        const settle = (result: SicsReply | NoAnswer) => {
          cancel();
          this.#waiting = null;
          resolve(result);
        };
        this.#waiting = { answers, settle };
        this.tell(command).catch((error: unknown) => settle(new NoAnswer(error instanceof Error ? error.message : String(error), true)));
      });
      if (reply instanceof NoAnswer) throw reply;
      return reply;
    });
  }

  tell(command: string): Promise<void> {
    return this.port.write(new TextEncoder().encode(`${command}\r\n`));
  }

  close(why: string): void {
    if (this.#over !== null) return;
    this.#over = why;
    this.#cancelLineTimeout();
    this.#waiting?.settle(new NoAnswer(why, true));
  }

  #receive(bytes: Uint8Array): void {
    if (this.#over !== null) return;
    this.#cancelLineTimeout();
    for (const reply of this.#decoder.push(bytes)) this.#take(reply);
    if (this.#decoder.pending) this.#cancelLineTimeout = this.#clock.after(lineTimeout, () => this.#decoder.discard());
  }

  #take(reply: SicsReply): void {
    if (this.#over !== null) return;
    if (this.#waiting && (reply.kind === 'error' || this.#waiting.answers(reply))) this.#waiting.settle(reply);
    else this.#onUnasked(reply);
  }
}
