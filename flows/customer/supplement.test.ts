import { describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import { broken, createWorld, type World } from '../world.fixture.ts';
import { basketLimit } from './basket.ts';
import { largestSupplement } from './supplement.ts';

const supplement: Intent = { type: 'service.started', service: 'supplement' };
const byAmount: Intent = { type: 'supplement.way.chosen', way: 'amount' };
const weighed: Intent = { type: 'supplement.way.chosen', way: 'weighed' };
const confirmed: Intent = { type: 'supplement.confirmed' };
const entered = (amount: number): Intent => ({ type: 'supplement.amount.entered', amount: cents(amount) });
const france: Intent = { type: 'destination.chosen', destination: 'france' };
const back: Intent = { type: 'back' };

async function open(before: (world: World) => void = () => {}): Promise<World> {
  const world = createWorld(before).start();
  await world.settle();
  await world.send(supplement);
  return world;
}

const soldIn = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'sale.opened' ? fact.lines : []));

describe('a supplement of an amount that the customer knows', () => {
  it.each([10, 43, 152, 5_000])('%i cents are one label of that value, with no number and no weight', async (amount) => {
    const world = await open();
    await world.send(byAmount, entered(amount));
    expect(world.on('supplement')).toMatchObject({ part: 'amount', way: 'amount', price: null, entered: amount, rest: amount, problem: null, money: { amount } });
    await world.send(confirmed);
    expect(world.on('basket').lines).toMatchObject([{ kind: 'supplement', product: 'supplement', grams: 0, price: amount, destination: null }]);
    await world.send({ type: 'basket.paid' });
    expect(world.on('deposit')).toMatchObject({ into: null, pieces: [{ deposit: 'none', state: 'printed' }] });
    expect(world.ledger.facts().find((fact) => fact.type === 'label.issued')).toMatchObject({ product: 'supplement', value: amount, number: null });
  });

  it.each([
    [0, 'too-little'],
    [9, 'too-little'],
    [5_001, 'too-much'],
    [99_999, 'too-much'],
  ])('%i cents are %s: the screen says so and sells nothing', async (amount, problem) => {
    const world = await open();
    await world.send(byAmount, entered(amount), confirmed);
    expect(world.on('supplement')).toMatchObject({ problem, rest: null, most: largestSupplement, money: null });
    await world.send(entered(20), confirmed);
    expect(world.on('basket').total).toBe(20);
  });

  it('nothing entered is nothing sold', async () => {
    const world = await open();
    await world.send(byAmount, confirmed);
    expect(world.on('supplement')).toMatchObject({ part: 'amount', entered: null, problem: null });
  });

  it('is sold on a day without a price list, for it is on none', async () => {
    const world = await open((one) => (one.tariff = null));
    expect(world.on('supplement').weighReason).toBe('tariff-missing');
    await world.send(byAmount, entered(43), confirmed, { type: 'basket.paid' });
    expect(soldIn(world)).toMatchObject([{ product: 'supplement', unitPrice: 43, tariff: 'none' }]);
  });
});

describe('a supplement of what is missing', () => {
  async function onScale(world: World, weight: number): Promise<void> {
    await world.send(weighed);
    await world.weigh(weight);
    await world.send(france);
  }

  it('is what the letter costs less what it bears, and that it can be posted here', async () => {
    const world = await open();
    await onScale(world, 60);
    expect(world.on('offers')).toMatchObject({ supplement: true, selected: 'lettre_verte' });
    await world.send({ type: 'offer.confirmed' });
    expect(world.on('supplement')).toMatchObject({ part: 'amount', way: 'weighed', price: 310, entered: null, rest: null });
    await world.send(entered(152));
    expect(world.on('supplement')).toMatchObject({ rest: 158, problem: null, money: { amount: 158 } });
    await world.send(confirmed);
    expect(world.on('basket').lines).toMatchObject([{ kind: 'supplement', product: 'supplement', grams: 60, unitPrice: 158, destination: 'FR' }]);
    await world.send({ type: 'basket.paid' });
    expect(world.on('deposit')).toMatchObject({ into: 'box', pieces: [{ deposit: 'awaited' }] });
    expect(soldIn(world)).toMatchObject([{ product: 'supplement', grams: 60, unitPrice: 158, tariff: '2026-04-01', destination: 'FR' }]);
  });

  it.each([310, 311, 5_000])('%i cents on a letter of 3.10 €: nothing is missing, and nothing is sold', async (amount) => {
    const world = await open();
    await onScale(world, 60);
    await world.send({ type: 'offer.confirmed' }, entered(amount), confirmed);
    expect(world.on('supplement')).toMatchObject({ problem: 'nothing-missing', rest: null });
  });

  it('is offered only of letters without a number of their own', async () => {
    const world = await open();
    await onScale(world, 20);
    await world.send({ type: 'offer.all.shown', all: true });
    expect(world.on('offers').offers.map(({ product }) => product)).toEqual(['lettre_verte']);
  });

  it('of a letter abroad takes papers alone: goods need a number', async () => {
    const world = await open();
    await world.send(weighed);
    await world.weigh(20);
    await world.send({ type: 'destination.chosen', destination: 'abroad' }, { type: 'country.chosen', code: 'CA' });
    expect(world.on('contents').choices).toMatchObject([{ id: 'documents', reason: null }, { id: 'goods', reason: 'at-the-counter' }]);
    await world.send({ type: 'contents.chosen', contents: 'goods' });
    expect(world.view().screen).toBe('contents');
    await world.send({ type: 'contents.chosen', contents: 'documents' }, { type: 'offer.confirmed' }, entered(152), confirmed);
    expect(world.on('basket').lines).toMatchObject([{ product: 'supplement', unitPrice: 225 - 152, destination: 'CA' }]);
  });

  it('can be gone back: what it bears is asked again, the offer stays', async () => {
    const world = await open();
    await onScale(world, 60);
    await world.send({ type: 'offer.confirmed' }, entered(152), back);
    expect(world.on('offers')).toMatchObject({ selected: 'lettre_verte' });
    await world.send({ type: 'offer.confirmed' });
    expect(world.on('supplement')).toMatchObject({ price: 310, entered: null });
  });

  it('is over with one item: the next is sold whole', async () => {
    const world = await open();
    await onScale(world, 60);
    await world.send({ type: 'offer.confirmed' }, entered(152), confirmed);
    world.place(0);
    await world.weigh(20);
    await world.send(france);
    expect(world.on('offers')).toMatchObject({ supplement: false });
  });

  it('needs the scale: without it the amount alone can be said', async () => {
    const world = await open();
    world.scale.become(broken('offline', 'cable'));
    expect(world.on('supplement').weighReason).toBe('scale-unavailable');
    await world.send(weighed);
    expect(world.on('supplement').part).toBe('way');
    await world.send(byAmount, entered(20), confirmed);
    expect(world.view().screen).toBe('basket');
  });
});

describe('a basket that is full', () => {
  it('takes no supplement any more', async () => {
    const world = await open();
    await world.send(byAmount, entered(43), confirmed, { type: 'basket.quantity.changed', line: 'L1', quantity: basketLimit }, supplement);
    expect(world.on('basket')).toMatchObject({ addReason: 'basket-full', total: 43 * basketLimit });
  });
});

describe('the way back from the supplement', () => {
  it('leads from the amount to the two ways, and from there out', async () => {
    const world = await open();
    await world.send(byAmount, entered(43), back);
    expect(world.on('supplement').part).toBe('way');
    await world.send(back);
    expect(world.view().screen).toBe('attract');
  });

  it('leads to the basket when something lies in it', async () => {
    const world = await open();
    await world.send(byAmount, entered(43), confirmed, supplement);
    expect(world.on('supplement')).toMatchObject({ part: 'way', money: { amount: 43 } });
    await world.send(back);
    expect(world.on('basket').lines).toHaveLength(1);
  });
});
