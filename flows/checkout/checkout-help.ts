import type { SnapshotFrom } from 'xstate';
import type { HelpDocument } from '../assisted/helped.ts';
import type { Situation } from '../assisted/situation.ts';
import { cents, sumCents, type Cents } from '../money.ts';
import type { Health } from '../ports.ts';
import { isWell } from '../terminal/world.ts';
import type { checkoutMachine } from './checkout.ts';
import { labelFault } from './label-steps.ts';
import type { CheckoutContext, Giving } from './memory.ts';
import { nextPiece, pieceView, undeliveredValue, valueOf, type Piece } from './piece.ts';

/** What a worker can do for a sale that has been paid, or may have been. The chart lets pass what these let pass, and the worker is offered it. */

type Pieces = Pick<CheckoutContext, 'pieces'>;

function isHeld({ state, label, deposited }: Piece): boolean {
  return state === 'printed' && label !== null && deposited === null;
}

/** Labels that are in somebody's hand and can be taken back, and what jammed and waits. Of a price that was lowered no second label is made. */
export function reprintable({ pieces, world }: Pick<CheckoutContext, 'pieces' | 'world'>): readonly Piece[] {
  const waiting = isWell(world.health.labels) ? nextPiece(pieces) : null;
  return pieces.filter((piece) => (isHeld(piece) && piece.reduced === 0) || piece === waiting);
}

/** Labels nobody is sure of. One that has no name cannot be looked for. */
export function doubtful({ pieces }: Pieces): readonly Piece[] {
  return pieces.filter(({ state, label }) => state === 'unknown' && label !== null);
}

/** What can be given back: postage that was not used (PAY-9), and what never became a label. */
export function refundable({ pieces, approval }: Pick<CheckoutContext, 'pieces' | 'approval'>): readonly Piece[] {
  return approval === null ? [] : pieces.filter((piece) => (isHeld(piece) || piece.state === 'waiting') && valueOf(piece) > 0);
}

/** A part of the price can go back for a label that is kept. */
export function reducible(context: Pick<CheckoutContext, 'pieces' | 'approval'>): readonly Piece[] {
  return refundable(context).filter(({ state }) => state === 'printed');
}

/** What went back for it, or was owed back and is a person's to pay. */
function goneBack(piece: Piece): Cents {
  return piece.state === 'returned' || piece.state === 'spoiled' ? piece.line.unitPrice : piece.reduced;
}

export function isPaymentUnknown({ approval, incident, incidentCause }: CheckoutContext): boolean {
  return approval === null && incident !== null && incidentCause === 'payment-unknown';
}

/** Papers whose original was printed in this sale, while the names and addresses for them are still known. */
export function copyableNow({ ports, sale, pieces, incident, slipSaid }: CheckoutContext): readonly HelpDocument[] {
  const printed = ports.ledger.factsOfSale(sale).flatMap(({ fact }) => (fact.type === 'document.printed' && fact.outcome !== 'not-printed' ? [fact.document] : []));
  const slip = slipSaid !== null && (incident !== null || pieces.some(({ returned }) => returned > 0));
  const customs = pieces.some((piece) => isHeld(piece) && piece.line.declaration !== null);
  return [...(slip && printed.includes('slip') ? (['slip'] as const) : []), ...(customs && printed.includes('customs') ? (['customs'] as const) : [])];
}

/** What goes back in one step; zero when nothing does. */
export function givingAmount({ pieces, giving }: Pick<CheckoutContext, 'pieces' | 'giving'>): Cents {
  switch (giving.kind) {
    case 'waiting':
      return undeliveredValue(pieces);
    case 'chosen':
      return sumCents(pieces.filter(({ piece }) => giving.pieces.includes(piece)).map(valueOf));
    case 'allowance':
      return giving.amount;
  }
}

/** The pieces once it has ended: it went back to the card, or a person must settle it. */
export function afterGiving(pieces: readonly Piece[], giving: Giving, returned: boolean): readonly Piece[] {
  const state = returned ? ('returned' as const) : ('spoiled' as const);
  const back = (piece: Piece, amount: Cents): Pick<Piece, 'returned'> => ({ returned: returned ? cents(piece.returned + amount) : piece.returned });
  return pieces.map((piece) => {
    if (giving.kind === 'allowance') return piece.piece === giving.piece ? { ...piece, ...back(piece, giving.amount) } : piece;
    const goes = giving.kind === 'waiting' ? piece.state === 'waiting' : giving.pieces.includes(piece.piece);
    return goes ? { ...piece, state, ...back(piece, valueOf(piece)) } : piece;
  });
}

/** A jam, an open head and an empty roll are cleared by whoever stands there; a printer that is silent is another matter. */
function waitsFor(health: Health): Situation['reprintWaits'] {
  return labelFault(health) === 'offline' ? 'device-unavailable' : 'device-first';
}

type CheckoutHelp = Pick<Situation, 'sale' | 'reprintable' | 'reprintWaits' | 'doubtful' | 'paymentUnknown' | 'refundable' | 'returnable' | 'givenBack' | 'documents' | 'endable'>;

/** The checkout, read for a worker: nothing is offered while a device is at work, for its end decides what there is to help with. */
export function checkoutHelp(snapshot: SnapshotFrom<typeof checkoutMachine>): CheckoutHelp {
  const { context } = snapshot;
  const sale = context.sale === '' ? null : context.sale;
  const none: CheckoutHelp = { sale, reprintable: [], reprintWaits: null, doubtful: [], paymentUnknown: false, refundable: [], returnable: cents(0), givenBack: cents(0), documents: [], endable: false };
  const troubled = snapshot.matches('troubled');
  const waiting = snapshot.matches('waiting');
  const depositing = snapshot.matches('depositing');
  if (!troubled && !waiting && !depositing) return none;
  const back = waiting ? [] : refundable(context);
  const labelsWell = isWell(context.world.health.labels);
  return {
    sale,
    // A label is made void only when its successor can be printed.
    reprintable: waiting || !labelsWell ? [] : reprintable(context).map(pieceView),
    reprintWaits: troubled && !labelsWell ? waitsFor(context.world.health.labels) : null,
    doubtful: troubled ? [] : doubtful(context).map(pieceView),
    paymentUnknown: waiting && isPaymentUnknown(context),
    refundable: back.map(pieceView),
    returnable: sumCents(back.map(valueOf)),
    givenBack: sumCents(context.pieces.map(goneBack)),
    documents: troubled ? [] : copyableNow(context),
    endable: !troubled,
  };
}
