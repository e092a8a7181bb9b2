import { euros, momentOf, weightOf } from './figures.ts';
import { spacedNumber } from './numbers.ts';
import { officeBlocks, providerBlocks, specimenBlocks } from './letterhead.ts';
import type { Paper, PaperBlock } from './paper.ts';
import type { ProofPiece, ProofSubject } from './subjects.ts';
import { frenchWords, type Words } from './words.ts';

export type { ProofPiece, ProofSubject } from './subjects.ts';

/**
 * The proof of posting: one paper with every fact (`experience.md`, "Proof of posting"; arrêté of 7 February 2007,
 * `postal.md` 3.5): date, guarantee level, item number, price paid, sender, addressee, provider with registered address,
 * registration and telephone, place and address of deposit, and a code by which anyone can check it.
 */
export function proofOfPosting(subject: ProofSubject, words: Words = frenchWords): Paper {
  const { pieces } = subject;
  return {
    title: words('proof.title'),
    blocks: [
      ...specimenBlocks(subject.legend ?? [words('specimen'), words('worthless')]),
      ...providerBlocks(subject.office, words),
      { kind: 'rule' },
      ...officeBlocks(subject.office, words),
      { kind: 'pair', left: words('office.date'), right: momentOf(subject.at, words) },
      { kind: 'pair', left: words('office.sale'), right: subject.sale },
      ...pieces.flatMap((piece, at) => pieceBlocks(piece, pieces.length > 1 ? words('proof.item', { at: at + 1, of: pieces.length }) : null, words)),
      { kind: 'rule' },
      { kind: 'text', text: words('proof.made') },
      { kind: 'space' },
      { kind: 'qr', text: subject.verification },
      { kind: 'text', text: words('proof.verify'), align: 'centre' },
    ],
  };
}

function pieceBlocks(piece: ProofPiece, heading: string | null, words: Words): PaperBlock[] {
  const fact = (left: string, right: string): PaperBlock => ({ kind: 'pair', left, right });
  return [
    { kind: 'rule' },
    ...(heading === null ? [] : [{ kind: 'text', text: heading } as const]),
    { kind: 'text', text: piece.productName, bold: true },
    ...(piece.number === null ? [] : [{ kind: 'pair', left: words('proof.number'), right: spacedNumber(piece.number), bold: true } as const]),
    fact(words('proof.label'), piece.label),
    fact(words('proof.weight'), weightOf(piece.grams)),
    fact(words('proof.price'), euros(piece.price)),
    fact(words('proof.cover'), piece.cover === null ? words('proof.noCover') : words('proof.coverUpTo', { amount: euros(piece.cover) })),
    ...addressBlocks(words('proof.sender'), piece.sender),
    ...addressBlocks(words('proof.addressee'), piece.addressee),
    ...(piece.sender.length + piece.addressee.length === 0 ? [{ kind: 'text', text: words('proof.addressesOnItem') } as const] : []),
  ];
}

function addressBlocks(heading: string, lines: readonly string[]): PaperBlock[] {
  return lines.length === 0 ? [] : [{ kind: 'text', text: heading, bold: true }, ...lines.map((text): PaperBlock => ({ kind: 'text', text }))];
}

/**
 * What the QR says: the sale, its labels and a signature, in printable ASCII, because a QR length counted in characters
 * must equal its bytes (`devices.md` 2.4 finding 8). `npm run ledger` reads it back. Whoever signs, signs `signedPart`.
 */
export function verificationText(request: { readonly sale: string; readonly labels: readonly string[]; readonly signature: string }): string {
  return `${signedPart(request)}:${encodeURIComponent(request.signature)}`;
}

export function signedPart({ sale, labels }: { readonly sale: string; readonly labels: readonly string[] }): string {
  return `MOULIN-PROOF:1:${encodeURIComponent(sale)}:${labels.map((label) => encodeURIComponent(label)).join(',')}`;
}
