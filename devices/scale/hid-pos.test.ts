import { afterEach, describe, expect, test } from 'vitest';
import { settled } from '../settled.fixture.ts';
import { createHidPos, frameTimeout, reportGap } from './hid-pos.ts';
import { noiseCause, noiseLimit } from './line-noise.ts';
import type { ScaleReading } from './scale.ts';
import { plate, ScriptedScale } from './scripted-scale.fixture.ts';

const at = (grams: number): number[] => [3, grams === 0 ? 2 : 4, 2, 0, grams & 255, grams >> 8];

/** Reports in script. */
class Bench extends ScriptedScale {
  constructor() {
    super((options) => createHidPos({ ...options, plate: { ...plate, verified: false } }));
  }

  async say(...bytes: number[]): Promise<void> {
    await this.raw(Buffer.from(bytes).toString('latin1'));
  }

  protected hear(text: string): void {
    this.heard.push(text);
  }
}

let bench: Bench;
afterEach(() => bench.scale.stop());
const begin = async () => {
  bench = await new Bench().start();
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
    bench = await new Bench().start();
    await bench.advance(frameTimeout);
    await bench.advance(250);
    expect(bench.peers).toHaveLength(2);
    expect(bench.scale.health().cause).toContain('no report');
  });

  test('pulled out before it has said anything, it is absent with the reason', async () => {
    bench = await new Bench().start();
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
