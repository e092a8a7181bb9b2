import { afterEach, describe, expect, test } from 'vitest';
import { settled } from '../settled.fixture.ts';
import { noiseCause, noiseLimit, noiseOver } from './line-noise.ts';
import type { ScaleReading, TypePlate } from './scale.ts';
import { plate, ScriptedScale } from './scripted-scale.fixture.ts';
import { answerTimeout, createToledo8217, echoRounds, frameTimeout, pollEvery, zeroLooks } from './toledo-8217.ts';
import { frameGap } from './toledo-8217-link.ts';

/** A Toledo scale in script. */
class Bench extends ScriptedScale {
  /** The body that answers `W`, or `Z`; null: silence. */
  weight: string | null = '00.000';
  zero: string | null = '?P';
  echoes = true;

  constructor(more: Partial<TypePlate> = {}) {
    super((options) => createToledo8217({ ...options, plate: { ...plate, ...more } }));
  }

  /** The next poll, answered so. */
  async weighs(body: string | null): Promise<ScaleReading | undefined> {
    this.weight = body;
    await this.advance(pollEvery);
    return this.last;
  }

  protected hear(text: string, say: (text: string) => void): void {
    this.heard.push(text);
    const [, word] = /^FE(\w+)$/.exec(text) ?? [];
    const answer = word === undefined ? { W: this.weight, Z: this.zero }[text] : null;
    if (word !== undefined && this.echoes) say(`\x02E\r${word}`);
    else if (typeof answer === 'string') say(`\x02${answer}\r`);
  }
}

let bench: Bench;
afterEach(() => bench.scale.stop());
const begin = async (more?: Partial<TypePlate>) => (bench = await new Bench(more).start());

describe('the conversation', () => {
  test('begins with the echo test, then asks for the weight every quarter of a second', async () => {
    await begin();
    expect(bench.heard).toEqual(['FEhello1', 'F', 'W']);
    expect(bench.scale.identity()).toEqual({ protocol: 'Toledo 8217', parity: 'left to the line' });
    expect(bench.scale.health()).toMatchObject({ state: 'online', cause: null });
    await bench.advance(pollEvery);
    await bench.advance(pollEvery);
    expect(bench.heard.slice(3)).toEqual(['W', 'W']);
    expect(bench.scale.capabilities).toEqual({ ...plate, zeroes: true });
  });

  test('without an echo it says what to check, after trying both widths of the line', async () => {
    bench = new Bench();
    bench.echoes = false;
    await bench.start();
    for (let attempt = 0; attempt < 2 * echoRounds; attempt += 1) await bench.advance(answerTimeout);
    expect(bench.scale.health()).toMatchObject({ state: 'offline', action: 'check-cable', cause: expect.stringContaining('7 data bits and even parity') as string });
    // 'F', 'E', 'h' with the bit that makes their ones even.
    expect(bench.heard[1]?.slice(0, 3)).toBe('\xc6\xc5\xe8');
  });

  test('a line that only repeats what is sent is no scale', async () => {
    bench = new Bench();
    bench.echoes = false;
    await bench.start();
    await bench.raw('FEhello1');
    expect(bench.scale.identity()).toBeNull();
  });

  test('silent, then back: the late weight of the item before is thrown away by the echo test', async () => {
    await begin();
    expect(await bench.weighs('01.240')).toEqual({ kind: 'stable', grams: 1_240 });
    bench.echoes = false;
    await bench.weighs(null);
    await bench.advance(answerTimeout);
    expect(bench.last).toEqual({ kind: 'absent', cause: `the scale did not answer W within ${answerTimeout} ms` });
    expect(bench.scale.health()).toMatchObject({ state: 'offline', action: 'check-cable' });
    await bench.raw('\x0201.240\r');
    expect(bench.last).toMatchObject({ kind: 'absent' });
    bench.weight = '00.080';
    await bench.raw(`\x0201.240\r\x02E\r${bench.heard.at(-1)?.slice(2) ?? ''}`);
    expect(bench.last).toEqual({ kind: 'stable', grams: 80 });
    expect(bench.scale.health().state).toBe('online');
    expect(bench.peers).toHaveLength(1);
  });

  test('silent for good: the connection is given up for a fresh one, and the first cause is kept', async () => {
    await begin();
    bench.echoes = false;
    await bench.weighs(null);
    for (let wait = 0; wait <= 2 * echoRounds; wait += 1) await bench.advance(answerTimeout);
    expect(bench.scale.health().cause).toBe(`the scale did not answer W within ${answerTimeout} ms`);
    bench.echoes = true;
    bench.weight = '00.000';
    await bench.advance(250);
    expect(bench.peers).toHaveLength(2);
    expect(bench.last).toEqual({ kind: 'stable', grams: 0 });
  });

  test('the line cut: absent with the reason, stopped: absent on purpose', async () => {
    await begin();
    await bench.peers[0]?.close();
    await settled();
    expect(bench.last).toEqual({ kind: 'absent', cause: 'connection closed' });
    expect(bench.scale.identity()).toBeNull();
    await bench.advance(250);
    expect(bench.last).toEqual({ kind: 'stable', grams: 0 });
    await bench.scale.stop();
    expect(bench.scale.health()).toMatchObject({ state: 'offline', cause: 'stopped' });
  });

  test('a new listener hears the last reading at once, and nothing after it has stopped', async () => {
    await begin();
    const heard: ScaleReading[] = [];
    const stop = bench.scale.onReading((reading) => heard.push(reading));
    stop();
    await bench.weighs('00.050');
    expect(heard).toEqual([{ kind: 'stable', grams: 0 }]);
  });
});

describe('the rules of devices.md 1.6', () => {
  test('a scale that sends the weight once and then an empty status is weighed once: the status is neither that weight nor zero', async () => {
    await begin();
    await bench.weighs('01.240');
    for (let poll = 0; poll < 20; poll += 1) expect(await bench.weighs('?@')).toEqual({ kind: 'moving', grams: null });
    expect(bench.readings.filter((reading) => reading.kind === 'stable' && reading.grams === 1_240)).toHaveLength(1);
    expect(bench.scale.health().state).toBe('online');
    expect(await bench.weighs('00.080')).toEqual({ kind: 'stable', grams: 80 });
  });

  test('an item that lay there when the scale was connected, and that it says nothing about, is no zero', async () => {
    bench = new Bench();
    bench.weight = '?@';
    await bench.start();
    expect(bench.readings).toEqual([{ kind: 'absent', cause: 'not started' }, { kind: 'moving', grams: null }]);
  });

  test('the zero between two items is the bit for the centre of zero, or a weight of nothing', async () => {
    await begin();
    await bench.weighs('01.240');
    expect(await bench.weighs('?P')).toEqual({ kind: 'stable', grams: 0 });
    await bench.weighs('01.240');
    expect(await bench.weighs('00.000')).toEqual({ kind: 'stable', grams: 0 });
    expect(await bench.weighs('?Q')).toEqual({ kind: 'moving', grams: null });
  });

  test.each([
    ['01.235N', 'somebody has set a tare'],
    ['?`', 'somebody has set a tare'],
  ])('rule 4: net (%s) is refused, and the gross weight after it is taken', async (body, cause) => {
    await begin();
    expect(await bench.weighs(body)).toMatchObject({ kind: 'absent', cause: expect.stringContaining(cause) as string });
    expect(bench.scale.health()).toMatchObject({ state: 'hardware-error', action: 'call-technician' });
    expect(await bench.weighs('01.335')).toEqual({ kind: 'stable', grams: 1_335 });
    expect(bench.scale.health().state).toBe('online');
  });

  test('pounds are refused until the scale is set to kilograms: converted, they would be a weight that it never showed', async () => {
    await begin();
    expect(await bench.weighs('02.72')).toMatchObject({ kind: 'absent', cause: 'the scale shows 02.72 lb: set its unit to g or kg' });
    expect(await bench.weighs('01.235')).toMatchObject({ kind: 'absent' });
  });

  test('rule 3: a weight finer than the division of the type plate is refused, not rounded', async () => {
    await begin({ divisionGrams: 5 });
    expect(await bench.weighs('01.235')).toEqual({ kind: 'stable', grams: 1_235 });
    expect(await bench.weighs('01.236')).toMatchObject({ kind: 'absent', cause: expect.stringContaining('finer than its division of 5 g') as string });
  });
});

describe('zero', () => {
  test('is set on an empty, still pan, and taken for set only once the scale shows it', async () => {
    await begin();
    await bench.weighs('?D');
    const zero = bench.scale.zero();
    await settled();
    expect(bench.heard.at(-1)).toBe('Z');
    bench.weight = '00.000';
    await bench.advance(pollEvery);
    expect(await zero).toEqual({ kind: 'ok', value: undefined });
  });

  test.each([
    ['a letter of 20 g lies on the pan', '00.020', 'out-of-range'],
    ['the load is beyond the zero range', '?H', 'out-of-range'],
    ['the pan is overloaded', '?B', 'out-of-range'],
    ['the pan moves', '?A', 'moving'],
    ['the scale does not say', '?@', 'moving'],
    ['the weight is net', '00.000N', 'offline'],
  ])('is not even sent when %s', async (_, body, reason) => {
    await begin();
    await bench.weighs(body);
    expect(await bench.scale.zero()).toMatchObject({ kind: 'not-done', reason });
    expect(bench.heard).not.toContain('Z');
  });

  test.each([
    ['?H', 'out-of-range'],
    ['?A', 'busy'],
  ])('refused by the scale (%s) is a refusal', async (answer, reason) => {
    await begin();
    bench.zero = answer;
    expect(await bench.scale.zero()).toMatchObject({ kind: 'refused', reason });
  });

  test('answered but never shown was not taken', async () => {
    await begin();
    await bench.weighs('?D');
    const zero = bench.scale.zero();
    await settled();
    for (let look = 0; look < zeroLooks; look += 1) await bench.advance(pollEvery);
    expect(await zero).toMatchObject({ kind: 'refused', reason: 'busy' });
  });

  test('without an answer it is unknown, and the conversation begins again', async () => {
    await begin();
    bench.zero = null;
    const zero = bench.scale.zero();
    await settled();
    await bench.advance(answerTimeout);
    expect(await zero).toMatchObject({ kind: 'unknown', reason: 'silent' });
    expect(bench.heard.slice(-3)).toEqual(['FEhello2', 'F', 'W']);
  });

  test('the line cut after it was sent leaves it unknown; before, nothing happened', async () => {
    await begin();
    await bench.weighs('?D');
    const zero = bench.scale.zero();
    await settled();
    await bench.peers[0]?.close();
    await bench.advance(pollEvery);
    expect(await zero).toMatchObject({ kind: 'unknown' });
    await bench.scale.stop();
    expect(await bench.scale.zero()).toMatchObject({ kind: 'not-done', reason: 'offline' });
  });
});

describe('noise', () => {
  test('half an answer: nothing is weighed, the echo test flushes the rest, and the next answer counts', async () => {
    await begin();
    bench.weight = null;
    await bench.advance(pollEvery);
    await bench.raw('\x0201.2');
    const before = bench.readings.length;
    bench.weight = '00.080';
    await bench.advance(frameGap);
    expect(bench.heard.slice(-2)).toEqual(['FEhello2', 'F']);
    expect(bench.readings).toHaveLength(before);
    await bench.advance(pollEvery);
    expect(bench.last).toEqual({ kind: 'stable', grams: 80 });
  });

  test('nothing but noise: absent within the time that a weight may be old, and the cause says noise', async () => {
    await begin();
    bench.weight = '01.2G5';
    for (let passed = 0; passed < frameTimeout + pollEvery; passed += 50) await bench.advance(50);
    expect(bench.readings.find((reading) => reading.kind === 'absent' && reading.cause === noiseCause)).toBeDefined();
    expect(bench.scale.health()).toMatchObject({ state: 'offline', cause: noiseCause });
  });

  test('noise between good answers for long is a fault of the line, until it has been quiet', async () => {
    await begin();
    bench.weight = '01.240\r??';
    for (let passed = 0; passed < noiseLimit + 2 * pollEvery; passed += pollEvery) await bench.advance(pollEvery);
    expect(bench.last).toEqual({ kind: 'absent', cause: noiseCause });
    expect(bench.scale.health()).toMatchObject({ state: 'hardware-error', cause: noiseCause });
    bench.weight = '01.240';
    for (let passed = 0; passed < noiseOver + 2 * pollEvery; passed += pollEvery) await bench.advance(pollEvery);
    expect(bench.last).toEqual({ kind: 'stable', grams: 1_240 });
  });
});
