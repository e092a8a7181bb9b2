import { expect } from 'vitest';
import type { FactOf } from '../facts.ts';
import type { Intent } from '../intents.ts';
import { createWorld, type World } from '../world.fixture.ts';

/** Somebody comes back for a paper of what was sold an hour ago. The card of the fixture ends in 4242. */

export const copyAgain: Intent = { type: 'service.started', service: 'copy' };
export const proof = 'MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL';

export const digits = (four: string): Intent => ({ type: 'copy.digits.entered', digits: four });
export const choose = (document: 'proof' | 'receipt'): Intent => ({ type: 'copy.chosen', document });

export async function sold(sell: (world: World) => Promise<void> = (world) => world.prepareParcel()): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await sell(world);
  await world.send({ type: 'basket.paid' }, { type: 'papers.chosen', proof: true, receipt: true }, { type: 'session.finished' });
  world.place(0);
  await world.pass(3_600_000);
  expect(world.view().screen).toBe('attract');
  return world;
}

export function issued(world: World): FactOf<'label.issued'> | undefined {
  return world.ledger.facts().flatMap((fact) => (fact.type === 'label.issued' ? [fact] : []))[0];
}

/** What the receipt printer was given, in order. */
export const papers = (world: World): string[] => world.asked.filter(({ command }) => command === 'paper').map((one) => JSON.stringify(one.with));
export const copies = (world: World): string[] => world.ledger.facts().flatMap((fact) => (fact.type === 'document.copied' ? [`${fact.document} ${fact.copy}`] : []));
