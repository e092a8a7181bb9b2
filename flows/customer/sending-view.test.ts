import { describe, expect, it } from 'vitest';
import type { DestinationRule } from '../destinations/book.ts';
import { broken, createWorld, type World } from '../world.fixture.ts';

/** What the screens of sending make of an item: how many offers stand there, and which places. */

async function weighed(grams: number, rules: readonly DestinationRule[] = []): Promise<World> {
  const world = createWorld(({ ports }) => Object.assign(ports, { destinations: { ...ports.destinations, rules } })).start();
  await world.settle();
  await world.weigh(grams);
  return world;
}

describe('the offers on the screen', () => {
  const productsOf = (world: World) => world.on('offers').offers.map(({ product }) => product);

  it('are three, the best first; the rest is one touch away, and goes at one', async () => {
    const world = await weighed(20);
    await world.send({ type: 'destination.chosen', destination: 'france' });
    expect(world.on('offers')).toMatchObject({ more: 3, all: false });
    expect(productsOf(world)).toEqual(['lettre_verte', 'lettre_verte_suivie', 'lettre_services_plus']);
    await world.send({ type: 'offer.all.shown', all: true });
    expect(world.on('offers')).toMatchObject({ more: 0, all: true });
    expect(productsOf(world).slice(3)).toEqual(['lettre_recommandee_r1', 'lettre_recommandee_r2', 'lettre_recommandee_r3']);
    await world.send({ type: 'offer.all.shown', all: false });
    expect(productsOf(world)).toHaveLength(3);
  });

  it('are never without the chosen one', async () => {
    const world = await weighed(20);
    await world.send({ type: 'destination.chosen', destination: 'france' }, { type: 'offer.all.shown', all: true });
    await world.send({ type: 'offer.selected', product: 'lettre_recommandee_r2' }, { type: 'offer.all.shown', all: false });
    expect(productsOf(world)).toContain('lettre_recommandee_r2');
  });
});

describe('a price that jumps is explained', () => {
  /** `postal.md` 1: Lettre verte 3.10 € to 100 g and 5.24 € to 250 g. */
  it('12 g less and it costs 2.14 € less; each offer has its own saving, and one far from its step none', async () => {
    const world = await weighed(112);
    await world.send({ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'letter' });
    expect(world.on('offers')).toMatchObject({ selected: 'lettre_verte', saving: { grams: 12, cents: 214 } });
    await world.send({ type: 'offer.selected', product: 'lettre_services_plus' });
    expect(world.on('offers').saving).toMatchObject({ grams: 12 });
    expect(world.on('offers').saving?.cents).not.toBe(214);
    const other = await weighed(180);
    await other.send({ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'letter' });
    expect(other.on('offers').saving).toBeNull();
  });
});

it('an address can be shown to the scanner only while there is one', async () => {
  const world = await weighed(1_240);
  await world.send({ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.confirmed' });
  expect(world.on('address').scanner).toBe(true);
  world.scanner.become(broken('offline', 'cable'));
  await world.settle();
  expect(world.on('address').scanner).toBe(false);
});

describe('the places on the screen', () => {
  const codesOf = (world: World) => world.on('country').choices.map(({ code }) => code);

  async function lookingAbroad(rules?: readonly DestinationRule[]): Promise<World> {
    const world = await weighed(20, rules);
    await world.send({ type: 'destination.chosen', destination: 'abroad' });
    return world;
  }

  it('are the ten most frequent before anything is typed, and what was found after', async () => {
    const world = await lookingAbroad();
    expect(codesOf(world)).toHaveLength(10);
    await world.send({ type: 'country.searched', text: 'norv' });
    expect(codesOf(world)).toEqual(['NO']);
  });

  it.each([
    ['Réunion', 'RE'],
    ['tahi', 'PF'],
    ['France', 'FR'],
    ['Corse', 'FR'],
  ])('hold %s too when it is looked for abroad: nobody is sent back', async (text, code) => {
    const world = await lookingAbroad();
    await world.send({ type: 'country.searched', text });
    expect(codesOf(world)).toEqual([code]);
    await world.send({ type: 'country.chosen', code });
    expect(world.view().screen).not.toBe('country');
  });

  const nothing: DestinationRule = {
    id: 'closed',
    where: ['DE'],
    kind: null,
    contents: null,
    effect: 'suspended',
    note: { fr: 'Rien ne part en ce moment.', en: 'Nothing goes there now.' },
    from: '2026-11-01',
    to: '2026-11-30',
    source: 'invented',
    confidence: 'high',
  };

  it.each<[string, Partial<DestinationRule>, 'suspended' | null]>([
    ['where nothing goes says so', {}, 'suspended'],
    ['where parcels alone do not go can be chosen', { kind: 'parcel' }, null],
    ['where goods alone do not go can be chosen', { contents: 'goods' }, null],
    ['where everything goes again can be chosen', { to: '2026-11-22' }, null],
  ])('a country %s', async (_, change, reason) => {
    const world = await lookingAbroad([{ ...nothing, ...change }]);
    const note = reason === null ? null : nothing.note;
    expect(world.on('country').choices.find(({ code }) => code === 'DE')).toEqual({ code: 'DE', name: null, reason, note });
  });
});
