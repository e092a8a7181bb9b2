import { afterEach, describe, expect, it } from 'vitest';
import { journey, ottawa, scarf, type Wish } from '../customer/wish.fixture.ts';
import type { FactType } from '../facts.ts';
import type { Intent } from '../intents.ts';
import type { PrintFault } from '../ports.ts';
import { createWorld, type World } from '../world.fixture.ts';
import { audit, auditDevices, salesOf } from './audit.fixture.ts';
import { settleIncident } from './incidents.ts';
import { recover } from './recovery.ts';
import { balanceOf } from './sale.ts';

/**
 * Two parcels to Canada in one line, each with its own number, customs sheets and pre-advice record. Sheets come out of
 * the label printer before the label: whatever fails there, nothing of value has left the machine yet.
 */

const pay: Intent = { type: 'basket.paid' };
const again: Intent = { type: 'label.retried' };
const giveBack: Intent = { type: 'label.refunded' };
const leave: Intent = { type: 'papers.chosen', proof: false, receipt: false };
const parcel: Wish = { grams: 1_240, to: { abroad: 'CA' }, contents: 'goods', format: 'parcel', addressee: ottawa, articles: [scarf] };
/** Zone C up to 2 kg (`postal.md` 1). */
const price = 5_399;
const done = { kind: 'ok', value: undefined } as const;
const fails = (kind: 'refused' | 'not-done' | 'unknown', reason: PrintFault = 'jam') => ({ kind, reason, detail: '' }) as const;
const worlds: World[] = [];

async function basket(): Promise<World> {
  const world = createWorld().start();
  worlds.push(world);
  await world.settle();
  await journey(world, parcel);
  await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 });
  return world;
}

const labelsAsked = (world: World) => world.asked.filter(({ command }) => command === 'label').map((one) => (one.with as { id: string }).id);
const figures = (world: World) => salesOf(world.ledger).map((state) => balanceOf(state));
const states = (world: World) => [...(salesOf(world.ledger)[0]?.labels.values() ?? [])].map(({ state }) => state);
const sheetEnds = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'document.printed' && fact.document === 'customs' ? [fact.outcome] : []));
/** Labels whose item will travel, as the back office knows them. */
const advised = (world: World) => [...world.preAdvice.keys()];

/** How many sheets one parcel has: as many as came out before the first label. */
async function sheetsOfOne(): Promise<number> {
  const world = await basket();
  await world.send(pay, leave);
  return labelsAsked(world).indexOf('T1-00000001');
}

afterEach(() => {
  for (const world of worlds.splice(0)) {
    audit(world.ledger);
    auditDevices(world);
  }
});

describe('two parcels with customs papers', () => {
  it('have their sheets first, then the label; each a number and a record of its own', async () => {
    const world = await basket();
    await world.send(pay);
    const sheets = labelsAsked(world).indexOf('T1-00000001');
    expect(sheets).toBeGreaterThan(0);
    const ofOne = (label: string) => [...Array.from({ length: sheets }, (_, at) => `${label}-customs-${at + 1}`), label];
    expect(labelsAsked(world)).toEqual([...ofOne('T1-00000001'), ...ofOne('T1-00000002')]);
    expect(world.on('deposit').pieces).toMatchObject([{ customs: 'CN23', state: 'printed' }, { customs: 'CN23', state: 'printed' }]);
    expect(sheetEnds(world)).toEqual(['printed', 'printed']);
    expect(advised(world)).toEqual(['T1-00000001', 'T1-00000002']);
    const [first, second] = [...world.preAdvice.values()];
    expect(first).toMatchObject({ product: 'colissimo_int_c', grams: 1_240, postage: price, destination: 'CA', declaration: { form: 'CN23', articles: [{ description: 'Echarpe', grams: 300, value: 4_000 }] } });
    expect(first?.number).not.toBe(second?.number);
    await world.send(leave);
    expect(figures(world)).toEqual([{ paid: 2 * price, issued: 2 * price, returned: 0, incidents: 0, owed: 0 }]);
  });
});

type Failure = readonly [name: string, at: (sheets: number) => number, end: ReturnType<typeof fails>];
const failures: readonly Failure[] = [
  ...(['refused', 'not-done', 'unknown'] as const).flatMap((kind): Failure[] => [
    [`the first sheet is ${kind}`, () => 0, fails(kind)],
    [`the last sheet is ${kind}`, (sheets) => sheets - 1, fails(kind)],
  ]),
  ['the label is refused', (sheets) => sheets, fails('refused')],
  ['the label is not-done', (sheets) => sheets, fails('not-done', 'offline')],
];

describe.each(failures)('%s', (_, at, end) => {
  /** The printer fails once, at that paper of that parcel. */
  async function failing(piece: 1 | 2): Promise<{ world: World; before: number }> {
    const sheets = await sheetsOfOne();
    const world = await basket();
    const before = (piece - 1) * (sheets + 1) + at(sheets);
    world.answers.label = [...Array.from({ length: before }, () => done), end, done];
    await world.send(pay);
    return { world, before };
  }

  it.each([1, 2] as const)('of parcel %i: nothing more is printed, its number is burnt, its record withdrawn', async (piece) => {
    const { world, before } = await failing(piece);
    expect(world.on('label-trouble')).toMatchObject({ refund: (3 - piece) * price });
    expect(labelsAsked(world)).toHaveLength(before + 1);
    expect(states(world)).toEqual(piece === 1 ? ['spoiled'] : ['printed', 'spoiled']);
    expect(advised(world)).toEqual(piece === 1 ? [] : ['T1-00000001']);
  });

  it.each([1, 2] as const)('of parcel %i, and the second try comes out whole: sheets and label with a fresh number', async (piece) => {
    const { world } = await failing(piece);
    await world.send(again);
    expect(world.on('deposit').pieces).toMatchObject([{ state: 'printed' }, { state: 'printed' }]);
    expect(states(world)).toEqual(piece === 1 ? ['spoiled', 'printed', 'printed'] : ['printed', 'spoiled', 'printed']);
    expect(advised(world)).toEqual(piece === 1 ? ['T1-00000002', 'T1-00000003'] : ['T1-00000001', 'T1-00000003']);
    await world.send(leave);
    expect(figures(world)).toEqual([{ paid: 2 * price, issued: 2 * price, returned: 0, incidents: 0, owed: 0 }]);
  });

  it.each([1, 2] as const)('of parcel %i, and the money goes back for what did not come out', async (piece) => {
    const { world } = await failing(piece);
    await world.send(giveBack);
    if (piece === 2) await world.send(leave);
    const issued = (piece - 1) * price;
    expect(world.on('farewell')).toMatchObject({ outcome: piece === 1 ? 'returned' : 'partly-returned', returned: 2 * price - issued });
    expect(figures(world)).toEqual([{ paid: 2 * price, issued, returned: 2 * price - issued, incidents: 0, owed: 0 }]);
  });
});

describe('nobody knows whether the label came out', () => {
  it.each([1, 2] as const)('of parcel %i: its record is kept, for it may travel; an incident, and the other one goes on', async (piece) => {
    const sheets = await sheetsOfOne();
    const world = await basket();
    world.answers.label = [...Array.from({ length: (piece - 1) * (sheets + 1) + sheets }, () => done), fails('unknown', 'silent'), done];
    await world.send(pay);
    expect(states(world)).toEqual(piece === 1 ? ['unknown', 'printed'] : ['printed', 'unknown']);
    expect(advised(world)).toEqual(['T1-00000001', 'T1-00000002']);
    await world.send(leave);
    expect(figures(world)).toEqual([{ paid: 2 * price, issued: price, returned: 0, incidents: price, owed: 0 }]);
  });

  it.each([
    ['paid-out', []],
    ['refunded', []],
    ['delivered', ['T1-00000001']],
  ] as const)('its record goes once somebody has paid the label back, and stays where it had come out: %s', async (how, kept) => {
    const sheets = await sheetsOfOne();
    const world = await basket();
    world.answers.label = [...Array.from({ length: sheets }, () => done), fails('unknown', 'silent'), done];
    await world.send(pay, leave);
    const incident = world.ledger.facts().find((fact) => fact.type === 'incident.opened')?.incident ?? '';
    world.ledger.loses = ({ type }) => type === 'incident.settled';
    expect(settleIncident(world.ports, incident, how).ok).toBe(false);
    expect(advised(world)).toEqual(['T1-00000001', 'T1-00000002']);
    world.ledger.loses = () => false;
    expect(settleIncident(world.ports, incident, how).ok).toBe(true);
    expect(advised(world)).toEqual([...kept, 'T1-00000002']);
  });
});

describe('the pre-advice cannot be kept', () => {
  it('nothing at all is printed, and the money can go back', async () => {
    const world = await basket();
    world.preAdviceFull = true;
    await world.send(pay);
    expect(world.on('label-trouble')).toMatchObject({ fault: 'hardware', refund: 2 * price });
    expect(labelsAsked(world)).toEqual([]);
    expect([states(world), sheetEnds(world), advised(world)]).toEqual([['spoiled'], [], []]);
    await world.send(giveBack);
    expect(figures(world)).toEqual([{ paid: 2 * price, issued: 0, returned: 2 * price, incidents: 0, owed: 0 }]);
  });

  it('and can again at the second try', async () => {
    const world = await basket();
    world.preAdviceFull = true;
    await world.send(pay);
    world.preAdviceFull = false;
    await world.send(again, leave);
    expect(advised(world)).toEqual(['T1-00000002', 'T1-00000003']);
    expect(figures(world)).toEqual([{ paid: 2 * price, issued: 2 * price, returned: 0, incidents: 0, owed: 0 }]);
  });
});

describe('one record in the middle is lost', () => {
  const lost: FactType[] = ['label.issued', 'label.printed', 'label.spoiled', 'label.unknown', 'document.printed', 'incident.opened', 'refund.requested', 'sale.closed'];
  const journeys: [string, (sheets: number) => World['answers']['label'], Intent[]][] = [
    ['sold', () => [done], [pay, leave]],
    ['a sheet that jams, a second try', () => [fails('refused'), done], [pay, again, leave]],
    ['a label that jams, money back', (sheets) => [...Array.from({ length: sheets }, () => done), fails('refused')], [pay, giveBack]],
    ['a label that nobody can vouch for', (sheets) => [...Array.from({ length: sheets }, () => done), fails('unknown', 'silent'), done], [pay, leave]],
  ];

  it.each(journeys.flatMap(([name, answers, intents]) => lost.map((type) => [name, type, answers, intents] as const)))('%s without %s: after the next start nothing is owed, and the back office waits for nothing void', async (_, type, answers, intents) => {
    const sheets = await sheetsOfOne();
    const world = await basket();
    world.answers.label = answers(sheets);
    let once = true;
    world.ledger.loses = (fact) => fact.type === type && once && !(once = false);
    await world.send(...intents);
    const asked = labelsAsked(world).length;
    await recover(world.ports);
    expect(figures(world).every(({ owed }) => owed === 0)).toBe(true);
    expect(world.ledger.openSales()).toEqual([]);
    expect(labelsAsked(world)).toHaveLength(asked);
    const spoiled = world.ledger.facts().flatMap((fact) => (fact.type === 'label.spoiled' ? [fact.label] : []));
    expect(advised(world).filter((label) => spoiled.includes(label))).toEqual([]);
    // What a device was asked cannot be compared with a record that is lost: the money alone must be right.
    audit(world.ledger);
    worlds.length = 0;
  });
});

describe('the form of the parcel', () => {
  const drawn = (world: World) => JSON.stringify(world.asked.find(({ command }) => command === 'label')?.with);

  it.each<[string, string, boolean]>([
    ['bears the phone that was said of the addressee: customs there call it', '+1 613 555 0100', true],
    ['bears none when none was said', '', false],
  ])('%s', async (_, phone, there) => {
    const world = createWorld().start();
    worlds.push(world);
    await world.settle();
    const addressee = (one: World) =>
      one.send(
        { type: 'address.place.entered', postcode: 'K1A 0B1', town: 'Ottawa', region: 'ON' },
        { type: 'address.street.entered', street: '24 Sussex Drive', building: '', apartment: '', place: '' },
        { type: 'address.name.entered', name: 'Camille Martin', company: '', phone },
        { type: 'address.confirmed' },
      );
    await journey(world, { ...parcel, addressee });
    await world.send(pay, leave);
    expect(drawn(world).replaceAll(' ', '').includes('16135550100')).toBe(there);
    expect([...world.preAdvice.values()].map((record) => record.phone.replaceAll(' ', ''))).toEqual([there ? '+16135550100' : '']);
  });
});

describe('a letter with goods', () => {
  it('bears the small form while its goods are worth little', async () => {
    const world = createWorld().start();
    worlds.push(world);
    await world.settle();
    const letter: Wish = { grams: 80, to: { abroad: 'CA' }, contents: 'goods', product: 'lettre_internationale_suivie', addressee: ottawa };
    await journey(world, letter);
    await world.send(pay);
    expect(world.on('deposit').pieces).toMatchObject([{ customs: 'CN22', kind: 'letter' }]);
    expect([...world.preAdvice.values()]).toMatchObject([{ declaration: { form: 'CN22' } }]);
  });
});
