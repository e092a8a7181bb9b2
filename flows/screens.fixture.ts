import type { ServiceId } from './intents.ts';
import type { Screen } from './view.ts';
import { createWorld, type World } from './world.fixture.ts';

/** How to come to each screen: one entry a member of the View union, or it does not compile. */

const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;
const never = (): Promise<never> => new Promise(() => {});

async function begun(before: (world: World) => void = () => {}): Promise<World> {
  const world = createWorld(before).start();
  await world.settle();
  return world;
}

async function atDestination(weight = 20): Promise<World> {
  const world = await begun();
  world.place(weight);
  await world.pass(1_000);
  return world;
}

async function atService(service: ServiceId): Promise<World> {
  const world = await begun();
  await world.send({ type: 'service.started', service });
  return world;
}

async function toCanada(weight: number): Promise<World> {
  const world = await atDestination(weight);
  await world.send({ type: 'destination.chosen', destination: 'abroad' }, { type: 'country.chosen', code: 'CA' });
  return world;
}

async function atBasket(): Promise<World> {
  const world = await begun();
  await world.prepareLetter(20, 'lettre_verte_suivie');
  return world;
}

async function paid(prepare: (world: World) => void): Promise<World> {
  const world = await atBasket();
  prepare(world);
  await world.send({ type: 'basket.paid' });
  return world;
}

export const waysTo: { readonly [S in Screen]: () => Promise<World> } = {
  starting: () => begun((world) => world.papers.become({ state: 'offline', cause: 'not started', warnings: [], since: 0 })),
  attract: () => begun(),
  weigh: async () => {
    const world = await begun();
    await world.send({ type: 'service.started', service: 'send' });
    return world;
  },
  destination: () => atDestination(),
  country: async () => {
    const world = await atDestination();
    await world.send({ type: 'destination.chosen', destination: 'abroad' });
    return world;
  },
  contents: () => toCanada(1_240),
  format: async () => {
    const world = await atDestination(1_240);
    await world.send({ type: 'destination.chosen', destination: 'france' });
    return world;
  },
  offers: async () => {
    const world = await atDestination();
    await world.send({ type: 'destination.chosen', destination: 'france' });
    return world;
  },
  address: async () => {
    const world = await atDestination(1_240);
    await world.send({ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.confirmed' });
    return world;
  },
  'pick-up': async () => {
    const world = await atDestination(1_240);
    await world.send(
      { type: 'destination.chosen', destination: 'france' },
      { type: 'format.chosen', format: 'parcel' },
      { type: 'offer.selected', product: 'colissimo_france_point_retrait' },
      { type: 'offer.confirmed' },
    );
    await world.typeAddress('69007', '12 rue de la République', 'Camille Martin', '06 12 34 56 78');
    await world.typeAddress('91130', '3 place du Moulin', 'Dominique Petit');
    return world;
  },
  customs: async () => {
    const world = await toCanada(1_240);
    await world.send({ type: 'contents.chosen', contents: 'goods' }, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.confirmed' });
    await world.typeForeignAddress('K1A 0B1', 'Ottawa', 'ON', '24 Sussex Drive', 'Camille Martin');
    await world.typeAddress('91130', '3 place du Moulin', 'Dominique Petit');
    return world;
  },
  stamps: () => atService('stamps'),
  supplement: () => atService('supplement'),
  articles: () => atService('articles'),
  'drop-off': () => atService('deposit'),
  copy: () => atService('copy'),
  tracking: () => atService('tracking'),
  basket: atBasket,
  pay: () => paid((world) => (world.answers.pay = [never()])),
  'payment-refused': () => paid((world) => (world.answers.pay = [{ kind: 'refused', reason: 'declined', detail: '' }])),
  issuing: () => paid((world) => (world.answers.label = [never()])),
  'label-trouble': () => paid((world) => (world.answers.label = [jam])),
  refunding: async () => {
    const world = await paid((one) => {
      one.answers.label = [jam];
      one.answers.cancel = [never()];
    });
    await world.send({ type: 'label.refunded' });
    return world;
  },
  deposit: () => paid(() => {}),
  farewell: async () => {
    const world = await paid(() => {});
    await world.send({ type: 'papers.chosen', proof: false, receipt: false });
    return world;
  },
  'out-of-service': () => begun((world) => (world.ledger.failing = 'full')),
  maintenance: async () => {
    const world = await begun();
    await world.signIn('manager');
    return world;
  },
  stopping: async () => {
    const world = await begun();
    world.actor.send({ type: 'stop.asked' });
    return world;
  },
};

export const screens = Object.keys(waysTo) as Screen[];
