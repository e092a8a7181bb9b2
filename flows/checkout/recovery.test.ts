import { describe, expect, it } from 'vitest';
import { help } from '../assisted/helped.fixture.ts';
import type { Helped } from '../assisted/helped.ts';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import { grams } from '../weight.ts';
import { createWorld, thrown, type MemoryLedger, type World } from '../world.fixture.ts';
import { audit, salesOf } from './audit.fixture.ts';
import { recover } from './recovery.ts';
import { balanceOf } from './sale.ts';

const done = { kind: 'ok', value: undefined } as const;
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;
const silent = { kind: 'unknown', reason: 'silent', detail: '' } as const;
const declined = { kind: 'refused', reason: 'declined', detail: '' } as const;
const unanswered = { kind: 'unknown', reason: 'timed-out', detail: '' } as const;
const notAsked = { kind: 'not-done', reason: 'unavailable', detail: '' } as const;
const approved = { kind: 'ok', value: { authorisation: 'A1', cardLast4: '4242' } } as const;

const pay: Intent = { type: 'basket.paid' };
const reprint: Helped = { type: 'helped.label.reprinted', piece: 'L1.1', staff: 'A1' };
const giveOneBack: Helped = { type: 'helped.refund', pieces: ['L1.2'], staff: 'M1' };
const giveAllBack: Helped = { type: 'helped.refund', pieces: ['L1.1', 'L1.2'], staff: 'M1' };
const reduce: Helped = { type: 'helped.allowance', piece: 'L1.1', amount: cents(52), staff: 'M1' };
const missing: Helped = { type: 'helped.label.told', piece: 'L1.1', printed: false };
const found: Helped = { type: 'helped.label.told', piece: 'L1.1', printed: true };
const leave: Intent = { type: 'papers.chosen', proof: true, receipt: false };

/** What happened before the power went, each as long as it can be. */
const journeys: [string, (world: World) => void, (Intent | Helped)[]][] = [
  ['a sale without trouble', () => {}, [pay, leave]],
  ['a card declined, then approved', (world) => (world.answers.pay = [declined, approved]), [pay, { type: 'payment.retried' }, leave]],
  ['a payment checked and found', (world) => (world.answers.pay = [unanswered]), [pay, leave]],
  [
    'a payment that stays unknown',
    (world) => {
      world.answers.pay = [unanswered];
      world.answers.resolve = [unanswered];
    },
    [pay],
  ],
  ['a jam, then the label', (world) => (world.answers.label = [done, jam, done]), [pay, { type: 'label.retried' }, leave]],
  ['a jam, and a part given back', (world) => (world.answers.label = [done, jam]), [pay, { type: 'label.refunded' }, leave]],
  ['everything given back', (world) => (world.answers.label = [jam]), [pay, { type: 'label.refunded' }]],
  [
    'a refund refused',
    (world) => {
      world.answers.label = [done, jam];
      world.answers.refund = [declined];
    },
    [pay, { type: 'label.refunded' }, leave],
  ],
  [
    'a refund unanswered',
    (world) => {
      world.answers.label = [jam];
      world.answers.cancel = [unanswered];
    },
    [pay, { type: 'label.refunded' }],
  ],
  ['a label in doubt', (world) => (world.answers.label = [silent, done]), [pay, leave]],
  ['a label in doubt and a jam', (world) => (world.answers.label = [silent, jam]), [pay, { type: 'label.refunded' }, leave]],
  ['a label taken back by a worker, and printed again', () => {}, [pay, reprint, leave]],
  ['a part given back by a worker', () => {}, [pay, giveOneBack, leave]],
  ['everything given back by a worker', () => {}, [pay, giveAllBack]],
  ['a part of a price given back by a worker, then the rest', () => {}, [pay, reduce, { type: 'helped.refund', pieces: ['L1.1'], staff: 'M1' }, leave]],
  ['a label in doubt that a worker does not find', (world) => (world.answers.label = [silent, done]), [pay, missing, leave]],
  ['a label in doubt that a worker finds and gives back', (world) => (world.answers.label = [silent, done]), [pay, found, { type: 'helped.refund', pieces: ['L1.1'], staff: 'M1' }, leave]],
  [
    'a payment that a worker read on the card terminal',
    (world) => {
      world.answers.pay = [unanswered];
      world.answers.resolve = [unanswered];
    },
    [pay, { type: 'helped.payment.told', debited: true }, leave],
  ],
  ['given up after a refusal', (world) => (world.answers.pay = [declined]), [pay, { type: 'basket.reopened' }]],
];

function isHelped(one: Intent | Helped): one is Helped {
  return one.type.startsWith('helped.');
}

async function played(prepare: (world: World) => void, intents: (Intent | Helped)[]): Promise<MemoryLedger> {
  const world = createWorld().start();
  await world.settle();
  await world.prepareLetter(20, 'lettre_verte_suivie');
  await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 });
  prepare(world);
  for (const one of intents) await (isHelped(one) ? help(world, one) : world.send(one));
  return world.ledger;
}

/** A new start on what a crash after `count` records left. */
function restarted(before: MemoryLedger, count: number): World {
  return createWorld(({ ledger }) => ledger.inherit(before, count));
}

const resolutions = { approved, refused: declined, unknown: unanswered, 'not asked': notAsked };
const returns = { ok: done, refused: declined, unknown: unanswered, 'not asked': notAsked };

describe.each(journeys)('the power goes during %s', (_, prepare, intents) => {
  it('after any record, and with any answer of the devices: paid = issued + given back + incidents, and nothing is done twice', async () => {
    const whole = await played(prepare, intents);
    const spoken = Object.entries(resolutions).flatMap(([name, resolve]) => Object.entries(returns).map(([giving, back]) => [`${name}, ${giving}`, resolve, back, giving] as const));
    for (let count = 1; count <= whole.records.length; count += 1) {
      for (const [name, resolve, back, giving] of spoken) {
        const world = restarted(whole, count);
        world.answers.resolve = [resolve];
        world.answers.cancel = [back];
        world.answers.refund = [back];
        await recover(world.ports);
        const at = `${count} (${whole.records[count - 1]?.fact.type}), ${name}`;
        const commands = world.asked.map(({ command }) => command);
        const backs = commands.filter((command) => command === 'cancel' || command === 'refund').length;
        expect({ at, charged: commands.includes('pay'), printed: commands.includes('label'), givenTwice: backs > (giving === 'refused' ? 2 : 1) }).toEqual({ at, charged: false, printed: false, givenTwice: false });
        for (const state of salesOf(world.ledger)) expect({ at, closed: state.closed, owed: balanceOf(state).owed }).toEqual({ at, closed: true, owed: 0 });
        audit(world.ledger);
        // A second start on the same ledger has nothing left to do.
        const records = world.ledger.records.length;
        await recover(world.ports);
        expect({ at, records: world.ledger.records.length, asked: world.asked.length }).toEqual({ at, records, asked: commands.length });
      }
    }
  });

  it('and again during the recovery, after any record of that: the same holds', async () => {
    const whole = await played(prepare, intents);
    for (let count = 1; count <= whole.records.length; count += 1) {
      const first = restarted(whole, count);
      await recover(first.ports);
      for (let second = count; second <= first.ledger.records.length; second += 1) {
        const world = restarted(first.ledger, second);
        await recover(world.ports);
        for (const state of salesOf(world.ledger)) expect({ count, second, closed: state.closed, owed: balanceOf(state).owed }).toEqual({ count, second, closed: true, owed: 0 });
        audit(world.ledger);
      }
    }
  });
});

describe('a recovery', () => {
  async function cutAfter(type: string, prepare: (world: World) => void = () => {}, intents: Intent[] = [pay, leave]): Promise<World> {
    const whole = await played(prepare, intents);
    return restarted(whole, whole.records.findIndex(({ fact }) => fact.type === type) + 1);
  }

  it('of a payment that was approved after all gives the whole back, and prints a slip about it', async () => {
    const world = await cutAfter('payment.requested');
    await recover(world.ports);
    expect(world.asked.map(({ command }) => command)).toEqual(['resolve', 'cancel', 'paper']);
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'sale.closed', paid: 404, issued: 0, returned: 404, incidents: 0 });
  });

  it('of a payment that was never debited closes quietly: no slip, for nothing happened', async () => {
    const world = await cutAfter('payment.requested');
    world.answers.resolve = [declined];
    await recover(world.ports);
    expect(world.asked.map(({ command }) => command)).toEqual(['resolve']);
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'sale.closed', paid: 0 });
  });

  it('asks once more about a payment that was unknown when the power went', async () => {
    const world = await cutAfter('payment.unknown', (one) => (one.answers.pay = [unanswered]));
    await recover(world.ports);
    expect(world.asked.map(({ command }) => command)).toEqual(['resolve', 'cancel', 'paper']);
  });

  it('of a label that may have come out gives back only what certainly did not', async () => {
    const world = await cutAfter('label.issued');
    await recover(world.ports);
    const [state] = salesOf(world.ledger);
    expect(state && balanceOf(state)).toEqual({ paid: 404, issued: 0, returned: 202, incidents: 202, owed: 0 });
  });

  it('takes fresh numbers for its own incidents', async () => {
    const world = await cutAfter('label.unknown', (one) => (one.answers.label = [silent]));
    await recover(world.ports);
    expect(world.ledger.facts().flatMap((fact) => (fact.type === 'incident.opened' ? [fact.incident] : []))).toEqual(['T1-000001-I1']);
  });

  it('that cannot write leaves the sale open, and the next start takes it up', async () => {
    const world = await cutAfter('payment.approved');
    world.ledger.failing = 'full';
    await recover(world.ports);
    expect(world.asked).toEqual([]);
    expect(salesOf(world.ledger)).toMatchObject([{ closed: false }]);
    world.ledger.failing = null;
    await recover(world.ports);
    expect(salesOf(world.ledger)).toMatchObject([{ closed: true }]);
  });

  it.each(['payment.requested', 'payment.approved', 'label.issued', 'refund.requested', 'payment.unknown'])('that has no incident numbers left, after %s, comes to an end all the same, and asks the card no more than it must', async (type) => {
    for (const answer of [declined, unanswered]) {
      const world = await cutAfter(type, (one) => {
        one.answers.pay = type === 'payment.unknown' ? [unanswered] : one.answers.pay;
        one.answers.label = type === 'refund.requested' ? [jam] : one.answers.label;
      }, type === 'refund.requested' ? [pay, { type: 'label.refunded' }] : [pay, leave]);
      world.ledger.serialsLeft.set('incident', 0);
      world.answers.resolve = [answer];
      world.answers.cancel = [answer];
      world.answers.refund = [answer];
      await recover(world.ports);
      // Once; and a refund after a cancellation that was refused.
      expect(world.asked.filter(({ command }) => command !== 'paper').map(({ command }) => command)).toSatisfy((asked: string[]) => asked.length <= 1 || asked.join() === 'cancel,refund');
      audit(world.ledger);
    }
  });

  it('takes every open sale, one after the other', async () => {
    const whole = await played(() => {}, [pay, leave]);
    const world = restarted(whole, whole.records.findIndex(({ fact }) => fact.type === 'payment.approved') + 1);
    for (const { fact } of world.ledger.records.slice(1)) if ('sale' in fact) world.ledger.record({ ...fact, sale: 'T1-000009', ...('reference' in fact ? { reference: 'T1-000009-P1' } : {}) });
    await recover(world.ports);
    expect(salesOf(world.ledger).map(({ closed }) => closed)).toEqual([true, true]);
    expect(world.asked.filter(({ command }) => command === 'cancel')).toHaveLength(2);
  });
});

describe('a sale that cannot be recovered', () => {
  it('does not keep the others open, and a person is called', async () => {
    const world = createWorld();
    for (const sale of ['S1', 'S2']) {
      const line = { line: 'L1', product: 'lettre_verte', grams: grams(20), quantity: 1, unitPrice: cents(152), tariff: 'T' } as const;
      world.ledger.record({ type: 'sale.opened', sale, session: 'A', lines: [line], total: cents(152) });
      world.ledger.record({ type: 'payment.requested', sale, reference: `${sale}-P1`, amount: cents(152) });
      world.ledger.record({ type: 'payment.approved', sale, reference: `${sale}-P1`, amount: cents(152), authorisation: null, cardLast4: null });
    }
    const cancel = world.ports.card.cancel.bind(world.ports.card);
    const card = { ...world.ports.card, cancel: (request: Parameters<typeof cancel>[0]) => (request.reference.startsWith('S1') ? thrown() : cancel(request)) };
    let calls = 0;
    await recover({ ...world.ports, card, call: () => void (calls += 1) });
    expect(world.ledger.openSales().map(({ sale }) => sale)).toEqual(['S1']);
    expect(calls).toBe(1);
  });
});
