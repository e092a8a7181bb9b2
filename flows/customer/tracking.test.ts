import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { ProductId } from '../facts.ts';
import type { Intent } from '../intents.ts';
import { createWorld, start, type World } from '../world.fixture.ts';
import { showTracking, trackingMachine } from './tracking.ts';

const track: Intent = { type: 'service.started', service: 'tracking' };
const leave: Intent[] = [{ type: 'papers.chosen', proof: false, receipt: false }, { type: 'session.finished' }];
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;
const hour = 3_600_000;

/** Something was sold at the beginning; its customer asks an hour later. */
async function sold(product: ProductId = 'lettre_verte_suivie', before: (world: World) => void = () => {}): Promise<World> {
  const world = createWorld(before).start();
  await world.settle();
  await (product === 'colissimo_france_domicile' ? world.prepareParcel() : world.prepareLetter(20, product));
  await world.send({ type: 'basket.paid' });
  return world;
}

async function anHourLater(world: World): Promise<void> {
  await world.send(...leave);
  world.place(0);
  await world.pass(hour);
  await world.send(track);
}

const issued = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'label.issued' ? [fact] : []));

describe('where an item is', () => {
  it('says when it was franked, and where its operator says more', async () => {
    const world = await sold();
    const franked = world.now();
    await anHourLater(world);
    expect(world.on('tracking')).toMatchObject({ phase: 'scan', number: null, events: [], link: null, problem: null, back: 'back' });
    const number = issued(world)[0]?.number ?? '';
    await world.scan(number);
    expect(world.on('tracking')).toMatchObject({ phase: 'found', number, events: [{ what: 'franked', at: franked }], link: `https://suivi.example/${number}`, back: 'back' });
    expect(franked).toBeGreaterThan(start);
  });

  it.each([
    ['box', 'deposited'],
    ['staff', 'handed-to-staff'],
  ] as const)('left in the %s is %s, with its time', async (drop, what) => {
    const world = await sold('lettre_verte_suivie', (one) => (one.drop = drop));
    await world.scan(issued(world)[0]?.mark ?? '');
    const at = world.now();
    await anHourLater(world);
    await world.scan(issued(world)[0]?.number ?? '');
    expect(world.on('tracking').events.slice(1)).toEqual([{ what, at }]);
  });

  it('with a voided label says so', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter(20, 'lettre_verte_suivie');
    world.answers.label = [jam, { kind: 'ok', value: undefined }];
    await world.send({ type: 'basket.paid' }, { type: 'label.retried' });
    await anHourLater(world);
    const [voided, printed] = issued(world);
    await world.scan(voided?.number ?? '');
    expect(world.on('tracking').events.map(({ what }) => what)).toEqual(['franked', 'voided']);
    await world.scan(printed?.number ?? '');
    expect(world.on('tracking').events.map(({ what }) => what)).toEqual(['franked']);
  });

  it('is found by its proof, the label having travelled with it', async () => {
    const world = await sold();
    const [label] = issued(world);
    await world.scan(label?.mark ?? '');
    await anHourLater(world);
    await world.scan(`MOULIN-PROOF:1:T1-000001:${label?.label}:SEAL`);
    expect(world.on('tracking')).toMatchObject({ phase: 'found', number: label?.number, link: `https://suivi.example/${label?.number}` });
    expect(world.on('tracking').events.map(({ what }) => what)).toEqual(['franked', 'deposited']);
  });

  it('that was franked elsewhere and left here says when it was left', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.scan('9V 20524 75203 2');
    await world.send({ type: 'dropoff.accepted' });
    const at = world.now();
    await world.send(...leave, track);
    await world.scan('9V 20524 75203 2');
    expect(world.on('tracking')).toMatchObject({ events: [{ what: 'deposited', at }], link: 'https://suivi.example/9V20524752032' });
  });

  it('that is unknown here still leads to its operator', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.send(track);
    await world.scan('EE471108151FR');
    expect(world.on('tracking')).toMatchObject({ phase: 'found', number: 'EE471108151FR', events: [], link: 'https://suivi.example/EE471108151FR' });
  });

  it('without tracking has no page at the operator: the name of a label is no number', async () => {
    const world = await sold('lettre_verte');
    await anHourLater(world);
    await world.scan(issued(world)[0]?.mark ?? '');
    expect(world.on('tracking')).toMatchObject({ phase: 'found', number: 'T1-00000001', events: [{ what: 'franked' }], link: null });
  });

  it('says neither price nor name, nor what else was bought', async () => {
    const world = await sold('colissimo_france_domicile');
    await anHourLater(world);
    await world.scan(issued(world)[0]?.number ?? '');
    const { screen, phase, number, events, link, problem, locale, preferences, step, money, back, helpSince, dialog, office, training, helper, staffDoor, ...rest } = world.on('tracking');
    expect([screen, phase, problem, money, step, dialog, helpSince, training, helper, staffDoor]).toEqual(['tracking', 'found', null, null, null, null, null, false, null, false]);
    expect(rest).toEqual({});
    const said = JSON.stringify([number, events, link, back, locale, preferences, office]).toUpperCase();
    for (const word of ['1119', '11,19', 'CAMILLE', 'MARTIN', 'REPUBLIQUE', '69007', 'DOMINIQUE', 'COLISSIMO', '1240']) expect(said).not.toContain(word);
  });
});

describe('what cannot be looked up', () => {
  it.each([
    ['a parcel of another company', '1Z999AA10123456784', 'other-carrier'],
    ['an item of another country', 'RB123456785GB', 'foreign-post'],
    ['a digit wrong', '9V 20524 75203 3', 'wrong-key'],
    ['a proof of several items, which does not say of which', 'MOULIN-PROOF:1:T1-000001:T1-00000001,T1-00000002:SEAL', 'not-postal'],
    ['a proof that this terminal did not seal', 'MOULIN-PROOF:1:T1-000001:T1-00000001:FORGED', 'not-postal'],
    ['a contact card', 'MECARD:N:Martin;;', 'contact'],
    ['nonsense', '\u0000\u0001', 'unreadable'],
  ])('%s is told what it is, and the next scan is looked at', async (_, code, problem) => {
    const world = createWorld().start();
    await world.settle();
    await world.send(track);
    await world.scan(code);
    expect(world.on('tracking')).toMatchObject({ phase: 'scan', number: null, problem: { problem } });
    await world.send({ type: 'scan.again' });
    expect(world.on('tracking').problem).toBeNull();
    await world.scan('EE471108151FR');
    expect(world.on('tracking').phase).toBe('found');
    await world.scan(code);
    expect(world.on('tracking')).toMatchObject({ phase: 'scan', problem: { problem } });
  });

  it('an unknown item, when no operator’s page is configured: there is nothing to show', () => {
    const { ports } = createWorld();
    const actor = createActor(trackingMachine, { input: { ports: { ...ports, trackingLink: () => null } } }).start();
    actor.send({ type: 'code.scanned', scan: { kind: 'code', symbology: 'code128', text: 'EE471108151FR' } });
    expect(showTracking(actor.getSnapshot()).body).toMatchObject({ phase: 'scan', problem: { problem: 'nothing-here' } });
  });
});

describe('the way out', () => {
  it('is one touch, or the next item', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.send(track);
    await world.scan('EE471108151FR');
    await world.send({ type: 'scan.again' });
    expect(world.on('tracking')).toMatchObject({ phase: 'scan', number: null });
    await world.scan('EE471108151FR');
    await world.send({ type: 'back' });
    expect(world.on('tracking').phase).toBe('scan');
    await world.scan('EE471108151FR');
    await world.send({ type: 'session.finished' });
    expect(world.view().screen).toBe('attract');
  });
});
