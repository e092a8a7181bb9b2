import { describe, expect, it } from 'vitest';
import { createWorld, broken, online, type World } from '../world.fixture.ts';
import { basketLimit } from './basket.ts';

async function withLetter(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.prepareLetter();
  return world;
}

describe('the basket on the screen', () => {
  it('an item put on the pan starts the next one, no button needed', async () => {
    const world = await withLetter();
    world.place(0);
    expect(world.view().screen).toBe('basket');
    world.place(50);
    expect(world.on('weigh')).toMatchObject({ purpose: 'another', back: 'back', money: { amount: 152 } });
    await world.pass(1_000);
    expect(world.on('destination').grams).toBe(50);
  });

  it('the item that was just priced is not taken for the next one', async () => {
    const world = await withLetter();
    world.place(20);
    await world.pass(5_000);
    expect(world.view().screen).toBe('basket');
  });

  it('the button asks for the next item, and the way back leads to the basket', async () => {
    const world = await withLetter();
    await world.send({ type: 'basket.item.added' });
    expect(world.on('weigh')).toMatchObject({ weighing: 'remove-first', purpose: 'another' });
    await world.send({ type: 'back' });
    expect(world.on('basket').lines).toHaveLength(1);
  });

  it('several items make one total and one payment', async () => {
    const world = await withLetter();
    world.place(0);
    await world.prepareLetter(20, 'lettre_verte_suivie');
    world.place(0);
    await world.prepareParcel();
    const basket = world.on('basket');
    expect(basket.total).toBe(basket.lines.reduce((sum, line) => sum + line.price, 0));
    await world.send({ type: 'basket.paid' });
    expect(world.asked.filter(({ command }) => command === 'pay')).toEqual([{ command: 'pay', with: { amount: basket.total, reference: 'T1-000001-P1' } }]);
  });

  it('a quantity makes as many labels, and zero takes the line out', async () => {
    const world = await withLetter();
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 3 });
    expect(world.on('basket')).toMatchObject({ total: 456, money: { amount: 456 }, lines: [{ quantity: 3, price: 456 }] });
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 0 });
    expect(world.on('basket')).toMatchObject({ lines: [], total: 0, money: null });
  });

  it('an empty basket cannot be paid', async () => {
    const world = await withLetter();
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 0 }, { type: 'basket.paid' });
    expect(world.view().screen).toBe('basket');
    expect(world.ledger.story()).toEqual(['session.started']);
  });

  it('a line number is not used twice in a session', async () => {
    const world = await withLetter();
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 0 });
    world.place(0);
    await world.prepareLetter();
    expect(world.on('basket').lines.map((line) => line.line)).toEqual(['L2']);
  });

  it('from an emptied basket the way back gives up', async () => {
    const world = await withLetter();
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 0 }, { type: 'basket.item.added' });
    expect(world.on('weigh').back).toBe('cancel');
    await world.send({ type: 'back' });
    expect(world.view().screen).toBe('attract');
  });

  it('is full at the limit: it says so, and neither button nor pan adds one', async () => {
    const world = await withLetter();
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: basketLimit });
    expect(world.on('basket').addReason).toBe('basket-full');
    world.place(0);
    world.place(50);
    await world.send({ type: 'basket.item.added' });
    await world.pass(2_000);
    expect(world.view().screen).toBe('basket');
    // Room again, and the item is still there.
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 1 });
    expect(world.view().screen).toBe('weigh');
  });

  it.each(['stamps', 'supplement', 'articles'] as const)('%s are added without being weighed, and a step back returns to it', async (service) => {
    const world = await withLetter();
    expect(world.on('basket').others).toContain(service);
    await world.send({ type: 'service.started', service });
    expect(world.view()).toMatchObject({ screen: service, back: 'back' });
    await world.send({ type: 'back' });
    expect(world.on('basket').lines).toHaveLength(1);
  });

  it('what cannot be had now cannot be added: no list of articles, no labels, no room', async () => {
    const world = await withLetter();
    world.articles = [];
    world.labels.become(online);
    expect(world.on('basket').others).toEqual(['stamps', 'supplement']);
    await world.send({ type: 'service.started', service: 'articles' });
    expect(world.view().screen).toBe('basket');
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: basketLimit });
    expect(world.on('basket').others).toEqual([]);
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 1 });
    world.labels.become(broken('hardware-error', 'head'));
    expect(world.on('basket').others).toEqual([]);
    await world.send({ type: 'service.started', service: 'stamps' });
    expect(world.view().screen).toBe('basket');
  });

  it.each(['labels', 'card'] as const)('with the %s out it says why it cannot be paid, and asks nothing of the card', async (device) => {
    const world = await withLetter();
    world[device].become(broken('hardware-error', 'head'));
    expect(world.on('basket').payReason).toBe(`${device}-unavailable`);
    await world.send({ type: 'basket.paid' });
    expect(world.view().screen).toBe('basket');
    expect(world.asked).toEqual([]);
    world[device].become(online);
    await world.send({ type: 'basket.paid' });
    expect(world.view().screen).toBe('deposit');
  });

  it('without receipt paper it can be paid: postage needs none', async () => {
    const world = await withLetter();
    world.papers.become(broken('consumable-out', 'paper'));
    await world.send({ type: 'basket.paid' });
    expect(world.on('deposit').papers).toBe('unavailable');
  });

  it('with fewer numbers left than tracked items it cannot be paid', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter(20, 'lettre_verte_suivie');
    world.ledger.serialsLeft.set('letter', 1);
    expect(world.on('basket').payReason).toBeNull();
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 });
    expect(world.on('basket').payReason).toBe('numbers-exhausted');
    await world.send({ type: 'basket.paid' });
    expect(world.asked).toEqual([]);
  });
});
