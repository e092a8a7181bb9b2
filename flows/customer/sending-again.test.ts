import { describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import { createWorld, type World } from '../world.fixture.ts';
import { answer, article, books, lyon, ottawa, scarf, type Wish } from './wish.fixture.ts';

/** The way back, and the item that was taken from the scale: nothing that was said is asked twice, unless it no longer holds. */

const back: Intent = { type: 'back' };
const toCanada: Wish = { grams: 1_240, to: { abroad: 'CA' }, contents: 'goods', format: 'parcel', addressee: ottawa, articles: [books, scarf] };
const toPoint: Wish = { grams: 1_240, to: 'france', format: 'parcel', product: 'colissimo_france_point_retrait' };
const registered: Wish = { grams: 60, to: 'france', product: 'lettre_recommandee_r1', options: ['avis_reception_national'] };

async function weighed(wish: Wish): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.weigh(wish.grams);
  return world;
}

function question(world: World): string {
  const view = world.view();
  return view.screen === 'address' ? view.party : view.screen;
}

async function backTo(world: World, wanted: string): Promise<void> {
  for (let steps = 0; question(world) !== wanted; steps += 1) {
    if (steps > 10) throw new Error(`no way back leads to ${wanted}`);
    await world.send(back);
  }
}

/** Answers until that question stands on the screen. */
async function until(world: World, wish: Wish, wanted: string): Promise<void> {
  for (let asked = 0; question(world) !== wanted; asked += 1) {
    if (asked > 10) throw new Error(`${wanted} is never asked`);
    await answer(world, wish);
  }
}

function unchosen({ grams, to, contents = 'goods', format = 'letter', addressee = lyon }: Wish): Wish {
  return { grams, to, contents, format, addressee };
}

describe('a step back and forth', () => {
  it.each<[string, Wish]>([
    ...['country', 'contents', 'format', 'offers', 'addressee', 'sender', 'customs'].map((name): [string, Wish] => [name, toCanada]),
    ...['format', 'offers', 'addressee', 'sender', 'pick-up'].map((name): [string, Wish] => [name, toPoint]),
    ['offers', registered],
    ['sender', registered],
  ])('from %s finds the screen as it was', async (name, wish) => {
    const world = await weighed(wish);
    await until(world, wish, name);
    const before = world.view();
    await world.send(back);
    expect(question(world)).not.toBe(name);
    // The offer and its options are not said a second time.
    await until(world, unchosen(wish), name);
    expect(world.view()).toEqual(before);
  });

  it('all the way to the scale and to the basket again makes the same line', async () => {
    const [straight, wandering] = [await weighed(toCanada), await weighed(toCanada)];
    await until(straight, toCanada, 'basket');
    await until(wandering, toCanada, 'customs');
    await backTo(wandering, 'destination');
    await until(wandering, toCanada, 'basket');
    expect(wandering.on('basket').lines).toEqual(straight.on('basket').lines);
  });

  it('out of the declaration keeps what was declared, and what was typed of the address', async () => {
    const world = await weighed(toCanada);
    await until(world, toCanada, 'customs');
    await world.send({ type: 'customs.category.chosen', category: 'gift' }, scarf, back, back);
    expect(world.on('address')).toMatchObject({ party: 'addressee', draft: { name: 'Camille Martin', town: 'Ottawa' } });
    await ottawa(world);
    expect(world.on('customs')).toMatchObject({ part: 'overview', category: 'gift', articles: [{ description: 'Echarpe', grams: 300, value: 4_000 }] });
  });

  it('to papers instead of goods asks for no declaration, and the line has none', async () => {
    const world = await weighed(toCanada);
    await until(world, toCanada, 'customs');
    await world.send({ type: 'customs.category.chosen', category: 'gift' }, scarf, back, back);
    await backTo(world, 'contents');
    await until(world, { ...toCanada, contents: 'documents' }, 'basket');
    await world.send({ type: 'basket.paid' });
    expect(world.preAdvice.size).toBe(0);
    expect(world.on('deposit').pieces).toMatchObject([{ customs: null }]);
  });
});

describe('the parcel was taken from the scale while its goods were declared', () => {
  async function declaredAndTaken(): Promise<World> {
    const world = await weighed(toCanada);
    await until(world, toCanada, 'customs');
    world.place(0);
    await answer(world, toCanada);
    expect(world.on('weigh')).toMatchObject({ purpose: 'again' });
    return world;
  }

  it('and comes back as it was: nothing is asked again', async () => {
    const world = await declaredAndTaken();
    await world.weigh(1_240);
    expect(world.on('basket').lines).toMatchObject([{ grams: 1_240, unitPrice: 5_399 }]);
  });

  it.each([
    ['lighter, but not than what was declared', 360, 3_519],
    ['heavier', 2_001, 7_869],
  ])('and comes back %s: the price is made anew, the declaration holds', async (_, weight, price) => {
    const world = await declaredAndTaken();
    await world.weigh(weight);
    expect(world.on('offers')).toMatchObject({ grams: weight, priceBefore: 5_399, money: { amount: price } });
    await world.send({ type: 'offer.confirmed' });
    expect(world.on('basket').lines).toMatchObject([{ grams: weight, unitPrice: price }]);
  });

  it('and comes back lighter than what was declared: the declaration is opened, and says so', async () => {
    const world = await declaredAndTaken();
    await world.weigh(359);
    await world.send({ type: 'offer.confirmed' });
    expect(world.on('customs')).toMatchObject({ part: 'overview', itemGrams: 359, problems: [{ problem: 'heavier-than-item' }] });
    await world.send({ type: 'customs.article.reopened', at: 1 }, article('Echarpe', '299', '40'), { type: 'customs.confirmed' });
    expect(world.on('basket').lines).toMatchObject([{ grams: 359, unitPrice: 3_519 }]);
  });
});

describe('goods that were declared become papers', () => {
  it('before the basket: no form is printed, and the back office waits for nothing', async () => {
    const world = await weighed(toCanada);
    await until(world, toCanada, 'customs');
    world.place(0);
    await answer(world, toCanada);
    expect(world.on('weigh').purpose).toBe('again');
    await world.send(back);
    await backTo(world, 'contents');
    await until(world, { ...toCanada, contents: 'documents' }, 'weigh');
    await world.weigh(1_240);
    await world.send({ type: 'basket.paid' });
    expect(world.on('deposit').pieces).toMatchObject([{ customs: null, state: 'printed' }]);
    expect(world.preAdvice.size).toBe(0);
  });
});

describe('a letter that bears stamps already was exchanged on the scale', () => {
  /** 60 g cost 3.10 €, and 1.52 € are on it. */
  async function affixed(): Promise<World> {
    const world = createWorld().start();
    await world.settle();
    await world.send({ type: 'service.started', service: 'supplement' }, { type: 'supplement.way.chosen', way: 'weighed' });
    await world.weigh(60);
    await world.send({ type: 'destination.chosen', destination: 'france' }, { type: 'offer.confirmed' }, { type: 'supplement.amount.entered', amount: cents(152) });
    expect(world.on('supplement')).toMatchObject({ part: 'amount', way: 'weighed', price: 310, rest: 158 });
    return world;
  }

  it('for a heavier one: the rest is made anew', async () => {
    const world = await affixed();
    world.place(0);
    await world.send({ type: 'supplement.confirmed' });
    await world.weigh(120);
    await world.send({ type: 'offer.confirmed' });
    expect(world.on('basket').lines).toMatchObject([{ product: 'supplement', grams: 120, unitPrice: 524 - 152 }]);
  });

  it('for one on which nothing is missing: it says so instead of ending the visit', async () => {
    const world = await affixed();
    world.place(0);
    await world.send({ type: 'supplement.confirmed' });
    await world.weigh(20);
    await world.send({ type: 'offer.confirmed' });
    expect(world.on('supplement')).toMatchObject({ price: 152, entered: 152, rest: null, problem: 'nothing-missing' });
    await world.send({ type: 'supplement.amount.entered', amount: cents(100) }, { type: 'supplement.confirmed' });
    expect(world.on('basket').lines).toMatchObject([{ product: 'supplement', grams: 20, unitPrice: 52 }]);
  });
});
