import { setImmediate } from 'node:timers/promises';
import { ManualClock } from '../clock.ts';
import type { Twin } from '../twin.ts';
import { serveAt, wireAt } from '../wire/address.ts';
import { memoryWire } from '../wire/memory.ts';
import { WireError, type BytePort, type OpenWire, type WireServer } from '../wire/wire.ts';

/** For tests: how far the clock moves each time the line has fallen quiet. */
const step = 50;
/** Half an hour of the manual clock: what has not ended by then never does. */
const mostSteps = 36_000;

export type Carrier = 'tcp' | 'tls' | 'memory';

interface End {
  readonly port: BytePort;
  sent: number;
  received: number;
}

/**
 * For tests: a driver and a twin on a real wire with a manual clock. Time moves only when nothing is in flight (every
 * byte written has been read, every opening and closing has been seen by both), so a test neither sleeps nor races.
 */
export class QuietLine {
  readonly clock = new ManualClock(Date.UTC(2026, 10, 23, 9, 0, 0));
  readonly #twin: Pick<Twin, 'attach'>;
  readonly #carrier: Carrier;
  readonly #driverEnds: End[] = [];
  readonly #twinEnds: End[] = [];
  #opening = 0;
  #server: WireServer | null = null;
  #url: string;

  constructor(carrier: Carrier, twin: (clock: ManualClock) => Pick<Twin, 'attach'>) {
    this.#carrier = carrier;
    this.#url = `${carrier}://127.0.0.1:0`;
    this.#twin = twin(this.clock);
  }

  readonly open: OpenWire = async (signal) => {
    this.#opening += 1;
    try {
      if (this.#server === null) throw new WireError('nothing is plugged in: check the cable');
      const end = this.#carrier === 'memory' ? this.#openMemory() : await wireAt(this.#url)(signal);
      return tapped(end, this.#driverEnds);
    } finally {
      this.#opening -= 1;
    }
  };

  async plug(): Promise<void> {
    if (this.#carrier === 'memory') {
      const close = async (): Promise<void> => void (await Promise.all(this.#twinEnds.map(({ port }) => port.close())));
      this.#server = { url: 'memory', close };
      return;
    }
    // The cable comes back to the same plug. Only over TLS the address changes: the twin shows a certificate of this process, made anew.
    this.#server = await serveAt(this.#url, (port) => this.#twin.attach(tapped(port, this.#twinEnds)));
    this.#url = this.#server.url;
  }

  async unplug(): Promise<void> {
    const server = this.#server;
    if (this.#carrier === 'memory') this.#server = null;
    await server?.close();
  }

  /** Moves time on until the promise is settled. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    void promise.then(
      () => (settled = true),
      () => (settled = true),
    );
    await this.until(() => settled);
    return promise;
  }

  /** Moves time on until that is so. */
  async until(condition: () => boolean): Promise<void> {
    for (let count = 0; count < mostSteps; count += 1) {
      await this.quiet();
      if (condition()) return;
      this.clock.advance(step);
    }
    throw new Error('half an hour of the manual clock has passed and nothing has come of it');
  }

  /** Waits, without moving time, until nothing is in flight. */
  async quiet(): Promise<void> {
    for (let calm = 0; calm < 2; calm = this.#inFlight() ? 0 : calm + 1) await setImmediate();
  }

  #openMemory(): BytePort {
    const [driver, twin] = memoryWire();
    this.#twin.attach(tapped(twin, this.#twinEnds));
    return driver;
  }

  #inFlight(): boolean {
    if (this.#opening > 0 || this.#driverEnds.length !== this.#twinEnds.length) return true;
    return this.#driverEnds.some((driver, index) => {
      const twin = this.#twinEnds[index];
      if (!twin || (driver.port.closed !== null && twin.port.closed !== null)) return false;
      return driver.port.closed !== twin.port.closed || driver.sent !== twin.received || twin.sent !== driver.received;
    });
  }
}

function tapped(port: BytePort, ends: End[]): BytePort {
  const end: End = { port, sent: 0, received: 0 };
  ends.push(end);
  return {
    get closed() {
      return port.closed;
    },
    write(bytes) {
      end.sent += bytes.length;
      return port.write(bytes);
    },
    onBytes: (listener) =>
      port.onBytes((bytes) => {
        end.received += bytes.length;
        listener(bytes);
      }),
    onClose: (listener) => port.onClose(listener),
    close: () => port.close(),
  };
}
