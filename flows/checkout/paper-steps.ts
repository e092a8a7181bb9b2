import { besideFrench } from '../documents/beside.ts';
import type { Paper } from '../documents/paper.ts';
import { proofOfPosting, verificationText, signedPart } from '../documents/proof-of-posting.ts';
import { receipt } from '../documents/receipt.ts';
import { slip } from '../documents/slip.ts';
import type { ByHand, CustomsSubject, Duplicate, LabelSubject, ProofPiece, ProofSubject, ReceiptSubject, SlipSubject } from '../documents/subjects.ts';
import { formatAddress } from '../addresses/address.ts';
import type { BasketLine } from '../customer/basket.ts';
import type { CustomsDeclaration } from '../customs/declaration.ts';
import { totals } from '../customs/totals.ts';
import { entryOf } from '../destinations/destinations.ts';
import { destinationName } from '../destinations/names.ts';
import type { FactOf } from '../facts.ts';
import { cents } from '../money.ts';
import type { CardRefusal, EpochMs, Mark, Outcome, Ports, PreAdviceRecord, PrintFault, Recorded } from '../ports.ts';
import { retryUntil } from './incidents.ts';
import type { CheckoutContext } from './memory.ts';
import { isPosted, returnedValue, valueOf, type Piece } from './piece.ts';
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

/** Where an item that leaves France goes, as French papers name it; null for what stays, or is not sent. */
function abroad(ports: Ports, { destination }: BasketLine): string | null {
  const entry = destination === null ? null : entryOf(ports.destinations, destination);
  return entry === null || entry.country === 'FR' ? null : destinationName(entry, 'fr');
}

interface Issued {
  readonly label: string;
  readonly number: string | null;
  readonly at: EpochMs;
}

export function labelSubject(ports: Ports, { line }: Piece, issued: Issued & { readonly mark: Mark }): LabelSubject {
  return {
    ...issued,
    kind: line.kind,
    productName: line.productName,
    options: line.options,
    grams: line.grams,
    unweighed: line.kind === 'stamp',
    byHand: byHand(line),
    price: line.unitPrice,
    registered: line.registered,
    destination: abroad(ports, line),
    office: ports.office,
    sender: linesOf(line.sender),
    addressee: line.pickUp === null ? linesOf(line.addressee) : collector(line.addressee),
    pickUp: line.pickUp,
    customs: line.declaration?.form ?? null,
  };
}

/** What a worker entered in the place of the scale, or measured: every paper says so. */
export function byHand({ weighedBy, sizedBy }: { readonly weighedBy?: 'staff' | null | undefined; readonly sizedBy?: 'staff' | null | undefined }): ByHand {
  return { weight: weighedBy === 'staff', size: sizedBy === 'staff' };
}

/** Who collects at a pick-up point: the names alone, for the point has the address. */
function collector(addressee: BasketLine['addressee']): readonly string[] {
  return addressee === null ? [] : [addressee.company, addressee.name].filter((name) => name !== '');
}

export function customsSubject(ports: Ports, { line }: Piece, declaration: CustomsDeclaration, issued: Issued): CustomsSubject {
  return {
    form: declaration.form,
    number: issued.number,
    label: issued.label,
    at: issued.at,
    office: ports.office,
    sender: linesOf(line.sender),
    senderPhone: line.sender === null || line.sender.phone === '' ? null : line.sender.phone,
    addressee: linesOf(line.addressee),
    addresseePhone: line.addressee === null || line.addressee.phone === '' ? null : line.addressee.phone,
    destination: line.destination ?? '',
    destinationName: placeName(ports, line),
    category: declaration.category,
    articles: declaration.articles,
    totals: totals(declaration.articles),
    grams: line.grams,
    postage: line.unitPrice,
  };
}

/** Overseas France too: it is in France, and its customs are not. */
function placeName(ports: Ports, { destination }: BasketLine): string {
  const entry = destination === null ? null : entryOf(ports.destinations, destination);
  return entry === null ? '' : destinationName(entry, 'fr');
}

/** What the operator's back office must have before the item travels. */
export function preAdviceOf(ports: Ports, { line }: Piece, declaration: CustomsDeclaration, { label, number }: Pick<Issued, 'label' | 'number'>): PreAdviceRecord {
  return {
    label,
    number,
    product: line.product,
    grams: line.grams,
    postage: line.unitPrice,
    destination: line.destination ?? '',
    sender: linesOf(line.sender),
    addressee: linesOf(line.addressee),
    phone: line.addressee?.phone ?? '',
    declaration,
  };
}

function proofPiece(ports: Ports, piece: Piece): ProofPiece[] {
  const { line, label, number, deposited } = piece;
  if (label === null) return [];
  return [
    {
      productName: line.productName,
      options: line.options,
      grams: line.grams,
      byHand: byHand(line),
      tariffPrice: line.tariffPrice,
      label,
      number,
      registered: line.registered,
      destination: abroad(ports, line),
      price: valueOf(piece),
      cover: line.cover,
      sender: linesOf(line.sender),
      addressee: linesOf(line.addressee),
      deposit: deposited === null ? null : { at: deposited, into: ports.drop },
    },
  ];
}

/** The proof covers what came out and is posted, and nothing else. */
export function proofPaper({ ports, sale, pieces }: CheckoutContext): Paper {
  const printed = pieces.filter((piece) => piece.state === 'printed' && isPosted(piece.line)).flatMap((piece) => proofPiece(ports, piece));
  const subject: ProofSubject = {
    sale,
    at: ports.clock.now(),
    office: ports.office,
    pieces: printed,
    verification: proofVerification(ports, sale, printed.map((piece) => piece.label)),
    duplicate: null,
  };
  return besideFrench((words) => proofOfPosting(subject, words), ports.spoken());
}

/** What the QR of a proof holds: whoever holds the paper can show that this terminal made it. */
export function proofVerification(ports: Pick<Ports, 'authority'>, sale: string, labels: readonly string[]): string {
  return verificationText({ sale, labels, signature: ports.authority.seal(signedPart({ sale, labels })) });
}

export function receiptPaper({ ports, sale, lines, total, approval, pieces }: CheckoutContext): Paper {
  const subject: ReceiptSubject = {
    sale,
    at: ports.clock.now(),
    office: ports.office,
    lines: lines.map(({ kind, product, productName, options, grams, quantity, unitPrice, tariffPrice, weighedBy, sizedBy }) => ({
      product,
      productName,
      options,
      grams,
      unweighed: kind === 'stamp',
      byHand: byHand({ weighedBy, sizedBy }),
      tariffPrice,
      quantity,
      unitPrice,
      price: cents(unitPrice * quantity),
    })),
    total,
    payment: approval ?? { authorisation: null, cardLast4: null },
    returned: returnedValue(pieces),
    version: ports.version,
    ...placeInJournal(ports.ledger.factsOfSale(sale)),
    duplicate: null,
  };
  return besideFrench((words) => receipt(subject, words), ports.spoken());
}

/** The record that says it was paid: the receipt and each of its copies name the same. */
export function placeInJournal(facts: readonly Recorded[]): Pick<ReceiptSubject, 'journal'> {
  const paid = facts.findLast(({ fact }) => fact.type === 'payment.approved');
  return paid === undefined ? {} : { journal: { seq: paid.seq, extract: paid.extract } };
}

/** Why a slip is printed unasked (REC-3). */
export type SlipReason = 'refused' | 'cancelled' | 'returned' | 'incident';

export function slipPaper(context: CheckoutContext, reason: SlipReason, duplicate: Duplicate | null = null): Paper {
  return slipInBoth(context.ports, { ...slipSubject(context, reason), duplicate });
}

function slipInBoth({ spoken }: Pick<Ports, 'spoken'>, subject: SlipSubject): Paper {
  return besideFrench((words) => slip(subject, words), spoken());
}

function slipSubject(context: CheckoutContext, reason: SlipReason): SlipSubject {
  const { ports, sale, total, refusal, pieces, incident, attempt } = context;
  const paper = { sale, at: ports.clock.now(), office: ports.office, duplicate: null };
  switch (reason) {
    case 'refused':
      return { ...paper, kind: 'refused', reason: refusalOnPaper(refusal), reference: `${sale}-P${attempt}`, amount: total };
    case 'cancelled':
      return { ...paper, kind: 'cancelled', reference: `${sale}-P${attempt}`, amount: total };
    case 'returned':
      return { ...paper, kind: 'refunded', reference: `${sale}-R${context.refunds}`, amount: returnedValue(pieces), byStaff: context.giving.kind !== 'waiting' };
    case 'incident':
      return { ...paper, kind: 'incident', cause: context.incidentCause, reference: incident?.reference ?? sale, amount: incident?.amount ?? total, returned: returnedValue(pieces), retryUntil: incident?.retryUntil ?? null };
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
export function recoverySlipPaper(ports: Ports, state: SaleState, duplicate: Duplicate | null = null): Paper {
  const { returned, incidents } = balanceOf(state);
  const paper = { sale: state.sale, at: ports.clock.now(), office: ports.office, duplicate };
  const incident = [...state.incidents].find(([, { settled }]) => settled === null);
  if (incident === undefined) return slipInBoth(ports, { ...paper, kind: 'refunded', reference: `${state.sale}-R${state.refunds.size}`, amount: returned });
  const [reference, { cause }] = incident;
  const until = retryUntil(ports, ports.ledger.factsOfSale(state.sale));
  return slipInBoth(ports, { ...paper, kind: 'incident', cause, reference, amount: incidents, returned, retryUntil: until });
}
