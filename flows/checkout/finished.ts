import type { CheckoutContext, Finished } from './memory.ts';
import { isPosted, pieceView, returnedValue } from './piece.ts';

/** A sale as its last screen says it. */
export function finishedOf(context: CheckoutContext): Finished {
  const printed = context.pieces.filter((piece) => piece.state === 'printed');
  return {
    kind: 'finished',
    sale: context.sale,
    paid: context.approval === null ? null : context.total,
    printed: printed.length,
    posted: printed.some((piece) => isPosted(piece.line)),
    awaited: printed.filter((piece) => isPosted(piece.line) && piece.deposited === null).length,
    returned: returnedValue(context.pieces),
    incident: context.incident,
    papers: context.papers,
    pieces: context.pieces.map(pieceView),
    dismissed: context.dismissed,
  };
}
