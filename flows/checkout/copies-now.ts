import type { HelpDocument } from '../assisted/helped.ts';
import { customsSheets } from '../documents/customs-sheets.ts';
import { copyableNow } from './checkout-help.ts';
import { takeCopy } from './copies.ts';
import type { CheckoutContext } from './memory.ts';
import { customsSubject, slipPaper } from './paper-steps.ts';
import type { Piece } from './piece.ts';

/** Papers printed again while the customer is still there: then also those that bear names and addresses. */

/** The number is taken first: a copy that the printer spoiled keeps it (FIS-13). */
export async function printLiveCopy(context: CheckoutContext, document: HelpDocument): Promise<void> {
  const { ports, sale } = context;
  if (!copyableNow(context).includes(document)) return;
  const copy = takeCopy(ports, sale, document);
  if (copy === null) return;
  if (document === 'customs') return printSheets(context, copy);
  await ports.papers.print(slipPaper(context, context.incident !== null ? 'incident' : 'returned', { copy, at: ports.clock.now() }), `${sale}-${document}-${copy}`);
}

/** The sheets of every item in somebody's hand; what the roll gave for them is counted as for the first ones. */
async function printSheets({ ports, sale, pieces }: CheckoutContext, copy: number): Promise<void> {
  let sheets = 0;
  let outcome: 'printed' | 'not-printed' | 'unknown' = 'printed';
  for (const { piece, drawings } of pieces.flatMap((one) => sheetsOf(ports, one, copy))) {
    for (const [index, sheet] of drawings.entries()) {
      const { kind } = await ports.labels.print(sheet, `${sale}-${piece}-customs-copy-${copy}-${index + 1}`);
      if (kind !== 'not-done') sheets += 1;
      if (kind !== 'ok') outcome = kind === 'unknown' ? 'unknown' : 'not-printed';
      if (outcome !== 'printed') break;
    }
    if (outcome !== 'printed') break;
  }
  ports.ledger.record({ type: 'document.printed', sale, document: 'customs', outcome, sheets: Math.min(sheets, 40) });
}

function sheetsOf(ports: CheckoutContext['ports'], piece: Piece, copy: number) {
  const { label, number, line } = piece;
  if (piece.state !== 'printed' || label === null || line.declaration === null || piece.deposited !== null) return [];
  const at = ports.ledger.factsOf(label).find(({ fact }) => fact.type === 'label.issued')?.at ?? ports.clock.now();
  return [{ piece: piece.piece, drawings: customsSheets({ ...customsSubject(ports, piece, line.declaration, { label, number, at }), duplicate: copy }) }];
}
