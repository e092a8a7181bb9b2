import type { Clock } from '../clock.ts';
import { Fifo } from '../fifo.ts';
import type { BytePort } from '../wire/wire.ts';
import { Demultiplexer, type Reply } from './demultiplex.ts';
import { fromAutomatic, fromRealTime, type PrinterStatus } from './status.ts';

export const linkDelays = {
  /** DLE EOT is answered at once, also off line and busy; a second covers a serial line at 9600 baud with its buffers. */
  realTimeAnswer: 1_000,
  /** GS I waits for its turn in the receive buffer; a model that does not know it stays silent [K]. */
  informationAnswer: 500,
  /** Epson, DLE DC4 fn 8: nothing may be sent until the answer came. A model without it never answers, and we go on. */
  clearAnswer: 1_000,
} as const;

export class SilentError extends Error {
  override readonly name = 'SilentError';
}

/** `GS I n`, in the order asked [K: Epson's numbers; the answer is `5F text 00`]. */
const information = { model: 67, maker: 66, firmware: 65, serial: 68 } as const;

export interface LinkListener {
  /** Told by itself, unasked. */
  status(status: PrinterStatus): void;
  printed(job: string): void;
}

/**
 * One connection's transactions. Questions have one outstanding at a time, since an answer to DLE EOT does not say
 * which it answers. After a silence a late answer could be taken for that of the next question, so the owner gives the
 * connection up and the next one starts clean.
 */
export class Link {
  readonly #port: BytePort;
  readonly #clock: Clock;
  readonly #questions = new Fifo();
  #waiting: { readonly kind: Reply['kind']; readonly take: (reply: Reply) => void; readonly fail: (why: Error) => void } | null = null;
  #closed: string | null = null;

  constructor(port: BytePort, clock: Clock, listener: LinkListener) {
    this.#port = port;
    this.#clock = clock;
    const demultiplexer = new Demultiplexer((reply) => {
      if (this.#closed !== null) return;
      if (reply.kind === 'automatic') listener.status(fromAutomatic(reply.status));
      else if (reply.kind === 'printed') listener.printed(reply.job);
      else if (reply.kind === this.#waiting?.kind) this.#waiting.take(reply);
    });
    port.onBytes((bytes) => demultiplexer.push(bytes));
  }

  /** Why it ended; null while it is open. */
  get closed(): string | null {
    return this.#closed ?? this.#port.closed;
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#port.write(bytes);
  }

  /** The connection is gone: whoever waits for an answer is told. */
  end(why: string): void {
    this.#closed = why;
    this.#waiting?.fail(new Error(why));
  }

  /** All four real-time bytes. @throws SilentError when one is not answered in time, Error when the connection ends. */
  status(patience: number = linkDelays.realTimeAnswer): Promise<PrinterStatus> {
    return this.#questions.run(async () => {
      const bytes: number[] = [];
      for (const n of [1, 2, 3, 4]) {
        const reply = await this.#ask([0x10, 0x04, n], 'real-time', patience);
        bytes.push(reply.status);
      }
      return fromRealTime(bytes as [number, number, number, number]);
    });
  }

  /** Model, maker, firmware, serial number: as many as this printer tells. Only when it is on line: GS I waits in the buffer otherwise. */
  identity(): Promise<Record<string, string>> {
    return this.#questions.run(async () => {
      const identity: Record<string, string> = {};
      for (const [name, n] of Object.entries(information)) {
        const reply = await this.#ask([0x1d, 0x49, n], 'information', linkDelays.informationAnswer).catch(unlessSilent);
        if (!reply) break;
        identity[name] = reply.text;
      }
      return identity;
    });
  }

  /**
   * Empties the printer, so that what could not be printed does not come out by itself when paper is loaded: DLE ENQ 2
   * ends a cutter error, DLE DC4 fn 8 (`10 14 08` and its seven fixed bytes, Epson reference) empties the buffers also
   * when there is no error. Resolves to whether the printer confirmed.
   */
  clear(): Promise<boolean> {
    return this.#questions.run(async () => {
      const command = [0x10, 0x05, 0x02, 0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08];
      return (await this.#ask(command, 'cleared', linkDelays.clearAnswer).catch(unlessSilent)) !== null;
    });
  }

  #ask<K extends Reply['kind']>(command: readonly number[], kind: K, patience: number): Promise<Extract<Reply, { kind: K }>> {
    return new Promise((resolve, reject) => {
      if (this.#closed !== null) {
        reject(new Error(this.#closed));
        return;
      }
      const finish = (): void => {
        cancel();
        this.#waiting = null;
      };
      const fail = (why: Error): void => {
        finish();
        reject(why);
      };
      const cancel = this.#clock.after(patience, () => fail(new SilentError(`printer does not answer ${hex(command)} within ${patience} ms`)));
      const take = (reply: Reply): void => {
        finish();
        resolve(reply as Extract<Reply, { kind: K }>);
      };
      this.#waiting = { kind, take, fail };
      this.#port.write(Uint8Array.from(command)).catch(fail);
    });
  }
}

function unlessSilent(error: unknown): null {
  if (error instanceof SilentError) return null;
  throw error;
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
