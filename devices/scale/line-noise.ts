import type { Clock } from '../clock.ts';

/** Noise that goes on for so long is a fault of the line: one burst is a plug being pushed in, or a lamp being switched. */
export const noiseLimit = 5_000;
/** Without noise for so long the line is taken for good again. */
export const noiseOver = 2_000;

export const noiseCause = 'what comes from the scale is full of noise: check cable, speed and parity; a weight from such a line is not trusted';

/**
 * Remembers what came over the line and was no frame. None of the scales' protocols has a checksum, so a line that keeps
 * bringing broken frames may as well bring a whole one with a wrong digit.
 */
export class LineNoise {
  readonly #clock: Clock;
  #since = -Infinity;
  #last = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  heard(): void {
    if (!this.recent) this.#since = this.#clock.now();
    this.#last = this.#clock.now();
  }

  /** There was noise a moment ago. */
  get recent(): boolean {
    return this.#clock.now() - this.#last < noiseOver;
  }

  /** There has been noise for so long that nothing of this line may be used. */
  get lasting(): boolean {
    return this.recent && this.#last - this.#since >= noiseLimit;
  }

  forget(): void {
    this.#since = -Infinity;
    this.#last = -Infinity;
  }
}
