import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import { settled } from '../settled.fixture.ts';
import { memoryWire } from '../wire/memory.ts';
import { WireError, type BytePort } from '../wire/wire.ts';
import { scaleProtocols, type ScaleProtocol } from './conformance.ts';
import type { ScaleReading } from './scale.ts';
import { plate } from './scripted-scale.fixture.ts';

/** Whatever is plugged in, switched on and put on the pan in whatever order: only what lies there is ever weighed, and in the end it is. */

type Act =
  | { readonly act: 'plug' | 'unplug' | 'power' | 'stop' | 'start' }
  | { readonly act: 'turn'; readonly knobs: object }
  | { readonly act: 'put'; readonly grams: number }
  | { readonly act: 'wait'; readonly ms: number };

const faults = [{ silent: true }, { silent: false }, { garbage: true }, { garbage: false }, { halfLines: true }, { halfLines: false }, { moving: true }, { moving: false }];

function actOn({ troubles, well }: ScaleProtocol): fc.Arbitrary<Act> {
  return fc.oneof(
    fc.constantFrom<Act>({ act: 'plug' }, { act: 'unplug' }, { act: 'power' }, { act: 'stop' }, { act: 'start' }),
    fc.constantFrom<object>(...faults, ...troubles, well).map((knobs): Act => ({ act: 'turn', knobs })),
    fc.constantFrom(0, 20, 84, 1_240, 30_000).map((grams): Act => ({ act: 'put', grams })),
    fc.integer({ min: 1, max: 40 }).map((hundreds): Act => ({ act: 'wait', ms: hundreds * 100 })),
  );
}

/** A scale, its twin, a cable between them, and what lay on the pan when. */
class Counter {
  readonly clock = new ManualClock(1_000);
  readonly readings: ScaleReading[] = [];
  /** Weights read that did not lie there in the last moments. */
  readonly wrong: number[] = [];
  #plugged = true;
  #running = true;
  #lain: { grams: number; until: number }[] = [];
  readonly #ports = new Set<BytePort>();
  readonly #twin;
  readonly #scale;
  readonly #well: object;

  constructor(protocol: ScaleProtocol) {
    this.#well = protocol.well;
    this.#twin = protocol.twin({ clock: this.clock, knobs: { settleMs: 100 } });
    this.#scale = protocol.create({
      clock: this.clock,
      plate,
      open: () => {
        if (!this.#plugged) return Promise.reject(new WireError('nothing is plugged in'));
        const [near, far] = memoryWire((bytes) => [bytes.slice(0, 1), bytes.slice(1)]);
        this.#ports.add(near);
        this.#twin.attach(far);
        return Promise.resolve(near);
      },
    });
    this.#scale.onReading((reading) => {
      this.readings.push(reading);
      if (reading.kind === 'stable' && !this.#lay(reading.grams)) this.wrong.push(reading.grams);
    });
    this.#scale.start();
  }

  get health() {
    return this.#scale.health();
  }

  async do(one: Act): Promise<void> {
    switch (one.act) {
      case 'plug':
        this.#plugged = true;
        break;
      case 'unplug':
        this.#plugged = false;
        for (const port of this.#ports) await port.close();
        this.#ports.clear();
        break;
      case 'power':
        this.#twin.turn({ powerCycle: true });
        break;
      case 'stop':
        this.#running = false;
        await this.#scale.stop();
        break;
      case 'start':
        this.#running = true;
        this.#scale.start();
        break;
      case 'turn':
        this.#twin.turn(one.knobs);
        break;
      case 'put':
        // A reading may be as old as the longest time that a scale may be silent, and an answer.
        this.#lain.push({ grams: this.#twin.knobs().grams, until: this.clock.now() + 2_600 });
        this.#twin.turn({ grams: one.grams });
        break;
      case 'wait':
        for (let passed = 0; passed < one.ms; passed += 50) {
          this.clock.advance(50);
          await settled();
        }
    }
    await settled();
  }

  async mend(): Promise<void> {
    this.#twin.turn({ silent: false, garbage: false, halfLines: false, moving: false, ...this.#well });
    if (!this.#running) await this.do({ act: 'start' });
    await this.do({ act: 'plug' });
    // The longest back-off, the longest silence, and the noise that must have been over for a while.
    await this.do({ act: 'wait', ms: 15_000 });
  }

  stop(): Promise<void> {
    return this.#scale.stop();
  }

  get onPan(): number {
    return this.#twin.knobs().grams;
  }

  #lay(grams: number): boolean {
    return grams === this.onPan || this.#lain.some((one) => one.grams === grams && one.until >= this.clock.now());
  }
}

describe.each(Object.entries(scaleProtocols))('%s', (_, protocol) => {
  test('in any order of plugging, switching on, noise and silence: never a weight that did not lie there, and the true one in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(actOn(protocol), { maxLength: 14 }), async (acts) => {
        const counter = new Counter(protocol);
        try {
          for (const one of acts) await counter.do(one);
          await counter.mend();
          expect(counter.wrong).toEqual([]);
          expect(counter.readings.at(-1)).toEqual({ kind: 'stable', grams: counter.onPan });
          expect(counter.health).toMatchObject({ state: 'online', cause: null });
        } finally {
          await counter.stop();
        }
      }),
      { numRuns: 60 },
    );
  });
});
