import type { BytePort } from '../../devices/wire/wire.ts';

/** The end of a line that hands bytes over at once, so that what the twin throws is thrown here. */
export class Line implements BytePort {
  closed: string | null = null;
  said = 0;
  #listener: (bytes: Uint8Array) => void = () => {};
  readonly #ends: ((why: string) => void)[] = [];

  write(bytes: Uint8Array): Promise<void> {
    this.said += bytes.length;
    return Promise.resolve();
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener;
  }

  onClose(listener: (why: string) => void): void {
    this.#ends.push(listener);
  }

  close(): Promise<void> {
    if (this.closed === null) {
      this.closed = 'closed';
      for (const end of this.#ends) end('closed');
    }
    return Promise.resolve();
  }

  hear(bytes: Uint8Array): void {
    if (this.closed === null) this.#listener(bytes);
  }
}
