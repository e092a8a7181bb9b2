import type { PieceView } from '../../flows/view.ts';

/** Pieces that stand in one row of a list. */
export interface PieceGroup {
  readonly piece: PieceView;
  readonly count: number;
  /** Where its first piece stands among all, from 1: the order in which labels come out. */
  readonly number: number;
}

/**
 * Twenty stamps are one row that says twenty, not five pages of the same sentence; what is posted keeps a row of its own,
 * for each item has its own label and its own number.
 */
export function groupPieces(pieces: readonly PieceView[]): readonly PieceGroup[] {
  const groups: PieceGroup[] = [];
  for (const [index, piece] of pieces.entries()) {
    const last = groups.at(-1);
    if (last !== undefined && isSame(last.piece, piece)) groups[groups.length - 1] = { ...last, count: last.count + 1 };
    else groups.push({ piece, count: 1, number: index + 1 });
  }
  return groups;
}

/** It travels under the label that comes out. A supplement does when its item was weighed here; one of a free amount is only bought. */
export function isPosted({ kind, grams }: Pick<PieceView, 'kind' | 'grams'>): boolean {
  return kind === 'letter' || kind === 'parcel' || (kind === 'supplement' && grams > 0);
}

function isSame(one: PieceView, other: PieceView): boolean {
  return (
    !isPosted(one) && one.kind === other.kind && one.product === other.product && one.grams === other.grams && one.name?.fr === other.name?.fr && one.price === other.price && one.state === other.state
  );
}
