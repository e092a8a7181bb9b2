import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actReasonSchema, actSchema, roleSchema } from './assisted/acts.ts';
import { auditStaff, helpOn } from './assisted/hand.fixture.ts';
import { audit, auditDevices } from './checkout/audit.fixture.ts';
import { customsCategorySchema } from './customs/declaration.ts';
import { optionIdSchema, productIdSchema } from './facts.ts';
import { intentSchema, serviceIdSchema, type Intent } from './intents.ts';
import { cents } from './money.ts';
import type { BadgeEvent, ScaleReading } from './ports.ts';
import { waysTo } from './screens.fixture.ts';
import { viewSchema, type Screen, type View } from './view.ts';
import { grams } from './weight.ts';
import { broken, createWorld, online, type World } from './world.fixture.ts';

/**
 * A model of everything that can happen: any intent in any state, any indication of the scale, devices that come and go,
 * answers of every kind, time that passes. Whatever the order, the house rules hold.
 */

const text = fc.constantFrom('', '69007', '01400', '12 rue X', 'Camille Martin', '日本', 'CHATILLON SUR CHALARONNE');
const values = fc.constantFrom('100', '1,00', '0', '3,6', '999999', 'x');
/** One of each intent, by the schema's own list: a new intent without an entry fails the test below. */
const intents: { readonly [T in Intent['type']]: fc.Arbitrary<Extract<Intent, { type: T }>> } = {
  touched: fc.constant({ type: 'touched' }),
  'time.extended': fc.constant({ type: 'time.extended' }),
  back: fc.constant({ type: 'back' }),
  'dialog.opened': fc.constantFrom('languages' as const, 'accessibility' as const, 'modes' as const, 'call' as const, 'cancel' as const, 'headphones' as const, 'receipt' as const).map((dialog) => ({ type: 'dialog.opened', dialog })),
  'dialog.closed': fc.constant({ type: 'dialog.closed' }),
  'language.chosen': fc.constantFrom('fr' as const, 'en' as const).map((locale) => ({ type: 'language.chosen', locale })),
  'preferences.changed': fc.constant({ type: 'preferences.changed', preferences: { theme: 'dark' } }),
  'help.called': fc.constant({ type: 'help.called' }),
  'session.cancelled': fc.constant({ type: 'session.cancelled' }),
  'service.started': fc.constantFrom(...serviceIdSchema.options).map((service) => ({ type: 'service.started', service })),
  'destination.chosen': fc.constantFrom('france' as const, 'overseas' as const, 'abroad' as const).map((destination) => ({ type: 'destination.chosen', destination })),
  'country.searched': fc.constantFrom('', 'can', 'réu', '日本').map((text) => ({ type: 'country.searched', text })),
  'country.chosen': fc.constantFrom('CA', 'DE', 'RE', 'US', 'IC', 'ZZ').map((code) => ({ type: 'country.chosen', code })),
  'contents.chosen': fc.constantFrom('documents' as const, 'goods' as const).map((contents) => ({ type: 'contents.chosen', contents })),
  'format.chosen': fc.constantFrom('letter' as const, 'parcel' as const, 'oversize' as const).map((format) => ({ type: 'format.chosen', format })),
  'format.reopened': fc.constant({ type: 'format.reopened' }),
  'offer.selected': fc.constantFrom(...productIdSchema.options).map((product) => ({ type: 'offer.selected', product })),
  'offer.all.shown': fc.boolean().map((all) => ({ type: 'offer.all.shown', all })),
  'offer.option.chosen': fc.tuple(fc.constantFrom(...optionIdSchema.options), fc.boolean()).map(([option, chosen]) => ({ type: 'offer.option.chosen', option, chosen })),
  'offer.confirmed': fc.constant({ type: 'offer.confirmed' }),
  'address.postcode.entered': text.map((postcode) => ({ type: 'address.postcode.entered', postcode })),
  'address.town.chosen': text.map((town) => ({ type: 'address.town.chosen', town })),
  'address.place.entered': text.map((town) => ({ type: 'address.place.entered', postcode: 'K1A 0B1', town, region: 'ON' })),
  'address.street.entered': text.map((street) => ({ type: 'address.street.entered', street, building: '', apartment: '', place: '' })),
  'address.name.entered': text.map((name) => ({ type: 'address.name.entered', name, company: '', phone: '' })),
  'address.part.reopened': fc.constantFrom('town' as const, 'street' as const, 'name' as const).map((part) => ({ type: 'address.part.reopened', part })),
  'address.country.reopened': fc.constant({ type: 'address.country.reopened' }),
  'address.confirmed': fc.constant({ type: 'address.confirmed' }),
  'pickup.chosen': fc.constantFrom('P1', 'P2', 'nowhere').map((point) => ({ type: 'pickup.chosen', point })),
  'customs.category.chosen': fc.constantFrom(...customsCategorySchema.options).map((category) => ({ type: 'customs.category.chosen', category })),
  'customs.goods.searched': fc.constantFrom('', 'liv', 'parfum').map((typed) => ({ type: 'customs.goods.searched', text: typed })),
  'customs.goods.chosen': fc.constantFrom('book', 'nothing').map((goods) => ({ type: 'customs.goods.chosen', goods })),
  'customs.article.entered': fc
    .tuple(fc.constantFrom('Livres', '日本', ''), fc.constantFrom('100', '0', 'x'), fc.constantFrom('12,50', '2000', ''))
    .map(([description, weight, value]) => ({ type: 'customs.article.entered', description, quantity: '1', grams: weight, value, hsCode: '490199', origin: 'FR' })),
  'customs.article.added': fc.constant({ type: 'customs.article.added' }),
  'customs.article.reopened': fc.integer({ min: 0, max: 2 }).map((at) => ({ type: 'customs.article.reopened', at })),
  'customs.article.removed': fc.integer({ min: 0, max: 2 }).map((at) => ({ type: 'customs.article.removed', at })),
  'customs.confirmed': fc.constant({ type: 'customs.confirmed' }),
  'stamps.chosen': fc.constantFrom('lettre_verte' as const, 'lettre_internationale' as const, 'colissimo_int_c' as const).map((product) => ({ type: 'stamps.chosen', product, grams: grams(20) })),
  'stamps.quantity.changed': fc.constantFrom(1, 3, 20, 99).map((quantity) => ({ type: 'stamps.quantity.changed', quantity })),
  'stamps.confirmed': fc.constantFrom('pay' as const, 'basket' as const).map((next) => ({ type: 'stamps.confirmed', next })),
  'supplement.way.chosen': fc.constantFrom('weighed' as const, 'amount' as const).map((way) => ({ type: 'supplement.way.chosen', way })),
  'supplement.amount.entered': fc.constantFrom(0, 9, 10, 158, 5_000, 5_001).map((amount) => ({ type: 'supplement.amount.entered', amount: cents(amount) })),
  'supplement.confirmed': fc.constant({ type: 'supplement.confirmed' }),
  'article.quantity.changed': fc.tuple(fc.constantFrom('BOX-M', 'nothing'), fc.constantFrom(0, 1, 20, 99)).map(([article, quantity]) => ({ type: 'article.quantity.changed', article, quantity })),
  'articles.confirmed': fc.constantFrom('pay' as const, 'basket' as const).map((next) => ({ type: 'articles.confirmed', next })),
  'dropoff.accepted': fc.constant({ type: 'dropoff.accepted' }),
  'copy.digits.entered': fc.constantFrom('4242', '0000', '').map((digits) => ({ type: 'copy.digits.entered', digits })),
  'copy.chosen': fc.constantFrom('proof' as const, 'receipt' as const).map((document) => ({ type: 'copy.chosen', document })),
  'scan.again': fc.constant({ type: 'scan.again' }),
  'basket.quantity.changed': fc.tuple(fc.constantFrom('L1', 'L2'), fc.integer({ min: 0, max: 4 })).map(([line, quantity]) => ({ type: 'basket.quantity.changed', line, quantity })),
  'basket.item.added': fc.constant({ type: 'basket.item.added' }),
  'basket.paid': fc.constant({ type: 'basket.paid' }),
  'payment.retried': fc.constant({ type: 'payment.retried' }),
  'basket.reopened': fc.constant({ type: 'basket.reopened' }),
  'label.retried': fc.constant({ type: 'label.retried' }),
  'label.refunded': fc.constant({ type: 'label.refunded' }),
  'papers.chosen': fc.tuple(fc.boolean(), fc.boolean()).map(([proof, receipt]) => ({ type: 'papers.chosen', proof, receipt })),
  'session.finished': fc.constant({ type: 'session.finished' }),
  'staff.asked': fc.constant({ type: 'staff.asked' }),
  'staff.key.pressed': fc.nat(9).map((at) => ({ type: 'staff.key.pressed', at })),
  'staff.key.erased': fc.constant({ type: 'staff.key.erased' }),
  'staff.key.entered': fc.constant({ type: 'staff.key.entered' }),
  'staff.consent.given': fc.boolean().map((given) => ({ type: 'staff.consent.given', given })),
  'staff.left': fc.constant({ type: 'staff.left' }),
  'staff.panel.opened': fc.constant({ type: 'staff.panel.opened' }),
  'staff.panel.closed': fc.constant({ type: 'staff.panel.closed' }),
  'staff.act.chosen': fc.constantFrom(...actSchema.options).map((act) => ({ type: 'staff.act.chosen', act })),
  'staff.target.chosen': fc.constantFrom('L1', 'L1.1', 'weigh', 'proof', 'nothing').map((target) => ({ type: 'staff.target.chosen', target })),
  'staff.value.entered': values.map((value) => ({ type: 'staff.value.entered', value })),
  'staff.reason.chosen': fc.tuple(fc.constantFrom(...actReasonSchema.options), fc.constantFrom('', 'vu avec le client')).map(([reason, text]) => ({ type: 'staff.reason.chosen', reason, text })),
  'maintenance.opened': fc.constant({ type: 'maintenance.opened', page: 'devices' }),
  'maintenance.device.chosen': fc.constant({ type: 'maintenance.device.chosen', device: 'scale' }),
  'maintenance.device.tested': fc.constant({ type: 'maintenance.device.tested' }),
  'maintenance.device.restarted': fc.constant({ type: 'maintenance.device.restarted' }),
  'maintenance.roll.chosen': fc.constant({ type: 'maintenance.roll.chosen', roll: 'labels' }),
  'maintenance.roll.next': fc.constant({ type: 'maintenance.roll.next' }),
  'maintenance.roll.counted': fc.constant({ type: 'maintenance.roll.counted', left: '500' }),
  'maintenance.scale.zeroed': fc.constant({ type: 'maintenance.scale.zeroed' }),
  'maintenance.scale.verified': fc.constant({ type: 'maintenance.scale.verified', until: '2027-05-31' }),
  'maintenance.service.closed': fc.constant({ type: 'maintenance.service.closed', message: 'soon', minutes: 30 }),
  'maintenance.service.opened': fc.constant({ type: 'maintenance.service.opened' }),
  'maintenance.incident.chosen': fc.constant({ type: 'maintenance.incident.chosen', incident: null }),
  'maintenance.incident.settled': fc.constant({ type: 'maintenance.incident.settled', how: 'paid-out' }),
  'maintenance.report.printed': fc.constant({ type: 'maintenance.report.printed' }),
  'maintenance.day.counted': fc.constant({ type: 'maintenance.day.counted', debits: '3', debited: '14,79', credits: '0', credited: '0' }),
  'maintenance.day.closed': fc.constant({ type: 'maintenance.day.closed' }),
  'maintenance.training.switched': fc.constant({ type: 'maintenance.training.switched' }),
  'maintenance.exported': fc.constant({ type: 'maintenance.exported', medium: 'sdb1' }),
  'maintenance.screen.restarted': fc.constant({ type: 'maintenance.screen.restarted' }),
  'maintenance.program.restarted': fc.constant({ type: 'maintenance.program.restarted' }),
};
const intent: fc.Arbitrary<Intent> = fc.oneof(...Object.values(intents));

const reading: fc.Arbitrary<ScaleReading> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 20, 21, 500, 1_240, 30_500).map((weight): ScaleReading => ({ kind: 'stable', grams: grams(weight) })) },
  fc.constantFrom<ScaleReading>({ kind: 'moving', grams: grams(20) }, { kind: 'moving', grams: null }, { kind: 'overload' }, { kind: 'underload' }, { kind: 'absent', cause: 'cable' }),
);
const device = fc.constantFrom('scale' as const, 'card' as const, 'labels' as const, 'papers' as const, 'scanner' as const);
/** A Colissimo number, another carrier's, a label and a proof of this terminal, a contact card, nonsense. */
const code = fc.constantFrom('9V 00000 00001 7', '1Z999AA10123456784', 'MOULIN-VOID:1:T1-00000001:152', 'MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL', 'MECARD:N:Martin,Camille;ADR:12 rue X,69007 Lyon;;', '日本\u0000');
const health = fc.constantFrom(online, online, online, broken('consumable-out', 'paper'), broken('offline', 'cable'), broken('hardware-error', 'jam'));
const done = { kind: 'ok', value: undefined } as const;
const card = fc.constantFrom('ok', 'refused', 'not-done', 'unknown');
const print = fc.constantFrom('ok', 'ok', 'refused', 'not-done', 'unknown');

type Happening = (world: World) => Promise<void> | void;
/** What a worker would do next, from the badge to the reason; and badges that come and go. */
const worker: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(fc.constantFrom(...roleSchema.options, 'manager' as const), fc.nat(40), values).map(([role, pick, value]): Happening => (world) => helpOn(world, role, pick, value)) },
  { weight: 1, arbitrary: fc.constantFrom<BadgeEvent>({ kind: 'removed' }, { kind: 'removed' }, { kind: 'presented', badge: 'B-M2' }, { kind: 'rejected', why: 'random' }).map((event): Happening => (world) => world.badged(event)) },
);
const approval = { kind: 'ok', value: { authorisation: '1', cardLast4: '4242' } } as const;
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: intent.map((one): Happening => (world) => world.send(one)) },
  // What a customer would do next, so that the far end of the journey is reached often.
  { weight: 6, arbitrary: fc.constantFrom<Aim>('letter', 'pick-up point', 'Canada').map((aim): Happening => (world) => forward(world, aim)) },
  { weight: 3, arbitrary: worker },
  { weight: 3, arbitrary: reading.map((one): Happening => (world) => world.read(one)) },
  { weight: 1, arbitrary: fc.tuple(device, health).map(([one, now]): Happening => (world) => world[one].become(now)) },
  { weight: 2, arbitrary: code.map((text): Happening => (world) => world.scan(text, text.startsWith('M') ? 'qr' : 'code128')) },
  { weight: 2, arbitrary: fc.constantFrom(1_000, 1_000, 12_000, 60_000, 180_000).map((time): Happening => (world) => world.pass(time)) },
  { weight: 1, arbitrary: fc.tuple(card, card).map(([pay, resolve]): Happening => ({ answers }) => {
    answers.pay = [pay === 'ok' ? approval : { kind: pay as 'refused', reason: 'declined', detail: '' }];
    answers.resolve = [resolve === 'ok' ? approval : { kind: resolve as 'refused', reason: 'declined', detail: '' }];
  }) },
  { weight: 1, arbitrary: fc.tuple(card, print, print).map(([back, label, paper]): Happening => ({ answers }) => {
    answers.cancel = answers.refund = [back === 'ok' ? done : { kind: back as 'refused', reason: 'declined', detail: '' }];
    answers.label = [label === 'ok' ? done : { kind: label as 'refused', reason: 'jam', detail: '' }];
    answers.paper = [paper === 'ok' ? done : { kind: paper as 'refused', reason: 'jam', detail: '' }];
  }) },
);

/** A proof of the first sale, in the hand of whoever comes back. */
const proof = 'MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL';

type Aim = 'letter' | 'pick-up point' | 'Canada';

/** The next sensible touch on each screen, of somebody who wants to send just that. */
async function forward(world: World, aim: Aim): Promise<void> {
  const view = world.view();
  switch (view.screen) {
    case 'attract':
    case 'weigh':
      world.place(0);
      world.place(500);
      return world.pass(1_000);
    case 'destination':
      return world.send({ type: 'destination.chosen', destination: aim === 'Canada' ? 'abroad' : 'france' });
    case 'country':
      return world.send({ type: 'country.chosen', code: 'CA' });
    case 'contents':
      return world.send({ type: 'contents.chosen', contents: 'goods' });
    case 'format':
      return world.send({ type: 'format.chosen', format: aim === 'letter' ? 'letter' : 'parcel' });
    case 'offers':
      if (aim === 'pick-up point') await world.send({ type: 'offer.selected', product: 'colissimo_france_point_retrait' });
      return world.send({ type: 'offer.confirmed' });
    case 'address':
      return view.form === null ? world.typeAddress('69007', '12 rue X', 'Camille Martin', '06 12 34 56 78') : world.typeForeignAddress('K1A 0B1', 'Ottawa', 'ON', '24 Sussex Drive', 'Camille Martin');
    case 'pick-up':
      return world.send({ type: 'pickup.chosen', point: 'P1' });
    case 'customs':
      return declare(world, view.part);
    case 'stamps':
      return world.send({ type: 'stamps.confirmed', next: 'pay' });
    case 'supplement':
      if (view.part === 'way') return world.send({ type: 'supplement.way.chosen', way: 'amount' });
      return world.send({ type: 'supplement.amount.entered', amount: cents(20) }, { type: 'supplement.confirmed' });
    case 'articles':
      return world.send({ type: 'article.quantity.changed', article: 'BOX-M', quantity: 1 }, { type: 'articles.confirmed', next: 'basket' });
    case 'drop-off':
      if (view.phase === 'scan' || view.phase === 'refused') return world.scan('9V 00000 00001 7');
      return world.send(view.phase === 'recognised' ? { type: 'dropoff.accepted' } : { type: 'papers.chosen', proof: true, receipt: false });
    case 'copy':
      if (view.phase === 'scan') return world.scan(proof, 'qr');
      return world.send(view.phase === 'check' ? { type: 'copy.digits.entered', digits: '4242' } : { type: 'copy.chosen', document: 'receipt' });
    case 'tracking':
      return world.send({ type: 'session.finished' });
    case 'basket':
      return world.send({ type: 'basket.paid' });
    case 'payment-refused':
      return world.send({ type: 'payment.retried' });
    case 'label-trouble':
      return world.send({ type: 'label.retried' });
    case 'deposit':
      return world.send({ type: 'papers.chosen', proof: true, receipt: true });
    case 'farewell':
      return world.send({ type: 'session.finished' });
    case 'starting':
    case 'pay':
    case 'issuing':
    case 'refunding':
    case 'maintenance':
    case 'stopping':
    case 'out-of-service':
      return undefined;
  }
}

function declare(world: World, part: 'category' | 'article' | 'overview'): Promise<void> {
  switch (part) {
    case 'category':
      return world.send({ type: 'customs.category.chosen', category: 'gift' });
    case 'article':
      return world.send({ type: 'customs.article.entered', description: 'Livres', quantity: '2', grams: '15', value: '12,50', hsCode: '', origin: '' });
    case 'overview':
      return world.send({ type: 'customs.confirmed' });
  }
}

/** Where a walk begins: the first screen, or somewhere that few walks would reach from there. */
const beginnings: readonly (() => Promise<World>)[] = [
  ...(['attract', 'offers', 'pick-up', 'customs', 'basket', 'deposit', 'drop-off', 'stamps', 'supplement', 'articles', 'tracking'] as const satisfies readonly Screen[]).map((screen) => waysTo[screen]),
  /** A customer has come back with the proof of what was sold. */
  async () => {
    const world = await waysTo.farewell();
    await world.send({ type: 'session.finished' });
    await world.scan(proof, 'qr');
    return world;
  },
];

/** Where a worker is needed. */
const besideWhom: readonly (() => Promise<World>)[] = [
  ...(['weigh', 'offers', 'address', 'customs', 'basket', 'deposit', 'label-trouble', 'farewell'] as const satisfies readonly Screen[]).map((screen) => waysTo[screen]),
  /** A basket with an address in it. */
  async () => {
    const world = await waysTo.attract();
    await world.prepareParcel();
    return world;
  },
];

/** What all walks together must have seen. */
const reached = [
  'attract',
  'country',
  'contents',
  'offers',
  'address',
  'pick-up',
  'customs overview',
  'stamps',
  'supplement',
  'articles',
  'basket',
  'payment-refused',
  'label-trouble',
  'a customs sheet',
  'deposit',
  'farewell',
  'drop-off accepted',
  'drop-off refused',
  'copy choose',
  'copy printed',
  'tracking',
  'maintenance',
  'helping',
];

/** What walks with a worker at the customer's side must have done. */
const helped = [
  'consent',
  'target',
  'value',
  'reason',
  'refused',
  'step.opened',
  'weight.entered',
  'address.corrected',
  'line.removed',
  'line.repriced',
  'label.reprinted',
  'item.refunded',
  'sale.cancelled',
  'amount.refunded',
  'document.copied',
  'session.ended',
];

function placesOf(view: View): string[] {
  const { helper } = view;
  const help = helper === null ? [] : helper.phase === 'helping' ? [helper.phase, helper.panel.kind] : [helper.phase];
  return [...screensOf(view), ...help];
}

function screensOf(view: View): string[] {
  switch (view.screen) {
    case 'customs':
      return [view.screen, `${view.screen} ${view.part}`];
    case 'drop-off':
    case 'copy':
      return [view.screen, `${view.screen} ${view.phase}`];
    default:
      return [view.screen];
  }
}

/** The back office waits for what may travel, and for nothing that was voided. */
function auditPreAdvice({ ledger, preAdvice }: World): void {
  const of = (type: 'label.issued' | 'label.spoiled' | 'label.voided') => ledger.facts().flatMap((fact) => (fact.type === type ? [fact.label] : []));
  for (const label of preAdvice.keys()) {
    expect(of('label.issued')).toContain(label);
    expect([...of('label.spoiled'), ...of('label.voided')]).not.toContain(label);
  }
}

/** One world goes through all of it; after each step the view is valid, and at the end the books balance. */
async function walk(world: World, happenings: readonly Happening[], seen: Set<string>): Promise<void> {
  placesOf(world.view()).forEach((place) => seen.add(place));
  for (const happen of happenings) {
    const before = world.view();
    const asked = world.asked.filter(({ command }) => command === 'pay').length;
    const payable = ['basket', 'payment-refused', 'stamps', 'articles'].includes(before.screen);
    await happen(world);
    await world.settle();
    expect(world.actor.getSnapshot().status).toBe('active');
    placesOf(viewSchema.parse(world.view())).forEach((place) => seen.add(place));
    const more = world.asked.filter(({ command }) => command === 'pay').slice(asked);
    // One at most, from a screen where one may pay, and for the amount that stood there.
    const amounts = more.map(({ with: request }) => (request as { amount: number }).amount);
    expect(payable ? [] : amounts).toEqual([]);
    expect(amounts).toEqual(amounts.map(() => before.money?.amount));
  }
  audit(world.ledger);
  auditDevices(world);
  auditPreAdvice(world);
  auditStaff(world);
  for (const fact of world.ledger.facts()) if (fact.type === 'staff.acted') seen.add(fact.act);
  expect(JSON.stringify(world.ledger.facts())).not.toMatch(/Camille|Martin|Sussex|rue X/i);
  for (const { command, with: what } of world.asked) if (command === 'label' && (what as { id: string }).id.includes('-customs-')) seen.add('a customs sheet');
}

describe('whatever happens, in whatever order', () => {
  it('knows every intent that a screen may send', () => {
    expect(Object.keys(intents).toSorted()).toEqual(intentSchema.options.map((option) => option.shape.type.value).toSorted());
    for (const [sample] of Object.values(intents).map((one) => fc.sample<Intent>(one, 1))) expect(intentSchema.safeParse(sample).success).toBe(true);
  });

  it('the view is valid, the journal balances, and no card is asked but from a basket that was to be paid', { timeout: 120_000 }, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...beginnings), fc.array(happening, { minLength: 20, maxLength: 80 }), async (beginning, happenings) => walk(await beginning(), happenings, seen)),
      { numRuns: 250 },
    );
    // The walk is worth nothing if it never gets past the basket, or leaves out what is sold beside postage.
    expect([...seen]).toEqual(expect.arrayContaining(reached));
  });

  it('and the same with a worker at the customer’s side, who does whatever is offered', { timeout: 120_000 }, async () => {
    const seen = new Set<string>();
    const besides = fc.oneof({ weight: 4, arbitrary: worker }, { weight: 1, arbitrary: happening });
    const property = fc.asyncProperty(fc.constantFrom(...besideWhom), fc.array(besides, { minLength: 20, maxLength: 60 }), async (beginning, happenings) => {
      const world = await beginning();
      await world.signIn('manager');
      await walk(world, happenings, seen);
    });
    // Some acts want several things at once, and not every two hundred walks come past them: then others are drawn, of the next seed.
    const { seed: first = Date.now() } = fc.readConfigureGlobal();
    for (let more = 0; more < 5 && (more === 0 || helped.some((act) => !seen.has(act))); more += 1) await fc.assert(property, { numRuns: 250, seed: first + more });
    expect([...seen]).toEqual(expect.arrayContaining(helped));
  });

  it('an intent that the screen does not offer changes nothing on the attract screen', async () => {
    const offered = new Set<Intent['type']>(['touched', 'dialog.opened', 'dialog.closed', 'language.chosen', 'preferences.changed', 'help.called', 'service.started']);
    await fc.assert(
      fc.asyncProperty(intent.filter((one) => !offered.has(one.type)), async (one) => {
        const world = createWorld().start();
        await world.settle();
        const before = world.view();
        await world.send(one);
        expect(world.view()).toEqual(before);
        expect(world.ledger.story()).toEqual([]);
      }),
    );
  });
});
