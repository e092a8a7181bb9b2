import { describe, expect, it } from 'vitest';
import { plainLine, type BasketLine } from '../customer/basket.ts';
import { cents } from '../money.ts';
import type { Health, HealthState, LedgerTrouble, Series } from '../ports.ts';
import { serviceSchema, type Reason } from '../view.ts';
import { grams } from '../weight.ts';
import { articles, broken, online } from '../world.fixture.ts';
import { outOfServiceReason, payReason, sendReason, services, servicesBehind } from './services.ts';
import { isWell, unknownWorld, type WatchedDevice, type World } from './world.ts';

const well: World = { reading: { kind: 'stable', grams: grams(0) }, health: { scale: online, card: online, labels: online, papers: online, scanner: online, badge: online }, ledger: null, labelsLeft: null, tariff: true, scaleVerified: true, closed: null };
const states: readonly HealthState[] = ['online', 'busy', 'user-error', 'consumable-out', 'hardware-error', 'offline', 'not-fitted'];
const usable: readonly HealthState[] = ['online', 'busy'];
const troubles: readonly LedgerTrouble[] = ['full', 'read-only', 'corrupt', 'range-exhausted', 'closed'];
const withDevice = (device: WatchedDevice, health: Health): World => ({ ...well, health: { ...well.health, [device]: health } });
const sendNeeds: readonly [WatchedDevice, Reason | null][] = [
  ['scale', 'scale-unavailable'],
  ['labels', 'labels-unavailable'],
  ['card', 'card-unavailable'],
  // Proof and receipt are worth a warning, not a refusal: postage can be sold without them.
  ['papers', null],
];
const shop = { articles };
const customsDataKept = { trouble: () => null };
const everything = { ledger: { remaining: () => 1_000 }, preAdvice: customsDataKept };

describe('what the first screen offers', () => {
  it.each(sendNeeds.flatMap(([device, reason]) => states.map((state) => [device, state, usable.includes(state) ? null : reason] as const)))(
    'with the %s %s, sending is refused for %s',
    (device, state, reason) => {
      const world = withDevice(device, broken(state, 'a cause'));
      expect(sendReason(world)).toBe(reason);
      expect(services(world, shop).find((service) => service.id === 'send')).toEqual({ id: 'send', reason });
    },
  );

  it.each(sendNeeds.flatMap(([device, reason]) => states.map((state) => [device, state, usable.includes(state) || device === 'scale' ? null : reason] as const)))(
    'with the %s %s, a basket that is ready is refused payment for %s',
    (device, state, reason) => {
      expect(payReason(withDevice(device, broken(state, 'a cause')), [], everything)).toBe(reason);
    },
  );

  it.each(troubles)('with the ledger %s nothing that touches money begins', (trouble) => {
    const world = { ...well, ledger: trouble };
    expect([sendReason(world), payReason(world, [], everything), outOfServiceReason(world)]).toEqual(Array(3).fill('ledger-unavailable'));
  });

  it('without a tariff for the day nothing can be priced, but the terminal stays in service', () => {
    expect(sendReason({ ...well, tariff: false })).toBe('tariff-missing');
    expect(outOfServiceReason({ ...well, tariff: false })).toBeNull();
  });

  it('what a worker has closed begins nothing, whatever else is well; a doubtful journal is said before it', () => {
    const closed = { ...well, tariff: false, closed: { message: 'soon', until: null } } as const;
    expect(new Set(services(closed, shop).map(({ reason }) => reason))).toEqual(new Set(['closed-by-staff']));
    expect([payReason(closed, [], everything), outOfServiceReason({ ...closed, ledger: 'full' })]).toEqual(['closed-by-staff', 'ledger-unavailable']);
  });

  it('behind the counter nothing can be begun, and what could not be had before keeps its reason', () => {
    const reasons = servicesBehind({ ...well, scaleVerified: false }, shop).map(({ id, reason }) => [id, reason]);
    expect(reasons).toEqual(services(well, shop).map(({ id }) => [id, id === 'send' ? 'scale-not-verified' : 'closed-by-staff']));
  });

  it('names the most fundamental of several reasons', () => {
    expect(sendReason({ ...unknownWorld, ledger: 'full' })).toBe('ledger-unavailable');
    expect(sendReason(unknownWorld)).toBe('tariff-missing');
    expect(sendReason({ ...unknownWorld, tariff: true })).toBe('scale-unavailable');
  });

  it('lists every service once, and all can be had when all is well', () => {
    const listed = services(well, shop);
    expect(listed.map((service) => service.id)).toEqual(serviceSchema.shape.id.options);
    expect(listed.map(({ reason }) => reason)).toEqual(listed.map(() => null));
  });

  it('sells no articles without the operator’s list', () => {
    expect(services(well, { articles: [] }).find(({ id }) => id === 'articles')?.reason).toBe('at-the-counter');
  });

  it('counts a busy device as well, and every other trouble as what it is', () => {
    expect(states.filter((state) => isWell(broken(state, 'a cause')))).toEqual(usable);
  });
});

describe('number ranges are looked at before the card', () => {
  const line = (product: BasketLine['product'], quantity: number): BasketLine => ({
    ...plainLine,
    line: product,
    kind: 'letter',
    product,
    productName: product,
    grams: grams(20),
    quantity,
    unitPrice: cents(100),
    tariff: '2026-04-01',
  });
  const left = (series: Series, count: number) => ({ ledger: { remaining: (one: Series) => (one === series ? count : 1_000) }, preAdvice: customsDataKept });

  it.each([
    ['two tracked letters and two numbers left', [line('lettre_verte_suivie', 1), line('lettre_services_plus', 1)], left('letter', 2), null],
    ['two tracked letters and one number left', [line('lettre_verte_suivie', 1), line('lettre_services_plus', 1)], left('letter', 1), 'numbers-exhausted'],
    ['one line of three and two numbers left', [line('lettre_verte_suivie', 3)], left('letter', 2), 'numbers-exhausted'],
    ['letters without a number and none left', [line('lettre_verte', 20)], left('letter', 0), null],
    ['a parcel and no parcel number left', [line('colissimo_france_domicile', 1)], left('colissimo', 0), 'numbers-exhausted'],
    ['a parcel and no letter number left', [line('colissimo_france_domicile', 1)], left('letter', 0), null],
  ] as const)('%s', (_, lines, ports, reason) => {
    expect(payReason(well, lines, ports)).toBe(reason);
  });
});
