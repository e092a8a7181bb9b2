import type { Indication } from './indication.ts';

/**
 * Reports of a USB scale of the HID usage page 0x8D (`devices.md` 1.4): six bytes, `[03][status][unit][exponent][weight, 16
 * bits, low byte first]`; the exponent is signed. Pure: bytes in, reports out.
 */

/** Usages 0x71 … 0x78 of the page, in their order. */
const hidStatuses = ['fault', 'zero', 'motion', 'stable', 'under-zero', 'over-limit', 'needs-calibration', 'needs-zeroing'] as const;
export type HidStatus = (typeof hidStatuses)[number];

/** Usages 0x51 … 0x5C, in their order. Only the second and the third may be used for a price. */
const units = ['mg', 'g', 'kg', 'ct', 'tael', 'gr', 'dwt', 't', 'short ton', 'troy oz', 'oz', 'lb'] as const;

export interface HidReport {
  readonly status: HidStatus;
  readonly indication: Indication;
}

const reportId = 3;
const reportBytes = 6;
/** Beyond any scale of this kind: an exponent outside is noise, and grams within it are exact integers. */
const exponents = { least: -6, most: 2 } as const;

/** Null for what is no such report. */
export function parseHid(bytes: Uint8Array): HidReport | null {
  const [id = 0, code = 0, unitCode = 0, exponentByte = 0, low = 0, high = 0] = bytes;
  const status = hidStatuses[code - 1];
  const unit = units[unitCode - 1];
  const exponent = exponentByte > 127 ? exponentByte - 256 : exponentByte;
  if (bytes.length !== reportBytes || id !== reportId || status === undefined || unit === undefined) return null;
  if (exponent < exponents.least || exponent > exponents.most) return null;
  const indication = indicated(low + high * 256, exponent, unit);
  // At the centre of zero there is no weight: a report that has both came over a bad line.
  return status === 'zero' && indication.kind === 'grams' && indication.grams !== 0 ? null : { status, indication };
}

/** By powers of ten alone: nothing is rounded (`devices.md` 1.6 rules 2 and 3). */
function indicated(weight: number, exponent: number, unit: (typeof units)[number]): Indication {
  const shown = `${weight} × 10^${exponent} ${unit}`;
  if (unit !== 'g' && unit !== 'kg') return { kind: 'unit', shown };
  const power = unit === 'kg' ? exponent + 3 : exponent;
  if (power >= 0) return { kind: 'grams', grams: weight * 10 ** power };
  return weight % 10 ** -power === 0 ? { kind: 'grams', grams: weight / 10 ** -power } : { kind: 'finer', shown };
}

/**
 * A hidraw file hands over one report a read; over TCP they may come cut or joined. A report has no end mark, so after a
 * byte that fits none nothing is taken before the line has been quiet: in the middle of one report another could be read.
 */
export class HidDecoder {
  #held: Uint8Array = new Uint8Array();
  #lost = false;

  get pending(): boolean {
    return this.#lost || this.#held.length > 0;
  }

  /** The line has been quiet: what comes next is the beginning of a report. */
  discard(): void {
    this.#held = new Uint8Array();
    this.#lost = false;
  }

  /** Reports; null for noise. */
  push(bytes: Uint8Array): (HidReport | null)[] {
    if (this.#lost) return [null];
    const reports: (HidReport | null)[] = [];
    this.#held = Uint8Array.from([...this.#held, ...bytes]);
    while (this.#held.length >= reportBytes && !this.#lost) {
      const report = parseHid(this.#held.subarray(0, reportBytes));
      reports.push(report);
      this.#held = this.#held.slice(reportBytes);
      this.#lost = report === null;
    }
    return reports;
  }
}
