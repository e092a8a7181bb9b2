import { afterEach, describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import type { Health, PrintFault } from '../ports.ts';
import { broken, createWorld, online, thrown, type World } from '../world.fixture.ts';
import { audit, auditDevices, salesOf } from './audit.fixture.ts';
import { labelFault } from './label-steps.ts';
import { balanceOf } from './sale.ts';

const pay: Intent = { type: 'basket.paid' };
const giveBack: Intent = { type: 'label.refunded' };
const again: Intent = { type: 'label.retried' };
const done = { kind: 'ok', value: undefined } as const;
const fails = (reason: PrintFault, kind: 'refused' | 'not-done' | 'unknown' = 'refused') => ({ kind, reason, detail: '' }) as const;
const worlds: World[] = [];

/** A basket with three tracked letters in one line: 6,06 €. */
async function basket(quantity = 3): Promise<World> {
  const world = createWorld().start();
  worlds.push(world);
  await world.settle();
  await world.prepareLetter(20, 'lettre_verte_suivie');
  await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity });
  return world;
}

const states = (world: World) => (world.view() as { pieces?: { state: string }[] }).pieces?.map((piece) => piece.state);
const asks = (world: World, command: string) => world.asked.filter((one) => one.command === command).map((one) => one.with);
const figures = (world: World) => salesOf(world.ledger).map((state) => balanceOf(state));
const leave: Intent = { type: 'papers.chosen', proof: false, receipt: false };

afterEach(() => {
  for (const world of worlds.splice(0)) {
    audit(world.ledger);
    auditDevices(world);
  }
});

describe('a label does not come out', () => {
  it.each<[PrintFault, 'refused' | 'not-done', string]>([
    ['paper-out', 'refused', 'paper-out'],
    ['head-open', 'refused', 'head-open'],
    ['jam', 'refused', 'jam'],
    ['offline', 'not-done', 'offline'],
    ['silent', 'not-done', 'offline'],
    ['hardware', 'refused', 'hardware'],
  ])('%s (%s): the screen says %s, what can come back, and somebody is called', async (fault, kind, shown) => {
    const world = await basket();
    world.answers.label = [done, fails(fault, kind)];
    await world.send(pay);
    expect(world.on('label-trouble')).toMatchObject({ fault: shown, canRetry: true, refund: 404, money: { state: 'paid', amount: 606 }, back: null });
    expect(states(world)).toEqual(['printed', 'waiting', 'waiting']);
    expect(world.calls).toBeGreaterThan(0);
    expect(world.on('label-trouble').helpSince).not.toBeNull();
    await world.send(giveBack, leave);
    expect(world.on('farewell')).toMatchObject({ outcome: 'partly-returned', printed: 1, returned: 404, money: { state: 'paid', amount: 202 } });
  });

  it('and does at the second try, with a fresh number: the spoiled one is burnt', async () => {
    const world = await basket();
    world.answers.label = [done, fails('jam'), done];
    await world.send(pay, again);
    expect(states(world)).toEqual(['printed', 'printed', 'printed']);
    const labels = [...(salesOf(world.ledger)[0]?.labels.values() ?? [])];
    expect(labels.map((label) => label.state)).toEqual(['printed', 'spoiled', 'printed', 'printed']);
    expect(new Set(labels.map((label) => label.number)).size).toBe(4);
    await world.send(leave);
    expect(figures(world)).toEqual([{ paid: 606, issued: 606, returned: 0, incidents: 0, owed: 0 }]);
  });

  it('and cannot be tried again before the printer has recovered', async () => {
    const world = await basket();
    world.answers.label = [fails('paper-out'), done];
    await world.send(pay);
    world.labels.become(broken('consumable-out', 'media out'));
    expect(world.on('label-trouble').canRetry).toBe(false);
    await world.send(again);
    expect(world.view().screen).toBe('label-trouble');
    world.labels.become(online);
    expect(world.on('label-trouble').canRetry).toBe(true);
    await world.send(again);
    expect(world.view().screen).toBe('deposit');
  });

  it('because the printer went out between two labels: no number is taken for the next', async () => {
    const world = await basket();
    let finish: (end: typeof done) => void = () => {};
    world.answers.label = [new Promise((resolve) => (finish = resolve)), done];
    await world.send(pay);
    world.labels.become(broken('consumable-out', 'media out'));
    finish(done);
    await world.settle();
    expect(world.on('label-trouble')).toMatchObject({ fault: 'paper-out', refund: 404 });
    expect(asks(world, 'label')).toHaveLength(1);
  });

  it('and nobody does anything: after three minutes the money goes back by itself', async () => {
    const world = await basket();
    world.answers.label = [fails('paper-out')];
    await world.send(pay);
    await world.pass(179_999);
    expect(world.view().screen).toBe('label-trouble');
    await world.pass(1);
    expect(world.on('farewell')).toMatchObject({ outcome: 'returned', returned: 606 });
  });
});

describe('the money goes back', () => {
  it('whole as a cancellation of the payment, with a slip', async () => {
    const world = await basket();
    world.answers.label = [fails('paper-out')];
    await world.send(pay, giveBack);
    expect(world.on('farewell')).toMatchObject({ outcome: 'returned', printed: 0, returned: 606, incident: null, money: { state: 'returned', amount: 606 } });
    expect(asks(world, 'cancel')).toEqual([{ amount: 606, reference: 'T1-000001-R1', original: 'T1-000001-P1' }]);
    expect(asks(world, 'refund')).toEqual([]);
    expect(asks(world, 'paper')).toHaveLength(1);
    expect(figures(world)).toEqual([{ paid: 606, issued: 0, returned: 606, incidents: 0, owed: 0 }]);
  });

  it('in part as a refund, for what did not come out, and the rest can be posted', async () => {
    const world = await basket();
    world.answers.label = [done, fails('paper-out')];
    await world.send(pay, giveBack);
    expect(world.on('deposit')).toMatchObject({ returned: 404, incident: null });
    expect(states(world)).toEqual(['printed', 'returned', 'returned']);
    expect(asks(world, 'refund')).toEqual([{ amount: 404, reference: 'T1-000001-R1', original: 'T1-000001-P1' }]);
    await world.send(leave);
    expect(figures(world)).toEqual([{ paid: 606, issued: 202, returned: 404, incidents: 0, owed: 0 }]);
  });

  it('to the payment that was approved, not to the one that was declined before', async () => {
    const world = await basket();
    world.answers.pay = [{ kind: 'refused', reason: 'declined', detail: '' }, ...world.answers.pay];
    world.answers.label = [fails('paper-out')];
    await world.send(pay, { type: 'payment.retried' }, giveBack);
    expect(asks(world, 'cancel')).toMatchObject([{ original: 'T1-000001-P2' }]);
  });

  it('is shown while it happens, and asked for once however often the key is pressed', async () => {
    const world = await basket();
    world.answers.label = [fails('paper-out')];
    world.answers.cancel = [new Promise(() => {})];
    await world.send(pay, giveBack, giveBack, again);
    expect(world.on('refunding')).toMatchObject({ amount: 606, back: null });
    expect(asks(world, 'cancel')).toHaveLength(1);
  });

  it.each([
    ['refused', { kind: 'refused', reason: 'not-supported', detail: '' } as const, 'refund-refused'],
    ['not done', { kind: 'not-done', reason: 'unavailable', detail: '' } as const, 'refund-refused'],
    ['without an answer', { kind: 'unknown', reason: 'timed-out', detail: '' } as const, 'refund-unknown'],
    ['broken off', thrown(), 'refund-unknown'],
  ])('%s: an incident for a person, with a slip, and nothing is tried twice', async (_, answer, cause) => {
    for (const printed of [0, 1]) {
      const world = await basket();
      world.answers.label = [...Array.from({ length: printed }, () => done), fails('paper-out')];
      world.answers.cancel = [answer];
      world.answers.refund = [answer];
      await world.send(pay, giveBack);
      if (printed > 0) await world.send(leave);
      const owed = 606 - 202 * printed;
      expect(world.on('farewell')).toMatchObject({ outcome: 'incident', printed, returned: 0, incident: { amount: owed, slip: 'printed' } });
      expect(figures(world)).toEqual([{ paid: 606, issued: 202 * printed, returned: 0, incidents: owed, owed: 0 }]);
      expect([...(salesOf(world.ledger)[0]?.incidents.values() ?? [])]).toMatchObject([{ cause }]);
    }
  });
});

describe('nobody knows whether a label came out', () => {
  it.each([['no answer', fails('silent', 'unknown')], ['a port that broke', thrown()]])('%s: an incident for that piece, never a second label for it, and the rest goes on', async (_, answer) => {
    const world = await basket();
    world.answers.label = [done, answer, done];
    await world.send(pay);
    expect(world.on('deposit')).toMatchObject({ incident: { reference: 'T1-000001-I1', amount: 202, slip: 'printed' } });
    expect(states(world)).toEqual(['printed', 'unknown', 'printed']);
    expect(asks(world, 'label')).toHaveLength(3);
    await world.send(leave);
    expect(world.on('farewell')).toMatchObject({ outcome: 'incident', printed: 2 });
    expect(figures(world)).toEqual([{ paid: 606, issued: 404, returned: 0, incidents: 202, owed: 0 }]);
  });

  it('of two labels: two incidents, one slip with the sum', async () => {
    const world = await basket();
    world.answers.label = [fails('silent', 'unknown'), fails('silent', 'unknown'), done];
    await world.send(pay);
    expect(world.on('deposit').incident).toMatchObject({ reference: 'T1-000001-I1', amount: 404 });
    expect(asks(world, 'paper')).toHaveLength(1);
  });

  it('and the next one fails: what is in doubt is not given back, what is not is', async () => {
    const world = await basket();
    world.answers.label = [fails('silent', 'unknown'), fails('paper-out')];
    await world.send(pay);
    expect(world.on('label-trouble').refund).toBe(404);
    await world.send(giveBack);
    expect(asks(world, 'refund')).toMatchObject([{ amount: 404 }]);
    expect(world.on('farewell')).toMatchObject({ outcome: 'incident', returned: 404, incident: { amount: 202 } });
    expect(figures(world)).toEqual([{ paid: 606, issued: 0, returned: 404, incidents: 202, owed: 0 }]);
  });
});

describe('papers', () => {
  it.each([
    [true, true],
    [true, false],
    [false, true],
  ])('proof %s and receipt %s are printed as chosen, and recorded', async (proof, receipt) => {
    const world = await basket();
    await world.send(pay);
    expect(world.on('deposit').papers).toBe('offered');
    await world.send({ type: 'papers.chosen', proof, receipt });
    expect(world.on('farewell').papers).toEqual({ proof: proof ? 'printed' : 'none', receipt: receipt ? 'printed' : 'none' });
    expect(world.ledger.facts().flatMap((fact) => (fact.type === 'document.printed' ? [fact.document] : []))).toEqual([...(proof ? ['proof'] : []), ...(receipt ? ['receipt'] : [])]);
  });

  it('are not offered while the printer is out, and the customer is not kept', async () => {
    const world = await basket();
    await world.send(pay);
    world.papers.become(broken('consumable-out', 'paper'));
    expect(world.on('deposit').papers).toBe('unavailable');
    await world.send({ type: 'session.finished' });
    expect(world.on('farewell').papers).toEqual({ proof: 'none', receipt: 'none' });
  });

  it('that fail are said to have failed; postage and money are not touched by it', async () => {
    const world = await basket();
    world.answers.paper = [fails('paper-out'), done];
    await world.send(pay, { type: 'papers.chosen', proof: true, receipt: true });
    expect(world.on('farewell').papers).toEqual({ proof: 'failed', receipt: 'printed' });
    const other = await basket();
    other.answers.paper = [thrown()];
    await other.send(pay, { type: 'papers.chosen', proof: true, receipt: true });
    expect(figures(other)).toMatchObject([{ owed: 0, issued: 606 }]);
    expect(other.view().screen).toBe('farewell');
  });

  it('are shown being printed', async () => {
    const world = await basket();
    world.answers.paper = [new Promise(() => {})];
    await world.send(pay, { type: 'papers.chosen', proof: true, receipt: false });
    expect(world.on('deposit').papers).toBe('printing');
  });

  it('stay on offer two minutes, then the customer has gone', async () => {
    const world = await basket();
    await world.send(pay);
    await world.pass(119_999);
    expect(world.view().screen).toBe('deposit');
    await world.pass(1);
    expect(world.on('farewell').outcome).toBe('franked');
  });

  it.each([
    [2_499, false],
    [2_500, true],
  ])('a note for %i cents is due: %s', async (price, due) => {
    const world = createWorld().start();
    worlds.push(world);
    await world.settle();
    // No step of the tariff costs 25,00 € exactly; this one does.
    const products = world.tariff?.products.map((product) => ({ ...product, steps: product.steps.map((step) => ({ ...step, price: cents(price) })) })) ?? [];
    if (world.tariff) world.tariff = { ...world.tariff, products };
    await world.prepareLetter();
    await world.send(pay);
    expect(world.on('deposit')).toMatchObject({ noteDue: due, money: { amount: price } });
  });
});

describe('what keeps the label printer from printing', () => {
  it.each<[Health['state'], string | null, PrintFault]>([
    ['consumable-out', 'media out', 'paper-out'],
    ['user-error', 'head open', 'head-open'],
    ['offline', 'cable', 'offline'],
    ['not-fitted', null, 'offline'],
    ['hardware-error', 'paper jam', 'jam'],
    ['hardware-error', 'head too hot', 'hardware'],
    ['hardware-error', null, 'hardware'],
    ['online', null, 'hardware'],
  ])('%s (%s) is %s on the screen', (state, cause, fault) => {
    expect(labelFault({ state, cause, warnings: [], since: 0 })).toBe(fault);
  });
});
