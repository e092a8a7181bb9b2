import { afterEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import { memoryWire } from '../wire/memory.ts';
import type { BytePort } from '../wire/wire.ts';
import { createHidPos, frameTimeout, reportGap } from './hid-pos.ts';
import { noiseCause, noiseLimit } from './line-noise.ts';
import type { Scale, ScaleReading } from './scale.ts';

const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
const at = (grams: number): number[] => [3, grams === 0 ? 2 : 4, 2, 0, grams & 255, grams >> 8];

/** Reports in script, with time standing still. */
class Bench {
  readonly clock = new ManualClock(1_000);
  readonly readings: ScaleReading[] = [];
  readonly peers: BytePort[] = [];
  readonly scale: Scale = createHidPos({
    open: () => {
      const [near, far] = memoryWire();
      this.peers.push(far);
      return Promise.resolve(near);
    },
    clock: this.clock,
    plate: { minimumGrams: 5, maximumGrams: 30_000, divisionGrams: 1, verified: false },
  });

  constructor() {
    this.scale.onReading((reading) => this.readings.push(reading));
  }

  get last(): ScaleReading | undefined {
    return this.readings.at(-1);
  }

  async say(...bytes: number[]): Promise<void> {
    await this.peers.at(-1)?.write(Uint8Array.from(bytes));
    await settled();
  }

  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settled();
  }
}

let bench: Bench;
afterEach(() => bench.scale.stop());
const begin = async () => {
  bench = new Bench();
  bench.scale.start();
  await settled();
  await bench.say(...at(333));
};

describe('a USB scale', () => {
  test('leaves the first report out: it may be of the weighing before', async () => {
    await begin();
    expect(bench.readings).toEqual([{ kind: 'absent', cause: 'not started' }]);
    expect(bench.scale.health().state).toBe('offline');
    await bench.say(...at(0));
    await bench.say(...at(1_234));
    expect(bench.readings.slice(1)).toEqual([{ kind: 'stable', grams: 0 }, { kind: 'stable', grams: 1_234 }]);
    expect(bench.scale.health().state).toBe('online');
  });

  test('says that it is for the bench where it is not verified, and takes no commands', async () => {
    await begin();
    await bench.say(...at(0));
    expect(bench.scale.identity()).toEqual({ protocol: 'USB HID POS scale', use: 'bench only: not verified' });
    expect(bench.scale.capabilities).toMatchObject({ verified: false, zeroes: false });
    expect(await bench.scale.zero()).toMatchObject({ kind: 'not-done', reason: 'unsupported' });
  });

  test('silent, it is absent, and after a fresh connection its first report is left out again', async () => {
    await begin();
    await bench.say(...at(500));
    await bench.advance(frameTimeout);
    expect(bench.last).toMatchObject({ kind: 'absent', cause: expect.stringContaining('no report') as string });
    expect(bench.scale.health()).toMatchObject({ state: 'offline', action: 'check-cable' });
    await bench.advance(250);
    expect(bench.peers).toHaveLength(2);
    await bench.say(...at(500));
    expect(bench.last).toMatchObject({ kind: 'absent' });
    await bench.say(...at(80));
    expect(bench.last).toEqual({ kind: 'stable', grams: 80 });
  });

  test('connected and saying nothing at all, it is tried again', async () => {
    bench = new Bench();
    bench.scale.start();
    await settled();
    await bench.advance(frameTimeout);
    await bench.advance(250);
    expect(bench.peers).toHaveLength(2);
    expect(bench.scale.health().cause).toContain('no report');
  });

  test('pulled out before it has said anything, it is absent with the reason', async () => {
    bench = new Bench();
    bench.scale.start();
    await settled();
    await bench.peers[0]?.close();
    await settled();
    expect(bench.last).toEqual({ kind: 'absent', cause: 'connection closed' });
  });

  test('ounces and a fault of its own are no weights, and grams after them are', async () => {
    await begin();
    await bench.say(3, 4, 11, 0xff, 5, 0);
    expect(bench.last).toMatchObject({ kind: 'absent', cause: expect.stringContaining('oz') as string });
    expect(bench.scale.health()).toMatchObject({ state: 'hardware-error', action: 'call-technician' });
    await bench.say(3, 1, 2, 0, 0, 0);
    expect(bench.last).toMatchObject({ kind: 'absent', cause: expect.stringContaining('a fault of its own') as string });
    await bench.say(...at(20));
    expect(bench.last).toEqual({ kind: 'stable', grams: 20 });
  });

  test('half a report is thrown away once the line is quiet, and the next one is whole', async () => {
    await begin();
    await bench.say(3, 4, 2);
    await bench.advance(reportGap);
    await bench.say(...at(20));
    expect(bench.last).toEqual({ kind: 'stable', grams: 20 });
  });

  test('nothing but noise: absent, and the cause says noise', async () => {
    await begin();
    await bench.say(...at(20));
    for (let passed = 0; passed < frameTimeout; passed += 100) {
      await bench.say(7, 7, 7, 7, 7, 7);
      await bench.advance(100);
    }
    expect(bench.last).toEqual({ kind: 'absent', cause: noiseCause });
  });

  test('noise between good reports for long is a fault of the line', async () => {
    await begin();
    for (let passed = 0; passed <= noiseLimit + 200; passed += 200) {
      await bench.say(7, 7, 7, 7, 7, 7);
      await bench.advance(reportGap);
      await bench.say(...at(20));
      await bench.advance(200 - reportGap);
    }
    expect(bench.last).toEqual({ kind: 'absent', cause: noiseCause });
    expect(bench.scale.health().state).toBe('hardware-error');
  });

  test('a new listener hears the last reading at once, and nothing after it has stopped', async () => {
    await begin();
    const heard: ScaleReading[] = [];
    bench.scale.onReading((reading) => heard.push(reading))();
    await bench.say(...at(0));
    expect(heard).toEqual([{ kind: 'absent', cause: 'not started' }]);
  });
});
