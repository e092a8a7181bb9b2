import { describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import type { Tariff } from '../postage/tariff.ts';
import { createWorld, start, type World } from '../world.fixture.ts';
import { basketLimit } from './basket.ts';

/** Price lists change at midnight, Europe/Paris, and customers stand at the terminal then, too. */

const france: Intent = { type: 'destination.chosen', destination: 'france' };
const confirmed: Intent = { type: 'offer.confirmed' };
/** 2026-11-24 at 00:00 in Paris is 23:00 UTC of the day before. */
const midnight = Date.UTC(2026, 10, 23, 23, 0);
const minute = 60_000;
/** Nobody is asked whether he is still there: what is tested is the list. */
const patient = { warnAfter: 1e9, grace: 1e9 };

/** Every price ten cents up, from that day on. */
function dearer(list: Tariff): Tariff {
  const products = list.products.map((product) => ({ ...product, validFrom: '2026-11-24', steps: product.steps.map((step) => ({ ...step, price: cents(step.price + 10) })) }));
  return { ...list, id: '2026-11-24', validFrom: '2026-11-24', products };
}

/** A minute before midnight; at midnight the list of today ends, and another begins or none does. */
async function lateEvening(tomorrow: (today: Tariff) => Tariff | null): Promise<World> {
  const world = createWorld(undefined, patient);
  const today = world.tariff!;
  const next = tomorrow(today);
  world.tariffAt = (instant) => (instant < midnight ? { ...today, validTo: '2026-11-23' } : next);
  world.start();
  await world.settle();
  await world.pass(midnight - start - minute);
  return world;
}

const pricesIn = (world: World) => world.on('basket').lines.map(({ unitPrice }) => unitPrice);
const listsOf = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'sale.opened' ? fact.lines.map(({ tariff }) => tariff) : []));

describe('midnight passes during a session', () => {
  it('what was priced before keeps its price and the list that made it; the next item is priced by the new one', async () => {
    const world = await lateEvening(dearer);
    await world.prepareLetter(20);
    await world.pass(minute);
    expect(pricesIn(world)).toEqual([152]);
    world.place(0);
    await world.prepareLetter(20);
    expect(pricesIn(world)).toEqual([152, 162]);
    await world.send({ type: 'basket.paid' });
    expect(listsOf(world)).toEqual(['2026-04-01', '2026-11-24']);
    expect(world.on('deposit').money).toEqual({ state: 'paid', amount: 314 });
  });

  it('an offer that stood on the screen is kept, and so is its list when the item is weighed again', async () => {
    const world = await lateEvening(dearer);
    await world.weigh(20);
    await world.send(france);
    await world.pass(minute);
    expect(world.on('offers').money?.amount).toBe(152);
    world.place(0);
    await world.send(confirmed);
    await world.weigh(60);
    expect(world.on('offers')).toMatchObject({ priceBefore: 152, money: { amount: 310 } });
    await world.send(confirmed);
    expect(pricesIn(world)).toEqual([310]);
  });

  it('a copy speaks of the list that made the price, as the paper did: not of the one that held when it was paid', async () => {
    const renamed = (today: Tariff): Tariff => ({ ...dearer(today), products: dearer(today).products.map((product) => ({ ...product, name: 'Autre nom', cover: null })) });
    const world = await lateEvening(renamed);
    await world.prepareParcel(1_240);
    await world.pass(minute);
    await world.send({ type: 'basket.paid' }, { type: 'papers.chosen', proof: true, receipt: true }, { type: 'session.finished' });
    world.place(0);
    await world.scan('MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL', 'qr');
    await world.send({ type: 'copy.chosen', document: 'proof' }, { type: 'copy.chosen', document: 'receipt' });
    const papers = world.asked.flatMap(({ command, with: what }) => (command === 'paper' ? [JSON.stringify(what)] : []));
    expect(papers).toHaveLength(4);
    for (const paper of papers) expect(paper).toContain('Colissimo');
    for (const paper of papers) expect(paper).not.toContain('Autre nom');
    expect(papers.filter((paper) => paper.includes('28,52'))).toHaveLength(2);
  });

  it('stamps that stood on the screen keep their price', async () => {
    const world = await lateEvening(dearer);
    await world.send({ type: 'service.started', service: 'stamps' });
    await world.pass(minute);
    await world.send({ type: 'stamps.quantity.changed', quantity: 3 }, { type: 'stamps.confirmed', next: 'basket' });
    expect(pricesIn(world)).toEqual([152]);
    await world.send({ type: 'service.started', service: 'stamps' });
    expect(world.on('stamps')).toMatchObject({ total: 162 });
  });

  it('and no list follows: what lies in the basket is sold, what comes after is not', async () => {
    const world = await lateEvening(() => null);
    await world.prepareLetter(20);
    await world.pass(minute);
    world.place(0);
    await world.weigh(60);
    await world.send(france);
    expect(new Set(world.on('offers').offers.map(({ reason }) => reason))).toEqual(new Set(['tariff-missing']));
    await world.send(confirmed);
    expect(world.view().screen).toBe('offers');
    await world.send({ type: 'back' }, { type: 'back' }, { type: 'back' });
    await world.send({ type: 'basket.paid' });
    expect(listsOf(world)).toEqual(['2026-04-01']);
    expect(world.on('deposit').money).toEqual({ state: 'paid', amount: 152 });
  });

  it('and the next customer is told before he begins', async () => {
    const world = await lateEvening(() => null);
    await world.pass(minute);
    world.labels.become(world.labels.health());
    expect(world.on('attract').services.filter(({ reason }) => reason === 'tariff-missing').map(({ id }) => id)).toEqual(['send', 'stamps']);
  });
});

describe('a basket of twenty items', () => {
  it('each weighed, priced and printed for itself, is paid at once', { timeout: 120_000 }, async () => {
    const world = createWorld().start();
    await world.settle();
    const weights = Array.from({ length: basketLimit }, (_, at) => 20 + at);
    for (const weight of weights) {
      world.place(0);
      await world.prepareLetter(weight);
      await world.send({ type: 'touched' });
    }
    // 20 g cost 1.52 €, all the others 3.10 € (`postal.md` 1).
    expect(world.on('basket')).toMatchObject({ total: 152 + 19 * 310, addReason: 'basket-full' });
    world.place(0);
    world.place(80);
    expect(world.view().screen).toBe('basket');
    await world.send({ type: 'basket.paid' });
    // Twenty labels take more turns than one step is given.
    for (let label = 0; label < basketLimit; label += 1) await world.settle();
    expect(world.on('deposit').pieces.map(({ grams, state }) => [grams, state])).toEqual(weights.map((weight) => [weight, 'printed']));
    expect(world.asked.filter(({ command }) => command === 'pay')).toMatchObject([{ with: { amount: 6_042 } }]);
  });
});
