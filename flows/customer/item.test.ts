import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../addresses/address.ts';
import { entryOf } from '../destinations/destinations.ts';
import { cents } from '../money.ts';
import type { AddressDraft } from '../view.ts';
import { grams } from '../weight.ts';
import { createWorld } from '../world.fixture.ts';
import { asLine, chosenOffer, chosenPrice, isDeclarationSound, missingPostage, needsParties, priced, pricingNow, sentTo, weighed, weighedAgain, withOption, withProduct, type Item } from './item.ts';

const { ports } = createWorld();
const { places } = ports;
const camille: AddressDraft = { ...emptyDraft, postcode: '69007', town: 'LYON', street: '12 RUE DE LA REPUBLIQUE', name: 'Camille Martin' };
const dominique: AddressDraft = { ...camille, name: 'Dominique Petit' };
const entry = (code: string) => entryOf(ports.destinations, code)!;
const pricing = pricingNow(ports, false);
const item = (weight: number, format: 'letter' | 'parcel', code = 'FR', contents: Item['contents'] = null): Item =>
  priced({ ...sentTo(weighed(grams(weight)), entry(code)), contents }, format, pricing);
const anyWeight = fc.integer({ min: 1, max: 40_000 });
const anyFormat = fc.constantFrom('letter' as const, 'parcel' as const);

describe('an item', () => {
  it('has no price until somebody has said how large it is', () => {
    expect(chosenOffer(weighed(grams(20)))).toBeNull();
    expect(asLine(weighed(grams(20)), null, places)).toBeNull();
  });

  it('comes with the best offer already chosen, so that one touch is enough', () => {
    fc.assert(
      fc.property(anyWeight, anyFormat, (weight, format) => {
        const one = item(weight, format);
        expect(chosenOffer(one)).toEqual(one.offers.find((offer) => offer.price !== null) ?? null);
      }),
    );
  });

  it('that nothing can carry has no line', () => {
    const heavy = item(30_001, 'parcel');
    expect(chosenOffer(heavy)).toBeNull();
    expect(asLine(heavy, null, places)).toBeNull();
  });

  it('keeps the offer that the customer chose when it is priced for the same size again', () => {
    const chosen = { ...item(20, 'letter'), selected: 'lettre_services_plus' as const };
    expect(priced(chosen, 'letter', pricing).selected).toBe('lettre_services_plus');
    expect(priced(chosen, 'parcel', pricing).selected).toBe('colissimo_france_domicile');
  });
});

describe('an item weighed again', () => {
  it('with the same weight keeps every offer and shows no price change', () => {
    fc.assert(
      fc.property(anyWeight, anyFormat, (weight, format) => {
        const before = { ...item(weight, format), left: true };
        expect(weighedAgain(before, grams(weight))).toEqual({ ...before, left: false, priceBefore: null });
      }),
    );
  });

  it('costs exactly what it would have cost if it had been weighed so at first, and says what it was before', () => {
    fc.assert(
      fc.property(anyWeight, anyWeight, anyFormat, (first, second, format) => {
        const before = { ...item(first, format), left: true, addressee: camille };
        const after = weighedAgain(before, grams(second));
        expect(after.offers).toEqual(item(second, format).offers);
        expect(after).toMatchObject({ grams: second, left: false, format, addressee: camille });
        const [was, is] = [chosenOffer(before)?.price ?? null, chosenOffer(after)?.price ?? null];
        expect(after.priceBefore).toBe(was === is ? null : was);
      }),
    );
  });

  it('before its size is known only takes the new weight', () => {
    expect(weighedAgain({ ...weighed(grams(20)), left: true }, grams(30))).toEqual(weighed(grams(30)));
  });
});

describe('what an item needs before it can be sold', () => {
  it.each([
    ['a letter in France', item(20, 'letter'), false],
    ['a registered letter', withProduct(item(20, 'letter'), 'lettre_recommandee_r1'), true],
    ['a parcel', item(1_240, 'parcel'), true],
    ['a letter abroad with papers in it', item(20, 'letter', 'CA', 'documents'), false],
    ['a letter abroad with goods in it', item(80, 'letter', 'CA', 'goods'), true],
  ] as const)('%s: names and addresses %s', (_, one, needed) => {
    expect(needsParties(one)).toBe(needed);
  });

  it('a declaration that claims more than the item weighs must be made again', () => {
    const declared = (net: number): Item => ({
      ...item(500, 'parcel', 'CA', 'goods'),
      declaration: { form: 'CN23', category: 'gift', articles: [{ description: 'Books', quantity: 1, grams: grams(net), value: cents(1_000), hsCode: null, origin: null }] },
    });
    expect([500, 501].map((net) => isDeclarationSound(declared(net)))).toEqual([true, false]);
    expect(isDeclarationSound(item(500, 'parcel', 'CA', 'goods'))).toBe(false);
  });

  it('another destination asks anew: papers, addressee and contents belong to the one before', () => {
    const sent = { ...item(500, 'parcel', 'CA', 'goods'), addressee: camille };
    expect(sentTo(sent, entry('CH'))).toMatchObject({ contents: null, addressee: null, declaration: null });
    expect(sentTo(sent, entry('CA'))).toBe(sent);
  });

  it.each([
    ['stays whole where the country is the same', 'RE', { country: 'FR', postcode: '97400', town: 'SAINT DENIS', street: '3 rue de Paris', name: 'Camille Martin' }],
    ['keeps the names alone where it is another', 'CH', { country: 'CH', postcode: '', town: '', street: '', name: 'Camille Martin' }],
  ])('what was typed of an address %s', (_, code, typed) => {
    const france = { ...weighed(grams(500)), destination: entry('FR'), typed: { ...emptyDraft, postcode: '97400', town: 'SAINT DENIS', street: '3 rue de Paris', name: 'Camille Martin' } };
    expect(sentTo(france, entry(code)).typed).toMatchObject(typed);
  });
});

describe('options', () => {
  const registered = withProduct(item(20, 'letter'), 'lettre_recommandee_r1');

  it('cost what the tariff says, once', () => {
    const withNotice = withOption(registered, 'avis_reception_national', true);
    expect(chosenPrice(registered)).toBe(611);
    expect(chosenPrice(withNotice)).toBe(611 + 145);
    expect(chosenPrice(withOption(withNotice, 'avis_reception_national', true))).toBe(611 + 145);
    expect(chosenPrice(withOption(withNotice, 'avis_reception_national', false))).toBe(611);
  });

  it('stay with another product that has them, and leave with one that has not', () => {
    const withNotice = withOption(registered, 'avis_reception_national', true);
    expect(withProduct(withNotice, 'lettre_recommandee_r2').options).toEqual(['avis_reception_national']);
    expect(withProduct(withNotice, 'lettre_verte').options).toEqual([]);
  });

  it('that the product does not have cannot be added', () => {
    expect(withOption(item(20, 'letter'), 'avis_reception_national', true).options).toEqual([]);
  });
});

describe('an item that bears stamps already', () => {
  const supplement = (weight: number, affixed: number | null): Item => {
    const one = priced(sentTo(weighed(grams(weight)), entry('FR')), 'letter', pricingNow(ports, true));
    return { ...one, affixed: affixed === null ? null : cents(affixed) };
  };

  it.each([
    [60, 152, 310 - 152],
    [60, 310, 0],
    [60, 400, 0],
    [20, 0, 152],
  ])('of %i g with %i cents on it lacks %i', (weight, affixed, missing) => {
    expect(missingPostage(supplement(weight, affixed))).toBe(missing);
    const line = asLine(supplement(weight, affixed), null, places);
    expect(line === null ? 0 : line.unitPrice).toBe(missing);
  });

  it('is offered only what bears no number of its own', () => {
    expect(supplement(60, null).offers.map((offer) => offer.product)).toEqual(['lettre_verte']);
    expect(missingPostage(supplement(60, null))).toBeNull();
  });
});

describe('an item in the basket', () => {
  it('keeps the price that was shown, and the tariff that made it', () => {
    const line = asLine({ ...item(1_240, 'parcel'), addressee: camille }, dominique, places);
    const offer = chosenOffer(item(1_240, 'parcel'));
    expect(line).toMatchObject({ kind: 'parcel', product: 'colissimo_france_domicile', quantity: 1, tariff: '2026-04-01', unitPrice: offer?.price, cover: offer?.cover });
    expect(line).toMatchObject({ addressee: camille, town: 'Lyon 7e', sender: dominique, destination: 'FR' });
  });

  it('as a letter carries no address, even when one was typed while it was to be a parcel', () => {
    expect(asLine({ ...item(20, 'letter'), addressee: camille }, dominique, places)).toMatchObject({ kind: 'letter', addressee: null, town: null, sender: null });
  });
});
