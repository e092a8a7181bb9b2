import { describe, expect, it, vi } from 'vitest';
import type { Intent } from '../intents.ts';
import { broken, createWorld, online, type MemoryLedger, type World } from '../world.fixture.ts';
import { audit, salesOf } from './audit.fixture.ts';
import { retryUntil, settleIncident } from './incidents.ts';
import { reconcile } from './reconcile.ts';
import { recover } from './recovery.ts';
import { balanceOf } from './sale.ts';

/** What comes late: the card terminal answers at last, or can give back what it could not (PAY-7, PAY-8). */

const done = { kind: 'ok', value: undefined } as const;
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;
const declined = { kind: 'refused', reason: 'declined', detail: '' } as const;
const unanswered = { kind: 'unknown', reason: 'timed-out', detail: '' } as const;
const notAsked = { kind: 'not-done', reason: 'unavailable', detail: '' } as const;
const approved = { kind: 'ok', value: { authorisation: 'A1', cardLast4: '4242' } } as const;

const pay: Intent = { type: 'basket.paid' };
const leave: Intent = { type: 'papers.chosen', proof: false, receipt: false };
const minute = 60_000;

async function paid(prepare: (world: World) => void, ...then: Intent[]): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.prepareLetter(20);
  await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 });
  prepare(world);
  await world.send(pay, ...then);
  await world.pass(12_000);
  world.on('attract');
  return world;
}

const strandedPayment = (world: World): void => void Object.assign(world.answers, { pay: [unanswered], resolve: [unanswered] });
const refundRefused = (world: World): void => void Object.assign(world.answers, { label: [done, jam], refund: [declined], cancel: [declined] });
/** A payment that nobody is sure of; the customer has gone with a slip. */
const stranded = () => paid(strandedPayment, { type: 'session.finished' });
/** One label came out, and the card terminal took nothing back for the other. */
const owing = () => paid(refundRefused, { type: 'label.refunded' }, leave);

const commands = (world: World) => world.asked.map(({ command }) => command);
const open = (world: World) => world.ledger.openIncidents().map(({ sale }) => sale);
const figures = (world: World) => salesOf(world.ledger).map(balanceOf);
const untilOf = (world: World) => retryUntil(world.ports, world.ledger.openIncidents()[0]?.facts ?? []);
const opened = (ledger: MemoryLedger) => ledger.records.find(({ fact }) => fact.type === 'incident.opened');

describe('a payment that was unknown', () => {
  it('is shown neither as paid nor as to be paid, as long as the customer is there', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter(20);
    strandedPayment(world);
    await world.send(pay);
    expect(world.on('farewell')).toMatchObject({ outcome: 'incident', money: null, incident: { amount: 152, retryUntil: (opened(world.ledger)?.at ?? 0) + world.ports.retryFor } });
  });

  it('is asked about again while nobody is being served, and settled when the card was not debited', async () => {
    const world = await stranded();
    world.answers.resolve = [declined];
    await world.pass(15_000);
    expect(open(world)).toEqual([]);
    expect(world.ledger.story().slice(-2)).toEqual(['payment.declined', 'incident.settled']);
    expect(world.ledger.facts().at(-1)).toMatchObject({ how: 'not-owed', by: 'terminal', amount: 304 });
    expect(figures(world)).toMatchObject([{ paid: 0, issued: 0, returned: 0, incidents: 0, owed: 0 }]);
    audit(world.ledger);
  });

  it('is given back when the card was debited after all: once, and never cancelled, for others may have paid since', async () => {
    const world = await stranded();
    world.answers.resolve = [approved];
    await world.pass(15_000);
    await world.pass(10 * minute);
    expect(commands(world).filter((command) => command === 'cancel' || command === 'refund')).toEqual(['refund']);
    expect(figures(world)).toMatchObject([{ paid: 304, issued: 0, returned: 304, incidents: 0, owed: 0 }]);
    audit(world.ledger);
  });

  it.each([
    ['cannot be asked', notAsked],
    ['still does not know', unanswered],
  ])('stays open as long as the card terminal %s', async (_, answer) => {
    const world = await stranded();
    world.answers.resolve = [answer];
    await world.pass(5 * minute);
    expect(open(world)).toHaveLength(1);
    expect(commands(world).filter((command) => command === 'refund')).toEqual([]);
    audit(world.ledger);
  });

  it('learned after the hour on the slip is recorded, and not given back: the counter pays then', async () => {
    const world = await stranded();
    const until = untilOf(world) ?? 0;
    await world.pass(until - world.now());
    world.answers.resolve = [approved];
    await world.pass(15_000);
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'payment.approved' });
    expect(open(world)).toHaveLength(1);
    expect(commands(world)).not.toContain('refund');
    audit(world.ledger);
  });
});

describe('money that could not be given back', () => {
  it('is given back as soon as the terminal takes it, and the slip’s reference is settled', async () => {
    const world = await owing();
    expect(open(world)).toHaveLength(1);
    world.answers.refund = [declined, done];
    await world.pass(15_000);
    expect(open(world)).toHaveLength(1);
    await world.pass(15_000);
    expect(open(world)).toEqual([]);
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'incident.settled', how: 'returned', by: 'terminal' });
    expect(figures(world)).toMatchObject([{ paid: 304, issued: 152, returned: 152, incidents: 0 }]);
    audit(world.ledger);
  });

  it('is tried again after a restart too', async () => {
    const before = await owing();
    const world = createWorld(({ ledger }) => ledger.inherit(before.ledger, before.ledger.records.length)).start();
    await world.settle();
    await world.pass(15_000);
    expect(open(world)).toEqual([]);
    expect(commands(world)).toContain('refund');
    audit(world.ledger);
  });

  it('is never asked for under a reference used before', async () => {
    const world = await owing();
    for (let look = 0; look < 10; look += 1) await world.pass(15_000);
    const references = world.ledger.facts().flatMap((fact) => (fact.type === 'refund.requested' ? [fact.reference] : []));
    expect(references.length).toBeGreaterThan(5);
    expect(new Set(references).size).toBe(references.length);
    audit(world.ledger);
  });

  it('is not asked for again when an answer is lost: it may have been credited, and a person looks', async () => {
    const world = await owing();
    world.answers.refund = [unanswered];
    await world.pass(15_000);
    const asked = commands(world).length;
    world.answers.refund = [done];
    await world.pass(10 * minute);
    expect(commands(world)).toHaveLength(asked);
    expect(untilOf(world)).toBeNull();
    expect(open(world)).toHaveLength(1);
    audit(world.ledger);
  });

  it('nor when the power failed while it was being asked for', async () => {
    const before = await owing();
    before.answers.refund = [new Promise(() => {})];
    await before.pass(15_000);
    expect(before.ledger.facts().at(-1)?.type).toBe('refund.requested');
    const world = createWorld(({ ledger }) => ledger.inherit(before.ledger, before.ledger.records.length));
    await recover(world.ports);
    await reconcile(world.ports);
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'refund.unknown', reason: 'crashed' });
    expect(commands(world)).toEqual([]);
    audit(world.ledger);
  });

  it('stops being tried at the hour on the slip, to the millisecond', async () => {
    const world = await owing();
    const until = untilOf(world) ?? 0;
    expect(until).toBe((opened(world.ledger)?.at ?? 0) + world.ports.retryFor);
    await world.pass(until - world.now());
    const asked = commands(world).length;
    await world.pass(minute);
    expect(commands(world)).toHaveLength(asked);
  });

  it('is not even read any more once only a person can settle it, however long it waits at the counter', async () => {
    const world = await owing();
    await world.pass((untilOf(world) ?? 0) - world.now() + 2 * minute);
    const read = vi.spyOn(world.ledger, 'factsOfSale');
    await world.pass(60 * minute);
    expect(open(world)).toHaveLength(1);
    expect(read).not.toHaveBeenCalled();
  });

  it('stops as soon as the clock was moved: it no longer tells when the counter begins to pay', async () => {
    const world = await owing();
    world.ledger.record({ type: 'clock.changed', from: world.now(), to: world.now() - 60 * minute });
    const asked = commands(world).length;
    await world.pass(5 * minute);
    expect(commands(world)).toHaveLength(asked);
    expect(settleIncident(world.ports, world.ledger.facts().find((fact) => fact.type === 'incident.opened')?.incident ?? '', 'paid-out').ok).toBe(true);
  });

  it('keeps the hour that the slip promised, whatever is configured since', async () => {
    const world = await owing();
    const until = untilOf(world);
    Object.assign(world.ports, { retryFor: 600 * minute });
    expect(untilOf(world)).toBe(until);
    Object.assign(world.ports, { retryFor: 0 });
    expect(untilOf(world)).toBe(until);
  });

  it('waits while a customer is being served', async () => {
    const world = await owing();
    const asked = commands(world).length;
    await world.send({ type: 'service.started', service: 'send' });
    await world.pass(45_000);
    expect(commands(world)).toHaveLength(asked);
  });
});

describe('an incident that a person must settle', () => {
  const incidentOf = (world: World): string => world.ledger.facts().find((fact) => fact.type === 'incident.opened')?.incident ?? '';

  it.each<[string, (world: World) => void, Intent[]]>([
    ['a label in doubt', (world: World) => void (world.answers.label = [{ kind: 'unknown', reason: 'silent', detail: '' }, done]), [leave]],
    ['a refund unanswered', (world: World) => void Object.assign(world.answers, { label: [done, jam], refund: [unanswered] }), [{ type: 'label.refunded' }, leave]],
  ])('%s is left to that person', async (_, prepare, then) => {
    const world = await paid(prepare, ...then);
    expect(untilOf(world)).toBeNull();
    const asked = commands(world).length;
    await world.pass(5 * minute);
    expect(commands(world)).toHaveLength(asked);
  });

  it('is not paid at the counter while the terminal still tries, and is from that hour on, once', async () => {
    const world = await owing();
    expect(settleIncident(world.ports, incidentOf(world), 'paid-out')).toEqual({ ok: false, error: 'too-early' });
    await world.pass((untilOf(world) ?? 0) - world.now());
    expect(settleIncident(world.ports, incidentOf(world), 'paid-out').ok).toBe(true);
    expect(settleIncident(world.ports, incidentOf(world), 'paid-out')).toEqual({ ok: false, error: 'unknown' });
    await world.pass(minute);
    expect(figures(world)).toMatchObject([{ paid: 304, issued: 152, returned: 152, incidents: 0, owed: 0 }]);
    audit(world.ledger);
  });

  it.each(['paid-out', 'refunded'] as const)('is not %s at the counter while the card terminal is giving the money back', async (how) => {
    const world = await owing();
    let answers: (outcome: typeof done) => void = () => {};
    Object.assign(world.ports.card, { refund: () => new Promise((resolve) => (answers = resolve)) });
    const late = reconcile(world.ports);
    expect(settleIncident(world.ports, incidentOf(world), how)).toEqual({ ok: false, error: 'too-early' });
    answers(done);
    await late;
    expect(settleIncident(world.ports, incidentOf(world), how)).toEqual({ ok: false, error: 'unknown' });
    expect(figures(world)).toMatchObject([{ paid: 304, issued: 152, returned: 152, incidents: 0, owed: 0 }]);
    audit(world.ledger);
  });

  it('of an unknown payment is not said to be owed nothing while the card terminal is being asked', async () => {
    const world = await stranded();
    let answers: (outcome: typeof approved) => void = () => {};
    Object.assign(world.ports.card, { resolve: () => new Promise((resolve) => (answers = resolve)) });
    const late = reconcile(world.ports);
    expect(settleIncident(world.ports, incidentOf(world), 'not-owed')).toEqual({ ok: false, error: 'too-early' });
    answers(approved);
    await late;
    expect(figures(world)).toMatchObject([{ paid: 304, returned: 304, incidents: 0, owed: 0 }]);
    audit(world.ledger);
  });

  it('of an unknown payment, paid out, counts the payment as taken in', async () => {
    const world = await stranded();
    await world.pass((untilOf(world) ?? 0) - world.now());
    expect(settleIncident(world.ports, incidentOf(world), 'paid-out').ok).toBe(true);
    expect(world.ledger.story().slice(-2)).toEqual(['payment.approved', 'incident.settled']);
    expect(figures(world)).toMatchObject([{ paid: 304, returned: 304, incidents: 0, owed: 0 }]);
    audit(world.ledger);
  });

  // A payment is nothing that can be delivered, and that the terminal gave it back only the terminal says.
  it.each(['delivered', 'returned'] as const)('of an unknown payment does not end as %s', async (how) => {
    const world = await stranded();
    await world.pass((untilOf(world) ?? 0) - world.now());
    expect(settleIncident(world.ports, incidentOf(world), how)).toEqual({ ok: false, error: 'not-so' });
  });

  it('that nobody opened is unknown', async () => {
    const world = await owing();
    expect(settleIncident(world.ports, 'T1-000001-I99', 'paid-out')).toEqual({ ok: false, error: 'unknown' });
  });
});

describe('a sale that the power left open', () => {
  it('is its checkout’s, or recovery’s, whatever slip it has already: whoever looks for late answers does not touch it', async () => {
    const before = await owing();
    const count = before.ledger.records.findIndex(({ fact }) => fact.type === 'incident.opened') + 1;
    const world = createWorld(({ ledger }) => ledger.inherit(before.ledger, count));
    expect(open(world)).toHaveLength(1);
    await reconcile(world.ports);
    expect(commands(world)).toEqual([]);
    expect(world.ledger.records).toHaveLength(count);
  });

  it('is given back within its time, and handed to the counter after it: never both', async () => {
    for (const late of [false, true]) {
      const before = createWorld().start();
      await before.settle();
      await before.prepareLetter(20);
      await before.send(pay);
      const count = before.ledger.records.findIndex(({ fact }) => fact.type === 'payment.approved') + 1;
      const world = createWorld(({ ledger, clock, ports }) => {
        ledger.inherit(before.ledger, count);
        if (late) clock.increment(ports.retryFor + minute);
      });
      await recover(world.ports);
      expect(commands(world).filter((command) => command === 'cancel')).toHaveLength(late ? 0 : 1);
      expect(figures(world)).toMatchObject([late ? { returned: 0, incidents: 152, owed: 0 } : { returned: 152, incidents: 0, owed: 0 }]);
      audit(world.ledger);
    }
  });
});

it('a cancellation that is refused is followed by a refund at once: the customer need not come back', async () => {
  const world = await paid((one) => void Object.assign(one.answers, { label: [jam], cancel: [declined] }), { type: 'label.refunded' });
  expect(commands(world).filter((command) => command === 'cancel' || command === 'refund')).toEqual(['cancel', 'refund']);
  expect(figures(world)).toMatchObject([{ paid: 304, returned: 304, incidents: 0, owed: 0 }]);
  audit(world.ledger);
});

it('a card terminal that is away is not asked twice in a row', async () => {
  const world = await paid((one) => {
    one.answers.label = [jam];
    one.answers.cancel = [notAsked];
    one.card.become(broken('offline', 'unplugged'));
    one.card.become(online);
  }, { type: 'label.refunded' });
  expect(commands(world).filter((command) => command === 'cancel' || command === 'refund')).toEqual(['cancel']);
  audit(world.ledger);
});
