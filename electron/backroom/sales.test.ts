import { describe, expect, it } from 'vitest';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import type { Recorded } from '../../flows/ports.ts';
import { soldParcel } from '../ledger/sample.fixture.ts';
import { salesOf, salesOfToday } from './sales.ts';

const NINE = Date.parse('2026-11-23T08:00Z');
const DAY = 86_400_000;
const at = (instant: number, ...facts: readonly Fact[]): readonly Recorded[] => facts.map((fact, seq) => ({ seq, at: instant, fact, extract: '' }));
const acted = (act: 'label.reprinted' | 'sales.viewed'): Fact => ({ type: 'staff.acted', staff: 'A1', role: 'agent', session: null, about: null, act, subject: null, before: null, after: null, reason: null, text: null, second: null });
const incident = { sale: 'V1', incident: 'I1', amount: cents(1_129), cause: 'refund-refused' } as const;
const of = (...records: readonly (readonly Recorded[])[]) => salesOf(records.flat(), '2026-11-23');

describe('the sales of the day', () => {
  it('are added up by product and by means, and by what the card terminal counted', () => {
    expect(of(at(NINE, ...soldParcel('V1', 'E1', null), ...soldParcel('V2', 'E2', null)))).toEqual({
      day: '2026-11-23',
      sales: 2,
      products: [{ product: 'colissimo_france_domicile', count: 2, value: 2_258 }],
      means: [
        { means: 'card', count: 2, amount: 2_258 },
        { means: 'returned-to-card', count: 0, amount: 0 },
        { means: 'paid-out', count: 0, amount: 0 },
      ],
      incidents: 0,
      card: { debits: 2, debited: 2_258, credits: 0, credited: 0 },
      acts: [],
    });
  });

  it('count money on the day it moved, whatever day the sale was opened on', () => {
    const [refund, settled]: readonly Fact[] = [
      { type: 'refund.approved', sale: 'V0', reference: 'R1', amount: cents(500) },
      { type: 'incident.settled', ...incident, how: 'paid-out', by: 'staff' },
    ];
    const found = of(at(NINE - DAY, ...soldParcel('V0', 'E0', null)), at(NINE, refund!, settled!), at(NINE + DAY, ...soldParcel('V9', 'E9', null)));
    expect(found).toMatchObject({ sales: 0, products: [], card: { debits: 0, debited: 0, credits: 1, credited: 500 } });
    expect(found.means.at(-1)).toEqual({ means: 'paid-out', count: 1, amount: 1_129 });
  });

  it('name what is still to be settled, and count no label that did not come out', () => {
    const [opened, ...rest] = soldParcel('V1', 'E1', null);
    const found = of(at(NINE, opened!, ...rest.slice(0, 3), { type: 'label.spoiled', sale: 'V1', label: 'E1', reason: 'jam' }, { type: 'incident.opened', ...incident }));
    expect(found).toMatchObject({ sales: 1, products: [], incidents: 1_129 });
  });

  it('say what workers did and how often, not who; what was tried in school mode was not done', () => {
    const found = of(at(NINE, acted('label.reprinted'), acted('label.reprinted'), { type: 'training.begun' }, acted('label.reprinted'), { type: 'training.ended' }, acted('sales.viewed')));
    expect(found.acts).toEqual([{ act: 'label.reprinted', count: 2 }, { act: 'sales.viewed', count: 1 }]);
    expect(JSON.stringify(found)).not.toContain('A1');
  });

  it('are nought while the ledger is refused', () => {
    expect(salesOfToday(null, NINE)).toMatchObject({ day: '2026-11-23', sales: 0, card: { debits: 0 } });
  });
});
