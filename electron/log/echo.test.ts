import { describe, expect, it } from 'vitest';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import type { Ledger, LedgerTrouble, Recorded } from '../../flows/ports.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { refusingLedger } from '../ledger/ledger.ts';
import { echoed } from './echo.ts';
import { entrySchema, type Entry } from './entries.ts';

/** A ledger that takes everything until it is told not to. */
function heard() {
  const entries: Entry[] = [];
  const state: { trouble: LedgerTrouble | null } = { trouble: null };
  const took = <T>(value: T): Result<T, LedgerTrouble> => (state.trouble === null ? ok(value) : err(state.trouble));
  const recorded = <F extends Fact>(fact: F): Recorded<F> => ({ seq: 1, at: 0, fact, extract: '' });
  const ledger: Ledger = {
    ...refusingLedger('closed'),
    record: (fact) => took(recorded(fact)),
    recordAll: (facts) => took(facts.map(recorded)),
    issue: (series, make) => {
      const fact = make(Object.fromEntries(series.map((one) => [one, 7])) as never);
      return took(recorded(fact));
    },
  };
  return { ledger: echoed(ledger, (entry) => entries.push(entry)), entries, state };
}

const paid: Fact = { type: 'payment.approved', sale: 'S', reference: 'R', amount: cents(500), authorisation: '123456', cardLast4: '1234' };
const device: Fact = { type: 'device.changed', device: 'scale', state: 'offline', cause: 'no answer' };

describe('what the log hears of the ledger', () => {
  it('is devices, functions, sessions and calls, as they were recorded', () => {
    const { ledger, entries } = heard();
    ledger.recordAll([device, { type: 'session.started', session: 's-1', service: 'send' }, { type: 'session.ended', session: 's-1', how: 'cancelled' }]);
    ledger.record({ type: 'help.called', session: null });
    ledger.record({ type: 'service.changed', service: 'send', reason: 'scale-unavailable' });
    expect(entries.map(({ event }) => event)).toEqual(['device.changed', 'session.started', 'session.ended', 'help.called', 'service.changed']);
    expect(entries.every((entry) => entrySchema.safeParse(entry).success)).toBe(true);
  });

  it('is of the staff what was done, and never by whom', () => {
    const { ledger, entries } = heard();
    ledger.recordAll([
      { type: 'help.acknowledged', session: 's-1', staff: 'A1', after: 42_000 },
      { type: 'staff.signed-in', staff: 'A1', role: 'agent', session: 's-1', with: 'badge' },
      { type: 'staff.acted', staff: 'A1', role: 'agent', session: 's-1', about: 'V1', act: 'label.reprinted', subject: 'E1', before: null, after: null, reason: 'other', text: 'déchirée', second: 'M1' },
      { type: 'staff.refused', staff: 'A1', why: 'not-permitted', act: 'payment.debited' },
      { type: 'staff.signed-out', staff: 'A1', session: 's-1', how: 'badge-removed' },
    ]);
    expect(entries).toEqual([
      { event: 'help.acknowledged', session: 's-1', afterMilliseconds: 42_000 },
      { event: 'staff.signed-in', with: 'badge' },
      { event: 'staff.acted', act: 'label.reprinted' },
      { event: 'staff.refused', why: 'not-permitted', act: 'payment.debited' },
      { event: 'staff.signed-out', how: 'badge-removed' },
    ]);
    expect(entries.every((entry) => entrySchema.safeParse(entry).success)).toBe(true);
  });

  it('is nothing of money and postage, except that a record was refused: once for each trouble', () => {
    const { ledger, entries, state } = heard();
    ledger.record(paid);
    ledger.issue(['sale'], ({ sale }) => ({ ...paid, sale: `S${sale}` }));
    expect(entries).toEqual([]);
    state.trouble = 'full';
    ledger.record(paid);
    ledger.recordAll([paid, device]);
    ledger.issue(['sale'], () => paid);
    expect(entries).toEqual([{ event: 'record.refused', type: 'payment.approved', trouble: 'full' }]);
    state.trouble = null;
    ledger.record(paid);
    state.trouble = 'full';
    ledger.record(device);
    expect(entries.at(-1)).toEqual({ event: 'record.refused', type: 'device.changed', trouble: 'full' });
    expect(entries).toHaveLength(2);
  });

  it('is nothing of a ledger that was never opened, or has been closed: that was told where it happened', () => {
    const { ledger, entries, state } = heard();
    state.trouble = 'closed';
    ledger.record(paid);
    expect(entries).toEqual([]);
  });

  it('leaves every answer as it was', () => {
    const { ledger, state } = heard();
    expect(ledger.record(device)).toMatchObject({ ok: true, value: { fact: device } });
    state.trouble = 'read-only';
    expect(ledger.record(device)).toEqual({ ok: false, error: 'read-only' });
    expect(ledger.trouble()).toBe('closed');
  });
});
