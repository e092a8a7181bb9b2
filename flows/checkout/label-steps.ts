import { customsSheets } from '../documents/customs-sheets.ts';
import { frankingLabel } from '../documents/franking-label.ts';
import type { FactOf } from '../facts.ts';
import type { Health, Mark, NumberSeries, Outcome, Ports, PrintFault, Recorded } from '../ports.ts';
import { itemNumber, seriesOf, withWrongKey } from '../tracking/series.ts';
import { openIncident } from './money-steps.ts';
import { customsSubject, labelSubject, preAdviceOf } from './paper-steps.ts';
import type { Piece } from './piece.ts';

/**
 * One label: the number is taken from its range and the value recorded as issued *before* the mark leaves the machine;
 * printed, spoiled or unknown is recorded after. A number is never used twice, whatever happens (VAL-4, VAL-7).
 */

export type PieceEnd =
  | { readonly kind: 'printed'; readonly piece: Piece }
  | { readonly kind: 'trouble'; readonly piece: Piece; readonly fault: PrintFault }
  | { readonly kind: 'unknown'; readonly piece: Piece; readonly incident: string };

export async function issuePiece(ports: Ports, sale: string, piece: Piece): Promise<PieceEnd> {
  const { line } = piece;
  const waiting: Piece = { ...piece, state: 'waiting', label: null, number: null };
  const series = seriesOf(line.product);
  let mark: Mark | null = null;
  const issued = ports.ledger.issue(series === null ? ['label'] : ['label', series], (serials) => {
    const label = `${ports.office.terminal}-${String(serials.label).padStart(8, '0')}`;
    const number = series === null ? null : numberOf(ports, series, serials[series]);
    mark = ports.authority.mark({ label, product: line.product, value: line.unitPrice, grams: line.grams, number, at: ports.clock.now() });
    return { type: 'label.issued' as const, sale, line: line.line, label, product: line.product, number, value: line.unitPrice, mark: mark.payload };
  });
  if (!issued.ok || mark === null) return { kind: 'trouble', piece: waiting, fault: 'hardware' };
  const { label, number } = issued.value.fact;
  const spoil = (fault: PrintFault): PieceEnd => {
    // Withdrawn first: a power failure in between leaves a label that a person looks at, and no customs data that travels without one.
    if (line.declaration !== null) ports.preAdvice.withdraw(label);
    // Whether it began or not, its number is burnt: the next try takes a fresh one.
    ports.ledger.record({ type: 'label.spoiled', sale, label, reason: fault });
    return { kind: 'trouble', piece: waiting, fault };
  };
  const sheets = await printSheets(ports, piece, issued.value);
  if (sheets.kind !== 'ok') return spoil(sheets.reason);
  const drawing = frankingLabel(labelSubject(ports, piece, { label, number, mark, at: issued.value.at }));
  const outcome = await ports.labels.print(drawing, label);
  switch (outcome.kind) {
    case 'ok':
      ports.ledger.record({ type: 'label.printed', sale, label });
      return { kind: 'printed', piece: { ...piece, state: 'printed', label, number } };
    case 'refused':
    case 'not-done':
      return spoil(outcome.reason);
    case 'unknown':
      ports.ledger.record({ type: 'label.unknown', sale, label, reason: outcome.reason });
      return { kind: 'unknown', piece: { ...piece, state: 'unknown', label, number }, incident: openIncident(ports, sale, line.unitPrice, 'label-unknown', label) };
  }
}

/** In training a number that no scanner takes: its check character is wrong on purpose (FIS-14). */
function numberOf({ training, numbering }: Ports, series: NumberSeries, serial: number): string {
  const number = itemNumber(series, serial, numbering);
  return training ? withWrongKey(number) : number;
}

/**
 * The customs sheets come before the label: they hold no value, so that nothing is lost when they fail, and a label
 * without them could not travel. They bear the item's number, so that the number is taken before.
 */
async function printSheets(ports: Ports, piece: Piece, { at, fact }: Recorded<FactOf<'label.issued'>>): Promise<Outcome<void, PrintFault>> {
  const { declaration } = piece.line;
  if (declaration === null) return { kind: 'ok', value: undefined };
  const kept = ports.preAdvice.keep(preAdviceOf(ports, piece, declaration, fact));
  if (!kept.ok) return { kind: 'not-done', reason: 'hardware', detail: `the pre-advice cannot be kept (${kept.error})` };
  let outcome: Outcome<void, PrintFault> = { kind: 'ok', value: undefined };
  let sheets = 0;
  for (const [index, sheet] of customsSheets(customsSubject(ports, piece, declaration, { ...fact, at })).entries()) {
    outcome = await ports.labels.print(sheet, `${fact.label}-customs-${index + 1}`);
    if (outcome.kind !== 'not-done') sheets += 1;
    if (outcome.kind !== 'ok') break;
  }
  const ended = outcome.kind === 'ok' ? 'printed' : outcome.kind === 'unknown' ? 'unknown' : 'not-printed';
  ports.ledger.record({ type: 'document.printed', sale: fact.sale, document: 'customs', outcome: ended, sheets });
  return outcome;
}

/** What keeps the label printer from printing, in the words of the screen. */
export function labelFault(health: Health): PrintFault {
  switch (health.state) {
    case 'consumable-out':
      return 'paper-out';
    case 'user-error':
      return 'head-open';
    case 'offline':
    case 'not-fitted':
      return 'offline';
    case 'online':
    case 'busy':
    case 'hardware-error':
      return health.cause?.includes('jam') ? 'jam' : 'hardware';
  }
}
