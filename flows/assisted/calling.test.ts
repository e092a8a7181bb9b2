import { describe, expect, it } from 'vitest';
import { watchCustomer } from './calling.ts';
import type { View } from '../view.ts';
import { createWorld, type World } from '../world.fixture.ts';

/** A customer who is stuck: the terminal calls before they have to. */

/** Every view that a customer sees, and whom the watch calls for it. */
async function watched() {
  const calls: string[] = [];
  const timers: { at: number; callback: () => void }[] = [];
  let now = 0;
  const watch = watchCustomer({
    clock: {
      after(ms, callback) {
        const timer = { at: now + ms, callback };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
      },
    },
    call: (why) => calls.push(why),
  });
  const world = createWorld().start();
  await world.settle();
  const settle = world.settle.bind(world);
  world.settle = async () => {
    await settle();
    watch.seen(world.view());
  };
  const pass = (seconds: number): void => {
    now += seconds * 1_000;
    for (const timer of timers.filter(({ at }) => at <= now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.callback();
    }
  };
  return { world, calls, pass, watch, seen: (changes: Partial<View>) => watch.seen({ ...world.view(), ...changes } as View) };
}

const toAddress = async (world: World): Promise<void> => {
  await world.weigh(1_240);
  await world.send({ type: 'destination.chosen', destination: 'france' });
  if (world.view().screen === 'offers') await world.send({ type: 'format.reopened' });
  await world.send({ type: 'format.chosen', format: 'parcel' }, { type: 'offer.selected', product: 'colissimo_france_domicile' }, { type: 'offer.confirmed' });
  world.on('address');
};

const wrong = (postcode: string) => ({ type: 'address.postcode.entered', postcode }) as const;

describe('a customer who is stuck', () => {
  it('by the third error on the same screen somebody is called, once', async () => {
    const { world, calls } = await watched();
    await toAddress(world);
    await world.send(wrong('1'), wrong('22'));
    expect(calls).toEqual([]);
    await world.send(wrong('333'));
    expect(calls).toEqual(['errors']);
    await world.send(wrong('4444'));
    expect(calls).toEqual(['errors']);
  });

  it('errors of another customer are not counted', async () => {
    const { world, calls } = await watched();
    await toAddress(world);
    await world.send(wrong('1'), wrong('22'), { type: 'session.cancelled' });
    world.place(0);
    await toAddress(world);
    await world.send(wrong('1'));
    expect(calls).toEqual([]);
  });

  it.each([
    [119, []],
    [120, ['time']],
  ])('after %i s on a screen that takes one minute: %s', async (seconds, expected) => {
    const { world, calls, pass } = await watched();
    await world.weigh(20);
    world.on('destination');
    pass(seconds);
    expect(calls).toEqual(expected);
  });

  it('who goes on begins the time anew', async () => {
    const { world, calls, pass } = await watched();
    await world.weigh(1_240);
    pass(100);
    await world.send({ type: 'destination.chosen', destination: 'france' });
    pass(80);
    expect(calls).toEqual([]);
  });

  it.each<[string, Partial<View>]>([
    ['somebody has been called', { helpSince: 1 }],
    ['a worker is there', { helper: { phase: 'consent', name: 'Nadia' } }],
    ['the terminal asks whether anybody is there', { dialog: { kind: 'idle', until: 1, extensionsLeft: 1 } }],
  ])('nobody is called for the time where %s', async (_, changes) => {
    const { world, calls, pass, seen } = await watched();
    await world.weigh(20);
    seen(changes);
    pass(1_000);
    expect(calls).toEqual([]);
  });

  it('nobody is called on the first screen, nor for a terminal that was stopped', async () => {
    const { world, calls, pass, watch } = await watched();
    watch.seen(world.view());
    pass(10_000);
    await world.weigh(20);
    watch.stop();
    pass(10_000);
    expect(calls).toEqual([]);
  });

  it('codes that are none, scanned again and again, are errors, too', async () => {
    const { world, calls } = await watched();
    await world.send({ type: 'service.started', service: 'deposit' });
    for (const code of ['A', 'B', 'C']) {
      await world.scan(code);
      await world.send({ type: 'scan.again' });
    }
    expect(calls).toEqual(['errors']);
  });

  it('a weight that nothing can be priced by is an error each time', async () => {
    const { world, calls } = await watched();
    await world.send({ type: 'service.started', service: 'send' });
    for (const _ of [1, 2, 3]) {
      world.read({ kind: 'overload' });
      await world.settle();
      world.place(0);
      await world.settle();
    }
    expect(calls).toEqual(['errors']);
  });

  it('three refused cards are errors', async () => {
    const { world, calls, seen } = await watched();
    world.answers.pay = [{ kind: 'refused', reason: 'declined', detail: '' }];
    await world.prepareLetter();
    await world.send({ type: 'basket.paid' });
    for (const _ of [1, 2]) {
      // In memory the card answers before anybody sees that it is asked.
      seen({ screen: 'pay' });
      await world.send({ type: 'payment.retried' });
      world.on('payment-refused');
    }
    expect(calls).toEqual(['errors']);
  });
});
