import { faultIn, indicationOf, settledReading } from './indication.ts';
import type { SicsReply } from './mt-sics-frame.ts';
import type { ScaleReading, TypePlate } from './scale.ts';

/** What a frame means for the post (`devices.md` 1.6): pure, one table. Faults and net weights are dealt with before. */
export function readingOf(reply: SicsReply, plate: TypePlate): ScaleReading {
  if (reply.kind === 'status' && reply.status === '+') return { kind: 'overload' };
  if (reply.kind === 'status' && reply.status === '-') return { kind: 'underload' };
  if (reply.kind !== 'weight' || reply.indication.kind !== 'grams') return { kind: 'moving', grams: null };
  const { grams } = reply.indication;
  if (grams > plate.maximumGrams) return { kind: 'overload' };
  return reply.stable ? settledReading(grams, plate) : { kind: 'moving', grams };
}

/** A frame that shows the scale to be set up otherwise than this terminal may use it; null when it is as it must be. */
export function faultOf(reply: SicsReply, plate: TypePlate): string | null {
  if (reply.kind === 'status' && reply.status === 'L') return 'the scale refuses to send weights (S L): set it to MT-SICS level 0 or 1';
  return reply.kind === 'weight' ? faultIn(reply.indication, plate) : null;
}

/** The fields of `TA A 100.00 g`: true for anything but a plain zero, and for what cannot be read. */
export function isTared(fields: readonly string[]): boolean {
  const indication = indicationOf(fields[0] ?? '', fields[1] ?? '');
  return indication?.kind !== 'grams' || indication.grams !== 0;
}
