import { describe, expect, it } from 'vitest';
import { roleSchema, type MaintenanceAct, type Role } from './acts.ts';
import { mayDo } from './permissions.ts';
import type { FactOf, FactType } from '../facts.ts';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import type { Backroom } from '../ports.ts';
import { err, ok } from '../result.ts';
import type { MaintenancePage } from '../view.ts';
import { grams } from '../weight.ts';
import { broken, createWorld, online, thrown, type World } from '../world.fixture.ts';

/** Behind the counter: what a worker can do with the terminal while no customer is there, and what the journal says of it. */

type Page = MaintenancePage['page'];
const backroom = (world: World, part: Partial<Backroom>) => void Object.assign(world.backroom, part);

async function behind(role: Role, before: (world: World) => void = () => {}): Promise<World> {
  const world = createWorld(before).start();
  await world.settle();
  await world.signIn(role);
  world.on('maintenance');
  return world;
}

async function onPage(role: Role, page: Page, before: (world: World) => void = () => {}): Promise<World> {
  const world = await behind(role, before);
  await world.send({ type: 'maintenance.opened', page });
  return world;
}

function page<P extends Page>(world: World, name: P): Extract<MaintenancePage, { page: P }> {
  const { content } = world.on('maintenance');
  if (content.page !== name) throw new Error(`expected ${name}, but it is ${content.page}`);
  return content as Extract<MaintenancePage, { page: P }>;
}

const recorded = <T extends FactType>(world: World, type: T) => world.ledger.facts().filter((fact): fact is FactOf<T> => fact.type === type);
const acts = (world: World) => recorded(world, 'staff.acted').map(({ act }) => act);
const leave: Intent = { type: 'staff.left' };

/** How each act is asked for: its page, and what is touched there. */
const ways: { readonly [A in MaintenanceAct]: { readonly page: Page; readonly touches: readonly Intent[] } } = {
  'device.restarted': { page: 'devices', touches: [{ type: 'maintenance.device.chosen', device: 'labels' }, { type: 'maintenance.device.restarted' }] },
  'receipt.tested': { page: 'devices', touches: [{ type: 'maintenance.device.chosen', device: 'papers' }, { type: 'maintenance.device.tested' }] },
  'label.tested': { page: 'devices', touches: [{ type: 'maintenance.device.chosen', device: 'labels' }, { type: 'maintenance.device.tested' }] },
  'weighing.tested': { page: 'devices', touches: [{ type: 'maintenance.device.chosen', device: 'scale' }, { type: 'maintenance.device.tested' }] },
  'card.tested': { page: 'devices', touches: [{ type: 'maintenance.device.chosen', device: 'card' }, { type: 'maintenance.device.tested' }] },
  'roll.changed': { page: 'rolls', touches: [{ type: 'maintenance.roll.chosen', roll: 'labels' }] },
  'scale.zeroed': { page: 'scale', touches: [{ type: 'maintenance.scale.zeroed' }] },
  'scale.verified': { page: 'scale', touches: [{ type: 'maintenance.scale.verified', until: '2027-05-31' }] },
  'screen.restarted': { page: 'service', touches: [{ type: 'maintenance.screen.restarted' }] },
  'program.restarted': { page: 'service', touches: [{ type: 'maintenance.program.restarted' }] },
  'service.closed': { page: 'service', touches: [{ type: 'maintenance.service.closed', message: 'soon', minutes: 30 }] },
  'service.opened': { page: 'service', touches: [{ type: 'maintenance.service.opened' }] },
  'incident.settled': { page: 'incidents', touches: [{ type: 'maintenance.incident.chosen', incident: 'I1' }, { type: 'maintenance.incident.settled', how: 'paid-out' }] },
  'sales.viewed': { page: 'sales', touches: [] },
  'day.closed': {
    page: 'closing',
    touches: [{ type: 'maintenance.day.counted', debits: '0', debited: '0', credits: '0', credited: '0' }, { type: 'maintenance.day.closed' }],
  },
  'training.switched': { page: 'training', touches: [{ type: 'maintenance.training.switched' }] },
  'archive.exported': { page: 'export', touches: [{ type: 'maintenance.exported', medium: 'sdb1' }] },
  'events.viewed': { page: 'events', touches: [] },
};

const stick = { id: 'sdb1', name: 'CLÉ', freeBytes: 1_000 };

/** A terminal in which every act makes sense. */
function everything(world: World): void {
  backroom(world, { media: () => [stick], exportTo: () => Promise.resolve(ok({ file: 'moulin.tar' })) });
  incident(world);
  world.ledger.record({ type: 'terminal.closed', staff: 'A1', message: 'soon', until: null });
}

function incident(world: World): void {
  const [sale, reference, amount] = ['V1', 'V1-P1', cents(152)];
  world.ledger.recordAll([
    { type: 'sale.opened', sale, session: 'S1', lines: [{ line: 'L1', product: 'lettre_verte', grams: grams(20), quantity: 1, unitPrice: amount, tariff: 't' }], total: amount },
    { type: 'payment.requested', sale, reference, amount },
    { type: 'payment.approved', sale, reference, amount, authorisation: null, cardLast4: null },
    { type: 'incident.opened', sale, incident: 'I1', amount, cause: 'refund-unknown' },
    { type: 'sale.closed', sale, paid: amount, issued: cents(0), returned: cents(0), incidents: amount },
  ]);
}

describe('role × act behind the counter', () => {
  const rows = roleSchema.options.flatMap((role) => (Object.keys(ways) as MaintenanceAct[]).map((act) => [role, act, mayDo(role, act)] as const));

  it.each(rows)('%s, %s: %s', async (role, act, allowed) => {
    const world = await onPage(role, ways[act].page, everything);
    await world.send(...ways[act].touches);
    expect(acts(world).includes(act)).toBe(allowed);
    const refusals = recorded(world, 'staff.refused').map(({ why }) => why);
    expect([...new Set(refusals)]).toEqual(allowed ? [] : ['not-permitted']);
  });

  it.each(rows.filter(([role, , allowed]) => role === 'manager' && allowed))('%s, %s: nothing is done when it cannot be recorded', async (role, act) => {
    const world = await onPage(role, ways[act].page, everything);
    const before = world.asked.length;
    const count = world.ledger.records.length;
    world.ledger.failing = 'full';
    await world.send({ type: 'maintenance.opened', page: ways[act].page }, ...ways[act].touches);
    expect([world.asked.length, world.ledger.records.length]).toEqual([before, count]);
  });

  it('a role that changes while somebody is signed in is the one that counts', async () => {
    const world = await onPage('manager', 'training');
    world.staff = world.staff.map((one) => (one.staff === 'M1' ? { ...one, role: 'agent' } : one));
    await world.send({ type: 'maintenance.training.switched' });
    expect(recorded(world, 'staff.refused').at(-1)).toEqual({ type: 'staff.refused', staff: 'M1', why: 'not-permitted', act: 'training.switched' });
    expect(world.on('maintenance').refusal).toBe('not-permitted');
  });

  it('the first page says what a role may open, and a page that there is not leads back to it', async () => {
    const world = await behind('agent');
    const permitted = () => page(world, 'home').pages.flatMap((one) => (one.permitted ? [one.page] : []));
    expect(permitted()).toEqual(['devices', 'rolls', 'scale', 'service', 'incidents', 'numbers', 'events', 'versions']);
    await world.send({ type: 'maintenance.opened', page: 'nonsense' });
    expect(page(world, 'home').page).toBe('home');
  });
});

describe('devices', () => {
  it('are shown with the first cause, their history and what they are; each can be tried and started again', async () => {
    const history = [{ at: 1, state: 'offline' as const, cause: 'no answer' }];
    const world = await onPage('agent', 'devices', (one) => backroom(one, { history: () => history }));
    world.labels.become(broken('hardware-error', 'cutter is stuck'));
    await world.send({ type: 'maintenance.device.chosen', device: 'labels' });
    expect(page(world, 'devices')).toMatchObject({ chosen: 'labels', history, test: 'label', restart: true, busy: false });
    expect(page(world, 'devices').devices.find(({ device }) => device === 'labels')).toMatchObject({ state: 'hardware-error', cause: 'cutter is stuck', identity: 'S/N 1' });
  });

  it.each([
    ['papers', 'paper', 'receipt'],
    ['labels', 'label', 'label'],
  ] as const)('a test print on %s is void, and no machine can read it', async (device, command, what) => {
    const world = await onPage('agent', 'devices', (one) => (one.ledger.labelsLeft = 40));
    await world.send({ type: 'maintenance.device.chosen', device }, { type: 'maintenance.device.tested' });
    const printed = JSON.stringify(world.asked.find((one) => one.command === command));
    expect(printed).toContain('SPÉCIMEN');
    expect(printed).not.toMatch(/code128|data-matrix|"qr"/);
    expect(page(world, 'devices').result).toEqual({ what, ok: true, detail: '' });
    expect(recorded(world, 'roll.counted')).toEqual(device === 'labels' ? [{ type: 'roll.counted', roll: 'labels', left: 39, why: 'counted' }] : []);
  });

  it('a test that fails says it in the device’s own words; one that throws is no success', async () => {
    const world = await onPage('manager', 'devices', (one) => backroom(one, { testCard: () => Promise.resolve({ kind: 'not-done', reason: 'offline', detail: 'no line' }), restart: thrown }));
    await world.send({ type: 'maintenance.device.chosen', device: 'card' }, { type: 'maintenance.device.tested' });
    expect(page(world, 'devices').result).toEqual({ what: 'card', ok: false, detail: 'no line' });
    await world.send({ type: 'maintenance.device.restarted' });
    expect(page(world, 'devices').result).toMatchObject({ what: 'restarted', ok: false });
  });

  it.each<[string, (world: World) => void, string]>([
    ['an empty pan, a weight, and an empty pan again', (world) => (world.place(100), world.place(0)), 'zero-seen'],
    ['a pan that is never empty', (world) => world.place(50), 'no-zero'],
    ['a scale that says nothing', (world) => world.read({ kind: 'absent', cause: 'no answer' }), 'nothing-read'],
  ])('a test weighing of five seconds with %s', async (_, act, detail) => {
    const world = await onPage('agent', 'devices', (one) => one.place(50));
    await world.send({ type: 'maintenance.device.chosen', device: 'scale' }, { type: 'maintenance.device.tested' });
    expect(page(world, 'devices').busy).toBe(true);
    act(world);
    await world.pass(5_000);
    expect(page(world, 'devices').result).toEqual({ what: 'weighing', ok: detail === 'zero-seen', detail });
  });

  it('what has no test has none', async () => {
    const world = await onPage('technician', 'devices');
    await world.send({ type: 'maintenance.device.tested' }, { type: 'maintenance.device.chosen', device: 'badge' }, { type: 'maintenance.device.tested' });
    expect(page(world, 'devices')).toMatchObject({ test: null, restart: true, result: null });
    expect(acts(world)).toEqual([]);
  });
});

describe('a roll is changed', () => {
  const step = (world: World) => page(world, 'rolls').step;

  it('labels: the printer’s own sensors move it on, the count is a full roll by default, and the test print ends it', async () => {
    const world = await onPage('agent', 'rolls', (one) => (one.ledger.labelsLeft = 3));
    await world.send({ type: 'maintenance.roll.chosen', roll: 'labels' });
    expect(step(world)).toBe('open');
    world.labels.become(broken('user-error', 'print head is open'));
    expect(step(world)).toBe('replace');
    world.labels.become(online);
    expect(step(world)).toBe('count');
    await world.send({ type: 'maintenance.roll.counted', left: 'many' });
    expect([step(world), world.on('maintenance').refusal]).toEqual(['count', 'not-a-number']);
    await world.send({ type: 'maintenance.roll.counted', left: '501' });
    expect(world.on('maintenance').refusal).toBe('too-much');
    await world.send({ type: 'maintenance.roll.next' });
    expect(step(world)).toBe('done');
    expect(recorded(world, 'roll.counted').at(-2)).toEqual({ type: 'roll.counted', roll: 'labels', left: 500, why: 'counted' });
    await world.send({ type: 'maintenance.roll.next' });
    expect(step(world)).toBe('choose');
  });

  it('receipts: by key where the printer sees nothing; nothing is counted', async () => {
    const world = await onPage('technician', 'rolls');
    const next: Intent = { type: 'maintenance.roll.next' };
    await world.send({ type: 'maintenance.roll.chosen', roll: 'receipts' }, next, next);
    expect(step(world)).toBe('done');
    expect(recorded(world, 'roll.counted')).toEqual([]);
  });

  it('one that does not print says so, with the cause, and is begun again', async () => {
    const world = await onPage('agent', 'rolls', (one) => (one.answers.paper = [{ kind: 'refused', reason: 'jam', detail: 'jam' }]));
    world.papers.become(broken('consumable-out', 'paper end'));
    const next: Intent = { type: 'maintenance.roll.next' };
    await world.send({ type: 'maintenance.roll.chosen', roll: 'receipts' }, next, next);
    expect(step(world)).toBe('close');
    await world.send(next);
    expect(page(world, 'rolls')).toMatchObject({ step: 'failed', cause: 'paper end' });
    world.papers.become(online);
    await world.send(next, next, next);
    expect(step(world)).toBe('failed');
  });
});

describe('the scale', () => {
  it('is zeroed, and says how that went', async () => {
    const world = await onPage('agent', 'scale', (one) => backroom(one, { zeroScale: () => Promise.resolve({ kind: 'refused', reason: 'loaded', detail: 'something lies on it' }) }));
    expect(page(world, 'scale')).toMatchObject({ grams: 0, stable: true, canZero: true, canVerify: false, verifiedUntil: null, expired: false });
    await world.send({ type: 'maintenance.scale.zeroed' });
    expect(page(world, 'scale').result).toEqual({ what: 'zero', ok: false, detail: 'something lies on it' });
  });

  it.each([
    ['2026-11-22', 'not-a-number'],
    ['2027-02-30', 'not-a-number'],
    ['31/05/2027', 'not-a-number'],
    ['2206-05-31', 'too-much'],
    ['2026-11-23', null],
    ['2027-05-31', null],
  ])('verified until %s: %s', async (until, refusal) => {
    const world = await onPage('technician', 'scale');
    await world.send({ type: 'maintenance.scale.verified', until });
    expect(world.on('maintenance').refusal).toBe(refusal);
    expect(recorded(world, 'scale.verified')).toEqual(refusal === null ? [{ type: 'scale.verified', staff: 'T1', until }] : []);
  });

  it('whose verification has passed weighs for no sale: stamps can still be had', async () => {
    const world = createWorld((one) => one.ledger.record({ type: 'scale.verified', staff: 'T1', until: '2026-11-22' })).start();
    await world.settle();
    const reasons = Object.fromEntries(world.on('attract').services.map(({ id, reason }) => [id, reason]));
    expect(reasons).toMatchObject({ send: 'scale-not-verified', stamps: null });
    await world.signIn('technician');
    expect(page(world, 'home').pages.find((one) => one.page === 'scale')?.alert).toBe(true);
  });
});

describe('out of service', () => {
  const until = (world: World) => world.now() + 30 * 60_000;

  it('with a message and the hour of its return, at which it opens by itself', async () => {
    const world = await onPage('agent', 'service');
    const back = until(world);
    await world.send({ type: 'maintenance.service.closed', message: 'no-paper', minutes: 30 });
    expect(page(world, 'service').closed).toEqual({ message: 'no-paper', until: back });
    await world.send(leave);
    expect(world.on('out-of-service')).toMatchObject({ reason: 'closed-by-staff', closed: { message: 'no-paper', until: back } });
    await world.pass(31 * 60_000);
    world.on('attract');
    expect(recorded(world, 'terminal.opened')).toEqual([{ type: 'terminal.opened', staff: null }]);
  });

  it('survives a start, and a worker opens it', async () => {
    const world = createWorld((one) => one.ledger.record({ type: 'terminal.closed', staff: 'A1', message: 'soon', until: null })).start();
    await world.settle();
    world.on('out-of-service');
    await world.signIn('manager');
    await world.send({ type: 'maintenance.opened', page: 'service' }, { type: 'maintenance.service.opened' }, leave);
    world.on('attract');
    expect(recorded(world, 'terminal.opened')).toEqual([{ type: 'terminal.opened', staff: 'M1' }]);
  });

  it('each function is out of it from the moment a worker is behind the counter, and back when they have gone', async () => {
    const world = await behind('agent');
    const last = () => Object.fromEntries(recorded(world, 'service.changed').map(({ service, reason }) => [service, reason]));
    expect(new Set(Object.values(last()))).toEqual(new Set(['closed-by-staff']));
    await world.send(leave);
    expect(new Set(Object.values(last()))).toEqual(new Set([null]));
  });
});

describe('money behind the counter', () => {
  it('an incident is settled in one of its ways, and the act names its sale', async () => {
    const world = await onPage('manager', 'incidents', incident);
    expect(page(world, 'incidents')).toMatchObject({ incidents: [{ incident: 'I1', amount: 152, ways: ['paid-out', 'refunded'] }], more: 0, permitted: true });
    await world.send({ type: 'maintenance.incident.chosen', incident: 'I1' }, { type: 'maintenance.incident.settled', how: 'not-owed' });
    expect(page(world, 'incidents').refusal).toBe('not-so');
    await world.send({ type: 'maintenance.incident.settled', how: 'paid-out' });
    expect(page(world, 'incidents')).toMatchObject({ incidents: [], refusal: null });
    expect(recorded(world, 'staff.acted').at(-1)).toMatchObject({ act: 'incident.settled', about: 'V1', subject: 'I1', after: 'paid-out' });
    expect(recorded(world, 'incident.settled')).toMatchObject([{ how: 'paid-out', by: 'staff' }]);
    await world.send({ type: 'maintenance.incident.chosen', incident: 'I1' }, { type: 'maintenance.incident.settled', how: 'paid-out' });
    expect(page(world, 'incidents').refusal).toBe('unknown');
  });

  const sold = { day: '2026-11-23', sales: 2, products: [{ product: 'lettre_verte', count: 2, value: 304 }], means: [{ means: 'card', count: 2, amount: 304 }], incidents: 0, card: { debits: 2, debited: 304, credits: 0, credited: 0 }, acts: [{ act: 'line.repriced', count: 1 }] } as const;

  it('the day’s report says what was sold and done, and names nobody', async () => {
    const world = await onPage('manager', 'sales', (one) => backroom(one, { sales: () => sold }));
    expect(page(world, 'sales')).toMatchObject({ sales: 2, canPrint: true, report: 'none' });
    await world.send({ type: 'maintenance.report.printed' });
    expect(page(world, 'sales').report).toBe('printed');
    const printed = JSON.stringify(world.asked.find(({ command }) => command === 'paper'));
    for (const said of ['2 × Lettre verte', 'Prix modifié', '23/11/2026']) expect(printed).toContain(said);
    for (const { name } of world.staff) expect(printed).not.toContain(name);
    expect(printed).not.toContain('M1');
  });

  it('what the card terminal counted is compared, each difference is named, and both are recorded', async () => {
    const world = await onPage('manager', 'closing', (one) => backroom(one, { sales: () => sold }));
    await world.send({ type: 'maintenance.day.closed' }, { type: 'maintenance.day.counted', debits: 'two', debited: '3,04', credits: '0', credited: '0' });
    expect([world.on('maintenance').refusal, page(world, 'closing').counted]).toEqual(['not-a-number', null]);
    await world.send({ type: 'maintenance.day.counted', debits: '3', debited: '4,56', credits: '0', credited: '0' });
    expect(page(world, 'closing').differences).toEqual([
      { what: 'debits', ledger: 2, counted: 3 },
      { what: 'debited', ledger: 304, counted: 456 },
    ]);
    await world.send({ type: 'maintenance.day.closed' }, { type: 'maintenance.day.closed' });
    expect(page(world, 'closing').done).toBe(true);
    expect(recorded(world, 'day.reconciled')).toEqual([{ type: 'day.reconciled', staff: 'M1', day: '2026-11-23', ledger: sold.card, counted: { debits: 3, debited: 456, credits: 0, credited: 0 } }]);
  });
});

describe('the rest of the books', () => {
  it('a range that ends soon is seen on the first page, with the day on which it ends', async () => {
    const numbers = [{ series: 'letter', remaining: 30, perDay: 10 }, { series: 'colissimo', remaining: 900, perDay: 0 }] as const;
    const world = await behind('agent', (one) => backroom(one, { numbers: () => numbers }));
    expect(page(world, 'home').pages.find((one) => one.page === 'numbers')?.alert).toBe(true);
    await world.send({ type: 'maintenance.opened', page: 'numbers' });
    expect(page(world, 'numbers').series.map(({ until }) => until)).toEqual([world.now() + 3 * 86_400_000, null]);
    await world.send({ type: 'back' });
    page(world, 'home');
  });

  it('events and versions are read as they are', async () => {
    const world = await onPage('agent', 'events', (one) => backroom(one, { events: () => [{ at: 1, event: 'terminal.started', values: { version: '1' } }], versions: () => [{ what: 'software', value: '1' }] }));
    expect(page(world, 'events').events).toHaveLength(1);
    await world.send({ type: 'maintenance.opened', page: 'versions' });
    expect(page(world, 'versions').versions).toEqual([{ what: 'software', value: '1' }]);
  });

  it.each([
    ['is written', ok({ file: 'moulin.tar' }), { phase: 'done', problem: 'none', file: 'moulin.tar' }],
    ['does not fit', err('full' as const), { phase: 'failed', problem: 'full', file: null }],
  ])('an archive that %s', async (_, written, expected) => {
    const world = await onPage('manager', 'export', (one) => backroom(one, { media: () => [stick], exportTo: () => Promise.resolve(written) }));
    await world.send({ type: 'maintenance.exported', medium: '../etc' });
    expect([page(world, 'export').phase, world.on('maintenance').refusal]).toEqual(['choosing', 'overtaken']);
    await world.send({ type: 'maintenance.exported', medium: 'sdb1' });
    expect(page(world, 'export')).toMatchObject(expected);
  });

  it('a stick that is plugged in later is found', async () => {
    const world = await onPage('manager', 'export');
    expect(page(world, 'export').media).toEqual([]);
    backroom(world, { media: () => [stick] });
    await world.pass(2_000);
    expect(page(world, 'export').media).toEqual([stick]);
  });

  it('no lesson begins over an open sale', async () => {
    const restarts: boolean[] = [];
    const world = await onPage('manager', 'training', (one) => backroom(one, { restartProgram: ({ training }) => restarts.push(training) }));
    world.ledger.openSales = () => [{ sale: 'V9', facts: [] }];
    await world.send({ type: 'maintenance.training.switched' });
    expect([world.on('maintenance').refusal, restarts]).toEqual(['overtaken', []]);
    world.ledger.openSales = () => [];
    await world.send({ type: 'maintenance.training.switched' });
    expect(restarts).toEqual([true]);
  });
});
