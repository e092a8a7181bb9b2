import type { LedgerTrouble } from '../../flows/ports.ts';
import type { StoreFault } from './store.ts';

/** Why a ledger was not opened: names the file and what to do, so that a technician needs nothing else. */
export interface LedgerRefusal {
  readonly kind:
    | 'corrupt'
    | 'newer'
    | 'not-a-ledger'
    | 'unwritable'
    | 'full'
    | 'in-use'
    | 'key-missing'
    | 'key-exposed'
    | 'key-unreadable'
    | 'key-mismatch'
    | 'range-conflict';
  readonly file: string;
  /** One or two sentences: what is wrong with which file, and the remedy. */
  readonly message: string;
}

/** Thrown inside `openLedger` only, to leave from any depth; turned into a `Result` at its door. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: LedgerRefusal;

  constructor(kind: LedgerRefusal['kind'], file: string, message: string) {
    super(message);
    this.refusal = { kind, file, message };
  }
}

/** What a terminal that starts without its ledger must tell the flows. */
export function troubleOfRefusal(refusal: LedgerRefusal): LedgerTrouble {
  switch (refusal.kind) {
    case 'full':
      return 'full';
    case 'unwritable':
      return 'read-only';
    case 'in-use':
    case 'key-missing':
    case 'key-exposed':
    case 'key-unreadable':
    case 'range-conflict':
    case 'newer':
      return 'closed';
    case 'corrupt':
    case 'not-a-ledger':
    case 'key-mismatch':
      return 'corrupt';
  }
}

/**
 * What a failed read or write means for the terminal; null for what is a mistake of ours and must not be hidden.
 * An I/O error counts as `corrupt`: what such a disk says is not believed until a write succeeds again.
 */
export function troubleOfFault(fault: StoreFault): LedgerTrouble | null {
  switch (fault) {
    case 'full':
      return 'full';
    case 'read-only':
    case 'busy':
      return 'read-only';
    case 'corrupt':
    case 'not-a-database':
    case 'io':
      return 'corrupt';
    case 'rejected':
    case 'unexpected':
      return null;
  }
}
