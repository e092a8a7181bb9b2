import { describe, expect, it } from 'vitest';
import type { Role, SessionAct } from './acts.ts';
import { Beside } from './beside.fixture.ts';
import { moments, pieceOf, type Moment } from './situation.fixture.ts';
import type { Situation } from './situation.ts';
import { cents } from '../money.ts';
import type { HelpPanel } from '../view.ts';
import { broken } from '../world.fixture.ts';

const basket = moments['a basket of two'];
const printed = moments['all is printed'];
/** More than an agent gives back alone, less than a manager does. */
const dear: Situation = { ...printed, reprintable: [], refundable: [pieceOf('L1.1', 50_00)], returnable: cents(50_00) };

async function signedIn(staff: string, situation: Situation): Promise<Beside> {
  const beside = new Beside(situation);
  await beside.signIn(staff);
  await beside.send({ type: 'staff.panel.opened' });
  return beside;
}

const chosen = (act: SessionAct) => ({ type: 'staff.act.chosen', act }) as const;
const because = (reason: 'customer-asked' | 'gesture' | 'price-wrong' | 'other' | 'label-jammed', text = '') => ({ type: 'staff.reason.chosen', reason, text }) as const;

describe('an act is said step by step', () => {
  it('on what, how much, why: then it is recorded, and done', async () => {
    const beside = await signedIn('A1', basket);
    await beside.send(chosen('line.repriced'));
    expect(beside.panel('target').targets.map(({ id }) => id)).toEqual(['L1', 'L2']);
    await beside.send({ type: 'staff.target.chosen', target: 'L1' });
    expect(beside.panel('value')).toMatchObject({ unit: 'cents', now: 360, least: 1, most: 860, refusal: null });
    await beside.send({ type: 'staff.value.entered', value: '9,00' });
    expect(beside.panel('value').refusal).toBe('above-cap');
    await beside.send({ type: 'staff.value.entered', value: '3,00' });
    expect(beside.panel('reason')).toMatchObject({ reasons: ['price-wrong', 'gesture', 'other'], amount: null });
    await beside.send(because('other', '  enveloppe abîmée au guichet '));
    expect(beside.panel('closed')).toEqual({ kind: 'closed' });
    expect(beside.facts('staff.acted')).toMatchObject([{ act: 'line.repriced', subject: 'L1', before: '360 ct', after: '300 ct', reason: 'other', text: 'enveloppe abîmée au guichet', second: null }]);
    expect(beside.told.at(-1)).toEqual({ type: 'helped.line.repriced', line: 'L1', unitPrice: 300 });
  });

  it('in at most four touches for a label that jammed', async () => {
    const beside = new Beside(moments['a label is stuck']);
    await beside.signIn('A1');
    await beside.send(chosen('label.reprinted'), because('label-jammed'));
    expect(beside.told.at(-1)).toEqual({ type: 'helped.label.reprinted', piece: 'L1.1', staff: 'A1' });
  });

  it.each<[Moment, HelpPanel['kind']]>([
    ['a label is stuck', 'acts'],
    ['a label is in doubt', 'acts'],
    ['nobody knows whether it was paid', 'acts'],
    ['an item is too large', 'acts'],
    ['something is being weighed', 'closed'],
    ['a basket of two', 'closed'],
    ['all is printed', 'closed'],
  ])('who joins where %s finds the list of acts: %s', async (moment, kind) => {
    const beside = new Beside(moments[moment]);
    await beside.signIn('A1');
    expect(beside.panel(kind).kind).toBe(kind);
    await beside.send({ type: 'staff.panel.closed' });
    expect(beside.panel('closed')).toEqual({ kind: 'closed' });
  });

  it('opens nothing for whoever may do nothing about it', async () => {
    const beside = new Beside(moments['a label is stuck']);
    await beside.signIn('T1');
    expect(beside.panel('closed')).toEqual({ kind: 'closed' });
  });

  it.each(['device-first', 'device-unavailable'] as const)('keeps the first place for a label that is still stuck, and says why it waits: %s', async (reprintWaits) => {
    const beside = new Beside({ ...moments['a label is stuck'], reprintable: [], reprintWaits });
    await beside.signIn('A1');
    expect(beside.panel('acts').acts).toEqual([
      { act: 'label.reprinted', refusal: reprintWaits, amount: null },
      { act: 'item.refunded', refusal: null, amount: 360 },
      { act: 'sale.cancelled', refusal: null, amount: 360 },
    ]);
    beside.situation = moments['a label is stuck'];
    expect(beside.panel('acts').acts[0]).toEqual({ act: 'label.reprinted', refusal: null, amount: null });
  });

  it('says on the key how much goes back, where nothing must be chosen or typed for it', async () => {
    const amounts = async (situation: Situation) => Object.fromEntries((await signedIn('A1', situation)).panel('acts').acts.map(({ act, amount }) => [act, amount]));
    expect(await amounts(moments['a label is stuck'])).toMatchObject({ 'item.refunded': 360, 'sale.cancelled': 360 });
    expect(await amounts(printed)).toMatchObject({ 'item.refunded': null, 'sale.cancelled': 1479, 'amount.refunded': null, 'label.reprinted': null, 'document.copied': null });
    expect(Object.values(await amounts(basket)).every((amount) => amount === null)).toBe(true);
  });

  it('and leads from each question back to the list of acts: nothing is recorded, and the next act begins anew', async () => {
    const beside = await signedIn('A1', basket);
    const steps = [chosen('line.repriced'), { type: 'staff.target.chosen', target: 'L1' }, { type: 'staff.value.entered', value: '3' }] as const;
    for (const [count, kind] of [[1, 'target'], [2, 'value'], [3, 'reason']] as const) {
      await beside.send(...steps.slice(0, count));
      expect(beside.panel(kind).act).toBe('line.repriced');
      await beside.send({ type: 'staff.panel.opened' });
      expect(beside.panel('acts').acts.map(({ act }) => act)).toContain('line.repriced');
    }
    await beside.send(chosen('line.removed'));
    expect(beside.panel('target').act).toBe('line.removed');
    expect(beside.facts('staff.acted')).toEqual([]);
  });

  it('and back from a second person who does not come: whose badge is read then is nobody’s consent', async () => {
    const beside = await signedIn('A1', dear);
    await beside.send(chosen('item.refunded'), because('customer-asked'));
    expect(beside.panel('second').ask).toBe('badge');
    await beside.send({ type: 'staff.panel.opened' });
    expect(beside.panel('acts').acts[0]).toEqual({ act: 'item.refunded', refusal: null, amount: 5000 });
    await beside.send({ type: 'badge.presented', badge: 'B-M2' });
    expect(beside.panel('acts').kind).toBe('acts');
    expect(beside.told.some(({ type }) => type.startsWith('helped.'))).toBe(false);
  });

  it('and left at any step: nothing is recorded, nothing is done', async () => {
    const beside = await signedIn('A1', basket);
    const told = beside.told.length;
    const steps = [chosen('line.repriced'), { type: 'staff.target.chosen', target: 'L1' }, { type: 'staff.value.entered', value: '3' }] as const;
    for (const count of [0, 1, 2, 3]) {
      await beside.send({ type: 'staff.panel.opened' }, ...steps.slice(0, count), { type: 'staff.panel.closed' });
      expect(beside.panel('closed')).toEqual({ kind: 'closed' });
    }
    expect(beside.facts('staff.acted')).toEqual([]);
    expect(beside.told).toHaveLength(told);
  });

  it('takes no answer that was not offered', async () => {
    const beside = await signedIn('A1', basket);
    await beside.send({ type: 'staff.act.chosen', act: 'day.closed' });
    expect(beside.panel('acts').acts.length).toBeGreaterThan(0);
    await beside.send(chosen('label.reprinted'));
    expect(beside.panel('refused').refusal).toBe('overtaken');
    await beside.send({ type: 'staff.panel.opened' }, chosen('payment.debited'));
    expect(beside.panel('refused').refusal).toBe('not-permitted');
    expect(beside.facts('staff.refused')).toEqual([{ type: 'staff.refused', staff: 'A1', why: 'not-permitted', act: 'payment.debited' }]);
    await beside.send({ type: 'staff.panel.opened' });
    await beside.send(chosen('line.removed'), { type: 'staff.target.chosen', target: 'L7' });
    expect(beside.panel('target').act).toBe('line.removed');
    await beside.send({ type: 'staff.target.chosen', target: 'L1' }, because('label-jammed'), because('other', ' '));
    expect(beside.panel('reason').act).toBe('line.removed');
  });
});

describe('what was overtaken while it was being said', () => {
  it.each<[string, (beside: Beside) => void, string]>([
    ['the label was given back meanwhile', (beside) => (beside.situation = { ...dear, refundable: [], returnable: cents(0) }), 'overtaken'],
    ['less is left than its price', (beside) => (beside.situation = { ...dear, returnable: cents(10_00) }), 'above-sale'],
    ['nothing is left', (beside) => (beside.situation = { ...dear, returnable: cents(0) }), 'nothing-left'],
    ['nothing can be recorded', (beside) => (beside.world.ledger.loses = ({ type }) => type === 'staff.acted'), 'ledger-unavailable'],
  ])('is refused, told, and not done: %s', async (_, happens, refusal) => {
    const beside = await signedIn('M1', dear);
    await beside.send(chosen('item.refunded'));
    happens(beside);
    await beside.send(because('customer-asked'));
    expect(beside.panel('refused')).toEqual({ kind: 'refused', act: 'item.refunded', refusal });
    expect(beside.told.filter(({ type }) => type.startsWith('helped.'))).toEqual([]);
    expect(beside.facts('staff.acted')).toEqual([]);
    await beside.send({ type: 'staff.panel.opened' });
    expect(beside.view()).toMatchObject({ panel: { kind: 'acts' } });
  });

  it('a refund twice is one refund', async () => {
    const beside = await signedIn('M1', dear);
    await beside.send(chosen('item.refunded'), because('customer-asked'));
    beside.situation = { ...dear, refundable: [], returnable: cents(0) };
    await beside.send({ type: 'staff.panel.opened' }, chosen('item.refunded'), because('customer-asked'));
    expect(beside.facts('staff.acted')).toHaveLength(1);
    expect(beside.told.filter(({ type }) => type === 'helped.refund')).toHaveLength(1);
  });
});

describe('a permission that changes while somebody is signed in', () => {
  const become = (beside: Beside, role: Role) => (beside.world.staff = beside.world.staff.map((one) => (one.staff === 'A1' ? { ...one, role } : one)));

  it('is the one that counts when the act is done', async () => {
    const beside = await signedIn('A1', basket);
    await beside.send(chosen('line.removed'), { type: 'staff.target.chosen', target: 'L1' });
    become(beside, 'technician');
    await beside.send(because('customer-asked'));
    expect(beside.view()).toMatchObject({ role: 'technician', panel: { kind: 'refused', refusal: 'not-permitted' } });
    expect(beside.facts('staff.acted')).toEqual([]);
    expect(beside.facts('staff.refused')).toEqual([{ type: 'staff.refused', staff: 'A1', why: 'not-permitted', act: 'line.removed' }]);
    await beside.send({ type: 'staff.panel.opened' });
    expect(beside.panel('acts').acts).toEqual([]);
  });

  it('gives a new cap at once', async () => {
    const beside = await signedIn('A1', basket);
    become(beside, 'manager');
    await beside.send(chosen('line.repriced'), { type: 'staff.target.chosen', target: 'L1' });
    expect(beside.panel('value').most).toBe(360 + 50_00);
  });

  it('and one who is revoked is signed out at the next touch, or within the next look around', async () => {
    for (const event of [chosen('line.removed'), { type: 'looked' }] as const) {
      const beside = await signedIn('A1', basket);
      beside.world.staff = [];
      await beside.send(event);
      expect(beside.view()).toBeNull();
      expect(beside.facts('staff.signed-out').map(({ how }) => how)).toEqual(['revoked']);
      expect(beside.told.at(-1)).toEqual({ type: 'helper.left' });
    }
  });
});

describe('one who is revoked while a second person types', () => {
  it('has nothing done in their name any more', async () => {
    const beside = await signedIn('A1', dear);
    await beside.send(chosen('item.refunded'), because('customer-asked'), { type: 'badge.presented', badge: 'B-M1' });
    for (const digit of [1, 3, 5, 7, 9, 0]) await beside.send({ type: 'staff.key.pressed', at: digit });
    const karim = beside.world.staff.find(({ staff }) => staff === 'M1');
    Object.assign(beside.world.ports.staff, {
      signIn: () => {
        beside.world.staff = beside.world.staff.filter(({ staff }) => staff !== 'A1');
        return Promise.resolve({ ok: true, value: karim });
      },
    });
    await beside.send({ type: 'staff.key.entered' });
    expect(beside.facts('staff.acted')).toEqual([]);
    expect(beside.facts('staff.refused')).toMatchObject([{ staff: 'A1', why: 'revoked', act: 'item.refunded' }]);
    expect(beside.told.filter(({ type }) => type.startsWith('helped.'))).toEqual([]);
  });
});

describe('a second person', () => {
  async function asked(situation = dear): Promise<Beside> {
    const beside = await signedIn('A1', situation);
    await beside.send(chosen('item.refunded'), because('customer-asked'));
    expect(beside.panel('second')).toMatchObject({ act: 'item.refunded', amount: 50_00, ask: 'badge', refusal: null });
    return beside;
  }

  it('agrees with their badge and PIN, and the first one’s badge may leave the reader for it', async () => {
    const beside = await asked();
    await beside.send({ type: 'badge.removed' }, { type: 'badge.presented', badge: 'B-M1' });
    expect(beside.panel('second').ask).toBe('pin');
    await beside.type('135790');
    expect(beside.facts('staff.acted')).toMatchObject([{ staff: 'A1', act: 'item.refunded', second: 'M1' }]);
    expect(beside.told.at(-1)).toEqual({ type: 'helped.refund', pieces: ['L1.1'], staff: 'A1' });
    // The second one takes their badge and goes; the first one is still there, until a key or a minute ends it.
    await beside.send({ type: 'badge.removed' });
    expect(beside.view()).toMatchObject({ name: 'Nadia', badge: false });
    await beside.send({ type: 'badge.presented', badge: 'B-A1' });
    expect(beside.view()).toMatchObject({ name: 'Nadia', badge: true });
    await beside.send({ type: 'badge.removed' });
    expect(beside.view()).toBeNull();
  });

  it('agrees with number and PIN, with a reader or without', async () => {
    for (const reader of [true, false]) {
      const beside = new Beside(dear);
      if (!reader) beside.world.badge.become(broken('offline', 'unplugged'));
      await beside.send(reader ? { type: 'badge.presented', badge: 'B-A1' } : { type: 'staff.asked' });
      if (!reader) await beside.type('1');
      await beside.type('135790');
      await beside.send({ type: 'staff.panel.opened' }, chosen('item.refunded'), because('customer-asked'));
      expect(beside.panel('second').ask).toBe(reader ? 'badge' : 'number');
      await beside.type('2');
      expect(beside.panel('second').ask).toBe('pin');
      await beside.type('135790');
      expect(beside.facts('staff.acted')).toMatchObject([{ second: 'M1' }]);
    }
  });

  it.each([
    ['the same person', 'B-A1', 'same-person', 'A1'],
    ['who may not do it either', 'B-T1', 'not-permitted', 'T1'],
  ])('is another one: %s is refused, and recorded', async (_, badge, refusal, staff) => {
    const beside = await asked();
    await beside.send({ type: 'badge.presented', badge });
    await beside.type('135790');
    expect(beside.panel('second')).toMatchObject({ ask: 'badge', refusal });
    expect(beside.facts('staff.refused')).toEqual([{ type: 'staff.refused', staff, why: 'not-permitted', act: 'item.refunded' }]);
    expect(beside.facts('staff.acted')).toEqual([]);
    await beside.send({ type: 'badge.presented', badge: 'B-M2' });
    await beside.type('135790');
    expect(beside.facts('staff.acted')).toMatchObject([{ second: 'M2' }]);
  });

  it('with a wrong PIN agrees to nothing', async () => {
    const beside = await asked();
    await beside.send({ type: 'badge.presented', badge: 'B-M1' });
    await beside.type('000000');
    expect(beside.panel('second')).toMatchObject({ problem: 'wrong', typed: 0 });
    await beside.send({ type: 'staff.panel.closed' });
    expect(beside.facts('staff.acted')).toEqual([]);
  });

  it('is not asked for what cannot be given back anyway', async () => {
    const beside = await signedIn('A1', { ...dear, returnable: cents(1) });
    await beside.send(chosen('item.refunded'));
    expect(beside.panel('refused').refusal).toBe('above-sale');
  });

  it('is not asked below the threshold, nor of a manager up to theirs', async () => {
    for (const [staff, price] of [
      ['A1', 20_00],
      ['M1', 100_00],
    ] as const) {
      const beside = await signedIn(staff, { ...dear, refundable: [pieceOf('L1.1', price)], returnable: cents(price) });
      await beside.send(chosen('sale.cancelled'), because('customer-asked'));
      expect(beside.facts('staff.acted')).toMatchObject([{ act: 'sale.cancelled', second: null }]);
    }
  });

  it('who does not come within a minute leaves all as it was', async () => {
    const beside = await asked();
    await beside.send({ type: 'badge.removed' });
    beside.world.clock.increment(60_000);
    expect(beside.view()).toBeNull();
    expect(beside.facts('staff.acted')).toEqual([]);
  });
});

describe('the customer is asked before a worker sees what they wrote (SEC-24)', () => {
  it('when a worker joins where it stands on the screen', async () => {
    const beside = new Beside(moments['an address is typed']);
    await beside.signIn('A1');
    expect(beside.view()).toEqual({ phase: 'consent', name: 'Nadia' });
    expect(beside.told).toEqual([]);
    await beside.send({ type: 'staff.consent.given', given: true });
    expect(beside.view()).toMatchObject({ phase: 'helping' });
    expect(beside.facts('staff.signed-in')).toHaveLength(1);
    // Once for the whole session: also for the next one who comes.
    await beside.send({ type: 'badge.removed' });
    await beside.signIn('M1');
    expect(beside.view()).toMatchObject({ phase: 'helping', name: 'Karim' });
  });

  it.each<[string, (beside: Beside) => Promise<void>, string[]]>([
    ['no', (beside) => beside.send({ type: 'staff.consent.given', given: false }), ['no-consent']],
    ['nothing, and the badge is taken away', (beside) => beside.send({ type: 'badge.removed' }), []],
    ['nothing, and the worker leaves', (beside) => beside.send({ type: 'staff.left' }), []],
    ['nothing for a minute', (beside) => beside.world.pass(60_000), []],
  ])('and says %s: nobody joins', async (_, answers, refused) => {
    const beside = new Beside(moments['an address is typed']);
    await beside.signIn('A1');
    await answers(beside);
    expect(beside.view()).toBeNull();
    expect(beside.facts('staff.refused').map(({ why }) => why)).toEqual(refused);
    expect([beside.facts('staff.signed-in'), beside.told]).toEqual([[], []]);
  });

  it('when an act would bring it to the screen', async () => {
    const beside = await signedIn('A1', basket);
    await beside.send(chosen('address.corrected'));
    expect(beside.view()).toEqual({ phase: 'consent', name: 'Nadia' });
    await beside.send({ type: 'staff.consent.given', given: false });
    expect(beside.panel('closed')).toEqual({ kind: 'closed' });
    expect(beside.facts('staff.refused')).toEqual([{ type: 'staff.refused', staff: 'A1', why: 'no-consent', act: 'address.corrected' }]);
    await beside.send({ type: 'staff.panel.opened' }, chosen('address.corrected'), { type: 'staff.consent.given', given: true }, because('customer-asked'));
    expect(beside.told.at(-1)).toEqual({ type: 'helped.address', line: 'L2' });
    // Once is enough.
    await beside.send({ type: 'staff.panel.opened' }, chosen('address.corrected'));
    expect(beside.panel('reason').act).toBe('address.corrected');
  });
});

describe('behind the counter', () => {
  it('there is no panel: what was begun with a customer ends with them', async () => {
    const beside = await signedIn('A1', basket);
    await beside.send(chosen('line.removed'));
    beside.situation = moments['nobody is there'];
    expect(beside.panel('closed')).toEqual({ kind: 'closed' });
    await beside.send({ type: 'staff.target.chosen', target: 'L1' }, because('customer-asked'), { type: 'staff.panel.opened' });
    expect(beside.facts('staff.acted')).toEqual([]);
  });
});
