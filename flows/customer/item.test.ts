import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../addresses/address.ts';
import { tariffSchema } from '../postage/tariff.ts';
import type { Places } from '../ports.ts';
import type { AddressDraft } from '../view.ts';
import { grams } from '../weight.ts';
import { towns } from '../world.fixture.ts';
import { asLine, chosenOffer, priced, weighed, weighedAgain } from './item.ts';
import tariff2026 from '../../assets/tariffs/2026-01-01.json' with { type: 'json' };

const tariff = tariffSchema.parse(tariff2026);
const places: Places = { townsOf: (postcode) => towns.filter((town) => town.postcode === postcode) };
const camille: AddressDraft = { ...emptyDraft, postcode: '69007', town: 'LYON', street: '12 RUE DE LA REPUBLIQUE', name: 'Camille Martin' };
const dominique: AddressDraft = { ...camille, name: 'Dominique Petit' };
const item = (weight: number, format: 'letter' | 'parcel') => priced(weighed(grams(weight)), format, tariff);
const anyWeight = fc.integer({ min: 1, max: 40_000 });
const anyFormat = fc.constantFrom('letter' as const, 'parcel' as const);

describe('an item', () => {
  it('has no price until somebody has said how large it is', () => {
    expect(chosenOffer(weighed(grams(20)))).toBeNull();
    expect(asLine(weighed(grams(20)), 'L1', null, places)).toBeNull();
  });

  it('comes with the best offer already chosen, so that one touch is enough', () => {
    fc.assert(
      fc.property(anyWeight, anyFormat, (weight, format) => {
        const one = item(weight, format);
        const prices = one.offers.flatMap((offer) => (offer.price === null ? [] : [offer.price]));
        expect(chosenOffer(one)?.price ?? null).toBe(prices.length === 0 ? null : Math.min(...prices));
      }),
    );
  });

  it('that nothing can carry has no line', () => {
    const heavy = item(30_001, 'parcel');
    expect(chosenOffer(heavy)).toBeNull();
    expect(asLine(heavy, 'L1', null, places)).toBeNull();
  });

  it('keeps the offer that the customer chose when it is priced for the same size again', () => {
    const chosen = { ...item(20, 'letter'), selected: 'lettre_services_plus' as const };
    expect(priced(chosen, 'letter', tariff).selected).toBe('lettre_services_plus');
    expect(priced(chosen, 'parcel', tariff).selected).toBe('colissimo_france_domicile');
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

describe('an item in the basket', () => {
  it('keeps the price that was shown, and the tariff that made it', () => {
    const line = asLine({ ...item(1_240, 'parcel'), addressee: camille }, 'L1', dominique, places);
    const offer = chosenOffer(item(1_240, 'parcel'));
    expect(line).toMatchObject({ line: 'L1', kind: 'parcel', product: 'colissimo_france_domicile', quantity: 1, tariff: '2026-01-01', unitPrice: offer?.price, cover: offer?.cover });
    expect(line).toMatchObject({ addressee: camille, town: 'Lyon 7e', sender: dominique });
  });

  it('as a letter carries no address, even when one was typed while it was to be a parcel', () => {
    expect(asLine({ ...item(20, 'letter'), addressee: camille }, 'L1', dominique, places)).toMatchObject({ kind: 'letter', addressee: null, town: null, sender: null });
  });
});
