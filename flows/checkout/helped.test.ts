import { describe, expect, it } from 'vitest';
import { help, situation } from '../assisted/helped.fixture.ts';
import type { Helped } from '../assisted/helped.ts';
import type { ProductId } from '../facts.ts';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import { broken, createWorld, online, type World } from '../world.fixture.ts';
import { audit, auditDevices } from './audit.fixture.ts';
import { balanceOf, foldSale } from './sale.ts';

/** A sale that has been paid, or may have been, while a worker helps: paid = issued + given back + open incidents, at every record. */

const pay: Intent = { type: 'basket.paid' };
const leave: Intent = { type: 'papers.chosen', proof: true, receipt: true };
const done = { kind: 'ok', value: undefined } as const;
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;
const silent = { kind: 'unknown', reason: 'silent', detail: '' } as const;
const declined = { kind: 'refused', reason: 'declined', detail: '' } as const;
const unanswered = { kind: 'unknown', reason: 'timed-out', detail: '' } as const;
const approved = { kind: 'ok', value: { authorisation: 'A1', cardLast4: '4242' } } as const;

const reprint = (piece: string): Helped => ({ type: 'helped.label.reprinted', piece, staff: 'A1' });
const refund = (...pieces: string[]): Helped => ({ type: 'helped.refund', pieces, staff: 'M1' });
const allow = (piece: string, amount: number): Helped => ({ type: 'helped.allowance', piece, amount: cents(amount), staff: 'M1' });

/** Two tracked letters of 2.02 €, paid; what the devices answer is set before. */
async function bought(prepare: (world: World) => void = () => {}, product: ProductId = 'lettre_verte_suivie'): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.prepareLetter(20, product);
  await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 });
  prepare(world);
  await world.send(pay);
  return world;
}

async function parcelAbroad(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.weigh(500);
  await world.send({ type: 'destination.chosen', destination: 'abroad' }, { type: 'country.chosen', code: 'CA' }, { type: 'contents.chosen', contents: 'goods' });
  if (world.view().screen === 'format') await world.send({ type: 'format.chosen', format: 'parcel' });
  await world.send({ type: 'offer.confirmed' });
  await world.typeForeignAddress('K1A 0B1', 'Ottawa', 'ON', '24 Sussex Drive', 'Camille Martin');
  await world.typeAddress('91130', '3 place du Moulin', 'Dominique Petit');
  await world.declareBooks();
  world.on('basket');
  await world.send(pay);
  return world;
}

const states = (world: World) => world.on('deposit').pieces.map(({ state }) => state);
const commands = (world: World) => world.asked.map(({ command }) => command);
const types = (world: World) => world.ledger.facts().filter((fact) => 'sale' in fact).map(({ type }) => type);
const issued = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'label.issued' ? [fact] : []));
const balance = (world: World) => balanceOf(foldSale(world.ledger.factsOfSale('T1-000001').map(({ fact }) => fact)));

/** The customer leaves, and the books are read. */
async function closed(world: World): Promise<World> {
  await world.send({ type: 'session.finished' });
  audit(world.ledger);
  auditDevices(world);
  expect(world.ledger.openSales()).toEqual([]);
  return world;
}

describe('what went back before', () => {
  it.each<[string, (world: World) => void, Helped, number]>([
    ['a part of a price', () => {}, allow('L1.1', 50), 50],
    ['a whole label', () => {}, refund('L1.1'), 202],
    ['what the card terminal did not take, and a person must pay', (world) => void (world.answers.refund = [declined]), refund('L1.1'), 202],
  ])('is said to whoever gives back more of it: %s', async (_, prepare, act, back) => {
    const world = await bought(prepare);
    expect(situation(world).givenBack).toBe(0);
    await help(world, act);
    expect(situation(world).givenBack).toBe(back);
  });
});

describe('a label that a worker takes back', () => {
  it('is void before its successor has a number, and the old one can no longer be left here', async () => {
    const world = await bought();
    expect(situation(world).reprintable.map(({ piece }) => piece)).toEqual(['L1.1', 'L1.2']);
    await help(world, reprint('L1.1'));
    expect(types(world).slice(-3)).toEqual(['label.voided', 'label.issued', 'label.printed']);
    expect(issued(world).map(({ label, number }) => [label, number !== null])).toEqual([['T1-00000001', true], ['T1-00000002', true], ['T1-00000003', true]]);
    expect(states(world)).toEqual(['printed', 'printed']);
    await world.scan(issued(world)[0]?.mark ?? '', 'data-matrix');
    expect(world.on('deposit').problem).toMatchObject({ problem: 'void-label' });
    await world.scan(issued(world)[2]?.mark ?? '', 'data-matrix');
    expect(world.on('deposit').pieces.map(({ deposit }) => deposit)).toContain('deposited');
    await closed(world);
    expect(balance(world)).toMatchObject({ paid: 404, issued: 404, returned: 0 });
  });

  it('that was left here already is not', async () => {
    const world = await bought();
    await world.scan(issued(world)[0]?.mark ?? '', 'data-matrix');
    expect(situation(world).reprintable.map(({ piece }) => piece)).toEqual(['L1.2']);
    expect(situation(world)).toMatchObject({ returnable: 202 });
    await help(world, reprint('L1.1'), refund('L1.1'), allow('L1.1', 10));
    expect(types(world)).not.toContain('label.voided');
    expect(types(world)).not.toContain('price.reduced');
  });

  it('stays good when that cannot be recorded', async () => {
    const world = await bought();
    world.ledger.loses = (fact) => fact.type === 'label.voided';
    await help(world, reprint('L1.1'), refund('L1.1'));
    expect(states(world)).toEqual(['printed', 'printed']);
    expect(issued(world)).toHaveLength(2);
    expect(commands(world)).not.toContain('refund');
    await closed(world);
  });

  it('whose successor jams waits as any other, and what jammed is tried again at the worker’s word', async () => {
    const world = await bought();
    world.answers.label = [jam, done];
    await help(world, reprint('L1.2'));
    expect(world.on('label-trouble')).toMatchObject({ fault: 'jam', refund: 202 });
    expect(situation(world)).toMatchObject({ endable: false, reprintable: [{ piece: 'L1.1' }, { piece: 'L1.2' }] });
    await help(world, reprint('L1.2'));
    expect(states(world)).toEqual(['printed', 'printed']);
    expect(types(world).filter((type) => type === 'label.voided')).toHaveLength(1);
    await closed(world);
  });

  it.each([
    [broken('hardware-error', 'jam'), 'device-first'],
    [broken('user-error', 'head open'), 'device-first'],
    [broken('consumable-out', 'media out'), 'device-first'],
    [broken('offline', 'silent'), 'device-unavailable'],
    [online, null],
  ] as const)('waits for the printer, and the worker is told what for: %j', async (health, reprintWaits) => {
    const world = await bought();
    world.answers.label = [jam, done];
    await help(world, reprint('L1.2'));
    world.labels.become(health);
    await world.settle();
    expect(world.on('label-trouble').canRetry).toBe(reprintWaits === null);
    expect(situation(world)).toMatchObject({ reprintWaits, reprintable: reprintWaits === null ? [{ piece: 'L1.1' }, { piece: 'L1.2' }] : [] });
    world.labels.become(online);
    await help(world, reprint('L1.2'));
    await closed(world);
  });

  it('is not offered while no label can be printed', async () => {
    const world = await bought();
    world.labels.become(broken('consumable-out', 'media out'));
    await world.settle();
    expect(situation(world).reprintable).toEqual([]);
    await help(world, reprint('L1.1'));
    expect(types(world)).not.toContain('label.voided');
    world.labels.become(online);
  });

  it('takes its customs data back with it', async () => {
    const world = await parcelAbroad();
    expect([...world.preAdvice.keys()]).toEqual(['T1-00000001']);
    const [piece] = situation(world).reprintable;
    await help(world, reprint(piece?.piece ?? ''));
    expect([...world.preAdvice.keys()]).toEqual(['T1-00000002']);
  });

  it('has customs sheets that can be printed again, as numbered copies', async () => {
    const world = await parcelAbroad();
    expect(situation(world).documents).toEqual(['customs']);
    const before = commands(world).filter((one) => one === 'label').length;
    await help(world, { type: 'helped.copy', document: 'customs' });
    expect(world.ledger.facts()).toContainEqual({ type: 'document.copied', sale: 'T1-000001', document: 'customs', copy: 1 });
    expect(commands(world).filter((one) => one === 'label').length).toBeGreaterThan(before);
    expect(JSON.stringify(world.asked.at(-1)?.with)).toContain('DUPLICATA n°');
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'document.printed', document: 'customs', outcome: 'printed' });
    world.answers.label = [jam];
    await help(world, { type: 'helped.copy', document: 'customs' });
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'document.printed', document: 'customs', outcome: 'not-printed' });
    world.on('deposit');
  });
});

describe('a label nobody is sure of', () => {
  it('that a worker finds is as good as any: printed, and nothing is open', async () => {
    const world = await bought((one) => (one.answers.label = [silent, done]));
    expect(situation(world).doubtful.map(({ piece }) => piece)).toEqual(['L1.1']);
    await help(world, { type: 'helped.label.told', piece: 'L1.1', printed: true });
    expect(world.on('deposit')).toMatchObject({ incident: null, pieces: [{ state: 'printed' }, { state: 'printed' }] });
    expect(world.ledger.facts()).toContainEqual({ type: 'label.printed', sale: 'T1-000001', label: 'T1-00000001', by: 'staff' });
    await closed(world);
    expect(balance(world)).toMatchObject({ paid: 404, issued: 404, incidents: 0 });
  });

  it('that did not come out is void, and printed anew', async () => {
    const world = await bought((one) => (one.answers.label = [silent, done]));
    await help(world, { type: 'helped.label.told', piece: 'L1.1', printed: false });
    expect(states(world)).toEqual(['printed', 'printed']);
    expect(issued(world)).toHaveLength(3);
    expect(types(world)).toContain('label.spoiled');
    await closed(world);
    expect(balance(world)).toMatchObject({ paid: 404, issued: 404, incidents: 0 });
  });

  it('and found can be taken back like every other', async () => {
    const world = await bought((one) => (one.answers.label = [silent, done]));
    await help(world, { type: 'helped.label.told', piece: 'L1.1', printed: true }, refund('L1.1'));
    expect(states(world)).toEqual(['returned', 'printed']);
    await closed(world);
    expect(balance(world)).toMatchObject({ paid: 404, issued: 202, returned: 202 });
  });

  it('is waited for when there is no other: the last screen stands, and the sale stays open', async () => {
    const world = await bought((one) => (one.answers.label = [silent]));
    expect(world.on('farewell')).toMatchObject({ outcome: 'incident' });
    expect(situation(world).doubtful).toHaveLength(2);
    await help(world, { type: 'helped.label.told', piece: 'L1.1', printed: true });
    expect(world.on('deposit')).toMatchObject({ incident: { amount: 202 } });
    await closed(world);
    expect(balance(world)).toMatchObject({ issued: 202, incidents: 202 });
  });

  it('stays in doubt when what was seen cannot be recorded', async () => {
    const world = await bought((one) => (one.answers.label = [silent, done]));
    world.ledger.loses = (fact) => fact.type === 'incident.settled';
    await help(world, { type: 'helped.label.told', piece: 'L1.1', printed: false });
    expect(states(world)).toEqual(['unknown', 'printed']);
    await closed(world);
  });
});

describe('a payment nobody is sure of', () => {
  const unknown = (world: World): void => {
    world.answers.pay = [unanswered];
    world.answers.resolve = [unanswered];
  };

  it('waits three minutes for a worker, then its slip is what remains', async () => {
    const world = await bought(unknown);
    expect(world.on('farewell')).toMatchObject({ outcome: 'incident', incident: { slip: 'printed' } });
    expect(situation(world)).toMatchObject({ paymentUnknown: true, sale: 'T1-000001', endable: true, refundable: [], documents: ['slip'] });
    await world.pass(179_000);
    expect(world.ledger.openSales()).toHaveLength(1);
    await world.pass(1_000);
    expect(world.view().screen).toBe('attract');
    expect(balance(world)).toMatchObject({ paid: 404, incidents: 404 });
    audit(world.ledger);
  });

  it('and longer while the worker is there', async () => {
    const world = await bought(unknown);
    await help(world, { type: 'helper.joined' });
    await world.pass(600_000);
    world.on('farewell');
    await help(world, { type: 'helper.left' });
    await world.pass(180_000);
    expect(world.view().screen).toBe('attract');
  });

  it('is asked again: debited, so the labels come out', async () => {
    const world = await bought(unknown);
    world.answers.resolve = [approved];
    await help(world, { type: 'helped.payment.asked' });
    expect(world.on('deposit')).toMatchObject({ incident: null, pieces: [{ state: 'printed' }, { state: 'printed' }] });
    expect(types(world)).toContain('incident.settled');
    await closed(world);
    expect(balance(world)).toMatchObject({ paid: 404, issued: 404, incidents: 0 });
  });

  it('is asked again: not debited, so a slip says so and the basket comes back', async () => {
    const world = await bought(unknown);
    world.answers.resolve = [declined];
    await help(world, { type: 'helped.payment.asked' });
    expect(world.on('basket').lines).toHaveLength(1);
    expect(commands(world).filter((one) => one === 'paper')).toHaveLength(2);
    expect(balance(world)).toMatchObject({ paid: 0, incidents: 0 });
    world.answers.pay = [approved];
    await world.send(pay);
    world.on('deposit');
    await closed(world);
  });

  it('is asked again in vain, and goes on waiting', async () => {
    const world = await bought(unknown);
    const before = world.ledger.records.length;
    await help(world, { type: 'helped.payment.asked' });
    world.on('farewell');
    expect(world.ledger.records.length).toBe(before);
    await closed(world);
  });

  it.each([[true, 'deposit', 404], [false, 'basket', 0]] as const)('is read on the card terminal by a worker: debited %s', async (debited, screen, paid) => {
    const world = await bought(unknown);
    await help(world, { type: 'helped.payment.told', debited });
    expect(world.view().screen).toBe(screen);
    expect(balance(world)).toMatchObject({ paid, incidents: 0 });
    expect(world.ledger.facts().find(({ type }) => type === (debited ? 'payment.approved' : 'payment.declined'))).toMatchObject(debited ? { authorisation: null, cardLast4: null } : { reason: 'seen-by-staff' });
    audit(world.ledger);
  });

  it('stays unknown when the answer cannot be recorded', async () => {
    const world = await bought(unknown);
    world.ledger.loses = (fact) => fact.type === 'incident.settled';
    await help(world, { type: 'helped.payment.told', debited: true });
    world.on('farewell');
    expect(situation(world).paymentUnknown).toBe(true);
    expect(commands(world)).not.toContain('label');
    await closed(world);
  });

  it('has a slip that can be printed again', async () => {
    const world = await bought(unknown);
    await help(world, { type: 'helped.copy', document: 'slip' });
    expect(JSON.stringify(world.asked.at(-1))).toContain('DUPLICATA n°');
    world.on('farewell');
    await help(world, { type: 'helped.ended' });
    expect(world.view().screen).toBe('attract');
    audit(world.ledger);
  });
});

describe('what a worker gives back', () => {
  it('of one item is a refund: its label is void first, and the other one stays good', async () => {
    const world = await bought();
    expect(situation(world)).toMatchObject({ returnable: 404, refundable: [{ price: 202 }, { price: 202 }] });
    await help(world, refund('L1.2'));
    expect(types(world).slice(-4)).toEqual(['label.voided', 'refund.requested', 'refund.approved', 'document.printed']);
    expect(commands(world)).toContain('refund');
    expect(world.on('deposit')).toMatchObject({ returned: 202, pieces: [{ state: 'printed' }, { state: 'returned' }] });
    await closed(world);
    expect(balance(world)).toMatchObject({ paid: 404, issued: 202, returned: 202 });
  });

  it('of everything is a cancellation, and a refund where that is refused', async () => {
    for (const cancel of [done, declined]) {
      const world = await bought((one) => (one.answers.cancel = [cancel]));
      await help(world, refund('L1.1', 'L1.2'));
      expect(commands(world).filter((one) => one === 'cancel' || one === 'refund')).toEqual(cancel === done ? ['cancel'] : ['cancel', 'refund']);
      expect(world.on('farewell')).toMatchObject({ outcome: 'returned', returned: 404 });
      audit(world.ledger);
      auditDevices(world);
      expect(balance(world)).toMatchObject({ paid: 404, returned: 404 });
    }
  });

  it('goes back once, however often it is asked for, and never more than was paid', async () => {
    const world = await bought();
    await help(world, refund('L1.2'), refund('L1.2'), refund('L1.1', 'L1.2'), allow('L1.2', 1), allow('L1.1', 203), allow('L1.1', 0), refund());
    expect(situation(world)).toMatchObject({ returnable: 202 });
    expect(balance(world)).toMatchObject({ returned: 202 });
    await help(world, refund('L1.1'), refund('L1.1'));
    await world.settle();
    expect(balance(world)).toMatchObject({ paid: 404, issued: 0, returned: 404 });
    audit(world.ledger);
  });

  it('and what the card terminal refuses becomes an incident with a slip', async () => {
    const world = await bought((one) => (one.answers.refund = [declined]));
    await help(world, refund('L1.1'));
    expect(world.on('deposit')).toMatchObject({ returned: 0, incident: { amount: 202, slip: 'printed' }, pieces: [{ state: 'spoiled' }, { state: 'printed' }] });
    expect(situation(world).documents).toEqual(['slip']);
    await closed(world);
    expect(balance(world)).toMatchObject({ issued: 202, incidents: 202 });
  });

  it('of a price lets the label stay good, and the rest can still go back', async () => {
    const world = await bought();
    await help(world, allow('L1.1', 52));
    expect(types(world).slice(-4)).toEqual(['price.reduced', 'refund.requested', 'refund.approved', 'document.printed']);
    expect(world.on('deposit')).toMatchObject({ returned: 52, pieces: [{ state: 'printed', price: 150 }, { state: 'printed', price: 202 }] });
    expect(situation(world)).toMatchObject({ returnable: 352, reprintable: [{ piece: 'L1.2' }] });
    await help(world, allow('L1.1', 151));
    expect(situation(world).returnable).toBe(352);
    await help(world, refund('L1.1'));
    await closed(world);
    expect(balance(world)).toMatchObject({ paid: 404, issued: 202, returned: 202 });
  });

  it('is a part of nothing when it cannot be recorded', async () => {
    const world = await bought();
    world.ledger.loses = (fact) => fact.type === 'price.reduced';
    await help(world, allow('L1.1', 52));
    expect(commands(world)).not.toContain('refund');
    world.on('deposit');
    await closed(world);
  });

  it('during a jam leaves the rest to be printed', async () => {
    const world = await bought((one) => (one.answers.label = [done, jam, done]));
    world.on('label-trouble');
    await help(world, refund('L1.1'));
    expect(states(world)).toEqual(['returned', 'printed']);
    await closed(world);
    expect(balance(world)).toMatchObject({ paid: 404, issued: 202, returned: 202 });
  });

  it('waits for nobody while the worker is there: the patience for a jam begins when the worker leaves', async () => {
    const world = await bought((one) => (one.answers.label = [jam]));
    await help(world, { type: 'helper.joined' });
    await world.pass(600_000);
    world.on('label-trouble');
    const { calls } = world;
    await help(world, { type: 'helper.left' });
    expect(world.calls).toBe(calls);
    await world.pass(180_000);
    expect(commands(world)).toContain('cancel');
  });
});

describe('the end, with a worker beside', () => {
  it('waits at the drop and at the farewell, where papers can be had again', async () => {
    const world = await bought();
    await help(world, { type: 'helper.joined' });
    await world.pass(600_000);
    await world.send(leave);
    expect(situation(world)).toMatchObject({ sale: 'T1-000001', documents: ['proof', 'receipt'], endable: true });
    await world.pass(60_000);
    world.on('farewell');
    await help(world, { type: 'helped.copy', document: 'receipt' });
    expect(JSON.stringify(world.asked.at(-1))).toContain('DUPLICATA n°');
    await help(world, { type: 'helped.copy', document: 'slip' }, { type: 'helped.copy', document: 'customs' });
    expect(world.ledger.facts().filter(({ type }) => type === 'document.copied')).toHaveLength(1);
    await help(world, { type: 'helper.left' });
    await world.pass(12_000);
    expect(world.view().screen).toBe('attract');
    audit(world.ledger);
  });

  it('also the slip about money that went back', async () => {
    const world = await bought();
    await help(world, { type: 'helper.joined' }, refund('L1.1', 'L1.2'));
    expect(situation(world).documents).toContain('slip');
    await help(world, { type: 'helped.copy', document: 'slip' });
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'document.copied', document: 'slip', copy: 1 });
    await help(world, { type: 'helped.ended' });
    expect(world.view().screen).toBe('attract');
  });

  it('comes at once at the worker’s word', async () => {
    const world = await bought();
    await help(world, { type: 'helped.ended' });
    expect(world.view().screen).toBe('attract');
    expect(world.ledger.openSales()).toEqual([]);
  });

  it('and while a device is at work nothing is offered', async () => {
    const world = await bought((one) => (one.answers.label = [new Promise(() => {})]));
    expect(situation(world)).toMatchObject({ endable: false, refundable: [], reprintable: [], documents: [] });
  });
});
