import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import type { Outcome } from '../outcome.ts';
import { settled } from '../settled.fixture.ts';
import { memoryWire } from '../wire/memory.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import { healthBecomes, slip } from './conformance.ts';
import { confirmEndOfPrint, createEscPos, delays } from './esc-pos.ts';
import { linkDelays } from './link.ts';
import { createVirtualReceiptPrinter } from './virtual.ts';


type Answer = (request: string) => readonly number[] | null;

const wellStatus: Answer = (request) => (request.startsWith('1004') ? [0x12] : null);

/** A printer at the far end that answers as the test says; a driver that has connected to it. */
function scripted(answer: Answer = wellStatus) {
  const clock = new ManualClock(1_000);
  const sent: string[] = [];
  const reports: string[] = [];
  let far: BytePort | null = null;
  let answering = answer;
  const open: OpenWire = () => {
    const [near, other] = memoryWire();
    far = other;
    other.onBytes((bytes) => {
      const request = Buffer.from(bytes).toString('hex');
      sent.push(request);
      const reply = answering(request);
      if (reply && other.closed === null) void other.write(Uint8Array.from(reply));
    });
    return Promise.resolve(near);
  };
  const printer = createEscPos({ open, clock, report: (message) => reports.push(message) });
  return {
    clock,
    sent,
    reports,
    printer,
    jobs: () => sent.filter((request) => request.startsWith('1b40')),
    say: async (...bytes: number[]) => {
      await far?.write(Uint8Array.from(bytes));
      await settled();
    },
    hangUp: async () => {
      await far?.close();
      await settled();
    },
    answers: (next: Answer) => {
      answering = next;
    },
    /** Connects, letting GS I go unanswered. */
    online: async () => {
      printer.start();
      await settled();
      clock.advance(linkDelays.informationAnswer);
      await healthBecomes(printer, { state: 'online' });
      sent.length = 0;
    },
  };
}

/** The outcome, or null while there is none. */
function watch<T>(promise: Promise<T>): () => T | null {
  let value: T | null = null;
  void promise.then((result) => {
    value = result;
    return result;
  });
  return () => value;
}

const jobNumber = (request: string | undefined): number[] => Array.from(Buffer.from(request?.slice(-8) ?? '', 'hex'));

describe('connecting', () => {
  test('looks at every sensor, switches automatic status on, and asks who is there', async () => {
    const names: Record<string, string> = { '1d4943': 'TM-T88VI', '1d4942': 'EPSON', '1d4941': '30.42', '1d4944': 'X7' };
    const far = scripted((request) => wellStatus(request) ?? (names[request] ? [0x5f, ...Buffer.from(names[request]), 0] : null));
    far.printer.start();
    await healthBecomes(far.printer, { state: 'online' });
    expect(far.sent).toEqual(['100401', '100402', '100403', '100404', '1d610e', '1d4943', '1d4942', '1d4941', '1d4944']);
    expect(far.printer.identity()).toEqual({ model: 'TM-T88VI', maker: 'EPSON', firmware: '30.42', serial: 'X7' });
  });

  test('a model that does not say who it is works all the same', async () => {
    const far = scripted();
    await far.online();
    expect(far.printer.identity()).toEqual({});
  });

  test('a printer that starts with its cover open is known as such, and is not asked who it is', async () => {
    const far = scripted((request) => ({ '100401': [0x1a], '100402': [0x16], '100403': [0x12], '100404': [0x12] })[request] ?? null);
    far.printer.start();
    await healthBecomes(far.printer, { state: 'user-error', cause: 'cover open', action: 'close-cover' });
    expect(far.sent.at(-1)).toBe('1d610e');
  });

  test('something that accepts connections and says nothing is off line, with the reason', async () => {
    const far = scripted(() => null);
    far.printer.start();
    await settled();
    far.clock.advance(linkDelays.realTimeAnswer);
    await settled();
    expect(far.printer.health()).toMatchObject({ state: 'offline', action: 'check-cable', cause: 'printer does not answer 10 04 01 within 1000 ms' });
  });

  test('a heartbeat that is not answered ends the connection, and the next one finds the printer again', async () => {
    const far = scripted();
    await far.online();
    far.answers(() => null);
    far.clock.advance(delays.heartbeat);
    await settled();
    far.clock.advance(linkDelays.realTimeAnswer);
    await healthBecomes(far.printer, { state: 'offline' });
    far.answers(wellStatus);
    far.clock.advance(250);
    await settled();
    far.clock.advance(linkDelays.informationAnswer);
    await settled();
    expect(far.printer.health()).toMatchObject({ state: 'online', cause: null });
  });

  test('garbage between the answers changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (bytes) => {
        const far = scripted();
        await far.online();
        const quiet = bytes.filter((byte) => (byte & 0x93) !== 0x10);
        await far.say(...quiet);
        expect(far.printer.health().state).toBe('online');
        await far.printer.stop();
      }),
      { numRuns: 30 },
    );
  });
});

describe('a job', () => {
  const start = async (far: ReturnType<typeof scripted>, lines = 2) => {
    const outcome = watch(far.printer.print(slip('un', lines), 'r-1'));
    await settled();
    return outcome;
  };

  test('is done only when the printer confirms this very job', async () => {
    const far = scripted();
    await far.online();
    const outcome = await start(far);
    expect(far.sent.slice(0, 4)).toEqual(['100401', '100402', '100403', '100404']);
    expect(far.jobs()).toHaveLength(1);
    expect(far.printer.health().state).toBe('busy');
    // The end of printing of some earlier job, late.
    await far.say(0x37, 0x22, 0x7e, 0x7e, 0x7e, 0x7e, 0x00);
    expect(outcome()).toBeNull();
    await far.say(0x37, 0x22, ...jobNumber(far.jobs()[0]), 0x00);
    expect(outcome()).toEqual({ kind: 'ok', value: undefined });
    expect(far.printer.health().state).toBe('online');
  });

  test('ends with GS ( H function 48 and a number of printable characters, another each time', async () => {
    expect(confirmEndOfPrint('Ab 1')).toEqual([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, 0x41, 0x62, 0x20, 0x31]);
    const far = scripted();
    await far.online();
    for (let job = 0; job < 100; job += 1) {
      const outcome = await start(far, 0);
      await far.say(0x37, 0x22, ...jobNumber(far.jobs().at(-1)), 0x00);
      expect(outcome()?.kind).toBe('ok');
    }
    const numbers = far.jobs().map((request) => request.slice(-8));
    expect(new Set(numbers).size).toBe(100);
    expect(numbers.flatMap((number) => Array.from(Buffer.from(number, 'hex'))).every((byte) => byte >= 0x20 && byte <= 0x7e)).toBe(true);
    expect(far.jobs().every((request) => request.slice(-22, -8) === '1d284806003030')).toBe(true);
  });

  test.each([
    ['paper end', [0x18, 0x00, 0x0c, 0x00], 'paper-out'],
    ['cover open', [0x38, 0x00, 0x00, 0x00], 'head-open'],
    ['cutter', [0x18, 0x08, 0x00, 0x00], 'jam'],
    ['unrecoverable', [0x18, 0x20, 0x00, 0x00], 'hardware'],
  ])('is refused at an automatic status of %s, and the printer is emptied', async (_, status, reason) => {
    const far = scripted((request) => wellStatus(request) ?? (request.startsWith('1005') ? [0x37, 0x25, 0x00] : null));
    await far.online();
    const outcome = await start(far);
    await far.say(...status);
    expect(outcome()).toMatchObject({ kind: 'refused', reason });
    expect(far.sent).toContain('10050210140801031401060208');
    expect(far.jobs()).toHaveLength(1);
    // What it left in the printer is cut off before the next paper.
    await start(far);
    expect(far.jobs()[1]?.startsWith('1b401c2e1b74101d610e1b64041d5600')).toBe(true);
  });

  test('goes on while the head cools and while the feed button is pressed', async () => {
    const far = scripted();
    await far.online();
    const outcome = await start(far);
    await far.say(0x18, 0x40, 0x00, 0x00);
    await far.say(0x58, 0x02, 0x00, 0x00);
    expect(outcome()).toBeNull();
    await far.say(0x37, 0x22, ...jobNumber(far.jobs()[0]), 0x00);
    expect(outcome()?.kind).toBe('ok');
  });

  test('that is not confirmed in time is unknown; the printer is emptied, the connection renewed, nothing sent again', async () => {
    const far = scripted();
    await far.online();
    const outcome = await start(far);
    const length = (far.jobs()[0]?.length ?? 0) / 2 - 11;
    far.clock.advance(delays.endOfPrint + Math.ceil(length * delays.endOfPrintPerByte));
    await settled();
    far.clock.advance(linkDelays.clearAnswer);
    await settled();
    expect(outcome()).toMatchObject({ kind: 'unknown', reason: 'silent' });
    expect(far.sent).toContain('10050210140801031401060208');
    far.clock.advance(60_000);
    await settled();
    far.clock.advance(linkDelays.informationAnswer);
    await healthBecomes(far.printer, { state: 'online' });
    expect(far.jobs()).toHaveLength(1);
  });

  test('that takes long is looked into: a paper end that was not told by itself is found', async () => {
    const far = scripted();
    await far.online();
    const outcome = await start(far);
    far.answers((request) => (request === '100402' ? [0x32] : wellStatus(request)));
    far.clock.advance(delays.stalledJob - 1);
    await settled();
    expect(outcome()).toBeNull();
    far.clock.advance(1);
    await settled();
    far.clock.advance(linkDelays.clearAnswer);
    await settled();
    expect(outcome()).toMatchObject({ kind: 'refused', reason: 'paper-out' });
  });

  test('that takes long and answers is left alone, heartbeats included, until it is confirmed', async () => {
    const far = scripted();
    await far.online();
    const outcome = await start(far);
    for (let second = 0; second < 12; second += 1) {
      far.clock.advance(1_000);
      await settled();
    }
    expect(outcome()).toBeNull();
    // Once before the job, then every third second: the heartbeat does not ask as well.
    expect(far.sent.filter((request) => request === '100401')).toHaveLength(1 + 4);
    await far.say(0x37, 0x22, ...jobNumber(far.jobs()[0]), 0x00);
    expect(outcome()?.kind).toBe('ok');
  });

  test('is unknown when the connection is lost after it was sent, and is not sent on the next one', async () => {
    const far = scripted();
    await far.online();
    const outcome = await start(far);
    await far.hangUp();
    expect(outcome()).toMatchObject({ kind: 'unknown', reason: 'offline' });
    expect(far.printer.health().state).toBe('offline');
    far.clock.advance(250);
    await settled();
    far.clock.advance(linkDelays.informationAnswer);
    await healthBecomes(far.printer, { state: 'online' });
    expect(far.jobs()).toHaveLength(1);
  });

  test('lost with its connection in a printer without paper is taken out of the printer on the next one', async () => {
    const far = scripted();
    await far.online();
    await start(far);
    far.answers((request) => (request === '100404' ? [0x72] : (wellStatus(request) ?? (request.startsWith('1005') ? [0x37, 0x25, 0x00] : null))));
    await far.hangUp();
    far.sent.length = 0;
    far.clock.advance(250);
    await settled();
    expect(far.sent).toContain('10050210140801031401060208');
    far.clock.advance(linkDelays.informationAnswer);
    await settled();
    expect(far.printer.health().state).toBe('consumable-out');
  });

  test.each<[string, (far: ReturnType<typeof scripted>) => Promise<void>, string]>([
    ['there is no connection', async (far) => far.hangUp(), 'offline'],
    [
      'the printer says nothing',
      async (far) => {
        far.answers(() => null);
        await Promise.resolve();
      },
      'silent',
    ],
    ['it never started', async (far) => far.printer.stop(), 'offline'],
  ])('is not done when %s', async (_, before, reason) => {
    const far = scripted();
    await far.online();
    await before(far);
    const outcome = await start(far);
    far.clock.advance(linkDelays.realTimeAnswer);
    await settled();
    expect(outcome()).toMatchObject({ kind: 'not-done', reason });
    expect(far.jobs()).toEqual([]);
  });

  test('is not done when the connection is lost while the sensors are read', async () => {
    const far = scripted();
    await far.online();
    far.answers(() => null);
    const outcome = await start(far);
    await far.hangUp();
    expect(outcome()).toMatchObject({ kind: 'not-done', reason: 'offline' });
    expect(far.jobs()).toEqual([]);
  });

  test('stopping in the middle leaves it unknown', async () => {
    const far = scripted();
    await far.online();
    const outcome = await start(far);
    await far.printer.stop();
    await settled();
    expect(outcome()).toMatchObject({ kind: 'unknown' });
  });

  test('says in the log what could not be printed as asked', async () => {
    const far = scripted();
    await far.online();
    void far.printer.print({ title: '東京', blocks: [] }, 'r-7');
    await settled();
    expect(far.reports).toEqual(['r-7: "東京" is printed as "??"']);
  });
});

describe('with the twin, by the clock', () => {
  test.each([true, false])('a printer that can draw (%s) is sent lines of dots, and no other is', async (graphics) => {
    const clock = new ManualClock(0);
    const twin = createVirtualReceiptPrinter({ clock });
    const sent: string[] = [];
    const open: OpenWire = () => {
      const [near, far] = memoryWire();
      twin.attach(far);
      return Promise.resolve({ ...near, write: (bytes) => (sent.push(Buffer.from(bytes).toString('hex')), near.write(bytes)) });
    };
    const printer = createEscPos({ open, clock, graphics });
    printer.start();
    await settled();
    const outcome = watch(printer.print({ title: 'Reçu', besideTitle: 'Чек', blocks: [] }, 'r-1'));
    await settled();
    expect(outcome()?.kind).toBe('ok');
    expect(twin.papers()).toMatchObject([{ lines: ['Reçu'] }]);
    expect(sent.join('').includes('1d763000')).toBe(graphics);
    await printer.stop();
  });

  /** What the twin may do to a job that is under way. */
  const mishap = fc.constantFrom<Record<string, unknown>>({ linesLeft: 3 }, { cutterJam: true }, { silent: true }, { dropConnection: true }, { noEndOfPrint: true }, { cover: 'open' }, { unplugged: true }, {});

  test('whatever happens, and whenever: one outcome, ok only with the whole paper out, and no paper twice', async () => {
    await fc.assert(
      fc.asyncProperty(mishap, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 7 }), async (patch, when, cut) => {
        const clock = new ManualClock(0);
        const twin = createVirtualReceiptPrinter({ clock, columns: 42, knobs: { slow: 20 } });
        const open: OpenWire = () => {
          const [near, far] = memoryWire((bytes) => Array.from({ length: Math.ceil(bytes.length / cut) }, (_, index) => bytes.slice(index * cut, (index + 1) * cut)));
          twin.attach(far);
          return Promise.resolve(near);
        };
        const printer = createEscPos({ open, clock, columns: 42 });
        printer.start();
        await settled();
        const outcomes: Outcome[] = [];
        void printer.print(slip('un', 10), 'r-1').then((outcome) => outcomes.push(outcome));
        await settled();
        clock.advance(when);
        await settled();
        twin.turn(patch);
        for (let second = 0; second < 30; second += 1) {
          clock.advance(1_000);
          await settled();
        }
        twin.turn({ linesLeft: null, paper: 'ok', cutterJam: false, silent: false, cover: 'closed', unplugged: false, noEndOfPrint: false });
        for (let second = 0; second < 10; second += 1) {
          clock.advance(1_000);
          await settled();
        }
        expect(outcomes).toHaveLength(1);
        const whole = twin.papers().filter(({ codes }) => codes.length > 0).length;
        expect(whole).toBeLessThanOrEqual(1);
        expect(outcomes[0]?.kind === 'ok' ? whole : 1).toBe(1);
        expect(outcomes[0]?.kind === 'not-done' ? twin.papers().length : 0).toBe(0);
        // And the next one comes out whole, apart from what was left of this one.
        twin.turn({ slow: 0, dropConnection: false });
        const next = watch(printer.print(slip('deux'), 'r-2'));
        await settled();
        expect(next()?.kind).toBe('ok');
        expect(twin.papers().at(-1)).toMatchObject({ codes: ['https://moulin.example/deux'] });
        expect(twin.papers().at(-1)?.lines[0]).toBe('deux');
        expect(twin.errors()).toEqual([]);
        await printer.stop();
      }),
      { numRuns: 60 },
    );
  });
});
