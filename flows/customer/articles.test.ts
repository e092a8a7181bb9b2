import { describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { broken, createWorld, online, type World } from '../world.fixture.ts';
import { basketLimit } from './basket.ts';

/** The fixture's list: an envelope at 1.99 € and a box at 2.50 €, both invented. */
const list: Intent = { type: 'service.started', service: 'articles' };
const pay: Intent = { type: 'articles.confirmed', next: 'pay' };
const more: Intent = { type: 'articles.confirmed', next: 'basket' };
const count = (article: string, quantity: number): Intent => ({ type: 'article.quantity.changed', article, quantity });

async function atArticles(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.send(list);
  return world;
}

const quantitiesOf = (world: World) => world.on('articles').articles.map(({ quantity }) => quantity);
const soldIn = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'sale.opened' ? fact.lines : []));

describe('envelopes and packaging', () => {
  it('are counted one by one, and paid at once', async () => {
    const world = await atArticles();
    expect(world.on('articles')).toMatchObject({ total: 0, money: null, full: false });
    await world.send(count('ENV-PREPAID', 2), count('BOX-M', 1));
    expect(world.on('articles')).toMatchObject({ total: 2 * 199 + 250, money: { state: 'to-pay', amount: 648 } });
    await world.send(pay);
    expect(world.on('deposit')).toMatchObject({ money: { state: 'paid', amount: 648 }, into: null });
    expect(soldIn(world)).toEqual([
      { line: 'L1', product: 'article', article: 'ENV-PREPAID', grams: 0, quantity: 2, unitPrice: 199, tariff: 'articles' },
      { line: 'L2', product: 'article', article: 'BOX-M', grams: 0, quantity: 1, unitPrice: 250, tariff: 'articles' },
    ]);
    expect(world.asked.map(({ command }) => command)).toEqual(['pay', 'label', 'label', 'label']);
    await world.send({ type: 'papers.chosen', proof: false, receipt: false });
    expect(world.on('farewell')).toMatchObject({ outcome: 'bought', printed: 3 });
  });

  it('can be counted down again, to nothing, of which nothing is sold', async () => {
    const world = await atArticles();
    await world.send(count('BOX-M', 3), count('BOX-M', 0), pay, more);
    expect(world.on('articles')).toMatchObject({ total: 0, money: null });
    await world.send(count('ENV-PREPAID', 1), count('BOX-M', 0), more);
    expect(world.on('basket').lines).toMatchObject([{ kind: 'article', name: { fr: 'Enveloppe prête à poster' }, price: 199 }]);
  });

  it('that are not on the list cannot be counted', async () => {
    const world = await atArticles();
    await world.send(count('nothing', 3), more);
    expect(quantitiesOf(world)).toEqual([0, 0]);
  });

  it('fill the basket at most: what is too much changes nothing', async () => {
    const world = await atArticles();
    await world.send(count('BOX-M', basketLimit - 1), count('ENV-PREPAID', 2));
    expect(quantitiesOf(world)).toEqual([0, basketLimit - 1]);
    expect(world.on('articles').full).toBe(false);
    await world.send(count('ENV-PREPAID', 1));
    expect(world.on('articles').full).toBe(true);
    await world.send(more);
    expect(world.on('basket').addReason).toBe('basket-full');
    await world.send(list);
    expect(world.view().screen).toBe('basket');
  });

  it('stand beside what lies in the basket, and the plate shows both', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    await world.send(list, count('BOX-M', 1));
    expect(world.on('articles').money).toEqual({ state: 'to-pay', amount: 402 });
    await world.send(pay);
    expect(world.on('deposit').money).toEqual({ state: 'paid', amount: 402 });
  });

  it('are not offered where the operator has listed none', async () => {
    const world = createWorld((one) => (one.articles = [])).start();
    await world.settle();
    expect(world.on('attract').services).toContainEqual({ id: 'articles', reason: 'at-the-counter' });
    await world.send(list);
    expect(world.view().screen).toBe('attract');
  });
});

describe('a device fails while articles are being counted', () => {
  it.each(['card', 'labels'] as const)('%s: they cannot be paid, and can when it is back', async (device) => {
    const world = await atArticles();
    await world.send(count('BOX-M', 1));
    world[device].become(broken('offline', 'cable'));
    expect(world.on('articles').payReason).toBe(`${device}-unavailable`);
    await world.send(pay);
    expect(world.view().screen).toBe('articles');
    world[device].become(online);
    await world.send(pay);
    expect(world.view().screen).toBe('deposit');
  });
});

describe('the way back from the articles', () => {
  it('ends the visit, or leads to the basket when something lies in it', async () => {
    const world = await atArticles();
    await world.send(count('BOX-M', 1), more, list, count('ENV-PREPAID', 5), { type: 'back' });
    expect(world.on('basket').lines).toHaveLength(1);
    const other = await atArticles();
    await other.send({ type: 'back' });
    expect(other.view().screen).toBe('attract');
  });
});
