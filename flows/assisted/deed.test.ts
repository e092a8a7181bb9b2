import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actReasonSchema, sessionActs, type Role, type SessionAct } from './acts.ts';
import { aimed, askedOf, begun, givenBack, helpedBy, isReason, needsSecond, opensPersonal, readValue, refusalOf, targetsOf, traceOf, type Deed } from './deed.ts';
import { isOffered } from './offered.ts';
import { limits } from './permissions.ts';
import { lineOf, moments, pieceOf, type Moment } from './situation.fixture.ts';
import type { Situation } from './situation.ts';
import { factSchema } from '../facts.ts';
import { cents } from '../money.ts';
import type { ActRefusal } from '../view.ts';

const basket = moments['a basket of two'];
const printed = moments['all is printed'];
const deed = (act: SessionAct, target: string | null = null, value: number | null = null): Deed => ({ ...begun(act), target, value });

describe('a price is set otherwise', () => {
  const cases: [Role, string, number | ActRefusal][] = [
    ['agent', '3,61', 361],
    ['agent', '8,60', 860],
    ['agent', '8,61', 'above-cap'],
    ['agent', '0,01', 1],
    ['agent', '0', 'not-a-number'],
    ['agent', '-1', 'not-a-number'],
    ['agent', 'gratuit', 'not-a-number'],
    ['manager', '8,61', 861],
    ['manager', '53.60', 5360],
    ['manager', '53,61', 'above-cap'],
    ['technician', '3,60', 360],
    ['technician', '3,61', 'above-cap'],
  ];

  it.each(cases)('by a %s, from 3.60 € to %s', (role, typed, expected) => {
    const read = readValue(deed('line.repriced', 'L1'), role, basket, typed);
    expect(read.ok ? read.value : read.error).toBe(expected);
  });

  it('never by more than the role’s cap, whatever is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom<Role>('agent', 'manager', 'technician'), fc.integer({ min: 0, max: 20_000 }), (role, value) => {
        const read = readValue(deed('line.repriced', 'L1'), role, basket, `${Math.floor(value / 100)},${String(value % 100).padStart(2, '0')}`);
        expect(read.ok).toBe(value >= 1 && Math.abs(value - 360) <= limits[role].reprice);
      }),
    );
  });

  it('nor in several steps: the cap is measured from the tariff, and the way back is open', () => {
    const lowered: Situation = { ...basket, lines: [lineOf('L2', 6_19, 2)] };
    const read = (typed: string) => readValue(deed('line.repriced', 'L2'), 'agent', lowered, typed);
    expect(read('6,18')).toEqual({ ok: false, error: 'above-cap' });
    expect(read('11,19')).toEqual({ ok: true, value: 11_19 });
  });
});

describe('a weight is entered by hand', () => {
  it.each([
    ['1', 1],
    ['30000', 30_000],
    ['30001', 'too-much'],
    ['0', 'not-a-number'],
    ['1,5', 'not-a-number'],
    ['', 'not-a-number'],
  ])('as %s g', (typed, expected) => {
    const read = readValue(deed('weight.entered'), 'agent', moments['something is being weighed'], typed);
    expect(read.ok ? read.value : read.error).toBe(expected);
  });
});

describe('money is given back', () => {
  it.each<[string, number | ActRefusal]>([
    ['3,60', 360],
    ['3,61', 'too-much'],
    ['14,80', 'above-sale'],
    ['0', 'not-a-number'],
  ])('in part: %s of a label of 3.60 €, of a sale of 14.79 €', (typed, expected) => {
    const read = readValue(deed('amount.refunded', 'L1.1'), 'manager', printed, typed);
    expect(read.ok ? read.value : read.error).toBe(expected);
  });

  it.each<[Deed, number]>([
    [deed('sale.cancelled'), 1479],
    [deed('item.refunded', 'L2.1'), 1119],
    [deed('amount.refunded', 'L2.1', 100), 100],
  ])('%o', (one, amount) => {
    expect(givenBack(one, printed)).toBe(amount);
    expect(refusalOf(one, 'agent', printed)).toBeNull();
  });

  it('never more than is left of it, and never once nothing is left', () => {
    const partly: Situation = { ...printed, returnable: cents(1_000) };
    expect(refusalOf(deed('sale.cancelled'), 'manager', partly)).toBe('above-sale');
    expect(refusalOf(deed('item.refunded', 'L2.1'), 'manager', partly)).toBe('above-sale');
    expect(refusalOf(deed('item.refunded', 'L1.1'), 'manager', partly)).toBeNull();
    expect(refusalOf(deed('item.refunded', 'L1.1'), 'manager', { ...printed, returnable: cents(0) })).toBe('nothing-left');
    // A part of a label that did not come out is no part of anything.
    expect(isOffered('manager', 'amount.refunded', { ...printed, refundable: [pieceOf('L1.1', 360, 'spoiled')] })).toBe(false);
  });

  it.each<[Role, number, boolean]>([
    ['agent', 20_00, false],
    ['agent', 20_01, true],
    ['manager', 100_00, false],
    ['manager', 100_01, true],
  ])('by a %s, %i cents: a second person agrees: %s', (role, price, asks) => {
    const situation: Situation = { ...printed, refundable: [pieceOf('L1.1', price)], returnable: cents(price) };
    for (const one of [deed('sale.cancelled'), deed('item.refunded', 'L1.1'), deed('amount.refunded', 'L1.1', price)]) expect(needsSecond(one, role, situation)).toBe(asks);
  });

  it.each([
    [19_00, 1_00, false],
    [19_00, 1_01, true],
  ])('in parts, after %i cents another %i: a second person agrees: %s', (before, amount, asks) => {
    const situation: Situation = { ...printed, refundable: [pieceOf('L1.1', 50_00)], returnable: cents(50_00), givenBack: cents(before) };
    expect(needsSecond(deed('amount.refunded', 'L1.1', amount), 'agent', situation)).toBe(asks);
    expect(needsSecond(deed('label.reprinted', 'L1.1'), 'agent', situation)).toBe(false);
  });

  it('a new price, a new label or another paper need no second person', () => {
    for (const one of [deed('line.repriced', 'L2', 9_999), deed('label.reprinted', 'L1.1'), deed('document.copied', 'proof')]) expect(needsSecond(one, 'agent', printed)).toBe(false);
  });
});

describe('what has been overtaken is not done', () => {
  it('whatever it was: the session has ended', () => {
    for (const act of sessionActs) expect(refusalOf(deed(act, 'L1', 1), 'manager', moments['nobody is there'])).toBe('overtaken');
    expect(refusalOf(deed('line.removed', 'L1'), 'technician', basket)).toBe('not-permitted');
  });

  it('a line, a label, a step or a paper that is no longer there', () => {
    expect(refusalOf(deed('line.removed', 'L3'), 'agent', basket)).toBe('overtaken');
    expect(refusalOf(deed('item.refunded', 'L9.1'), 'agent', printed)).toBe('overtaken');
    expect(refusalOf(deed('label.reprinted', null), 'agent', printed)).toBe('overtaken');
    expect(refusalOf(deed('document.copied', 'customs'), 'agent', printed)).toBe('overtaken');
    expect(refusalOf(deed('step.opened', 'basket'), 'agent', moments['an address is typed'])).toBe('overtaken');
    expect(refusalOf(deed('weight.entered'), 'agent', moments['something is being weighed'])).toBe('not-a-number');
    expect(readValue(deed('line.removed', 'L1'), 'agent', basket, '3').ok).toBe(false);
  });
});

describe('only one thing it can be about', () => {
  it('is not asked for', () => {
    expect(aimed(begun('address.corrected'), basket).target).toBe('L2');
    expect(aimed(begun('line.removed'), basket).target).toBeNull();
    expect(aimed(begun('sale.cancelled'), printed).target).toBeNull();
  });
});

describe('every act, wherever it is offered', () => {
  const names = Object.keys(moments) as Moment[];
  const all = sessionActs.flatMap((act) => names.filter((moment) => isOffered('manager', act, moments[moment])).map((moment) => ({ act, moment })));

  it('is offered somewhere', () => {
    expect(new Set(all.map(({ act }) => act))).toEqual(new Set(sessionActs));
  });

  it.each(all)('$act ($moment) says what is done, and leaves a trace that fits the journal', ({ act, moment }) => {
    const situation: Situation = moments[moment];
    const targets = targetsOf(act, situation);
    for (const target of targets?.map(({ id }) => id) ?? [null]) {
      const asked = askedOf(deed(act, target), 'manager', situation);
      const whole = deed(act, target, asked?.least ?? null);
      expect(refusalOf(whole, 'manager', situation)).toBeNull();
      const helped = helpedBy(whole, situation, 'M1');
      expect(helped === null).toBe(act === 'language.changed' || act === 'preferences.changed');
      const fact = { type: 'staff.acted', staff: 'M1', role: 'manager', session: situation.session, about: situation.sale, act, ...traceOf(whole, situation), reason: 'other', text: 'vu avec le client', second: null };
      expect(factSchema.safeParse(fact).success).toBe(true);
      expect(opensPersonal(whole)).toBe(act === 'address.corrected' || target === 'address' || target === 'customs');
    }
  });

  it('has its before and after', () => {
    expect(traceOf(deed('line.repriced', 'L1', 300), basket)).toEqual({ subject: 'L1', before: '360 ct', after: '300 ct' });
    expect(traceOf(deed('item.refunded', 'L2.1'), printed)).toEqual({ subject: 'L2.1', before: '1479 ct', after: '360 ct' });
    expect(traceOf(deed('line.removed', 'L2'), basket)).toEqual({ subject: 'L2', before: '2 × lettre_verte_suivie, 2238 ct', after: null });
    expect(traceOf(deed('weight.entered', null, 1240), moments['something is being weighed'])).toEqual({ subject: null, before: null, after: '1240 g' });
    expect(traceOf(deed('step.opened', 'weigh'), moments['an address is typed'])).toEqual({ subject: null, before: 'address', after: 'weigh' });
    expect(traceOf(deed('label.reprinted', 'L1.1'), printed)).toEqual({ subject: 'L1.1', before: 'printed', after: 'void' });
  });
});

describe('a reason', () => {
  it('is one of the act’s own list, and `other` comes with a sentence', () => {
    for (const reason of actReasonSchema.options) {
      expect(isReason('label.found', reason, 'vu')).toBe(reason === 'seen-at-the-machine' || reason === 'other');
      expect(isReason('language.changed', reason, 'vu')).toBe(false);
    }
    expect(isReason('label.found', 'other', '   ')).toBe(false);
  });
});
