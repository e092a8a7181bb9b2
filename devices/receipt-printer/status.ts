import type { Health } from '../device.ts';
import type { HealthBoard } from '../health.ts';
import type { PrintFault } from './receipt-printer.ts';

/** What the sensors say, whichever way it was told. */
export interface PrinterStatus {
  readonly offline: boolean;
  readonly coverOpen: boolean;
  readonly feeding: boolean;
  readonly paperEnd: boolean;
  readonly paperNearEnd: boolean;
  readonly cutterError: boolean;
  readonly mechanicalError: boolean;
  readonly unrecoverableError: boolean;
  /** Head too hot: it goes on by itself. */
  readonly recoveringError: boolean;
  /** An error without a cause that this printer tells. */
  readonly otherError: boolean;
}

const bit = (byte: number, position: number): boolean => (byte & (1 << position)) !== 0;

/** From the answers to DLE EOT 1, 2, 3 and 4 (`devices.md` 2.1). */
export function fromRealTime([printer, offlineCause, errorCause, paper]: readonly [number, number, number, number]): PrinterStatus {
  const errors = {
    cutterError: bit(errorCause, 3),
    mechanicalError: bit(errorCause, 2),
    unrecoverableError: bit(errorCause, 5),
    recoveringError: bit(errorCause, 6),
  };
  return {
    offline: bit(printer, 3),
    coverOpen: bit(offlineCause, 2),
    feeding: bit(offlineCause, 3) || bit(printer, 6),
    // Either the sensor or the stop it caused: they can disagree for a moment, and the careful reading wins.
    paperEnd: bit(offlineCause, 5) || (paper & 0x60) !== 0,
    paperNearEnd: (paper & 0x0c) !== 0,
    ...errors,
    otherError: bit(offlineCause, 6) && !Object.values(errors).includes(true),
  };
}

/** From the four bytes of automatic status (`devices.md` 2.2). */
export function fromAutomatic([printer, error, paper]: readonly [number, number, number, number]): PrinterStatus {
  return {
    offline: bit(printer, 3),
    coverOpen: bit(printer, 5),
    feeding: bit(printer, 6) || bit(error, 1),
    paperEnd: (paper & 0x0c) !== 0,
    paperNearEnd: (paper & 0x03) !== 0,
    cutterError: bit(error, 3),
    mechanicalError: bit(error, 2),
    unrecoverableError: bit(error, 5),
    recoveringError: bit(error, 6),
    otherError: false,
  };
}

export interface Trouble {
  readonly fault: PrintFault;
  readonly cause: string;
  readonly state: Health['state'];
  readonly action: Health['action'];
}

/** Worst first: what needs a technician hides what a hand can mend, and an open cover explains a paper end. */
const troubles: readonly (Trouble & { readonly when: (status: PrinterStatus) => boolean })[] = [
  { when: (s) => s.unrecoverableError, fault: 'hardware', cause: 'unrecoverable error', state: 'hardware-error', action: 'call-technician' },
  { when: (s) => s.cutterError, fault: 'jam', cause: 'cutter jammed', state: 'hardware-error', action: 'clear-jam' },
  { when: (s) => s.mechanicalError, fault: 'jam', cause: 'mechanical error', state: 'hardware-error', action: 'clear-jam' },
  { when: (s) => s.coverOpen, fault: 'head-open', cause: 'cover open', state: 'user-error', action: 'close-cover' },
  { when: (s) => s.paperEnd, fault: 'paper-out', cause: 'paper end', state: 'consumable-out', action: 'load-paper' },
  { when: (s) => s.otherError, fault: 'hardware', cause: 'error without a cause', state: 'hardware-error', action: 'restart' },
];

/** What keeps paper from coming out, or null. Decisive: a job under way will not be finished. */
export function troubleOf(status: PrinterStatus): Trouble | null {
  return troubles.find(({ when }) => when(status)) ?? null;
}

export function healthOf(status: PrinterStatus): Parameters<HealthBoard['report']>[0] {
  const warnings = [...(status.paperNearEnd && !status.paperEnd ? ['paper-near-end'] : []), ...(status.recoveringError ? ['head-hot'] : [])];
  const trouble = troubleOf(status);
  if (trouble) return { state: trouble.state, cause: trouble.cause, action: trouble.action, warnings };
  if (status.feeding) return { state: 'user-error', cause: 'feed button pressed', action: 'none', warnings };
  if (status.recoveringError) return { state: 'busy', warnings };
  if (status.offline) return { state: 'offline', cause: 'printer says it is off line', action: 'restart', warnings };
  return { state: 'online', warnings };
}
