import { indicationOf, type Indication } from './indication.ts';

/**
 * Toledo 8217 frames: STX … CR, seven bits and even parity (`devices.md` 1.2). Pure: bytes in, replies out.
 *
 * A serial line opened with seven data bits takes the parity bit away. Over TCP, and on a line of eight bits, it may still
 * be there: then STX arrives as 0x82 instead of 0x02, and every byte of that frame must have even parity.
 */

export type ToledoReply =
  | { readonly kind: 'weight'; readonly indication: Indication; readonly net: boolean }
  | ({ readonly kind: 'status' } & ToledoStatus)
  /** `STX E CR`: from now on the scale repeats every character, until `F`. */
  | { readonly kind: 'echo' }
  | { readonly kind: 'garbage' };

/** The status byte's bits, lowest first (Magellan 8500 service manual p. 45, read in `devices.md` 1.2). */
export interface ToledoStatus {
  readonly motion: boolean;
  readonly overCapacity: boolean;
  readonly underZero: boolean;
  readonly outsideZeroRange: boolean;
  readonly centreOfZero: boolean;
  readonly net: boolean;
}

const startOfText = 0x02;
const carriageReturn = 0x0d;
/** Longest body: `dd.dddN`. */
const bodyLimit = 7;
const parityBit = 0x80;

/** The parity bit makes the number of ones even. */
export function withEvenParity(byte: number): number {
  let ones = 0;
  for (let rest = byte & 0x7f; rest > 0; rest >>= 1) ones += rest & 1;
  return ones % 2 === 0 ? byte & 0x7f : byte | parityBit;
}

/** `02 … 0D` without its ends, as Latin-1. `dd.ddd` are kilograms, `dd.dd` pounds: only the number of decimals says so. */
export function parseToledo(body: string): ToledoReply {
  if (body === 'E') return { kind: 'echo' };
  const weight = /^(\d{2}\.(\d{2,3}))(N?)$/.exec(body);
  if (weight) {
    const [, digits = '', decimals = '', mark = ''] = weight;
    const indication = indicationOf(digits, decimals.length === 3 ? 'kg' : 'lb');
    return indication ? { kind: 'weight', indication, net: mark === 'N' } : { kind: 'garbage' };
  }
  const status = /^\?([\x40-\x7f])$/.exec(body)?.[1];
  return status === undefined ? { kind: 'garbage' } : statusOf(status.charCodeAt(0));
}

function statusOf(byte: number): ToledoReply {
  const bit = (number: number) => (byte & (1 << number)) !== 0;
  const status: ToledoStatus = { motion: bit(0), overCapacity: bit(1), underZero: bit(2), outsideZeroRange: bit(3), centreOfZero: bit(4), net: bit(5) };
  // What says two things that cannot both be true came over a bad line, or from no scale.
  const contradictory = (status.overCapacity && status.underZero) || (status.centreOfZero && (status.overCapacity || status.underZero || status.outsideZeroRange));
  return contradictory ? { kind: 'garbage' } : { kind: 'status', ...status };
}

/** A whole frame, and how wide the line is that brought it. */
export interface ToledoFrame {
  readonly reply: ToledoReply;
  readonly parity: boolean;
}

export class ToledoDecoder {
  #body: string | null = null;
  #parity = false;

  get pending(): boolean {
    return this.#body !== null;
  }

  discard(): void {
    this.#body = null;
  }

  push(bytes: Uint8Array): ToledoFrame[] {
    const frames: ToledoFrame[] = [];
    for (const byte of bytes) this.#take(byte, frames);
    return frames;
  }

  #take(byte: number, frames: ToledoFrame[]): void {
    const bare = byte & 0x7f;
    if (bare === startOfText) {
      // The frame before lost its end.
      if (this.#body !== null) this.#garbage(frames);
      this.#parity = byte !== bare;
      this.#body = '';
      return;
    }
    const sound = byte === (this.#parity ? withEvenParity(bare) : bare);
    if (this.#body === null || !sound || (bare !== carriageReturn && this.#body.length >= bodyLimit)) this.#garbage(frames);
    else if (bare === carriageReturn) {
      frames.push({ reply: parseToledo(this.#body), parity: this.#parity });
      this.#body = null;
    } else this.#body += String.fromCharCode(bare);
  }

  /** Everything up to the next STX is part of the same noise, and told byte by byte: it only has to be noticed. */
  #garbage(frames: ToledoFrame[]): void {
    this.#body = null;
    frames.push({ reply: { kind: 'garbage' }, parity: this.#parity });
  }
}
