import type { Clock } from '../clock.ts';
import type { BytePort } from '../wire/wire.ts';
import { answerLength, bodies, longestAnswer, message, readersOf, resultOf, version, wordAt, type Command, type ReaderState } from './pcscd-message.ts';

/** pcscd answers at once, but for the card: to power one up and to ask it takes a second at worst, with a reader that tries again. */
export const answerWithin = 5_000;

/** A command that pcscd understood and did not do: `code` is PC/SC's. */
export class PcscRefusal extends Error {
  override readonly name = 'PcscRefusal';
  readonly code: number;

  constructor(command: Command, code: number) {
    super(`pcscd refuses ${command} (0x${code.toString(16).toUpperCase().padStart(8, '0')})`);
    this.code = code;
  }
}

/** SCARD_W_SECURITY_VIOLATION: polkit does not let this user in. */
const notAuthorised = 0x8010006a;

/** A watch that is set: every watch ends with exactly one answer, whether something changed or it was called off. */
export interface Watch {
  readonly readers: readonly ReaderState[];
  /** Resolves at the next change, or after so long; nothing else may be asked until then. */
  change(within: number): Promise<void>;
  callOff(): Promise<void>;
}

/** Questions and answers over pcscd's socket, one at a time. Any other end than an answer rejects: the connection is then of no more use. */
export class PcscdLink {
  readonly #port: BytePort;
  readonly #clock: Clock;
  #bytes: Buffer = Buffer.alloc(0);
  #awaited: { readonly length: number; take(bytes: Buffer): void; fail(error: Error): void } | null = null;
  #context = 0;

  constructor(port: BytePort, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
    port.onBytes((bytes) => this.#receive(bytes));
    port.onClose((why) => this.#awaited?.fail(new Error(why)));
  }

  /** @throws Error in words for a technician: another program at the other end, another protocol, no permission. */
  async greet(): Promise<string> {
    const greeting = await this.#ask('version', bodies.version(), answerLength.version);
    const [major, minor] = [wordAt(greeting, 0), wordAt(greeting, 1)];
    if (resultOf(greeting) !== 0 || major !== version.major) throw new Error(`what answers there is no pcscd that speaks ${version.major}.${version.minor}: install pcscd 1.8.24 or newer`);
    const context = await this.#ask('establishContext', bodies.establishContext(), answerLength.establishContext);
    if (resultOf(context) === notAuthorised) throw new Error('pcscd does not let this user in: allow org.debian.pcsc-lite.access_pcsc for it in polkit');
    this.#context = wordAt(checked('establishContext', context), 1);
    return `${major}.${minor}`;
  }

  async watch(): Promise<Watch> {
    const readers = readersOf(await this.#ask('watch', undefined, answerLength.watch));
    return { readers, change: (within) => this.#change(within), callOff: () => this.#callOff() };
  }

  /** One command to the card on a reader, and the card is let go of. @throws PcscRefusal */
  async ask(reader: string, apdu: Uint8Array): Promise<Uint8Array> {
    const connected = checked('connect', await this.#ask('connect', bodies.connect(this.#context, reader), answerLength.connect));
    const card = wordAt(connected, 35);
    try {
      const answer = checked('transmit', await this.#ask('transmit', bodies.transmit(card, wordAt(connected, 36), apdu.length), answerLength.transmit, apdu));
      const length = wordAt(answer, 6);
      if (length > longestAnswer) throw new Error(`pcscd announces an answer of ${length} bytes`);
      return await this.#answer(length);
    } finally {
      // Also after a refusal: a card that is held on to is held from everybody. What pcscd says to it changes nothing.
      if (this.#port.closed === null) await this.#ask('disconnect', bodies.disconnect(card), answerLength.disconnect);
    }
  }

  async #change(within: number): Promise<void> {
    const change = this.#answer(answerLength.change, within + answerWithin);
    const cancel = this.#clock.after(within, () => void this.#port.write(message('stopWatching')).catch(() => undefined));
    try {
      await change;
    } finally {
      cancel();
    }
  }

  /** Either this ends the watch or a change has just done so: one answer comes in both cases. */
  async #callOff(): Promise<void> {
    await this.#ask('stopWatching', undefined, answerLength.change);
  }

  async #ask(name: Command, body: Uint8Array | undefined, length: number, forTheCard?: Uint8Array): Promise<Buffer> {
    // A change may have come while a watch is being called off; otherwise every byte was asked for, or this is not pcscd.
    if (this.#bytes.length > 0 && name !== 'stopWatching') throw new Error('something talks there that nobody asked: it is no pcscd');
    const answer = this.#answer(length);
    // Whoever cannot write need not wait either; the rejection of the write says why.
    answer.catch(() => undefined);
    await this.#port.write(message(name, body, forTheCard));
    return answer;
  }

  #answer(length: number, within = answerWithin): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const tooLate = this.#clock.after(within, () => this.#awaited?.fail(new Error(`pcscd has not answered for ${within / 1_000} s`)));
      const end = (): void => {
        tooLate();
        this.#awaited = null;
      };
      this.#awaited = {
        length,
        take: (bytes) => (end(), resolve(bytes)),
        fail: (error) => (end(), reject(error)),
      };
      if (this.#port.closed !== null) this.#awaited.fail(new Error(this.#port.closed));
      else this.#receive(new Uint8Array());
    });
  }

  #receive(bytes: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    const awaited = this.#awaited;
    if (awaited === null || this.#bytes.length < awaited.length) return;
    const answer = this.#bytes.subarray(0, awaited.length);
    this.#bytes = this.#bytes.subarray(awaited.length);
    awaited.take(answer);
  }
}

/** @throws PcscRefusal */
function checked(name: Command, answer: Buffer): Buffer {
  const code = resultOf(answer);
  if (code !== 0) throw new PcscRefusal(name, code);
  return answer;
}
