import { thingView, type BasketLine } from '../customer/basket.ts';
import { cents, sumCents, type Cents } from '../money.ts';
import type { EpochMs } from '../ports.ts';
import type { PieceView } from '../view.ts';

/** One label to be printed: a line of quantity 3 makes three pieces. */
export interface Piece {
  readonly piece: string;
  readonly line: BasketLine;
  readonly state: PieceView['state'];
  /** Set once its label came out. */
  readonly label: string | null;
  readonly number: string | null;
  /** By how much a worker lowered its price after its label came out. */
  readonly reduced: Cents;
  /** What has gone back to the card for it. */
  readonly returned: Cents;
  /** When its label was scanned at the drop; null before. */
  readonly deposited: EpochMs | null;
}

export function piecesOf(lines: readonly BasketLine[]): Piece[] {
  return lines.flatMap((line) =>
    Array.from({ length: line.quantity }, (_, index) => ({ piece: `${line.line}.${index + 1}`, line, state: 'waiting' as const, label: null, number: null, reduced: cents(0), returned: cents(0), deposited: null })),
  );
}

/** The piece whose turn it is; null when none waits. */
export function nextPiece(pieces: readonly Piece[]): Piece | null {
  return pieces.find((piece) => piece.state === 'waiting') ?? null;
}

export function withPiece(pieces: readonly Piece[], changed: Piece): readonly Piece[] {
  return pieces.map((piece) => (piece.piece === changed.piece ? changed : piece));
}

/** What its label is worth, or will be. */
export function valueOf({ line, reduced }: Piece): Cents {
  return cents(line.unitPrice - reduced);
}

/** What has been paid and can no longer, or not yet, be delivered. */
export function undeliveredValue(pieces: readonly Piece[]): Cents {
  return sumCents(pieces.filter((piece) => piece.state === 'waiting').map(valueOf));
}

export function returnedValue(pieces: readonly Piece[]): Cents {
  return sumCents(pieces.map(({ returned }) => returned));
}

/** Something that is posted, and not only bought: it can be left here. */
export function isPosted({ kind, grams }: BasketLine): boolean {
  return kind === 'letter' || kind === 'parcel' || (kind === 'supplement' && grams > 0);
}

export function pieceView(piece: Piece): PieceView {
  const { line } = piece;
  return {
    piece: piece.piece,
    ...thingView(line),
    price: valueOf(piece),
    number: piece.number,
    state: piece.state,
    customs: line.declaration?.form ?? null,
    deposit: !isPosted(line) || piece.state !== 'printed' ? 'none' : piece.deposited === null ? 'awaited' : 'deposited',
  };
}
