import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DestinationRule } from '../destinations/book.ts';
import { grams } from '../weight.ts';
import { confidenceSchema, isSellable } from './confidence.ts';
import { anyContents, anyDestination, anyFormat, anyWeight, ask, book, day, tariff, withProduct } from './postage.fixture.ts';
import { priceOf, type Offer } from './quote.ts';

const told = (offers: readonly Offer[]) => offers.map(({ product, price, reason }) => [product, price ?? reason]);

describe('every offer, for any weight, destination and contents', () => {
  const anyItem = fc.record({ grams: anyWeight, format: anyFormat, to: anyDestination, contents: anyContents, pickUpPoints: fc.boolean() });

  test('it has a price or a reason, never both and never neither; possible ones come first; no product comes twice', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const offers = ask(item);
        expect(offers.length).toBeGreaterThan(0);
        for (const { price, reason, note, options } of offers) {
          expect(price === null).toBe(reason !== null);
          expect(reason === null ? note : null).toBeNull();
          expect(reason === null ? [] : options).toEqual([]);
        }
        const possible = offers.map(({ price }) => price !== null);
        expect(possible).toEqual(possible.toSorted((one, other) => Number(other) - Number(one)));
        expect(new Set(offers.map(({ product }) => product)).size).toBe(offers.length);
      }),
    );
  });

  test('what is shown with a price goes there, can be bought at that price today, and somebody vouches for it', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        for (const { product: id, price } of ask(item).filter((offer) => offer.price !== null)) {
          const product = tariff.products.find((one) => one.product === id)!;
          expect(priceOf(id, grams(item.grams), tariff, day)).toBe(price);
          expect(product.kind).toBe(item.format);
          const { letterZone, parcelZone } = item.to;
          expect(product.zone).toBe(item.format === 'parcel' ? parcelZone : letterZone === 'WORLD' ? 'WORLD' : 'FR');
          expect(isSellable(product.steps.find(({ maxGrams }) => item.grams <= maxGrams)!.confidence)).toBe(true);
          expect(item.format === 'letter' || isSellable(item.to.confidence)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('its price never falls when the weight rises', () => {
    fc.assert(
      fc.property(anyItem, anyWeight, (item, other) => {
        const [light, heavy] = item.grams < other ? [item.grams, other] : [other, item.grams];
        const after = new Map(ask({ ...item, grams: heavy }).map(({ product, price }) => [product, price]));
        const dearer = ask({ ...item, grams: light }).filter(({ product, price }) => price !== null && price > (after.get(product) ?? Infinity));
        expect(dearer).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the order of the offers', () => {
  test.each([
    ['a letter in France', { grams: 60 }, [['lettre_verte', 310], ['lettre_verte_suivie', 360], ['lettre_services_plus', 457], ['lettre_recommandee_r1', 788], ['lettre_recommandee_r2', 897], ['lettre_recommandee_r3', 1054]]],
    ['a letter to Canada', { to: 'CA' }, [['lettre_internationale', 225], ['lettre_internationale_suivie', 505], ['lettre_recommandee_internationale_r1', 720]]],
    ['a letter to Martinique', { to: 'MQ' }, [['lettre_verte', 152], ['lettre_verte_suivie', 202], ['lettre_services_plus', 347], ['lettre_recommandee_r1', 611], ['lettre_recommandee_r2', 729], ['lettre_recommandee_r3', 897]]],
    ['a parcel in France', { grams: 1_240, format: 'parcel' }, [['colissimo_france_domicile', 1119], ['colissimo_france_point_retrait', 1049], ['lettre_verte_suivie', 'too-thick-for-letter']]],
    ['a parcel to Réunion', { grams: 800, format: 'parcel', to: 'RE' }, [['colissimo_eco_om1', 1173], ['colissimo_om1', 1900], ['lettre_verte_suivie', 'too-thick-for-letter']]],
    ['a parcel to Nouméa', { grams: 400, format: 'parcel', to: 'NC' }, [['colissimo_om2', 1221], ['lettre_verte_suivie', 'too-thick-for-letter']]],
    ['a parcel to Germany', { grams: 3_000, format: 'parcel', to: 'DE' }, [['colissimo_int_a', 2859], ['lettre_internationale_suivie', 'too-heavy-for-letter']]],
    ['a parcel to Morocco', { grams: 3_000, format: 'parcel', to: 'MA' }, [['colissimo_int_b', 3989], ['lettre_internationale_suivie', 'too-heavy-for-letter']]],
    ['a parcel to Canada', { grams: 400, format: 'parcel', to: 'CA', contents: 'goods' }, [['colissimo_int_c', 3519], ['lettre_internationale_suivie', 'too-thick-for-letter']]],
    ['a letter of 600 g abroad, whose plain price nobody has read', { grams: 600, to: 'BE' }, [['lettre_internationale_suivie', 3450], ['lettre_recommandee_internationale_r1', 3665], ['lettre_internationale', 'at-the-counter']]],
    ['a parcel in France where no list of pick-up points is at hand', { grams: 1_240, format: 'parcel', pickUpPoints: false }, [['colissimo_france_domicile', 1119], ['colissimo_france_point_retrait', 'no-pick-up-point'], ['lettre_verte_suivie', 'too-thick-for-letter']]],
    ['the heaviest letter', { grams: 2_000, to: 'CA' }, [['lettre_internationale_suivie', 3450], ['lettre_recommandee_internationale_r1', 3665], ['lettre_internationale', 'at-the-counter']]],
    ['the heaviest parcel', { grams: 30_000, format: 'parcel' }, [['colissimo_france_domicile', 3959], ['colissimo_france_point_retrait', 'too-heavy'], ['lettre_verte_suivie', 'too-heavy-for-letter']]],
    ['a parcel to Tenerife, whose zone no source says', { grams: 400, format: 'parcel', to: 'IC' }, [['colissimo_int_c', 'at-the-counter'], ['lettre_internationale_suivie', 'too-thick-for-letter']]],
    ['a parcel to Andorra, which has no pick-up points', { grams: 1_240, format: 'parcel', to: 'AD' }, [['colissimo_france_domicile', 1119], ['colissimo_france_point_retrait', 'not-there'], ['lettre_verte_suivie', 'too-thick-for-letter']]],
  ] as const)('%s', (_item, asked, expected) => {
    expect(told(ask(asked))).toEqual(expected);
  });

  test('each offer says what it is worth: delay, tracking, signature, cover', () => {
    const letters = ask({ grams: 60 }).map(({ days, tracked, signed, registered, cover, lateCompensated }) => [days?.to ?? null, tracked, signed, registered, cover, lateCompensated]);
    expect(letters).toEqual([
      [3, false, false, null, null, false],
      [3, true, false, null, null, false],
      [2, true, false, null, null, true],
      [null, true, true, 'R1', 16_00, false],
      [null, true, true, 'R2', 153_00, false],
      [null, true, true, 'R3', 458_00, false],
    ]);
    expect(ask({ grams: 1_240, format: 'parcel' })).toMatchObject([{ cover: 28_52, pickUp: false }, { cover: 28_52, pickUp: true }, { cover: null }]);
  });
});

describe('what cannot be had, and why', () => {
  test.each([
    ['a letter of 2 001 g', { grams: 2_001 }, 'too-heavy-for-letter'],
    ['a letter of 2 001 g overseas, supplement or not', { grams: 2_001, to: 'GP' }, 'too-heavy-for-letter'],
    ['a letter of 101 g to Guadeloupe: the supplement of 2026 was not found', { grams: 101, to: 'GP' }, 'at-the-counter'],
    ['a letter of 101 g to Tahiti', { grams: 101, to: 'PF' }, 'at-the-counter'],
    ['a parcel of 30 001 g', { grams: 30_001, format: 'parcel' }, 'too-heavy'],
    ['a parcel of 30 001 g to a place without a zone', { grams: 30_001, format: 'parcel', to: 'IC' }, 'too-heavy'],
    ['a parcel of 20 001 g to Morocco', { grams: 20_001, format: 'parcel', to: 'MA' }, 'too-heavy'],
    ['a parcel to the United Kingdom: three sources, three prices', { grams: 400, format: 'parcel', to: 'GB' }, 'at-the-counter'],
    ['a parcel of 1 kg to Nouméa: one source, and below the nearer zone', { grams: 1_000, format: 'parcel', to: 'NC' }, 'at-the-counter'],
    ['a parcel to Liechtenstein: zone B or zone A', { grams: 400, format: 'parcel', to: 'LI' }, 'at-the-counter'],
    ['a parcel to the Canaries: no zone', { grams: 400, format: 'parcel', to: 'IC' }, 'at-the-counter'],
    ['a parcel to a military sector', { grams: 400, format: 'parcel', to: 'FR-SP' }, 'at-the-counter'],
  ] as const)('%s: %s', (_item, asked, reason) => {
    const [first] = ask(asked);
    expect(first).toMatchObject({ price: null, reason, note: null });
    expect(ask(asked).every(({ price }) => price === null)).toBe(true);
  });

  test.each([
    ['100 g overseas', { grams: 100, to: 'GP' }, 310],
    ['101 g to Monaco', { grams: 101, to: 'MC' }, 524],
    ['101 g to Andorra', { grams: 101, to: 'AD' }, 524],
    ['101 g to a military sector', { grams: 101, to: 'FR-SP' }, 524],
    ['20 g to the Canaries', { to: 'IC' }, 225],
    ['20 g of goods to Jersey', { to: 'JE', contents: 'goods' }, 225],
  ] as const)('but a letter of %s has its price', (_item, asked, price) => {
    expect(ask(asked)[0]).toMatchObject({ price, reason: null });
  });

  test('the pick-up point takes 5 kg; one gram more goes home', () => {
    const pickUp = (weight: number) => ask({ grams: weight, format: 'parcel' }).find(({ product }) => product === 'colissimo_france_point_retrait');
    expect(pickUp(5_000)).toMatchObject({ price: 1669 });
    expect(pickUp(5_001)).toMatchObject({ price: null, reason: 'too-heavy' });
  });

  test('a registered letter to a military sector is the counter’s: how its address is written was not found', () => {
    const offers = ask({ to: 'FR-SP' });
    expect(offers.filter(({ price }) => price !== null).map(({ product }) => product)).toEqual(['lettre_verte', 'lettre_verte_suivie', 'lettre_services_plus']);
    expect(offers.filter(({ registered }) => registered !== null).map(({ reason }) => reason)).toEqual(['at-the-counter', 'at-the-counter', 'at-the-counter']);
  });

  test.each(confidenceSchema.options)('a price known with confidence %s is sold, or is the counter’s', (confidence) => {
    const [step, ...steps] = tariff.products.find(({ product }) => product === 'lettre_verte')!.steps;
    const doubtful = withProduct('lettre_verte', { steps: [{ ...step!, confidence }, ...steps] });
    const verte = ask({ tariff: doubtful }).find(({ product }) => product === 'lettre_verte')!;
    expect(verte.price ?? verte.reason).toBe(['low', 'derived', 'conflict'].includes(confidence) ? 'at-the-counter' : 152);
  });

  test('goods for the United States are the counter’s, with the sentence that says why; documents go', () => {
    const [rule] = book.rules.filter(({ id }) => id === 'us-goods');
    for (const format of ['letter', 'parcel'] as const) {
      expect(ask({ format, grams: 400, to: 'US', contents: 'goods' })[0]).toMatchObject({ price: null, reason: 'at-the-counter', note: rule!.note });
    }
    expect(ask({ to: 'US', contents: 'documents' })[0]).toMatchObject({ price: 225, note: null });
    expect(ask({ grams: 400, format: 'parcel', to: 'US', contents: 'documents' })[0]).toMatchObject({ price: 3519 });
  });

  test('a suspended destination says so on every product, and the letter beside the parcel keeps its own reason', () => {
    const note = { fr: 'Rien ne part.', en: 'Nothing leaves.' };
    const rule: DestinationRule = { id: 'storm', where: ['IS'], kind: null, contents: null, effect: 'suspended', note, from: day, to: day, source: 'test', confidence: 'high' };
    const rules = [rule];
    expect(ask({ rules, to: 'IS' }).map(({ reason, note }) => [reason, note])).toEqual(Array.from({ length: 3 }, () => ['suspended', note]));
    expect(ask({ rules, to: 'IS', format: 'parcel' }).map(({ reason }) => reason)).toEqual(['suspended', 'too-thick-for-letter']);
    expect(ask({ rules, to: 'IS', day: '2026-11-24' })[0]).toMatchObject({ price: 225 });
    expect(ask({ rules: [{ ...rule, kind: 'parcel' }], to: 'IS' })[0]).toMatchObject({ price: 225 });
    expect(ask({ rules: [{ ...rule, kind: 'parcel' }], to: 'IS', format: 'parcel' })[0]).toMatchObject({ reason: 'suspended' });
  });
});

describe('a price list that does not hold today', () => {
  const first = ({ 0: offer }: readonly Offer[]) => [offer?.product, offer?.price ?? offer?.reason];

  test.each([
    ['for tomorrow only', { validFrom: '2026-11-24', validTo: null }],
    ['for yesterday only', { validFrom: '2026-01-01', validTo: '2026-11-22' }],
  ])('a whole list %s sells nothing, and says so of each product', (_when, dates) => {
    const other = { ...tariff, ...dates };
    for (const format of ['letter', 'parcel'] as const) {
      const offers = ask({ format, tariff: other }).filter(({ reason }) => reason !== 'too-thick-for-letter');
      expect(offers.map(({ reason }) => reason)).toEqual(offers.map(() => 'tariff-missing'));
    }
  });

  test('no list at all: the same, and nothing is missing from the shelf', () => {
    expect(told(ask({ tariff: null }))).toEqual(ask().map(({ product }) => [product, 'tariff-missing']));
  });

  test.each([
    ['is missing', null],
    ['begins tomorrow', { validFrom: '2026-11-24' }],
    ['ended yesterday', { validTo: '2026-11-22' }],
  ])('one product that %s is not sold; the rest is, and stands before it', (_how, change) => {
    const offers = ask({ tariff: withProduct('lettre_verte', change) });
    expect(first(offers)).toEqual(['lettre_verte_suivie', 202]);
    expect(offers.at(-1)).toMatchObject({ product: 'lettre_verte', price: null, reason: 'tariff-missing', days: null, cover: null });
  });

  test.each(['2026-11-23', '2026-11-24'])('a product of one day is sold on that day, whichever it is: %s', (only) => {
    const oneDay = withProduct('lettre_verte', { validFrom: '2026-11-23', validTo: '2026-11-23' });
    expect(first(ask({ tariff: oneDay, day: only }))).toEqual(only === '2026-11-23' ? ['lettre_verte', 152] : ['lettre_verte_suivie', 202]);
  });

  test('the international R2, withdrawn on 1 April 2026, is named only while a list sells it', () => {
    const [r1] = tariff.products.filter(({ product }) => product === 'lettre_recommandee_internationale_r1');
    const before = { ...tariff, products: [...tariff.products, { ...r1!, product: 'lettre_recommandee_internationale_r2' as const, registered: 'R2' as const, validTo: day }] };
    const products = (change: Parameters<typeof ask>[0]) => ask({ to: 'CA', ...change }).map(({ product }) => product);
    expect(products({ tariff: before })).toContain('lettre_recommandee_internationale_r2');
    expect(products({ tariff: before, day: '2026-11-24' })).not.toContain('lettre_recommandee_internationale_r2');
    expect(products({})).not.toContain('lettre_recommandee_internationale_r2');
  });
});

describe('what can be added', () => {
  const options = (offers: readonly Offer[], id: string) => offers.find(({ product }) => product === id)?.options;
  const withOption = (option: string, change: object) => ({ ...tariff, options: tariff.options.map((one) => (one.option === option ? { ...one, ...change } : one)) });

  test('a notice of delivery to registered letters, at home and abroad', () => {
    for (const id of ['lettre_recommandee_r1', 'lettre_recommandee_r2', 'lettre_recommandee_r3']) {
      expect(options(ask(), id)).toEqual([{ option: 'avis_reception_national', price: 145 }]);
    }
    expect(options(ask({ to: 'CA' }), 'lettre_recommandee_internationale_r1')).toEqual([{ option: 'avis_reception_international', price: 150 }]);
  });

  test.each([
    ['begins tomorrow', { validFrom: '2026-11-24' }],
    ['ended yesterday', { validTo: '2026-11-22' }],
    ['has a price that nobody vouches for', { confidence: 'low' }],
  ] as const)('not when the option %s; the letter itself is still sold', (_why, change) => {
    const offers = ask({ tariff: withOption('avis_reception_national', change) });
    expect(options(offers, 'lettre_recommandee_r1')).toEqual([]);
    expect(offers.find(({ product }) => product === 'lettre_recommandee_r1')?.price).toBe(611);
  });

  test('tracking is no option of the plain letter: the tracked letter is a product, and costs exactly both together at every step', () => {
    expect(options(ask(), 'lettre_verte')).toEqual([]);
    const tracking = tariff.options.find(({ option }) => option === 'suivi')!;
    const steps = (id: string) => tariff.products.find(({ product }) => product === id)!.steps.map(({ maxGrams, price }) => [maxGrams, price]);
    expect(steps('lettre_verte').map(([top, price]) => [top, price! + tracking.price])).toEqual(steps('lettre_verte_suivie'));
  });
});
