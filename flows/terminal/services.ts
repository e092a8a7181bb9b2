import { itemCount, type BasketLine } from '../customer/basket.ts';
import type { Ledger } from '../ports.ts';
import { numberSeries } from '../tracking/series.ts';
import type { Reason, Service } from '../view.ts';
import { isWell, type World } from './world.ts';

/**
 * What can be sold now, and why not: one function of the world, asked by the attract screen before anyone has invested
 * a minute, by the basket before payment, and by the checkout before each label. The terminal loses one function, not
 * all of them (`experience.md`, "When something fails").
 */

/** Why nothing can be sent now; null when everything that sending needs is well. The first reason is the most fundamental. */
export function sendReason(world: World): Reason | null {
  if (world.ledger !== null) return 'ledger-unavailable';
  if (!world.tariff) return 'tariff-missing';
  if (!isWell(world.health.scale)) return 'scale-unavailable';
  if (!isWell(world.health.labels)) return 'labels-unavailable';
  if (!isWell(world.health.card)) return 'card-unavailable';
  return null;
}

/** Why the basket cannot be paid now: devices, consumables and number ranges are looked at before the card, not after. */
export function payReason(world: World, lines: readonly BasketLine[], ledger: Pick<Ledger, 'remaining'>): Reason | null {
  if (world.ledger !== null) return 'ledger-unavailable';
  for (const series of ['colissimo', 'letter'] as const) {
    if (itemCount(lines.filter((line) => numberSeries[line.product] === series)) > ledger.remaining(series)) return 'numbers-exhausted';
  }
  if (!isWell(world.health.labels)) return 'labels-unavailable';
  if (!isWell(world.health.card)) return 'card-unavailable';
  return null;
}

/** What the first screen offers. What this version does not sell is shown as what it is: had at the counter. */
export function services(world: World): Service[] {
  return [
    { id: 'send', reason: sendReason(world) },
    { id: 'deposit', reason: 'at-the-counter' },
    { id: 'stamps', reason: 'at-the-counter' },
    { id: 'receipt', reason: 'at-the-counter' },
    { id: 'tracking', reason: 'at-the-counter' },
  ];
}

/** Without a ledger nothing that touches money may begin: the terminal refuses where it must. */
export function outOfServiceReason(world: World): Reason | null {
  return world.ledger !== null ? 'ledger-unavailable' : null;
}
