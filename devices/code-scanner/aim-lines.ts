import type { Clock } from '../clock.ts';
import { SupervisedDevice } from '../supervised-device.ts';
import { Supervision } from '../supervision.ts';
import { LineDecoder, type Line } from '../wire/lines.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import type { CodeScanner, ScannedCode } from './code-scanner.ts';

/**
 * A scanner on a serial line or USB-CDC that sends one line a code, with the AIM identifier before it (`devices.md` 5).
 * It is told nothing: it only talks, so that a line cut short is known by the silence after it.
 */

/** A line that has begun must go on within this time; a scanner sends a code in one burst. */
export const lineTimeout = 300;
/** Longest text taken, after the identifier: more than any postal code carries (a Data Matrix of La Poste has some 200). */
export const textLimit = 400;

/** Of the AIM identifiers (ISO/IEC 15424) those a postal counter reads; the rest is refused by name where we know it. */
const taken: Readonly<Record<string, ScannedCode['symbology']>> = { C0: 'code128', C1: 'gs1-128', Q1: 'qr', d1: 'data-matrix', d2: 'gs1-data-matrix' };
const named: Readonly<Record<string, string>> = { A: 'Code 39', C: 'Code 128', E: 'EAN/UPC', G: 'Code 93', I: 'Interleaved 2 of 5', L: 'PDF417', Q: 'QR Code', U: 'MaxiCode', d: 'Data Matrix', e: 'GS1 DataBar', z: 'Aztec' };

/** FNC1 between the fields of a GS1 code is sent as this character. */
const groupSeparator = '\x1d';

type Heard = ScannedCode | { readonly rejected: string };

/** What a line says: a code, or why it is not taken. Pure. */
export function codeOf(line: Line): Heard {
  if (line.kind === 'too-long') return { rejected: `a code longer than ${textLimit} characters` };
  const match = /^\](\w)(\w)(.*)$/s.exec(line.text);
  if (!match) return { rejected: 'a code without AIM identifier: turn "transmit AIM identifier" on in the scanner' };
  const [, family = '', modifier = '', text = ''] = match;
  const identifier = family + modifier;
  const symbology = Object.hasOwn(taken, identifier) ? taken[identifier] : undefined;
  if (!symbology) {
    const name = Object.hasOwn(named, family) ? `${named[family]} ` : '';
    return { rejected: `a code of a kind not used here: ${name}(]${identifier})` };
  }
  if (text === '') return { rejected: `an empty code (]${identifier})` };
  if (text.length > textLimit) return { rejected: `a code longer than ${textLimit} characters` };
  const gs1 = symbology === 'gs1-128' || symbology === 'gs1-data-matrix';
  const foreign = Array.from(text).find((character) => !/[\x20-\x7e]/.test(character) && !(gs1 && character === groupSeparator));
  if (foreign !== undefined) {
    const code = foreign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    return { rejected: `a code with the character 0x${code}, which no postal code contains` };
  }
  return { symbology, text };
}

export function createAimLines(options: { readonly open: OpenWire; readonly clock: Clock }): CodeScanner {
  return new AimLines(options.open, options.clock);
}

class AimLines extends SupervisedDevice implements CodeScanner {
  readonly kind = 'code-scanner';
  readonly driver = 'aim-lines';
  readonly #clock: Clock;
  protected readonly supervision: Supervision;
  readonly #listeners = new Set<(code: Heard) => void>();
  #cancelTimeout: () => void = () => {};

  constructor(open: OpenWire, clock: Clock) {
    super();
    this.#clock = clock;
    this.supervision = new Supervision(open, clock, {
      connected: (port) => this.#listen(port),
      disconnected: () => this.#cancelTimeout(),
    });
  }

  onCode(listener: (code: Heard) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #listen(port: BytePort): Promise<Readonly<Record<string, string>>> {
    // The identifier's three characters come on top; a code longer than the limit must still be seen to be longer.
    const decoder = new LineDecoder('any', textLimit + 4);
    port.onBytes((bytes) => {
      this.#cancelTimeout();
      for (const line of decoder.push(bytes)) this.#tell(codeOf(line));
      if (!decoder.pending) return;
      this.#cancelTimeout = this.#clock.after(lineTimeout, () => {
        decoder.discard();
        this.#tell({ rejected: 'a code that was cut short: scan it again' });
      });
    });
    this.supervision.health.report({ state: 'online' });
    // It cannot be asked who it is.
    return Promise.resolve({ protocol: 'aim-lines' });
  }

  #tell(code: Heard): void {
    for (const listener of this.#listeners) listener(code);
  }
}
