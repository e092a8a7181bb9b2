import { euros, momentOf } from './figures.ts';
import { officeBlocks, providerBlocks } from './letterhead.ts';
import type { Paper, PaperBlock } from './paper.ts';
import type { SlipSubject } from './subjects.ts';
import { frenchWords, type WordKey, type Words } from './words.ts';

export type { SlipSubject } from './subjects.ts';

/**
 * The slip of a payment that failed, was cancelled or given back, or whose fate a person must settle. It says what
 * happened, what becomes of the money and what to do, in this order (`experience.md`), and is printed unasked (REC-3).
 */
export function slip(subject: SlipSubject, words: Words = frenchWords): Paper {
  // A number that breaks across lines is read wrongly over a telephone.
  const parameters = { amount: euros(subject.amount), phone: subject.office.provider.phone.replaceAll(' ', '\u00A0') };
  const paragraph = (heading: WordKey, key: WordKey): PaperBlock[] => [
    { kind: 'text', text: words(heading), bold: true },
    { kind: 'text', text: words(key, parameters) },
    { kind: 'space' },
  ];
  return {
    title: words(`slip.${subject.kind}.title`),
    blocks: [
      ...providerBlocks(subject.office, words),
      { kind: 'rule' },
      ...officeBlocks(subject.office, words),
      { kind: 'pair', left: words('office.date'), right: momentOf(subject.at, words) },
      { kind: 'pair', left: words('office.sale'), right: subject.sale },
      { kind: 'rule' },
      { kind: 'pair', left: words('slip.reference'), right: subject.reference, bold: true },
      { kind: 'pair', left: words('slip.amount'), right: euros(subject.amount), bold: true },
      ...(subject.kind === 'incident' && subject.returned > 0 ? [{ kind: 'pair' as const, left: words('slip.returned'), right: euros(subject.returned) }] : []),
      { kind: 'space' },
      ...paragraph('slip.happened', happened(subject)),
      ...paragraph('slip.money', `slip.${subject.kind}.money`),
      ...paragraph('slip.next', next(subject)),
    ],
  };
}

/** Without a telephone in the configuration, the counter is the only way. */
function next({ kind, office }: SlipSubject): WordKey {
  return kind === 'incident' && office.provider.phone === '' ? 'slip.incident.nextAtCounter' : `slip.${kind}.next`;
}

function happened(subject: SlipSubject): WordKey {
  switch (subject.kind) {
    case 'refused':
      return `slip.refused.${subject.reason}`;
    case 'incident':
      return `slip.incident.${subject.cause}`;
    case 'cancelled':
      return 'slip.cancelled.happened';
    case 'refunded':
      return 'slip.refunded.happened';
  }
}
