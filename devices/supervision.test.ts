import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delay, ManualClock, systemClock } from './clock.ts';
import type { Health } from './device.ts';
import { Fifo } from './fifo.ts';
import { HealthBoard } from './health.ts';
import { backOff, Supervision, type Supervised } from './supervision.ts';
import { settled } from './settled.fixture.ts';
import { memoryWire } from './wire/memory.ts';
import { WireError, type BytePort } from './wire/wire.ts';


class Bench {
  readonly clock = new ManualClock();
  /** What happened, in order. */
  readonly log: string[] = [];
  readonly healths: string[] = [];
  readonly peers: BytePort[] = [];
  readonly supervision: Supervision;
  /** What the next attempts meet: an error, or a device. */
  refuse: string | null = null;
  identify: () => Promise<Readonly<Record<string, string>>> = () => Promise.resolve({ serial: '1' });

  constructor(more: Partial<Supervised> = {}) {
    this.supervision = new Supervision((signal) => this.#open(signal), this.clock, {
      connected: async () => {
        this.log.push(`connected ${this.peers.length}`);
        const identity = await this.identify();
        this.supervision.health.report({ state: 'online' });
        return identity;
      },
      disconnected: (why) => this.log.push(`disconnected ${why}`),
      ...more,
    });
    this.supervision.onHealth((health: Health) => this.healths.push(`${health.state}: ${String(health.cause)}`));
  }

  async start(): Promise<this> {
    this.supervision.start();
    await settled();
    return this;
  }

  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settled();
  }

  #open(signal?: AbortSignal): Promise<BytePort> {
    this.log.push('open');
    if (signal?.aborted) return Promise.reject(new WireError('aborted'));
    if (this.refuse !== null) return Promise.reject(new WireError(this.refuse));
    const [near, far] = memoryWire();
    this.peers.push(far);
    return Promise.resolve(near);
  }
}

describe('a supervised connection', () => {
  test('is opened, identified and online; its port is given out only then', async () => {
    const bench = new Bench();
    const identified = Promise.withResolvers<Readonly<Record<string, string>>>();
    bench.identify = () => identified.promise;
    await bench.start();
    expect([bench.supervision.port, bench.supervision.identity]).toEqual([null, null]);
    identified.resolve({ serial: '7' });
    await settled();
    expect(bench.supervision.identity).toEqual({ serial: '7' });
    expect(bench.supervision.port?.closed).toBeNull();
    expect(bench.healths).toEqual(['offline: not started', 'online: null']);
  });

  test('is tried again with a pause that doubles up to its cap', async () => {
    const bench = new Bench();
    bench.refuse = 'no';
    await bench.start();
    const waits: number[] = [];
    let since = 0;
    for (let ms = 0; ms < 40_000; ms += 50) {
      const before = bench.log.length;
      await bench.advance(50);
      since += 50;
      if (bench.log.length > before) {
        waits.push(since);
        since = 0;
      }
    }
    expect(waits.slice(0, 8)).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    expect(backOff).toEqual({ first: 250, cap: 5_000 });
  });

  test('after a success the pauses begin small again', async () => {
    const bench = new Bench();
    bench.refuse = 'no';
    await bench.start();
    await bench.advance(250);
    await bench.advance(500);
    bench.refuse = null;
    await bench.advance(1_000);
    expect(bench.supervision.identity).not.toBeNull();
    await bench.peers[0]?.close();
    await settled();
    await bench.advance(backOff.first);
    expect(bench.peers).toHaveLength(2);
  });

  test('lost, it is opened afresh: another port each time, never a re-opened one', async () => {
    const bench = await new Bench().start();
    const first = bench.supervision.port;
    await bench.peers[0]?.close();
    await settled();
    expect(bench.supervision.port).toBeNull();
    await bench.advance(250);
    expect(bench.supervision.port).not.toBe(first);
    expect(bench.log).toEqual(['open', 'connected 1', 'disconnected connection closed', 'open', 'connected 2']);
  });

  test('a device that does not identify itself is closed, and tried again', async () => {
    const bench = new Bench();
    bench.identify = () => Promise.reject(new Error('who?'));
    await bench.start();
    expect(bench.peers[0]?.closed).not.toBeNull();
    expect(bench.healths.at(-1)).toBe('offline: who?');
    bench.identify = () => Promise.resolve({});
    await bench.advance(250);
    expect(bench.healths.at(-1)).toBe('online: null');
  });

  test('what is thrown and is no Error is told all the same', async () => {
    const bench = new Bench();
    // eslint-disable-next-line typescript/prefer-promise-reject-errors -- a library may do it
    bench.identify = () => Promise.reject('odd');
    await bench.start();
    expect(bench.healths.at(-1)).toBe('offline: odd');
  });

  test('the first cause is kept while it lasts, and the next trouble has its own', async () => {
    const bench = await new Bench().start();
    bench.refuse = 'refused';
    await bench.supervision.drop('it answered nonsense');
    await bench.advance(250);
    await bench.advance(500);
    expect(bench.supervision.health.current.cause).toBe('it answered nonsense');
    bench.refuse = null;
    await bench.advance(1_000);
    await bench.peers.at(-1)?.close();
    await settled();
    expect(bench.supervision.health.current.cause).toBe('connection closed');
  });

  test('dropped when there is none, nothing happens', async () => {
    const bench = new Bench();
    await bench.supervision.drop('why');
    expect(bench.log).toEqual([]);
  });

  test('started twice, it is opened once', async () => {
    const bench = await new Bench().start();
    await bench.start();
    expect(bench.log).toEqual(['open', 'connected 1']);
  });
});

describe('in any order of powering on and plugging', () => {
  type Act = 'refuse' | 'accept' | 'mute' | 'speak' | 'cut' | 'drop' | 'start' | 'stop' | number;
  const act: fc.Arbitrary<Act> = fc.oneof(fc.constantFrom<Act>('refuse', 'accept', 'mute', 'speak', 'cut', 'drop', 'start', 'stop'), fc.integer({ min: 1, max: 7_000 }));

  const perform = async (bench: Bench, one: Act): Promise<void> => {
    if (typeof one === 'number') return bench.advance(one);
    if (one === 'refuse') bench.refuse = 'it is not plugged in';
    if (one === 'accept') bench.refuse = null;
    if (one === 'mute') bench.identify = () => Promise.reject(new Error('it says nothing'));
    if (one === 'speak') bench.identify = () => Promise.resolve({ serial: '1' });
    if (one === 'cut') await bench.peers.at(-1)?.close();
    if (one === 'drop') await bench.supervision.drop('it answered nonsense');
    if (one === 'start') bench.supervision.start();
    if (one === 'stop') await bench.supervision.stop();
    await settled();
  };

  test('there is one connection at most, health tells the truth, and all well for a while it is online', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const bench = await new Bench().start();
        for (const one of acts) {
          await perform(bench, one);
          const open = bench.peers.filter((peer) => peer.closed === null);
          expect(open.length).toBeLessThanOrEqual(1);
          expect(bench.supervision.health.current.state === 'online').toBe(bench.supervision.port !== null);
          expect(bench.supervision.health.current.cause === null).toBe(bench.supervision.port !== null);
        }
        for (const one of ['accept', 'speak', 'start', backOff.cap] as const) await perform(bench, one);
        expect(bench.supervision.health.current).toMatchObject({ state: 'online', cause: null, action: 'none' });
        expect(bench.log.filter((line) => line.startsWith('connected')).length).toBe(bench.peers.length);
        await bench.supervision.stop();
        expect(bench.peers.every((peer) => peer.closed !== null)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('stopping', () => {
  test('closes the port, tells the device, and does not try again', async () => {
    const bench = await new Bench().start();
    await bench.supervision.stop();
    await bench.advance(60_000);
    expect(bench.log).toEqual(['open', 'connected 1', 'disconnected connection closed']);
    expect(bench.healths.at(-1)).toBe('offline: stopped');
    expect(bench.peers[0]?.closed).not.toBeNull();
  });

  test('in the pause between attempts ends the attempts', async () => {
    const bench = new Bench();
    bench.refuse = 'no';
    await bench.start();
    await bench.supervision.stop();
    await bench.advance(60_000);
    expect(bench.log).toEqual(['open']);
  });

  test('while a connection is being made closes it when it comes, also when started again meanwhile', async () => {
    const clock = new ManualClock();
    const opened: PromiseWithResolvers<BytePort>[] = [];
    const signals: (AbortSignal | undefined)[] = [];
    let connected = 0;
    const supervision = new Supervision(
      (signal) => {
        signals.push(signal);
        const attempt = Promise.withResolvers<BytePort>();
        opened.push(attempt);
        return attempt.promise;
      },
      clock,
      { connected: () => Promise.resolve({ number: String((connected += 1)) }), disconnected: () => {} },
    );
    supervision.start();
    await supervision.stop();
    expect(signals[0]?.aborted).toBe(true);
    supervision.start();
    const [late, lateFar] = memoryWire();
    opened[0]?.resolve(late);
    await settled();
    expect(lateFar.closed).not.toBeNull();
    expect(connected).toBe(0);
    const [near] = memoryWire();
    opened[1]?.resolve(near);
    await settled();
    expect(supervision.port).toBe(near);
    // An old attempt that fails says nothing about the new one.
    expect(opened).toHaveLength(2);
  });

  test('then starting again shows the true cause, not "stopped"', async () => {
    const bench = await new Bench().start();
    await bench.supervision.stop();
    bench.refuse = 'the cable is out';
    await bench.start();
    expect(bench.healths.at(-1)).toBe('offline: the cable is out');
  });
});

describe('the heartbeat', () => {
  const beating = (pulse: () => Promise<void>) => new Bench({ heartbeat: pulse, heartbeatEvery: 1_000 });

  test('is felt at its interval, one at a time', async () => {
    let beats = 0;
    const bench = await beating(() => {
      beats += 1;
      return Promise.resolve();
    }).start();
    for (let second = 0; second < 5; second += 1) await bench.advance(1_000);
    expect(beats).toBe(5);
    await bench.supervision.stop();
    await bench.advance(5_000);
    expect(beats).toBe(5);
  });

  test('that fails drops the connection, with its reason, for a fresh one', async () => {
    let well = true;
    const bench = await beating(() => (well ? Promise.resolve() : Promise.reject(new Error('no pulse')))).start();
    await bench.advance(1_000);
    well = false;
    await bench.advance(1_000);
    expect(bench.healths.at(-1)).toBe('offline: no pulse');
    well = true;
    await bench.advance(250);
    expect(bench.peers).toHaveLength(2);
    expect(bench.healths.at(-1)).toBe('online: null');
  });

  test('that fails late, about a connection already gone, leaves the new one alone', async () => {
    const pulse = Promise.withResolvers<void>();
    let first = true;
    const bench = await beating(() => {
      if (!first) return Promise.resolve();
      first = false;
      return pulse.promise;
    }).start();
    await bench.advance(1_000);
    await bench.peers[0]?.close();
    await settled();
    await bench.advance(250);
    expect(bench.peers).toHaveLength(2);
    pulse.reject(new Error('too late'));
    await settled();
    expect(bench.supervision.port).not.toBeNull();
    expect(bench.peers[1]?.closed).toBeNull();
  });
});

describe('health', () => {
  test('keeps the first cause until the device is well, and tells changes only', () => {
    const clock = new ManualClock(100);
    const board = new HealthBoard(clock);
    const heard: Health[] = [];
    const stop = board.onChange((health) => heard.push(health));
    board.report({ state: 'hardware-error', cause: 'paper jam', action: 'clear-jam' });
    clock.advance(50);
    board.report({ state: 'hardware-error', cause: 'not ready', action: 'clear-jam' });
    expect(board.current).toMatchObject({ cause: 'paper jam', since: 100 });
    board.report({ state: 'online', warnings: ['paper-near-end'] });
    board.report({ state: 'online' });
    expect(board.current).toEqual({ state: 'online', cause: null, warnings: ['paper-near-end'], action: 'none', since: 150 });
    board.report({ state: 'online', warnings: [] });
    stop();
    board.report({ state: 'busy' });
    expect(heard.map(({ state, cause, warnings }) => [state, cause, warnings.join()])).toEqual([
      ['offline', 'not started', ''],
      ['hardware-error', 'paper jam', ''],
      ['online', null, 'paper-near-end'],
      ['online', null, ''],
    ]);
  });

  test('a cause that was missing is filled in by the first that is known', () => {
    const board = new HealthBoard(new ManualClock());
    board.report({ state: 'user-error' });
    board.report({ state: 'user-error', cause: 'cover open', action: 'close-cover' });
    expect(board.current).toMatchObject({ cause: 'cover open', action: 'close-cover' });
  });

  test('at rest is no cause: the first true one replaces it', () => {
    const board = new HealthBoard(new ManualClock());
    board.report({ state: 'offline', cause: 'no answer' });
    expect(board.current.cause).toBe('no answer');
    board.rest('stopped');
    expect(board.current.cause).toBe('stopped');
    board.report({ state: 'offline', cause: 'cable' });
    board.report({ state: 'offline', cause: 'later' });
    expect(board.current.cause).toBe('cable');
  });
});

describe('first in, first out', () => {
  test('commands run one after another, in order, and a failed one does not stop the next', async () => {
    const fifo = new Fifo();
    const log: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = fifo.run(async () => {
      log.push('first begins');
      await gate.promise;
      log.push('first ends');
      return 1;
    });
    const second = fifo.run(() => {
      log.push('second');
      return Promise.reject(new Error('no'));
    });
    const third = fifo.run(() => {
      log.push('third');
      return Promise.resolve(3);
    });
    await settled();
    expect(log).toEqual(['first begins']);
    gate.resolve();
    expect(await first).toBe(1);
    await expect(second).rejects.toThrow('no');
    expect(await third).toBe(3);
    expect(log).toEqual(['first begins', 'first ends', 'second', 'third']);
  });
});

describe('clocks', () => {
  test('a manual clock runs what is due, in order, each at its own instant, also what was added on the way', () => {
    const clock = new ManualClock(1_000);
    const log: string[] = [];
    clock.after(20, () => log.push(`b ${clock.now()}`));
    clock.after(10, () => {
      log.push(`a ${clock.now()}`);
      clock.after(5, () => log.push(`c ${clock.now()}`));
    });
    const cancel = clock.after(12, () => log.push('never'));
    cancel();
    clock.after(100, () => log.push('later'));
    clock.advance(30);
    expect(log).toEqual(['a 1010', 'c 1015', 'b 1020']);
    expect(clock.now()).toBe(1_030);
  });

  test('a delay ends when its time has come', async () => {
    const clock = new ManualClock();
    let over = false;
    const wait = delay(clock, 10).then(() => (over = true));
    clock.advance(9);
    await settled();
    expect(over).toBe(false);
    clock.advance(1);
    expect(await wait).toBe(true);
  });

  test('the system’s clock tells the time, calls back, and can be called off', async () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
    const cancel = systemClock.after(0, () => expect.unreachable());
    cancel();
    await delay(systemClock, 0);
  });
});
