import type { CustomsArticle } from './declaration.ts';
import { customsLimits } from './limits.ts';
import { totals } from './totals.ts';

/**
 * Which form an item bears: a parcel always CN23 (`postal.md` 3.4, H), a letter CN22 up to the lowest limit that any source
 * prints. No safe figure was found (L): the stricter form is asked for too early rather than too late.
 */
export function formOf(kind: 'letter' | 'parcel', articles: readonly CustomsArticle[]): 'CN22' | 'CN23' {
  switch (kind) {
    case 'parcel':
      return 'CN23';
    case 'letter':
      return totals(articles).value <= customsLimits.cn22.upTo ? 'CN22' : 'CN23';
  }
}
