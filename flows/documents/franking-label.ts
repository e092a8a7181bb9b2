import type { LabelDrawing } from './label-drawing.ts';
import { letterVignette } from './letter-vignette.ts';
import { parcelLabel } from './parcel-label.ts';
import type { LabelSubject } from './subjects.ts';
import { frenchWords, type Words } from './words.ts';

export type { LabelSubject } from './subjects.ts';

/** What is stuck on the item: a small vignette on a letter, a full label on a parcel. Both bear the mark's legend. */
export function frankingLabel(subject: LabelSubject, words: Words = frenchWords): LabelDrawing {
  return subject.kind === 'letter' ? letterVignette(subject, words) : parcelLabel(subject, words);
}
