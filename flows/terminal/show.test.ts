import { describe, expect, it } from 'vitest';
import { intentSchema, type Intent } from '../intents.ts';
import { screens, waysTo } from '../screens.fixture.ts';
import { viewSchema, type Screen } from '../view.ts';

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
    const withoutPath: Screen[] = ['starting', 'attract', 'farewell', 'out-of-service'];
    expect(view.step === null).toBe(withoutPath.includes(screen));
    expect(view.step ?? { at: 1, of: 1 }).toSatisfy(({ at, of }: { at: number; of: number }) => at >= 1 && at <= of);
    // From the first offer on, the price is always there.
    const withMoney: Screen[] = ['offers', 'address', 'basket', 'pay', 'payment-refused', 'issuing', 'label-trouble', 'refunding', 'deposit', 'farewell'];
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
  attract: ['send.started'],
  weigh: ['back', 'session.cancelled'],
  destination: ['back', 'session.cancelled', 'destination.chosen'],
  format: ['back', 'session.cancelled', 'format.chosen'],
  offers: ['back', 'session.cancelled', 'offer.selected', 'offer.confirmed'],
  address: ['back', 'session.cancelled', 'address.postcode.entered', 'address.town.chosen'],
  basket: ['session.cancelled', 'basket.quantity.changed', 'basket.item.added', 'basket.paid'],
  pay: [],
  'payment-refused': ['back', 'payment.retried', 'basket.reopened'],
  issuing: [],
  'label-trouble': ['label.retried', 'label.refunded'],
  refunding: [],
  deposit: ['papers.chosen', 'session.finished'],
  farewell: ['session.finished'],
  'out-of-service': [],
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
  'send.started': { type: 'send.started' },
  'destination.chosen': { type: 'destination.chosen', destination: 'france' },
  'format.chosen': { type: 'format.chosen', format: 'letter' },
  'offer.selected': { type: 'offer.selected', product: 'lettre_services_plus' },
  'offer.confirmed': { type: 'offer.confirmed' },
  'address.postcode.entered': { type: 'address.postcode.entered', postcode: '69007' },
  'address.town.chosen': { type: 'address.town.chosen', town: 'LYON' },
  'address.street.entered': { type: 'address.street.entered', street: '12 rue X', building: '', apartment: '', place: '' },
  'address.name.entered': { type: 'address.name.entered', name: 'Camille', company: '' },
  'address.part.reopened': { type: 'address.part.reopened', part: 'street' },
  'address.confirmed': { type: 'address.confirmed' },
  'basket.quantity.changed': { type: 'basket.quantity.changed', line: 'L1', quantity: 2 },
  'basket.item.added': { type: 'basket.item.added' },
  'basket.paid': { type: 'basket.paid' },
  'payment.retried': { type: 'payment.retried' },
  'basket.reopened': { type: 'basket.reopened' },
  'label.retried': { type: 'label.retried' },
  'label.refunded': { type: 'label.refunded' },
  'papers.chosen': { type: 'papers.chosen', proof: true, receipt: false },
  'session.finished': { type: 'session.finished' },
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
      // Somebody has already been called when a label does not come out.
      expect({ type, same }).toEqual({ type, same: type === 'help.called' && before.helpSince !== null });
    }
  });
});
