import type { Helped } from '../assisted/helped.ts';
import { cents } from '../money.ts';
import { reducePrice, tellLabel, voidLabels } from './help-steps.ts';
import { withoutSettled, type CheckoutContext } from './memory.ts';
import type { PaymentEnd } from './money-steps.ts';
import { withPiece, type Piece } from './piece.ts';

/** What the checkout remembers once a worker's act is recorded; what could not be recorded changes nothing. */

type HelpedBy<T extends Helped['type']> = Extract<Helped, { type: T }>;
type Changes = Partial<CheckoutContext>;

const nothingGiven: Changes = { giving: { kind: 'chosen', pieces: [] } };

function pieceOf({ pieces }: CheckoutContext, id: string): Piece | undefined {
  return pieces.find(({ piece }) => piece === id);
}

/** A label that came out is void first; what waits simply gets its turn. */
export function reprinted(context: CheckoutContext, event: HelpedBy<'helped.label.reprinted'>): Changes {
  const piece = pieceOf(context, event.piece);
  if (piece?.state !== 'printed' || !voidLabels(context.ports, context.sale, [piece], event.staff)) return {};
  return { pieces: withPiece(context.pieces, { ...piece, state: 'waiting', label: null, number: null }) };
}

/** Found, it is a label as any other; missing, the piece waits for one. */
export function labelTold(context: CheckoutContext, { piece: id, printed }: HelpedBy<'helped.label.told'>): Changes {
  const piece = pieceOf(context, id);
  const settled = piece === undefined ? null : tellLabel(context.ports, context.sale, piece, printed);
  if (piece === undefined || settled === null) return {};
  const told: Piece = printed ? { ...piece, state: 'printed' } : { ...piece, state: 'waiting', label: null, number: null };
  return { pieces: withPiece(context.pieces, told), incident: withoutSettled(context.incident, settled) };
}

export function chosenVoid(context: CheckoutContext, { pieces, staff }: HelpedBy<'helped.refund'>): Changes {
  const labelled = context.pieces.filter(({ piece, state }) => pieces.includes(piece) && state === 'printed');
  return voidLabels(context.ports, context.sale, labelled, staff) ? { giving: { kind: 'chosen', pieces } } : nothingGiven;
}

export function priceLowered(context: CheckoutContext, { piece: id, amount, staff }: HelpedBy<'helped.allowance'>): Changes {
  const piece = pieceOf(context, id);
  if (piece === undefined || !reducePrice(context.ports, context.sale, piece, amount, staff)) return nothingGiven;
  return { pieces: withPiece(context.pieces, { ...piece, reduced: cents(piece.reduced + amount) }), giving: { kind: 'allowance', piece: id, amount } };
}

/** A payment that was unknown is decided: what was open about it is open no more. */
export function decided(end: PaymentEnd): Changes {
  switch (end.kind) {
    case 'approved':
      return { approval: end.approval, incident: null };
    case 'refused':
      return { refusal: end.reason, incident: null };
    case 'unknown':
      return {};
  }
}
