/**
 * Holds the bytes and the end of a port until the driver listens: bytes that arrive between opening and listening are
 * a power-up message or an early status, and must not be lost.
 */
export class Inbox {
  #early: Uint8Array[] = [];
  #listener: ((bytes: Uint8Array) => void) | null = null;
  #closeListeners: ((why: string) => void)[] = [];
  closed: string | null = null;

  receive(bytes: Uint8Array): void {
    if (this.#listener) this.#listener(bytes);
    else this.#early.push(bytes);
  }

  listen(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener;
    const early = this.#early;
    this.#early = [];
    for (const bytes of early) listener(bytes);
  }

  end(why: string): void {
    if (this.closed !== null) return;
    this.closed = why;
    for (const listener of this.#closeListeners.splice(0)) listener(why);
  }

  onEnd(listener: (why: string) => void): void {
    if (this.closed === null) this.#closeListeners.push(listener);
    else listener(this.closed);
  }
}
