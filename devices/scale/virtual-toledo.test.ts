import { describe, expect, test } from 'vitest';
import { bareLine } from './bare-line.fixture.ts';
import { createVirtualToledo } from './virtual-toledo.ts';

describe('the twin of a Toledo 8217 scale', () => {
  test.each<[string, object, string]>([
    ['W', {}, '\x0200.000\r'],
    ['W', { grams: 1_235 }, '\x0201.235\r'],
    ['W', { grams: 1_235, net: true }, '\x0201.235N\r'],
    ['W', { grams: 120, tareGrams: 100 }, '\x0200.020N\r'],
    ['W', { grams: 1_235, pounds: true }, '\x0202.72\r'],
    ['W', { moving: true }, '\x02?A\r'],
    ['W', { overload: true }, '\x02?J\r'],
    ['W', { underload: true }, '\x02?L\r'],
    ['W', { grams: -4 }, '\x02?D\r'],
    ['W', { grams: 30_010 }, '\x02?J\r'],
    ['W', { grams: 1_235, parity: true }, ''],
    ['\xd7', { grams: 1_235, parity: true }, '\x82\x30\xb1\x2e\xb2\x33\x35\x8d'],
    ['\xd7', { grams: 1_235 }, ''],
    ['W', { silent: true }, ''],
    ['W', { garbage: true }, '\x7f0\x021\r\x0200.000\r'],
    ['A', {}, '\x02\r'],
    ['B', {}, '\x02?@\r'],
    ['X', {}, ''],
    ['Ehello', {}, '\x02E\rhello'],
    ['EhiFW', {}, '\x02E\rhi\x0200.000\r'],
    ['WWW', { halfLines: true }, '\x0200.000\r\x0200.000\r\x0200.'],
  ])('%j with %j', async (command, knobs, answer) => {
    expect(await bareLine(createVirtualToledo, knobs).says(command)).toBe(answer);
  });

  test('a weight once, and then an empty status until it changes; zero keeps its bit', async () => {
    const { twin, says, after } = bareLine(createVirtualToledo, { weightOnce: true });
    expect(await says('WWW')).toBe('\x0200.000\r\x02?P\r\x02?P\r');
    twin.turn({ grams: 84 });
    expect(await says('W')).toBe('\x02?Q\r');
    await after(500);
    expect(await says('WW')).toBe('\x0200.084\r\x02?@\r');
    twin.turn({ grams: 0 });
    await after(500);
    twin.turn({ grams: 84 });
    await after(500);
    // The same weight again is a change only if the pan was asked in between.
    expect(await says('W')).toBe('\x02?@\r');
  });

  test('zero is taken a moment after it was answered, and only on a still pan near zero', async () => {
    const { twin, says, after } = bareLine(createVirtualToledo, { grams: 2 });
    expect(await says('Z')).toBe('\x02?@\r');
    await after(100);
    twin.turn({ grams: 102 });
    await after(500);
    expect(await says('W')).toBe('\x0200.100\r');
    twin.turn({ grams: 2_000 });
    await after(500);
    expect(await says('Z')).toBe('\x02?H\r');
    await after(100);
    expect(await says('W')).toBe('\x0201.998\r');
  });

  test('switched off and on it hears nothing meanwhile, and says nothing of its own', async () => {
    const { twin, says, after } = bareLine(createVirtualToledo, {});
    await says('Ehi');
    twin.turn({ powerCycle: true });
    expect(await says('W')).toBe('');
    expect(await after(400)).toBe('');
    expect(twin.knobs().powerCycle).toBe(false);
    expect(await says('W')).toBe('\x0200.000\r');
  });

  test('answers late as told, and not at all once it is closed', async () => {
    const { twin, says, after } = bareLine(createVirtualToledo, { lateMs: 300 });
    expect(await says('W')).toBe('');
    expect(await after(300)).toBe('\x0200.000\r');
    twin.close();
    expect(await says('W')).toBe('');
  });
});
