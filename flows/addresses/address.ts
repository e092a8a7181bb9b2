import type { AddressDraft, AddressProblem } from '../view.ts';
import type { AddressContext } from './context.ts';
import { foreignNameProblems, foreignPlaceProblems, foreignStreetProblems, formatForeign } from './foreign.ts';
import { formatFrench, frenchNameProblems, frenchPlaceProblems, frenchStreetProblems } from './french.ts';
import { phoneProblems } from './phone.ts';

/** An address, French or foreign: what is wrong with it, and how it is printed. */

export { emptyDraft, emptyDraftIn } from './draft.ts';
export { placeFormOf } from './place-form.ts';
export type { AddressContext, PhoneDemand } from './context.ts';

export type AddressPart = 'town' | 'street' | 'name';

/** What is to be corrected in one part of a draft, or in all (`check`); empty when nothing is. */
export function addressProblems(draft: AddressDraft, part: AddressPart | 'check', context: AddressContext): AddressProblem[] {
  const french = draft.country === 'FR';
  switch (part) {
    case 'town':
      return french ? frenchPlaceProblems(draft, context) : foreignPlaceProblems(draft, context);
    case 'street':
      return french ? frenchStreetProblems(draft) : foreignStreetProblems(draft);
    case 'name':
      return [...(french ? frenchNameProblems(draft) : foreignNameProblems(draft)), ...phoneProblems(draft, context.phone)];
    case 'check':
      return (['town', 'street', 'name'] as const).flatMap((one) => addressProblems(draft, one, context));
  }
}

/** The address as it will be printed; empty while a line that it cannot do without is missing. */
export function formatAddress(draft: AddressDraft): string[] {
  return draft.country === 'FR' ? formatFrench(draft) : formatForeign(draft);
}
