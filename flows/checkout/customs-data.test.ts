import { describe, expect, it } from 'vitest';
import { journey, ottawa, scarf } from '../customer/wish.fixture.ts';
import type { Intent } from '../intents.ts';
import { createWorld, type World } from '../world.fixture.ts';

const pay: Intent = { type: 'basket.paid' };

async function open(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  return world;
}

describe('customs data is known to have no place before anybody pays', () => {
  it('goods that need a declaration are for the counter, documents go on', async () => {
    const world = await open();
    world.preAdviceTrouble = 'corrupt';
    await world.weigh(1_240);
    await world.send({ type: 'destination.chosen', destination: 'abroad' }, { type: 'country.chosen', code: 'CA' });
    expect(world.on('contents').choices).toMatchObject([{ id: 'documents', reason: null }, { id: 'goods', reason: 'at-the-counter' }]);
    await world.send({ type: 'contents.chosen', contents: 'goods' });
    expect(world.view().screen).toBe('contents');
  });

  it('a basket that holds some is not paid, and is once the disk is well again', async () => {
    const world = await open();
    await journey(world, { grams: 1_240, to: { abroad: 'CA' }, contents: 'goods', format: 'parcel', addressee: ottawa, articles: [scarf] });
    world.preAdviceTrouble = 'full';
    await world.send(pay);
    expect(world.on('basket').payReason).toBe('at-the-counter');
    expect(world.asked).toEqual([]);
    world.preAdviceTrouble = null;
    await world.send(pay);
    expect([...world.preAdvice.keys()]).toEqual(['T1-00000001']);
  });
});
