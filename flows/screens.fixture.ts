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
    await world.send({ type: 'send.started' });
    return world;
  },
  destination: () => atDestination(),
  format: async () => {
    const world = await atDestination();
    await world.send({ type: 'destination.chosen', destination: 'france' });
    return world;
  },
  offers: async () => {
    const world = await atDestination();
    await world.send({ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'letter' });
    return world;
  },
  address: async () => {
    const world = await atDestination(1_240);
    await world.send({ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.confirmed' });
    return world;
  },
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
};

export const screens = Object.keys(waysTo) as Screen[];
