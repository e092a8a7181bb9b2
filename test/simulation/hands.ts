import { customsCategorySchema } from '../../flows/customs/declaration.ts';
import type { Intent, ServiceId } from '../../flows/intents.ts';
import { cents } from '../../flows/money.ts';
import type { View, ViewOf } from '../../flows/view.ts';
import type { Chance } from './chance.ts';

/** What a customer's finger does next on a screen: mostly what the screen asks for, now and then anything at all. */

/** Invented people; none of these words may ever be found in the journal. */
export const canaries = ['Zéphyrine', 'Quillebœuf', 'Trouspinette', 'Wagnerova'] as const;
const people = ['Zéphyrine Martin', 'Ambroise Quillebœuf', 'Z. Wagnerova'] as const;
const streets = ['12 rue Trouspinette', '3 place du Moulin', '7 bis allée Trouspinette'] as const;
const postcodes = ['69007', '91130', '01400', '97400', '97100', '98713', '98000', '13004', '00000', '75'] as const;

/** One of what can be had; whatever, when nothing can. */
function possible<T extends { readonly reason: unknown }>(chance: Chance, choices: readonly T[]): T | undefined {
  const there = choices.filter(({ reason }) => reason === null);
  return there.length > 0 ? chance.pick(there) : choices[0];
}

/** Empty: this screen waits for nothing that a finger can do. */
export function sensible(view: View, chance: Chance): readonly Intent[] {
  switch (view.screen) {
    case 'attract':
      return begun((possible(chance, view.services.filter(({ id }) => chance.oneIn(4) || isSold(id))) ?? view.services[0])?.id);
    case 'destination':
      return [{ type: 'destination.chosen', destination: possible(chance, view.choices)?.id ?? 'france' }];
    case 'country':
      return country(view, chance);
    case 'contents':
      return [{ type: 'contents.chosen', contents: possible(chance, view.choices)?.id ?? 'documents' }];
    case 'format':
      return [{ type: 'format.chosen', format: possible(chance, view.choices)?.id ?? 'parcel' }];
    case 'offers':
      return offers(view, chance);
    case 'address':
      return address(view, chance);
    case 'pick-up':
      return view.points.length === 0 ? [{ type: 'back' }] : [{ type: 'pickup.chosen', point: chance.pick(view.points).id }];
    case 'customs':
      return customs(view, chance);
    case 'stamps':
      return stamps(view, chance);
    case 'supplement':
      if (view.part === 'way') return [{ type: 'supplement.way.chosen', way: chance.oneIn(4) ? 'weighed' : 'amount' }];
      return [{ type: 'supplement.amount.entered', amount: cents(chance.between(10, 900)) }, { type: 'supplement.confirmed' }];
    case 'articles':
      return articles(view, chance);
    case 'drop-off':
      if (view.phase === 'recognised') return [{ type: 'dropoff.accepted' }];
      return view.phase === 'accepted' ? [chance.oneIn(2) ? { type: 'papers.chosen', proof: true, receipt: false } : { type: 'session.finished' }] : [];
    case 'copy':
      return copy(view, chance);
    case 'tracking':
      return view.phase === 'found' ? [{ type: 'session.finished' }] : [];
    case 'basket':
      return basket(view, chance);
    case 'payment-refused':
      return [chance.oneIn(3) ? { type: 'basket.reopened' } : { type: 'payment.retried' }];
    case 'label-trouble':
      if (view.canRetry) return [{ type: 'label.retried' }];
      return chance.oneIn(3) ? [{ type: 'label.refunded' }] : [];
    case 'deposit':
      if (view.papers === 'printing') return [];
      return [chance.oneIn(3) ? { type: 'session.finished' } : { type: 'papers.chosen', proof: chance.oneIn(2), receipt: chance.oneIn(2) }];
    case 'farewell':
      return [{ type: 'session.finished' }];
    case 'starting':
    case 'weigh':
    case 'pay':
    case 'issuing':
    case 'refunding':
    case 'out-of-service':
    case 'maintenance':
    case 'stopping':
      return [];
  }
}

/** Most people come to buy something. */
function isSold(service: ServiceId): boolean {
  return service === 'stamps' || service === 'supplement' || service === 'articles';
}

function begun(service: ServiceId | undefined): readonly Intent[] {
  return service === undefined ? [] : [{ type: 'service.started', service }];
}

function country(view: ViewOf<'country'>, chance: Chance): readonly Intent[] {
  if (view.choices.length === 0 || chance.oneIn(4)) return [{ type: 'country.searched', text: chance.pick(['', 'cana', 'suisse', 'réu', 'polyn', 'zz']) }];
  return [{ type: 'country.chosen', code: possible(chance, view.choices)?.code ?? 'CA' }];
}

function offers(view: ViewOf<'offers'>, chance: Chance): readonly Intent[] {
  const there = view.offers.filter(({ price }) => price !== null);
  if (there.length === 0) return [{ type: 'back' }];
  const chosen = chance.pick(there);
  const [option] = chosen.options;
  return [
    { type: 'offer.selected', product: chosen.product },
    ...(option !== undefined && chance.oneIn(3) ? [{ type: 'offer.option.chosen' as const, option: option.option, chosen: true }] : []),
    { type: 'offer.confirmed' },
  ];
}

function address(view: ViewOf<'address'>, chance: Chance): readonly Intent[] {
  const [name, street] = [chance.pick(people), chance.pick(streets)];
  switch (view.part) {
    case 'town':
      if (view.form !== null) return [{ type: 'address.place.entered', postcode: view.form.postcodeExample ?? '', town: 'Neustadt', region: chance.pick(['ON', 'CA', 'Kent']) }];
      if (view.towns.length === 0 || chance.oneIn(8)) return [{ type: 'address.postcode.entered', postcode: chance.pick(postcodes) }];
      return townOf(chance.pick(view.towns));
    case 'street':
      return [{ type: 'address.street.entered', street, building: '', apartment: '', place: '' }];
    case 'name':
      return [{ type: 'address.name.entered', name, company: '', phone: chance.oneIn(6) ? '12' : view.form === null ? '06 12 34 56 78' : '+1 613 555 0123' }];
    case 'check':
      return [chance.oneIn(10) ? { type: 'address.part.reopened', part: 'name' } : { type: 'address.confirmed' }];
  }
}

function townOf({ label, postcode }: ViewOf<'address'>['towns'][number]): readonly Intent[] {
  return [{ type: 'address.town.chosen', town: label, postcode }];
}

function customs(view: ViewOf<'customs'>, chance: Chance): readonly Intent[] {
  switch (view.part) {
    case 'category':
      return [{ type: 'customs.category.chosen', category: chance.pick(customsCategorySchema.options) }];
    case 'article': {
      const grams = String(Math.max(1, Math.min(view.gramsLeft, chance.between(1, 400))));
      return [{ type: 'customs.article.entered', description: chance.pick(['Livres', 'Chaussettes de laine', 'Confiture']), quantity: String(chance.between(1, 3)), grams, value: '12,50', hsCode: view.detailed ? '490199' : '', origin: view.detailed ? 'FR' : '' }];
    }
    case 'overview':
      return [view.canAdd && chance.oneIn(5) ? { type: 'customs.article.added' } : { type: 'customs.confirmed' }];
  }
}

function stamps(view: ViewOf<'stamps'>, chance: Chance): readonly Intent[] {
  const there = view.choices.filter(({ price }) => price !== null);
  if (there.length === 0) return [{ type: 'back' }];
  const { product, grams } = chance.pick(there);
  return [
    { type: 'stamps.chosen', product, grams },
    ...(chance.oneIn(2) ? [{ type: 'stamps.quantity.changed' as const, quantity: chance.between(1, Math.min(4, Math.max(1, view.most))) }] : []),
    { type: 'stamps.confirmed', next: chance.oneIn(3) ? 'basket' : 'pay' },
  ];
}

function articles(view: ViewOf<'articles'>, chance: Chance): readonly Intent[] {
  if (view.articles.length === 0) return [{ type: 'back' }];
  return [
    { type: 'article.quantity.changed', article: chance.pick(view.articles).article, quantity: chance.between(1, 3) },
    { type: 'articles.confirmed', next: chance.oneIn(3) ? 'basket' : 'pay' },
  ];
}

function copy(view: ViewOf<'copy'>, chance: Chance): readonly Intent[] {
  switch (view.phase) {
    case 'check':
      return [{ type: 'copy.digits.entered', digits: chance.oneIn(3) ? '0000' : '1234' }];
    case 'choose':
      return view.documents.length === 0 ? [{ type: 'back' }] : [{ type: 'copy.chosen', document: chance.pick(view.documents).document }];
    case 'printed':
    case 'failed':
      return [{ type: 'session.finished' }];
    case 'scan':
    case 'printing':
      return [];
  }
}

function basket(view: ViewOf<'basket'>, chance: Chance): readonly Intent[] {
  const [line] = view.lines;
  if (line === undefined) return [{ type: 'session.cancelled' }];
  if (chance.oneIn(6)) return [{ type: 'basket.quantity.changed', line: line.line, quantity: chance.between(1, 4) }];
  if (view.addReason === null && chance.oneIn(6)) return [{ type: 'basket.item.added' }];
  const [other] = view.others;
  if (other !== undefined && chance.oneIn(10)) return [{ type: 'service.started', service: other }];
  return view.payReason === null || chance.oneIn(3) ? [{ type: 'basket.paid' }] : [{ type: 'session.cancelled' }];
}

/** What a finger may hit anywhere. */
export function strange(chance: Chance): Intent {
  return chance.pick<Intent>([
    { type: 'back' },
    { type: 'back' },
    { type: 'touched' },
    { type: 'help.called' },
    { type: 'session.cancelled' },
    { type: 'session.finished' },
    { type: 'basket.paid' },
    { type: 'payment.retried' },
    { type: 'label.refunded' },
    { type: 'label.retried' },
    { type: 'papers.chosen', proof: true, receipt: true },
    { type: 'offer.all.shown', all: true },
    { type: 'format.reopened' },
    { type: 'scan.again' },
    { type: 'dialog.opened', dialog: chance.pick(['languages', 'accessibility', 'call', 'cancel'] as const) },
    { type: 'language.chosen', locale: chance.pick(['fr', 'en'] as const) },
    { type: 'preferences.changed', preferences: { theme: chance.pick(['light', 'dark', 'contrast'] as const) } },
    { type: 'basket.quantity.changed', line: 'L1', quantity: chance.between(0, 99) },
    { type: 'stamps.quantity.changed', quantity: 99 },
    { type: 'service.started', service: 'stamps' },
  ]);
}
