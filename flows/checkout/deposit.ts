import { isVoid, itemOf, recordDeposit, scanProblem } from '../customer/scanned-item.ts';
import { cents, type Cents } from '../money.ts';
import type { Ports, Scan } from '../ports.ts';
import type { ScanProblem } from '../view.ts';
import { isPosted, type Piece } from './piece.ts';

export interface Deposited {
  readonly pieces: readonly Piece[];
  /** What the scan was, when it was no label that can be left now. */
  readonly scanned: ScanProblem | null;
  /** What is no longer open, because a label in doubt turned out to exist. */
  readonly settled: Cents;
}

/**
 * The label that was stuck is scanned at the drop and compared with the sale: a wrong one is caught before the item is out
 * of hand, a missing one stays visibly awaited. Recorded before the screen says so.
 */
export function deposited(ports: Ports, pieces: readonly Piece[], scan: Scan): Deposited {
  const not = (scanned: ScanProblem): Deposited => ({ pieces, scanned, settled: cents(0) });
  const found = itemOf(ports, scan);
  if (!found.ok) return not(found.error);
  // Half a label came out before the one that counts: it is the one that must not be stuck.
  if (isVoid(ports, found.value)) return not(scanProblem('void-label'));
  const piece = pieces.find((one) => one.label === found.value.item);
  if (piece === undefined || !(piece.state === 'printed' || piece.state === 'unknown') || !isPosted(piece.line)) return not(scanProblem('not-this-purchase'));
  if (piece.deposited !== null) return not(scanProblem('already-deposited', piece.deposited));
  const recorded = recordDeposit(ports, found.value);
  if (!recorded.ok) return not(scanProblem('unreadable'));
  const { at, settled } = recorded.value;
  // Whoever scans a label holds it: one that nobody was sure of has come out.
  return { pieces: pieces.map((one) => (one === piece ? { ...one, state: 'printed', deposited: at } : one)), scanned: null, settled };
}
