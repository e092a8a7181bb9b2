const stx = 0x02;
const etx = 0x03;

/** Longer than any answer of `~HS`, `~HQES` or `~HI`; a frame that passes it has lost its end and is given up. */
const longest = 512;

/**
 * Cuts what the printer says into the texts between STX and ETX, however the network chunks it. Everything outside a
 * frame is dropped; an STX within a frame begins it anew, because what went before has lost its end.
 */
export class StatusFrames {
  #open: number[] | null = null;

  push(bytes: Uint8Array): string[] {
    const frames: string[] = [];
    for (const byte of bytes) {
      if (byte === stx) this.#open = [];
      else if (this.#open === null) continue;
      else if (byte === etx) {
        frames.push(String.fromCharCode(...this.#open));
        this.#open = null;
      } else if (this.#open.length >= longest) this.#open = null;
      else this.#open.push(byte);
    }
    return frames;
  }
}
