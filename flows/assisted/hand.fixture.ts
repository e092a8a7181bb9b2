import { expect } from 'vitest';
import type { Role } from './acts.ts';
import type { World } from '../world.fixture.ts';

/** A worker's hand in a random walk, and what must hold of whatever it did. */

/** The next sensible touch of a worker: `pick` says which of several. */
export async function helpOn(world: World, role: Role, pick: number, value: string): Promise<void> {
  const { helper } = world.view();
  if (helper === null) return void (await world.signIn(role));
  if (helper.phase === 'signing-in') return world.typeDigits('135790');
  if (helper.phase === 'consent') return world.send({ type: 'staff.consent.given', given: pick > 0 });
  const { panel } = helper;
  const one = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(1, list.length)];
  switch (panel.kind) {
    case 'closed':
      return world.send({ type: 'staff.panel.opened' });
    case 'acts': {
      const chosen = one(panel.acts);
      return world.send(chosen === undefined ? { type: 'staff.panel.closed' } : { type: 'staff.act.chosen', act: chosen.act });
    }
    case 'target':
      return world.send({ type: 'staff.target.chosen', target: one(panel.targets)?.id ?? '' });
    case 'value':
      return world.send({ type: 'staff.value.entered', value });
    case 'reason':
      return world.send({ type: 'staff.reason.chosen', reason: one(panel.reasons) ?? 'other', text: 'vu avec le client' });
    case 'second':
      await world.badged({ kind: 'presented', badge: pick > 20 ? 'B-M2' : 'B-A1' });
      return world.typeDigits('135790');
    case 'refused':
      return world.send({ type: 'staff.panel.closed' });
  }
}

/** Nothing is done in the name of somebody who is not there, and what only a worker may do was one's act before. */
export function auditStaff({ ledger }: World): void {
  let present: string | null = null;
  const acts: string[] = [];
  for (const fact of ledger.facts()) {
    if (fact.type === 'staff.signed-in') present = fact.staff;
    if (fact.type === 'staff.signed-out') present = null;
    if (fact.type === 'staff.acted') {
      expect(fact.staff).toBe(present);
      acts.push(`${fact.about} ${fact.staff}`);
    }
    if (fact.type === 'label.voided' || fact.type === 'price.reduced') expect(acts).toContain(`${fact.sale} ${fact.staff}`);
  }
  expect(JSON.stringify(ledger.facts()), 'a PIN').not.toContain('135790');
}
