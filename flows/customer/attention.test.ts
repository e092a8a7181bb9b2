import { describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import type { Preferences } from '../preferences.ts';
import { createWorld, type World } from '../world.fixture.ts';
import { extensions } from './session.ts';

const minute = 60_000;
const grace = 30_000;

async function withLetter(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.prepareLetter();
  // The touch of the last tap: from here the idle time counts.
  await world.send({ type: 'touched' });
  return world;
}

const endOf = (world: World) => world.ledger.facts().find((fact) => fact.type === 'session.ended');

describe('nobody touches anything (A11Y-57)', () => {
  it('after a minute the terminal asks, with the time left and ten extensions, and keeps the basket', async () => {
    const world = await withLetter();
    await world.pass(minute - 1);
    expect(world.on('basket').dialog).toBeNull();
    await world.pass(1);
    expect(world.on('basket')).toMatchObject({ dialog: { kind: 'idle', until: world.now() + grace, extensionsLeft: 10 }, total: 152 });
  });

  it('the question stays half a minute, then the session ends and nothing was paid', async () => {
    const world = await withLetter();
    await world.pass(minute);
    await world.pass(grace - 1);
    expect(world.view().screen).toBe('basket');
    await world.pass(1);
    expect(world.view().screen).toBe('attract');
    expect(endOf(world)).toMatchObject({ how: 'timed-out' });
    expect(world.asked).toEqual([]);
  });

  it('can be extended ten times at one touch each, the basket kept, and then ends', async () => {
    const world = await withLetter();
    for (let turn = 1; turn <= extensions; turn += 1) {
      await world.pass(minute);
      expect(world.on('basket').dialog).toMatchObject({ kind: 'idle', extensionsLeft: extensions - turn + 1 });
      await world.pass(grace - 1);
      await world.send({ type: 'time.extended' });
      expect(world.on('basket')).toMatchObject({ dialog: null, total: 152 });
    }
    await world.pass(minute);
    expect(world.on('basket').dialog).toMatchObject({ extensionsLeft: 0 });
    await world.send({ type: 'time.extended' });
    expect(world.on('basket').dialog).toMatchObject({ kind: 'idle' });
    await world.pass(grace);
    expect(world.view().screen).toBe('attract');
  });

  it.each<[string, Partial<Preferences>]>([
    ['takes their time', { pace: 'calm' }],
    ['listens', { speech: 'headphones' }],
    ['reads easy words', { wording: 'easy' }],
  ])('whoever %s has twice as long, and as many extensions as they like', async (_, preferences) => {
    const world = await withLetter();
    await world.pass(minute - 1);
    await world.send({ type: 'preferences.changed', preferences });
    for (let turn = 0; turn <= extensions; turn += 1) {
      await world.pass(2 * minute - 1);
      expect(world.on('basket').dialog).toBeNull();
      await world.pass(1);
      expect(world.on('basket').dialog).toEqual({ kind: 'idle', until: world.now() + 2 * grace, extensionsLeft: extensions });
      await world.send({ type: 'time.extended' });
    }
  });

  it('whoever moves something on the pan is there, and the question goes', async () => {
    const world = await withLetter();
    await world.pass(minute);
    expect(world.on('basket').dialog).toMatchObject({ kind: 'idle' });
    world.place(0);
    await world.settle();
    expect(world.on('basket').dialog).toBeNull();
    await world.pass(grace);
    expect(world.on('basket').total).toBe(152);
  });

  it('whoever goes on working has all ten extensions again', async () => {
    const world = await withLetter();
    for (let turn = 0; turn < 15; turn += 1) {
      await world.pass(minute);
      await world.send({ type: 'time.extended' }, { type: 'touched' });
    }
    await world.pass(minute);
    expect(world.on('basket').dialog).toMatchObject({ extensionsLeft: 10 });
  });

  it('a touch before the minute is over starts it again', async () => {
    const world = await withLetter();
    await world.pass(minute - 1);
    await world.send({ type: 'touched' });
    await world.pass(minute - 1);
    expect(world.on('basket').dialog).toBeNull();
  });

  it.each([minute - 1, minute])('whoever scans something %i ms after the last touch is there, and need not say so', async (time) => {
    const world = createWorld().start();
    await world.settle();
    await world.send({ type: 'service.started', service: 'tracking' });
    await world.pass(time);
    await world.scan('EE471108151FR');
    expect(world.on('tracking')).toMatchObject({ dialog: null, phase: 'found' });
    await world.pass(minute - 1);
    expect(world.on('tracking').dialog).toBeNull();
    await world.pass(1);
    expect(world.on('tracking').dialog).toMatchObject({ kind: 'idle' });
  });

  it('taking the item off the pan is a sign of life too', async () => {
    const world = await withLetter();
    await world.pass(minute - 1);
    world.place(0);
    await world.pass(minute - 1);
    expect(world.on('basket').dialog).toBeNull();
  });

  it('the question lies over any other dialog', async () => {
    const world = await withLetter();
    await world.send({ type: 'dialog.opened', dialog: 'languages' });
    await world.pass(minute);
    expect(world.on('basket').dialog).toMatchObject({ kind: 'idle' });
    await world.send({ type: 'time.extended' });
    expect(world.on('basket').dialog).toEqual({ kind: 'languages' });
  });

  it('does not run while the card is being asked or a label printed: those have times of their own', async () => {
    const world = await withLetter();
    world.answers.pay = [new Promise(() => {})];
    await world.send({ type: 'basket.paid' });
    await world.pass(10 * minute);
    expect(world.on('pay').dialog).toBeNull();
  });

  it('runs again when the basket is back after a refusal', async () => {
    const world = await withLetter();
    world.answers.pay = [{ kind: 'refused', reason: 'declined', detail: '' }];
    await world.send({ type: 'basket.paid' }, { type: 'basket.reopened' });
    await world.pass(minute);
    expect(world.on('basket').dialog).toMatchObject({ kind: 'idle' });
  });
});

describe('giving up', () => {
  const steps: [string, (world: World) => Promise<void>][] = [
    ['weigh', (world) => world.send({ type: 'service.started', service: 'send' })],
    [
      'destination',
      async (world) => {
        world.place(500);
        await world.pass(1_000);
      },
    ],
    ['format', (world) => world.send({ type: 'destination.chosen', destination: 'france' })],
    ['offers', (world) => world.send({ type: 'format.chosen', format: 'parcel' })],
    ['address', (world) => world.send({ type: 'offer.confirmed' })],
    ['address', (world) => world.typeAddress('69007', '12 rue X', 'Camille')],
    ['basket', (world) => world.typeAddress('91130', '3 place Y', 'Dominique')],
  ];

  it.each(steps.map(([screen], index) => [index, screen] as const))('at step %i (%s) ends at once, and nothing was recorded but the session', async (index, screen) => {
    const world = createWorld().start();
    await world.settle();
    for (const [, step] of steps.slice(0, index + 1)) await step(world);
    world.on(screen as 'basket');
    await world.send({ type: 'dialog.opened', dialog: 'cancel' }, { type: 'session.cancelled' });
    expect(world.on('attract')).toMatchObject({ money: null, dialog: null });
    expect(world.ledger.story()).toEqual(['session.started', 'session.ended']);
    expect(endOf(world)).toMatchObject({ how: 'cancelled' });
  });

  it('leaves the item on the pan without starting the next session with it', async () => {
    const world = createWorld().start();
    await world.settle();
    world.place(20);
    await world.send({ type: 'session.cancelled' });
    await world.pass(5_000);
    expect(world.view().screen).toBe('attract');
    world.place(0);
    world.place(20);
    expect(world.view().screen).toBe('weigh');
  });

  it('is not possible while the card is asked: the money decides first', async () => {
    const world = await withLetter();
    world.answers.pay = [new Promise(() => {})];
    await world.send({ type: 'basket.paid' }, { type: 'dialog.opened', dialog: 'cancel' }, { type: 'session.cancelled' }, { type: 'back' });
    expect(world.on('pay').dialog).toBeNull();
  });
});

describe('the farewell', () => {
  const finish: Intent[] = [{ type: 'basket.paid' }, { type: 'papers.chosen', proof: false, receipt: false }];

  it('ends by itself', async () => {
    const world = await withLetter();
    await world.send(...finish);
    expect(world.view().screen).toBe('farewell');
    await world.pass(12_000);
    expect(world.view().screen).toBe('attract');
    expect(endOf(world)).toMatchObject({ how: 'completed' });
  });

  it('ends at a touch', async () => {
    const world = await withLetter();
    await world.send(...finish, { type: 'session.finished' });
    expect(world.view().screen).toBe('attract');
  });

  it('lets the next customer, who has already put an item down, begin at once', async () => {
    const world = await withLetter();
    await world.send(...finish);
    world.place(0);
    world.place(100);
    await world.send({ type: 'session.finished' });
    expect(world.on('weigh')).toMatchObject({ purpose: 'first', grams: 100, money: null });
  });
});
