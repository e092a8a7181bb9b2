import { describe, expect, it } from 'vitest';
import type { ProductId } from '../facts.ts';
import type { Intent } from '../intents.ts';
import { broken, createWorld, type World } from '../world.fixture.ts';
import { audit } from './audit.fixture.ts';
import { settleIncident } from './incidents.ts';

/** The stuck label is scanned at the drop: a wrong or missing one is caught before the item is out of hand. */

const pay: Intent = { type: 'basket.paid' };
const withProof: Intent = { type: 'papers.chosen', proof: true, receipt: false };
const without: Intent = { type: 'papers.chosen', proof: false, receipt: false };
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;
const done = { kind: 'ok', value: undefined } as const;

async function bought(quantity = 2, product: ProductId = 'lettre_verte_suivie', before: (world: World) => void = () => {}): Promise<World> {
  const world = createWorld(before).start();
  await world.settle();
  await world.prepareLetter(20, product);
  await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity }, pay);
  return world;
}

const issued = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'label.issued' ? [fact] : []));
const markOf = (world: World, at: number): string => issued(world)[at]?.mark ?? '';
const deposits = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'item.deposited' ? [fact] : []));
const depositsOn = (world: World) => world.on('deposit').pieces.map(({ deposit }) => deposit);
const lastPaper = (world: World): string => JSON.stringify(world.asked.findLast(({ command }) => command === 'paper')?.with);

describe('the label that was stuck is scanned at the drop', () => {
  it('each of this purchase once, in any order', async () => {
    const world = await bought();
    expect(world.on('deposit')).toMatchObject({ into: 'box', scanner: true, problem: null });
    expect(depositsOn(world)).toEqual(['awaited', 'awaited']);
    await world.scan(markOf(world, 1), 'data-matrix');
    expect(depositsOn(world)).toEqual(['awaited', 'deposited']);
    expect(deposits(world)).toEqual([{ type: 'item.deposited', item: 'T1-00000002', franked: 'here', into: 'box' }]);
    await world.scan(markOf(world, 0), 'data-matrix');
    expect(depositsOn(world)).toEqual(['deposited', 'deposited']);
    await world.send(withProof);
    expect(world.on('farewell').outcome).toBe('sent');
  });

  it('and one that was not is still in the customer’s hands at the farewell', async () => {
    const world = await bought();
    await world.scan(markOf(world, 0), 'data-matrix');
    await world.send(withProof);
    expect(world.on('farewell').outcome).toBe('franked');
  });

  it('by its number as well as by its mark', async () => {
    const world = await bought(1);
    await world.scan(issued(world)[0]?.number ?? '');
    expect(depositsOn(world)).toEqual(['deposited']);
    expect(deposits(world)).toMatchObject([{ item: 'T1-00000001' }]);
  });

  it('handed to staff where there is no box, and recorded so', async () => {
    const world = await bought(1, 'lettre_verte', (one) => (one.drop = 'staff'));
    expect(world.on('deposit').into).toBe('staff');
    await world.scan(markOf(world, 0));
    expect(deposits(world)).toMatchObject([{ into: 'staff' }]);
  });

  it('which nobody is asked for while the scanner is out', async () => {
    const world = await bought();
    world.scanner.become(broken('offline', 'cable'));
    expect(world.on('deposit').scanner).toBe(false);
    await world.send(withProof);
    expect(world.on('farewell').outcome).toBe('franked');
  });

  it('whoever scans is there: the screen waits two minutes more', async () => {
    const world = await bought();
    await world.pass(110_000);
    await world.scan(markOf(world, 0));
    await world.pass(110_000);
    expect(world.view().screen).toBe('deposit');
    await world.pass(10_000);
    expect(world.on('farewell').outcome).toBe('franked');
  });
});

describe('a label that does not belong here is caught', () => {
  it.each([
    ['of another parcel of the post', '9V 20524 75203 2', 'not-this-purchase', null],
    ['of another company', '1Z999AA10123456784', 'other-carrier', 'UPS'],
    ['of another country', 'RB123456785GB', 'foreign-post', null],
    ['with a digit wrong', '9V 20524 75203 3', 'wrong-key', null],
    ['that is none', '9782070612758', 'not-postal', null],
    ['that cannot be read', '日本', 'unreadable', null],
    ['that is a contact', 'MECARD:N:Martin;;', 'contact', null],
  ])('one %s', async (_, code, problem, carrier) => {
    const world = await bought();
    await world.scan(code);
    expect(world.on('deposit').problem).toEqual({ problem, carrier, at: null });
    expect([depositsOn(world), deposits(world)]).toEqual([['awaited', 'awaited'], []]);
    await world.scan(markOf(world, 0));
    expect(world.on('deposit').problem).toBeNull();
  });

  it('one of the purchase before this one', async () => {
    const world = await bought(1);
    const before = markOf(world, 0);
    await world.send(without, { type: 'session.finished' });
    world.place(0);
    await world.prepareLetter();
    await world.send(pay);
    await world.scan(before);
    expect(world.on('deposit').problem).toMatchObject({ problem: 'not-this-purchase' });
    expect(deposits(world)).toEqual([]);
  });

  it('one that was scanned before, with the time of the first', async () => {
    const world = await bought();
    await world.scan(markOf(world, 0));
    const at = world.now();
    await world.pass(5_000);
    await world.scan(markOf(world, 0));
    expect(world.on('deposit').problem).toEqual({ problem: 'already-deposited', carrier: null, at });
    expect(deposits(world)).toHaveLength(1);
  });

  it('one that was spoiled and came out half all the same: it must not travel', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    world.answers.label = [jam, done];
    await world.send(pay, { type: 'label.retried' });
    await world.scan(markOf(world, 0));
    expect(world.on('deposit').problem).toMatchObject({ problem: 'void-label' });
    await world.scan(markOf(world, 1));
    expect(depositsOn(world)).toEqual(['deposited']);
  });

  it('one of stamps: they are bought, and stuck another day', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.send({ type: 'service.started', service: 'stamps' }, { type: 'stamps.confirmed', next: 'pay' });
    await world.scan(markOf(world, 0));
    expect(world.on('deposit')).toMatchObject({ into: null, problem: { problem: 'not-this-purchase' } });
  });

  it('and what the journal does not take is not called deposited', async () => {
    const world = await bought(1);
    world.ledger.loses = (fact) => fact.type === 'item.deposited';
    await world.scan(markOf(world, 0));
    expect(depositsOn(world)).toEqual(['awaited']);
    expect(world.on('deposit').problem).not.toBeNull();
  });
});

describe('the proof of posting', () => {
  it('says of each item whether it was left, and where', async () => {
    const sealed = async (drop: 'box' | 'staff', scan: boolean): Promise<string> => {
      const world = await bought(1, 'lettre_verte_suivie', (one) => (one.drop = drop));
      if (scan) await world.scan(markOf(world, 0));
      await world.send(withProof);
      return lastPaper(world);
    };
    const papers = [await sealed('box', true), await sealed('staff', true), await sealed('box', false)];
    expect(new Set(papers).size).toBe(3);
    // 10:42 and the seconds that the tap takes.
    expect(papers.map((paper) => /[Dd]éposé[^"]*10:42/.test(paper))).toEqual([true, false, false]);
    expect(papers.map((paper) => /[Rr]emis[^"]*10:42/.test(paper))).toEqual([false, true, false]);
  });

  it('covers what is posted, and not the stamps that were bought with it', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    await world.send({ type: 'service.started', service: 'stamps' }, { type: 'stamps.confirmed', next: 'pay' }, withProof);
    expect(issued(world)).toHaveLength(2);
    expect(lastPaper(world)).toContain('"MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL"');
  });

  it('of a copy says it too, from the journal alone', async () => {
    const world = await bought(1);
    await world.scan(markOf(world, 0));
    await world.send(withProof, { type: 'session.finished' });
    world.place(0);
    await world.scan('MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL', 'qr');
    await world.send({ type: 'copy.chosen', document: 'proof' });
    expect(lastPaper(world)).toMatch(/[Dd]éposé[^"]*10:42/);
  });
});

describe('a label that nobody was sure of', () => {
  async function doubted(): Promise<World> {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 });
    world.answers.label = [{ kind: 'unknown', reason: 'silent', detail: '' }, done];
    await world.send(pay);
    expect(world.on('deposit').incident).toMatchObject({ amount: 152 });
    return world;
  }

  it('has come out when it is held before the scanner: it is left, and its incident is settled', async () => {
    const world = await doubted();
    await world.scan(markOf(world, 0));
    expect(world.on('deposit')).toMatchObject({ problem: null, incident: null, pieces: [{ state: 'printed', deposit: 'deposited' }, { deposit: 'awaited' }] });
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'incident.settled', how: 'delivered', by: 'terminal', amount: 152 });
    await world.send({ type: 'papers.chosen', proof: false, receipt: false });
    expect(world.ledger.facts().find((fact) => fact.type === 'sale.closed')).toMatchObject({ paid: 304, issued: 304, incidents: 0 });
    audit(world.ledger);
  });

  it('and is left another day just so', async () => {
    const world = await doubted();
    await world.send({ type: 'papers.chosen', proof: false, receipt: false }, { type: 'session.finished' });
    await world.scan(markOf(world, 0), 'data-matrix');
    await world.send({ type: 'dropoff.accepted' });
    expect(world.ledger.openIncidents()).toEqual([]);
    audit(world.ledger);
  });

  it('is void once the counter has paid for it: the item does not travel on what was given back (VAL-10)', async () => {
    const world = await doubted();
    await world.send({ type: 'papers.chosen', proof: false, receipt: false }, { type: 'session.finished' });
    const incident = world.ledger.facts().find((fact) => fact.type === 'incident.opened')?.incident ?? '';
    expect(settleIncident(world.ports, incident, 'paid-out').ok).toBe(true);
    await world.scan(markOf(world, 0), 'data-matrix');
    expect(world.on('drop-off').problem).toMatchObject({ problem: 'void-label' });
  });
});
