/**
 * What the printer answers to `~HS`, `~HQES` and `~HI`: pure readings of one frame each, null for anything that is not
 * exactly such an answer. Tolerant where firmware differs: further fields, spaces, a missing third line.
 */

/** First line of `~HS` [S Zebra ZPL II Programming Guide, `~HS`; `devices.md` 3]. */
export interface HostStatusOne {
  readonly paperOut: boolean;
  readonly paused: boolean;
  readonly labelLength: number;
  /** Formats received and not begun. */
  readonly queued: number;
  readonly bufferFull: boolean;
  /** A format whose `^XZ` has not come. */
  readonly partial: boolean;
  readonly memoryLost: boolean;
  readonly tooCold: boolean;
  readonly tooHot: boolean;
}

/** Second line of `~HS`. */
export interface HostStatusTwo {
  readonly headOpen: boolean;
  /** Means something in thermal transfer only. */
  readonly ribbonOut: boolean;
  readonly thermalTransfer: boolean;
  readonly waitingToBeTaken: boolean;
  /** Labels of the batch under way that have not come out. */
  readonly remaining: number;
}

export type HostStatus = HostStatusOne & HostStatusTwo;

/** `~HQES`: what is wrong and what soon will be. */
export interface ErrorStatus {
  readonly errors: ReadonlySet<PrinterError>;
  readonly warnings: ReadonlySet<PrinterWarning>;
}

export type PrinterError =
  | 'media-out'
  | 'ribbon-out'
  | 'head-open'
  | 'cutter'
  | 'head-too-hot'
  | 'motor-too-hot'
  | 'bad-head-element'
  | 'head-not-detected'
  | 'firmware-configuration'
  | 'thermistor'
  | 'jam-during-retract'
  | 'presenter-not-running'
  | 'paper-feed'
  | 'clear-path-failed'
  | 'black-mark-calibration'
  | 'black-mark-not-found'
  /** The flag says that there is an error, and its bits name none that we know. */
  | 'unnamed';

export type PrinterWarning = 'calibrate' | 'clean-head' | 'replace-head' | 'paper-near-end';

/** Nibble from the right, from 1, and its bit [S docs.zebra.com, `~HQ`; nibbles 4 and 5 on kiosk printers]. */
const errorBits: readonly (readonly [number, number, PrinterError])[] = [
  [1, 1, 'media-out'], [1, 2, 'ribbon-out'], [1, 4, 'head-open'], [1, 8, 'cutter'],
  [2, 1, 'head-too-hot'], [2, 2, 'motor-too-hot'], [2, 4, 'bad-head-element'], [2, 8, 'head-not-detected'],
  [3, 1, 'firmware-configuration'], [3, 2, 'thermistor'],
  [4, 1, 'jam-during-retract'], [4, 2, 'presenter-not-running'], [4, 4, 'paper-feed'], [4, 8, 'clear-path-failed'],
  [5, 4, 'black-mark-calibration'], [5, 8, 'black-mark-not-found'],
];

/** [K] `devices.md` 3: not confirmed in a source, so a warning only ever warns. */
const warningBits: readonly (readonly [number, number, PrinterWarning])[] = [
  [1, 1, 'calibrate'], [1, 2, 'clean-head'], [1, 4, 'replace-head'], [1, 8, 'paper-near-end'],
];

function fields(frame: string, least: number): number[] | null {
  const parts = frame.split(',').map((part) => part.trim());
  if (parts.length < least || !parts.slice(0, least).every((part) => /^\d{1,8}$/.test(part))) return null;
  return parts.slice(0, least).map(Number);
}

function flag(value: number | undefined): boolean {
  return value !== undefined && value !== 0;
}

/** `aaa,b,c,dddd,eee,f,g,h,iii,j,k,l` */
export function parseHostStatusOne(frame: string): HostStatusOne | null {
  const f = fields(frame, 12);
  if (!f) return null;
  return {
    paperOut: flag(f[1]), paused: flag(f[2]), labelLength: f[3] ?? 0, queued: f[4] ?? 0, bufferFull: flag(f[5]),
    partial: flag(f[7]), memoryLost: flag(f[9]), tooCold: flag(f[10]), tooHot: flag(f[11]),
  };
}

/** `mmm,n,o,p,q,r,s,t,uuuuuuuu,v,www`; eleven fields where the first line has twelve, which is how they are told apart. */
export function parseHostStatusTwo(frame: string): HostStatusTwo | null {
  if (frame.split(',').length > 11) return null;
  const f = fields(frame, 11);
  if (!f) return null;
  return { headOpen: flag(f[2]), ribbonOut: flag(f[3]), thermalTransfer: flag(f[4]), waitingToBeTaken: flag(f[7]), remaining: f[8] ?? 0 };
}

/** `PRINTER STATUS / ERRORS: a gggggggg nnnnnnnn / WARNINGS: a gggggggg nnnnnnnn`, whatever the white space between. */
export function parseErrorStatus(frame: string): ErrorStatus | null {
  const match = /^\s*PRINTER STATUS\s+ERRORS:\s*([01])\s+([0-9A-F]{8})\s+([0-9A-F]{8})\s+WARNINGS:\s*([01])\s+([0-9A-F]{8})\s+([0-9A-F]{8})\s*$/i.exec(frame);
  if (!match) return null;
  const [, errorFlag, errorsHigh = '', errorsLow = '', warningFlag, , warningsLow = ''] = match;
  // The flag and the bits may contradict each other; for errors either is enough, for warnings both are asked.
  const errors = named(errorsLow, errorBits);
  if (errors.size === 0 && (errorFlag === '1' || /[1-9A-F]/i.test(errorsHigh + errorsLow))) errors.add('unnamed');
  return { errors, warnings: warningFlag === '1' ? named(warningsLow, warningBits) : new Set() };
}

function named<T>(hexadecimal: string, bits: readonly (readonly [number, number, T])[]): Set<T> {
  return new Set(bits.filter(([nibble, bit]) => parseInt(hexadecimal.at(-nibble) ?? '0', 16) & bit).map(([, , name]) => name));
}

export interface HostIdentity {
  readonly model: string;
  readonly firmware: string;
  readonly dotsPerMillimetre: number;
}

/** `~HI`: model, firmware, dots per millimetre, memory [S ZPL II Programming Guide, `~HI`]. */
export function parseIdentity(frame: string): HostIdentity | null {
  const match = /^\s*([^,]+),\s*(V[^,]*),\s*(6|8|12|24)\s*,/i.exec(frame);
  return match ? { model: (match[1] ?? '').trim(), firmware: (match[2] ?? '').trim(), dotsPerMillimetre: Number(match[3]) } : null;
}
