import { afterEach, describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import type { CardRefusal } from '../ports.ts';
import { broken, createWorld, online, thrown, type World } from '../world.fixture.ts';
import { audit, auditDevices, salesOf } from './audit.fixture.ts';

const pay: Intent = { type: 'basket.paid' };
const retry: Intent = { type: 'payment.retried' };
const worlds: World[] = [];

/** A basket with one tracked letter (2,02 €), or what is asked for. */
async function basket(prepare: (world: World) => Promise<void> = (world) => world.prepareLetter(20, 'lettre_verte_suivie')): Promise<World> {
  const world = createWorld().start();
  worlds.push(world);
  await world.settle();
  await prepare(world);
  return world;
}

const refused = (reason: CardRefusal) => ({ kind: 'refused', reason, detail: '' }) as const;
const notDone = (reason: CardRefusal) => ({ kind: 'not-done', reason, detail: '' }) as const;
const unknown = { kind: 'unknown', reason: 'timed-out', detail: '' } as const;
const commands = (world: World) => world.asked.map(({ command }) => command);
const slips = (world: World) => world.asked.filter(({ command }) => command === 'paper').map((one) => JSON.stringify(one.with));

afterEach(() => {
  for (const world of worlds.splice(0)) {
    audit(world.ledger);
    auditDevices(world);
  }
});

describe('a letter is bought', () => {
  it('from the pan to the farewell, each act recorded before it is done', async () => {
    const world = await basket();
    await world.send(pay);
    const deposit = world.on('deposit');
    expect(deposit.money).toEqual({ state: 'paid', amount: 202 });
    expect(deposit.pieces.map((piece) => piece.state)).toEqual(['printed']);
    await world.send({ type: 'papers.chosen', proof: true, receipt: true });
    expect(world.on('farewell')).toMatchObject({ outcome: 'franked', printed: 1, papers: { proof: 'printed', receipt: 'printed' } });
    expect(world.ledger.story()).toEqual([
      'session.started',
      'sale.opened',
      'payment.requested',
      'payment.approved',
      'label.issued',
      'label.printed',
      'document.printed',
      'document.printed',
      'sale.closed',
    ]);
    expect(world.ledger.facts().at(-1)).toMatchObject({ paid: 202, issued: 202, returned: 0, incidents: 0 });
    await world.pass(13_000);
    expect(world.view().screen).toBe('attract');
  });

  it('with a quantity of three: three labels, three numbers, one payment', async () => {
    const world = await basket();
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 3 }, pay);
    expect(world.on('deposit').pieces.map(({ piece, state }) => [piece, state])).toEqual([['L1.1', 'printed'], ['L1.2', 'printed'], ['L1.3', 'printed']]);
    expect(commands(world)).toEqual(['pay', 'label', 'label', 'label']);
  });

  it('is shown being printed, item by item', async () => {
    const world = await basket();
    world.answers.label = [new Promise(() => {})];
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 }, pay);
    expect(world.on('issuing')).toMatchObject({ pieces: [{ state: 'printing' }, { state: 'waiting' }], money: { state: 'paid', amount: 202 * 2 }, back: null });
  });
});

describe('the card says no', () => {
  it('once, and then yes: a new reference, one debit, one label', async () => {
    const world = await basket();
    world.answers.pay = [refused('declined'), ...world.answers.pay];
    await world.send(pay);
    expect(world.on('payment-refused')).toMatchObject({ reason: 'declined', amount: 202, money: { state: 'to-pay', amount: 202 }, back: 'back' });
    await world.send(retry);
    expect(world.view().screen).toBe('deposit');
    expect(world.asked.filter(({ command }) => command === 'pay').map((one) => one.with)).toEqual([
      { amount: 202, reference: 'T1-000001-P1' },
      { amount: 202, reference: 'T1-000001-P2' },
    ]);
    expect(salesOf(world.ledger)).toMatchObject([{ payment: { state: 'approved', reference: 'T1-000001-P2' } }]);
  });

  it.each<[CardRefusal, string]>([
    ['declined', 'declined'],
    ['abandoned', 'abandoned'],
    ['timed-out', 'timed-out'],
    ['busy', 'terminal-unavailable'],
    ['unavailable', 'terminal-unavailable'],
    ['not-supported', 'terminal-unavailable'],
  ])('%s is shown as %s, on the slip too, and the basket comes back whole', async (reason, shown) => {
    for (const answer of [refused(reason), notDone(reason)]) {
      const world = await basket();
      world.answers.pay = [answer];
      await world.send(pay);
      expect(world.on('payment-refused').reason).toBe(shown);
      expect(slips(world)).toHaveLength(1);
      await world.send({ type: 'back' });
      expect(world.on('basket')).toMatchObject({ total: 202, lines: [{ quantity: 1 }] });
      expect(world.ledger.story().slice(1)).toEqual(['sale.opened', 'payment.requested', 'payment.declined', 'document.printed', 'sale.closed']);
      expect(world.ledger.facts().at(-1)).toMatchObject({ paid: 0, issued: 0, returned: 0, incidents: 0 });
    }
  });

  it('and nobody answers: the basket comes back by itself, and is not lost', async () => {
    const world = await basket();
    world.answers.pay = [refused('declined')];
    await world.send(pay);
    await world.pass(60_000);
    expect(world.on('basket').total).toBe(202);
  });

  it('and the next payment of the same basket is a new sale', async () => {
    const world = await basket();
    world.answers.pay = [refused('declined'), ...world.answers.pay];
    await world.send(pay, { type: 'basket.reopened' }, pay);
    expect(world.view().screen).toBe('deposit');
    expect(salesOf(world.ledger).map(({ sale, payment, closed }) => [sale, payment.state, closed])).toEqual([
      ['T1-000001', 'declined', true],
      ['T1-000002', 'approved', false],
    ]);
  });

  it('and then the printer fails: it is not asked again before that is mended', async () => {
    const world = await basket();
    world.answers.pay = [refused('declined'), ...world.answers.pay];
    await world.send(pay);
    world.labels.become(broken('consumable-out', 'media out'));
    await world.send(retry);
    expect(world.view().screen).toBe('payment-refused');
    world.labels.become(online);
    await world.send(retry);
    expect(world.view().screen).toBe('deposit');
  });

  it('and the slip cannot be printed: the customer is not held up by it', async () => {
    for (const paper of [{ kind: 'refused', reason: 'paper-out', detail: '' } as const, thrown()]) {
      const world = await basket();
      world.answers.pay = [refused('declined'), ...world.answers.pay];
      world.answers.paper = [paper];
      await world.send(pay);
      expect(world.view().screen).toBe('payment-refused');
      await world.send(retry);
      expect(world.view().screen).toBe('deposit');
    }
  });
});

describe('the card does not answer (PAY-7)', () => {
  it('is not refused: the terminal is asked, and nothing else can be done meanwhile', async () => {
    const world = await basket();
    world.answers.pay = [unknown];
    world.answers.resolve = [new Promise(() => {})];
    await world.send(pay);
    expect(world.on('pay')).toMatchObject({ phase: 'checking', back: null });
    await world.send(retry, { type: 'back' }, { type: 'basket.reopened' }, { type: 'session.cancelled' }, { type: 'label.refunded' }, { type: 'session.finished' });
    await world.pass(3_600_000);
    expect(world.on('pay').phase).toBe('checking');
    expect(commands(world)).toEqual(['pay', 'resolve']);
  });

  it('and it was debited: the label is printed, without a second debit', async () => {
    const world = await basket();
    world.answers.pay = [unknown];
    await world.send(pay);
    expect(world.view().screen).toBe('deposit');
    expect(commands(world)).toEqual(['pay', 'resolve', 'label']);
    expect(world.asked[1]?.with).toEqual({ amount: 202, reference: 'T1-000001-P1', requestedAt: expect.any(Number) as unknown });
  });

  it('and it was certainly not debited: the customer may try again', async () => {
    const world = await basket();
    world.answers.pay = [unknown, { kind: 'ok', value: { authorisation: 'A', cardLast4: '1111' } }];
    world.answers.resolve = [refused('declined')];
    await world.send(pay);
    expect(world.on('payment-refused').reason).toBe('declined');
    await world.send(retry);
    expect(world.view().screen).toBe('deposit');
  });

  it.each([unknown, notDone('unavailable'), thrown()])('and nobody knows (%j): nothing is issued, an incident with a slip, somebody is called', async (answer) => {
    const world = await basket();
    world.answers.pay = [unknown];
    world.answers.resolve = [answer];
    await world.send(pay);
    expect(world.on('farewell')).toMatchObject({ outcome: 'incident', printed: 0, returned: 0, incident: { reference: 'T1-000001-I1', amount: 202, slip: 'printed' } });
    expect(world.calls).toBeGreaterThan(0);
    expect(slips(world).join()).toContain('T1-000001-I1');
    expect(commands(world)).not.toContain('label');
    await world.send({ type: 'session.finished' });
    expect(world.ledger.facts()).toContainEqual(expect.objectContaining({ type: 'sale.closed', paid: 202, issued: 0, incidents: 202 }));
  });

  it('and the port itself breaks: it is taken as unknown, and asked', async () => {
    const world = await basket();
    world.answers.pay = [thrown()];
    await world.send(pay);
    expect(world.view().screen).toBe('deposit');
    expect(commands(world)).toEqual(['pay', 'resolve', 'label']);
  });

  it('and the slip cannot be printed either: the screen says so', async () => {
    for (const paper of [{ kind: 'not-done', reason: 'offline', detail: '' } as const, thrown()]) {
      const world = await basket();
      world.answers.pay = [unknown];
      world.answers.resolve = [unknown];
      world.answers.paper = [paper];
      await world.send(pay);
      expect(world.on('farewell').incident).toMatchObject({ slip: 'not-printed' });
    }
  });
});

it('whether it can be paid again is said, and changes as the card terminal does', async () => {
  const world = createWorld().start();
  await world.settle();
  await world.prepareLetter();
  world.answers.pay = [{ kind: 'refused', reason: 'declined', detail: '' }];
  await world.send({ type: 'basket.paid' });
  expect(world.on('payment-refused').retryReason).toBeNull();
  world.card.become(broken('offline', 'unplugged'));
  expect(world.on('payment-refused').retryReason).toBe('card-unavailable');
  await world.send({ type: 'payment.retried' });
  expect(world.on('payment-refused').retryReason).toBe('card-unavailable');
});
