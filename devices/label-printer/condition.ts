import type { Health } from '../device.ts';
import type { PrintFault } from './label-printer.ts';
import type { ErrorStatus, HostStatus, PrinterError } from './status.ts';

/** What one round of questions brought. Null is silence: of `~HS` alone it is Zebra's own way to report a fault. */
export interface PrinterStatus {
  readonly host: HostStatus | null;
  readonly errors: ErrorStatus | null;
}

export interface Condition {
  readonly state: Exclude<Health['state'], 'offline' | 'not-fitted'>;
  readonly cause: string | null;
  readonly action: Health['action'];
  readonly warnings: readonly string[];
  /** Why a label cannot be printed now; null when it can. */
  readonly fault: PrintFault | null;
}

type Trouble = Omit<Condition, 'warnings'> & { readonly cause: string; readonly fault: PrintFault };

const troubles = {
  'media-out': { state: 'consumable-out', cause: 'label roll is empty', action: 'load-paper', fault: 'paper-out' },
  'head-open': { state: 'user-error', cause: 'print head is open', action: 'close-cover', fault: 'head-open' },
  jam: { state: 'hardware-error', cause: 'label jammed', action: 'clear-jam', fault: 'jam' },
  'ribbon-out': { state: 'consumable-out', cause: 'ribbon is used up', action: 'call-technician', fault: 'hardware' },
  hot: { state: 'hardware-error', cause: 'print head or motor too hot: it goes on by itself when it has cooled', action: 'none', fault: 'hardware' },
  mark: { state: 'hardware-error', cause: 'black mark not found: wrong roll, or needs calibration', action: 'load-paper', fault: 'hardware' },
  hardware: { state: 'hardware-error', cause: 'printer reports a hardware error', action: 'call-technician', fault: 'hardware' },
  memory: { state: 'hardware-error', cause: 'printer lost its settings', action: 'call-technician', fault: 'hardware' },
  paused: { state: 'user-error', cause: 'printer is paused', action: 'restart', fault: 'offline' },
  silent: { state: 'hardware-error', cause: 'printer does not say how it is (~HS)', action: 'restart', fault: 'silent' },
} as const satisfies Record<string, Trouble>;

const troubleOf: Readonly<Record<PrinterError, keyof typeof troubles>> = {
  'media-out': 'media-out',
  'head-open': 'head-open',
  'ribbon-out': 'ribbon-out',
  'jam-during-retract': 'jam',
  'presenter-not-running': 'jam',
  'paper-feed': 'jam',
  'clear-path-failed': 'jam',
  'head-too-hot': 'hot',
  'motor-too-hot': 'hot',
  'black-mark-calibration': 'mark',
  'black-mark-not-found': 'mark',
  cutter: 'hardware',
  'bad-head-element': 'hardware',
  'head-not-detected': 'hardware',
  'firmware-configuration': 'hardware',
  thermistor: 'hardware',
  unnamed: 'hardware',
};

/**
 * What the answers mean. When they contradict each other, the worse is believed; when several things are wrong, the one
 * named is that which a person must see to first: an open head before an empty roll, because the roll cannot be seen
 * as long as the head is open.
 */
export function conditionOf(status: PrinterStatus): Condition {
  const { host, errors } = status;
  const found = new Set<keyof typeof troubles>([...(errors?.errors ?? [])].map((error) => troubleOf[error]));
  if (host?.headOpen) found.add('head-open');
  if (host?.paperOut) found.add('media-out');
  if (host?.ribbonOut && host.thermalTransfer) found.add('ribbon-out');
  if (host?.tooHot) found.add('hot');
  if (host?.memoryLost) found.add('memory');
  if (host?.paused) found.add('paused');
  // Zebra's note (`devices.md` 3): no `~HS` while out of media or open. Without a word from `~HQES` either, it is not well.
  if (!host) found.add('silent');
  const warnings = [...(errors?.warnings ?? []), ...(host?.tooCold ? ['head-too-cold'] : []), ...(host?.waitingToBeTaken ? ['label-not-taken'] : [])];
  const order = ['head-open', 'media-out', 'jam', 'ribbon-out', 'mark', 'hot', 'memory', 'hardware', 'paused', 'silent'] as const;
  const worst = order.find((name) => found.has(name));
  if (worst) return { ...troubles[worst], warnings };
  return { state: host?.bufferFull ? 'busy' : 'online', cause: null, action: 'none', warnings, fault: null };
}

/** Something is in the printer that has not come out, or has and was not taken. */
export function holdsLabels(host: HostStatus): boolean {
  return host.queued > 0 || host.remaining > 0 || host.partial;
}
