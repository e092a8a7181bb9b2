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
 * What a change of the label printer's health says of its roll. That it is out is kept at once: until it is well again the
 * head is opened, or the power goes, and the printer names that first. One that was at its end and is not, after somebody may
 * have been at it, was changed. A roll that was changed half used is counted by whoever changes it.
 */
export function rollCounted({ roll: { capacity, nearEnd }, ledger }: Known, before: Health, after: Health): Extract<Fact, { type: 'roll.counted' }> | null {
  const known = (left: number, why: 'loaded' | 'near-end' | 'out') => ({ type: 'roll.counted', roll: 'labels', left, why }) as const;
  const counted = ledger.left('labels');
  if (after.state === 'consumable-out') return counted === 0 ? null : known(0, 'out');
  if (!isWell(after)) return null;
  const touched = !isWell(before);
  // After a start alone nobody need have been there.
  const started = before.state === 'offline';
  if (isNearEnd(after)) {
    if (nearEnd === null) return null;
    // A roll in use that was put in, or one that was not out after all.
    const another = counted === 0 && touched && !started;
    return counted === null || counted > nearEnd || another ? known(nearEnd, 'near-end') : null;
  }
  const atEnd = counted !== null && counted <= (started ? 0 : (nearEnd ?? 0));
  // A sensor that wavers while nobody has been at the printer says nothing new.
  return before.state === 'consumable-out' || (atEnd && touched) ? known(capacity, 'loaded') : null;
}
