import type { BadgeReader } from '../../devices/badge-reader/badge-reader.ts';
import type { CodeScanner } from '../../devices/code-scanner/code-scanner.ts';
import type { Scale } from '../../devices/scale/scale.ts';
import type { BadgePort, CardPort, Health, LabelPort, PaperPort, ScalePort, ScaleReading, ScannerPort, Watched } from '../../flows/ports.ts';
import { grams } from '../../flows/weight.ts';

/** Where devices/ and flows/ meet: the compiler checks here that what the one reports is what the other understands. */

export function scalePort(scale: Scale): ScalePort {
  if (!scale.capabilities.verified) return unverified;
  return {
    health: () => scale.health(),
    onHealth: (listener) => scale.onHealth(listener),
    onReading: (listener) => scale.onReading((reading) => listener(branded(reading))),
  };
}

/** A scale without the M mark weighs on the bench, never for a price (Directive 2014/31/EU art. 1(2)(b)). */
const unverifiedCause = 'this scale is not verified for trade: fit one with the M mark, then say "verified": true in its settings';

const unverified: ScalePort = {
  ...always({ state: 'hardware-error', cause: unverifiedCause, warnings: [], since: 0 }),
  onReading(listener) {
    listener({ kind: 'absent', cause: unverifiedCause });
    return () => {};
  },
};

type DeviceReading = Parameters<Parameters<Scale['onReading']>[0]>[0];

function branded(reading: DeviceReading): ScaleReading {
  switch (reading.kind) {
    case 'stable':
    case 'below-minimum':
      return { kind: reading.kind, grams: grams(reading.grams) };
    case 'moving':
      // A pan that swings back passes below zero for a moment: there is nothing to show then.
      return { kind: 'moving', grams: reading.grams === null || reading.grams < 0 ? null : grams(reading.grams) };
    case 'overload':
    case 'underload':
    case 'absent':
      return reading;
  }
}

export function scannerPort(scanner: CodeScanner): ScannerPort {
  return {
    health: () => scanner.health(),
    onHealth: (listener) => scanner.onHealth(listener),
    onScan: (listener) => scanner.onCode((code) => listener('rejected' in code ? { kind: 'rejected', why: code.rejected } : { kind: 'code', ...code })),
  };
}

export function badgePort(reader: BadgeReader): BadgePort {
  return {
    health: () => reader.health(),
    onHealth: (listener) => reader.onHealth(listener),
    onBadge: (listener) => reader.onBadge(listener),
  };
}

/** A kind that the configuration leaves out: not fitted by design, and every command says so. */
const absent = always({ state: 'not-fitted', cause: null, warnings: [], since: 0 });

const nothingDone = { kind: 'not-done', detail: 'not fitted' } as const;

export const noScale: ScalePort = {
  ...absent,
  onReading(listener) {
    listener({ kind: 'absent', cause: 'not fitted' });
    return () => {};
  },
};

export const noCard: CardPort = {
  ...absent,
  pay: () => Promise.resolve({ ...nothingDone, reason: 'unavailable' }),
  resolve: () => Promise.resolve({ ...nothingDone, reason: 'unavailable' }),
  cancel: () => Promise.resolve({ ...nothingDone, reason: 'unavailable' }),
  refund: () => Promise.resolve({ ...nothingDone, reason: 'unavailable' }),
};

export const noScanner: ScannerPort = { ...absent, onScan: () => () => {} };

export const noBadge: BadgePort = { ...absent, onBadge: () => () => {} };

export const noLabels: LabelPort = { ...absent, print: () => Promise.resolve({ ...nothingDone, reason: 'offline' }) };
export const noPapers: PaperPort = { ...absent, columns: 48, print: () => Promise.resolve({ ...nothingDone, reason: 'offline' }) };

/** Nothing ever changes in how it is. */
function always(health: Health): Watched {
  return {
    health: () => health,
    onHealth(listener) {
      listener(health);
      return () => {};
    },
  };
}
