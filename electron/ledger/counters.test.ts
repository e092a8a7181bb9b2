import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, ServiceId } from '../../flows/facts.ts';
import { countersOf } from './counters.ts';

const NINE = Date.UTC(2026, 10, 24, 8);
const MINUTE = 60_000;

/** Facts at minutes after nine o'clock. */
const journal = (...facts: readonly (readonly [minute: number, fact: Fact])[]) => facts.map(([minute, fact]) => ({ at: NINE + minute * MINUTE, fact }));

const started: Fact = { type: 'terminal.started', version: '1', configuration: 'DEMO-01' };
const stopped: Fact = { type: 'terminal.stopped' };
const can = (service: ServiceId, reason: string | null = null): Fact => ({ type: 'service.changed', service, reason });
const begins = (session: string, service?: ServiceId): Fact => ({ type: 'session.started', session, ...(service && { service }) });
const ends = (session: string, how: 'completed' | 'cancelled' | 'timed-out' | 'stopped'): Fact => ({ type: 'session.ended', session, how });
const help = (session: string | null): Fact => ({ type: 'help.called', session });

describe('the counters of each function', () => {
  it('tell how many sessions began with it, and how they ended', () => {
    const { functions, unnamed } = countersOf(
      journal([0, started], [1, begins('S1', 'send')], [2, ends('S1', 'completed')], [3, begins('S2', 'send')], [4, ends('S2', 'timed-out')], [5, begins('S3', 'copy')], [6, ends('S3', 'cancelled')], [7, begins('S4')], [8, ends('S4', 'stopped')]),
    );
    expect(functions.send).toMatchObject({ sessions: 2, completed: 1, timedOut: 1, completionRate: 0.5 });
    expect(functions.copy).toMatchObject({ sessions: 1, cancelled: 1, completionRate: 0 });
    expect(functions.stamps).toMatchObject({ sessions: 0, completionRate: null, uptime: null });
    expect(unnamed).toMatchObject({ sessions: 1, stopped: 1 });
  });

  it('count a call for a person as an intervention of the session it came from', () => {
    const { functions, callsOutsideSessions } = countersOf(journal([0, started], [1, begins('S1', 'stamps')], [2, help('S1')], [3, help('S1')], [4, ends('S1', 'completed')], [5, help(null)]));
    expect([functions.stamps.interventions, functions.send.interventions, callsOutsideSessions]).toEqual([2, 0, 1]);
  });

  it('know a session as crashed when the terminal starts again and nobody had ended it', () => {
    const { functions } = countersOf(journal([0, started], [1, begins('S1', 'send')], [5, started], [6, begins('S2', 'send')]));
    expect(functions.send).toMatchObject({ sessions: 2, crashed: 1, completionRate: 0 });
  });

  it('add up the seconds in which it could not be had, by reason, and apart those in which the terminal was off', () => {
    const { functions, offSeconds } = countersOf(
      journal([0, started], [1, can('send')], [1, can('deposit')], [11, can('send', 'card-unavailable')], [21, can('send', 'labels-unavailable')], [31, can('send')], [41, stopped], [61, started], [62, can('send')], [62, can('deposit')], [72, help(null)]),
    );
    expect(functions.send).toMatchObject({ availableSeconds: 1_800, unavailableSeconds: 1_200, reasons: { 'card-unavailable': 600, 'labels-unavailable': 600 } });
    expect(functions.deposit).toMatchObject({ availableSeconds: 3_000, unavailableSeconds: 0 });
    // One minute until it was first in service, twenty switched off, one more until it was in service again.
    expect(offSeconds).toBe(1_320);
    expect(functions.send.uptime).toBeCloseTo(1_800 / (1_800 + 1_200 + 1_320));
  });

  it('count a crash as off from its last record on: nobody knows better', () => {
    const { functions, offSeconds } = countersOf(journal([0, started], [0, can('send')], [10, help(null)], [30, started], [30, can('send')], [40, help(null)]));
    expect([functions.send.availableSeconds, offSeconds]).toEqual([1_200, 1_200]);
  });

  it('do not call missing what the operator does not offer', () => {
    const { functions } = countersOf(journal([0, started], [0, can('articles', 'at-the-counter')], [10, help(null)]));
    expect(functions.articles).toMatchObject({ unavailableSeconds: 0, uptime: null });
  });

  it('leave training out (FIS-14)', () => {
    const counted = countersOf(journal([0, started], [0, { type: 'training.begun' }], [0, can('send', 'card-unavailable')], [1, begins('S1', 'send')], [2, help('S1')], [9, ends('S1', 'completed')], [10, { type: 'training.ended' }], [20, help(null)]));
    expect(counted).toMatchObject({ trainingSeconds: 600, callsOutsideSessions: 1 });
    expect(counted.functions.send).toMatchObject({ sessions: 0, interventions: 0, unavailableSeconds: 600 });
  });

  it('count no time that a clock jumped over, forward or back', () => {
    const jump = (from: number, to: number): Fact => ({ type: 'clock.changed', from: NINE + from * MINUTE, to: NINE + to * MINUTE });
    const forward = countersOf(journal([0, started], [0, can('send')], [500, jump(10, 500)], [505, help(null)]));
    const back = countersOf(journal([0, started], [0, can('send')], [2, jump(10, 2)], [7, help(null)]));
    expect([forward.functions.send.availableSeconds, back.functions.send.availableSeconds]).toEqual([900, 900]);
  });

  it('keep to the days asked for; a session belongs to the day it began on', () => {
    const all = journal([0, started], [0, can('send')], [5, begins('S1', 'send')], [15, ends('S1', 'completed')], [25, begins('S2', 'send')], [26, help('S2')], [35, ends('S2', 'cancelled')]);
    const { functions, from, to } = countersOf(all, { from: NINE + 10 * MINUTE, to: NINE + 30 * MINUTE });
    expect(functions.send).toMatchObject({ sessions: 1, cancelled: 1, completed: 0, interventions: 1, availableSeconds: 1_200 });
    expect([from, to]).toEqual([NINE + 10 * MINUTE, NINE + 30 * MINUTE]);
  });

  it('are nought of an empty journal', () => {
    expect(countersOf([])).toMatchObject({ offSeconds: 0, from: 0, to: 0, functions: { send: { sessions: 0, uptime: null } } });
  });

  it('lose no second and count none twice: available, unavailable, off and training are all the time there was', () => {
    const fact = fc.constantFrom<Fact>(started, stopped, { type: 'training.begun' }, { type: 'training.ended' }, help(null), can('send'), can('send', 'card-unavailable'), can('send', 'labels-unavailable'));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 600 }), fact), { minLength: 1, maxLength: 40 }), (steps) => {
        let second = 0;
        const { functions, offSeconds, trainingSeconds, from, to } = countersOf(steps.map(([after, one]) => ({ at: NINE + (second += after) * 1_000, fact: one })));
        expect(functions.send.availableSeconds + functions.send.unavailableSeconds + offSeconds + trainingSeconds).toBe((to - from) / 1_000);
      }),
    );
  });
});
