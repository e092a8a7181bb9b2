import { describe, expect, it } from 'vitest';
import { broken, createWorld, online, type World } from '../world.fixture.ts';

/** A basket is not sold on a roll that cannot carry it: counted, and confirmed by the near-end sensor. */

const nearEnd = { ...online, warnings: ['paper-near-end'] };
const counted = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'roll.counted' ? [[fact.why, fact.left] as const] : []));

async function begun(before: (world: World) => void = () => {}): Promise<World> {
  const world = createWorld(before).start();
  await world.settle();
  return world;
}

async function basketOf(letters: number, before: (world: World) => void): Promise<World> {
  const world = await begun(before);
  await world.prepareLetter();
  await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: letters });
  return world;
}

const nearAndLeft = (left: number) => (world: World) => {
  world.ledger.labelsLeft = left;
  world.labels.become(nearEnd);
};

describe('before payment', () => {
  it.each([
    [5, 3, 'labels-low', 3],
    [3, 3, null, null],
    [1, 3, null, null],
  ] as const)('a basket of %i on a roll with %i left: %s', async (letters, left, reason, shown) => {
    const world = await basketOf(letters, nearAndLeft(left));
    expect(world.on('basket')).toMatchObject({ payReason: reason, labelsLeft: shown });
    await world.send({ type: 'basket.paid' });
    expect(world.asked.some(({ command }) => command === 'pay')).toBe(reason === null);
  });

  it('the customs sheets of a parcel abroad count as what they are', async () => {
    const world = await begun(nearAndLeft(2));
    await world.weigh(40);
    await world.send({ type: 'destination.chosen', destination: 'abroad' }, { type: 'country.chosen', code: 'CA' }, { type: 'contents.chosen', contents: 'goods' }, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.confirmed' });
    await world.typeForeignAddress('K1A 0B1', 'Ottawa', 'ON', '24 Sussex Drive', 'Camille Martin');
    await world.typeAddress('91130', '3 place du Moulin', 'Dominique Petit');
    await world.declareBooks();
    expect(world.on('basket')).toMatchObject({ payReason: 'labels-low', labelsLeft: 2, lines: [{ quantity: 1 }] });
  });

  it('nothing is added to a basket for which the roll has no label more', async () => {
    const world = await basketOf(3, nearAndLeft(3));
    expect(world.on('basket')).toMatchObject({ payReason: null, addReason: 'labels-low', others: [] });
    await world.send({ type: 'basket.item.added' });
    world.on('basket');
  });

  it('with no label left nothing that needs one is offered, on the first screen already', async () => {
    const world = await begun(nearAndLeft(0));
    const reasons = Object.fromEntries(world.on('attract').services.map(({ id, reason }) => [id, reason]));
    expect(reasons).toMatchObject({ send: 'labels-unavailable', stamps: 'labels-unavailable', supplement: 'labels-unavailable', articles: 'labels-unavailable', deposit: null, tracking: null });
  });

  it('a roll nobody ever counted limits nothing', async () => {
    const world = await basketOf(20, () => {});
    expect(world.on('basket')).toMatchObject({ payReason: null, labelsLeft: null });
  });

  it('the sensor is believed when it sees more paper than the count remembers, for what it stands for', async () => {
    const world = await basketOf(20, (one) => (one.ledger.labelsLeft = 2));
    expect(world.on('basket').payReason).toBeNull();
  });

  it('without a sensor the count stands alone', async () => {
    const world = await basketOf(5, (one) => {
      one.ledger.labelsLeft = 2;
      Object.assign(one.ports, { roll: { capacity: 500, nearEnd: null } });
    });
    expect(world.on('basket')).toMatchObject({ payReason: 'labels-low', labelsLeft: 2 });
  });

  it('that no receipt can be printed is said while nothing has been paid', async () => {
    const world = await basketOf(1, (one) => one.papers.become(broken('consumable-out', 'paper out')));
    expect(world.on('basket')).toMatchObject({ withoutPapers: true, payReason: null });
  });
});

describe('what the roll holds is known anew', () => {
  it('when it was out and is well: a full one', async () => {
    const world = await begun();
    world.labels.become(broken('consumable-out', 'label roll is empty'));
    world.labels.become(online);
    expect(counted(world)).toEqual([
      ['out', 0],
      ['loaded', 500],
    ]);
  });

  it('when the sensor begins to see its end: what the sensor stands for, once', async () => {
    const world = await begun();
    world.labels.become(nearEnd);
    expect(counted(world)).toEqual([['near-end', 20]]);
    world.ledger.labelsLeft = 20;
    world.labels.become({ ...nearEnd, since: 7 });
    world.ledger.labelsLeft = 11;
    world.labels.become({ ...nearEnd, since: 8 });
    expect(counted(world)).toHaveLength(1);
  });

  it('when it was near its end and no longer is: it was changed', async () => {
    const world = await begun(nearAndLeft(4));
    world.labels.become(broken('user-error', 'print head is open'));
    world.labels.become(online);
    expect(counted(world)).toEqual([['loaded', 500]]);
  });

  const open = broken('user-error', 'print head is open');
  const out = broken('consumable-out', 'label roll is empty');
  const off = broken('offline', 'no answer');

  it.each([
    ['the head was opened for it', [out, open, online]],
    ['the printer was switched off for it', [out, off, online]],
    ['it said nothing while it was open', [out, broken('hardware-error', 'printer does not say how it is (~HS)'), open, off, online]],
  ])('when it was out and is well, also when %s: a full one', async (_, seen) => {
    const world = await begun((one) => {
      one.ledger.labelsLeft = 5;
      Object.assign(one.ports, { roll: { capacity: 500, nearEnd: null } });
    });
    for (const health of seen) {
      world.labels.become(health);
      world.ledger.labelsLeft = counted(world).at(-1)?.[1] ?? 5;
    }
    expect(counted(world)).toEqual([
      ['out', 0],
      ['loaded', 500],
    ]);
  });

  it.each([
    ['of which none was left', 0, [['loaded', 500]]],
    ['of which a few were left says nothing: nobody need have been there', 3, []],
  ])('when the terminal is started with a roll that is not near its end: one %s', async (_, left, expected) => {
    const world = await begun((one) => (one.ledger.labelsLeft = left));
    expect(counted(world)).toEqual(expected);
  });

  it('when the head was opened on a roll that was near its end by the count, and the sensor sees none: it was changed', async () => {
    const world = await begun((one) => (one.ledger.labelsLeft = 3));
    world.labels.become(open);
    world.labels.become(online);
    expect(counted(world)).toEqual([['loaded', 500]]);
  });

  it('when one that was out is near its end: a roll in use was put in; but not by a start alone', async () => {
    const world = await begun(nearAndLeft(0));
    world.labels.become(off);
    world.labels.become(nearEnd);
    expect(counted(world)).toEqual([]);
    world.labels.become(open);
    world.labels.become(nearEnd);
    expect(counted(world)).toEqual([['near-end', 20]]);
  });

  it('a sensor that wavers while nobody has been at the printer says nothing', async () => {
    const world = await begun(nearAndLeft(4));
    world.labels.become(online);
    world.labels.become(nearEnd);
    expect(counted(world)).toEqual([]);
  });

  it('a head that was only opened says nothing', async () => {
    const world = await begun((one) => (one.ledger.labelsLeft = 300));
    world.labels.become(broken('user-error', 'print head is open'));
    world.labels.become(online);
    expect(counted(world)).toEqual([]);
  });
});
