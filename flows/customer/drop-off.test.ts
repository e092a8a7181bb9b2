import { describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import type { Scan } from '../ports.ts';
import type { ScanProblem } from '../view.ts';
import { broken, createWorld, online, thrown, type World } from '../world.fixture.ts';

/** Somebody brings an item that is paid for. Numbers are those of `postal.md` 3.2, and one of this terminal's own range. */

const colissimo = '9V 20524 75203 2';
const letter = '87000720610100P';
const s10 = 'EE471108151FR';
const leave: Intent = { type: 'service.started', service: 'deposit' };
const accept: Intent = { type: 'dropoff.accepted' };
const withProof: Intent = { type: 'papers.chosen', proof: true, receipt: false };
const withoutProof: Intent = { type: 'papers.chosen', proof: false, receipt: false };
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;

async function open(before: (world: World) => void = () => {}): Promise<World> {
  const world = createWorld(before).start();
  await world.settle();
  return world;
}

const deposits = (world: World) => world.ledger.facts().filter((fact) => fact.type === 'item.deposited');
const papers = (world: World) => world.asked.filter(({ command }) => command === 'paper').map((one) => JSON.stringify(one.with));
const markOf = (world: World): string => world.ledger.facts().flatMap((fact) => (fact.type === 'label.issued' ? [fact.mark] : []))[0] ?? '';

/** A letter is franked here, and its customer goes away with it. */
async function franked(world: World, product: 'lettre_verte' | 'lettre_verte_suivie' = 'lettre_verte'): Promise<void> {
  await world.prepareLetter(20, product);
  await world.send({ type: 'basket.paid' }, withoutProof, { type: 'session.finished' });
  world.place(0);
  expect(world.view().screen).toBe('attract');
}

describe('an item is left', () => {
  it.each([
    ['colissimo', colissimo, '9V20524752032'],
    ['letter', letter, letter],
    ['s10', s10, s10],
  ])('as a %s: its number is shown, it is recorded, and then the screen says so', async (kind, code, number) => {
    const world = await open();
    await world.send(leave);
    expect(world.on('drop-off')).toMatchObject({ phase: 'scan', item: null, back: 'back' });
    await world.scan(code);
    expect(world.on('drop-off')).toMatchObject({ phase: 'recognised', item: { number, kind }, at: null });
    expect(deposits(world)).toEqual([]);
    await world.send(accept);
    expect(world.on('drop-off')).toMatchObject({ phase: 'accepted', item: { number, kind }, into: 'box', at: world.now(), back: null });
    expect(deposits(world)).toEqual([{ type: 'item.deposited', item: number, franked: 'elsewhere', into: 'box' }]);
    await world.send(withoutProof);
    expect(world.on('farewell')).toMatchObject({ outcome: 'deposited', printed: 1, papers: { proof: 'none' } });
  });

  it('in two touches when its label is scanned on the first screen', async () => {
    const world = await open();
    await world.scan(colissimo);
    expect(world.on('drop-off').phase).toBe('recognised');
    await world.send(accept, withProof);
    expect(world.on('farewell')).toMatchObject({ outcome: 'deposited', papers: { proof: 'printed' } });
  });

  it('with a proof that bears its number, and a code that anyone can check', async () => {
    const world = await open();
    await world.scan(letter);
    await world.send(accept, withProof);
    expect(papers(world)).toHaveLength(1);
    expect(papers(world)[0]).toContain(`MOULIN-DEPOSIT:1:T1:${letter}:${Math.floor(world.now() / 1000)}:SEAL`);
  });

  it.each(['mark', 'number'] as const)('that was franked here is recorded under its label, also when its %s is scanned', async (what) => {
    const world = await open();
    await franked(world, 'lettre_verte_suivie');
    const issued = world.ledger.facts().flatMap((fact) => (fact.type === 'label.issued' ? [fact] : []))[0];
    await world.scan(issued?.[what] ?? '');
    expect(world.on('drop-off').item?.number).toBe(issued?.number);
    await world.send(accept);
    expect(deposits(world)).toEqual([{ type: 'item.deposited', item: 'T1-00000001', franked: 'here', into: 'box' }]);
  });

  it('at a terminal without a box to a member of staff, and the proof says so', async () => {
    const world = await open((one) => (one.drop = 'staff'));
    await world.scan(colissimo);
    await world.send(accept);
    expect(world.on('drop-off')).toMatchObject({ phase: 'accepted', into: 'staff' });
    await world.send(withProof);
    expect(deposits(world)).toMatchObject([{ into: 'staff' }]);
    const [staff] = papers(world);
    const boxed = await open();
    await boxed.scan(colissimo);
    await boxed.send(accept, withProof);
    expect(staff).not.toEqual(papers(boxed)[0]);
  });

  it('while card terminal, label printer and scale are out: it is what remains', async () => {
    const world = await open();
    for (const device of ['card', 'labels', 'scale'] as const) world[device].become(broken('offline', 'cable'));
    await world.scan(colissimo);
    await world.send(accept, withProof);
    expect(world.on('farewell').outcome).toBe('deposited');
  });

  it('by itself when nobody touches the screen any more', async () => {
    const world = await open();
    await world.scan(colissimo);
    await world.send(accept);
    await world.pass(45_000);
    expect(world.on('farewell')).toMatchObject({ outcome: 'deposited', printed: 1 });
  });
});

describe('several items are left one after the other', () => {
  it('each with a proof of its own, printed together', async () => {
    const world = await open();
    for (const code of [colissimo, letter, s10]) {
      await world.scan(code);
      await world.send(accept);
    }
    await world.send(withProof);
    expect(world.on('farewell')).toMatchObject({ outcome: 'deposited', printed: 3, papers: { proof: 'printed' } });
    expect(papers(world).map((paper) => /MOULIN-DEPOSIT:1:T1:(\w+):/.exec(paper)?.[1])).toEqual(['9V20524752032', letter, s10]);
    expect(deposits(world)).toHaveLength(3);
  });

  it('and the last one is not taken: the proofs of the others are still to be had', async () => {
    const world = await open();
    await world.scan(colissimo);
    await world.send(accept);
    await world.scan('1Z999AA10123456784');
    expect(world.on('drop-off')).toMatchObject({ phase: 'refused', back: 'back' });
    await world.send({ type: 'back' });
    expect(world.on('drop-off')).toMatchObject({ phase: 'accepted', item: { number: '9V20524752032' }, papers: 'offered' });
    await world.scan(letter);
    await world.send({ type: 'scan.again' }, { type: 'back' }, withProof);
    expect(world.on('farewell')).toMatchObject({ printed: 1, papers: { proof: 'printed' } });
  });

  it('the same one a second time is known, with the time of the first', async () => {
    const world = await open();
    await world.scan(colissimo);
    await world.send(accept);
    const at = world.now();
    await world.pass(1_000);
    await world.scan('9v205 2475 2032');
    expect(world.on('drop-off')).toMatchObject({ phase: 'refused', problem: { problem: 'already-deposited', at } });
    await world.send(accept);
    expect(deposits(world)).toHaveLength(1);
  });
});

describe('what is no item to be left is refused kindly, and nothing is recorded', () => {
  const code = (text: string): Scan => ({ kind: 'code', symbology: 'code128', text });
  it.each<[string, Scan, Partial<ScanProblem>]>([
    ['a code that the scanner did not take', { kind: 'rejected', why: 'too long' }, { problem: 'unreadable' }],
    ['control characters', code('9V\u0000\u0007'), { problem: 'unreadable' }],
    ['letters from right to left', code('שלום'), { problem: 'unreadable' }],
    ['emoji', code('📦📦📦'), { problem: 'unreadable' }],
    ['ten thousand characters', code('9'.repeat(10_000)), { problem: 'unreadable' }],
    ['a number with one digit wrong', code('9V 20524 75203 3'), { problem: 'wrong-key' }],
    ['the code of a book', code('9782070612758'), { problem: 'not-postal' }],
    ['a parcel of another company', code('1Z999AA10123456784'), { problem: 'other-carrier', carrier: 'UPS' }],
    ['an item of another country', code('RB123456785GB'), { problem: 'foreign-post' }],
    ['a contact card', code('MECARD:N:Martin,Camille;;'), { problem: 'contact' }],
    ['a proof of posting', code('MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL'), { problem: 'not-postal' }],
    ['a franking mark that is not ours', code('MOULIN-VOID:9:forged'), { problem: 'not-postal' }],
  ])('%s', async (_, scan, problem) => {
    const world = await open();
    await world.send(leave);
    await (scan.kind === 'rejected' ? world.misread(scan.why) : world.scan(scan.text));
    expect(world.on('drop-off')).toMatchObject({ phase: 'refused', item: null, problem });
    await world.send(accept);
    expect(deposits(world)).toEqual([]);
    await world.send({ type: 'scan.again' });
    expect(world.on('drop-off')).toMatchObject({ phase: 'scan', problem: null });
    await world.send({ type: 'back' });
    expect(world.view().screen).toBe('attract');
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'session.ended', how: 'cancelled' });
  });

  it('a label that this terminal voided', async () => {
    const world = await open();
    await world.prepareLetter();
    world.answers.label = [jam];
    await world.send({ type: 'basket.paid' }, { type: 'label.refunded' }, { type: 'session.finished' });
    world.place(0);
    await world.scan(markOf(world));
    expect(world.on('drop-off')).toMatchObject({ phase: 'refused', problem: { problem: 'void-label' }, item: { kind: 'franked-here' } });
    await world.send(accept);
    expect(deposits(world)).toEqual([]);
  });

  it('a label that was left here on another day', async () => {
    const world = await open();
    await franked(world);
    await world.scan(markOf(world));
    await world.send(accept, withoutProof, { type: 'session.finished' });
    const at = world.now();
    await world.pass(86_400_000);
    await world.scan(markOf(world));
    expect(world.on('drop-off')).toMatchObject({ phase: 'refused', problem: { problem: 'already-deposited', at } });
  });

  it('another code held before it instead is looked at in its place', async () => {
    const world = await open();
    await world.scan('9782070612758');
    await world.scan(colissimo);
    expect(world.on('drop-off')).toMatchObject({ phase: 'recognised', problem: null });
    await world.scan('9782070612758');
    expect(world.on('drop-off').phase).toBe('refused');
  });
});

describe('when something fails', () => {
  it('a journal that takes nothing: the item is not accepted, and the terminal closes', async () => {
    const world = await open();
    await world.scan(colissimo);
    world.ledger.failing = 'full';
    await world.send(accept);
    expect(world.view().screen).toBe('out-of-service');
    expect(deposits(world)).toEqual([]);
  });

  it.each([
    ['refused', jam],
    ['broken off', thrown()],
  ])('a proof that is %s: it is said, and the item stays accepted', async (_, answer) => {
    const world = await open();
    world.answers.paper = [answer];
    await world.scan(colissimo);
    await world.send(accept, withProof);
    expect(world.on('farewell')).toMatchObject({ outcome: 'deposited', printed: 1, papers: { proof: 'failed' } });
  });

  it('one proof of two: what failed is said', async () => {
    const world = await open();
    world.answers.paper = [jam, { kind: 'ok', value: undefined }];
    await world.scan(colissimo);
    await world.send(accept);
    await world.scan(letter);
    await world.send(accept, withProof);
    expect(papers(world)).toHaveLength(2);
    expect(world.on('farewell').papers.proof).toBe('failed');
  });

  it('no paper: the proof is not offered, and nobody is kept', async () => {
    const world = await open();
    await world.scan(colissimo);
    await world.send(accept);
    world.papers.become(broken('consumable-out', 'paper'));
    expect(world.on('drop-off').papers).toBe('unavailable');
    await world.send({ type: 'session.finished' });
    expect(world.on('farewell').papers.proof).toBe('none');
  });

  it('a printer that takes its time is shown printing', async () => {
    const world = await open();
    world.answers.paper = [new Promise(() => {})];
    await world.scan(colissimo);
    await world.send(accept, withProof);
    expect(world.on('drop-off')).toMatchObject({ phase: 'accepted', papers: 'printing', back: null });
  });

  it('without a scanner nothing can be left, and the first screen says so', async () => {
    const world = await open();
    world.scanner.become(broken('offline', 'cable'));
    await world.send(leave);
    expect(world.on('attract').services).toContainEqual({ id: 'deposit', reason: 'scanner-unavailable' });
  });

  it.each([
    ['leave an item', 'deposit', 'drop-off'],
    ['have a copy', 'copy', 'copy'],
    ['ask for an item', 'tracking', 'tracking'],
  ] as const)('a scanner that fails before whoever wants to %s is said, until it is back', async (_, service, screen) => {
    const world = await open();
    await world.send({ type: 'service.started', service });
    expect(world.on(screen).problem).toBeNull();
    world.scanner.become(broken('offline', 'cable'));
    expect(world.on(screen)).toMatchObject({ phase: 'scan', problem: { problem: 'scanner-unavailable' } });
    world.scanner.become(online);
    expect(world.on(screen).problem).toBeNull();
  });
});
