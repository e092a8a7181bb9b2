import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import { Knobs } from '../knobs.ts';
import type { Twin } from '../twin.ts';
import type { BytePort } from '../wire/wire.ts';
import { VirtualPan, type PanKnobs } from './virtual-pan.ts';

/** A scale's twin, whatever it speaks: a pan with knobs. */
export interface VirtualScale<K extends PanKnobs = PanKnobs> extends Twin<K> {
  readonly kind: 'scale';
}

/** What one connection of a scale keeps to itself. */
export interface ScaleTalk {
  /** The power has gone, and with it what was under way. */
  powerLost(): void;
  end(): void;
}

/** From switching on until it answers again, or is on the bus again. */
const powerUpMs = 400;

/** What a virtual scale is, whatever it speaks: a pan, knobs, a switch, and connections. The protocols are in the talks. */
export abstract class ScaleTwin<K extends PanKnobs, Talk extends ScaleTalk> implements VirtualScale<K> {
  readonly kind = 'scale';
  abstract readonly protocol: string;
  readonly pan: VirtualPan;
  protected readonly clock: Clock;
  protected readonly talks = new Set<Talk>();
  readonly #board: Knobs<K>;
  #off = false;

  constructor(clock: Clock, schema: z.ZodType<K>, start: unknown) {
    this.clock = clock;
    this.#board = new Knobs<K>('scale', schema, start);
    this.pan = new VirtualPan(clock, () => this.knobs());
  }

  protected abstract talkOn(port: BytePort): Talk;

  /** What it says of its own when it is switched on. */
  protected poweredOn(): void {}

  get off(): boolean {
    return this.#off;
  }

  knobs(): K {
    return this.#board.current;
  }

  turn(patch: unknown): K {
    const after = this.pan.during(() => this.#board.turn(patch));
    if (after.powerCycle) this.#powerCycle();
    return this.knobs();
  }

  onChange(listener: () => void): () => void {
    return this.#board.onChange(listener);
  }

  attach(port: BytePort): void {
    const talk = this.talkOn(port);
    this.talks.add(talk);
    port.onClose(() => {
      talk.end();
      this.talks.delete(talk);
    });
  }

  close(): void {
    for (const talk of this.talks) talk.end();
    this.talks.clear();
  }

  #powerCycle(): void {
    this.#off = true;
    for (const talk of this.talks) talk.powerLost();
    this.clock.after(powerUpMs, () => {
      this.#off = false;
      this.#board.turn({ powerCycle: false });
      this.poweredOn();
    });
  }
}
