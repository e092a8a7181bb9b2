export type RealTimeRequest = { readonly kind: 'status'; readonly n: 1 | 2 | 3 | 4 } | { readonly kind: 'resume' } | { readonly kind: 'cancel' } | { readonly kind: 'clear' };

export type Piece = { readonly kind: 'data'; readonly bytes: Uint8Array } | { readonly kind: 'request'; readonly request: RealTimeRequest };

const dle = 0x10;

const requests: readonly (readonly [bytes: readonly number[], request: RealTimeRequest])[] = [
  [[0x10, 0x04, 0x01], { kind: 'status', n: 1 }],
  [[0x10, 0x04, 0x02], { kind: 'status', n: 2 }],
  [[0x10, 0x04, 0x03], { kind: 'status', n: 3 }],
  [[0x10, 0x04, 0x04], { kind: 'status', n: 4 }],
  [[0x10, 0x05, 0x01], { kind: 'resume' }],
  [[0x10, 0x05, 0x02], { kind: 'cancel' }],
  [[0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08], { kind: 'clear' }],
];

/**
 * Takes real-time commands out of what is received, wherever they stand, even in the middle of an image: a real
 * printer does the same (`devices.md` 2.1). What only looks like the beginning of one goes on to the buffer.
 */
export class RealTimeFilter {
  #held: number[] = [];

  push(bytes: Uint8Array): Piece[] {
    const pieces: Piece[] = [];
    let data: number[] = [];
    const flush = (): void => {
      if (data.length > 0) pieces.push({ kind: 'data', bytes: Uint8Array.from(data) });
      data = [];
    };
    for (const byte of bytes) {
      if (this.#held.length === 0 && byte !== dle) {
        data.push(byte);
        continue;
      }
      this.#held.push(byte);
      const request = requests.find(([pattern]) => pattern.length === this.#held.length && startsWith(pattern, this.#held));
      if (request) {
        flush();
        pieces.push({ kind: 'request', request: request[1] });
        this.#held = [];
      }
      while (this.#held.length > 0 && !requests.some(([pattern]) => startsWith(pattern, this.#held))) data.push(this.#held.shift() ?? 0);
    }
    flush();
    return pieces;
  }
}

function startsWith(pattern: readonly number[], beginning: readonly number[]): boolean {
  return beginning.length <= pattern.length && beginning.every((byte, index) => byte === pattern[index]);
}
