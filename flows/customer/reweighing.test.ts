import { describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { createWorld, type World } from '../world.fixture.ts';
import { grams } from '../weight.ts';

const france: Intent = { type: 'destination.chosen', destination: 'france' };
const letter: Intent = { type: 'format.chosen', format: 'letter' };
const parcel: Intent = { type: 'format.chosen', format: 'parcel' };
const confirmed: Intent = { type: 'offer.confirmed' };
const back: Intent = { type: 'back' };

async function open(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  expect(world.view().screen).toBe('attract');
  return world;
}

/** An item on the pan, read and taken. */
async function weigh(world: World, weight: number): Promise<void> {
  world.place(weight);
  await world.pass(1_000);
}

describe('the pan changed between price and basket (devices.md 1.6 rule 7)', () => {
  async function priced(weight = 20): Promise<World> {
    const world = await open();
    await weigh(world, weight);
    await world.send(france, letter);
    return world;
  }

  it('the same weight put back goes straight on', async () => {
    const world = await priced();
    world.place(0);
    await world.send(confirmed);
    expect(world.on('weigh')).toMatchObject({ purpose: 'again', weighing: 'empty', back: 'back' });
    world.place(20);
    await world.pass(1_000);
    expect(world.on('basket').lines).toMatchObject([{ grams: 20, price: 152 }]);
  });

  it('another weight is priced anew, and says what it cost before', async () => {
    const world = await priced();
    world.place(0);
    world.place(21);
    await world.send(confirmed);
    await world.pass(1_000);
    expect(world.on('offers')).toMatchObject({ grams: 21, priceBefore: 152 });
    expect(world.on('offers').money?.amount).toBeGreaterThan(152);
    await world.send(confirmed);
    expect(world.on('basket').lines).toMatchObject([{ grams: 21 }]);
  });

  it('what it cost before is forgotten with the next choice', async () => {
    const world = await priced();
    world.place(21);
    await world.send(confirmed);
    await world.pass(1_000);
    await world.send({ type: 'offer.selected', product: 'lettre_verte_suivie' });
    expect(world.on('offers').priceBefore).toBeNull();
  });

  it('a trembling pan is not asked about', async () => {
    const world = await priced();
    world.read({ kind: 'moving', grams: grams(19) });
    world.read({ kind: 'stable', grams: grams(20) });
    await world.send(confirmed);
    expect(world.view().screen).toBe('basket');
  });

  it('a weight that went and came back unseen is weighed again all the same', async () => {
    const world = await priced();
    world.place(0);
    world.place(20);
    await world.send(confirmed);
    expect(world.on('weigh').purpose).toBe('again');
    await world.pass(1_000);
    expect(world.view().screen).toBe('basket');
  });

  it('while it is weighed again the screen never calls a moving pan accepted', async () => {
    const world = await priced();
    world.place(0);
    await world.send(confirmed);
    world.read({ kind: 'moving', grams: grams(12) });
    expect(world.on('weigh')).toMatchObject({ weighing: 'settling', grams: 12 });
    world.read({ kind: 'below-minimum', grams: grams(3) });
    expect(world.on('weigh').weighing).toBe('below-minimum');
    world.read({ kind: 'overload' });
    expect(world.on('weigh').weighing).toBe('overload');
    await world.pass(3_000);
    expect(world.view().screen).toBe('weigh');
  });

  it('the way back leads to the offers, and the item still must be weighed again', async () => {
    const world = await priced();
    world.place(0);
    await world.send(confirmed, back);
    expect(world.view().screen).toBe('offers');
    await world.send(confirmed);
    expect(world.view().screen).toBe('weigh');
  });

  it('a parcel whose weight no longer fits any offer cannot go on', async () => {
    const world = await open();
    await weigh(world, 29_000);
    await world.send(france, parcel);
    world.place(30_500);
    await world.send(confirmed);
    await world.typeAddress('69007', '12 rue X', 'Camille');
    await world.typeAddress('91130', '3 place Y', 'Dominique');
    await world.pass(1_000);
    expect(world.on('offers')).toMatchObject({ selected: null, saving: null });
    await world.send(confirmed);
    expect(world.view().screen).toBe('offers');
  });

  it('a parcel that is to wait at a pick-up point after all asks how to reach its addressee', async () => {
    const world = await open();
    await weigh(world, 1_240);
    await world.send(france, parcel, confirmed);
    await world.typeAddress('69007', '12 rue X', 'Camille');
    world.place(2_600);
    await world.typeAddress('91130', '3 place Y', 'Dominique');
    await world.pass(1_000);
    await world.send({ type: 'offer.selected', product: 'colissimo_france_point_retrait' }, confirmed);
    expect(world.on('address')).toMatchObject({ party: 'addressee', phone: 'required', draft: { name: 'Camille', postcode: '69007' } });
    await world.typeAddress('69007', '12 rue X', 'Camille', '06 12 34 56 78');
    expect(world.view().screen).toBe('pick-up');
  });
});
