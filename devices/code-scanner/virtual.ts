import { z } from 'zod';
import { Knobs } from '../knobs.ts';
import type { Twin } from '../twin.ts';
import type { BytePort } from '../wire/wire.ts';

/** The other side of the line protocol: a hand scanner, and a code held before it. */

/** AIM identifiers a scanner sends, also those the counter does not take. */
const identifiers = {
  code128: ']C0',
  'gs1-128': ']C1',
  qr: ']Q1',
  'data-matrix': ']d1',
  'gs1-data-matrix': ']d2',
  'ean-13': ']E0',
  code39: ']A0',
  pdf417: ']L0',
} as const;

const terminators = { cr: '\r', lf: '\n', crlf: '\r\n' } as const;

const knobs = z.strictObject({
  scan: z
    .strictObject({
      text: z.string().min(1).max(4_000),
      symbology: z.enum(Object.keys(identifiers) as [keyof typeof identifiers, ...(keyof typeof identifiers)[]]).default('code128'),
    })
    .nullable()
    .default(null)
    .describe('set to a code: reads it once, then returns to null'),
  aim: z.boolean().default(true).describe('sends the AIM identifier'),
  terminator: z.enum(['cr', 'lf', 'crlf']).default('cr').describe('what ends a line'),
  garbage: z.boolean().default(false).describe('noise before each code'),
  cut: z.boolean().default(false).describe('the line loses its second half'),
  silent: z.boolean().default(false).describe('reads nothing'),
});

export type CodeScannerKnobs = z.infer<typeof knobs>;

export function createVirtualCodeScanner({ knobs: start = {} }: { readonly knobs?: unknown } = {}): Twin<CodeScannerKnobs> {
  return new AimLinesTwin(start);
}

class AimLinesTwin implements Twin<CodeScannerKnobs> {
  readonly kind = 'code-scanner';
  readonly protocol = 'aim-lines';
  readonly #knobs: Knobs<CodeScannerKnobs>;
  readonly #ports = new Set<BytePort>();

  constructor(start: unknown) {
    this.#knobs = new Knobs('code-scanner', knobs, start);
  }

  knobs(): CodeScannerKnobs {
    return this.#knobs.current;
  }

  turn(patch: unknown): CodeScannerKnobs {
    const { scan } = this.#knobs.turn(patch);
    if (!scan) return this.#knobs.current;
    this.#read(scan);
    return this.#knobs.turn({ scan: null });
  }

  attach(port: BytePort): void {
    this.#ports.add(port);
    // A scanner obeys nobody here; what is sent to it is taken off the wire.
    port.onBytes(() => {});
    port.onClose(() => void this.#ports.delete(port));
  }

  onChange(listener: () => void): () => void {
    return this.#knobs.onChange(listener);
  }

  close(): void {
    this.#ports.clear();
  }

  #read({ text, symbology }: NonNullable<CodeScannerKnobs['scan']>): void {
    const { aim, terminator, garbage, cut, silent } = this.#knobs.current;
    if (silent) return;
    const noise = garbage ? '\x00\xfe]\x07' : '';
    const line = `${noise}${aim ? identifiers[symbology] : ''}${text}${terminators[terminator]}`;
    const bytes = Buffer.from(cut ? line.slice(0, Math.ceil(line.length / 2)) : line, 'utf8');
    for (const port of this.#ports) void port.write(bytes).catch(() => undefined);
  }
}
