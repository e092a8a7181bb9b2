import { isVoid, itemOf, scanProblem } from '../customer/scanned-item.ts';
import type { Ports, Scan } from '../ports.ts';
import type { ScanProblem } from '../view.ts';
import { isPosted, type Piece } from './piece.ts';

/**
 * The label that was stuck is scanned at the drop and compared with the sale: a wrong one is caught before the item is out
 * of hand, a missing one stays visibly awaited. Recorded before the screen says so.
 */
export function deposited(ports: Ports, pieces: readonly Piece[], scan: Scan): { readonly pieces: readonly Piece[]; readonly scanned: ScanProblem | null } {
  const found = itemOf(ports, scan);
  if (!found.ok) return { pieces, scanned: found.error };
  // Half a label came out before the one that counts: it is the one that must not be stuck.
  if (isVoid(found.value)) return { pieces, scanned: scanProblem('void-label') };
  const piece = pieces.find((one) => one.label === found.value.item);
  if (piece === undefined || piece.state !== 'printed' || !isPosted(piece.line)) return { pieces, scanned: scanProblem('not-this-purchase') };
  if (piece.deposited !== null) return { pieces, scanned: scanProblem('already-deposited', piece.deposited) };
  const recorded = ports.ledger.record({ type: 'item.deposited', item: found.value.item, franked: 'here', into: ports.drop });
  if (!recorded.ok) return { pieces, scanned: scanProblem('unreadable') };
  const { at } = recorded.value;
  return { pieces: pieces.map((one) => (one === piece ? { ...one, deposited: at } : one)), scanned: null };
}
