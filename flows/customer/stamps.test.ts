import { describe, expect, it } from 'vitest';
import type { ProductId } from '../facts.ts';
import type { Intent } from '../intents.ts';
import { tariffSchema } from '../postage/tariff.ts';
import { grams } from '../weight.ts';
import { broken, createWorld, online, type World } from '../world.fixture.ts';
import { basketLimit } from './basket.ts';

const stamps: Intent = { type: 'service.started', service: 'stamps' };
const pay: Intent = { type: 'stamps.confirmed', next: 'pay' };
const more: Intent = { type: 'stamps.confirmed', next: 'basket' };
const chosen = (product: ProductId, weight: number): Intent => ({ type: 'stamps.chosen', product, grams: grams(weight) });
const count = (quantity: number): Intent => ({ type: 'stamps.quantity.changed', quantity });

async function atStamps(before: (world: World) => void = () => {}): Promise<World> {
  const world = createWorld(before).start();
  await world.settle();
  await world.send(stamps);
  return world;
}

const commands = (world: World) => world.asked.map(({ command }) => command);
const soldIn = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'sale.opened' ? fact.lines : []));

describe('stamps', () => {
  it('begin with the most usual one, so that the number is all there is to say', async () => {
    const world = await atStamps();
    expect(world.on('stamps')).toMatchObject({ selected: { product: 'lettre_verte', grams: 20 }, quantity: 1, most: basketLimit, total: 152, money: { amount: 152 }, payReason: null });
    expect(world.on('stamps').choices.map(({ price }) => price)).toEqual([152, 202, 225, 310, 347, 485, 524]);
  });

  it.each<[ProductId, number, number, number]>([
    ['lettre_verte', 20, 10, 1_520],
    ['lettre_verte', 250, 3, 3 * 524],
    ['lettre_internationale', 100, 2, 2 * 485],
    ['lettre_services_plus', 20, 20, 20 * 347],
  ])('%s for %i g, %i of them, cost %i cents in one payment', async (product, weight, quantity, total) => {
    const world = await atStamps();
    await world.send(chosen(product, weight), count(quantity));
    expect(world.on('stamps')).toMatchObject({ quantity, total, money: { state: 'to-pay', amount: total } });
    await world.send(pay);
    for (let label = 0; label < quantity; label += 1) await world.settle();
    expect(world.on('deposit')).toMatchObject({ money: { state: 'paid', amount: total }, into: null });
    expect(commands(world)).toEqual(['pay', ...Array.from({ length: quantity }, () => 'label')]);
    expect(soldIn(world)).toMatchObject([{ product, grams: weight, quantity, unweighed: true, tariff: '2026-04-01' }]);
    expect(soldIn(world)[0]).not.toHaveProperty('destination');
  });

  it('with tracking have a number each, and none twice', async () => {
    const world = await atStamps();
    await world.send(chosen('lettre_verte_suivie', 20), count(3), pay);
    const numbers = world.ledger.facts().flatMap((fact) => (fact.type === 'label.issued' ? [fact.number] : []));
    expect(numbers).not.toContain(null);
    expect(new Set(numbers).size).toBe(3);
  });

  it('of which fewer numbers are left cannot be paid at once: the basket says why', async () => {
    const world = await atStamps((one) => one.ledger.serialsLeft.set('letter', 2));
    await world.send(chosen('lettre_verte_suivie', 20), count(3), pay);
    expect(world.on('basket').payReason).toBe('numbers-exhausted');
    expect(world.asked).toEqual([]);
  });

  it('are nothing that one leaves here: bought, not sent', async () => {
    const world = await atStamps();
    await world.send(count(2), pay);
    expect(world.on('deposit').pieces.map(({ deposit }) => deposit)).toEqual(['none', 'none']);
    await world.send({ type: 'papers.chosen', proof: false, receipt: false });
    expect(world.on('farewell')).toMatchObject({ outcome: 'bought', printed: 2 });
  });

  it('go into the basket beside something else, and leave room for as many as it still holds', async () => {
    const world = await atStamps();
    await world.send(count(15), more);
    expect(world.on('basket')).toMatchObject({ total: 15 * 152, lines: [{ kind: 'stamp', grams: 20, quantity: 15, destination: null }] });
    await world.send(stamps);
    expect(world.on('stamps')).toMatchObject({ most: 5, money: { amount: 16 * 152 } });
    await world.send(count(6));
    expect(world.on('stamps').quantity).toBe(1);
    await world.send(count(5), more);
    expect(world.on('basket').addReason).toBe('basket-full');
    await world.send(stamps);
    expect(world.view().screen).toBe('basket');
  });

  it('that are not on the list cannot be chosen', async () => {
    const world = await atStamps();
    await world.send(chosen('lettre_verte', 21), chosen('lettre_recommandee_r1', 20), chosen('colissimo_int_c', 500));
    expect(world.on('stamps').selected).toEqual({ product: 'lettre_verte', grams: 20 });
  });

  it('whose price nobody vouches for are had at the counter, and cannot be chosen', async () => {
    const world = createWorld();
    const list = world.tariff!;
    const doubted = list.products.map((product) => (product.product === 'lettre_internationale' ? { ...product, steps: product.steps.map((step) => ({ ...step, confidence: 'derived' as const })) } : product));
    world.tariff = tariffSchema.parse({ ...list, products: doubted });
    world.start();
    await world.settle();
    await world.send(stamps, chosen('lettre_internationale', 20));
    expect(world.on('stamps').choices.filter(({ product }) => product === 'lettre_internationale').map(({ price, reason }) => [price, reason])).toEqual([
      [null, 'at-the-counter'],
      [null, 'at-the-counter'],
    ]);
    expect(world.on('stamps').selected?.product).toBe('lettre_verte');
  });

  it('without a list say so, and nothing is sold', async () => {
    const world = createWorld().start();
    await world.settle();
    world.tariff = null;
    await world.send(stamps);
    expect(world.on('stamps')).toMatchObject({ selected: null, total: 0 });
    await world.send(pay, more);
    expect(world.view().screen).toBe('stamps');
  });
});

describe('a device fails while stamps are being chosen', () => {
  it.each(['card', 'labels'] as const)('%s: they cannot be paid, the screen says why, and they can when it is back', async (device) => {
    const world = await atStamps();
    world[device].become(broken('offline', 'cable'));
    expect(world.on('stamps').payReason).toBe(`${device}-unavailable`);
    await world.send(pay);
    expect(world.view().screen).toBe('stamps');
    world[device].become(online);
    await world.send(pay);
    expect(world.view().screen).toBe('deposit');
  });

  it('what is chosen can wait in the basket meanwhile', async () => {
    const world = await atStamps();
    world.card.become(broken('offline', 'cable'));
    await world.send(more);
    expect(world.on('basket')).toMatchObject({ payReason: 'card-unavailable', lines: [{ kind: 'stamp' }] });
  });

  it('scale and receipt printer are not needed', async () => {
    const world = await atStamps((one) => {
      one.scale.become(broken('offline', 'cable'));
      one.papers.become(broken('consumable-out', 'paper'));
    });
    await world.send(pay);
    expect(world.view().screen).toBe('deposit');
  });
});

describe('the way back from the stamps', () => {
  it('ends the visit when nothing lies in the basket', async () => {
    const world = await atStamps();
    await world.send({ type: 'back' });
    expect(world.view().screen).toBe('attract');
  });

  it('leads to the basket when something does', async () => {
    const world = await atStamps();
    await world.send(more, stamps, { type: 'back' });
    expect(world.on('basket').lines).toHaveLength(1);
  });
});
