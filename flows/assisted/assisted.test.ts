import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../world.fixture.ts';
import type { HelperView, HelpPanel } from '../view.ts';
import type { Fact } from '../facts.ts';

async function begun(before: (world: World) => void = () => {}): Promise<World> {
  const world = createWorld(before).start();
  await world.settle();
  return world;
}

function helping(world: World): Extract<HelperView, { phase: 'helping' }> {
  const { helper } = world.view();
  if (helper?.phase !== 'helping') throw new Error(`nobody is helping: ${JSON.stringify(helper)}`);
  return helper;
}

function panel<K extends HelpPanel['kind']>(world: World, kind: K): Extract<HelpPanel, { kind: K }> {
  const { panel: shown } = helping(world);
  if (shown.kind !== kind) throw new Error(`the panel is ${JSON.stringify(shown)}`);
  return shown as Extract<HelpPanel, { kind: K }>;
}

const of = <T extends Fact['type']>(world: World, type: T) => world.ledger.facts().filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type);

describe('a worker signs in', () => {
  it('with a badge and its PIN, and finds the customer’s own screen and basket', async () => {
    const world = await begun();
    await world.prepareLetter();
    const before = world.on('basket');
    await world.badged({ kind: 'presented', badge: 'B-A1' });
    expect(world.on('basket').helper).toEqual({ phase: 'signing-in', ask: 'pin', keys: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], typed: 0, problem: null, lockedUntil: null, checking: false });
    await world.typeDigits('135790');
    expect(world.on('basket')).toMatchObject({ lines: before.lines, total: before.total });
    expect(helping(world)).toMatchObject({ name: 'Nadia', role: 'agent', badge: true, panel: { kind: 'closed' }, until: world.now() + 60_000 });
    expect(of(world, 'staff.signed-in')).toEqual([{ type: 'staff.signed-in', staff: 'A1', role: 'agent', session: 'session-1', with: 'badge' }]);
    expect(world.lamp.at(-1)).toBe('helping');
  });

  it('and steps out by taking the badge away: the customer goes on', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    await world.badged({ kind: 'removed' });
    expect(world.on('basket').helper).toBeNull();
    expect(of(world, 'staff.signed-out')).toEqual([{ type: 'staff.signed-out', staff: 'A1', session: 'session-1', how: 'badge-removed' }]);
    await world.send({ type: 'basket.paid' });
    expect(world.view().screen).toBe('deposit');
  });

  it('and is signed out after a minute without a touch, not before', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    await world.pass(59_000);
    await world.send({ type: 'touched' });
    await world.pass(59_999);
    expect(helping(world).until).toBe(world.now() + 1);
    await world.pass(1);
    expect(world.on('basket').helper).toBeNull();
    expect(of(world, 'staff.signed-out').map(({ how }) => how)).toEqual(['idle']);
  });

  it('where no customer is: behind the counter, until they leave', async () => {
    const world = await begun();
    await world.signIn('manager');
    expect(world.on('maintenance').helper).toMatchObject({ phase: 'helping', name: 'Karim' });
    await world.weigh(20);
    expect(world.view().screen).toBe('maintenance');
    await world.send({ type: 'staff.left' });
    expect(world.on('attract').helper).toBeNull();
    expect(world.lamp.at(-1)).toBe('off');
  });
});

describe('an act', () => {
  it('is chosen, given its reason, recorded, and then done', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    await world.send({ type: 'staff.panel.opened' });
    expect(panel(world, 'acts').acts.map(({ act }) => act)).toContain('line.removed');
    await world.send({ type: 'staff.act.chosen', act: 'line.removed' });
    // There is one line: nobody is asked which.
    expect(panel(world, 'reason').reasons).toEqual(['customer-asked', 'item-refused', 'other']);
    await world.send({ type: 'staff.reason.chosen', reason: 'customer-asked', text: '' });
    expect(helping(world).panel).toEqual({ kind: 'closed' });
    expect(of(world, 'staff.acted')).toEqual([
      {
        type: 'staff.acted',
        staff: 'A1',
        role: 'agent',
        session: 'session-1',
        about: null,
        act: 'line.removed',
        subject: 'L1',
        before: '1 × lettre_verte, 152 ct',
        after: null,
        reason: 'customer-asked',
        text: null,
        second: null,
      },
    ]);
  });

  it('is not done when it cannot be recorded', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    await world.send({ type: 'staff.panel.opened' }, { type: 'staff.act.chosen', act: 'line.removed' });
    world.ledger.loses = (fact) => fact.type === 'staff.acted';
    await world.send({ type: 'staff.reason.chosen', reason: 'customer-asked', text: '' });
    expect(panel(world, 'refused').refusal).toBe('ledger-unavailable');
    expect(world.on('basket').lines).toHaveLength(1);
  });
});
