import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import { settled } from '../settled.fixture.ts';
import { backOff } from '../supervision.ts';
import { memoryWire } from '../wire/memory.ts';
import type { BytePort } from '../wire/wire.ts';
import type { BadgeReading } from './badge-reader.ts';
import { answerWithin } from './pcscd-link.ts';
import { createPcsc, lookEvery, pcscSettings } from './pcsc.ts';
import { createVirtualPcscd } from './virtual-pcscd.ts';

/** A reader on a wire in memory, with time standing still. */
async function desk({ knobs = {}, settings = {}, chunk }: { knobs?: object; settings?: object; chunk?: (bytes: Uint8Array) => Uint8Array[] } = {}) {
  const clock = new ManualClock();
  const twin = createVirtualPcscd({ knobs });
  const heard: BadgeReading[] = [];
  const peers: BytePort[] = [];
  const reader = createPcsc({
    clock,
    settings: pcscSettings.parse(settings),
    open: () => {
      const [near, far] = memoryWire(chunk);
      twin.attach(far);
      peers.push(far);
      return Promise.resolve(near);
    },
  });
  reader.onBadge((reading) => heard.push(reading));
  reader.start();
  await settled();
  return { clock, twin, heard, reader, peers, last: () => heard.at(-1) };
}

const badge = '04A1B2C3D4E5F6';

describe('a badge reader', () => {
  test('tells a badge that lies there when the terminal starts', async () => {
    const { heard, reader } = await desk({ knobs: { badge } });
    expect(heard).toEqual([{ kind: 'removed' }, { kind: 'presented', badge }]);
    const late: BadgeReading[] = [];
    reader.onBadge((reading) => late.push(reading));
    expect(late).toEqual([{ kind: 'presented', badge }]);
  });

  test('asks each badge once, however long it lies there', async () => {
    const { clock, heard } = await desk({ knobs: { badge } });
    for (let minute = 0; minute < 60; minute += 1) {
      clock.advance(lookEvery);
      await settled();
    }
    expect(heard).toHaveLength(2);
  });

  test('two badges at once: the one laid down last counts, and the first was taken away', async () => {
    const { twin, heard } = await desk({ knobs: { badge } });
    twin.turn({ badge: '04FFFFFF' });
    await settled();
    expect(heard.slice(1)).toEqual([{ kind: 'presented', badge }, { kind: 'removed' }, { kind: 'presented', badge: '04FFFFFF' }]);
  });

  test('a badge taken away and laid down again between two looks is told again', async () => {
    const { twin, heard } = await desk({ knobs: { badge } });
    twin.turn({ badge: null });
    twin.turn({ badge });
    await settled();
    expect(heard.slice(1).map(({ kind }) => kind)).toEqual(['presented', 'removed', 'presented']);
  });

  test.each([
    [{ mute: true }, 'does not answer'],
    [{ held: true }, 'another program holds the reader'],
    [{ answer: 'failed' }, 'could not be read'],
    [{ answer: 'ended-early' }, 'ended before its number'],
    [{ answer: 'wrong-length' }, 'another length'],
    [{ answer: 'not-supported' }, 'no number to give'],
    [{ answer: 'nothing' }, 'without a status'],
  ])('with %j it rejects what lies there, and stays online', async (knobs, why) => {
    const { last, reader } = await desk({ knobs: { ...knobs, badge } });
    expect(last()).toEqual({ kind: 'rejected', why: expect.stringContaining(why) as string });
    expect(reader.health().state).toBe('online');
  });

  test('that is pulled out says so at once, and its badge counts as taken away; plugged in again, it goes on', async () => {
    const { twin, last, reader } = await desk({ knobs: { badge } });
    twin.turn({ reader: false });
    await settled();
    expect(last()).toEqual({ kind: 'removed' });
    expect(reader.health()).toMatchObject({ state: 'hardware-error', cause: 'no badge reader is plugged in', action: 'check-cable' });
    twin.turn({ reader: true });
    await settled();
    expect(reader.health()).toMatchObject({ state: 'online', cause: null });
    expect(last()).toEqual({ kind: 'presented', badge });
  });

  test('is found by a part of its name, and named among those that are there when it is not', async () => {
    expect((await desk({ settings: { reader: 'Virtual' } })).reader.health().state).toBe('online');
    const { reader } = await desk({ settings: { reader: 'PICC' } });
    expect(reader.health().cause).toBe('no badge reader is called "PICC": there is Moulin Virtual Reader 00 00');
  });

  test('that gives the last byte first is set to do so', async () => {
    const { last } = await desk({ knobs: { badge: 'C3B2A104' }, settings: { uidOrder: 'last-byte-first' } });
    expect(last()).toEqual({ kind: 'presented', badge: '04A1B2C3' });
  });

  test.each([
    [{ major: 3 }, 'install pcscd 1.8.24 or newer'],
    [{ forbidden: true }, 'polkit'],
    [{ garbage: true }, 'no pcscd'],
  ])('with %j it stays offline, with what to do about it', async (knobs, cause) => {
    const { reader } = await desk({ knobs });
    expect(reader.health()).toMatchObject({ state: 'offline', cause: expect.stringContaining(cause) as string });
  });

  test('whose pcscd hangs is offline after a few seconds, and comes back by itself', async () => {
    const { clock, twin, last, reader } = await desk({ knobs: { badge } });
    twin.turn({ silent: true });
    clock.advance(lookEvery);
    await settled();
    clock.advance(answerWithin);
    await settled();
    expect(reader.health()).toMatchObject({ state: 'offline', cause: expect.stringContaining('has not answered') as string });
    expect(last()).toEqual({ kind: 'removed' });
    twin.turn({ silent: false });
    clock.advance(backOff.first);
    await settled();
    expect(reader.health().state).toBe('online');
    expect(last()).toEqual({ kind: 'presented', badge });
  });

  test('whose pcscd dies again and again is found again each time, and nothing is thrown', async () => {
    const { clock, peers, heard, reader } = await desk({ knobs: { badge } });
    for (let death = 0; death < 5; death += 1) {
      await peers.at(-1)?.close();
      await settled();
      expect(reader.health().state).toBe('offline');
      clock.advance(backOff.cap);
      await settled();
      expect(reader.health().state).toBe('online');
    }
    expect(heard.filter(({ kind }) => kind === 'presented')).toHaveLength(6);
  });

  test('that talks noise in the middle of a watch is let go of and asked afresh', async () => {
    const { clock, twin, reader } = await desk();
    twin.turn({ garbage: true });
    clock.advance(lookEvery);
    await settled();
    clock.advance(answerWithin);
    await settled();
    twin.turn({ garbage: false });
    clock.advance(backOff.cap);
    await settled();
    expect(reader.health().state).toBe('online');
  });

  test('hears the same however the bytes are cut on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 500 }), async (size) => {
        const { twin, heard, reader } = await desk({ chunk: (bytes) => Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.slice(at * size, (at + 1) * size)) });
        twin.turn({ badge });
        await settled();
        twin.turn({ badge: null });
        await settled();
        expect(heard).toEqual([{ kind: 'removed' }, { kind: 'presented', badge }, { kind: 'removed' }]);
        await reader.stop();
      }),
      { numRuns: 30 },
    );
  });

  test('at whose address something else talks never makes a badge of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 4_000 }), { maxLength: 8 }), async (pieces) => {
        const { peers, heard, reader } = await desk({ knobs: { silent: true } });
        for (const piece of pieces) await peers[0]?.write(piece).catch(() => undefined);
        await settled();
        expect(heard).toEqual([{ kind: 'removed' }]);
        await reader.stop();
      }),
      { numRuns: 40 },
    );
  });

  test('who stops listening hears nothing more, and a reader that is stopped says so', async () => {
    const { twin, heard, reader } = await desk();
    const others: BadgeReading[] = [];
    const stop = reader.onBadge((reading) => others.push(reading));
    stop();
    twin.turn({ badge });
    await settled();
    expect([others.length, heard.length]).toEqual([1, 2]);
    await reader.stop();
    expect(reader.health()).toMatchObject({ state: 'offline', cause: 'stopped' });
    expect(reader.identity()).toBeNull();
  });
});

describe('the virtual badge reader', () => {
  test.each([{ badge: '4a' }, { badge: '04A' }, { badge: '' }, { answer: 'maybe' }, { toast: true }])('refuses the knobs %j and says what it takes', (knobs) => {
    expect(() => createVirtualPcscd().turn(knobs)).toThrow(/^badge-reader/);
  });

  test('tells whoever shows it that a badge was laid down', () => {
    const twin = createVirtualPcscd();
    let changes = 0;
    const stop = twin.onChange(() => (changes += 1));
    twin.turn({ badge });
    stop();
    twin.turn({ badge: null });
    expect(changes).toBe(1);
    expect(twin.knobs().badge).toBeNull();
    twin.close();
  });
});
