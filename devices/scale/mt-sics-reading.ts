import { indicationOf, type SicsReply } from './mt-sics-frame.ts';
import type { ScaleCapabilities, ScaleReading } from './scale.ts';

/** What a frame means for the post (`devices.md` 1.6): pure, one table. Faults and net weights are dealt with before. */
export function readingOf(reply: SicsReply, { minimumGrams, maximumGrams }: ScaleCapabilities): ScaleReading {
  if (reply.kind === 'status' && reply.status === '+') return { kind: 'overload' };
  if (reply.kind === 'status' && reply.status === '-') return { kind: 'underload' };
  if (reply.kind !== 'weight' || reply.indication.kind !== 'grams') return { kind: 'moving', grams: null };
  const { grams } = reply.indication;
  if (grams > maximumGrams) return { kind: 'overload' };
  if (!reply.stable) return { kind: 'moving', grams };
  if (grams < 0) return { kind: 'underload' };
  if (grams > 0 && grams < minimumGrams) return { kind: 'below-minimum', grams };
  return { kind: 'stable', grams };
}

/** A frame that shows the scale to be set up otherwise than this terminal may use it; null when it is as it must be. */
export function faultOf(reply: SicsReply): string | null {
  if (reply.kind === 'status' && reply.status === 'L') return 'the scale refuses to send weights (S L): set it to MT-SICS level 0 or 1';
  if (reply.kind !== 'weight') return null;
  const { indication } = reply;
  if (indication.kind === 'finer') {
    return `the scale shows fractions of a gram (${indication.shown}), which may not be rounded: set its division to 1 g or more`;
  }
  return indication.kind === 'unit' ? `the scale shows ${indication.shown}: set its unit to g or kg` : null;
}

/** The fields of `TA A 100.00 g`: true for anything but a plain zero, and for what cannot be read. */
export function isTared(fields: readonly string[]): boolean {
  const indication = indicationOf(fields[0] ?? '', fields[1] ?? '');
  return indication?.kind !== 'grams' || indication.grams !== 0;
}
