import { describe, expect, it } from 'vitest';
import type { Act } from '../../flows/assisted/acts.ts';
import type { Fact, HelpWhy } from '../../flows/facts.ts';
import { AssistanceFold, tellAssistance } from './assistance.ts';
import { canonicalJson } from './canonical.ts';
import { countersOf } from './counters.ts';
import type { RawRecord } from './evidence.ts';
import { reportDays } from './report.ts';

const NINE = Date.parse('2026-11-24T08:00Z');
const called = (why?: HelpWhy): Fact => ({ type: 'help.called', session: null, ...(why && { why }) });
const came = (seconds: number): Fact => ({ type: 'help.acknowledged', session: null, staff: 'A1', after: seconds * 1_000 });
const acted = (act: Act): Fact => ({ type: 'staff.acted', staff: 'A1', role: 'agent', session: null, about: null, act, subject: null, before: null, after: null, reason: null, text: null, second: 'M1' });
const school: readonly Fact[] = [{ type: 'training.begun' }, called('label'), acted('label.reprinted'), { type: 'training.ended' }];

function of(...facts: readonly Fact[]) {
  const fold = new AssistanceFold();
  for (const fact of facts) fold.add(fact);
  return fold.assistance();
}
function told(...facts: readonly Fact[]): string {
  const lines: string[] = [];
  tellAssistance(of(...facts), (line) => lines.push(line));
  return lines.join('\n');
}
const raw = (...facts: readonly Fact[]): readonly RawRecord[] =>
  facts.map((fact, at) => ({ seq: BigInt(at + 1), at: BigInt(NINE + at), chain: 'L', number: BigInt(at + 1), type: fact.type, sale: null, fact: Buffer.from(canonicalJson(fact)), hash: Buffer.alloc(32), signature: Buffer.alloc(64) }));

describe('calls and what was done', () => {
  it('are counted by cause and by act; nothing says who', () => {
    const found = of(called('customer'), called('label'), called('label'), called(), acted('label.reprinted'), acted('item.refunded'), acted('label.reprinted'));
    expect(found).toEqual({ calls: { customer: 1, label: 2, unnamed: 1 }, acknowledged: 0, secondsToAcknowledge: null, acts: { 'label.reprinted': 2, 'item.refunded': 1 } });
    expect(JSON.stringify(found)).not.toMatch(/A1|M1|agent/);
  });

  it('tell how soon somebody came, by times that were measured', () => {
    expect(of(came(42)).secondsToAcknowledge).toEqual({ p50: 42, p95: 42 });
    const waits = Array.from({ length: 100 }, (_, at) => came(100 - at));
    expect(of(...waits)).toMatchObject({ acknowledged: 100, secondsToAcknowledge: { p50: 50, p95: 95 } });
  });

  it('are two lines for a console, and none when there was nothing', () => {
    expect(told()).toBe('');
    expect(told(called('time'), called('customer'), came(30), acted('weight.entered'), acted('device.restarted'))).toBe(
      'calls: customer 1, time 1; somebody came 1 times, half of them within 30 s, 95 % within 30 s\ndone by staff: device.restarted 1, weight.entered 1',
    );
    expect(told(called('fault'))).toBe('calls: fault 1; somebody came 0 times');
  });

  it('are on the day’s report and among the counters; what was tried in school mode is on neither', () => {
    const facts = [called('customer'), came(20), acted('label.found'), ...school, acted('label.found')];
    const expected = { calls: { customer: 1 }, acknowledged: 1, acts: { 'label.found': 2 } };
    expect(countersOf(facts.map((fact, at) => ({ at: NINE + at, fact }))).assistance).toMatchObject(expected);
    expect(reportDays(raw(...facts))).toMatchObject([{ day: '2026-11-24', sales: 0, assistance: expected }]);
  });
});
