import { describe, expect, it } from 'vitest';
import { audit } from '../checkout/audit.fixture.ts';
import { waysTo } from '../screens.fixture.ts';
import { broken, createWorld, online, type World } from '../world.fixture.ts';
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

describe('a worker who was called', () => {
  it('is awaited on the screen and with the lamp; signing in says after how long', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.send({ type: 'help.called' });
    expect([world.on('basket').helpSince, world.lamp.at(-1)]).toEqual([world.now(), 'called']);
    await world.pass(42_000);
    await world.signIn('agent');
    expect(of(world, 'help.acknowledged')).toEqual([{ type: 'help.acknowledged', session: 'session-1', staff: 'A1', after: 42_000 }]);
    expect([world.on('basket').helpSince, world.lamp.at(-1)]).toEqual([null, 'helping']);
    await world.badged({ kind: 'removed' });
    expect(world.lamp.at(-1)).toBe('off');
  });

  it('on the first screen is awaited for as long as nobody comes, whoever else passes by', async () => {
    const world = await begun();
    await world.send({ type: 'help.called' });
    const since = world.now();
    await world.pass(300_000);
    expect([world.on('attract').helpSince, world.lamp.at(-1)]).toEqual([since, 'called']);
    await world.signIn('technician');
    expect(of(world, 'help.acknowledged')).toEqual([{ type: 'help.acknowledged', session: null, staff: 'T1', after: 300_000 }]);
  });

  const minute = 60_000;
  const finish = [{ type: 'basket.paid' }, { type: 'papers.chosen', proof: false, receipt: false }] as const;

  it.each<[string, (world: World) => Promise<void>]>([
    ['by the customer', (world) => world.send({ type: 'help.called' })],
    ['by the terminal', async (world) => world.ports.call('errors')],
    [
      'while the terminal asked whether anybody is there',
      async (world) => {
        await world.pass(minute);
        expect(world.on('basket').dialog).toMatchObject({ kind: 'idle' });
        await world.send({ type: 'help.called' });
      },
    ],
  ])('%s has the basket waiting: for ten minutes without a touch nobody is asked, and then the session ends as ever', async (_, call) => {
    const world = await begun();
    await world.prepareLetter();
    await call(world);
    await world.pass(10 * minute - 1);
    expect(world.on('basket')).toMatchObject({ dialog: null, total: 152 });
    await world.pass(1);
    expect(world.on('basket').dialog).toMatchObject({ kind: 'idle' });
    await world.pass(30_000);
    expect(world.on('attract').helpSince).toBeNull();
  });

  it('from the first screen is awaited by what is begun meanwhile, too', async () => {
    const world = await begun();
    await world.send({ type: 'help.called' });
    await world.prepareLetter();
    await world.pass(9 * minute);
    expect(world.on('basket').dialog).toBeNull();
  });

  it('and has gone again leaves the minute that there always is', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.send({ type: 'help.called' });
    await world.signIn('agent');
    await world.badged({ kind: 'removed' });
    await world.pass(minute);
    expect(world.on('basket').dialog).toMatchObject({ kind: 'idle' });
  });

  it('to a label that was printed finds it there after ten minutes, and can still make another', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.send({ type: 'basket.paid' });
    await world.pass(minute);
    await world.send({ type: 'help.called' });
    await world.pass(10 * minute - 1);
    await world.signIn('agent');
    await world.send({ type: 'staff.panel.opened' });
    expect(world.on('deposit').helper).toMatchObject({ panel: { acts: expect.arrayContaining([{ act: 'label.reprinted', refusal: null, amount: null }]) } });
  });

  it('to the last screen finds it there', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.send(...finish, { type: 'help.called' });
    await world.pass(9 * minute);
    expect(world.on('farewell').helpSince).not.toBeNull();
    await world.signIn('agent');
    expect(of(world, 'help.acknowledged')).toMatchObject([{ after: 9 * minute }]);
  });

  /** The first label jams, the customer has the money back and goes: the jam is still there. */
  async function leftWithJam(): Promise<World> {
    const world = await begun();
    await world.prepareLetter();
    world.answers.label = [{ kind: 'not-done', reason: 'jam', detail: '' }];
    await world.send({ type: 'basket.paid' });
    world.labels.become(broken('hardware-error', 'jam'));
    await world.send({ type: 'label.refunded' }, { type: 'session.finished' });
    return world;
  }

  it('for a jam is awaited after the customer has gone, until it is cleared: then nobody need come', async () => {
    const world = await leftWithJam();
    expect([world.on('attract').helpSince, world.lamp.at(-1)]).toEqual([expect.any(Number), 'called']);
    world.labels.become(online);
    await world.settle();
    expect([world.on('attract').helpSince, world.lamp.at(-1)]).toEqual([null, 'off']);
  });

  it('for a jam is told after how long, though another customer stood there meanwhile, who was not made to wait for it', async () => {
    const world = await leftWithJam();
    const since = world.on('attract').helpSince ?? 0;
    await world.send({ type: 'service.started', service: 'tracking' });
    await world.pass(minute);
    expect(world.on('tracking').dialog).toMatchObject({ kind: 'idle' });
    await world.pass(30_000);
    expect(world.on('attract').helpSince).toBe(since);
    await world.signIn('technician');
    expect(of(world, 'help.acknowledged')).toMatchObject([{ after: world.now() - since }]);
    await world.badged({ kind: 'removed' });
    expect(world.on('attract').helpSince).toBeNull();
  });

  it('by the customer goes with the customer: the next one finds nobody called', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.send({ type: 'help.called' }, { type: 'session.cancelled' });
    expect([world.on('attract').helpSince, world.lamp.at(-1)]).toEqual([null, 'off']);
  });

  it('by the terminal alone has the last screen end as ever; a customer who asks after them waits for them', async () => {
    for (const asks of [false, true]) {
      const world = await begun();
      await world.prepareLetter();
      await world.send(...finish);
      world.ports.call('label');
      await world.settle();
      if (asks) await world.send({ type: 'dialog.opened', dialog: 'call' }, { type: 'dialog.closed' });
      await world.pass(9 * minute);
      expect(world.view().screen).toBe(asks ? 'farewell' : 'attract');
    }
  });

  it('is there already: nobody else is called', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    await world.send({ type: 'help.called' });
    expect([world.on('basket').helpSince, of(world, 'help.called'), world.lamp.at(-1)]).toEqual([null, [], 'helping']);
  });

  it('has nothing acknowledged by a wrong PIN', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.send({ type: 'help.called' });
    await world.badged({ kind: 'presented', badge: 'B-A1' });
    await world.typeDigits('1');
    await world.badged({ kind: 'removed' });
    expect([of(world, 'help.acknowledged'), world.lamp.at(-1)]).toEqual([[], 'called']);
  });
});

describe('while a worker is there', () => {
  it('nobody is asked whether somebody is, and the question begins anew once they have gone', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    for (let minute = 0; minute < 5; minute += 1) {
      await world.pass(50_000);
      await world.send({ type: 'dialog.opened', dialog: 'languages' }, { type: 'dialog.closed' });
    }
    expect(world.on('basket').dialog).toBeNull();
    await world.badged({ kind: 'removed' });
    await world.pass(59_999);
    expect(world.on('basket').dialog).toBeNull();
    await world.pass(1);
    expect(world.on('basket').dialog).toMatchObject({ kind: 'idle' });
  });

  it('the customer’s own touches count as theirs: both stand at one screen', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    await world.pass(50_000);
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 });
    expect(helping(world).until).toBe(world.now() + 60_000);
  });

  it('language and type size change in their name: recorded, with what they were', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('technician');
    await world.send({ type: 'language.chosen', locale: 'en' }, { type: 'preferences.changed', preferences: { textSize: 'large' } });
    expect(world.on('basket')).toMatchObject({ locale: 'en', preferences: { textSize: 'large', theme: 'light' } });
    expect(of(world, 'staff.acted')).toMatchObject([
      { staff: 'T1', act: 'language.changed', before: 'fr', after: 'en', session: 'session-1' },
      { staff: 'T1', act: 'preferences.changed', before: 'textSize: standard', after: 'textSize: large' },
    ]);
  });

  it('and not when that cannot be recorded', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    world.ledger.loses = ({ type }) => type === 'staff.acted';
    await world.send({ type: 'language.chosen', locale: 'en' }, { type: 'preferences.changed', preferences: { textSize: 'large' } });
    expect(world.on('basket')).toMatchObject({ locale: 'fr', preferences: { textSize: 'standard' } });
  });

  it('another badge is nobody’s: it is recorded, and changes nothing', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    const before = helping(world);
    await world.badged({ kind: 'presented', badge: 'B-M1' });
    expect(helping(world)).toEqual({ ...before, badge: false });
    expect(of(world, 'staff.refused')).toEqual([{ type: 'staff.refused', staff: null, why: 'not-permitted' }]);
    // That one goes: it was not the worker's own.
    await world.badged({ kind: 'removed' });
    expect(helping(world).name).toBe('Nadia');
    await world.badged({ kind: 'presented', badge: 'B-A1' });
    await world.badged({ kind: 'removed' });
    expect(world.view().helper).toBeNull();
  });

  it('the reader may die: the stay ends by the key, or by itself', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    world.badge.become(broken('offline', 'pcscd is gone'));
    await world.settle();
    expect(helping(world).name).toBe('Nadia');
    await world.send({ type: 'staff.left' });
    expect(of(world, 'staff.signed-out').map(({ how }) => how)).toEqual(['left']);
  });

  it('the session may end: they are behind the counter then, and no other begins', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    await world.send({ type: 'session.cancelled' });
    expect(world.on('maintenance').helper).toMatchObject({ name: 'Nadia', panel: { kind: 'closed' } });
    await world.send({ type: 'service.started', service: 'stamps' });
    await world.weigh(20);
    expect(world.view().screen).toBe('maintenance');
    await world.badged({ kind: 'removed' });
    // What was put on the pan meanwhile was the worker's.
    expect(world.view().screen).toBe('attract');
    expect(of(world, 'session.started')).toHaveLength(1);
  });

  it('the terminal may be switched off: they are signed out first', async () => {
    const world = await begun();
    await world.prepareLetter();
    await world.signIn('agent');
    world.actor.send({ type: 'stop.asked' });
    await world.settle();
    expect(world.on('stopping').helper).toBeNull();
    expect(of(world, 'staff.signed-out')).toMatchObject([{ staff: 'A1', how: 'stopped' }]);
    await world.badged({ kind: 'presented', badge: 'B-M1' });
    expect(world.on('stopping').helper).toBeNull();
  });
});

describe('out of service', () => {
  it('a worker comes in even when nothing can be recorded, for somebody must mend it', async () => {
    const world = await begun((one) => (one.ledger.failing = 'full'));
    expect(world.view().screen).toBe('out-of-service');
    await world.signIn('technician');
    expect(world.on('maintenance').helper).toMatchObject({ name: 'Yann' });
    await world.send({ type: 'staff.left' });
    expect(world.view().screen).toBe('out-of-service');
  });

  it('but not to a customer: who sees what they wrote is in the journal', async () => {
    const world = await begun();
    await world.prepareLetter();
    world.ledger.failing = 'full';
    await world.signIn('agent');
    expect(world.on('basket').helper).toBeNull();
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

describe('what was begun in a worker’s name', () => {
  it('goes on when the badge is pulled in the middle of a refund: it ends, is recorded, and happens once', async () => {
    const world = await waysTo.deposit();
    let answered = (): void => {};
    world.answers.cancel = [new Promise((resolve) => void (answered = () => resolve({ kind: 'ok', value: undefined })))];
    await world.signIn('manager');
    await world.send({ type: 'staff.panel.opened' }, { type: 'staff.act.chosen', act: 'sale.cancelled' }, { type: 'staff.reason.chosen', reason: 'customer-asked', text: '' });
    expect(of(world, 'refund.requested')).toHaveLength(1);
    await world.badged({ kind: 'removed' });
    expect(world.view().helper).toBeNull();
    answered();
    await world.settle();
    expect(of(world, 'refund.approved')).toHaveLength(1);
    expect(world.asked.filter(({ command }) => command === 'cancel' || command === 'refund')).toHaveLength(1);
    await world.pass(180_000);
    audit(world.ledger);
  });

  it('a label that jams is voided and printed again, and the customer goes on', async () => {
    const world = await waysTo['label-trouble']();
    expect(world.lamp.at(-1)).toBe('called');
    await world.signIn('agent');
    world.answers.label = [{ kind: 'ok', value: undefined }];
    await world.send({ type: 'staff.panel.opened' });
    expect(panel(world, 'acts').acts[0]?.act).toBe('label.reprinted');
    await world.send({ type: 'staff.act.chosen', act: 'label.reprinted' });
    if (helping(world).panel.kind === 'target') await world.send({ type: 'staff.target.chosen', target: panel(world, 'target').targets[0]?.id ?? '' });
    await world.send({ type: 'staff.reason.chosen', reason: 'label-jammed', text: '' });
    await world.badged({ kind: 'removed' });
    expect(world.view()).toMatchObject({ screen: 'deposit', helper: null, helpSince: null });
    expect(of(world, 'staff.acted')).toMatchObject([{ act: 'label.reprinted', reason: 'label-jammed', staff: 'A1' }]);
    expect(of(world, 'help.acknowledged')).toHaveLength(1);
    audit(world.ledger);
  });
});
