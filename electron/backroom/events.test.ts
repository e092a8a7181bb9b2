import { describe, expect, it } from 'vitest';
import type { Fact } from '../../flows/facts.ts';
import type { Recorded } from '../../flows/ports.ts';
import { newestEvents } from './events.ts';

const NINE = Date.parse('2026-11-23T08:00Z');
const recorded = (minute: number, fact: Fact): Recorded => ({ seq: minute, at: NINE + minute * 60_000, fact, extract: 'abcd' });
const line = (minute: number, level: string, fields: object): string => JSON.stringify({ at: new Date(NINE + minute * 60_000).toISOString(), level, ...fields });

describe('the newest technical events', () => {
  it('are those of the journal and the troubles of the log, newest first', () => {
    const events = newestEvents(
      [recorded(3, { type: 'device.changed', device: 'scale', state: 'offline', cause: 'no answer' }), recorded(1, { type: 'roll.counted', roll: 'labels', left: 500, why: 'loaded' })],
      [line(0, 'info', { event: 'screen.changed', screen: 'attract' }), line(2, 'warning', { event: 'page.hung' }), line(4, 'error', { event: 'fault', where: 'stop', told: 'x'.repeat(500) })],
      3,
    );
    expect(events).toEqual([
      { at: NINE + 240_000, event: 'fault', values: { where: 'stop', told: 'x'.repeat(160) } },
      { at: NINE + 180_000, event: 'device.changed', values: { device: 'scale', state: 'offline', cause: 'no answer' } },
      { at: NINE + 120_000, event: 'page.hung', values: {} },
    ]);
  });

  it('say of a worker what was done, and nothing else', () => {
    const [acted, refused, helped] = newestEvents(
      [
        recorded(3, { type: 'staff.acted', staff: 'A1', role: 'agent', session: 's-1', about: 'V1', act: 'line.repriced', subject: 'L1', before: '500', after: '400', reason: 'gesture', text: 'fidèle', second: 'M1' }),
        recorded(2, { type: 'staff.refused', staff: 'A1', why: 'wrong-pin' }),
        recorded(1, { type: 'help.acknowledged', session: 's-1', staff: 'A1', after: 4_000 }),
      ],
      [],
      100,
    );
    expect([acted?.values, refused?.values, helped?.values]).toEqual([{ act: 'line.repriced', reason: 'gesture' }, { why: 'wrong-pin' }, {}]);
  });

  it('leave out of the log what stands in the journal too, and what is no line of ours', () => {
    const lines = [line(1, 'warning', { event: 'clock.changed', from: 1, to: 2 }), line(1, 'warning', { event: 'staff.refused', why: 'locked' }), '{', 'null', '{"at":"yesterday","level":"error","event":"fault"}'];
    expect(newestEvents([], lines, 100)).toEqual([]);
  });
});
