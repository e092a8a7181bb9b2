import { describe, expect, it } from 'vitest';
import type { FactType } from '../facts.ts';
import type { Intent } from '../intents.ts';
import { createWorld, type World } from '../world.fixture.ts';
import { audit, salesOf } from './audit.fixture.ts';
import { recover } from './recovery.ts';
import { balanceOf } from './sale.ts';

const pay: Intent = { type: 'basket.paid' };
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;
const unknown = { kind: 'unknown', reason: 'timed-out', detail: '' } as const;

async function basket(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.prepareLetter(20, 'lettre_verte_suivie');
  await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 });
  return world;
}

const commands = (world: World) => world.asked.map(({ command }) => command);
const owed = (world: World) => salesOf(world.ledger).map((state) => balanceOf(state).owed);

describe('the disk is full at one record: nothing is done that was not written down', () => {
  it('before the sale: the card is not asked, and the customer is told', async () => {
    const world = await basket();
    world.ledger.fullAt = (fact) => fact.type === 'sale.opened';
    await world.send(pay);
    expect(world.on('payment-refused')).toMatchObject({ reason: 'not-recorded', amount: 404 });
    expect(world.asked).toEqual([]);
    await world.send({ type: 'back' });
    expect(world.on('basket').total).toBe(404);
  });

  it('before the sale, and there is room again: it can be tried again at one touch', async () => {
    const world = await basket();
    let full = true;
    world.ledger.loses = (fact) => full && fact.type === 'sale.opened';
    await world.send(pay);
    await world.send({ type: 'payment.retried' });
    expect(world.on('payment-refused').reason).toBe('not-recorded');
    full = false;
    await world.send({ type: 'payment.retried' });
    expect(world.view().screen).toBe('deposit');
    expect(commands(world)).toEqual(['pay', 'label', 'label']);
    audit(world.ledger);
  });

  it('before the sale, and nobody answers: the basket comes back', async () => {
    const world = await basket();
    world.ledger.loses = (fact) => fact.type === 'sale.opened';
    await world.send(pay);
    await world.pass(60_000);
    expect(world.view().screen).toBe('basket');
  });

  it.each(['timed-out', null] as const)('after the card was refused (no answer at first: %s), and there is room again: the refusal is written before the next debit is asked for', async (silence) => {
    const world = await basket();
    let full = true;
    world.ledger.loses = (fact) => full && fact.type === 'payment.declined';
    if (silence !== null) world.answers.pay.unshift({ kind: 'unknown', reason: silence, detail: '' });
    (silence === null ? world.answers.pay : world.answers.resolve).unshift({ kind: 'refused', reason: 'declined', detail: '' });
    await world.send(pay);
    await world.send({ type: 'payment.retried' });
    expect(world.on('payment-refused').reason, 'nothing is asked while the refusal is not written').toBe('not-recorded');
    expect(commands(world).filter((command) => command === 'pay')).toHaveLength(1);
    full = false;
    await world.send({ type: 'payment.retried' });
    expect(world.view().screen).toBe('deposit');
    const money = world.ledger.facts().map(({ type }) => type).filter((type) => type.startsWith('payment.'));
    expect(money).toEqual(['payment.requested', ...(silence === null ? [] : ['payment.unknown']), 'payment.declined', 'payment.requested', 'payment.approved']);
    audit(world.ledger);
  });

  it('before the payment: the card is not asked', async () => {
    const world = await basket();
    world.ledger.loses = (fact) => fact.type === 'payment.requested';
    await world.send(pay);
    expect(world.on('payment-refused').reason).toBe('not-recorded');
    expect(commands(world)).not.toContain('pay');
    await world.send({ type: 'back' });
    expect(world.ledger.story().slice(1)).toEqual(['sale.opened', 'document.printed', 'sale.closed']);
    audit(world.ledger);
  });

  it('at the approval, for a moment: the terminal is asked again, and the label issued on the second record', async () => {
    const world = await basket();
    let once = true;
    world.ledger.loses = (fact) => fact.type === 'payment.approved' && once && !(once = false);
    await world.send(pay);
    expect(world.view().screen).toBe('deposit');
    expect(commands(world)).toEqual(['pay', 'resolve', 'label', 'label']);
    audit(world.ledger);
  });

  it('at the approval, for good: nothing is issued, the slip names the sale, and the next start gives the money back', async () => {
    const world = await basket();
    world.ledger.fullAt = (fact) => fact.type === 'payment.approved';
    await world.send(pay);
    expect(world.on('farewell')).toMatchObject({ outcome: 'incident', printed: 0, incident: { reference: 'T1-000001', amount: 404 } });
    expect(commands(world)).not.toContain('label');
    world.ledger.fullAt = () => false;
    world.ledger.failing = null;
    await recover(world.ports);
    expect(commands(world).slice(-2)).toEqual(['cancel', 'paper']);
    expect(owed(world)).toEqual([0]);
    audit(world.ledger);
  });

  it.each([1, 2])('at the issue of label %i: it is not printed, and its money can go back', async (nth) => {
    const world = await basket();
    let count = 0;
    world.ledger.loses = (fact) => fact.type === 'label.issued' && (count += 1) === nth;
    await world.send(pay);
    expect(world.on('label-trouble')).toMatchObject({ fault: 'hardware', refund: 404 - 202 * (nth - 1) });
    expect(commands(world).filter((command) => command === 'label')).toHaveLength(nth - 1);
    await world.send({ type: 'label.retried' });
    expect(world.view().screen).toBe('deposit');
    audit(world.ledger);
  });

  it('after a label came out: it is not printed a second time, and the sale stays open for a person', async () => {
    const world = await basket();
    let once = true;
    world.ledger.loses = (fact) => fact.type === 'label.printed' && once && !(once = false);
    await world.send(pay, { type: 'papers.chosen', proof: false, receipt: false });
    expect(world.view().screen).toBe('farewell');
    expect(salesOf(world.ledger)).toMatchObject([{ closed: false }]);
    await recover(world.ports);
    expect(commands(world).filter((command) => command === 'label')).toHaveLength(2);
    expect([...(salesOf(world.ledger)[0]?.incidents.values() ?? [])]).toMatchObject([{ cause: 'label-unknown', amount: 202 }]);
    audit(world.ledger);
  });

  it('when the cancellation was refused: no refund is tried, for the journal would not know which of the two gave money back', async () => {
    const world = await basket();
    world.answers.label = [jam];
    world.answers.cancel = [{ kind: 'refused', reason: 'declined', detail: '' }];
    await world.send(pay);
    world.ledger.loses = (fact) => fact.type === 'refund.refused';
    await world.send({ type: 'label.refunded' });
    await world.pass(60_000);
    expect(commands(world)).toContain('cancel');
    expect(commands(world)).not.toContain('refund');
    expect([...(salesOf(world.ledger)[0]?.incidents.values() ?? [])]).toMatchObject([{ amount: 404, settled: null }]);
    audit(world.ledger);
  });

  it('before the money goes back: the card is not asked, and the next start takes it up', async () => {
    const world = await basket();
    world.answers.label = [jam];
    await world.send(pay);
    world.ledger.fullAt = (fact) => fact.type === 'refund.requested';
    await world.send({ type: 'label.refunded' });
    expect(world.on('farewell')).toMatchObject({ outcome: 'incident', incident: { amount: 404, reference: 'T1-000001' } });
    expect(commands(world)).not.toContain('cancel');
    world.ledger.fullAt = () => false;
    world.ledger.failing = null;
    await recover(world.ports);
    expect(owed(world)).toEqual([0]);
    audit(world.ledger);
  });

  it('at the closure: the figures are right all the same, and the next start closes', async () => {
    const world = await basket();
    world.ledger.loses = (fact) => fact.type === 'sale.closed';
    await world.send(pay, { type: 'papers.chosen', proof: false, receipt: false });
    expect(world.on('farewell').outcome).toBe('franked');
    world.ledger.loses = () => false;
    await recover(world.ports);
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'sale.closed', paid: 404, issued: 404 });
    audit(world.ledger);
  });
});

describe('one record in the middle is lost', () => {
  const journeys: [string, (world: World) => void, Intent[]][] = [
    ['sold', () => {}, [pay, { type: 'papers.chosen', proof: true, receipt: true }]],
    ['declined', (world) => (world.answers.pay = [{ kind: 'refused', reason: 'declined', detail: '' }, ...world.answers.pay]), [pay, { type: 'payment.retried' }, { type: 'papers.chosen', proof: false, receipt: false }]],
    [
      'unknown',
      (world) => {
        world.answers.pay = [unknown];
        world.answers.resolve = [unknown];
      },
      [pay],
    ],
    ['given back', (world) => (world.answers.label = [jam]), [pay, { type: 'label.refunded' }]],
    [
      'refund unknown',
      (world) => {
        world.answers.label = [jam];
        world.answers.cancel = [unknown];
      },
      [pay, { type: 'label.refunded' }],
    ],
    ['label unknown', (world) => (world.answers.label = [{ kind: 'unknown', reason: 'silent', detail: '' }]), [pay, { type: 'papers.chosen', proof: false, receipt: false }]],
  ];
  const lost: FactType[] = ['sale.opened', 'payment.requested', 'payment.approved', 'payment.declined', 'payment.unknown', 'label.issued', 'label.printed', 'label.spoiled', 'label.unknown', 'refund.requested', 'refund.approved', 'refund.unknown', 'incident.opened', 'document.printed', 'sale.closed'];

  it.each(journeys.flatMap(([name, prepare, intents]) => lost.map((type) => [name, type, prepare, intents] as const)))('%s without %s: after the next start nothing is owed, and nothing was done twice', async (_, type, prepare, intents) => {
    const world = await basket();
    prepare(world);
    let once = true;
    world.ledger.loses = (fact) => fact.type === type && once && !(once = false);
    await world.send(...intents);
    const labels = commands(world).filter((command) => command === 'label').length;
    await recover(world.ports);
    await recover(world.ports);
    expect(owed(world).every((one) => one === 0)).toBe(true);
    expect(world.ledger.openSales()).toEqual([]);
    expect(commands(world).filter((command) => command === 'label')).toHaveLength(labels);
    audit(world.ledger);
  });
});
