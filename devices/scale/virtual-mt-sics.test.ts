import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import { settled } from '../settled.fixture.ts';
import { memoryWire } from '../wire/memory.ts';
import { bareLine } from './bare-line.fixture.ts';
import { createMtSics } from './mt-sics.ts';
import type { ScaleReading } from './scale.ts';
import { plate } from './scripted-scale.fixture.ts';
import { createVirtualMtSics } from './virtual-mt-sics.ts';

/** What a technician sees in a terminal program. */
function terminal(knobs: object = {}) {
  const line = bareLine(createVirtualMtSics, knobs);
  return { ...line, says: (command: string) => line.says(`${command}\r\n`) };
}

describe('the twin of an MT-SICS scale', () => {
  test.each([
    ['SI', {}, 'S S          0 g\r\n'],
    ['SI', { grams: 100, decimals: 2 }, 'S S     100.00 g\r\n'],
    ['SI', { grams: 1_240, unit: 'kg', decimals: 3 }, 'S S      1.240 kg\r\n'],
    ['SI', { grams: 20, net: true }, 'S S         20 g N\r\n'],
    ['SI', { grams: 120, tareGrams: 100 }, 'S S         20 g\r\n'],
    ['TA', { tareGrams: 100 }, 'TA A        100 g\r\n'],
    ['TA', { tareGrams: 100, unit: 'kg' }, 'TA A      0.100 kg\r\n'],
    ['SI', { grams: -0.2 }, 'S S          0 g\r\n'],
    ['SI', { overload: true }, 'S +\r\n'],
    ['SI', { underload: true }, 'S -\r\n'],
    ['SI', { grams: 30_010 }, 'S +\r\n'],
    ['SI', { grams: -7_000 }, 'S -\r\n'],
    ['SI', { busy: true }, 'S I\r\n'],
    ['SIR', { streams: false }, 'ES\r\n'],
    ['Z', { busy: true }, 'Z I\r\n'],
    ['Z', { grams: 1_201 }, 'Z +\r\n'],
    ['Z', { grams: -1_201 }, 'Z -\r\n'],
    ['Z', { overload: true }, 'Z +\r\n'],
    ['Z', { underload: true }, 'Z -\r\n'],
    ['Z', { moving: true }, 'Z I\r\n'],
    ['@', { serial: 'A-1' }, 'I4 A "A-1"\r\n'],
    ['I4', {}, 'I4 A "B412960031"\r\n'],
    ['I2', {}, 'I2 A "MOULIN-TWIN Min 5 g Max 30000 g"\r\n'],
    ['ZI', {}, 'ES\r\n'],
    ['nonsense', {}, 'ES\r\n'],
    ['SI', { silent: true }, ''],
  ])('%s with %j', async (command, knobs, answer) => {
    expect(await terminal(knobs).says(command)).toBe(answer);
  });

  test('the pan swings after a change, and the weight is dynamic until it has settled', async () => {
    const { twin, says, after } = terminal();
    twin.turn({ grams: 500 });
    expect(await says('SI')).toBe('S D          0 g\r\n');
    expect(await after(499)).toBe('');
    expect(await says('SI')).toMatch(/^S D/);
    await after(1);
    expect(await says('SI')).toBe('S S        500 g\r\n');
  });

  test('S waits for rest; meanwhile other commands are refused, and @ ends it', async () => {
    const { twin, says, after } = terminal();
    twin.turn({ grams: 500 });
    expect(await says('S')).toBe('');
    expect(await says('SI')).toBe('S I\r\n');
    expect(await says('Z')).toBe('ES\r\n');
    expect(await after(500)).toBe('S S        500 g\r\n');
    twin.turn({ grams: 600 });
    await says('S');
    expect(await says('@')).toBe('I4 A "B412960031"\r\n');
    expect(await after(10_000)).toBe('');
    expect(await says('S')).toBe('S S        600 g\r\n');
  });

  test('S gives up on a pan that never rests', async () => {
    const { says, after } = terminal({ moving: true });
    await says('S');
    expect(await after(4_999)).toBe('');
    expect(await after(1)).toBe('S I\r\n');
  });

  test('SIR repeats until @, S or SI', async () => {
    const { says, after } = terminal();
    for (const end of ['@', 'S', 'SI']) {
      await says('SIR');
      expect((await after(1_000)).split('\r\n').length - 1).toBe(10);
      await says(end);
      expect(await after(1_000)).toBe('');
    }
  });

  test('zero set, what lies on the pan is counted from there', async () => {
    const { twin, says, after } = terminal({ grams: 2 });
    expect(await says('Z')).toBe('Z A\r\n');
    twin.turn({ grams: 102 });
    await after(500);
    expect(await says('SI')).toBe('S S        100 g\r\n');
  });

  test('switched off and on, it forgets the stream and says who it is, unasked', async () => {
    const { twin, says, after } = terminal();
    await says('SIR');
    twin.turn({ powerCycle: true });
    expect(await says('SI')).toBe('');
    expect(await after(400)).toBe('I4 A "B412960031"\r\n');
    expect(twin.knobs().powerCycle).toBe(false);
    expect(await after(1_000)).toBe('');
  });

  test('commands are taken however they are cut, and an endless one is dropped', async () => {
    const { near, says } = terminal();
    await near.write(Buffer.from('S'));
    await near.write(Buffer.from('I'));
    expect(await says('')).toMatch(/^S S/);
    await near.write(Buffer.from('x'.repeat(100)));
    expect(await says('SI')).toMatch(/^S S/);
  });

  test('a closed twin says nothing more', async () => {
    const { twin, says, after } = terminal();
    await says('SIR');
    twin.close();
    expect(await after(1_000)).toBe('');
  });

  test('knobs are heard by those who show them', () => {
    const { twin } = terminal();
    let changes = 0;
    const stop = twin.onChange(() => (changes += 1));
    twin.turn({ grams: 1 });
    stop();
    twin.turn({ grams: 2 });
    expect(changes).toBe(1);
  });

  test.each([
    [{ gramms: 3 }, 'scale has no knob "gramms": it has grams, moving,'],
    [{ grams: 'three' }, 'scale, knob "grams":'],
    [{ unit: 'lb' }, 'scale, knob "unit":'],
    [null, 'scale: knobs are turned with a JSON object'],
    [[1], 'scale: knobs are turned with a JSON object'],
  ])('a wrong knob %j is refused by name, and nothing is turned', (patch, message) => {
    const { twin } = terminal();
    expect(() => twin.turn(patch)).toThrow(message);
    expect(twin.knobs().grams).toBe(0);
  });
});

describe('driver and twin together, with everything that goes wrong on a line', () => {
  const drive = async (knobs: object) => {
    const clock = new ManualClock();
    const twin = createVirtualMtSics({ clock, knobs: { settleMs: 0 } });
    const readings: ScaleReading[] = [];
    const scale = createMtSics({
      clock,
      plate,
      open: () => {
        // Three bytes at a time: no line arrives whole.
        const [near, far] = memoryWire((bytes) => Array.from({ length: Math.ceil(bytes.length / 3) }, (_, index) => bytes.slice(index * 3, index * 3 + 3)));
        twin.attach(far);
        return Promise.resolve(near);
      },
    });
    scale.onReading((reading) => readings.push(reading));
    scale.start();
    await settled();
    twin.turn({ grams: 733, ...knobs });
    for (let tenth = 0; tenth < 100; tenth += 1) {
      clock.advance(100);
      await settled();
    }
    await scale.stop();
    return readings;
  };

  test.each([{ halfLines: true }, { garbage: true }, { unit: 'kg', decimals: 3 }, { decimals: 2 }])('%j: 733 g is weighed, and no other weight ever', async (knobs) => {
    const readings = await drive(knobs);
    const stable = readings.flatMap((reading) => (reading.kind === 'stable' ? [reading.grams] : []));
    expect(stable.filter((grams) => grams === 733).length).toBeGreaterThan(10);
    expect(new Set(stable)).toEqual(new Set([0, 733]));
  });

  test('a pan that never rests never gives a stable weight', async () => {
    const readings = await drive({ moving: true });
    expect(readings.filter((reading) => reading.kind === 'stable' && reading.grams !== 0)).toEqual([]);
    expect(readings.filter((reading) => reading.kind === 'moving').length).toBeGreaterThan(50);
  });

  test('a fraction shown by the scale is never rounded', async () => {
    const readings = await drive({ grams: 733.4, decimals: 1 });
    expect(readings.some((reading) => reading.kind === 'stable' && reading.grams !== 0)).toBe(false);
  });
});
