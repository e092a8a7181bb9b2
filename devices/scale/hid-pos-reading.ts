import type { HidReport } from './hid-pos-report.ts';
import { faultIn, settledReading } from './indication.ts';
import type { ScaleReading, TypePlate } from './scale.ts';

/** What a report means for the post (`devices.md` 1.6): pure, one table. Faults are dealt with before. */
export function readingOf({ status, indication }: HidReport, plate: TypePlate): ScaleReading {
  const grams = indication.kind === 'grams' ? indication.grams : null;
  switch (status) {
    case 'zero':
      return { kind: 'stable', grams: 0 };
    case 'stable':
      return grams === null ? { kind: 'moving', grams } : settledReading(grams, plate);
    case 'motion':
      return { kind: 'moving', grams };
    case 'under-zero':
      return { kind: 'underload' };
    case 'over-limit':
      return { kind: 'overload' };
    case 'fault':
    case 'needs-calibration':
    case 'needs-zeroing':
      return { kind: 'absent', cause: troubles[status] };
  }
}

const troubles = {
  fault: 'the scale reports a fault of its own: switch it off and on, then call the technician',
  'needs-calibration': 'the scale asks to be calibrated: it must be verified again',
  'needs-zeroing': 'the scale asks for zero: empty the pan and press its zero key',
} as const;

/** Why nothing of this report may be used; null when all is well. */
export function faultOf(report: HidReport, plate: TypePlate): string | null {
  const { status } = report;
  return status === 'fault' || status === 'needs-calibration' || status === 'needs-zeroing' ? troubles[status] : faultIn(report.indication, plate);
}
