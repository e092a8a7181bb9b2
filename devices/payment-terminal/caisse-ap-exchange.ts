import type { Clock } from '../clock.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import { contradictedEcho, isOurs, messagesOf, type Heard, type Message } from './caisse-ap-answer.ts';
import { encode, TlvDecoder, type TlvRecord } from './tlv.ts';

/**
 * How long the whole sale may take on the terminal: card, PIN, authorisation. 180 s is the public module's figure
 * (`devices.md` 4.2); the socket is kept open that long, the first rung of the ladder.
 */
export const answerTimeout = 180_000;
/** On a record boundary the answer is over after this much quiet (`devices.md` 4.2). */
export const answerQuiet = 1_000;
/** A connection on which bytes come before the request carries somebody else's answer: it is given up, so many times. */
const freshConnections = 3;

export type Exchange =
  | { readonly sent: false; readonly reason: 'unavailable' | 'busy'; readonly detail: string }
  | ({ readonly sent: true } & Heard);

export interface Asking {
  readonly open: OpenWire;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly timeout?: number;
  readonly quiet?: number;
  /** After another's answer ours is waited for so much longer; as long as ever when left out. */
  readonly strangerPatience?: number;
}

/**
 * One request and what comes back, on a connection of its own. The public client does the same, terminals serve one
 * till at a time, and above all an answer can then only be lost, not be mistaken: whatever comes late to an earlier
 * request dies with that request's connection.
 */
export async function exchange(request: readonly TlvRecord[], asking: Asking): Promise<Exchange> {
  const bytes = encode(request);
  for (let attempt = 0; attempt < freshConnections; attempt += 1) {
    let port: BytePort;
    try {
      port = await asking.open(asking.signal);
    } catch (error) {
      return { sent: false, reason: 'unavailable', detail: error instanceof Error ? error.message : 'the terminal cannot be reached' };
    }
    const listening = new Listening(port, request, asking);
    if (asking.signal.aborted || port.closed !== null) {
      await port.close();
      return { sent: false, reason: 'unavailable', detail: asking.signal.aborted ? 'stopped' : 'the terminal closed the connection at once' };
    }
    if (listening.unsolicited) {
      await port.close();
      continue;
    }
    const heard = await listening.send(bytes);
    await port.close();
    return { sent: true, ...heard };
  }
  return { sent: false, reason: 'busy', detail: 'the terminal speaks before it is asked: it still answers an earlier request' };
}

/** Hears one connection out: quiet on a boundary after our answer, the full timeout otherwise, or its end. */
class Listening {
  readonly #port: BytePort;
  readonly #request: readonly TlvRecord[];
  readonly #asking: Asking;
  readonly #decoder = new TlvDecoder();
  #sent = false;
  #begun = false;
  #early = false;
  #cancelQuiet: () => void = () => {};
  #cancelTimeout: () => void = () => {};
  #detach: () => void = () => {};
  #finish: (end: Heard['end']) => void = () => {};

  constructor(port: BytePort, request: readonly TlvRecord[], asking: Asking) {
    this.#port = port;
    this.#request = request;
    this.#asking = asking;
    port.onBytes((bytes) => this.#take(bytes));
  }

  /** Bytes were there before the request: they cannot be its answer. */
  get unsolicited(): boolean {
    return this.#early;
  }

  async send(bytes: Uint8Array): Promise<Heard> {
    const end = await new Promise<Heard['end']>((resolve) => {
      this.#finish = resolve;
      this.#sent = true;
      const stop = (): void => resolve('closed');
      this.#asking.signal.addEventListener('abort', stop);
      this.#detach = () => this.#asking.signal.removeEventListener('abort', stop);
      this.#port.onClose(stop);
      this.#armTimeout();
      // One write: the public terminal simulator takes each segment for a whole request. A write that fails may have
      // left in part, so it ends like a lost connection, not like "not sent".
      this.#port.write(bytes).catch(stop);
    });
    this.#finish = () => {};
    this.#detach();
    this.#cancelQuiet();
    this.#cancelTimeout();
    const { records, malformed, onBoundary } = this.#decoder;
    return { messages: messagesOf(records), malformed, cut: !onBoundary, end };
  }

  #take(bytes: Uint8Array): void {
    if (!this.#sent) {
      this.#early = true;
      return;
    }
    this.#decoder.push(bytes);
    this.#cancelQuiet();
    if (!this.#begun) this.#armTimeout();
    this.#begun = true;
    const wait = this.#decoder.onBoundary ? this.#waitAfter(messagesOf(this.#decoder.records)) : null;
    if (wait !== null) this.#cancelQuiet = this.#asking.clock.after(wait, () => this.#finish('quiet'));
  }

  /** How long the line must stay quiet after these before nothing more is waited for; null: to the end. */
  #waitAfter(messages: readonly Message[]): number | null {
    if (messages.some((message) => isOurs(this.#request, message))) return this.#asking.quiet ?? answerQuiet;
    const stranger = messages.some((message) => contradictedEcho(this.#request, message) !== null);
    return stranger ? (this.#asking.strangerPatience ?? null) : null;
  }

  /** From the sending, and once more from the answer's first byte: a terminal that drips cannot hold us for ever. */
  #armTimeout(): void {
    this.#cancelTimeout();
    this.#cancelTimeout = this.#asking.clock.after(this.#asking.timeout ?? answerTimeout, () => this.#finish('silence'));
  }
}
