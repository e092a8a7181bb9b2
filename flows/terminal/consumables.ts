import type { Fact } from '../facts.ts';
import type { Health, Ports } from '../ports.ts';
import { isWell } from './world.ts';

/**
 * How many labels the roll still holds: counted down from what was loaded, and confirmed by the printer's near-end sensor,
 * so that no basket is sold that the roll cannot carry.
 */

type Known = Pick<Ports, 'roll' | 'ledger'>;

/** As the drivers name the warning of a near-end sensor. */
const nearEndWarning = 'paper-near-end';

function isNearEnd(health: Health): boolean {
  return health.warnings.includes(nearEndWarning);
}

/** Null when nothing is known: no roll was ever loaded under our eyes, and no sensor speaks. */
export function labelsLeft({ roll, ledger }: Known, health: Health): number | null {
  const counted = ledger.left('labels');
  if (roll.nearEnd === null) return counted;
  // The sensor sees paper, the count only remembers it. When they disagree the sensor is believed, for as much as it stands for.
  if (isNearEnd(health)) return counted === null ? roll.nearEnd : Math.min(counted, roll.nearEnd);
  return counted === null ? null : Math.max(counted, roll.nearEnd);
}

/**
 * What a change of the label printer's health says of its roll: one that was out and is well was changed, and so was one that
 * was near its end and no longer is. A roll that was changed half used is counted by whoever changes it.
 */
export function rollCounted({ roll, ledger }: Known, before: Health, after: Health): Extract<Fact, { type: 'roll.counted' }> | null {
  if (!isWell(after)) return null;
  const counted = ledger.left('labels');
  if (isNearEnd(after)) {
    const { nearEnd } = roll;
    return nearEnd === null || (counted !== null && counted <= nearEnd) ? null : { type: 'roll.counted', roll: 'labels', left: nearEnd, why: 'near-end' };
  }
  const wasOut = before.state === 'consumable-out';
  const wasNearEnd = isNearEnd(before) && roll.nearEnd !== null && counted !== null && counted <= roll.nearEnd;
  return wasOut || wasNearEnd ? { type: 'roll.counted', roll: 'labels', left: roll.capacity, why: 'loaded' } : null;
}
