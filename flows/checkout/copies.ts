import type { HelpDocument } from '../assisted/helped.ts';
import { besideFrench } from '../documents/beside.ts';
import { proofOfPosting } from '../documents/proof-of-posting.ts';
import { receipt } from '../documents/receipt.ts';
import type { Paper } from '../documents/paper.ts';
import type { PrintedOption, ProofPiece, ProofSubject, ReceiptLine, ReceiptSubject } from '../documents/subjects.ts';
import { frenchWords } from '../documents/words.ts';
import { entryOf } from '../destinations/destinations.ts';
import { destinationName } from '../destinations/names.ts';
import type { FactOf, FactType, SaleLine } from '../facts.ts';
import { cents, type Cents } from '../money.ts';
import type { Ports, Recorded } from '../ports.ts';
import { coverOf } from '../postage/quote.ts';
import type { Tariff } from '../postage/tariff.ts';
import { byHand, placeInJournal, proofVerification, recoverySlipPaper } from './paper-steps.ts';
import { balanceOf, foldSale, type SaleState } from './sale.ts';

/**
 * Papers of an earlier sale, made again from the journal alone. The journal keeps no names and no addresses, so that a
 * copy of a proof has none and says so; everything else is what the original said.
 */

export type CopyableDocument = Extract<HelpDocument, 'proof' | 'receipt'>;

/** Which papers of a sale can be had again, and the number that the next copy of each bears; none for a sale that is unknown or was not paid. */
export function copiesOf(ports: Pick<Ports, 'ledger'>, sale: string): readonly { readonly document: CopyableDocument; readonly copy: number }[] {
  const facts = ports.ledger.factsOfSale(sale);
  const state = paidSale(facts);
  if (state === null) return [];
  const next = (document: CopyableDocument) => ({ document, copy: 1 + of(facts, 'document.copied').filter(({ fact }) => fact.document === document).length });
  const posted = state.lines.some((line) => isPostedLine(line) && [...state.labels.values()].some((label) => label.line === line.line && label.state === 'printed'));
  return posted ? [next('proof'), next('receipt')] : [next('receipt')];
}

/** What a worker can have printed again of a sale that has ended: also the slip about its money. Customs sheets bear addresses, which the journal has not. */
export function copyable(ports: Pick<Ports, 'ledger'>, sale: string): readonly HelpDocument[] {
  const printed = of(ports.ledger.factsOfSale(sale), 'document.printed').some(({ fact }) => fact.document === 'slip' && fact.outcome !== 'not-printed');
  return [...copiesOf(ports, sale).map(({ document }) => document), ...(printed && owesMoney(ports, sale) ? (['slip'] as const) : [])];
}

function owesMoney({ ledger }: Pick<Ports, 'ledger'>, sale: string): boolean {
  const { returned, incidents } = balanceOf(foldSale(ledger.factsOfSale(sale).map(({ fact }) => fact)));
  return returned + incidents > 0;
}

/** The number of the next copy is taken before it is printed; null when it could not be (FIS-13). */
export function takeCopy({ ledger }: Pick<Ports, 'ledger'>, sale: string, document: HelpDocument): number | null {
  const copy = 1 + of(ledger.factsOfSale(sale), 'document.copied').filter(({ fact }) => fact.document === document).length;
  return ledger.record({ type: 'document.copied', sale, document, copy }).ok ? copy : null;
}

/** A copy out of the journal, at a worker's wish. True when it came out. */
export async function printCopyOf(ports: Ports, sale: string, document: HelpDocument): Promise<boolean> {
  if (document === 'customs') return false;
  const copy = takeCopy(ports, sale, document);
  if (copy === null) return false;
  const paper = document === 'slip' ? slipCopy(ports, sale, copy) : copyPaper(ports, sale, document, copy);
  return (await ports.papers.print(paper, `${sale}-${document}-${copy}`)).kind === 'ok';
}

function slipCopy(ports: Ports, sale: string, copy: number): Paper {
  const state = foldSale(ports.ledger.factsOfSale(sale).map(({ fact }) => fact));
  return recoverySlipPaper(ports, state, { copy, at: ports.clock.now() });
}

/** The last four digits of the card that paid; null when the card terminal did not tell them. */
export function lastFourOf(ports: Pick<Ports, 'ledger'>, sale: string): string | null {
  return of(ports.ledger.factsOfSale(sale), 'payment.approved').at(-1)?.fact.cardLast4 ?? null;
}

/** @throws Error for a sale without copies: ask `copiesOf` first. */
export function copyPaper(ports: Ports, sale: string, document: CopyableDocument, copy: number): Paper {
  const facts = ports.ledger.factsOfSale(sale);
  const state = paidSale(facts);
  if (state === null) throw new Error(`sale ${sale} has no papers`);
  const duplicate = { copy, at: ports.clock.now() };
  // The original's date: when the labels were made, or when it was paid.
  const at = (of(facts, 'payment.approved').at(-1) ?? facts[0])?.at ?? duplicate.at;
  const common = { sale, at, office: ports.office, duplicate };
  if (document === 'receipt') {
    const paid = of(facts, 'payment.approved').at(-1)?.fact;
    const subject: ReceiptSubject = {
      ...common,
      lines: state.lines.map((line) => receiptLine(ports, line)),
      total: state.total,
      payment: { authorisation: paid?.authorisation ?? null, cardLast4: paid?.cardLast4 ?? null },
      returned: balanceOf(state).returned,
      version: ports.version,
      ...placeInJournal(facts),
    };
    return besideFrench((words) => receipt(subject, words), ports.spoken());
  }
  const pieces = [...state.labels].flatMap(([label, issued]) => proofPieces(ports, state, label, issued));
  const subject: ProofSubject = { ...common, pieces, verification: proofVerification(ports, sale, pieces.map((piece) => piece.label)) };
  return besideFrench((words) => proofOfPosting(subject, words), ports.spoken());
}

function paidSale(facts: readonly Recorded[]): SaleState | null {
  if (facts.length === 0) return null;
  const state = foldSale(facts.map(({ fact }) => fact));
  return state.payment.state === 'approved' ? state : null;
}

function of<T extends FactType>(facts: readonly Recorded[], type: T): Recorded<FactOf<T>>[] {
  return facts.filter((recorded): recorded is Recorded<FactOf<T>> => recorded.fact.type === type);
}

/** Stamps and articles are bought, not posted; a supplement was posted when it was weighed. */
function isPostedLine(line: SaleLine): boolean {
  return line.unweighed !== true && line.grams > 0;
}

function proofPieces(ports: Ports, state: SaleState, label: string, issued: { readonly line: string; readonly number: string | null; readonly value: Cents; readonly state: string }): ProofPiece[] {
  const line = state.lines.find((one) => one.line === issued.line);
  if (line === undefined || issued.state !== 'printed' || !isPostedLine(line)) return [];
  const tariff = tariffOf(ports, line);
  const product = tariff?.products.find((one) => one.product === line.product);
  const deposit = of(ports.ledger.factsOf(label), 'item.deposited')[0];
  const entry = line.destination === undefined ? null : entryOf(ports.destinations, line.destination);
  return [
    {
      productName: nameOf(ports, line, tariff),
      options: optionsOf(line, tariff),
      grams: line.grams,
      byHand: byHand(line),
      tariffPrice: line.tariffPrice ?? null,
      label,
      number: issued.number,
      registered: product?.registered ?? null,
      destination: entry === null || entry.country === 'FR' ? null : destinationName(entry, 'fr'),
      price: issued.value,
      cover: product === undefined ? null : coverOf(product, line.grams),
      sender: [],
      addressee: [],
      deposit: deposit === undefined ? null : { at: deposit.at, into: deposit.fact.into },
    },
  ];
}

function receiptLine(ports: Ports, line: SaleLine): ReceiptLine {
  const tariff = tariffOf(ports, line);
  return {
    product: line.product,
    productName: nameOf(ports, line, tariff),
    options: optionsOf(line, tariff),
    grams: line.grams,
    unweighed: line.unweighed === true,
    byHand: byHand(line),
    tariffPrice: line.tariffPrice ?? null,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    price: cents(line.unitPrice * line.quantity),
  };
}

/**
 * The list that made the price, which need not hold any more when it was paid: midnight may lie in between. A list is named after
 * its first day, and noon of it is that day in Paris too. Null for what is on no list.
 */
function tariffOf(ports: Ports, { tariff }: SaleLine): Tariff | null {
  const firstNoon = Date.parse(`${tariff}T12:00:00Z`);
  return Number.isNaN(firstNoon) ? null : ports.tariffs.at(firstNoon);
}

/** The list names its products; an article that has left the operator's list keeps its code. */
function nameOf(ports: Ports, line: SaleLine, tariff: Tariff | null): string {
  if (line.product === 'supplement') return frenchWords('product.supplement');
  if (line.product === 'article') return ports.articles.find((one) => one.article === line.article)?.name.fr ?? line.article ?? line.product;
  return tariff?.products.find((one) => one.product === line.product)?.name ?? line.product;
}

function optionsOf(line: SaleLine, tariff: Tariff | null): PrintedOption[] {
  return (line.options ?? []).map(({ option, price }) => ({ option, price, name: tariff?.options.find((one) => one.option === option)?.name ?? option }));
}
