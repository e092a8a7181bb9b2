import { afterEach, describe, expect, test } from 'vitest';
import { settled } from '../settled.fixture.ts';
import { answerTimeout, busyPause, createMtSics, frameTimeout, pollEvery, resetAttempts, tareEvery, zeroTimeout, type MtSicsOptions } from './mt-sics.ts';
import { noiseCause, noiseLimit, noiseOver } from './line-noise.ts';
import { lineTimeout } from './mt-sics-link.ts';
import type { ScaleReading } from './scale.ts';
import { ScriptedScale } from './scripted-scale.fixture.ts';

type Answers = Record<string, string | readonly string[] | null>;
const usual: Answers = { '@': 'I4 A "B41"', I2: 'I2 A "PS60 30 kg"', I3: 'I3 A "1.07"', TA: 'TA A       0 g', SIR: 'S S          0 g', Z: 'Z A' };

/** An MT-SICS scale in script. */
class Bench extends ScriptedScale {
  answers: Answers;

  constructor(answers: Answers = {}, more: Partial<MtSicsOptions> = {}) {
    super((options) => createMtSics({ ...options, ...more }));
    this.answers = { ...usual, ...answers };
  }

  async say(...lines: string[]): Promise<void> {
    await this.raw(lines.map((line) => `${line}\r\n`).join(''));
  }

  protected hear(text: string, say: (text: string) => void): void {
    for (const command of text.split('\r\n').slice(0, -1)) {
      this.heard.push(command);
      const answer = this.answers[command];
      for (const line of typeof answer === 'string' ? [answer] : (answer ?? [])) say(`${line}\r\n`);
    }
  }
}

let bench: Bench;
afterEach(() => bench.scale.stop());
const begin = async (answers?: Answers, options?: Partial<MtSicsOptions>) => (bench = await new Bench(answers, options).start());

describe('the conversation', () => {
  test('begins with @, asks who is there, whether a tare is set, then for the stream', async () => {
    await begin();
    expect(bench.heard).toEqual(['@', 'I2', 'I3', 'TA', 'SIR']);
    expect(bench.scale.identity()).toEqual({ serial: 'B41', model: 'PS60 30 kg', software: '1.07' });
    expect(bench.scale.health()).toMatchObject({ state: 'online', cause: null });
    expect(bench.readings).toEqual([{ kind: 'absent', cause: 'not started' }, { kind: 'stable', grams: 0 }]);
  });

  test('an older scale that answers ES to all but S, SI and @ is polled', async () => {
    await begin({ I2: 'ES', I3: 'ES', TA: 'ES', SIR: 'ES', SI: 'S S         20 g' });
    expect(bench.scale.identity()).toEqual({ serial: 'B41' });
    expect(bench.last).toEqual({ kind: 'stable', grams: 20 });
    bench.answers.SI = 'S D         25 g';
    await bench.advance(pollEvery);
    expect(bench.last).toEqual({ kind: 'moving', grams: 25 });
    bench.answers.SI = 'S S         30 g';
    await bench.advance(pollEvery);
    expect(bench.last).toEqual({ kind: 'stable', grams: 30 });
    expect(bench.heard.filter((command) => command === 'SI')).toHaveLength(3);
  });

  test('one that knows neither SIR nor SI is no MT-SICS scale, and says so', async () => {
    await begin({ SIR: 'ES', SI: 'ES' });
    expect(bench.scale.health()).toMatchObject({ state: 'offline', cause: expect.stringContaining('does not speak MT-SICS') as string });
  });

  test('a polled scale that falls silent is absent, like any other', async () => {
    await begin({ SIR: 'ES', SI: 'S S         20 g' });
    bench.answers = {};
    await bench.advance(pollEvery);
    await bench.advance(frameTimeout);
    expect(bench.last).toMatchObject({ kind: 'absent' });
  });

  test('one that does not answer @ is given up after three times, with what to check, and tried again', async () => {
    await begin({ '@': null });
    for (let attempt = 0; attempt < resetAttempts; attempt += 1) await bench.advance(answerTimeout);
    expect(bench.heard).toEqual(['@', '@', '@']);
    expect(bench.scale.health()).toMatchObject({ state: 'offline', cause: expect.stringContaining('speed and parity') as string, action: 'check-cable' });
    bench.answers['@'] = 'I4 A "B41"';
    await bench.advance(250);
    expect(bench.scale.health().state).toBe('online');
    expect(bench.peers).toHaveLength(2);
  });

  test('a first @ that meets a half command (ES) is repeated', async () => {
    bench = new Bench({ '@': 'ES' });
    await bench.start();
    expect(bench.heard).toEqual(['@', '@', '@']);
    expect(bench.scale.health().cause).toBe('the scale answers @ but does not identify itself');
  });

  test('the connection refused is the cause that is shown', async () => {
    bench = new Bench();
    bench.refuse = 'tcp://scale:4001 cannot be reached (ECONNREFUSED)';
    await bench.start();
    expect(bench.scale.health()).toMatchObject({ state: 'offline', cause: bench.refuse });
    bench.refuse = null;
    await bench.advance(250);
    expect(bench.last).toEqual({ kind: 'stable', grams: 0 });
  });

  test('a scale with another serial number than the commissioned one is refused: it says which, and whom to call', async () => {
    await begin({}, { serial: 'A11' });
    const cause = 'the scale has serial number B41, not A11: a changed scale must be verified and commissioned again';
    expect(bench.scale.health()).toMatchObject({ state: 'hardware-error', cause, action: 'call-technician' });
    await bench.say('S S        500 g');
    expect(bench.last).toEqual({ kind: 'absent', cause });
    expect(bench.scale.identity()).toMatchObject({ serial: 'B41' });
  });

  test('a scale exchanged while the terminal runs is refused; the first one put back is taken again', async () => {
    await begin();
    bench.answers['@'] = 'I4 A "OTHER"';
    await bench.peers[0]?.close();
    await settled();
    await bench.advance(250);
    expect(bench.last).toMatchObject({ kind: 'absent', cause: expect.stringContaining('serial number OTHER, not B41') as string });
    expect(bench.scale.health().state).toBe('hardware-error');
    bench.answers['@'] = 'I4 A "B41"';
    await bench.peers[1]?.close();
    await settled();
    await bench.advance(250);
    expect(bench.last).toEqual({ kind: 'stable', grams: 0 });
    expect(bench.scale.health().state).toBe('online');
  });

  test('a new listener hears the last reading at once, and nothing after it has stopped', async () => {
    await begin();
    const heard: ScaleReading[] = [];
    const stop = bench.scale.onReading((reading) => heard.push(reading));
    expect(heard).toEqual([{ kind: 'stable', grams: 0 }]);
    stop();
    await bench.say('S S         50 g');
    expect(heard).toHaveLength(1);
  });

  test('stopped, it is offline on purpose and gives no weight', async () => {
    await begin();
    await bench.scale.stop();
    expect(bench.scale.health()).toMatchObject({ state: 'offline', cause: 'stopped' });
    expect(bench.last).toMatchObject({ kind: 'absent' });
    expect(bench.scale.identity()).toBeNull();
  });
});

describe('the rules of devices.md 1.6', () => {
  test('rule 1: only a frame that the scale declared stable is stable, however long the same weight is repeated', async () => {
    await begin();
    for (let frame = 0; frame < 50; frame += 1) await bench.say('S D       1240 g');
    expect(bench.readings.some((reading) => reading.kind === 'stable' && reading.grams === 1240)).toBe(false);
    await bench.say('S S       1240 g');
    expect(bench.last).toEqual({ kind: 'stable', grams: 1240 });
  });

  test('rule 2: 4.35 kg is 4350 g, which no float multiplication gives for every weight', async () => {
    await begin();
    await bench.say('S S      4.350 kg');
    expect(bench.last).toEqual({ kind: 'stable', grams: 4_350 });
  });

  test('rule 3: a weight finer than a gram is not rounded but a fault of configuration, until the scale is identified afresh', async () => {
    await begin();
    await bench.say('S S       20.4 g');
    expect(bench.last).toMatchObject({ kind: 'absent', cause: expect.stringContaining('20.4 g') as string });
    expect(bench.scale.health()).toMatchObject({ state: 'hardware-error', action: 'call-technician', cause: expect.stringContaining('division') as string });
    await bench.say('S S         20 g');
    expect(bench.last).toMatchObject({ kind: 'absent' });
    await bench.say('I4 A "B41"');
    expect(bench.last).toEqual({ kind: 'stable', grams: 0 });
    expect(bench.scale.health().state).toBe('online');
  });

  test('rule 3: zeros behind the point are no fraction, and 20.00 g is 20 g', async () => {
    await begin();
    await bench.say('S S      20.00 g');
    expect(bench.last).toEqual({ kind: 'stable', grams: 20 });
  });

  test.each([
    ['S S       1.00 lb', 'set its unit to g or kg'],
    ['S L', 'MT-SICS level 0 or 1'],
  ])('a scale set up otherwise (%s) is a fault that says what to set', async (line, remedy) => {
    await begin();
    await bench.say(line);
    expect(bench.scale.health()).toMatchObject({ state: 'hardware-error', cause: expect.stringContaining(remedy) as string });
    expect(bench.last).toMatchObject({ kind: 'absent' });
  });

  test('rule 3: finer than the division of the type plate is an extended indication, and no weight', async () => {
    await begin({}, { plate: { minimumGrams: 5, maximumGrams: 30_000, divisionGrams: 5, verified: true } });
    await bench.say('S S        125 g');
    expect(bench.last).toEqual({ kind: 'stable', grams: 125 });
    await bench.say('S S        126 g');
    expect(bench.last).toMatchObject({ kind: 'absent', cause: expect.stringContaining('division of 5 g') as string });
  });

  test('rule 4: a net weight is refused, and the gross one after it is taken', async () => {
    await begin();
    await bench.say('S S        900 g N');
    expect(bench.last).toMatchObject({ kind: 'absent', cause: expect.stringContaining('net weight') as string });
    expect(bench.scale.health().state).toBe('hardware-error');
    await bench.say('S S       1000 g');
    expect(bench.last).toEqual({ kind: 'stable', grams: 1_000 });
    expect(bench.scale.health().state).toBe('online');
  });

  test('rule 4: a tare that the weights do not show is asked for, and refused', async () => {
    await begin();
    bench.answers.TA = 'TA A     100 g';
    bench.answers.SIR = 'S S        900 g';
    await keepAlive(tareEvery);
    expect(bench.last).toMatchObject({ kind: 'absent', cause: expect.stringContaining('tare') as string });
    // A lost answer does not make the net weight a gross one.
    bench.answers.TA = null;
    await keepAlive(tareEvery + answerTimeout);
    expect(bench.last).toMatchObject({ kind: 'absent' });
    bench.answers.TA = 'TA A       0 g';
    await keepAlive(tareEvery + answerTimeout);
    expect(bench.last).toEqual({ kind: 'stable', grams: 900 });
  });

  test.each<[string, ScaleReading]>([
    ['S S          4 g', { kind: 'below-minimum', grams: 4 }],
    ['S S          5 g', { kind: 'stable', grams: 5 }],
    ['S S          0 g', { kind: 'stable', grams: 0 }],
    ['S S         -1 g', { kind: 'underload' }],
    ['S S      30000 g', { kind: 'stable', grams: 30_000 }],
    ['S S      30001 g', { kind: 'overload' }],
    ['S D      30001 g', { kind: 'overload' }],
    ['S +', { kind: 'overload' }],
    ['S -', { kind: 'underload' }],
  ])('rule 5: %s with Min 5 g and Max 30 kg', async (line, reading) => {
    await begin();
    await bench.say(line);
    expect(bench.last).toEqual(reading);
  });

  test.each<[string, string, string]>([
    ['a letter of 20 g lies on the pan', 'S S         20 g', 'out-of-range'],
    ['a postcard of 5 g lies on the pan', 'S S          5 g', 'out-of-range'],
    ['more than 4 % of Max is missing', 'S S      -1201 g', 'out-of-range'],
    ['the pan moves', 'S D          0 g', 'moving'],
    ['the scale is busy', 'S I', 'moving'],
    ['the scale shows overload', 'S +', 'moving'],
    ['the weight is net', 'S S          0 g N', 'offline'],
  ])('rule 6: zero is not set, nor even sent, when %s', async (_, line, reason) => {
    await begin();
    await bench.say(line);
    expect(await bench.scale.zero()).toMatchObject({ kind: 'not-done', reason });
    expect(bench.heard).not.toContain('Z');
  });

  test.each(['S S          0 g', 'S S          2 g', 'S S       -100 g'])('rule 6: zero is set with Z, never ZI, when the pan is empty and still (%s)', async (line) => {
    await begin();
    await bench.say(line);
    expect(await bench.scale.zero()).toEqual({ kind: 'ok', value: undefined });
    expect(bench.heard.slice(5)).toEqual(['Z', 'SIR']);
  });

  test('rule 6: zero is never sent by itself', async () => {
    await begin();
    await bench.say('S S         -3 g');
    await keepAlive(60_000, 'S S         -3 g');
    expect(bench.heard.filter((command) => command.startsWith('Z'))).toEqual([]);
  });

  test('rule 7: every listener is told the same weight', async () => {
    await begin();
    const other: ScaleReading[] = [];
    bench.scale.onReading((reading) => other.push(reading));
    await bench.say('S D        700 g', 'S S        733 g');
    expect(other.slice(-2)).toEqual(bench.readings.slice(-2));
  });
});

/** Time passes while the scale goes on sending. */
async function keepAlive(ms: number, line?: string): Promise<void> {
  const frame = line ?? bench.answers.SIR;
  for (let passed = 0; passed < ms; passed += 500) {
    await bench.advance(500);
    await bench.say(typeof frame === 'string' ? frame : 'S S          0 g');
  }
}

describe('zero', () => {
  test.each([
    ['Z +', 'out-of-range'],
    ['Z -', 'out-of-range'],
    ['Z I', 'busy'],
    ['ES', 'busy'],
  ])('the scale’s own no, %s, is a refusal', async (answer, reason) => {
    await begin({ Z: answer });
    expect(await bench.scale.zero()).toMatchObject({ kind: 'refused', reason });
  });

  test('without an answer it is unknown whether zero was set, and the conversation begins again so that a late Z A counts for nothing', async () => {
    await begin({ Z: null });
    const zero = bench.scale.zero();
    await settled();
    await bench.advance(zeroTimeout);
    expect(await zero).toMatchObject({ kind: 'unknown', reason: 'silent' });
    await settled();
    expect(bench.heard.slice(-6)).toEqual(['Z', '@', 'I2', 'I3', 'TA', 'SIR']);
    await bench.say('Z A');
    expect(bench.last).toEqual({ kind: 'stable', grams: 0 });
  });

  test('the line cut in the middle leaves it unknown; before, it is certain that nothing happened', async () => {
    await begin({ Z: null });
    const zero = bench.scale.zero();
    await settled();
    await bench.peers[0]?.close();
    expect(await zero).toMatchObject({ kind: 'unknown' });
    expect(await bench.scale.zero()).toMatchObject({ kind: 'not-done', reason: 'offline' });
  });

  test('two at once are done one after the other', async () => {
    await begin();
    expect(await Promise.all([bench.scale.zero(), bench.scale.zero()])).toEqual([
      { kind: 'ok', value: undefined },
      { kind: 'ok', value: undefined },
    ]);
    expect(bench.heard.slice(5)).toEqual(['Z', 'SIR', 'Z', 'SIR']);
  });
});

describe('what goes wrong on the way', () => {
  test('silence: absent at once, and the late weight of the item before is thrown away until @ is answered', async () => {
    await begin();
    await bench.say('S S       1240 g');
    bench.answers = {};
    await bench.advance(frameTimeout);
    expect(bench.last).toMatchObject({ kind: 'absent', cause: expect.stringContaining('no weight') as string });
    expect(bench.scale.health()).toMatchObject({ state: 'offline', action: 'check-cable' });
    expect(bench.heard.at(-1)).toBe('@');
    await bench.say('S S       1240 g');
    expect(bench.last).toMatchObject({ kind: 'absent' });
    bench.answers = { ...usual, SIR: 'S S         80 g' };
    await bench.say('I4 A "B41"');
    expect(bench.last).toEqual({ kind: 'stable', grams: 80 });
    expect(bench.peers).toHaveLength(1);
  });

  test('silence that lasts: the connection is given up for a fresh one, and the first cause is kept', async () => {
    await begin();
    bench.answers = {};
    await bench.advance(frameTimeout);
    for (let attempt = 0; attempt < resetAttempts; attempt += 1) await bench.advance(answerTimeout);
    expect(bench.scale.health().cause).toBe(`the scale has sent no weight for ${frameTimeout} ms`);
    bench.answers = { ...usual };
    await bench.advance(250);
    expect(bench.peers).toHaveLength(2);
    expect(bench.last).toEqual({ kind: 'stable', grams: 0 });
  });

  test('lines that are no weights do not pass for life', async () => {
    await begin();
    for (let line = 0; line < 10; line += 1) {
      await bench.advance(frameTimeout / 5);
      await bench.say('S S     12S', 'S S 12,5 g', 'hello');
    }
    expect(bench.readings.filter((reading) => reading.kind === 'absent').length).toBeGreaterThan(1);
  });

  test('nothing but noise: absent, and the cause says noise', async () => {
    await begin();
    bench.answers = {};
    for (let passed = 0; passed < frameTimeout; passed += 100) {
      await bench.raw('\x00\xffS S 9\r\n');
      await bench.advance(100);
    }
    expect(bench.readings.find((reading) => reading.kind === 'absent' && reading.cause === noiseCause)).toBeDefined();
    expect(bench.scale.health()).toMatchObject({ state: 'offline', cause: noiseCause });
  });

  test('noise between the weights for long is a fault, for no digit of such a line is sure; quiet again, it is taken again', async () => {
    await begin();
    for (let passed = 0; passed <= noiseLimit; passed += 500) {
      await bench.say('\x1b', 'S S        500 g');
      await bench.advance(500);
    }
    await bench.say('\x1b', 'S S        500 g');
    expect(bench.last).toEqual({ kind: 'absent', cause: noiseCause });
    expect(bench.scale.health()).toMatchObject({ state: 'hardware-error', cause: noiseCause, action: 'call-technician' });
    await keepAlive(noiseOver, 'S S        500 g');
    expect(bench.last).toEqual({ kind: 'stable', grams: 500 });
    expect(bench.scale.health().state).toBe('online');
  });

  test('switched off and on: the power-up message ends the old weights', async () => {
    await begin();
    await bench.say('S S        500 g');
    bench.answers['@'] = null;
    await bench.say('I4 A "B41"');
    expect(bench.last).toEqual({ kind: 'absent', cause: 'the scale was switched on again' });
    bench.answers['@'] = 'I4 A "B41"';
    await bench.advance(answerTimeout);
    expect(bench.last).toEqual({ kind: 'stable', grams: 0 });
  });

  test('half a line, then silence, then its rest: neither is a weight', async () => {
    await begin();
    const before = bench.readings.length;
    await bench.raw('S S        1');
    await bench.advance(lineTimeout);
    await bench.raw('S S         80 g\r\n');
    expect(bench.readings.slice(before)).toEqual([{ kind: 'stable', grams: 80 }]);
  });

  test('busy: no weight, and the stream is asked for again', async () => {
    await begin();
    await bench.say('S I');
    expect(bench.last).toEqual({ kind: 'moving', grams: null });
    expect(bench.scale.health().state).toBe('busy');
    await bench.advance(busyPause);
    expect(bench.heard.at(-1)).toBe('SIR');
    expect(bench.last).toEqual({ kind: 'stable', grams: 0 });
    expect(bench.scale.health().state).toBe('online');
  });

  test('the line cut: absent with the reason', async () => {
    await begin();
    await bench.say('S S        500 g');
    await bench.peers[0]?.close();
    await settled();
    expect(bench.last).toEqual({ kind: 'absent', cause: 'connection closed' });
    await bench.advance(250);
    expect(bench.last).toEqual({ kind: 'stable', grams: 0 });
  });

  test('the line cut in the middle of a new conversation: the next connection is whole', async () => {
    await begin();
    bench.answers['@'] = null;
    await bench.advance(frameTimeout);
    await bench.peers[0]?.close();
    await settled();
    bench.answers['@'] = 'I4 A "B41"';
    await bench.advance(250);
    expect(bench.heard.slice(-5)).toEqual(['@', 'I2', 'I3', 'TA', 'SIR']);
    expect(bench.scale.health().state).toBe('online');
  });
});
