import type { Cents } from '../money.ts';
import type { Shown } from '../shown.ts';
import { largestSupplement } from './supplement.ts';

/** "It bears so much already": what is missing of the price, live. */
export function showAffixed(price: Cents, entered: Cents | null, rest: Cents | null): Shown['body'] {
  return {
    screen: 'supplement',
    part: 'amount',
    way: 'weighed',
    weighReason: null,
    price,
    entered,
    rest: rest === 0 ? null : rest,
    problem: rest === 0 ? 'nothing-missing' : null,
    most: largestSupplement,
  };
}
