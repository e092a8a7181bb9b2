import { parseS10 } from '../tracking/s10.ts';
import { addressedLabel } from './addressed-label.ts';
import type { LabelDrawing } from './label-drawing.ts';
import { parcelLabel } from './parcel-label.ts';
import type { LabelSubject } from './subjects.ts';
import { vignette } from './vignette.ts';
import { frenchWords, type Words } from './words.ts';

export type { LabelSubject } from './subjects.ts';

/** What is stuck on the item: a small vignette, or a full label on a parcel and on whatever bears addresses. All bear the mark's legend. */
export function frankingLabel(subject: LabelSubject, words: Words = frenchWords): LabelDrawing {
  switch (subject.kind) {
    case 'parcel':
      // A parcel for abroad: French sorting machines would not know what to do with its number.
      return subject.number !== null && parseS10(subject.number).ok ? addressedLabel(subject, words) : parcelLabel(subject, words);
    case 'letter':
      return subject.addressee.length > 0 ? addressedLabel(subject, words) : vignette(subject, words);
    case 'stamp':
    case 'supplement':
    case 'article':
      return vignette(subject, words);
  }
}
