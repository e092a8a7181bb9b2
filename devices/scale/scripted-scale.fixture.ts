import { ManualClock } from '../clock.ts';
import { settled } from '../settled.fixture.ts';
import { memoryWire } from '../wire/memory.ts';
import { WireError, type BytePort } from '../wire/wire.ts';
import type { Scale, ScaleReading, TypePlate } from './scale.ts';
import type { ScaleOptions } from './supervised-scale.ts';

export const plate: TypePlate = { minimumGrams: 5, maximumGrams: 30_000, divisionGrams: 1, verified: true };

/** A driver before a scale in script, which says exactly what it is told to, with time standing still. */
export abstract class ScriptedScale {
  readonly clock = new ManualClock(1_000);
  /** What was sent to it, in order. */
  readonly heard: string[] = [];
  readonly readings: ScaleReading[] = [];
  readonly scale: Scale;
  /** The scale's end of each connection, the newest last. */
  readonly peers: BytePort[] = [];
  /** Why it cannot be reached; null: it can. */
  refuse: string | null = null;

  constructor(create: (options: ScaleOptions) => Scale) {
    this.scale = create({ open: () => this.#open(), clock: this.clock, plate });
    this.scale.onReading((reading) => this.readings.push(reading));
  }

  /** What the scale does with what it is sent. */
  protected abstract hear(text: string, say: (text: string) => void): void;

  get last(): ScaleReading | undefined {
    return this.readings.at(-1);
  }

  async start(): Promise<this> {
    this.scale.start();
    await settled();
    return this;
  }

  async raw(text: string): Promise<void> {
    await this.peers.at(-1)?.write(Buffer.from(text, 'latin1'));
    await settled();
  }

  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settled();
  }

  #open(): Promise<BytePort> {
    if (this.refuse !== null) return Promise.reject(new WireError(this.refuse));
    const [near, far] = memoryWire();
    this.peers.push(far);
    far.onBytes((bytes) => this.hear(Buffer.from(bytes).toString('latin1'), (text) => void far.write(Buffer.from(text, 'latin1')).catch(() => undefined)));
    return Promise.resolve(near);
  }
}
