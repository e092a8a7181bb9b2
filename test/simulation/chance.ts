/**
 * All chance of a simulation, from one seed: nothing in it may ask the machine's own. A stream can be split into others, so
 * that one more draw in the weather does not change what the customers do.
 */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number, stream = 0) {
    this.#a = seed >>> 0;
    this.#b = Math.trunc(seed / 2 ** 32) >>> 0;
    this.#c = (stream + 0x9e37_79b9) >>> 0;
    this.#d = 0x2545_f491;
    // The first draws of neighbouring seeds look alike.
    for (let round = 0; round < 16; round += 1) this.#draw();
  }

  /** Another stream of the same world. */
  split(): Chance {
    return new Chance(this.#draw(), this.#draw());
  }

  /** From 0 up to, and without, `end`. */
  below(end: number): number {
    return Math.floor((this.#draw() / 2 ** 32) * end);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** @throws Error on an empty list. */
  pick<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  /** One of them, the heavier the likelier. */
  weighed<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.below(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, choice] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    throw new Error('nothing to pick from');
  }

  /** A third of a turn of xorshift128 (Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8, 2003) and a scrambling of its sum. */
  #draw(): number {
    const t = this.#a ^ (this.#a << 11);
    this.#a = this.#b;
    this.#b = this.#c;
    this.#c = this.#d;
    this.#d = (this.#d ^ (this.#d >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    const sum = Math.imul(this.#d ^ (this.#d >>> 16), 0x45d9_f3b3);
    return (sum ^ (sum >>> 15)) >>> 0;
  }
}
