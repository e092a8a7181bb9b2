import type { Paper } from '../documents/paper.ts';
import { proofOfPosting, verificationText, signedPart } from '../documents/proof-of-posting.ts';
import { receipt } from '../documents/receipt.ts';
import { slip } from '../documents/slip.ts';
import type { LabelSubject, ProofPiece, SlipSubject } from '../documents/subjects.ts';
import { formatAddress } from '../addresses/address.ts';
import type { BasketLine } from '../customer/basket.ts';
import type { FactOf } from '../facts.ts';
import { cents } from '../money.ts';
import type { CardRefusal, EpochMs, Mark, Outcome, Ports, PrintFault } from '../ports.ts';
import type { CheckoutContext } from './memory.ts';
import { returnedValue, type Piece } from './piece.ts';
import { balanceOf, type SaleState } from './sale.ts';

/** The papers of a sale: which facts go on which, and what is recorded of their printing. No name ever reaches the ledger. */

/** Prints one paper and records how it ended. A paper holds no value: an unknown end may be printed again. */
export async function printPaper(ports: Ports, sale: string, document: FactOf<'document.printed'>['document'], paper: Paper): Promise<Outcome<void, PrintFault>> {
  const outcome = await ports.papers.print(paper, `${sale}-${document}`);
  const ended = outcome.kind === 'ok' ? 'printed' : outcome.kind === 'unknown' ? 'unknown' : 'not-printed';
  ports.ledger.record({ type: 'document.printed', sale, document, outcome: ended });
  return outcome;
}

function linesOf(draft: BasketLine['addressee']): readonly string[] {
  return draft === null ? [] : formatAddress(draft);
}

export function labelSubject(ports: Ports, { line }: Piece, issued: { readonly label: string; readonly number: string | null; readonly mark: Mark; readonly at: EpochMs }): LabelSubject {
  return {
    ...issued,
    kind: line.kind,
    productName: line.productName,
    grams: line.grams,
    price: line.unitPrice,
    office: ports.office,
    sender: linesOf(line.sender),
    addressee: linesOf(line.addressee),
  };
}

function proofPiece({ line, label, number }: Piece): ProofPiece[] {
  if (label === null) return [];
  return [
    {
      productName: line.productName,
      grams: line.grams,
      label,
      number,
      price: line.unitPrice,
      cover: line.cover,
      sender: linesOf(line.sender),
      addressee: linesOf(line.addressee),
    },
  ];
}

/** The proof covers what came out, and nothing else. */
export function proofPaper({ ports, sale, pieces }: CheckoutContext): Paper {
  const printed = pieces.filter((piece) => piece.state === 'printed').flatMap(proofPiece);
  const labels = printed.map((piece) => piece.label);
  return proofOfPosting({
    sale,
    at: ports.clock.now(),
    office: ports.office,
    pieces: printed,
    verification: verificationText({ sale, labels, signature: ports.authority.seal(signedPart({ sale, labels })) }),
  });
}

export function receiptPaper({ ports, sale, lines, total, approval, pieces }: CheckoutContext): Paper {
  return receipt({
    sale,
    at: ports.clock.now(),
    office: ports.office,
    lines: lines.map(({ product, productName, grams, quantity, unitPrice }) => ({ product, productName, grams, quantity, unitPrice, price: cents(unitPrice * quantity) })),
    total,
    payment: approval ?? { authorisation: null, cardLast4: null },
    returned: returnedValue(pieces),
    version: ports.version,
  });
}

/** Why a slip is printed unasked (REC-3). */
export type SlipReason = 'refused' | 'cancelled' | 'returned' | 'incident';

export function slipPaper(context: CheckoutContext, reason: SlipReason): Paper {
  return slip(slipSubject(context, reason));
}

function slipSubject(context: CheckoutContext, reason: SlipReason): SlipSubject {
  const { ports, sale, total, refusal, pieces, incident, attempt } = context;
  const paper = { sale, at: ports.clock.now(), office: ports.office };
  switch (reason) {
    case 'refused':
      return { ...paper, kind: 'refused', reason: refusalOnPaper(refusal), reference: `${sale}-P${attempt}`, amount: total };
    case 'cancelled':
      return { ...paper, kind: 'cancelled', reference: `${sale}-P${attempt}`, amount: total };
    case 'returned':
      return { ...paper, kind: 'refunded', reference: `${sale}-R${context.refunds}`, amount: returnedValue(pieces) };
    case 'incident':
      return { ...paper, kind: 'incident', cause: context.incidentCause, reference: incident?.reference ?? sale, amount: incident?.amount ?? total, returned: returnedValue(pieces) };
  }
}

function refusalOnPaper(refusal: CardRefusal | 'not-recorded'): Extract<SlipSubject, { kind: 'refused' }>['reason'] {
  switch (refusal) {
    case 'declined':
    case 'abandoned':
    case 'timed-out':
    case 'not-recorded':
      return refusal;
    case 'busy':
    case 'unavailable':
    case 'not-supported':
      return 'terminal-unavailable';
  }
}

/** What a crash left behind, on paper: for the customer who comes back, or for the counter. */
export function recoverySlipPaper(ports: Ports, state: SaleState): Paper {
  const { returned, incidents } = balanceOf(state);
  const paper = { sale: state.sale, at: ports.clock.now(), office: ports.office };
  const incident = [...state.incidents].find(([, { settled }]) => settled === null);
  if (incident === undefined) return slip({ ...paper, kind: 'refunded', reference: `${state.sale}-R${state.refunds.size}`, amount: returned });
  const [reference, { cause }] = incident;
  return slip({ ...paper, kind: 'incident', cause, reference, amount: incidents, returned });
}
