import type { ScaleReading } from '../ports.ts';
import type { Grams } from '../weight.ts';

/**
 * The pan as the flows know it: the last indication, and whether a zero was seen since the last item was taken from it.
 * A weight may be priced only when the scale itself called it stable and the pan was seen empty before
 * (`devices.md` 1.6 rules 1 and 6).
 */
export interface Pan {
  readonly reading: ScaleReading;
  readonly zeroSeen: boolean;
}

export const unknownPan: Pan = { reading: { kind: 'absent', cause: 'not started' }, zeroSeen: false };

export type Weighing =
  | { readonly state: 'remove-first'; readonly grams: Grams | null }
  | { readonly state: 'settling'; readonly grams: Grams | null }
  | { readonly state: 'accepted'; readonly grams: Grams }
  | { readonly state: 'below-minimum'; readonly grams: Grams }
  | { readonly state: 'empty' | 'overload' | 'underload' | 'unavailable'; readonly grams: null };

/** A scale that was away may be another one, or have been switched on with something on it: it must show its zero anew. */
export function observe(pan: Pan, reading: ScaleReading): Pan {
  return { reading, zeroSeen: reading.kind !== 'absent' && (pan.zeroSeen || isZero(reading)) };
}

/** The item on the pan has been used for a price: the next one needs a zero in between. */
export function used(pan: Pan): Pan {
  return { ...pan, zeroSeen: isZero(pan.reading) };
}

export function weighing(pan: Pan): Weighing {
  const { reading } = pan;
  switch (reading.kind) {
    case 'absent':
      return { state: 'unavailable', grams: null };
    case 'overload':
      return { state: 'overload', grams: null };
    case 'underload':
      return { state: 'underload', grams: null };
    case 'below-minimum':
      return pan.zeroSeen ? { state: 'below-minimum', grams: reading.grams } : { state: 'remove-first', grams: reading.grams };
    case 'moving':
      return { state: pan.zeroSeen ? 'settling' : 'remove-first', grams: reading.grams };
    case 'stable':
      if (reading.grams === 0) return { state: 'empty', grams: null };
      return { state: pan.zeroSeen ? 'accepted' : 'remove-first', grams: reading.grams };
  }
}

/** What stands on the pan, stable; null while it moves or says nothing, zero when it is empty. */
export function stableGrams(pan: Pan): Grams | null {
  return pan.reading.kind === 'stable' ? pan.reading.grams : null;
}

/** The pan no longer carries the item that was weighed: anything decided and different counts, a trembling pan does not. */
export function leftSince(reading: ScaleReading, grams: Grams): boolean {
  switch (reading.kind) {
    case 'stable':
      return reading.grams !== grams;
    case 'below-minimum':
    case 'overload':
    case 'underload':
    case 'absent':
      return true;
    case 'moving':
      return false;
  }
}

function isZero(reading: ScaleReading): boolean {
  return reading.kind === 'stable' && reading.grams === 0;
}
