import { ruleAgainst } from '../destinations/destinations.ts';
import type { HelpStep } from '../assisted/helped.ts';
import { isParcelZoneKnown, parcelHeaviest } from '../postage/limits.ts';
import { parisDay } from '../postage/paris.ts';
import { chosenOffer, isDeclared, needsParties, type Item } from './item.ts';
import type { SendingContext } from './sending-memory.ts';
import { countryChoices } from './sending-view.ts';

/** What a worker can do for the item being prepared. The chart lets pass what these let pass, and the worker is offered it. */

/** Where the worker can lead: what was answered stays answered, and no question is skipped. */
export function openSteps({ item, sender, alone }: Pick<SendingContext, 'item' | 'sender' | 'alone'>): readonly HelpStep[] {
  const open: { readonly [S in HelpStep]: boolean } = {
    weigh: true,
    destination: item !== null,
    format: item !== null && describable(item),
    offers: item !== null && isPriced(item),
    address: item !== null && addressable(item),
    customs: item !== null && addressable(item) && isDeclared(item) && item.addressee !== null && sender !== null,
    // An item that is not finished stays behind; where it is the only one, there would be no basket.
    basket: !alone,
  };
  return (Object.keys(open) as HelpStep[]).filter((step) => open[step]);
}

function describable({ destination, contents }: Item): boolean {
  return destination !== null && !(destination.declaration && contents === null);
}

export function isPriced(item: Item): boolean {
  return item.pricing !== null && item.format !== null && item.offers.length > 0;
}

function addressable(item: Item): boolean {
  return isPriced(item) && chosenOffer(item) !== null && needsParties(item);
}

/** Which limit stands against the item as it is now. What has no price is no limit: nobody can override that. */
export function overridable({ ports, item, supplement }: Pick<SendingContext, 'ports' | 'item' | 'supplement'>): readonly ('size' | 'destination')[] {
  if (item === null) return [];
  const limits: ('size' | 'destination')[] = [];
  if (!supplement && !item.waived.includes('size') && item.destination !== null && item.grams <= parcelHeaviest && isParcelZoneKnown(item.destination)) limits.push('size');
  if (!item.waived.includes('destination') && isForbidden(item, ports)) limits.push('destination');
  return limits;
}

/** Among the places on the screen is one to which nothing goes: it can be chosen once a worker has overridden that. */
export function placeForbidden(context: SendingContext): boolean {
  return context.item !== null && countryChoices(context).some(({ reason }) => reason !== null);
}

/** A rule stands against going there: as what it is, or while that is not known, as anything at all. */
function isForbidden({ destination, format, contents }: Item, { destinations, clock }: SendingContext['ports']): boolean {
  if (destination === null) return false;
  const day = parisDay(clock.now());
  const kinds = format === null ? (['letter', 'parcel'] as const) : [format];
  const said = contents === null ? (['documents', 'goods'] as const) : [contents];
  return kinds.some((kind) => said.some((one) => ruleAgainst(destinations.rules, { code: destination.code, kind, contents: one, day }) !== null));
}
