import { euros, momentOf } from './figures.ts';
import { duplicateBlocks, officeBlocks, providerBlocks } from './letterhead.ts';
import type { EpochMs } from '../ports.ts';
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
  const until = retriedUntil(subject);
  const phone = subject.office.provider.phone.replaceAll(' ', '\u00A0');
  const parameters = { amount: euros(subject.amount), phone, until: until === null ? '' : momentOf(until, words) };
  const paragraph = (heading: WordKey, key: WordKey): PaperBlock[] => [
    { kind: 'text', text: words(heading), bold: true },
    { kind: 'text', text: words(key, parameters) },
    { kind: 'space' },
  ];
  return {
    title: words(`slip.${subject.kind}.title`),
    blocks: [
      ...duplicateBlocks(subject.duplicate ?? null, words),
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
      ...paragraph('slip.money', until === null ? `slip.${subject.kind}.money` : retried(subject)),
      ...paragraph('slip.next', next(subject)),
    ],
  };
}

/** Until when the terminal still tries by itself, so that the counter does not pay yet: two who pay pay twice. */
function retriedUntil(subject: SlipSubject): EpochMs | null {
  return subject.kind === 'incident' ? subject.retryUntil : null;
}

/** Who does not know whether the card was debited promises nothing back that was never taken. */
function retried(subject: SlipSubject): WordKey {
  return subject.kind === 'incident' && subject.cause === 'payment-unknown' ? 'slip.incident.moneyRetriedUnsure' : 'slip.incident.moneyRetried';
}

/** Without a telephone in the configuration, the counter is the only way. */
function next(subject: SlipSubject): WordKey {
  if (subject.kind !== 'incident') return `slip.${subject.kind}.next`;
  const way = subject.office.provider.phone === '' ? 'AtCounter' : '';
  return subject.retryUntil === null ? `slip.incident.next${way}` : `slip.incident.nextRetried${way}`;
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
      return subject.byStaff === true ? 'slip.refunded.byStaff' : 'slip.refunded.happened';
  }
}
