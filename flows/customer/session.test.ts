import { describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { broken, createWorld, online, type World } from '../world.fixture.ts';
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

describe('a session begins', () => {
  it('by putting an item on the scale, without a touch', async () => {
    const world = await open();
    world.place(20);
    expect(world.on('weigh')).toMatchObject({ weighing: 'accepted', grams: 20, purpose: 'first', money: null, back: 'cancel' });
    await world.pass(1_000);
    expect(world.on('destination')).toMatchObject({ grams: 20, step: { at: 2, name: 'destination' } });
    expect(world.ledger.story()).toEqual(['session.started']);
  });

  it('by a touch, and then asks for the item', async () => {
    const world = await open();
    await world.send({ type: 'service.started', service: 'send' });
    expect(world.on('weigh')).toMatchObject({ weighing: 'empty', grams: null });
    await weigh(world, 20);
    expect(world.view().screen).toBe('destination');
  });

  it('not with an item that was there before anybody saw an empty pan', async () => {
    const world = createWorld();
    world.place(20);
    world.start();
    await world.settle();
    expect(world.view().screen).toBe('attract');
    await world.send({ type: 'service.started', service: 'send' });
    expect(world.on('weigh').weighing).toBe('remove-first');
    await world.pass(5_000);
    expect(world.on('weigh').weighing).toBe('remove-first');
    world.place(0);
    await weigh(world, 20);
    expect(world.view().screen).toBe('destination');
  });

  it.each(['scale', 'card', 'labels'] as const)('not while the %s is out, and says so before anyone has begun', async (device) => {
    const world = await open();
    world[device].become(broken('offline', 'cable'));
    await world.send({ type: 'service.started', service: 'send' });
    world.place(20);
    await world.pass(2_000);
    expect(world.on('attract').services[0]).toEqual({ id: 'send', reason: `${device}-unavailable` });
    expect(world.ledger.story()).toEqual([]);
  });

  it('by itself with what lies on the pan, once the device that was missing is back', async () => {
    const world = await open();
    world.labels.become(broken('consumable-out', 'no media'));
    world.place(20);
    expect(world.view().screen).toBe('attract');
    world.labels.become(online);
    expect(world.view().screen).toBe('weigh');
  });
});

describe('the weight', () => {
  it('is shown long enough to be read, then the next question comes by itself', async () => {
    const world = await open();
    world.place(20);
    await world.pass(800);
    expect(world.view().screen).toBe('weigh');
    await world.pass(200);
    expect(world.view().screen).toBe('destination');
  });

  it('is not taken from a pan that moves again before it was read', async () => {
    const world = await open();
    world.place(20);
    await world.pass(800);
    world.read({ kind: 'moving', grams: grams(25) });
    await world.pass(5_000);
    expect(world.on('weigh')).toMatchObject({ weighing: 'settling', grams: 25 });
    world.read({ kind: 'stable', grams: grams(30) });
    await world.pass(1_000);
    expect(world.on('destination').grams).toBe(30);
  });

  it.each([
    [{ kind: 'below-minimum', grams: grams(3) }, 'below-minimum', 3],
    [{ kind: 'overload' }, 'overload', null],
    [{ kind: 'underload' }, 'underload', null],
    [{ kind: 'absent', cause: 'cable' }, 'unavailable', null],
  ] as const)('%j is no weight, and the screen says which trouble it is', async (reading, weighing, shown) => {
    const world = await open();
    await world.send({ type: 'service.started', service: 'send' });
    world.read(reading);
    await world.pass(5_000);
    expect(world.on('weigh')).toMatchObject({ weighing, grams: shown });
  });
});

describe('the steps of a letter', () => {
  it('come one after the other, the price on the screen from the first offer on', async () => {
    const world = await open();
    await weigh(world, 500);
    await world.send(france);
    expect(world.on('format')).toMatchObject({ money: null, step: { name: 'choose' } });
    await world.send(letter);
    expect(world.on('offers')).toMatchObject({ kind: 'letter', selected: 'lettre_verte', priceBefore: null, assumedLetter: false, money: { state: 'to-pay', amount: 741 } });
    await world.send({ type: 'offer.selected', product: 'lettre_verte_suivie' });
    expect(world.on('offers')).toMatchObject({ selected: 'lettre_verte_suivie', money: { amount: 791 } });
    await world.send(confirmed);
    expect(world.on('basket')).toMatchObject({ total: 791, money: { state: 'to-pay', amount: 791 }, addReason: null, payReason: null });
  });

  it('are one less when it is light: it is taken for a letter, and can be said to be thicker', async () => {
    const world = await open();
    await weigh(world, 20);
    await world.send(france);
    expect(world.on('offers')).toMatchObject({ kind: 'letter', assumedLetter: true, money: { amount: 152 } });
    await world.send({ type: 'format.reopened' }, parcel);
    expect(world.on('offers')).toMatchObject({ kind: 'parcel', assumedLetter: false, money: { amount: 549 } });
  });

  it('can be gone back, and what was said is kept', async () => {
    const world = await open();
    await weigh(world, 500);
    await world.send(france, letter, { type: 'offer.selected', product: 'lettre_services_plus' }, back);
    expect(world.view().screen).toBe('format');
    await world.send(letter);
    expect(world.on('offers').selected).toBe('lettre_services_plus');
    await world.send(back, back);
    expect(world.view().screen).toBe('destination');
    await world.send(back);
    expect(world.on('weigh').weighing).toBe('remove-first');
    await world.send(back);
    expect(world.view().screen).toBe('attract');
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'session.ended', how: 'cancelled' });
  });

  it.each(['overseas', 'abroad'] as const)('%s asks for the country, and the way back leads to the three ways', async (destination) => {
    const world = await open();
    await weigh(world, 20);
    await world.send({ type: 'destination.chosen', destination });
    expect(world.on('country')).toMatchObject({ purpose: destination, query: '' });
    await world.send(back);
    expect(world.view().screen).toBe('destination');
  });

  it('a size or an offer that is impossible cannot be chosen', async () => {
    const world = await open();
    await weigh(world, 2_001);
    await world.send(france, letter);
    expect(world.view().screen).toBe('format');
    await world.send({ type: 'format.chosen', format: 'oversize' });
    expect(world.view().screen).toBe('format');
    await world.send(parcel, { type: 'offer.selected', product: 'lettre_verte_suivie' });
    expect(world.on('offers').selected).toBe('colissimo_france_domicile');
    await world.send({ type: 'offer.selected', product: 'lettre_verte' });
    expect(world.on('offers').selected).toBe('colissimo_france_domicile');
  });

  it('cannot be priced on a day that no tariff covers: every offer says so, and none can be taken', async () => {
    const world = await open();
    await weigh(world, 20);
    world.tariff = null;
    await world.send(france, { type: 'offer.all.shown', all: true });
    expect(new Set(world.on('offers').offers.map(({ price, reason }) => `${price} ${reason}`))).toEqual(new Set(['null tariff-missing']));
    await world.send({ type: 'offer.selected', product: 'lettre_verte' }, confirmed);
    expect(world.on('offers')).toMatchObject({ selected: null, money: null });
  });
});

describe('the steps of a parcel', () => {
  it('ask for both addresses, and for the sender only once a session', async () => {
    const world = await open();
    await weigh(world, 1_240);
    await world.send(france, parcel, confirmed);
    expect(world.on('address')).toMatchObject({ party: 'addressee', part: 'town', lines: [] });
    await world.typeAddress('69007', '12 rue de la République', 'Camille Martin');
    expect(world.on('address')).toMatchObject({ party: 'sender', part: 'town' });
    await world.typeAddress('91130', '3 place du Moulin', 'Dominique Petit');
    expect(world.on('basket').lines[0]).toMatchObject({ kind: 'parcel', town: 'Lyon 7e', grams: 1_240 });
    world.place(0);
    await weigh(world, 500);
    await world.send(france, parcel, confirmed);
    await world.typeAddress('69007', '1 rue X', 'Claude Durand');
    expect(world.on('basket').lines).toHaveLength(2);
  });

  it('show the address as it will be printed before it counts', async () => {
    const world = await open();
    await weigh(world, 1_240);
    await world.send(france, parcel, confirmed, { type: 'address.postcode.entered', postcode: '69007' });
    await world.send({ type: 'address.street.entered', street: '12 rue X', building: '', apartment: '', place: '' }, { type: 'address.name.entered', name: 'Camille', company: '', phone: '' });
    expect(world.on('address')).toMatchObject({ part: 'check', lines: ['Camille', '12 RUE X', '69007 LYON'] });
  });

  it('never make a parcel without a sender by going back to the offers', async () => {
    const world = await open();
    await weigh(world, 1_240);
    await world.send(france, parcel, confirmed);
    await world.typeAddress('69007', '12 rue X', 'Camille');
    await world.send(back, back);
    expect(world.view().screen).toBe('offers');
    await world.send(confirmed);
    expect(world.on('address')).toMatchObject({ party: 'addressee', draft: { name: 'Camille', street: '12 rue X' } });
  });

  it('keep what was typed of either address on the way back', async () => {
    const world = await open();
    await weigh(world, 1_240);
    await world.send(france, parcel, confirmed);
    await world.typeAddress('69007', '12 rue X', 'Camille');
    await world.send({ type: 'address.postcode.entered', postcode: '91130' }, { type: 'address.street.entered', street: '3 place Y', building: '', apartment: '', place: '' }, back, back, back);
    expect(world.on('address')).toMatchObject({ party: 'addressee', draft: { name: 'Camille' } });
    await world.typeAddress('69007', '12 rue X', 'Camille');
    expect(world.on('address')).toMatchObject({ party: 'sender', draft: { street: '3 place Y', postcode: '91130' } });
  });

  it('a letter after an address was typed carries none', async () => {
    const world = await open();
    await weigh(world, 500);
    await world.send(france, parcel, confirmed);
    await world.typeAddress('69007', '12 rue X', 'Camille');
    await world.send(back, back, back, letter, confirmed);
    expect(world.on('basket').lines).toMatchObject([{ kind: 'letter', town: null }]);
  });
});
