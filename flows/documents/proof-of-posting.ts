import { parseLetterNumber } from '../tracking/letter.ts';
import { euros, momentOf, weightOf } from './figures.ts';
import { spacedNumber } from './numbers.ts';
import { depositedSentence, duplicateBlocks, officeBlocks, providerBlocks, specimenBlocks } from './letterhead.ts';
import type { Paper, PaperBlock } from './paper.ts';
import type { ProofPiece, ProofSubject } from './subjects.ts';
import { frenchWords, type WordKey, type Words } from './words.ts';

export type { ProofPiece, ProofSubject } from './subjects.ts';

/**
 * The proof of posting: one paper with every fact (`experience.md`, "Proof of posting"; arrêté of 7 February 2007,
 * `postal.md` 3.5): date of deposit, guarantee level, item number, price paid, sender, addressee, provider with registered
 * address, registration and telephone, place and address of deposit, and a code by which anyone can check it. It is called
 * a proof of deposit for what was left here and no other, for buying and leaving are two events.
 */
export function proofOfPosting(subject: ProofSubject, words: Words = frenchWords): Paper {
  const { pieces, duplicate } = subject;
  return {
    title: words(titleOf(pieces)),
    blocks: [
      ...duplicateBlocks(duplicate, words),
      ...specimenBlocks(subject.legend ?? [words('specimen'), words('worthless')]),
      ...providerBlocks(subject.office, words),
      { kind: 'rule' },
      ...officeBlocks(subject.office, words),
      { kind: 'pair', left: words('office.date'), right: momentOf(subject.at, words) },
      { kind: 'pair', left: words('office.sale'), right: subject.sale },
      ...pieces.flatMap((piece, at) => [
        { kind: 'rule' } as const,
        ...(pieces.length > 1 ? [{ kind: 'text', text: words('proof.item', { at: at + 1, of: pieces.length }) } as const] : []),
        ...pieceBlocks(piece, duplicate !== null, words),
      ]),
      { kind: 'rule' },
      { kind: 'text', text: words('proof.keep') },
      { kind: 'space' },
      { kind: 'qr', text: subject.verification },
      { kind: 'text', text: words('proof.verify'), align: 'centre' },
    ],
  };
}

function titleOf(pieces: readonly ProofPiece[]): WordKey {
  const left = pieces.filter(({ deposit }) => deposit !== null).length;
  if (left === 0) return 'proof.title.franked';
  return left === pieces.length ? 'proof.title.deposited' : 'proof.title.partly';
}

function pieceBlocks(piece: ProofPiece, copied: boolean, words: Words): PaperBlock[] {
  const { number, registered, options, destination, grams, byHand, tariffPrice, cover } = piece;
  const elsewhere = words(copied ? 'proof.addressesOnOriginal' : 'proof.addressesOnItem');
  const fact = (left: string, right: string, bold = false): PaperBlock => ({ kind: 'pair', left, right, bold });
  return [
    { kind: 'text', text: piece.productName, bold: true },
    ...(number === null ? [] : [fact(words('proof.number'), spacedNumber(number), true)]),
    fact(words('proof.label'), piece.label),
    ...(registered === null ? [] : [fact(words('proof.level'), words('proof.registered', { level: registered }))]),
    ...(options.length === 0 ? [] : [fact(words('proof.options'), options.map(({ name }) => name).join(', '))]),
    ...(destination === null ? [] : [fact(words('proof.destination'), destination)]),
    ...(grams === 0 ? [] : [fact(words(byHand?.weight === true ? 'proof.weightByHand' : 'proof.weight'), weightOf(grams))]),
    ...(byHand?.size === true ? [fact(words('proof.size'), words('proof.sizeByHand'))] : []),
    fact(words('proof.price'), euros(piece.price)),
    ...(tariffPrice == null ? [] : [fact(words('proof.tariffPrice'), euros(tariffPrice))]),
    fact(words('proof.cover'), cover === null ? words('proof.noCover') : words('proof.coverUpTo', { amount: euros(cover) })),
    ...addressBlocks(words('proof.sender'), piece.sender),
    ...addressBlocks(words('proof.addressee'), piece.addressee),
    ...(piece.sender.length + piece.addressee.length > 0 ? [] : [{ kind: 'text', text: elsewhere } as const]),
    { kind: 'text', text: depositSentence(piece, words), bold: true },
  ];
}

/**
 * What is registered is taken by a hand, never by a letter box: without that its posting has no proof (`postal.md` 3.5).
 * A parcel does not fit one.
 */
function depositSentence({ deposit, registered, number }: ProofPiece, words: Words): string {
  if (deposit !== null) return depositedSentence(deposit, words);
  const fitsLetterBox = registered === null && (number === null || parseLetterNumber(number).ok);
  return words(fitsLetterBox ? 'proof.notDeposited' : 'proof.notDepositedAtCounter');
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
