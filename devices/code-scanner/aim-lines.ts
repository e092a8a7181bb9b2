import type { Clock } from '../clock.ts';
import { SupervisedDevice } from '../supervised-device.ts';
import { Supervision } from '../supervision.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import { CodeLines, type CodeLine } from './code-lines.ts';
import type { CodeScanner, ScannedCode } from './code-scanner.ts';

/**
 * A scanner on a serial line or USB-CDC that sends one line a code, with the AIM identifier before it (`devices.md` 5); a
 * contact card shown on a telephone is a code of several lines.
 * It is told nothing: it only talks, so that a line cut short is known by the silence after it.
 */

/** A line that has begun must go on within this time; a scanner sends a code in one burst. */
export const lineTimeout = 300;
/** Longest text taken, after the identifier: more than any postal code carries (a Data Matrix of La Poste has some 200). */
export const textLimit = 400;
/** Of a QR code, which may hold a contact card: somewhat more than its largest version holds in bytes (2 953, ISO/IEC 18004). */
export const qrTextLimit = 4_000;

/** Of the AIM identifiers (ISO/IEC 15424) those a postal counter reads; the rest is refused by name where we know it. */
const taken: Readonly<Record<string, ScannedCode['symbology']>> = { C0: 'code128', C1: 'gs1-128', Q1: 'qr', d1: 'data-matrix', d2: 'gs1-data-matrix' };
const named: Readonly<Record<string, string>> = { A: 'Code 39', C: 'Code 128', E: 'EAN/UPC', G: 'Code 93', I: 'Interleaved 2 of 5', L: 'PDF417', Q: 'QR Code', U: 'MaxiCode', d: 'Data Matrix', e: 'GS1 DataBar', z: 'Aztec' };

/** Cut short on the way, or by the silence after it. */
const cutShort = { rejected: 'a code that was cut short: scan it again' } as const;

/** FNC1 between the fields of a GS1 code is sent as this character. */
const groupSeparator = '\x1d';

type Heard = ScannedCode | { readonly rejected: string };

/** What a line says: a code, or why it is not taken. Pure. */
export function codeOf(line: CodeLine): Heard {
  if (line.kind === 'cut') return cutShort;
  if (line.kind === 'too-long') return tooLong(qrTextLimit);
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
  return symbology === 'qr' ? qrCodeOf(text) : postalCodeOf(symbology, text);
}

function tooLong(limit: number): Heard {
  return { rejected: `a code longer than ${limit} characters` };
}

function postalCodeOf(symbology: ScannedCode['symbology'], text: string): Heard {
  if (text.length > textLimit) return tooLong(textLimit);
  const gs1 = symbology === 'gs1-128' || symbology === 'gs1-data-matrix';
  const foreign = Array.from(text).find((character) => !/[\x20-\x7e]/.test(character) && !(gs1 && character === groupSeparator));
  return foreign === undefined ? { symbology, text } : { rejected: `a code with the character ${named16(foreign)}, which no postal code contains` };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A QR code may be a person's: names have accents, and a card has lines. Other control characters have no business in either. */
function qrCodeOf(bytes: string): Heard {
  if (bytes.length > qrTextLimit) return tooLong(qrTextLimit);
  let text: string;
  try {
    text = utf8.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  } catch {
    return { rejected: 'a QR code whose text is not UTF-8' };
  }
  const control = Array.from(text).find((character) => /\p{Cc}/u.test(character) && !'\n\t'.includes(character));
  return control === undefined ? { symbology: 'qr', text } : { rejected: `a QR code with the control character ${named16(control)}` };
}

/** Such as `0x1D`. */
function named16(character: string): string {
  return `0x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
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
    const lines = new CodeLines(qrTextLimit + 4);
    port.onBytes((bytes) => {
      this.#cancelTimeout();
      for (const line of lines.push(bytes)) this.#tell(codeOf(line));
      if (!lines.pending) return;
      this.#cancelTimeout = this.#clock.after(lineTimeout, () => {
        lines.discard();
        this.#tell(cutShort);
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
