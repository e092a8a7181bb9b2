import { describe, expect, it } from 'vitest';
import { intentSchema, type Intent } from '../intents.ts';
import { cents } from '../money.ts';
import { screens, waysTo } from '../screens.fixture.ts';
import { viewSchema, type Screen } from '../view.ts';
import { grams } from '../weight.ts';

describe('every screen', () => {
  it('is shown by some state that can be reached', () => {
    expect(screens.toSorted()).toEqual(viewSchema.options.map((option) => option.shape.screen.value).toSorted());
  });

  it.each(screens)('%s: what it carries is valid, and survives the way to the renderer', async (screen) => {
    const view = (await waysTo[screen]()).on(screen);
    expect(viewSchema.parse(structuredClone(view))).toEqual(view);
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  });

  it.each(screens)('%s: has the language, the step and the money in their places', async (screen) => {
    const world = await waysTo[screen]();
    await world.send({ type: 'language.chosen', locale: 'en' });
    const view = world.on(screen);
    expect([view.locale, view.office]).toEqual(['en', 'Moulin à Vent']);
    // Who leaves an item, has a paper again or asks where an item is, walks no path and pays nothing.
    // Nor does who has not said yet what the rest of a postage is for.
    const withoutPath: Screen[] = ['starting', 'attract', 'supplement', 'drop-off', 'copy', 'tracking', 'farewell', 'out-of-service', 'maintenance', 'stopping'];
    expect(view.step === null).toBe(withoutPath.includes(screen));
    expect(view.step ?? { at: 1, of: 1 }).toSatisfy(({ at, of }: { at: number; of: number }) => at >= 1 && at <= of);
    // From the first offer on, the price is always there.
    const withMoney: Screen[] = ['offers', 'address', 'pick-up', 'customs', 'stamps', 'basket', 'pay', 'payment-refused', 'issuing', 'label-trouble', 'refunding', 'deposit', 'farewell'];
    expect(view.money !== null).toBe(withMoney.includes(screen));
  });

  it.each(screens)('%s: after a payment there is no key that leads back before it', async (screen) => {
    const view = (await waysTo[screen]()).on(screen);
    const isPaid = view.money?.state === 'paid' || view.money?.state === 'returned';
    expect(isPaid ? view.back : null).toBeNull();
  });
});

/** What may be asked for on each screen besides what every screen carries. Everything else must change nothing. */
const everywhere: Intent['type'][] = ['dialog.opened', 'dialog.closed', 'language.chosen', 'preferences.changed', 'help.called'];
const allowed: { readonly [S in Screen]: readonly Intent['type'][] } = {
  starting: [],
  attract: ['service.started'],
  weigh: ['back', 'session.cancelled'],
  destination: ['back', 'session.cancelled', 'destination.chosen'],
  country: ['back', 'session.cancelled', 'country.searched', 'country.chosen'],
  contents: ['back', 'session.cancelled', 'contents.chosen'],
  format: ['back', 'session.cancelled', 'format.chosen'],
  offers: ['back', 'session.cancelled', 'offer.selected', 'offer.confirmed', 'offer.all.shown', 'format.reopened'],
  address: ['back', 'session.cancelled', 'address.postcode.entered', 'address.town.chosen', 'address.place.entered'],
  'pick-up': ['back', 'session.cancelled', 'pickup.chosen'],
  customs: ['back', 'session.cancelled', 'customs.category.chosen'],
  stamps: ['back', 'session.cancelled', 'stamps.chosen', 'stamps.quantity.changed', 'stamps.confirmed'],
  supplement: ['back', 'session.cancelled', 'supplement.way.chosen'],
  articles: ['back', 'session.cancelled', 'article.quantity.changed'],
  'drop-off': ['back', 'session.cancelled'],
  copy: ['back', 'session.cancelled'],
  tracking: ['back', 'session.cancelled'],
  basket: ['session.cancelled', 'basket.quantity.changed', 'basket.item.added', 'basket.paid', 'service.started'],
  pay: [],
  'payment-refused': ['back', 'payment.retried', 'basket.reopened'],
  issuing: [],
  'label-trouble': ['label.retried', 'label.refunded'],
  refunding: [],
  deposit: ['papers.chosen', 'session.finished'],
  farewell: ['session.finished'],
  'out-of-service': [],
  maintenance: ['staff.left', 'maintenance.opened'],
  stopping: [],
};

const samples: { readonly [T in Intent['type']]: Extract<Intent, { type: T }> } = {
  touched: { type: 'touched' },
  'time.extended': { type: 'time.extended' },
  back: { type: 'back' },
  'dialog.opened': { type: 'dialog.opened', dialog: 'call' },
  'dialog.closed': { type: 'dialog.closed' },
  'language.chosen': { type: 'language.chosen', locale: 'en' },
  'preferences.changed': { type: 'preferences.changed', preferences: { theme: 'dark' } },
  'help.called': { type: 'help.called' },
  'session.cancelled': { type: 'session.cancelled' },
  'service.started': { type: 'service.started', service: 'stamps' },
  'destination.chosen': { type: 'destination.chosen', destination: 'france' },
  'country.searched': { type: 'country.searched', text: 'can' },
  'country.chosen': { type: 'country.chosen', code: 'CA' },
  'contents.chosen': { type: 'contents.chosen', contents: 'goods' },
  'format.chosen': { type: 'format.chosen', format: 'letter' },
  'format.reopened': { type: 'format.reopened' },
  'offer.selected': { type: 'offer.selected', product: 'lettre_services_plus' },
  'offer.all.shown': { type: 'offer.all.shown', all: true },
  'offer.option.chosen': { type: 'offer.option.chosen', option: 'avis_reception_national', chosen: true },
  'offer.confirmed': { type: 'offer.confirmed' },
  'address.postcode.entered': { type: 'address.postcode.entered', postcode: '69007' },
  'address.town.chosen': { type: 'address.town.chosen', town: 'LYON' },
  'address.place.entered': { type: 'address.place.entered', postcode: 'K1A 0B1', town: 'Ottawa', region: 'ON' },
  'address.street.entered': { type: 'address.street.entered', street: '12 rue X', building: '', apartment: '', place: '' },
  'address.name.entered': { type: 'address.name.entered', name: 'Camille', company: '', phone: '' },
  'address.part.reopened': { type: 'address.part.reopened', part: 'street' },
  'address.country.reopened': { type: 'address.country.reopened' },
  'address.confirmed': { type: 'address.confirmed' },
  'pickup.chosen': { type: 'pickup.chosen', point: 'P1' },
  'customs.category.chosen': { type: 'customs.category.chosen', category: 'gift' },
  'customs.goods.searched': { type: 'customs.goods.searched', text: 'livre' },
  'customs.goods.chosen': { type: 'customs.goods.chosen', goods: 'book' },
  'customs.article.entered': { type: 'customs.article.entered', description: 'Livres', quantity: '1', grams: '100', value: '10', hsCode: '', origin: '' },
  'customs.article.added': { type: 'customs.article.added' },
  'customs.article.reopened': { type: 'customs.article.reopened', at: 0 },
  'customs.article.removed': { type: 'customs.article.removed', at: 0 },
  'customs.confirmed': { type: 'customs.confirmed' },
  'stamps.chosen': { type: 'stamps.chosen', product: 'lettre_internationale', grams: grams(20) },
  'stamps.quantity.changed': { type: 'stamps.quantity.changed', quantity: 10 },
  'stamps.confirmed': { type: 'stamps.confirmed', next: 'basket' },
  'supplement.way.chosen': { type: 'supplement.way.chosen', way: 'amount' },
  'supplement.amount.entered': { type: 'supplement.amount.entered', amount: cents(158) },
  'supplement.confirmed': { type: 'supplement.confirmed' },
  'article.quantity.changed': { type: 'article.quantity.changed', article: 'BOX-M', quantity: 2 },
  'articles.confirmed': { type: 'articles.confirmed', next: 'basket' },
  'dropoff.accepted': { type: 'dropoff.accepted' },
  'copy.digits.entered': { type: 'copy.digits.entered', digits: '4242' },
  'copy.chosen': { type: 'copy.chosen', document: 'receipt' },
  'scan.again': { type: 'scan.again' },
  'basket.quantity.changed': { type: 'basket.quantity.changed', line: 'L1', quantity: 2 },
  'basket.item.added': { type: 'basket.item.added' },
  'basket.paid': { type: 'basket.paid' },
  'payment.retried': { type: 'payment.retried' },
  'basket.reopened': { type: 'basket.reopened' },
  'label.retried': { type: 'label.retried' },
  'label.refunded': { type: 'label.refunded' },
  'papers.chosen': { type: 'papers.chosen', proof: true, receipt: false },
  'session.finished': { type: 'session.finished' },
  'staff.asked': { type: 'staff.asked' },
  'staff.key.pressed': { type: 'staff.key.pressed', at: 3 },
  'staff.key.erased': { type: 'staff.key.erased' },
  'staff.key.entered': { type: 'staff.key.entered' },
  'staff.consent.given': { type: 'staff.consent.given', given: true },
  'staff.left': { type: 'staff.left' },
  'staff.panel.opened': { type: 'staff.panel.opened' },
  'staff.panel.closed': { type: 'staff.panel.closed' },
  'staff.act.chosen': { type: 'staff.act.chosen', act: 'line.repriced' },
  'staff.target.chosen': { type: 'staff.target.chosen', target: 'L1' },
  'staff.value.entered': { type: 'staff.value.entered', value: '100' },
  'staff.reason.chosen': { type: 'staff.reason.chosen', reason: 'gesture', text: '' },
  'maintenance.opened': { type: 'maintenance.opened', page: 'devices' },
  'maintenance.device.chosen': { type: 'maintenance.device.chosen', device: 'scale' },
  'maintenance.device.tested': { type: 'maintenance.device.tested' },
  'maintenance.device.restarted': { type: 'maintenance.device.restarted' },
  'maintenance.roll.chosen': { type: 'maintenance.roll.chosen', roll: 'labels' },
  'maintenance.roll.next': { type: 'maintenance.roll.next' },
  'maintenance.roll.counted': { type: 'maintenance.roll.counted', left: '500' },
  'maintenance.scale.zeroed': { type: 'maintenance.scale.zeroed' },
  'maintenance.scale.verified': { type: 'maintenance.scale.verified', until: '2027-05-31' },
  'maintenance.service.closed': { type: 'maintenance.service.closed', message: 'soon', minutes: 30 },
  'maintenance.service.opened': { type: 'maintenance.service.opened' },
  'maintenance.incident.chosen': { type: 'maintenance.incident.chosen', incident: null },
  'maintenance.incident.settled': { type: 'maintenance.incident.settled', how: 'paid-out' },
  'maintenance.report.printed': { type: 'maintenance.report.printed' },
  'maintenance.day.counted': { type: 'maintenance.day.counted', debits: '3', debited: '14,79', credits: '0', credited: '0' },
  'maintenance.day.closed': { type: 'maintenance.day.closed' },
  'maintenance.training.switched': { type: 'maintenance.training.switched' },
  'maintenance.exported': { type: 'maintenance.exported', medium: 'sdb1' },
  'maintenance.screen.restarted': { type: 'maintenance.screen.restarted' },
  'maintenance.program.restarted': { type: 'maintenance.program.restarted' },
};

describe('an intent that the screen does not allow changes nothing', () => {
  const types = intentSchema.options.map((option) => option.shape.type.value);

  it.each(screens)('on %s', async (screen) => {
    for (const type of types) {
      if (everywhere.includes(type) || allowed[screen].includes(type)) continue;
      const world = await waysTo[screen]();
      const [view, records, asked] = [world.view(), world.ledger.records.length, world.asked.length];
      await world.send(samples[type]);
      expect({ type, view: world.view(), records: world.ledger.records.length, asked: world.asked.length }).toEqual({ type, view, records, asked });
    }
  });

  it.each(screens.filter((screen) => allowed[screen].length > 0))('and each that %s allows changes something', async (screen) => {
    for (const type of allowed[screen]) {
      const world = await waysTo[screen]();
      // A trouble that stays is shown again, but it was tried: the journal tells.
      const now = () => [type, world.view(), world.ledger.records.length];
      const before = now();
      await world.send(samples[type]);
      expect(now()).not.toEqual(before);
    }
  });

  it.each(screens)('what every screen carries works on %s', async (screen) => {
    for (const type of ['dialog.opened', 'preferences.changed', 'language.chosen', 'help.called'] as const) {
      const world = await waysTo[screen]();
      const before = world.view();
      await world.send(samples[type]);
      const same = JSON.stringify(world.on(screen)) === JSON.stringify(before);
      // Somebody has already been called when a label does not come out, or is there.
      expect({ type, same }).toEqual({ type, same: type === 'help.called' && (before.helpSince !== null || before.helper !== null) });
    }
  });
});
