import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts.ts';
import { cents } from '../money.ts';
import type { Ledger } from '../ports.ts';
import { retryUntil } from './incidents.ts';

/** Until when the terminal itself gives back, read from the journal alone: the hour that the slip says. */

const minute = 60_000;
const [sale, reference, amount] = ['V1', 'V1-P1', cents(152)];

/** A debited sale of two letters; what came of it, with the minute in which it was recorded. */
function journal(...then: readonly (readonly [number, Fact])[]) {
  const paid: readonly (readonly [number, Fact])[] = [
    [0, { type: 'sale.opened', sale, session: 'S1', lines: [], total: cents(304) }],
    [1, { type: 'payment.requested', sale, reference, amount: cents(304) }],
    [2, { type: 'payment.approved', sale, reference, amount: cents(304), authorisation: null, cardLast4: null }],
  ];
  return [...paid, ...then].map(([at, fact], index) => ({ seq: index + 1, at: at * minute, fact, extract: '' }));
}

/** Told in the minute `at`, for half an hour. */
const refused = (incident: string, at: number): readonly [number, Fact] => [at, { type: 'incident.opened', sale, incident, amount, cause: 'refund-refused', counterFrom: (at + 30) * minute }];
const still = { clockChangedAt: () => 0 } as Ledger;
const settled = (incident: string): Fact => ({ type: 'incident.settled', sale, incident, amount, cause: 'refund-refused', how: 'paid-out', by: 'staff' });

describe('the hour until which the terminal itself gives back', () => {
  it.each<[string, readonly (readonly [number, Fact])[], number | null]>([
    ['of two slips of one sale is the first one’s: from then on the counter pays', [refused('I1', 10), refused('I2', 25)], 10 + 30],
    ['whichever was recorded first: a clock may have been set back', [refused('I1', 25), refused('I2', 10)], 10 + 30],
    ['stays the first one’s when the counter has paid both and told of one', [refused('I1', 10), refused('I2', 25), [45, settled('I1')]], 10 + 30],
    ['there is none as soon as one of them is a person’s to settle', [refused('I1', 10), [11, { type: 'incident.opened', sale, incident: 'I2', amount, cause: 'label-unknown' }]], null],
    ['there is none once all is settled and closed', [refused('I1', 10), [45, settled('I1')], [46, { type: 'sale.closed', sale, paid: cents(304), issued: amount, returned: amount, incidents: cents(0) }]], null],
  ])('%s', (_, then, expected) => {
    expect(retryUntil({ ledger: still, retryFor: 30 * minute }, journal(...then))).toBe(expected === null ? null : expected * minute);
  });

  it('is never when the operator wants the counter to pay at once', () => {
    const [at, { counterFrom: _, ...atOnce }] = refused('I1', 10) as [number, Extract<Fact, { type: 'incident.opened' }>];
    expect(retryUntil({ ledger: still, retryFor: 30 * minute }, journal([at, atOnce]))).toBeNull();
  });
});
