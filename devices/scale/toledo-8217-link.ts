import type { Clock } from '../clock.ts';
import { Fifo } from '../fifo.ts';
import type { BytePort } from '../wire/wire.ts';
import { NoAnswer } from './no-answer.ts';
import { afterSilence } from './silence.ts';
import { ToledoDecoder, withEvenParity, type ToledoReply } from './toledo-8217-frame.ts';

/**
 * A frame that has begun must end within this time, and after noise the true answer must have come; at 9600 baud a whole
 * frame takes 10 ms.
 */
export const frameGap = 250;

/**
 * One conversation with the scale: one command outstanding at a time. A command has no terminator and a reply does not
 * name its command, so what comes late would answer the next question: the echo test throws away everything before its own
 * echo. A new conversation takes a new link on the same port.
 */
export class ToledoLink {
  readonly port: BytePort;
  readonly #clock: Clock;
  readonly #onNoise: () => void;
  readonly #decoder = new ToledoDecoder();
  readonly #fifo = new Fifo();
  /** The line is eight bits wide and brings the parity along: learnt from the echo test, and held to from then on. */
  #parity = false;
  #onEcho: ((bytes: Uint8Array) => void) | null = null;
  #onReply: ((reply: ToledoReply) => void) | null = null;
  #giveUp: (why: NoAnswer) => void = () => {};
  #over: string | null = null;
  #cancelGap: () => void = () => {};

  constructor(port: BytePort, clock: Clock, onNoise: () => void) {
    this.port = port;
    this.#clock = clock;
    this.#onNoise = onNoise;
    port.onBytes((bytes) => this.#receive(bytes));
  }

  get parity(): boolean {
    return this.#parity;
  }

  /**
   * `E` and a word: the scale answers `STX E CR` and repeats the word (`devices.md` 1.2). `parity`: the commands carry the
   * parity bit; whether the line does is seen in the answer. The `F` before it ends an echo test that was cut off.
   */
  echo(word: string, parity: boolean, within: number): Promise<void> {
    return this.#fifo.run(async () => {
      this.#parity = await this.#answer<boolean>(`the scale did not repeat ${word} within ${within} ms`, within, (settle) => {
        const plain = `\x02E\r${word}`;
        const carried = latin1(evenly(plain));
        let heard = '';
        this.#onEcho = (bytes) => {
          // What came before the echo is late: it is not even read.
          heard = heard.slice(-plain.length) + latin1(bytes);
          if (heard.includes(plain)) settle(false);
          else if (heard.includes(carried)) settle(true);
        };
        return this.#write(`FE${word}`, parity);
      });
      this.#decoder.discard();
      await this.#write('F', this.#parity);
    });
  }

  /** Sends a command and waits for the reply, which is garbage when it was lost in noise. Rejects with `NoAnswer`. */
  ask(command: string, within: number): Promise<ToledoReply> {
    return this.#fifo.run(() =>
      this.#answer<ToledoReply>(`the scale did not answer ${command} within ${within} ms`, within, (settle) => {
        this.#cancelGap();
        this.#decoder.discard();
        this.#onReply = settle;
        return this.#write(command, this.#parity);
      }),
    );
  }

  close(why: string): void {
    if (this.#over !== null) return;
    this.#over = why;
    this.#cancelGap();
    this.#giveUp(new NoAnswer(why, true));
  }

  /** Ends once: by an answer, by silence, or with the conversation. */
  async #answer<T>(silence: string, within: number, begin: (settle: (answer: T) => void) => Promise<void>): Promise<T> {
    if (this.#over !== null) throw new NoAnswer(this.#over, false);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#giveUp = reject;
    const cancel = afterSilence(this.#clock, within, () => reject(new NoAnswer(silence, true)));
    begin(resolve).catch((error: unknown) => reject(new NoAnswer(error instanceof Error ? error.message : String(error), true)));
    try {
      return await promise;
    } finally {
      cancel();
      this.#onEcho = null;
      this.#onReply = null;
    }
  }

  #write(text: string, parity: boolean): Promise<void> {
    return this.port.write(parity ? evenly(text) : Buffer.from(text, 'latin1'));
  }

  #receive(bytes: Uint8Array): void {
    if (this.#over !== null) return;
    if (this.#onEcho) {
      this.#onEcho(bytes);
      return;
    }
    let lost = false;
    for (const { reply, parity } of this.#decoder.push(bytes)) {
      // A reply that nobody waits for, or from a line of another width, is as good as noise.
      if (reply.kind === 'garbage' || parity !== this.#parity || this.#onReply === null) lost = true;
      else this.#reply(reply);
    }
    if (lost) this.#onNoise();
    if (lost || this.#decoder.pending) this.#waitForRest();
  }

  #reply(reply: ToledoReply): void {
    this.#cancelGap();
    const settle = this.#onReply;
    this.#onReply = null;
    settle?.(reply);
  }

  #waitForRest(): void {
    this.#cancelGap();
    this.#cancelGap = this.#clock.after(frameGap, () => {
      if (this.#decoder.pending) this.#onNoise();
      this.#decoder.discard();
      this.#reply({ kind: 'garbage' });
    });
  }
}

function evenly(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => withEvenParity(character.charCodeAt(0)));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
