import { describe, expect, it } from 'vitest';
import { awaitedPatience } from '../assisted/helped.ts';
import type { Intent } from '../intents.ts';
import { standardPreferences } from '../preferences.ts';
import { broken, createWorld, online, start, type World } from '../world.fixture.ts';
import { cents } from '../money.ts';
import { grams } from '../weight.ts';
import { unknownWorld } from './world.ts';

describe('the terminal starts', () => {
  it('as soon as every device has said how it is', async () => {
    const world = createWorld().start();
    await world.settle();
    expect(world.view().screen).toBe('attract');
  });

  it('without a device that says nothing, after three seconds', async () => {
    const world = createWorld();
    world.papers.become({ ...unknownWorld.health.papers });
    world.start();
    await world.pass(2_999);
    expect(world.on('starting')).toMatchObject({ phase: 'devices', back: null, step: null, money: null });
    await world.pass(1);
    expect(world.view().screen).toBe('attract');
  });

  it('with a sale left open, waits for the card terminal first: without it nothing can be decided', async () => {
    const world = createWorld(({ ledger }) => {
      ledger.record({ type: 'sale.opened', sale: 'S', session: 's', lines: [{ line: 'L1', product: 'lettre_verte', grams: grams(20), quantity: 1, unitPrice: cents(152), tariff: '2026-01-01' }], total: cents(152) });
      ledger.record({ type: 'payment.requested', sale: 'S', reference: 'S-P1', amount: cents(152) });
    });
    world.card.become(broken('offline', 'no connection'));
    world.start();
    await world.pass(19_000);
    expect(world.on('starting').phase).toBe('devices');
    expect(world.asked).toEqual([]);
    world.answers.resolve = [new Promise(() => {})];
    world.card.become(online);
    await world.settle();
    expect(world.on('starting').phase).toBe('recovering');
    expect(world.asked.map(({ command }) => command)).toEqual(['resolve']);
  });

  it('serves customers even when a recovery fails in a way nobody foresaw', async () => {
    const world = createWorld();
    let reads = 0;
    // The delay and the guard of the start read it first; what recovery reads then breaks.
    world.ledger.openSales = () => {
      reads += 1;
      if (reads > 2) throw new Error('unreadable');
      return [];
    };
    world.start();
    await world.settle();
    expect(world.view().screen).toBe('attract');
  });
});

describe('out of service', () => {
  it('while the ledger takes no record, and back by itself when it does', async () => {
    const world = createWorld();
    world.ledger.failing = 'full';
    world.start();
    await world.settle();
    expect(world.on('out-of-service')).toMatchObject({ reason: 'ledger-unavailable' });
    world.place(20);
    await world.send({ type: 'service.started', service: 'send' });
    expect(world.view().screen).toBe('out-of-service');
    world.ledger.failing = null;
    await world.pass(15_000);
    expect(world.view().screen).toBe('weigh');
  });

  it('from the first screen too, at the next look around', async () => {
    const world = createWorld().start();
    await world.settle();
    world.ledger.failing = 'read-only';
    await world.pass(60_000);
    expect(world.view().screen).toBe('out-of-service');
    world.ledger.failing = null;
    await world.pass(15_000);
    expect(world.view().screen).toBe('attract');
  });
});

describe('a code before the scanner on the first screen', () => {
  it('begins nothing while the scanner is not well: what it read may be anything', async () => {
    const world = createWorld().start();
    await world.settle();
    world.scanner.become(broken('hardware-error', 'garbage'));
    await world.scan('EE471108151FR');
    expect(world.view().screen).toBe('attract');
    world.scanner.become(online);
    await world.scan('EE471108151FR');
    expect(world.view().screen).toBe('drop-off');
  });
});

describe('what is recorded of the devices', () => {
  it('is every change of state or cause, and nothing when nothing changed', async () => {
    const world = createWorld().start();
    await world.settle();
    const changes = () => world.ledger.facts().filter((fact) => fact.type === 'device.changed');
    const before = changes().length;
    world.labels.become({ ...online, since: 5 });
    expect(changes()).toHaveLength(before);
    world.labels.become(broken('consumable-out', 'x'.repeat(500)));
    expect(changes().at(-1)).toMatchObject({ device: 'labels', state: 'consumable-out', cause: 'x'.repeat(120) });
    await world.prepareLetter().catch(() => undefined);
    world.labels.become(online);
    expect(changes().at(-1)).toMatchObject({ device: 'labels', state: 'online', cause: null });
  });
});

describe('help', () => {
  it('is called from any screen, once, and says since when', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.send({ type: 'help.called' });
    expect(world.on('attract').helpSince).toBe(start);
    await world.pass(1_000);
    await world.send({ type: 'help.called' });
    expect(world.on('attract').helpSince).toBe(start);
    expect(world.ledger.story()).toEqual(['help.called']);
  });

  it('belongs to the session in which it was called', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    await world.send({ type: 'help.called' });
    expect(world.ledger.facts().at(-1)).toEqual({ type: 'help.called', session: 'session-1', why: 'customer' });
    expect(world.on('basket').helpSince).toBe(world.now());
  });
});

describe('nothing of a customer survives (GDPR-3)', () => {
  const wishes: Intent[] = [
    { type: 'language.chosen', locale: 'en' },
    { type: 'preferences.changed', preferences: { theme: 'contrast', textSize: 'large', motion: 'reduced' } },
    { type: 'help.called' },
    { type: 'dialog.opened', dialog: 'accessibility' },
  ];
  const ends: [string, (world: ReturnType<typeof createWorld>) => Promise<void>][] = [
    ['cancelled', (world) => world.send({ type: 'session.cancelled' })],
    [
      'timed out',
      async (world) => {
        // Who called is awaited so much longer.
        await world.pass(awaitedPatience);
        await world.pass(30_000);
      },
    ],
    ['completed', (world) => world.send({ type: 'basket.paid' }, { type: 'papers.chosen', proof: true, receipt: true }, { type: 'session.finished' })],
  ];

  it.each(ends)('a session that was %s leaves language, preferences, dialog, call and identifier as before', async (_, end) => {
    const world = createWorld().start();
    await world.settle();
    const { world: __, pan: ___, ...before } = world.actor.getSnapshot().context;
    await world.prepareParcel();
    await world.send(...wishes);
    expect(world.on('basket')).toMatchObject({ locale: 'en', preferences: { theme: 'contrast' }, dialog: { kind: 'accessibility' } });
    await end(world);
    expect(world.view().screen).toBe('attract');
    const { world: ____, pan: _____, ...after } = world.actor.getSnapshot().context;
    expect(after).toEqual(before);
    expect(world.actor.getSnapshot().children.session).toBeUndefined();
    expect(JSON.stringify(world.ledger.records)).not.toMatch(/Camille|Martin|69007|LYON|Dominique/i);
  });

  it('wishes made on the first screen are taken along into the session', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.send(...wishes);
    world.place(20);
    expect(world.on('weigh')).toMatchObject({ locale: 'en', preferences: { textSize: 'large' }, dialog: null });
  });

  it('wishes of a passer-by on the first screen are put back after a minute without a touch, but whoever called is still awaited', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.send(...wishes);
    await world.pass(59_000);
    await world.send({ type: 'touched' });
    await world.pass(59_000);
    expect(world.on('attract').locale).toBe('en');
    await world.pass(1_000);
    expect(world.on('attract')).toMatchObject({ locale: 'fr', preferences: standardPreferences, dialog: null, helpSince: start });
  });

  it('one preference changes without the others', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.send({ type: 'preferences.changed', preferences: { theme: 'dark' } }, { type: 'preferences.changed', preferences: { motion: 'reduced' } });
    expect(world.on('attract').preferences).toEqual({ ...standardPreferences, theme: 'dark', motion: 'reduced' });
    await world.send({ type: 'dialog.opened', dialog: 'languages' }, { type: 'dialog.closed' });
    expect(world.on('attract').dialog).toBeNull();
  });
});

describe('a fault of ours inside a session', () => {
  it('does not end the terminal: the session is recorded as crashed, and the next customer is served', async () => {
    const world = createWorld().start();
    await world.settle();
    Object.assign(world.ports.places, { townsOf: () => { throw new Error('a fault of ours'); } });
    await world.prepareParcel().catch(() => undefined);
    await world.settle();
    world.on('attract');
    expect(world.ledger.facts().find((fact) => fact.type === 'session.ended')).toMatchObject({ how: 'crashed' });
    world.place(0);
    await world.prepareLetter();
    world.on('basket');
  });

  it('leaves a label that is being printed to its own end: it is counted once, and the rest is recovered at the next start', async () => {
    let printed = (): void => {};
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    world.answers.label = [new Promise((resolve) => void (printed = () => resolve({ kind: 'ok', value: undefined })))];
    await world.send({ type: 'basket.paid' });
    world.on('issuing');
    // Nothing can send this; it stands for any mistake of ours that throws while a device works.
    world.actor.getSnapshot().children.session?.send({ type: 'world.changed', world: null as never });
    await world.settle();
    expect(world.ledger.facts().find((fact) => fact.type === 'session.ended')).toMatchObject({ how: 'crashed' });
    printed();
    await world.settle();
    const story = world.ledger.story();
    expect(story.filter((type) => type === 'label.printed' || type === 'label.unknown')).toEqual(['label.printed']);
    expect(story).not.toContain('incident.opened');
  });
});

describe('when the terminal is being switched off', () => {
  it('the screen says so, the session is recorded as stopped, and nothing begins any more', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    await world.send({ type: 'language.chosen', locale: 'en' });
    world.actor.send({ type: 'stop.asked' });
    await world.settle();
    expect(world.on('stopping').locale).toBe('en');
    expect(world.ledger.facts().at(-1)).toEqual({ type: 'session.ended', session: 'session-1', how: 'stopped' });
    await world.send({ type: 'service.started', service: 'send' });
    world.place(0);
    world.place(20);
    world.actor.send({ type: 'stop.asked' });
    await world.settle();
    world.on('stopping');
    expect(world.ledger.facts().filter((fact) => fact.type === 'session.ended')).toHaveLength(1);
  });

  it('what is in a device’s hands ends in the journal, and the next start takes up the rest', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    let answer = (): void => {};
    world.answers.pay = [new Promise((resolve) => void (answer = () => resolve({ kind: 'ok', value: { authorisation: null, cardLast4: null } })))];
    await world.send({ type: 'basket.paid' });
    world.actor.send({ type: 'stop.asked' });
    answer();
    await world.settle();
    expect(world.ledger.story().at(-1)).toBe('payment.approved');
    expect(world.ledger.openSales()).toHaveLength(1);
  });
});

describe('what was left in or on the machine is named before the next customer', () => {
  it.each([
    ['item', (world: World) => world.place(300)],
    ['label', (world: World) => world.labels.become({ ...online, warnings: ['label-not-taken'] })],
    ['paper', (world: World) => world.papers.become({ ...online, warnings: ['paper-not-taken'] })],
    ['transaction', (world: World) => world.card.become({ ...online, warnings: ['transaction-open'] })],
  ] as const)('%s', async (what, leave) => {
    // At the start already: nothing was seen empty.
    const world = createWorld((one) => {
      one.read({ kind: 'absent', cause: 'not started' });
      leave(one);
    }).start();
    await world.settle();
    expect(world.on('attract').left).toEqual([what]);
  });

  it('nothing, when nothing is there', async () => {
    const world = createWorld().start();
    await world.settle();
    expect(world.on('attract').left).toEqual([]);
  });
});

describe('what can be had is recorded when it changes, so that the seconds can be counted', () => {
  const changes = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'service.changed' ? [[fact.service, fact.reason]] : []));

  it('every function at the start, then each change, also inside a session', async () => {
    const world = createWorld().start();
    await world.settle();
    expect(changes(world)).toHaveLength(7);
    world.scanner.become(broken('offline', 'unplugged'));
    expect(changes(world).slice(7)).toEqual([['deposit', 'scanner-unavailable'], ['copy', 'scanner-unavailable'], ['tracking', 'scanner-unavailable']]);
    await world.prepareLetter();
    world.scanner.become(online);
    expect(changes(world).slice(10)).toEqual([['deposit', null], ['copy', null], ['tracking', null]]);
  });

  it('midnight and a full disk are noticed without a customer', async () => {
    const world = createWorld().start();
    await world.settle();
    world.tariff = null;
    await world.pass(15_000);
    expect(world.on('attract').services.find(({ id }) => id === 'send')?.reason).toBe('tariff-missing');
    world.ledger.failing = 'full';
    await world.pass(15_000);
    world.on('out-of-service');
  });

  it('a clock that cannot be right is said as that', async () => {
    const world = createWorld((one) => (one.ledger.failing = 'clock')).start();
    await world.settle();
    expect(world.on('out-of-service').reason).toBe('clock-doubtful');
  });
});

describe('after trouble of the ledger, or of ours', () => {
  it('what was begun while nothing could be recorded is brought to its end before anybody is served', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    world.ledger.fullAt = (fact) => fact.type === 'payment.approved';
    await world.send({ type: 'basket.paid' });
    // A worker is awaited first, who could say whether it was paid.
    await world.pass(180_000);
    await world.pass(12_000);
    world.on('out-of-service');
    world.ledger.fullAt = () => false;
    world.ledger.failing = null;
    await world.pass(15_000);
    world.on('attract');
    expect(world.ledger.openSales()).toEqual([]);
    expect(world.ledger.facts().find((fact) => fact.type === 'sale.closed')).toMatchObject({ paid: 152, returned: 152 });
  });

  it('a session that broke leaves a label to its own end, and then the sale is closed at once', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    let printed = (): void => {};
    world.answers.label = [new Promise((resolve) => void (printed = () => resolve({ kind: 'ok', value: undefined })))];
    await world.send({ type: 'basket.paid' });
    world.actor.getSnapshot().children.session?.send({ type: 'world.changed', world: null as never });
    await world.settle();
    expect(world.on('starting').phase).toBe('recovering');
    printed();
    await world.settle();
    world.on('attract');
    expect(world.ledger.facts().find((fact) => fact.type === 'sale.closed')).toMatchObject({ paid: 152, issued: 152, incidents: 0 });
  });
});

describe('a scale whose verification has passed', () => {
  /** Its last day was yesterday, and the terminal has looked around since. */
  async function passed(world: World): Promise<void> {
    world.ledger.record({ type: 'scale.verified', staff: 'T1', until: new Date(world.now() - 86_400_000).toISOString().slice(0, 10) });
    await world.pass(15_000);
  }

  it('sells what is not weighed, and what is then put on the pan is no sale', async () => {
    const world = createWorld().start();
    await world.settle();
    await passed(world);
    await world.send({ type: 'service.started', service: 'send' });
    expect(world.on('attract').services).toContainEqual({ id: 'send', reason: 'scale-not-verified' });
    await world.send({ type: 'service.started', service: 'supplement' }, { type: 'supplement.way.chosen', way: 'amount' }, { type: 'supplement.amount.entered', amount: cents(100) }, { type: 'supplement.confirmed' });
    expect(world.on('basket').lines).toHaveLength(1);
    world.place(84);
    await world.pass(2_000);
    expect(world.on('basket').lines).toHaveLength(1);
  });

  it('weighs nothing more for a session that began before', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.send({ type: 'service.started', service: 'send' });
    expect(world.on('weigh').weighing).toBe('empty');
    await passed(world);
    world.place(84);
    await world.pass(2_000);
    expect(world.on('weigh').weighing).toBe('unavailable');
  });
});
