import { expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { createWorld, type World } from '../world.fixture.ts';

/** What a sale knows of an item reaches the papers that must say it. */

const leave: Intent = { type: 'papers.chosen', proof: true, receipt: true };

async function open(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  return world;
}

const printed = (world: World, command: 'label' | 'paper') => world.asked.flatMap((one) => (one.command === command ? [JSON.stringify(one.with)] : []));

it('a stamp says up to which weight it is good, on itself and on the receipt; what was weighed says what it weighs', async () => {
  const world = await open();
  await world.prepareLetter(20);
  await world.send({ type: 'service.started', service: 'stamps' }, { type: 'stamps.confirmed', next: 'pay' }, leave);
  const [letter = '', stamp = ''] = printed(world, 'label');
  expect(stamp).toMatch(/jusqu’à 20\sg/);
  expect(letter).not.toContain('jusqu’à');
  expect(printed(world, 'paper').at(-1)?.match(/jusqu’à 20\sg/g)).toHaveLength(1);
});

it('a registered letter bears its level on its label, on the proof and on the copy of the proof', async () => {
  const world = await open();
  await world.prepareLetter(20, 'lettre_recommandee_r2');
  await world.send({ type: 'basket.paid' }, leave, { type: 'session.finished' });
  world.place(0);
  await world.scan('MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL', 'qr');
  await world.send({ type: 'copy.chosen', document: 'proof' });
  const papers = printed(world, 'paper');
  expect(printed(world, 'label')[0]).toContain('"RECOMMANDÉ R2"');
  for (const proof of [papers[0], papers.at(-1)]) expect(proof).toContain('"recommandé R2"');
});

it('a receipt and its copy name the same record of the journal: the one that says it was paid', async () => {
  const world = await open();
  await world.prepareLetter(20, 'lettre_verte_suivie');
  await world.send({ type: 'basket.paid' }, leave, { type: 'session.finished' });
  world.place(0);
  await world.scan('MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL', 'qr');
  await world.send({ type: 'copy.chosen', document: 'receipt' });
  const paid = world.ledger.records.find(({ fact }) => fact.type === 'payment.approved');
  const receipts = printed(world, 'paper').filter((paper) => paper.includes('"Journal"'));
  expect(receipts).toHaveLength(2);
  for (const paper of receipts) expect(paper).toContain(`"right":"${paid?.seq} ${paid?.extract}"`);
});
