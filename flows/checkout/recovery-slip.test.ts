import { expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { createWorld, type World } from '../world.fixture.ts';
import { recover } from './recovery.ts';

const done = { kind: 'ok', value: undefined } as const;
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;
const silent = { kind: 'unknown', reason: 'silent', detail: '' } as const;
const unanswered = { kind: 'unknown', reason: 'timed-out', detail: '' } as const;

const pay: Intent = { type: 'basket.paid' };

/** Sales that end with money which is not a label: the customer must leave, or come back, to a paper about it. */
const journeys: [string, (world: World) => void, Intent[]][] = [
  ['a payment that stays unknown', (world) => void Object.assign(world.answers, { pay: [unanswered], resolve: [unanswered] }), [pay]],
  ['a label in doubt', (world) => void Object.assign(world.answers, { label: [silent, done] }), [pay]],
  ['everything given back', (world) => void Object.assign(world.answers, { label: [jam] }), [pay, { type: 'label.refunded' }]],
  ['a refund unanswered', (world) => void Object.assign(world.answers, { label: [jam], cancel: [unanswered] }), [pay, { type: 'label.refunded' }]],
];

it.each(journeys)('%s: wherever the power goes, one slip about the money has come out once the sale is closed', async (_, prepare, intents) => {
  const whole = createWorld().start();
  await whole.settle();
  await whole.prepareLetter(20, 'lettre_verte_suivie');
  await whole.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 });
  prepare(whole);
  await whole.send(...intents);
  const records = whole.ledger.records;
  expect(records.filter(({ fact }) => isSlip(fact))).toHaveLength(1);
  const begun = records.findIndex(({ fact }) => fact.type === 'payment.requested');
  for (let count = begun + 1; count <= records.length; count += 1) {
    const world = createWorld(({ ledger }) => ledger.inherit(whole.ledger, count));
    prepare(world);
    await recover(world.ports);
    const at = `${count} (${records[count - 1]?.fact.type})`;
    expect({ at, slips: world.ledger.facts().filter(isSlip).length }).toEqual({ at, slips: 1 });
  }
});

function isSlip(fact: World['ledger']['records'][number]['fact']): boolean {
  return fact.type === 'document.printed' && fact.document === 'slip' && fact.outcome === 'printed';
}
