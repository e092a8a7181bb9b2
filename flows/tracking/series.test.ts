import { describe, expect, test } from 'vitest';
import { productIdSchema } from '../facts.ts';
import type { NumberSeries } from '../ports.ts';
import { parseColissimo } from './colissimo.ts';
import { parseLetterNumber } from './letter.ts';
import { parseS10 } from './s10.ts';
import { itemNumber, numberSeries } from './series.ts';

const numbering = { colissimo: '9V', letter: '87000', registered: '1A', 's10-letter': 'LX', 's10-registered': 'RA', 's10-parcel': 'CA' } as const;

describe('which range a number comes from', () => {
  test('what is neither tracked nor registered bears none, everything else bears one', () => {
    expect(productIdSchema.options.filter((product) => numberSeries[product] === null)).toEqual(['lettre_verte', 'lettre_internationale']);
  });

  test.each([
    ['lettre_verte_suivie', 'letter'],
    ['lettre_services_plus', 'letter'],
    ['lettre_recommandee_r3', 'registered'],
    ['lettre_internationale_suivie', 's10-letter'],
    ['lettre_recommandee_internationale_r1', 's10-registered'],
    ['colissimo_france_point_retrait', 'colissimo'],
    ['colissimo_om2', 'colissimo'],
    ['colissimo_int_gb', 's10-parcel'],
  ] as const)('%s: %s', (product, series) => {
    expect(numberSeries[product]).toBe(series);
  });

  test('a parcel that leaves France bears an S10 number, one that stays a Colissimo number', () => {
    for (const product of productIdSchema.options.filter((one) => one.startsWith('colissimo'))) {
      expect(numberSeries[product]).toBe(product.startsWith('colissimo_int') ? 's10-parcel' : 'colissimo');
    }
  });
});

describe('a number of a range', () => {
  test.each<[NumberSeries, string, (number: string) => { readonly ok: boolean }]>([
    ['colissimo', '9V00000000420', parseColissimo],
    ['letter', '870000000000425', parseLetterNumber],
    ['registered', '1A000000000042M', parseLetterNumber],
    ['s10-letter', 'LX000000425FR', parseS10],
    ['s10-registered', 'RA000000425FR', parseS10],
    ['s10-parcel', 'CA000000425FR', parseS10],
  ])('%s 42 is %s, and its key is right', (series, number, parsed) => {
    expect(itemNumber(series, 42, numbering)).toBe(number);
    expect(parsed(number).ok).toBe(true);
  });

  test.each<[NumberSeries, number]>([['colissimo', 10_000_000_000], ['letter', 1_000_000_000], ['registered', 1_000_000_000_000], ['s10-parcel', 100_000_000]])(
    'of %s is not made beyond the range: %d',
    (series, serial) => {
      expect(() => itemNumber(series, serial, numbering)).toThrow(RangeError);
    },
  );
});
