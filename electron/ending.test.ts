import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../devices/clock.ts';
import { endInOrder, endWhenSignalled, endingSignals, stopMilliseconds, type Ending } from './ending.ts';
import type { Entry } from './log/entries.ts';

const never = (): Promise<void> => new Promise(() => {});

/** Everything that happens, in its order; what is replaced behaves as the test says. */
function ending(changes: { readonly stop?: () => Promise<void>; readonly told?: () => Promise<void>; readonly close?: () => Promise<void> } = {}) {
  const clock = new ManualClock();
  const happened: string[] = [];
  const entries: Entry[] = [];
  const does = (what: string, how = (): Promise<void> => Promise.resolve()) => async (): Promise<void> => {
    happened.push(what);
    await how();
  };
  const given: Ending = {
    terminal: { stop: does('terminal stops', changes.stop) },
    pages: { told: does('pages are told', changes.told), close: does('pages close', changes.close) },
    health: { address: '', close: does('health closes') },
    clock,
    log: (entry) => entries.push(entry),
  };
  return { clock, happened, entries, given };
}

/** Lets every promise settle, then time pass. */
async function passes(clock: ManualClock, milliseconds: number): Promise<void> {
  await new Promise(setImmediate);
  clock.advance(milliseconds);
  await new Promise(setImmediate);
}

describe('the end of a terminal', () => {
  it('is told on the screen before the link closes', async () => {
    const { happened, entries, given } = ending();
    await endInOrder(given);
    expect(happened).toEqual(['terminal stops', 'pages are told', 'pages close', 'health closes']);
    expect(entries).toEqual([]);
  });

  it('comes whatever a page does, or a fault in the terminal', async () => {
    const { clock, entries, given } = ending({ told: never, close: never, stop: () => Promise.reject(new Error('odd')) });
    const ended = endInOrder(given);
    await passes(clock, 1_000);
    await passes(clock, 1_000);
    await ended;
    expect(entries.map(({ event }) => event)).toEqual(['fault', 'stop.overdue', 'stop.overdue']);
  });
});

describe('a signal', () => {
  function signalled(end: () => Promise<void>) {
    const clock = new ManualClock();
    const exits: number[] = [];
    const entries: Entry[] = [];
    const before = new Map(endingSignals.map((signal) => [signal, process.rawListeners(signal)]));
    const running = endWhenSignalled(end, { clock, elapsed: () => clock.now(), exit: (code) => exits.push(code), log: (entry) => entries.push(entry) });
    onTestFinished(() => {
      for (const [signal, kept] of before) for (const listener of process.rawListeners(signal)) if (!kept.includes(listener)) process.removeListener(signal, listener as () => void);
    });
    return { clock, exits, entries, running };
  }

  it('ends in order, once, and leaves no trace', async () => {
    let ends = 0;
    const { exits, running } = signalled(() => Promise.resolve(void (ends += 1)));
    const before = process.listenerCount('SIGTERM');
    process.emit('SIGTERM');
    await running.ended;
    expect([ends, exits, process.listenerCount('SIGTERM')]).toEqual([1, [], before - 1]);
  });

  it('that npm hands on is the same one; a second one is from somebody who means it', async () => {
    const { clock, exits } = signalled(never);
    process.emit('SIGINT');
    process.emit('SIGINT');
    await passes(clock, 900);
    process.emit('SIGINT');
    expect(exits).toEqual([]);
    await passes(clock, 200);
    process.emit('SIGTERM');
    expect(exits).toEqual([1]);
  });

  it('that something will not obey ends the process within five seconds, and is told', async () => {
    const { clock, exits, entries } = signalled(never);
    process.emit('SIGTERM');
    await passes(clock, stopMilliseconds - 1);
    expect(exits).toEqual([]);
    await passes(clock, 1);
    expect(exits).toEqual([1]);
    expect(entries).toEqual([{ event: 'stop.overdue', what: 'all', milliseconds: stopMilliseconds }]);
    expect(stopMilliseconds).toBeLessThan(5_000);
  });
});
