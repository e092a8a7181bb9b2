import { basketLimit, itemCount, type BasketLine } from '../customer/basket.ts';
import { sheetCount } from '../documents/customs-sheets.ts';
import type { Ledger, NumberSeries, Ports, PreAdvice } from '../ports.ts';
import { seriesOf } from '../tracking/series.ts';
import type { Reason, Service, ViewOf } from '../view.ts';
import { isWell, type World } from './world.ts';

/**
 * What can be sold now, and why not: one function of the world, asked by the attract screen before anyone has invested
 * a minute, by the basket before payment, and by the checkout before each label. The terminal loses one function, not
 * all of them (`experience.md`, "When something fails").
 */

/** Why nothing can be sent now; null when everything that sending needs is well. The first reason is the most fundamental. */
export function sendReason(world: World): Reason | null {
  const outOfService = outOfServiceReason(world);
  if (outOfService !== null) return outOfService;
  if (!world.tariff) return 'tariff-missing';
  if (!isWell(world.health.scale)) return 'scale-unavailable';
  if (!world.scaleVerified) return 'scale-not-verified';
  return saleReason(world);
}

/** Without a ledger nothing that touches money may begin: the terminal refuses where it must. And a worker may close it. */
export function outOfServiceReason({ ledger, closed }: World): Reason | null {
  if (ledger !== null) return ledger === 'clock' ? 'clock-doubtful' : 'ledger-unavailable';
  return closed === null ? null : 'closed-by-staff';
}

/** Why nothing can be sold on paper now: stamps, a supplement, articles. Nothing is weighed for them. */
function saleReason(world: World): Reason | null {
  const outOfService = outOfServiceReason(world);
  if (outOfService !== null) return outOfService;
  if (!isWell(world.health.labels) || world.labelsLeft === 0) return 'labels-unavailable';
  if (!isWell(world.health.card)) return 'card-unavailable';
  return null;
}

export function stampsReason(world: World): Reason | null {
  return outOfServiceReason(world) === null && !world.tariff ? 'tariff-missing' : saleReason(world);
}

/** A free amount is on no price list: it is sold even when none is in force. */
export function supplementReason(world: World): Reason | null {
  return saleReason(world);
}

/** Without a list of the operator's there is nothing to sell: prices are not invented. */
export function articlesReason(world: World, { articles }: Pick<Ports, 'articles'>): Reason | null {
  return articles.length === 0 ? 'at-the-counter' : saleReason(world);
}

/** What can be put into a basket beside items that are weighed, as far as it can be sold now. */
export function otherSales(world: World, ports: Pick<Ports, 'articles'>): ViewOf<'basket'>['others'] {
  const reasons = { stamps: stampsReason(world), supplement: supplementReason(world), articles: articlesReason(world, ports) };
  return (['stamps', 'supplement', 'articles'] as const).filter((service) => reasons[service] === null);
}

/** Leaving a prepaid item needs neither card terminal nor printers: it is what remains when they fail. */
function scanReason(world: World): Reason | null {
  return outOfServiceReason(world) ?? (isWell(world.health.scanner) ? null : 'scanner-unavailable');
}

function copyReason(world: World): Reason | null {
  return scanReason(world) ?? (isWell(world.health.papers) ? null : 'receipts-unavailable');
}

/** The ranges that the operator allots, in the order in which their end is said. */
const allotted = ['colissimo', 'letter', 'registered', 's10-letter', 's10-registered', 's10-parcel'] as const satisfies readonly NumberSeries[];

/** Why the basket cannot be paid now: devices, consumables, number ranges and the place for customs data are looked at before the card, not after. */
export function payReason(world: World, lines: readonly BasketLine[], { ledger, preAdvice }: { readonly ledger: Pick<Ledger, 'remaining'>; readonly preAdvice: Pick<PreAdvice, 'trouble'> }): Reason | null {
  const outOfService = outOfServiceReason(world);
  if (outOfService !== null) return outOfService;
  for (const series of allotted) {
    const needed = itemCount(lines.filter((line) => seriesOf(line.product) === series));
    if (needed > 0 && needed > ledger.remaining(series)) return 'numbers-exhausted';
  }
  if (preAdvice.trouble() !== null && lines.some((line) => line.declaration !== null)) return 'at-the-counter';
  return saleReason(world) ?? (isShortOfLabels(world, lines) ? 'labels-low' : null);
}

/** The roll holds fewer labels than this basket needs, its customs sheets among them. */
export function isShortOfLabels({ labelsLeft }: World, lines: readonly BasketLine[]): boolean {
  return labelsLeft !== null && labelsNeeded(lines) > labelsLeft;
}

/** Why nothing can be added to this basket: it is full, or the roll would not carry one label more. */
export function addReason({ labelsLeft }: World, lines: readonly BasketLine[]): Reason | null {
  if (itemCount(lines) >= basketLimit) return 'basket-full';
  return labelsLeft !== null && labelsNeeded(lines) >= labelsLeft ? 'labels-low' : null;
}

function labelsNeeded(lines: readonly BasketLine[]): number {
  const ofOne = ({ declaration, destination }: BasketLine): number =>
    declaration === null ? 1 : 1 + sheetCount({ form: declaration.form, destination: destination ?? '' }, declaration.articles.length);
  return lines.reduce((sum, line) => sum + line.quantity * ofOne(line), 0);
}

/** What the first screen offers, each with the reason why it cannot be had now. */
export function services(world: World, ports: Pick<Ports, 'articles'>): Service[] {
  return [
    { id: 'send', reason: sendReason(world) },
    { id: 'stamps', reason: stampsReason(world) },
    { id: 'supplement', reason: supplementReason(world) },
    { id: 'articles', reason: articlesReason(world, ports) },
    { id: 'deposit', reason: scanReason(world) },
    { id: 'copy', reason: copyReason(world) },
    { id: 'tracking', reason: scanReason(world) },
  ];
}

/** While a worker is behind the counter nothing can be begun: those seconds are no service. What could not be had before keeps its reason. */
export function servicesBehind(world: World, ports: Pick<Ports, 'articles'>): Service[] {
  return services(world, ports).map(({ id, reason }) => ({ id, reason: reason ?? 'closed-by-staff' }));
}
