import type { EpochMs } from '../ports.ts';
import { momentOf } from './figures.ts';
import { depositedSentence, officeBlocks, providerBlocks, specimenBlocks } from './letterhead.ts';
import { spacedNumber } from './numbers.ts';
import type { Paper } from './paper.ts';
import type { DropOffSubject } from './subjects.ts';
import { frenchWords, type Words } from './words.ts';

export type { DropOffSubject } from './subjects.ts';

/**
 * The proof that an item was left here which was franked elsewhere, or earlier. It says what the terminal saw of it, its
 * number, and that it saw nothing else: weight and contents are the sender's word.
 */
export function dropOffProof(subject: DropOffSubject, words: Words = frenchWords): Paper {
  const { office, number, kind, at, into } = subject;
  return {
    title: words('dropOff.title'),
    blocks: [
      ...specimenBlocks(subject.legend ?? [words('specimen'), words('worthless')]),
      ...providerBlocks(office, words),
      { kind: 'rule' },
      ...officeBlocks(office, words),
      { kind: 'pair', left: words('office.date'), right: momentOf(at, words) },
      { kind: 'rule' },
      { kind: 'pair', left: words('dropOff.number'), right: spacedNumber(number), bold: true },
      { kind: 'pair', left: words('dropOff.kind.title'), right: words(`dropOff.kind.${kind}`) },
      { kind: 'text', text: depositedSentence({ at, into }, words), bold: true },
      { kind: 'rule' },
      ...(kind === 'franked-here' ? [] : [{ kind: 'text', text: words('dropOff.checked') } as const, { kind: 'space' } as const]),
      { kind: 'text', text: words('proof.keep') },
      { kind: 'space' },
      { kind: 'qr', text: subject.verification },
      { kind: 'text', text: words('proof.verify'), align: 'centre' },
    ],
  };
}

/** What is signed of a deposit: the number (or the label) of the item, the terminal, and the time. */
export interface SignedDeposit {
  readonly item: string;
  readonly terminal: string;
  readonly at: EpochMs;
}

/** What the QR says, in printable ASCII as on the proof of posting. Whoever signs, signs `signedDeposit`. */
export function depositText(request: SignedDeposit & { readonly signature: string }): string {
  return `${signedDeposit(request)}:${encodeURIComponent(request.signature)}`;
}

/** In whole seconds since 1970: what the paper says to the minute. */
export function signedDeposit({ item, terminal, at }: SignedDeposit): string {
  return `MOULIN-DEPOSIT:1:${encodeURIComponent(terminal)}:${encodeURIComponent(item)}:${Math.floor(at / 1000)}`;
}
