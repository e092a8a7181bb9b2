import { frankingLabel } from '../documents/franking-label.ts';
import type { Health, Mark, Ports, PrintFault } from '../ports.ts';
import { itemNumber, numberSeries } from '../tracking/series.ts';
import { openIncident } from './money-steps.ts';
import { labelSubject } from './paper-steps.ts';
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
  const series = numberSeries[line.product];
  let mark: Mark | null = null;
  const issued = ports.ledger.issue(series === null ? ['label'] : ['label', series], (serials) => {
    const label = `${ports.office.terminal}-${String(serials.label).padStart(8, '0')}`;
    const number = series === null ? null : itemNumber(series, serials[series], ports.numbering);
    mark = ports.authority.mark({ label, product: line.product, value: line.unitPrice, grams: line.grams, number, at: ports.clock.now() });
    return { type: 'label.issued' as const, sale, line: line.line, label, product: line.product, number, value: line.unitPrice, mark: mark.payload };
  });
  if (!issued.ok || mark === null) return { kind: 'trouble', piece: waiting, fault: 'hardware' };
  const { label, number } = issued.value.fact;
  const drawing = frankingLabel(labelSubject(ports, piece, { label, number, mark, at: issued.value.at }));
  const outcome = await ports.labels.print(drawing, label);
  switch (outcome.kind) {
    case 'ok':
      ports.ledger.record({ type: 'label.printed', sale, label });
      return { kind: 'printed', piece: { ...piece, state: 'printed', label, number } };
    case 'refused':
    case 'not-done':
      // Whether it began or not, its number is burnt: the next try takes a fresh one.
      ports.ledger.record({ type: 'label.spoiled', sale, label, reason: outcome.reason });
      return { kind: 'trouble', piece: waiting, fault: outcome.reason };
    case 'unknown':
      ports.ledger.record({ type: 'label.unknown', sale, label, reason: outcome.reason });
      return { kind: 'unknown', piece: { ...piece, state: 'unknown', label, number }, incident: openIncident(ports, sale, line.unitPrice, 'label-unknown') };
  }
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
